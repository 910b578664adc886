import pytest

from assistant.dialogue.supposing import supposition


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("多出来的挪到明年贴，规矩是这样的吧", "多出来的挪到明年贴"),
        ("五年内不许迁出，迁出全额退——条文是这个口径吧", "五年内不许迁出，迁出全额退"),
        ("月底前交材料就来得及对吧", "月底前交材料就来得及"),
        ("工资也算进投入里，我理解没问题吧（要入账）", "工资也算进投入里"),
        ("第四年起自动停，妥不妥", "第四年起自动停"),
    ],
)
def test_the_statement_without_its_tag(said, told):
    assert supposition(said) == told


@pytest.mark.parametrize(
    "said", ["给多少，你说吧", "小巨人奖多少", "对吧", "能不能先给钱，说说吧", "帮我算算吧"]
)
def test_a_question_supposes_nothing(said):
    assert supposition(said) == ""
