"""Follow-ups: the earlier matter that a short turn goes on with, turns from or leaves."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.dialogue.clear import ASKING, LIKELIEST, NAMED, measures_of
from assistant.dialogue.conversation import Conversation
from assistant.dialogue.matters import CLEAR, Scores
from assistant.dialogue.phrases import ACT, MATTER, OUTSIDE, hits
from assistant.dialogue.quantities import Quantity
from assistant.dialogue.understanding import Understanding
from assistant.policy.library import Library
from assistant.policy.measure import Measure

SHORT = 16
# The chance at which a turn plainly opens another measure, whatever was asked back: 先搁着，参展补多少.
SURE_NEW = 0.9
# The chance at which a follow-up plainly asks for a rule of the policy, and not on about the measure.
TOPIC_SURE = 0.7
# Two things that were spoken of are compared: 这两个是一回事吗.
BOTH_OF = re.compile(
    r"(这|那|前面?|刚才)?(?:(?:两|2)(个|项|条|样|种|者)|俩)[^，。]{0,6}(一回事|区别|不同|一样|冲突|都|哪个)"
)
# Each of two things that were spoken of, by their names: 奖励跟保险这俩各在第几条.
EACH_NAMED = re.compile(
    r"([^，。？！]{1,8})[和跟与同、]([^，。？！]{1,8}?)(?:[这那]?俩|[这那]?[两2][个项样条者])[^，。？！]{0,3}(?:各|分别)"
)
# What was recognised earlier is asked of the measure, not of the validity.
PAST_CASE = re.compile(r"认定|评上|获评|获批|评定|老的|以前的")
# Whoever is spoken of goes on with the matter: 他是帮我跑手续的？
PRONOUN = re.compile(r"^(那|那么)?(他|她|它)们?")
# An earlier matter is gone back to: 刚那平台, 先前那个标准, 回到刚才的奖励.
BACK_TO = re.compile(
    r"^(?:那么?|好)?[，,]?[\u4e00-\u9fff]{2,6}那[个块边条项]|"
    r"刚才?(那|的|说的|问的)|先前|前面(那|的|说的)|前头|头里|早先(那|说)|回到|说回|头一(家|个|项)|第一(家|个|项)|开头"
)
# Whether something is in the list that was spoken of: 院士工作站在列吗.
IN_LIST = re.compile(r"在列|算不算|在不在(列|内|里)|包括在内|含不含|列了没|列没列|涵盖")
# Which clause it is in is asked of the measure: 有依据吗，哪一条.
WHICH_CLAUSE = re.compile(r"哪一?条|第几条|哪款|哪一款")
# The items of one measure are added up, or its cap is asked of each enterprise; no rule of doubles is asked:
# 两笔合起来这一年能贴多少, 我们两家的额度是分开的对吧.
ITEMS_TOGETHER = re.compile(
    r"[两二三四五六几这][笔份](?:贷款|合同|的)?[，,]?(?:[合加]一?[起块并]来?|[加凑合]到?一[起块]|合计|总共|一共|拢共)"
    r"|[两二三四几各每]家[^，。？！]{0,6}(?:额度|上限|封顶)[^，。？！]{0,6}(?:分开|各[算是用]|独立|共用|合用|一起算|互不)"
)
# After several items: 加起来最多多少呢.
ALL_TOGETHER = re.compile(
    r"(?:那么?|全部|所有)*(?:加起来|合起来|一共|总共|合计|拢共|加总)[^，。？！]{0,6}(?:多少|几|补|贴)"
)
# The item that has the sum told before: 八百万那笔其实只贷了半年.
OF_THE_SUM = re.compile(r"＃元?的?[那这]一?[笔份单张]")
# How it is paid is asked of what was spoken of, unless another is named: 上限是按一场算还是按一年算.
HOW_PAID = re.compile(
    r"[按一每][^，。？！]{0,3}[场次笔份年家][^，。？！]{0,4}还是[^，。？！]{0,3}[按一每][^，。？！]{0,3}[场次笔份年家]"
    r"|补差|差价|差额|给全额|全额再?给|拿过的[^，。？！]{0,3}扣[掉除]?"
)
# The terms of what was spoken of: 当时的标准是最高多少.
ITS_TERMS = re.compile(
    r"^(?:那么?|好)?[，,]?(?:当时|那时候?|当年|原来|之前|它|其|该项?|这项|那项|这个|那个)的?(?:奖励|补贴|补助|资助|贴息)?的?"
    r"(?:标准|金额|额度|数额|上限|档次|规定|条件)"
)
# What was recognised earlier and never applied for is a case of the measure, whatever the validity:
# 去年10月认定的，一直没去申请，现在去还给发不.
OWN_PAST = re.compile(
    r"(?:认定|评上|获评|获批|评定|拿到|批下来|公示|[贷签投]了)[^？?]{0,16}(?:没|未|忘)[^，。？！]{0,4}(?:申请|申报|报|领|去|办|拿)"
)
# What was only supposed is gone on with: 凑上了一年给多少.
SUPPOSED = re.compile(r"凑[上够齐]了|^(够|满)了|这样的?话?|那样的?话?|到时候|那时候?")
# What a follow-up of one word may have around it.
PARTICLES = re.compile(r"^(那么?|还有)|[呢吗啊的？?。!！\s]")
LONGEST_WORD = 6
INQUIRY = re.compile(r"[？?]|算不算|能不能|行不行|可不可以|是不是|怎么|哪")
SHORT_TOLD = 12
# Nothing but levels is named: 国家级认定与省级认定，金额有别否 goes on with what is recognised.
ONLY_LEVELS = re.compile(
    r"(?=.*[国省市区]家?级)(?:(?:国家|[省市区])级?(?:认定|评定|评上?|认)?的?|那|如果|要是|换成|[和与跟及、，,]|还是|金额|奖励|奖金|有别|有?差别|有?区别|一样|相同|是否|是不是|否|吗|呢|吧"
    r"|有没有|多少|[给奖补]|[？?])+"
)
# What was picked is only left as it is: 第二个要是改成境内呢，第一个不变; 后面那个先放一放.
_LEFT_ASIDE = re.compile(r"(?:就|都|还是)?(?:不变|不动|照旧|不管|不问|先不|先放|放一放|另说|待会)")
# One of several: 后面那个, 第一个.
PICKED = re.compile(
    r"(?P<first>(?:前面?那|前一|第一|头一)[个项条种样件]|前者)|(?P<last>(?:后面?那|后一|第二|末一|最后那)[个项条种样件]|后者)"
)
NAMED_THING = re.compile(
    r"(?:那么?|好)?[，,]?(?:(?:说回|回到)([\u4e00-\u9fff]{1,6}?)(?:的事|那|这|[，,])|([\u4e00-\u9fff]{2,6})那[个块边条项])"
)
# 先前那个标准真的没有金额: what is spoken of stands behind.
THAT_THING = re.compile(
    r"(?:那么?|好)?[，,]?(?:先前|刚才|刚刚|之前|前面|头先|早先|上面)(?:说|问|讲|提|聊)?过?的?(?:那|这)[个条项笔块]"
    r"([\u4e00-\u9fff]{2,6}?)(?=还|也|呢|是|真|有|没|的|到|给|奖|补|究竟|多少|[，,？?]|$)"
)
# Nothing is asked, only told: 他不是专精特新.
TOLD = re.compile(r"(?<!是)不是|还不是|没有|还没|是|有")
# What is said of the items of a list that was spoken of goes on with it: 第二份35万, 第二笔去掉.
ITEMISED = re.compile(r"第[一二三四五六七八九1-9][笔份期个家张]|去掉|不算了")
# What was answered is taken note of; whether something is asked or supposed beside it.
NOTED = re.compile(
    r"谢|辛苦|(?<![不没])(知道|晓得|明白|清楚|了解|懂)了|收到|有数了|记下|先这样|就这样吧|回头再|按这个(报|办|来|写)|没别的|打扰了|麻烦你?您?了"
    r"|(?:抱歉|对不[起住]|不好意思|见谅|别见怪)[^？?]{0,10}(?:火气|态度|语气|话重|急了|急躁|冲了|冲动|发脾气|骂|过分)"
)
# A further enterprise comes up.
ANOTHER_ONE = re.compile(r"(?:另外?一|还有一|下一|[又再][来进]了?一)[家个]")
# Money is asked for, of which a measure has some: 奖金多少.
MONEY_ASKED = re.compile(
    r"(?:奖金?|奖励|补贴|补助|贴息|资助|钱)[^，。？！]{0,3}(?:多少|几)|[奖补贴给](?:多少|几)"
)
# A ceiling or figure that is asked for beside a yes: 行，封顶总有数; 好的，上限该有吧.
CEILING_ASKED = re.compile(
    r"(?:封顶|上限|最[高多]|顶格|金额|数额)[^，。？！\d]{0,4}(?:有|是|给|几|多少|呢|吧)|总(?:有|该有|得有)个?(?:数|准数|上限|封顶)"
)
SUPPOSING = re.compile(
    r"如果|要是|假如|假设|换成|改成|那个|什么|谁|啥|哪|多久|是否|有没有|能|可以|想问|请问|还有|不对|错了|帮我|说说|告诉"
)
# A word is asked after as it is printed.
SAID_WORDS = re.compile(r"[“\"「『]([^”\"」』]{1,8})[”\"」』]")
AS_PRINTED = re.compile(r"原话|[个两二]字|字样|字眼|写法|这个词")
# A short follow-up that only names something else: 保险呢, 那境外的.
TURNING = re.compile(
    r"(?:那么?|那个|还有|再问下?|要是|换成|如果是)?(?:它的|他们的|这个的)?(.{1,5}?)(?:那块|那头|那边|那个|方面|的)?(?:呢|多少|怎么样|的话|也?给?[补奖贴]吗|也?有吗)?[？?，,。]?(?:多少|几多)?[？?]?"
)


def on_its_words(text: str, current: Sequence[Measure], library: Library) -> bool:
    """Whether a follow-up asks for words of the clause spoken of, or a point that it leaves open.

    单项冠军那个数后面带了“左右”，是原话吗, after the targets; 能指定读哪所学校不, after the places at school.
    What names another measure by a word of some length asks that one.
    """
    if not current:
        return False
    others = [
        m for m in library.measures if m not in current and any(len(w) > 2 for w in hits(text, m.words))
    ]
    quoted = SAID_WORDS.findall(text) if AS_PRINTED.search(text) else []
    if any(_printed(word, current) and not _printed(word, others) for word in quoted):
        return True
    gaps = {w for m in current for gap in m.not_in_text for w in gap.words}
    return not others and any(len(word) > 2 for word in hits(text, gaps))


def _printed(word: str, measures: Sequence[Measure]) -> bool:
    """Whether a word stands in the clause of one of the measures."""
    return any(word in evidence.quote for m in measures for evidence in m.evidence.values())


def acknowledges(text: str, quantities: Sequence[Quantity]) -> bool:
    """Whether a turn only takes note of what was answered and asks nothing: 那就按这个报了，辛苦.

    No figure is told either; 两个都记下了 counts only what was answered.
    """
    if any(q.kind != "count" for q in quantities):
        return False
    asks = ASKING.search(text) or INQUIRY.search(text) or SUPPOSING.search(text)
    return bool(NOTED.search(text)) and not asks


def both_spoken_of(text: str, clear: Sequence[str], conversation: Conversation, library: Library) -> bool:
    """Whether the two matters spoken of last are asked for together, and no further one is named."""
    if len(text) > SHORT or len(conversation.mentioned) < 2:
        return False
    if BOTH_OF.search(text) and not measures_of(library, clear, ()):
        return True
    each, last = EACH_NAMED.match(text), measures_of(library, (), conversation.mentioned[-2:])
    return each is not None and all(
        any(name in word for m in last for word in (m.name, *m.words)) for name in each.groups()
    )


def sister_of(text: str, conversation: Conversation, library: Library) -> str:
    """The measure to which a short follow-up turns by a word of its name: 保险呢 after the award.

    It shares a word or the clause with the measure spoken of, whose own name has not that word; "" if none.
    """
    found = TURNING.fullmatch(text)
    current = measures_of(library, conversation.matters, ())
    if found is None or not current or len(found[1]) < 2:
        return ""
    word, held = found[1], current[-1]
    if word in held.name or any(word in o.name or word in o.words for i in held.inputs for o in i.options):
        return ""
    akin = [
        m
        for m in library.measures
        if m.policy == held.policy and (m.clause_id == held.clause_id or _share_a_word(m.words, held.words))
    ]
    named = [m for m in akin if word in m.name]
    return f"{named[0].policy}/{named[0].id}" if named else ""


def _share_a_word(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether a word of the one stands in a word of the other: 首台套 and 首台套保险."""
    return any(one in other or other in one for one in first for other in second)


def returned_to(
    text: str,
    scores: Scores,
    clear: Sequence[str],
    conversation: Conversation,
    correcting: bool,
    understanding: Understanding,
) -> tuple[str, ...]:
    """The earlier matter that a follow-up speaks of; () where it opens a new one."""
    plain = _plainly(text, scores, clear, conversation, understanding)
    if plain is not None:
        return plain
    same = _same_words(text, clear, conversation, understanding.library)
    if same:
        return (same,)
    strongest = max((scores.whole.get(MATTER + m, 0.0) for m in clear), default=0.0)
    best, most = _nearest_earlier(text, conversation, understanding.library)
    named = max((understanding.words.evidence(text).get(MATTER + m, 0.0) for m in clear), default=0.0)
    opens = strongest >= SURE_NEW and bool(measures_of(understanding.library, clear, ()))
    if named < NAMED and (
        correcting
        or (conversation.pending and not opens)
        or all(m.endswith("/application") for m in clear)
        or (len(text) <= SHORT and not named and not measures_of(understanding.library, clear, ()))
    ):
        return conversation.matters if most < 2 or not best else (best,)
    if clear and (strongest >= 0.8 or named >= NAMED):
        # 省级, 新认定 are words of both: they don't hold a talk to what it was about.
        _, own = _nearest_earlier(text, conversation, understanding.library, but=clear)
        if not (best in conversation.matters and own >= 4.5):
            return ()
    if clear and most < 2:
        return ()
    if best and most >= 2 and best not in conversation.matters:
        return (best,)
    return conversation.matters


def _plainly(
    text: str,
    scores: Scores,
    clear: Sequence[str],
    conversation: Conversation,
    understanding: Understanding,
) -> tuple[str, ...] | None:
    """What a follow-up plainly speaks of: a matter just spoken of, an earlier one, a rule (then ()).

    None where nothing is plain.
    """
    if conversation.supposed and SUPPOSED.search(text):
        return conversation.matters
    if one := picked(text, conversation):
        return one
    if (gone_back := gone_back_to(text, conversation, understanding.library)) is not None:
        return (gone_back,)
    if _turned_to(text, clear, conversation, understanding):
        return ()
    if any(m in conversation.matters for m in clear) and not ONLY_LEVELS.fullmatch(text):
        return tuple(m for m in clear if m in conversation.mentioned) or conversation.matters
    on_the_same = _on_the_same(text, clear, conversation, understanding.library)
    if ONLY_LEVELS.fullmatch(text) or on_the_same:
        return conversation.matters
    if rule := _rule_left_open(text, scores, conversation, understanding.library):
        return (rule,)
    return _by_rule_or_sum(text, scores, clear, conversation, understanding)


def _turned_to(
    text: str, clear: Sequence[str], conversation: Conversation, understanding: Understanding
) -> bool:
    """Whether a follow-up turns to a further measure, by more of its words or by one of its name.

    想多认识几家链主, after the award to a 链主; 那平台那个想拿1000万.
    """
    library = understanding.library
    current = measures_of(library, conversation.matters, ())
    further = [
        m for m in measures_of(library, clear, ()) if f"{m.policy}/{m.id}" not in conversation.mentioned
    ]
    found = NAMED_THING.match(text)
    if found and found[2] and not any(found[2] in m.name for m in current):
        return any(found[2] in m.name for m in further)
    known = sum(map(len, hits(text, {w for m in current for w in m.words})))
    return bool(known) and any(sum(map(len, hits(text, m.words))) > known for m in further)


def _by_rule_or_sum(
    text: str,
    scores: Scores,
    clear: Sequence[str],
    conversation: Conversation,
    understanding: Understanding,
) -> tuple[str, ...] | None:
    """() where a rule of the policy is asked for, the matter spoken of where a sum goes on with it."""
    known = {f"{m.policy}/{m.id}" for m in understanding.library.measures}
    topics = [m for m in clear if m not in known]
    sure = [m for m in topics if scores.whole.get(MATTER + m, 0.0) >= TOPIC_SURE]
    asks_rule = sure and len(sure) == len(clear) and not PAST_CASE.search(text)
    if asks_rule and not all(m.endswith("/application") for m in sure):
        return ()
    if "＃" in text and _takes_money(conversation.matters, understanding.library):
        evidence = understanding.words.evidence(text)
        if max((evidence.get(MATTER + m, 0.0) for m in clear if m in known), default=0.0) < NAMED:
            return conversation.matters
    return None


def _rule_left_open(text: str, scores: Scores, conversation: Conversation, library: Library) -> str:
    """The rule of whose open points a follow-up speaks, none of the measure's being named: 接替的新政策.

    What was got before (no_double) is asked of the measure.
    """
    current = measures_of(library, conversation.matters, ())
    if not current or any(hits(text, gap.words) for m in current for gap in m.not_in_text):
        return ""
    topics = [(f"{p.id}/{t.id}", t) for p in library.policies for t in p.topics]
    asked = [(matter, topic) for matter, topic in topics if not topic.silent and topic.id != "no_double"]
    for matter, topic in asked:
        likely = scores.whole.get(MATTER + matter, 0.0) >= LIKELIEST
        if likely and any(hits(text, gap.words) for gap in topic.not_in_text):
            return matter
    return ""


def _several_items(conversation: Conversation) -> bool:
    """Whether several sums of one list were told, and of the one matter that was spoken of last."""
    items = {(f.name, f.item) for f in conversation.facts if f.unit == "yuan"}
    names = [name for name, _ in items]
    return len(conversation.matters) == 1 and any(names.count(name) > 1 for name in names)


def _on_the_same(text: str, clear: Sequence[str], conversation: Conversation, library: Library) -> bool:
    """Whether a follow-up plainly goes on with what was just spoken of, whatever its words resemble."""
    if _words_of_clause(text, conversation, library) or only_told(text, conversation, library):
        return True
    together = ITEMS_TOGETHER.search(text) or (ALL_TOGETHER.match(text) and _several_items(conversation))
    if (together or OF_THE_SUM.search(text)) and _takes_money(conversation.matters, library):
        return True
    if not measures_of(library, clear, ()) and WHICH_CLAUSE.search(text):
        return True
    if (
        HOW_PAID.search(text)
        and "谁" not in text
        and not any(hits(text, m.words) for m in measures_of(library, clear, ()))
    ):
        return bool(measures_of(library, conversation.matters, ()))
    own_past = OWN_PAST.search(text) and not measures_of(library, clear, ())
    return bool(ITS_TERMS.search(text) or own_past) and bool(measures_of(library, conversation.matters, ()))


def picked(text: str, conversation: Conversation) -> tuple[str, ...]:
    """The one of several matters just spoken of that is meant by its place: 后面那个, 第一个."""
    found = next((f for f in PICKED.finditer(text) if not _LEFT_ASIDE.match(text, f.end())), None)
    if found is None:
        return ()
    if len(conversation.matters) > 2 and found[0].startswith("第二"):
        return conversation.matters[1:2]
    if len(conversation.matters) > 1:
        return conversation.matters[:1] if found["first"] else conversation.matters[-1:]
    # 后者…，前者呢: once one of the two is told, the other one is asked for.
    both = conversation.mentioned if len(conversation.mentioned) == 2 else ()
    return tuple(matter for matter in both if matter not in conversation.matters)


def without_pick(text: str, conversation: Conversation) -> str:
    """The text without the words that pick a matter by its place, which number no item: 第二个合同200万呢."""
    return PICKED.sub(lambda found: "，" * len(found[0]), text) if picked(text, conversation) else text


def _same_words(text: str, clear: Sequence[str], conversation: Conversation, library: Library) -> str:
    """The earlier matter that the words for the new one name as well (房租补贴); "" if none."""
    said = {w for m in measures_of(library, clear, ()) for w in hits(text, m.words)}
    same = [m for m in measures_of(library, (), conversation.mentioned) if said <= set(hits(text, m.words))]
    if MONEY_ASKED.search(text):
        same.sort(key=lambda m: not m.pays)  # 首台套奖金多少, after its purchase was spoken of
    return f"{same[0].policy}/{same[0].id}" if said and same else ""


def _nearest_earlier(
    text: str, conversation: Conversation, library: Library, but: Sequence[str] = ()
) -> tuple[str, float]:
    """The earlier matter whose words, or whose inputs' words, the text uses most, and how much.

    `but`: matters whose words don't count.
    """
    best, most = "", 0.0
    others = {w for m in measures_of(library, but, ()) for w in _words_of(m)}
    theirs = hits(text, others)
    for measure in measures_of(library, (), conversation.mentioned):
        matter = f"{measure.policy}/{measure.id}"
        said = [w for w in hits(text, _words_of(measure) - others) if not any(w in other for other in theirs)]
        weight = sum(len(w) for w in said[:3]) + (0.5 if matter in conversation.matters else 0.0)
        if weight > most:
            best, most = matter, weight
    return best, most


def _words_of(measure: Measure) -> set[str]:
    """What names a measure, its inputs and their options."""
    inputs = [i for i in measure.inputs if i.unit != "flag"]
    options = {w for i in inputs for o in i.options for w in (o.name, *o.words)}
    return {*options, *(w for i in inputs for w in i.words), *measure.words}


def gone_back_to(text: str, conversation: Conversation, library: Library) -> str | None:
    """The earlier matter that is gone back to in so many words, by a word of its name or its own words."""
    earlier = [m for m in conversation.mentioned if m not in conversation.matters]
    if not BACK_TO.search(text) or not earlier:
        return None
    best, most = None, 0
    found = THAT_THING.match(text) or NAMED_THING.match(text)
    current = measures_of(library, conversation.matters, ())
    named = next((word for word in found.groups() if word), "") if found else ""
    others = [m for m in library.measures if f"{m.policy}/{m.id}" not in conversation.mentioned]
    # 回到数字化，攻关项目最高多少: two of the measures are 数字化.
    back = found is not None and found.re is NAMED_THING and found[1]
    opens = back and any(hits(text, m.words) or named in m.name for m in others)
    thing = "" if opens or any(named in m.name for m in current) else named
    for measure in measures_of(library, (), earlier):
        words = {*measure.words, measure.benefit, *(w for i in measure.inputs for w in i.words)}
        weight = sum(len(w) for w in hits(text, words)[:3])
        weight += len(thing) if thing and thing in measure.name else 0
        if weight > most:
            best, most = f"{measure.policy}/{measure.id}", weight
    return best


def only_told(text: str, conversation: Conversation, library: Library) -> bool:
    """Whether a turn asks nothing and only tells yes or no to what the measure spoken of demands."""
    if (
        ASKING.search(text)
        or INQUIRY.search(text)
        or "另一家" in text
        or "还有" in text
        or not TOLD.search(text)
        or "＃" in text
    ):
        return False
    current = measures_of(library, conversation.matters, ())
    units = ("flag", "choice") if len(text) <= SHORT_TOLD else ("flag",)
    flags = [i for m in current for i in m.inputs if i.unit in units]
    return bool(hits(text, {w for i in flags for o in i.options for w in (o.name, *o.words)}))


def _words_of_clause(text: str, conversation: Conversation, library: Library) -> bool:
    """Whether a follow-up is nothing but words of the clause that is spoken of: 新材料, after 首台套装备."""
    words = PARTICLES.sub("", text)
    if not 2 <= len(words) <= LONGEST_WORD:
        return False
    current = measures_of(library, conversation.matters, ())
    return any(words in evidence.quote for m in current for evidence in m.evidence.values())


def _takes_money(matters: Sequence[str], library: Library) -> bool:
    """Whether one of the measures asks for an amount."""
    return any(i.unit == "yuan" for m in measures_of(library, matters, ()) for i in m.inputs)


def _names_option(text: str, conversation: Conversation, library: Library) -> bool:
    """Whether a turn names a choice of the measure spoken of: 另一家是隐形的, after the titles."""
    current = measures_of(library, conversation.matters, ())
    choices = [i for m in current for i in m.inputs if i.unit == "choice"]
    return bool(hits(text, {w for i in choices for o in i.options for w in (o.name, *o.words)}))


def leaves(
    text: str,
    scores: Scores,
    acts: Sequence[str],
    clear: Sequence[str],
    conversation: Conversation,
    library: Library,
) -> bool:
    """Whether a follow-up leaves the matter: small talk, a fresh start, something outside."""
    if WHICH_CLAUSE.search(text) or ITEMISED.search(text) or PRONOUN.search(text) or IN_LIST.search(text):
        return False
    if ANOTHER_ONE.search(text) and _names_option(text, conversation, library):
        return False
    if (
        "confirmation" in acts[:1]
        and scores.whole.get(ACT + "confirmation", 0.0) >= CLEAR
        and not conversation.pending
        and not CEILING_ASKED.search(text)
    ):
        return True
    leaving = {"greeting", "thanks", "farewell", "restart", "who_are_you", "small_talk", "abuse", "injection"}
    # Who is scolded for not knowing is asked nothing: 怎么什么都不知道，真没用.
    leading = (*acts[:1], *(act for act in acts if act == "abuse"))
    sure = {act for act in leading if scores.whole.get(ACT + act, 0.0) >= CLEAR}
    if leaving & sure and not any(char.isdigit() for char in text):
        return True
    if "＃" in text and _takes_money(conversation.matters, library):
        return False
    flags = [i for m in measures_of(library, conversation.matters, ()) for i in m.inputs if i.unit == "flag"]
    if any(len(word) > 2 for word in hits(text, {w for i in flags for o in i.options for w in o.words})):
        return False  # 或者干脆搬到上海去办
    return scores.best(OUTSIDE)[1] >= 0.6 and not clear
