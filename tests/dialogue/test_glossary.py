"""English words in the Chinese of the field: phrases, quantities, questions, and the user's own words."""

from fractions import Fraction
from pathlib import Path

import pytest

from assistant.dialogue.glossary import Glossary
from assistant.dialogue.normalising import normalise
from assistant.dialogue.phrases import read_phrases
from assistant.dialogue.quantities import read_quantities

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    phrases = read_phrases(CORPUS)
    return Glossary(phrases.english, phrases.english_dropped, phrases.english_kept)


@pytest.mark.parametrize(
    ("said", "low"),
    [
        ("RMB 8.6 million", 8_600_000),
        ("8.6m", 8_600_000),
        ("¥2.5M", 2_500_000),
        ("500k", 500_000),
        ("RMB 500 thousand", 500_000),
        ("half a million", 500_000),
        ("eight hundred thousand yuan", 800_000),
        ("1.2 bn", 1_200_000_000),
        ("CNY 12,500k", 12_500_000),
        ("a million", 1_000_000),
        ("20w", 200_000),
        ("4.35%", Fraction(435, 10_000)),
        ("4.35 percent", Fraction(435, 10_000)),
        ("435 bps", Fraction(435, 10_000)),
        ("one year", 1),
        ("12 months", 1),
        ("half a year", Fraction(1, 2)),
        ("two years", 2),
        ("a year and a half", Fraction(3, 2)),
        ("1y", 1),
    ],
)
def test_quantities_are_exact(glossary, said, low):
    read = glossary.gloss(normalise(f"the loan is {said}, ok"))
    (quantity,) = read_quantities(read.text)
    assert (quantity.low, quantity.high, quantity.nature) == (low, low, "exact")
    assert read.said(quantity.start, quantity.end) == said


@pytest.mark.parametrize("said", ["USD 1.5 million", "$1.5M", "2 million euros", "HK$3m", "AED 90,000"])
def test_foreign_money_stays_foreign(glossary, said):
    (quantity,) = read_quantities(glossary.gloss(normalise(f"the loan is {said}")).text)
    assert (quantity.low, quantity.high, quantity.kind) == (None, None, "money")


@pytest.mark.parametrize(
    "said", ["about 8 million RMB", "5 to 6 million yuan", "over 8 million", "up to RMB 1 million"]
)
def test_what_is_not_sharp_stays_so(glossary, said):
    (quantity,) = read_quantities(glossary.gloss(normalise(f"the loan is {said}")).text)
    assert quantity.nature != "exact"


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("What about the hidden champion?", "那隐形冠军呢？"),
        ("and what if the benchmark were 3.1%?", "如果银行基准利率3.1%呢？"),
        ("Change the rate to 3.5%", "利率改成3.5%"),
        ("Are we eligible?", "符合申请条件吗？"),
        ("The contract has not been registered.", "合同没有登记。"),
        ("specialised, refined, distinctive and innovative", "专精特新"),
        ("phase 1 is 8 million", "一期800万元"),
        ("Pledging our two patents", "专利质押"),
        ("A股 vs 美股上市，哪个 award 高", "A股比较美股上市，哪个奖励高"),
        ("专利质押 loan 2.5M", "专利质押贷款250万"),
    ],
)
def test_sentences(glossary, english, chinese):
    assert glossary.gloss(normalise(english)).text == chinese


@pytest.mark.parametrize(
    "text",
    [
        "知识产权质押贷款1000万元，基准利率4%，一年",
        "A轮拿了500万",
        "Buongiorno, quanto posso ricevere?",
        "2023年5月12日",
    ],
)
def test_what_is_not_english_is_left_alone(glossary, text):
    read = normalise(text)
    assert glossary.gloss(read) is read or glossary.gloss(read).text == text


def test_much_of_the_same_is_read_in_time(glossary):
    assert glossary.gloss(normalise("how much " * 500)).text
