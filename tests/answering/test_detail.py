"""Details beyond a clause's words are left open; what its words settle or contradict is answered."""

import pytest

OPEN = [
    "链主奖励是不是按增量的千分之五",
    "供楼是不是能打八折",
    "数字化车间是不是奖50万",
    "人才房是不是七折租给我们",
    "新引进项目是不是要投资五千万以上才有房租补贴",
    "申请人才房要考证吗",
    "供地要不要承诺税收",
    "数字化诊断得我们出人陪吗",
    "上市后备库需要几年盈利",
    "境外展位费按一半补吗",
    "专员能不能换",
    "产业基金要还吗",
    "共性技术平台的钱是开建前给还是验收后给",
    "境内上市，眼下过会这一步能拿其中多少",
]
SETTLED = [
    "见贷即保500万是吧",
    "境外展位费补一半，对吧",
    "专精特新保那300万是白给我们的吗",
    "那至少要满足什么条件才有贴息",
    "要地的话得等到年底吗",
    "要楼不要地可以吗",
    "境内上市，是先报材料还是先辅导，先不说，就问一共奖多少",
    "产业基金是不是白给的，不用还",
    "文件是不是承诺了高管的孩子一定能上重点小学",
]


@pytest.mark.parametrize("question", OPEN)
def test_what_the_clause_does_not_write_is_left_open(last, question):
    assert last(question).status == "not_specified"


@pytest.mark.parametrize("question", SETTLED)
def test_what_the_clause_writes_or_contradicts_is_answered(last, question):
    assert last(question).status == "answered"


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("创投的一千万必须一轮拿到吗", "累计"),
        ("VC投的一千万，分成三轮打进来行不行", "累计"),
        ("平台是隔壁厂建的，我们去做测试，按50%补给我们吧", "不给使用平台的企业"),
        ("专利押给一个朋友，他借我三百万，能算知识产权质押吧", "金融机构"),
        ("国际展会搬去苏州办还能补吗", "本区"),
        ("区级研发中心，按市级那一档算可以不", "没有写区级"),
        ("我们是滨江的老住户，三年房租补贴轮得上吗", "新引进"),
        ("信用贷，没押专利，利息给不给贴，第6条", "知识产权质押"),
    ],
)
def test_a_case_that_the_words_rule_out_is_told_so(last, question, says):
    answer = last(question)
    assert answer.status == "answered"
    assert says in answer.text
    assert not answer.figures


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("新三板创新层挂牌奖多少", "not_specified"),
        ("区级重点实验室奖多少", "not_specified"),
        ("创投机构分两笔投的，一笔600万一笔500万，够不够一千万", "answered"),
        ("国际展会在滨江办，主办方从上海过来，补多少", "answered"),
    ],
)
def test_near_misses_of_these_stay_as_they_are(last, question, status):
    assert last(question).status == status


@pytest.mark.parametrize(
    "question",
    [
        "小巨人升单项冠军，差的那部分补不补",
        "去年拿过隐形冠军的奖，今年评上单项冠军，是再给全份还是只补中间差",
        "小巨人给多少看什么定，有打分表吗",
    ],
)
def test_the_rest_after_an_upgrade_and_the_scale_are_left_open(last, question):
    assert last(question).status == "not_specified"


def test_whole_papers_are_no_whole_award(last):
    assert last("我们有整份材料，小巨人奖多少").status == "answered"


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("公司注册在余杭，小巨人奖能领吗", "not_specified"),
        ("刚从萧山迁到滨江，境外上市的300万还给不给", "not_specified"),
        ("公司注册地在萧山，省级专精特新奖多少", "answered"),
    ],
)
def test_registration_elsewhere_leaves_open_whether_it_is_given(last, question, status):
    assert last(question).status == status


def test_the_term_of_the_policy_is_no_term_for_applying(last):
    answer = last("专精特新实施意见还在有效期内吗", "那申报最晚截止到哪天")
    assert answer.status == "not_specified"
