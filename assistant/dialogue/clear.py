"""The matters that a turn clearly speaks of, by the labeller's chances and by name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache

from assistant.dialogue.background import is_background
from assistant.dialogue.choices import PURE_LEVEL
from assistant.dialogue.coordination import coordinated
from assistant.dialogue.matters import CLEAR, POSSIBLE, SEGMENT, Scores
from assistant.dialogue.phrases import MATTER, OUTSIDE, hits, where
from assistant.dialogue.sentence import ADDING, SUMMED, is_question, refers, sentences, unnamed
from assistant.dialogue.several_questions import asked_by_themselves
from assistant.dialogue.title_told import says_whose
from assistant.dialogue.titles_needed import holds_none
from assistant.dialogue.understanding import Understanding
from assistant.policy.library import Library
from assistant.policy.measure import Measure

# Grammar, not vocabulary; thresholds of chances and log odds.
# The least chance of a matter that is likelier than everything else.
LIKELIEST = 0.1
# How strongly a matter's own words must name it to stand by themselves, in log odds (matters.py).
NAMED = 2.0
LEAST_NAMED = 0.02
# A part of a turn is shorter and says less: its matter is clear at a lower chance.
PART_CLEAR = 0.4
# The chance at which the whole turn is plainly about one matter; below FAINT another has no part in it, and a
# part of the turn has to be as sure as PART_ELSE to turn to it.
SETTLED = 0.9
FAINT = 0.02
PART_ELSE = 0.8
NEVER = 1.1
WEAK = 0.2
# The least chance of a sister measure of the same clause that the turn's words name just as well; one that
# the same choice decides (境内还是境外) is meant as long as nothing is chosen.
SIBLING = 0.1
SETTLED_SIBLING = 0.3
MOST_MATTERS = 4
# From this length on a turn is a story with a question in it.
STORY = 45
# Two things are asked about side by side.
# A part of a turn that begins so comes to something further.
BESIDES = re.compile(r"又|还|也|另|同时|再|顺便|先[问说讲看]")
# So does one of several that are told one by one: 一个是想办国际展，另一个是去参展，都有补吗.
ENUMERATED = re.compile(
    r"(?:头|另|第)?[一二三四](?:个|件|桩|样|项)?(?:事|问题)?是|其[一二三]|头一[个件桩样]|第[一二三四][个件桩样]"
)
JOINED = re.compile(
    r"[+＋]|(?<=[^，。？！])[和与跟](?![^，。？！]{1,8}(?:合作|合办|共建|联合|签[了约订]|对接))|及|、|又|同时|还有|既"
)
# How strongly a matter's own words must name it to be meant beside another, whatever the labeller says.
STRONG = 2.4
# Two are weighed against each other, or wanted both: 哪个奖得多, 都能拿吗.
WEIGHED = re.compile(
    r"哪个|哪一个|哪边|哪样|都能|都可以|都拿(?!到?了)|一起拿|相比|比起来|划算|一回事|区别|不一样|不同"
)
WHICH_MORE = re.compile(r"(?:哪个|哪一个|哪边|哪样|谁)[^，。？！]{0,6}(?:多|高|划算|合算|大)")
EACH = re.compile(r"各|分别|加起来|一共|合计|都|另外|还有")
FURTHER = re.compile(r"另外|还有")
# Each of two that were told is asked for: 这两种各补多少.
OF_BOTH = re.compile(r"[两几三四][种条个样项件桩路](?:展会?|方案|奖励|补贴)?[^，。？！]{0,3}(?:各|分别)")
# Each of several is asked for, or several together; a sum that is told (总共才花了38万) asks nothing.
EACH_OF_THEM = re.compile(
    r"分别|各(?!级|类|种|地|界|位|项技术)|都(?=有|能|可|给|拿|算|领|享|要|多少|怎么)(?!.到?了)"
)
EACH_ASKED = re.compile(r"分别|各(?!级|类|种|地|界|位|项技术)")
# What counts an item of a list: 1 单项冠军; （二）首台套; 第一、境外参展.
BULLET = re.compile(r"^(?:（[一二三四五六\d]）|\(\d\)|第?[一二三四五六\d](?:是|[.．、 ]|$)|[-•·*])\s*")
TOGETHER = re.compile(rf"{ADDING.pattern}|{EACH_OF_THEM.pattern}|另外|还有")
# What is told first counts with what follows: 我们是小巨人，研究院也认定了，还有个首台套，分别多少.
ALSO = re.compile(r"也|还有|又|同时|既")
# Several titles that were named before are only taken up again: 两块牌子的奖励标准各是多少.
COUNTED_TITLES = re.compile(r"(?:[这那]?[两二三四几][块个张]|[这那]些)(?:牌子|称号|认定)")
# What is told of one of several: A家获评隐形冠军；B家….
OF_ONE = re.compile(r"(?:^|[：:])(?:[A-Za-z甲乙丙丁][家户企]|第[一二三][家户]|另一?[家户])")
# That a title is held is told by these words, and nothing is asked by them.
HELD = re.compile(r"评[上为]|获评|入选")
# How far around a title a long part without commas speaks of it.
AROUND = 8
ASKING = re.compile(r"多少|(?<![十百千])几|吗|么|呢|给不给|奖|补(?!充)|一次性")
# A part of a turn asks something itself.
ASKS_ITSELF = re.compile(r"多少|(?<![好和十百千])几|[吗么呢？?]|有没有|能不能|给不给|怎|谁|哪")
CAPPED = re.compile(r"封顶|上限|顶格|最[多高]")
PAYING = re.compile(r"给|加起来|一共|合计|奖|补|钱|拿|领|贴|资助|多少万|几万")


def plainly_named(text: str, understanding: Understanding) -> list[str]:
    """The measures that the text plainly names, the strongest first."""
    named = understanding.words.evidence(text)
    keys = understanding.library.by_key
    strong = [key for key in keys if named.get(MATTER + key, 0.0) >= NAMED]
    return sorted(strong, key=lambda key: -named[MATTER + key])[:1]


def named_tiers(text: str, understanding: Understanding) -> list[str]:
    """The measures one of whose tiers a follow-up names: 那隐形冠军的呢."""
    named = understanding.words.evidence(text)
    known = understanding.library.by_key.items()
    return [key for key, m in known if named.get(MATTER + key, 0.0) >= NAMED and m.tiers] if named else []


def lead_named(text: str, scores: Scores, understanding: Understanding) -> list[str]:
    """Whom to ask, where a follow-up names it and it is not unlikely: 那谁能给个准话.

    The words of other rules (到期, 重复) are said of the measure as well.
    """
    named = understanding.words.evidence(text)
    keys = [f"{policy.id}/lead_department" for policy in understanding.library.policies]
    return [
        key
        for key in keys
        if named.get(MATTER + key, 0.0) >= NAMED and scores.whole.get(MATTER + key, 0.0) >= LIKELIEST
    ][:1]


# What is put as a question is looked at by itself, and again when it is settled what the turn is about.
@lru_cache(maxsize=64)
def clear_matters(text: str, scores: Scores, understanding: Understanding) -> tuple[str, ...]:
    """The matters that are clearly asked, the likeliest of each part, in order."""
    found: dict[str, float] = {}
    asked: set[str] = set()
    told_in: dict[bool, set[str]] = {True: set(), False: set()}
    settled = scores.best(MATTER)[1] >= SETTLED
    measured = {MATTER + key for key in understanding.library.by_key}
    told = _told_rules(text, scores, measured, understanding)
    strong = NAMED if WEIGHED.search(text) else STRONG
    best = scores.best(MATTER)[0]
    led = settled and best in measured
    tiered = {MATTER + key for key, m in understanding.library.by_key.items() if m.tiers}
    # 小巨人什么的统统不是，贷款能贴息吗: that no title is held is told.
    denials = [p for p, _ in scores.parts if holds_none(p) and not ASKING.search(p.replace("什么", ""))]
    for part, chances in (*scores.parts, (text, scores.whole)):
        named = understanding.words.evidence(part)
        spoken = [label for label, chance in chances.items() if chance >= PART_CLEAR or label in named]
        spoken = [label for label in spoken if label.startswith(MATTER) and label not in told]
        beside = bool(spoken and JOINED.search(part))
        rival = _likeliest(chances, OUTSIDE) if spoken else 0.0
        if led and any(denial in part for denial in denials):
            left = understanding.words.evidence(_left_out(part, denials))
            spoken = [label for label in spoken if label == best or label not in tiered or label in left]
        for label in spoken:
            chance, weight = chances[label], named.get(label, 0.0)
            # A家获评隐形冠军；B家…，各多少: the title is all that is told of the one.
            least_named = POSSIBLE if OF_ONE.search(part) and of_each(text) else 0.3
            by_name = weight >= NAMED and chance >= least_named
            by_name = by_name or (beside and label in measured and weight >= strong)
            least = _least(
                part,
                text,
                scores.whole.get(label, 0.0),
                settled,
                best in measured,
                named=bool(weight) and led and _named_apart(part, label, best, understanding),
            )
            if (chance >= least and chance >= rival) or by_name:
                matter = label.removeprefix(MATTER)
                found[matter] = max(found.get(matter, 0.0), chance)
                if part == text:
                    asked.add(matter)
                else:
                    told_in[asks_in(part, text, scores)].add(matter)
    told_alone = set() if of_each(text) or not _is_story(text, scores) else _told_alone(told_in, scores)
    asked = told_in[True] | (asked - told_alone)
    found = {m: chance for m, chance in found.items() if m not in told_alone}
    if len(text) >= STORY and asked and not of_each(text):
        # In a long story the parts that ask nothing are background, unless the whole speaks of them too.
        found = {m: c for m, c in found.items() if m in asked}
    joined = coordinated(text, understanding)
    joined |= asked_by_themselves(text, {*found, *joined}, understanding)
    found |= {m: max(chance, found.get(m, 0.0)) for m, chance in joined.items()}
    found = with_siblings(_by_name(found, text, scores, understanding), text, scores, understanding)
    kept = sorted(found, key=lambda m: -found[m])[:MOST_MATTERS]
    library = understanding.library
    return tuple(
        m
        for m in _as_told(found, text, library)
        if m in kept
        and (m in joined or not _only_titled(m, found, text, scores, library))
        and not _only_missed(m, found, text, scores, library)
        and not _named_with(m, found, text, library)
        and not _only_placed(m, found, text, library)
    )


def _as_told(found: Mapping[str, float], text: str, library: Library) -> list[str]:
    """The matters in the order in which the text names them, as far as it does by words of their own.

    境外展和自己办国际展，两种各补多少 … 后面那个呢: their places are gone back to.
    """
    words = {m: set(library.by_key[m].words) for m in found if m in library.by_key}
    at = {}
    for matter, own in words.items():
        others = {w for m, ws in words.items() if m != matter for w in ws}
        places = [text.find(w) for w in hits(text, own - others)]
        if places:
            at[matter] = min(places)
    if len(at) < len(found):
        return list(found)
    return sorted(found, key=lambda m: at[m])


def _left_out(text: str, parts: Sequence[str]) -> str:
    """The text without some of its parts."""
    for part in parts:
        text = text.replace(part, "")
    return text


def _likeliest(chances: Mapping[str, float], kind: str) -> float:
    """The chance of the likeliest label of a kind."""
    return max((chance for label, chance in chances.items() if label.startswith(kind)), default=0.0)


def _named_apart(part: str, label: str, best: str, understanding: Understanding) -> bool:
    """Whether a part has a word of a matter that is none of the likeliest one's: 展会 is said of two."""
    owners = ({other for other, _ in shares} for shares in understanding.words.owners(part))
    return any(label in labels and (label == best or best not in labels) for labels in owners)


def _is_story(text: str, scores: Scores) -> bool:
    """Whether a turn is a story with a question in it; its amounts count, which may be out of sight."""
    return max(len(text), sum(len(part) for part, _ in scores.parts)) >= STORY


def _told_alone(told_in: Mapping[bool, set[str]], scores: Scores) -> set[str]:
    """The matters that only parts which ask nothing speak of, beside one of which the whole is plainly.

    A轮融了8000万，在准备科创板，上市奖励多少: what was raised is told.
    """
    plain = any(scores.whole.get(MATTER + m, 0.0) >= SETTLED for m in told_in[True])
    told = {m for m in told_in[False] - told_in[True] if scores.whole.get(MATTER + m, 0.0) < SETTLED}
    return told if plain else set()


def _told_rules(text: str, scores: Scores, measured: set[str], understanding: Understanding) -> set[str]:
    """The rules of the policy that only sentences which ask nothing speak of, beside what is asked.

    小巨人刚公示完。奖励多少: a rule is asked about; what is told is the case. So it is beside another rule:
    公章在深圳分公司。今天还在有效期里吗.
    """
    asking = [sentence for sentence in sentences(text) if is_question(sentence) or ASKING.search(sentence)]
    if not asking:
        return set()
    best = scores.best(MATTER)[0]
    measuring = best in measured
    spoken: dict[bool, set[str]] = {True: set(), False: set()}
    ahead = text.partition(asking[0])[0]
    for part, chances in scores.parts:
        asks = any(part in sentence for sentence in asking)
        if asks or measuring or part in ahead:
            labels = {label for label, chance in chances.items() if chance >= PART_CLEAR}
            spoken[asks] |= (labels | understanding.words.evidence(part).keys()) - measured
    return spoken[False] - spoken[True] if measuring or best in spoken[True] else set()


@lru_cache(maxsize=1024)
def of_each(text: str) -> bool:
    """Whether each of several is asked for: 分别多少, 这两种各补多少, 奖励上限、贴息金额.

    In a story that is said by what asks: 三份合同都是今年签的 tells of the contracts, and asks nothing.
    """
    asking = [part for part in sentences(text) if is_question(part)]
    said = "".join(asking) if len(text) >= STORY and asking else text
    several = EACH.search(said) or FURTHER.search(text)
    return bool(several) or any(refers(part) for part in asking)


def asks_in(part: str, text: str, scores: Scores) -> bool:
    """Whether a part of a turn asks, by itself or by what follows it in its sentence and names no matter."""
    if ASKING.search(part):
        return True
    within = next((sentence for sentence in sentences(text) if part in sentence), "")
    behind = [(p, chances) for p, chances in scores.parts if p != part and p in within.partition(part)[2]]
    named = any(c >= PART_CLEAR for _, chances in behind for m, c in chances.items() if m.startswith(MATTER))
    return bool(is_question(within)) and not named


def _least(part: str, text: str, whole: float, settled: bool, measured: bool, *, named: bool) -> float:
    """The least chance at which a part of the turn speaks of a matter.

    Where the whole is plainly about one matter, a part that names no other one is taken to go on with it.
    """
    if part == text:
        return PART_CLEAR if ADDING.search(text) else CLEAR
    if BESIDES.match(part) or (ENUMERATED.match(part) and of_each(text)):
        return PART_CLEAR
    if measured and not ASKING.search(part) and whole < WEAK and not of_each(text):
        return PART_ELSE
    if settled and measured and whole < WEAK and not named:
        return SETTLED  # 那个奖励是一次给的还是每年都有: no word of the part names another
    if settled and whole < FAINT and not OF_BOTH.search(text):
        # 首台套投了保，企业问保险补多少: a part that asks nothing is background of what the whole asks.
        return PART_ELSE if ASKING.search(part) or is_question(part) or of_each(text) else NEVER
    return PART_CLEAR


def _by_name(
    found: Mapping[str, float], text: str, scores: Scores, understanding: Understanding
) -> dict[str, float]:
    """The matters found; where none of them is a measure, those measures that are plainly named too."""
    known = understanding.library.by_key
    adding = bool(ADDING.search(text))
    measured = any(matter in known for matter in found)
    if (measured and not adding) or scores.best(OUTSIDE)[1] >= CLEAR or not PAYING.search(text):
        return _by_part(dict(found), scores, understanding)
    named = understanding.words.evidence(text)
    added = {m: scores.whole.get(MATTER + m, 0.0) for m in known if named.get(MATTER + m, 0.0) >= NAMED}
    if adding:
        added = {m: max(c, LEAST_NAMED) for m, c in added.items()}
    return {**{m: c for m, c in sorted(added.items()) if c >= LEAST_NAMED}, **found}


def _by_part(found: dict[str, float], scores: Scores, understanding: Understanding) -> dict[str, float]:
    """The matters found, and an award by title that a part of its own asks for by the title's name."""
    for part, chances in scores.parts:
        titles = named_tiers(part, understanding)
        taken = titles and any(chances.get(MATTER + m, 0.0) >= PART_CLEAR for m in found)
        if titles and not taken and ASKING.search(part):
            found |= {m: chances.get(MATTER + m, 0.0) for m in titles if m not in found}
    return found


def with_siblings(
    found: Mapping[str, float], text: str, scores: Scores, understanding: Understanding
) -> dict[str, float]:
    """The matters found, and those of the same clause that the text's words name just as well."""
    named = understanding.words.evidence(text)
    known = understanding.library.by_key
    out = dict(found)
    for matter in found:
        first = known.get(matter)
        if first is None or not first.pays:
            continue
        for other, measure in known.items():
            if measure.clause_id != first.clause_id or not measure.pays or other in out:
                continue
            if named.get(MATTER + other, 0.0) < 1.0:
                continue
            least = SETTLED_SIBLING if scores.best(MATTER)[1] >= SETTLED else SIBLING
            chance = scores.whole.get(MATTER + other, 0.0)
            likely = chance >= least or bool(_choices(first) & _choices(measure))
            if likely and set(hits(text, first.words)) <= set(measure.words):
                out[other] = chance
    return out


def _choices(measure: Measure) -> set[str]:
    """The choices that a measure asks for."""
    return {i.name for i in measure.inputs if i.unit == "choice"}


def _only_titled(
    matter: str, found: Mapping[str, float], text: str, scores: Scores, library: Library
) -> bool:
    """Whether an award by title is only brought in by a title that is mentioned, beside another measure.

    It is asked for where a part of the turn that names it speaks of getting something.
    """
    measure = library.by_key.get(matter)
    others = library.by_key.keys() & found.keys() - {matter}
    if not others or measure is None or measure.tiers is None:
        return False
    told_of = COUNTED_TITLES.sub("", text)
    if told_of != text and not hits(told_of, measure.words):
        return True
    asked = measure.input(measure.tiers.input)
    titles = {w for o in (asked.options if asked else ()) for w in (o.name, *o.words)}
    named = {title for title in titles if not PURE_LEVEL.fullmatch(title)}
    several = of_each(text) or ADDING.search(text)
    if named and not several and says_whose(text, named, [library.by_key[m] for m in others]):
        return True
    said = set(hits(text, measure.words)) - titles
    if said and not hits(text, titles) and all(HELD.fullmatch(word) for word in said):
        return True  # 评上“智能工厂”了，补助多少: no title of its own is named
    own = {word for word in said if not HELD.fullmatch(word) or _asked_with(word, text)}
    if own or any(unnamed(part) for part in sentences(text)):
        return False
    if _told_last(text, titles):
        return True
    told = [part for part in SEGMENT.split(text) if hits(part, titles)] or [text]
    background = all(is_background(part, list(titles)) and not OF_ONE.search(part) for part in told)
    listed = background and text.count("＃") > 1 and not EACH_OF_THEM.search(text)
    if _of_services(others, text, library) and not any(PAYING.search(part) for part in told):
        return True
    if _listed_alone(told, titles) and of_each(text):
        return False
    if (TOGETHER.search(SUMMED.sub("", text)) and not listed) or WEIGHED.search(text):
        # 小巨人企业。平台投了800万，创新券签了40万，分别算: two are asked for beside what only says who asks.
        alone = len(others) > 1 and not ALSO.search(text)
        return alone and background
    return not any(
        PAYING.search(around) or CAPPED.search(around) for part in told for around in _around(part, titles)
    )


def _told_last(text: str, titles: Collection[str]) -> bool:
    """Whether only what the asker is, told behind the question, names a title: …怎么说。我们是小巨人."""
    *ahead, last = sentences(text) or [""]
    behind = bool(hits(last, titles)) and not hits("".join(ahead), titles) and not is_question(last)
    return behind and any(is_question(part) for part in ahead) and is_background(last, list(titles))


def _asked_with(word: str, text: str) -> bool:
    """Whether a sentence with the word speaks of getting something: 评上小巨人，奖励上限多少."""
    return any(word in sentence and PAYING.search(sentence) for sentence in sentences(text))


def _of_services(others: Collection[str], text: str, library: Library) -> bool:
    """Whether nothing beside a title gives money, and not each is asked for: 小巨人才有服务专员吗.

    小巨人公示了，瞪羚也在报，哪个奖得多: which gives more is asked of both.
    """
    measures = measures_of(library, tuple(others), ())
    return not (any(m.pays for m in measures) or EACH_ASKED.search(text) or WHICH_MORE.search(text))


def _listed_alone(told: Sequence[str], titles: Collection[str]) -> bool:
    """Whether a title stands by itself as an item of a list: 单项冠军；首台套。上限各多少."""
    return any(BULLET.sub("", part).strip("（）() 。、") in titles for part in told)


def _only_missed(
    matter: str, found: Mapping[str, float], text: str, scores: Scores, library: Library
) -> bool:
    """Whether an award is only brought in by what sounds like it, beside another: 厂房抵押还有一笔贷款."""
    measure = library.by_key.get(matter)
    others = {m for m in found if m != matter and m in library.by_key and library.by_key[m].pays}
    if measure is None or not others or hits(text, measure.words):
        return False
    missed = [word for miss in measure.near_misses if miss.input for word in miss.words]
    speaking = [part for part, chances in scores.parts if chances.get(MATTER + matter, 0.0) >= PART_CLEAR]
    return all(hits(part, missed) for part in speaking or [text])


def asked_after(matters: tuple[str, ...], scores: Scores, library: Library) -> tuple[str, ...]:
    """The matters without a service that only a kind of case calls up: 纯信用贷款，贴息有没有."""
    measures = measures_of(library, matters, ())
    missed = {w for m in measures for miss in m.near_misses if miss.input for w in miss.words}
    told = []
    for measure in measures if len(matters) > 1 else ():
        key = f"{measure.policy}/{measure.id}"
        parts = [part for part, chances in scores.parts if chances.get(MATTER + key, 0.0) >= POSSIBLE]
        own = missed - {w for miss in measure.near_misses for w in miss.words}
        if (
            measure.kind == "service"
            and parts
            and all(hits(p, own) and not ASKS_ITSELF.search(p) for p in parts)
        ):
            told.append(key)
    return tuple(matter for matter in matters if matter not in told)


def _only_placed(matter: str, found: Mapping[str, float], text: str, library: Library) -> bool:
    """Whether a measure is only brought in by words that another one knows too, which has words of its own.

    展位的钱给过七万了，年底还要去一趟新加坡: a place of exhibitions as of listings.
    """
    known = library.by_key
    measure = known.get(matter)
    if measure is None or measure.tiers or hits(text, measure.words):
        return False
    said = set(hits(text, _option_words(measure, ("choice",))))
    others = [known[m] for m in found if m in known and m != matter]
    return bool(said) and any(
        said <= set(hits(text, _option_words(m, ("choice", "flag")))) and bool(hits(text, m.words))
        for m in others
    )


def _option_words(measure: Measure, units: Sequence[str]) -> set[str]:
    """The words of the choices, or of the yes and no, that a measure asks for."""
    inputs = [i for i in measure.inputs if i.unit in units]
    return {word for i in inputs for o in i.options for word in (o.name, *o.words)}


def _named_with(matter: str, found: Mapping[str, float], text: str, library: Library) -> bool:
    """Whether all words for a measure without amounts name another, which has words of its own besides.

    创投投了钱，房租补贴有吗: 房租补贴 is said of both rents, 创投 of one.
    """
    known = library.by_key
    own = known.get(matter)
    if own is None or own.pays:
        return False
    said = set(hits(text, own.words))
    others = [known[m] for m in found if m in known and m != matter and not known[m].pays]
    return bool(said) and any(said < set(hits(text, other.words)) for other in others)


def _around(part: str, titles: Iterable[str]) -> list[str]:
    """The part by itself where it is short, else what stands around the titles that it names."""
    if len(part) < STORY:
        return [part]
    found = [(at, at + len(title)) for title in titles for at in where(part, title)]
    return [part[max(0, start - AROUND) : end + AROUND] for start, end in found]


def measures_of(library: Library, first: Sequence[str], then: Sequence[str]) -> list[Measure]:
    """The measures among these matters, each once."""
    known = library.by_key
    return [known[matter] for matter in dict.fromkeys((*first, *reversed(then))) if matter in known]
