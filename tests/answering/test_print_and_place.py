"""Questions about the print itself, about what stands beside a measure, and about who has moved away."""

import pytest


@pytest.mark.parametrize(
    "said",
    [
        "100万元20万元中间是不是漏了个顿号",
        "文件里一百万二十万连在一起，是什么意思",
        "第一条那几个数之间有没有印错",
    ],
)
def test_a_flaw_of_the_print_is_told_as_such(last, said):
    answer = last(said)
    assert "text_defect" in answer.notices
    assert "少一个顿号" in answer.text
    assert "疏漏" in answer.spoken
    assert "120万" not in answer.text


@pytest.mark.parametrize("said", ["申报材料里打错一个字要紧吗", "说错了，是三百万"])
def test_a_slip_of_the_user_is_no_flaw_of_the_print(last, said):
    assert "text_defect" not in last("首台套奖多少", said).notices


def test_what_there_is_beside_a_measure_leaves_it_out(last):
    answer = last("除了贴息以外，知识产权这一条还支持企业做哪些事")
    assert answer.figures == ()
    assert "专利导航" in answer.text


def test_beside_a_title_the_others_are_told(last):
    amounts = {str(figure.amount) for figure in last("除了小巨人，还有哪些称号有奖金").figures}
    assert {"2000000.00", "200000.00"} <= amounts


@pytest.mark.parametrize("said", ["隐形冠军的奖，厂今年搬去萧山了还给吗", "公司要是迁到余杭，首台套还能领不"])
def test_of_who_has_moved_away_the_text_says_nothing(last, said):
    answer = last(said)
    assert answer.status == "not_specified"
    assert "没有载明企业必须在哪里注册" in answer.text


def test_a_fair_that_is_moved_moves_no_enterprise(last):
    assert "没有载明企业必须在哪里注册" not in last("今年把国际展会搬到宁波办，补多少").text


def test_where_and_how_much_are_said_in_one_breath(last):
    assert last("我们是小巨人", "能拿多少，写在哪一条").spoken.endswith("写在二（一）1。")
    assert "100万元" in last("我们是小巨人", "能拿多少，写在哪一条").spoken


@pytest.mark.parametrize(
    "said",
    [
        "到期前认定好了，过期了再去申请给不给",
        "有效期里评上的，届满以后才来领，还发吗",
    ],
)
def test_what_was_recognised_in_time_and_applied_for_later_is_left_open(last, said):
    assert last(said).status == "not_specified"


def test_a_rate_of_exchange_is_a_point_of_the_measure_spoken_of(last):
    answer = last("美元基金投的，150万美金，够不够1000万那条线？人民币折算按哪天的汇率")
    assert answer.status == "not_specified"
    assert "外币怎样折算" in answer.text
    assert last("今天美元汇率多少").status == "out_of_scope"


def test_a_title_beside_another_award_keeps_its_amount(last):
    figures = last("省级企业研究院和小巨人今年都批了，分别奖多少").figures
    assert sorted(str(figure.amount) for figure in figures) == ["1000000.00", "500000.00"]


def test_a_loan_of_which_a_part_is_of_another_year_is_asked_back(last):
    answer = last("专利质押贷了5000万，其中2000万是去年贷的，基准4%，都是一年，今年贴多少")
    assert answer.status == "needs_facts"
    assert all(figure.bound == "at_most" for figure in answer.figures)


@pytest.mark.parametrize(
    "said", ["贴息的钱是按季度打还是年底一把打", "合同去哪儿登记", "基准利率以放款当天的为准还是还款那天的"]
)
def test_how_it_is_handled_is_left_open(last, said):
    subject = "创新券能补多少" if "合同" in said else "专利质押贷款能贴多少"
    assert last(subject, said).status == "not_specified"


def test_what_is_said_again_in_other_words_stays_with_the_measure(last):
    answer = last("去德国参展展位费能补多少", "意思是不管跑几个国家，一年就二十万封顶")
    assert [figure.measure for figure in answer.figures] == ["overseas_exhibition"]


def test_a_plan_that_is_cut_and_added_to_is_worked_out_anew(last):
    talk = (
        "我们专精特新建共性技术研发平台，打算投4200万，能补多少",
        "预算砍了，3600",
        "设备又要添200万，加上去呢",
    )
    assert str(last(*talk[:2]).figures[0].amount) == "18000000.00"
    assert str(last(*talk).figures[0].amount) == "19000000.00"


def test_what_was_paid_out_for_a_platform_is_no_part_of_what_goes_into_it(last):
    answer = last(
        "专精特新企业建共性技术研发平台投入1850万补多少", "省里同一个平台已经给过我们300万，区里还能拿全吗"
    )
    assert [str(figure.amount) for figure in answer.figures] == ["9250000.00"]


@pytest.mark.parametrize("said", ["订单增量的奖励是给接单的我们的吧", "那个订单奖励最后进谁口袋"])
def test_the_award_for_orders_goes_to_the_chain_leader(last, said):
    answer = last("链主多给本地小厂下单有奖吗", said)
    assert answer.status == "answered"
    assert "不给为它配套的供应商" in answer.text


def test_how_many_years_are_asked_for_is_no_term(last):
    answer = last("去年专利质押贷了600万，今年又续贷了600万，基准4%，每次一年，两年各贴多少")
    assert [str(figure.amount) for figure in answer.figures] == ["120000.00", "120000.00"]


def test_which_of_two_a_sum_of_the_clause_is_may_be_left_open(last):
    answer = last("单项冠军200万是税前还是税后")
    assert answer.status == "not_specified"
    assert "含税" in answer.text


def test_sums_run_together_are_each_of_the_year_before_them(last):
    answer = last("创新券合同今年80万明年60万，去年40万，各补多少")
    assert [str(figure.amount) for figure in answer.figures] == ["240000.00", "180000.00", "120000.00"]


def test_a_loan_that_does_not_count_is_left_out(last):
    loans = "三笔专利质押：工行300万半年，农行500万一年，中行200万九个月，基准都4%，共贴多少"
    assert [str(figure.amount) for figure in last(loans, "那中行那笔不算呢").figures] == ["130000.00"]


def test_an_advance_is_left_open_though_the_sum_is_named(last):
    answer = last("科创板上了，四百万先给一百行不行")
    assert answer.status == "not_specified"
    assert "提前拨付" in answer.text


def test_what_another_district_gives_is_asked_of_this_one_as_an_amount(last):
    assert "100万元" in last("余杭小巨人给一百五，你们呢").spoken
