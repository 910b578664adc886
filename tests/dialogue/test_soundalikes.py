import random
import re
import time
from pathlib import Path

import pytest

from assistant.dialogue import common_words, pronunciation
from assistant.dialogue import soundalikes as soundalikes_module
from assistant.dialogue.normalising import Soundalikes, normalise
from assistant.dialogue.pronunciation import loosened, sound

CORPUS = Path(__file__).parents[2] / "corpus"
TERMS = [
    "专精特新", "小巨人", "隐形冠军", "单项冠军", "知识产权", "知识产权质押", "知识产权质押贷款", "贴息", "首台套", "研发机构", "展位费",
    "创新券", "境外展会", "境内上市", "境外上市", "共性技术平台", "数字化攻关", "房租补贴", "研发中心", "链主企业", "创新联合体", "重点研发计划",
    "瞪羚企业", "上马石平台", "补贴", "奖励", "贷款", "认定", "服务专员", "IPO", "VC", "R&D", "IP",
]  # fmt: skip


@pytest.fixture(scope="module")
def soundalikes() -> Soundalikes:
    return Soundalikes(TERMS)


def corrected(soundalikes: Soundalikes, text: str) -> str:
    return soundalikes.correct(normalise(text)).text


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("专精特薪", "专精特新"),
        ("砖精特新", "专精特新"),
        ("小具人", "小巨人"),
        ("隐形贯军", "隐形冠军"),
        ("单向冠军", "单项冠军"),
        ("知识产全", "知识产权"),
        ("知识识产权质押", "知识产权质押"),
        ("知识权产质押", "知识产权质押"),
        ("帖息", "贴息"),
        ("首台涛", "首台套"),
        ("研发鸡构", "研发机构"),
        ("展未费", "展位费"),
        ("数字化公关", "数字化攻关"),
        ("共性技术平抬", "共性技术平台"),
        ("重点研发机划", "重点研发计划"),
        ("ipo", "IPO"),
        ("r&d", "R&D"),
        ("Vc", "VC"),
    ],
)
def test_misheard_terms_are_mended(soundalikes: Soundalikes, said: str, meant: str) -> None:
    assert corrected(soundalikes, f"我们想问{said}的事") == f"我们想问{meant}的事"


@pytest.mark.parametrize(
    "text",
    [
        "银行不贴息",
        "区级研发中心",
        "外区企业",
        "境内上市和境外上市",
        "租房补贴",
        "今年是什么生肖",
        "用的是谁的",
        "参保时间",
        "专精特新",
        "有什么可以拿的",
        "zip文件",
        "一千二百万",
    ],
)
def test_what_people_meant_is_left_alone(soundalikes: Soundalikes, text: str) -> None:
    assert corrected(soundalikes, text) == text


def test_the_change_is_recorded_with_the_users_words(soundalikes: Soundalikes) -> None:
    found = soundalikes.correct(normalise("專精特薪有帖息嗎"))
    assert found.text == "专精特新有贴息吗"
    assert [(e.said, e.became) for e in found.edits if e.cause == "sound"] == [
        ("專精特薪", "专精特新"),
        ("帖息", "贴息"),
    ]
    assert found.said(0, 4) == "專精特薪"


def test_homophones_of_every_character_are_mended() -> None:
    """Recall on generated slips: one character of a term replaced by another of the same sound."""
    terms = [
        term
        for term in (CORPUS / "lexicon" / "terms.txt").read_text(encoding="utf-8").split()
        if re.fullmatch(r"[\u4e00-\u9fff]{4,8}", term) and soundalikes_module._is_term(term)
    ]
    soundalikes = Soundalikes(terms)
    words = common_words.common_words()
    by_sound: dict[str, list[str]] = {}
    everyday = set("".join(words))
    for character in sorted(everyday):
        for syllable in sound(character).toned:
            by_sound.setdefault(syllable, []).append(character)
    chance = random.Random(7)
    tried = mended = 0
    missed = []
    grammar = soundalikes_module._GRAMMAR | soundalikes_module._NUMERIC
    for term in terms:
        for i, character in enumerate(term):
            others = [
                c
                for s in sorted(sound(character).toned)
                for c in by_sound.get(s, ())
                if c not in grammar | {character}
            ]
            if not others:
                continue
            slip = term[:i] + chance.choice(others) + term[i + 1 :]
            if slip in terms or slip in soundalikes._known_words():
                continue
            tried += 1
            found = term in corrected(soundalikes, f"请问{slip}怎么办")
            mended += found
            missed += [] if found else [(slip, term)]
    assert tried > 500
    assert mended / tried >= 0.9, (mended, tried)


def test_sounds_that_ears_confuse_are_mended_in_long_terms() -> None:
    soundalikes = Soundalikes(TERMS)
    for said, meant in (
        ("创新联和体", "创新联合体"),
        ("链组企业", "链主企业"),
        ("重点研发际划", "重点研发计划"),
        ("境外展费", "境外展费"),
    ):
        assert corrected(soundalikes, said) == meant
    assert loosened("zhuang") == loosened("zuan") and loosened("neng") == loosened("len")


def test_clean_text_is_hardly_touched() -> None:
    """At most one false correction in a thousand sentences, measured on the clauses and the exemplars."""
    terms = (CORPUS / "lexicon" / "terms.txt").read_text(encoding="utf-8").split()
    soundalikes = Soundalikes(terms)
    source = (CORPUS / "hz-binjiang-2023-9" / "source.txt").read_text(encoding="utf-8")
    assert [e for e in soundalikes.correct(normalise(source)).edits if e.cause in ("sound", "typo")] == []


def test_tables_are_what_their_sources_give() -> None:
    assert pronunciation.TABLE.read_text(encoding="utf-8") == pronunciation.table()
    assert common_words.TABLE.read_text(encoding="utf-8") == common_words.table()


def test_mending_is_fast(soundalikes: Soundalikes) -> None:
    read = normalise(
        "我们公司去年评上了专精特薪小具人，想问一下知识产全质押贷款帖息能不能补，大概能补多少钱啊谢谢"
    )
    soundalikes.correct(read)
    started = time.process_time()
    for _ in range(20):
        soundalikes.correct(read)
    assert (time.process_time() - started) / 20 < 0.003


def test_no_terms_change_nothing() -> None:
    assert corrected(Soundalikes([]), "专精特薪") == "专精特薪"
