"""Whether somebody or something counts: named by the clause, left out by its words, or left open."""

import pytest

LEFT_OPEN = [
    ("我们是台资企业，省级隐形冠军，这笔奖能报吗", "没有写限制"),
    ("合伙企业能不能领首台套奖励", "没有写明"),
    ("我是个体工商户，算得上省级专精特新、拿得到这个奖吗", "没有写明"),
    ("我们是做物流的，行业不对口，省专的奖会不会受影响", "没有写限制"),
    ("仓库算产业空间吗", "“仓库”算不算“产业空间”，原文没有写"),
    ("2022年公布的小巨人，还属于一次性奖励的对象吗", "施行前的情形是否适用，原文没有写"),
    ("和一所技师学院搞了订单班，不是大学，补助算数吗", "没有写"),
]
LEFT_OUT = [
    ("没评上专精特新的公司，检测费减免能沾不", "“专精特新”"),
    ("没有任何称号的厂能去培训班吗", "没有写"),
    ("编了一个地方标准，算不算这条里说的标准", "没有列地方标准"),
    ("给链主供货的厂家有份吗", "不给为它配套的供应商"),
    ("链主把订单给了没有专精特新称号的厂，计不计入增量", "不在这句话里"),
    ("小巨人培育库里的企业能按小巨人拿奖吗", "不在这一条所列的称号之中"),
    ("区里自己立的技改项目，给不给配套", "没有写区级项目"),
    ("区里自己认定的企业研究院有奖吗", "没有写区级"),
    ("五百万贷款是纯信用的，东西都没押，贴息能不能报", "其他贷款不在这句话里"),
    ("同学个人打进来一千万，不是机构，创投那条认吗", "不是创投机构投资"),
    ("专利侵权保险的保费补不补", "没有写补保费"),
]
NAMED = [
    ("贴息是补给企业还是补给放贷的银行", "原文写的是给企业，没有写给银行"),
    ("我们是创新券载体，客户来买服务，补助打给我们吗", "补助给购买服务的企业"),
    ("材料也算吗？我们的产品进了首批次新材料，首台套那条在不在里面", "首批次新材料"),
]


@pytest.mark.parametrize(("question", "says"), LEFT_OPEN)
def test_what_the_clause_does_not_decide_is_left_open(last, question, says):
    answer = last(question)
    assert answer.status == "not_specified"
    assert says in answer.text


@pytest.mark.parametrize(("question", "says"), LEFT_OUT)
def test_what_its_words_leave_out_is_no_yes(last, question, says):
    answer = last(question)
    assert not answer.text.startswith(("可以", "按您说的情况，条件是符合的", "对"))
    assert says in answer.text
    assert all(figure.bound == "at_most" for figure in answer.figures)


@pytest.mark.parametrize(("question", "says"), NAMED)
def test_whom_the_clause_names_is_told(last, question, says):
    answer = last(question)
    assert answer.status == "answered"
    assert says in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "外资企业，小巨人奖多少",
        "国有控股企业，专利质押贷款1000万，基准4%，一年，能贴吗",
        "我们有实付利息清单，能据此算贴息吗",
    ],
)
def test_an_amount_asked_for_is_still_told(last, question):
    assert last(question).figures


def test_hong_kong_is_not_paid_as_a_domestic_listing(last):
    answer = last("打算去港交所，香港也是自己国家的，按境内给400万吧")
    assert [figure.amount for figure in answer.figures] == [3_000_000]


def test_a_further_investor_in_a_correction_takes_nothing_away(last):
    told = ["省级专精特新，创投机构投了960万，够格不", "老板朋友个人又投了40万，够了吧"]
    assert "达到了1000万元的门槛" in last(*told, "更正，那40万是另一家风投机构投的").text


def test_what_was_supposed_holds_once_it_is_done(last):
    told = ["厂房抵押贷了900万，贴息有吗", "要是换成拿专利去押呢"]
    answer = last(*told, "换好了，放下来600万，基准按4%，一年")
    assert [figure.amount for figure in answer.figures] == [120_000]
