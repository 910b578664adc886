"""Who gets it and what counts by the letter, and what is left open, as people ask it in other words."""

import pytest

SETTLED, OPEN, LACKING = "answered", "not_specified", "needs_facts"


@pytest.mark.parametrize(
    ("question", "says"),
    [
        # Which title or level it is was told, or is asked for in the list: the clause's list decides.
        ("我们刚拿到市级专精特新的证书，区里发不发奖金", "没有列"),
        ("列出来给钱的称号当中有没有创新型中小企业", "没有列"),
        ("项目配套光配国家和省里的吗，还是区级项目也有", "没有写区级项目"),
        # To which of two who are spoken of.
        ("创新券补助是给我这个服务方还是给客户", "购买符合要求的创新券载体平台服务的企业"),
        ("省专精特新的奖给公司还是给老板个人", "省级“专精特新”中小企业"),
        ("贴息的钱是打给我们还是打给银行", "给企业"),
        # By which of two it is reckoned, in everyday words.
        ("数字化补助看立项预算还是看实打实花掉的", "原文写的是“实际"),
        ("创新券按发票金额补还是按合同金额补", "原文写的是“合同"),
        # A false premise that the clause's 一次性 answers.
        ("境外上市奖励分三次给，对吧", "一次性"),
        ("小巨人的100万是分期发的吗", "一次性"),
        ("首台套的钱听说要分两年给，是吗", "一次性"),
        # Each of the two is told by what it does, or by whose purse it is.
        ("创新券这块，到底是平台方领钱，还是花钱买服务的领钱", "购买符合要求的创新券载体平台服务的企业"),
        ("链主今年给我们加了订单，那份奖励进他的账还是进我的账", "链主企业"),
        # Whose title it is that asks, told behind the title.
        ("我们家的专精特新是市里发的，那20万有没有", "没有列"),
        # What one is that buys is no quality of who asks.
        ("我们产品的专利没人能替代，外企想买，是不是可以不招标", "可不进行招标"),
        ("我们工程师的孩子要念书了，区里能给照顾下吗", "子女就学"),
        ("到巴黎参展，翻译费和机票也能报吗", "展位费"),
        ("服务专员说要有联络员，联络员是我们自己定吗", "联络员"),
        # Two sums without their unit are right as they stand.
        ("境内上市四百，境外上市三百，没搞混吧", "400万元"),
    ],
)
def test_the_letter_settles(last, question, says):
    answer = last(question)
    assert answer.status == SETTLED
    assert says in answer.text


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("市级专精特新奖多少", "没有列"),
        ("贴息每年200万封顶，最长能连续拿几年", "可以连续享受几年，原文没有写"),
        ("一年最多能补几场国际展", "一年可以补几次，原文没有写"),
        ("“新认定”以哪天为准？我们研究院证书是2022年的", "原文没有写"),
        ("单项冠军那200万的申请，几月份截止", "申报时间和截止日期"),
        ("首台套50万奖励的申报入口在哪", "申报系统或网址"),
        ("境外上市300万的申报材料有哪些", "申报材料"),
        # One and the same is named twice: what is weighed is the sum.
        ("省级升到小巨人，是给我们全额还是只给我们补差", "升级后给全额还是补差额"),
        ("我们同一年拿下两个省级研发机构，能拿双份吗", "同一级别有多个机构时怎样奖励"),
        ("一笔贷款押了设备也押了商标，贴息按总额算还是只按商标那部分", "组合贷款怎样算"),
        # Who does what a word says is no question whether the word stands there.
        ("数字化攻关写着“经认定”，这三个字指的是哪个机构来认", "由谁认定"),
        ("数字化诊断上门来做，要不要我们掏钱", "收费"),
        ("揭榜挂帅的榜单什么时候发布", "原文没有写"),
        ("5050计划能给好几十万吗", "没有写"),
        ("小巨人是2023年2月发的牌，那时候文件还没出，还认不认", "是否适用"),
    ],
)
def test_what_the_clause_leaves_open(last, question, says):
    answer = last(question)
    assert answer.status == OPEN
    assert says in answer.text


@pytest.mark.parametrize(
    ("turns", "says"),
    [
        # Whoever was ruled out asks on about the rule.
        (("我们在区里开厂十二年了，新引进的房租补贴轮得到我们吗", "那档次一共分几级"), "分几档"),
        (("大厂今年给我们多下了单，那笔奖我们有没有", "涨到什么程度才给它"), "增量"),
        (("天使轮拿了300万创投，专精特新，够不够房租那条", "累计的起点是哪一年，写了没"), "累计从何时算起"),
        (("孩子上学能照顾吗", "能进哪个小学"), "可以就读的学校"),
        (("国际展在滨江办，最高补多少", "一年可以报几回"), "一年可以补几次"),
        (("创业板上市奖多少", "钱先给一部分还是等上成之后再给"), "原文没有写"),
        (("链主加订单的奖怎么给", "加到什么程度才算得上"), "较大"),
        (("首台套奖多少", "我们一年认了俩，给一份还是两份"), "多个产品"),
        (("创投累计够一千万，专精特新，有什么好处", "哪年之后投的才算数，写了吗"), "累计从何时算起"),
        (("我们自建共性技术平台投了2600万，补多少", "请的专家的工资能不能打进投入里"), "哪些支出算项目投入"),
        (("这事哪个部门牵头", "在几号楼几层"), "原文没有写"),
    ],
)
def test_a_follow_up_asks_what_is_left_open(last, turns, says):
    answer = last(*turns)
    assert answer.status == OPEN
    assert says in answer.text


def test_who_was_ruled_out_builds_one_after_all(last):
    answer = last("我们借用隔壁厂的平台做测试花了60万，能补吗", "换过来，平台是我司自己盖的，投了2000万")
    assert [str(figure.amount) for figure in answer.figures] == ["10000000.00"]


@pytest.mark.parametrize(
    "question",
    [
        "我们明年打算上市，能拿多少钱",
        "上个月跑了趟展会，展位费交了不少，区里能报点吗",
        "几轮下来创投总共给了我们一千万左右，专精特新，够得上房租补贴那条吗",
    ],
)
def test_what_decides_and_was_not_told_is_asked_for(last, question):
    answer = last(question)
    assert answer.status == LACKING
    assert answer.asks


@pytest.mark.parametrize(
    ("turns", "label"),
    [
        (("我打了好几次电话都没人接，这政策到底是科技局管还是经信局管",), "三2"),
        (("做汇报用，2025年隐形冠军要培育多少家",), "一"),
        (("专精特新报瞪羚有什么倾斜",), "二（二）3"),
        (("市里也补了我们，同一个项目两边能都拿吗", "那选哪边"), "三1"),
        (("在滨江办国际展补多少", "场子没订到，可能挪到苏州去办"), "二（四）14"),
        (("创投投了大概一千万，够吗", "核了一下账，到账1200万，都是基金投的，我们是专精特新"), "二（三）8"),
    ],
)
def test_it_is_about_what_is_asked(last, turns, label):
    answer = last(*turns)
    assert label in {citation.label for citation in answer.citations}


def test_a_place_where_something_is_asks_for_no_award(last):
    answer = last("我们注册在拱墅，研发中心在滨江，算不算区内企业，能享受吗")
    assert not answer.figures


def test_a_title_that_is_denied_is_no_title_and_asks_for_nothing(last):
    answer = last("单项冠军、小巨人我们统统不是，拿商标跟银行质押贷了款，贴息要不要什么称号")
    assert {figure.measure for figure in answer.figures} <= {"ip_pledge_interest"}
    assert not [fact for fact in answer.facts if fact.name == "title"]


@pytest.mark.parametrize(
    "again", ["我实际付的是6个点，为什么不按6个点算", "可我付的是6个点，凭什么不按6个点来"]
)
def test_the_rate_that_is_really_paid_never_takes_the_place_of_the_benchmark(last, again):
    answer = last("专利质押贷了500万，基准4.35%，一年，贴多少", again)
    assert [str(figure.amount) for figure in answer.figures] == ["108750.00"]


def test_which_title_is_asked_where_only_a_title_is_told(last):
    answer = last("刚评上牌子，奖多少")
    assert answer.status == LACKING
    assert [ask.fact for ask in answer.asks][:1] == ["title"]
