"""What counts as the clause's words, and two ways to take it that it does not decide between."""

from datetime import date

import pytest

NOT_NAMED = [
    ("典当铺放的款，专利押在它那里，算不算金融机构贷款", "哪些机构算金融机构"),
    ("栽培技术秘密能不能算知识产权去质押拿贴息", "哪些知识产权可以质押"),
    ("买了一套考勤系统，算不算数字化攻关", "什么算数字化攻关"),
    ("平台里仪器的月租费列不列进项目投入", "哪些支出算项目投入"),
    ("投资人先借后转股的那笔，计不计入累计投资额", "可转债、老股转让等是否算投资额"),
    ("整车是别人的，我们的线束单独评上首台套，零部件能算首台套产品吗", "零部件、分系统是否算"),
    ("市里的母基金投了我们，能不能当创投机构的投资", "哪些机构算创投机构"),
]
NAMED = [
    ("首批次新材料归不归首台套产品", "50万元"),
    ("企业技术中心算研发机构吗", "企业技术中心"),
    ("北交所算境内上市不", "400万元"),
    ("托当地代理替我们去米兰站台，展位费认不认", "20万元"),
]
TWO_WAYS = [
    ("创投那个累计，打公司开张那天算起，还是打文件施行那天算起", "累计从何时算起"),
    ("首版次软件今年出了四款，是一款给一份，还是不管几款就一份", "多个产品是否分别奖励"),
    ("平台那两千万，是一个平台一个上限，还是一家企业合起来一个上限", "上限按项目还是按企业计算"),
    ("“符合区重点产业导向的”修饰的是企业还是展会", "说的是企业还是展会，原文没有说明"),
    ("省级研究院和省级技术中心同年批的，给一份还是两份", "同一级别有多个机构时怎样奖励"),
    ("厂房和商标打包押的，贷了900万，整笔都算，还是只按商标那块贴", "质押加其他担保的组合贷款怎样算"),
]
SETTLED = [
    ("一年跑三个境外展，是一个展一份二十万，还是三个展合在一起二十万", "每年最高**20万元**"),
    ("技术合同登记了130万，发票开了100万，30%按130算还是按100算", "39万元"),
    ("区里每年拿五百万给拟上市企业，是分到各家的吧", "不发给单个企业"),
    ("找的那家检测机构不是创新券载体，合同60万，补得到吗", "不在这句话里"),
    ("我们没自己建平台，是去别人的共性平台做测试，花了80万，听说补一半，能退40万吗", "不给使用平台的企业"),
    ("新三板挂牌叫不叫境内上市", "不是上市"),
]
BEFORE_THE_START = [
    "隐形冠军是2022年底公布的，那会儿还没这份意见，如今还给不给",
    "施行前一个月拿到的省级技术中心批文，能补领吗",
    "省企业研究院的证书落款2023年4月20日，这还算“新认定”不",
]


@pytest.mark.parametrize(("question", "point"), NOT_NAMED)
def test_what_the_clause_does_not_name_is_left_open(last, question, point):
    answer = last(question)
    assert answer.status == "not_specified"
    assert point in answer.text


@pytest.mark.parametrize(("question", "says"), NAMED)
def test_what_it_names_is_told(last, question, says):
    answer = last(question)
    assert answer.status == "answered"
    assert says in answer.text


@pytest.mark.parametrize(("question", "point"), TWO_WAYS)
def test_two_ways_that_the_clause_does_not_decide(last, question, point):
    answer = last(question)
    assert answer.status == "not_specified"
    assert point in answer.text


@pytest.mark.parametrize(("question", "says"), SETTLED)
def test_what_its_words_settle_is_no_open_point(last, question, says):
    answer = last(question)
    assert answer.status == "answered"
    assert says in answer.text


@pytest.mark.parametrize("question", BEFORE_THE_START)
def test_what_was_recognised_before_the_start_is_left_open(last, question):
    assert last(question).status == "not_specified"


@pytest.mark.parametrize(
    ("question", "day", "status"),
    [
        ("这份政策如今还在执行吗", date(2026, 6, 20), "answered"),
        ("这份政策到期以后续不续", date(2026, 4, 1), "not_specified"),
        ("四月拿证、七月才去报，行不行", date(2026, 3, 30), "not_specified"),
        (
            "去年12月放的专利质押款，今年12月到期，政策5月到头，后半年还贴么",
            date(2026, 4, 20),
            "not_specified",
        ),
    ],
)
def test_the_days_of_the_validity_settle_only_what_they_say(assistant, question, day, status):
    assert assistant.answer(question, as_of=day).answer.status == status


@pytest.mark.parametrize(
    "rate",
    ["执行4.1%", "合同签的是4.1%", "LPR减点下来执行4.1%"],
)
def test_a_rate_agreed_with_the_bank_is_not_the_clauses(last, rate):
    answer = last(f"专利质押贷了1000万，一年，{rate}，贴息多少")
    assert [(figure.bound, figure.amount) for figure in answer.figures] == [("at_most", 2_000_000)]


def test_a_share_is_not_confirmed_where_it_is_asked_if_anything_is_given(last):
    assert "对，" not in last("平台建在临安的分厂，公司在滨江，五成还给吗").text
    assert "对，" in last("共性平台补一半，对吧").text


def test_who_leads_is_told_where_a_telephone_is_passed_over(last):
    answer = last("贴息找谁，留个电话", "电话没有就算了，那总得有个牵头的部门吧")
    assert answer.status == "answered"
    assert "区经信局" in answer.text


def test_a_level_of_which_only_the_money_is_told_is_none(last):
    answer = last("研发机构的50万，是区里单独出的，还是市里的钱也装在里头")
    assert [figure.amount for figure in answer.figures] == [500_000]
