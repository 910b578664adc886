"""The subject of a turn: which measures and topics it is about, and whether it goes on with earlier ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.dialogue.act import HOSTILE
from assistant.dialogue.aspect import missing_of
from assistant.dialogue.beside_spoken import (
    NAMELESS,
    as_spoken_of,
    surely_turned_to,
    turned_to_likely,
    with_this,
)
from assistant.dialogue.clear import (
    LIKELIEST,
    MOST_MATTERS,
    PAYING,
    SETTLED,
    asked_after,
    clear_matters,
    lead_named,
    measures_of,
    named_tiers,
    plainly_named,
    with_siblings,
)
from assistant.dialogue.conversation import Conversation
from assistant.dialogue.follow_up import (
    BACK_TO,
    HOW_PAID,
    ITEMS_TOGETHER,
    OF_THE_SUM,
    ONLY_LEVELS,
    OWN_PAST,
    PICKED,
    PRONOUN,
    SHORT,
    WHICH_CLAUSE,
    acknowledges,
    both_spoken_of,
    gone_back_to,
    leaves,
    on_its_words,
    only_told,
    picked,
    returned_to,
    sister_of,
)
from assistant.dialogue.heard import Heard
from assistant.dialogue.matters import CLEAR, POSSIBLE, Scores
from assistant.dialogue.numbered_list import listed_by_number
from assistant.dialogue.openings import openings_of
from assistant.dialogue.phrases import ACT, MATTER, OUTSIDE, hits
from assistant.dialogue.pointers import (
    budget_beside,
    by_bare_number,
    by_count,
    by_date,
    by_figure,
    days_compared,
    flawed,
    greatest,
    in_same_clause,
    numbered,
    quoted_rule,
    sister_with,
    unnumbered,
)
from assistant.dialogue.rules_asked import (
    SUPPORT,
    applied_to,
    named_rules,
    of_measures,
    of_something_else,
    of_who_moved,
    point_of,
    to_apply,
    without_counts,
)
from assistant.dialogue.scope import OUTSIDE_LEAST, of_the_state, only_sounds_like, outside_alone
from assistant.dialogue.sentence import ADDING, ASKS
from assistant.dialogue.staying import VARIED, WHOSE, stays
from assistant.dialogue.told_earlier import told_earlier
from assistant.dialogue.understanding import Understanding
from assistant.dialogue.whose_of_two import whose_of_two
from assistant.policy.library import Library
from assistant.policy.measure import Measure

ELLIPSIS = re.compile(
    r"^(那么?|那如果|如果|要是|假如|换成|改成|还有|再|又|不对|不是|错了|应该是|哦|嗯|对|是的|好的|就是|比例|条件|材料|刚才|上面|前面|这个|那个|它)|呢[？?。!！]?$|^.{0,6}(那个|那笔|刚才)"
)
# A figure that the document is said to give: 文件里每年五百万的培训费.
OF_THE_DOCUMENT = re.compile(
    r"(文件|条款|该条|条文|原文|文中|文本|政策|规定|通知|你们)(里|中|上|写|说)?[^，。？]{0,10}＃"
    r"|(?:听说|据说|说|讲|^|[，。])有一?[笔个]?＃[^，。？]{0,2}(?:给企业|用于|用来|拿来|专门|是做)"
    r"|(每年|一年|年年)＃[^，。？]{0,4}(经费|资金|预算|专项|盘子)|＃[^，。？]{0,3}(预算|资金池|资金盘)"
)
# An amount is asked for, which only a measure has: 先把额度告诉他.
AMOUNT = re.compile(r"额度|到顶|上限|封顶|给多少|奖多少|补多少|多少钱|最[高多](?:是|能|给|有|拿|补)*多少")
# Which kinds of support there are: 融资方面都有哪些.
WHICH_THERE_ARE = re.compile(
    r"(都|还|一共)有(哪些|哪几[项个种样条])(支持|政策|办法|好处|补贴|奖励|扶持|措施|内容|帮助)?(呢|啊|吗)?[？?。]?$"
)
# Which of a clause gives money: 那这一条里到底哪样有钱.
WHICH_PAYS = re.compile(
    r"这一?[条款][^，。？！]{0,8}(哪|什么|啥)[^，。？！]{0,6}(钱|奖|补|贴|资助)|这一?[条款][^，。？！]{0,6}(有|给)[^，。？！]{0,4}(钱|奖励|补贴|资助)的"
    r"|[里当其][头面中][^，。？！]{0,2}(?:有没有|有无|哪[个项样条])[^，。？！]{0,4}(?:数字?|金额|准数|钱)的?[吗么呢]?(?:[？?]|$)"
)
# A sum is called a line to be reached: 够不够1000万那条线.
LINE = re.compile(
    r"＃(?:的)?[那这]?[个条道]?(?:线|门槛|坎|杠)|[那这][个条道](?:线|门槛|坎|杠)(?:子)?(?:就|不)?(?:是|定在|卡在|划在)[^，。？！]{0,3}＃"
)
# The rest of a clause is asked for: 这一条还支持什么.
OF_CLAUSE = re.compile(r"[这那该本同]一?[条款]|条[里文]")
MOST_LISTED = 6
# Who supposes something (假使省里真评上了) speaks of a matter all the same.
WHAT_IF = ACT + "what_if"
# Whether something is written is asked of no measure: 文件有没有写至少要多少员工.
WRITTEN = re.compile(
    r"(?:文件|文中|原文|条文|政策|意见|规定|通知|里面)[^，。？！]{0,4}(?:有没有|有无|是否)[^，。？！]{0,6}(?:写|规定|讲|提|说|要求|限制)"
    r"|(?:文件|文中|原文|条文|政策|意见|规定|通知|里面)[^，。？！]{0,4}([写讲提说])没\1"
)
# A sum that was spoken of before.
SUM_BEFORE = re.compile(r"(刚才|刚刚|前面|之前|先前|上面|头先)[^，。？！]{0,6}＃")
# What a correction says that it is not.
NAMED_WRONGLY = re.compile(r"(?<![也都还更就又])不是([^，。？！]{2,12})")
BOTH = re.compile(r"两[个项样种]|这两")
# A question that names nothing but support as such: 我们能拿多少补贴.
GENERAL = re.compile(
    r"(我们?|公司|企业|咱们?|这边|这里|你们|想|请?问|一下|知道|能不能|可不可以|能|可以|会|要|拿到?|领到?|享受|申请|有没有|有|没有?|"
    r"多少|什么|哪些|几|万|块|补贴|奖励|补助|资助|扶持|政策|支持|好处|优惠|钱|奖金|给|吗|呢|啊|呀|吧|么|的|是|了|不|到|[？?，,。!！\s])+"
)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a turn is about.

    `carried`: from earlier turns; `candidates`: to ask about; `latent`: what would be meant if it were asked
    here and not of another place; `general`: support as such, without any matter.
    """

    matters: tuple[str, ...]
    carried: bool = False
    candidates: tuple[str, ...] = ()
    latent: tuple[str, ...] = ()
    general: bool = False


def subject_of(heard: Heard, conversation: Conversation, understanding: Understanding) -> Subject:
    """The subject of a turn after `conversation`."""
    if (plain := _plain_subject(heard, conversation, understanding)) is not None:
        return plain
    matters, carried, candidates = matters_of(
        heard.wordy, heard.scores, conversation, heard.acts, heard.correcting, understanding
    )
    if _drafting(heard, conversation):
        matters, carried = (), False
    matters, carried = _supplied(matters, carried, heard, conversation, understanding)
    if outside_alone(matters, heard.scores) or (heard.outside and of_the_state(heard.plain)):
        return Subject(())
    if not carried and only_sounds_like(heard.plain, matters, heard.scores, understanding.library):
        return Subject(())
    if not matters:
        matters, carried = point_of(heard, conversation, understanding)
    elsewhere = "other_districts" in heard.outside
    if elsewhere and heard.places == "other" and not _placed(heard, matters, conversation, understanding):
        return Subject((), latent=matters or tuple(plainly_named(heard.wordy, understanding)))
    if elsewhere and heard.places == "other" and not matters:
        matters, carried = conversation.matters, True  # 放萧山办行不
    if elsewhere and heard.places == "both" and not matters:
        label, chance = heard.scores.best(MATTER)
        likely = (label.removeprefix(MATTER),) if chance >= LIKELIEST else ()
        matters = tuple(plainly_named(heard.wordy, understanding)) or likely  # 余杭的首台套奖多少，你们区呢
    if matters and "多少" in heard.plain and all(matter.endswith("/overview") for matter in matters):
        matters = named_rules(heard, understanding)
    matters = _settled(matters, carried, heard, conversation, understanding)
    matters = asked_after(
        without_counts(matters, heard, understanding.library), heard.scores, understanding.library
    )
    matters = () if not carried and of_something_else(matters, heard) else matters
    general = not matters and bool(GENERAL.fullmatch(heard.plain)) and bool(SUPPORT.search(heard.plain))
    return Subject(matters, carried, candidates, general=general)


def _plain_subject(heard: Heard, conversation: Conversation, understanding: Understanding) -> Subject | None:
    """The subject where the turn's words settle it, whatever the labeller says; else None."""
    pointed = (
        numbered(heard.plain, understanding.library)
        or unnumbered(heard.plain, understanding.library)
        or flawed(heard.plain, heard.quantities, understanding.library)
        or days_compared(heard.plain, conversation.matters, understanding.library)
        or quoted_rule(heard.plain, understanding.library)
    )
    if pointed:
        return Subject(pointed)
    if listed := listed_by_number(heard.plain, conversation, understanding):
        return Subject(listed, True)  # ④真没有数吗; 那①和③现在各是多少
    if told := told_earlier(heard.plain, conversation, understanding):
        return Subject((told,))  # 贷款那项也报一下
    one = picked(heard.plain, conversation)
    rest = [m for m in understanding.library.measures if f"{m.policy}/{m.id}" not in one]
    if one and not any(hits(heard.plain, m.words) for m in rest):
        return Subject(one, True)  # 前者呢; 前一个是按年还是按次
    if conversation.turns and (
        acknowledges(heard.plain, heard.quantities) or _only_abuses(heard, understanding)
    ):
        return Subject(())
    current = measures_of(understanding.library, conversation.matters, ())
    missed = any(hits(heard.plain, miss.words) for m in current for miss in m.near_misses)
    kinds = [word for m in current for miss in m.near_misses if miss.input for word in miss.words]
    varied = len(heard.plain) <= SHORT and VARIED.search(heard.plain) and hits(heard.plain, kinds)
    titles = understanding.titles
    others = [m for m in understanding.library.measures if m not in current]
    staying = stays(heard, current, others, conversation, titles)
    staying = staying or on_its_words(heard.plain, current, understanding.library)
    if staying and (earlier := gone_back_to(heard.plain, conversation, understanding.library)):
        return Subject((earlier,), True)  # 回到贴息那个，第一笔期限要是改成半年呢
    if (heard.correcting and missed) or varied or staying or _choice_corrected(heard, current, understanding):
        return Subject(conversation.matters, True)  # 等下，是广州的广交会; 那要是押的是厂房呢
    if back := _sum_of_before(heard, conversation, understanding):
        return Subject((back,), True)
    instead = _instead(heard, current, understanding) if conversation.matters else ()
    instead = instead or _beside(heard, understanding) or _of_two(heard, understanding)
    return Subject(instead) if instead else None


def _of_two(heard: Heard, understanding: Understanding) -> tuple[str, ...]:
    """The measure named before it is asked which of two gets it: what each of them does names none."""
    found = whose_of_two(heard.wordy)
    named = plainly_named(heard.wordy[: found.start()], understanding) if found else []
    return tuple(m for m in named if heard.scores.whole.get(MATTER + m, 0.0) >= SETTLED)


def _only_abuses(heard: Heard, understanding: Understanding) -> bool:
    """Whether a turn insults, asks nothing and names nothing: 一堆废物，滚 goes on with no measure."""
    silent = not (ASKS.search(heard.plain) or heard.quantities)
    return "abuse" in heard.acts and silent and not plainly_named(heard.wordy, understanding)


def _choice_corrected(heard: Heard, current: Sequence[Measure], understanding: Understanding) -> bool:
    """Whether a turn corrects a choice of what is spoken of, asks nothing and names no other measure.

    等等，我把文件翻出来了，是市级, after 省级: it asks nothing about the file.
    """
    label = heard.scores.best(MATTER)[0].removeprefix(MATTER)
    words = {w for m in current for i in m.inputs if i.unit == "choice" for o in i.options for w in o.words}
    if not heard.correcting or ASKS.search(heard.plain) or not hits(heard.plain, words):
        return False
    return not measures_of(understanding.library, [label], ())


def _beside(heard: Heard, understanding: Understanding) -> tuple[str, ...]:
    """The other measures of the clause of those beside which the rest is asked: 除了贴息，这一条还支持什么.

    Nothing where the rest is asked of the whole policy (除了贴息你们还有什么补贴), or names what it means.
    """
    library = understanding.library
    named = understanding.words.evidence(heard.question.beyond) if heard.question.beyond else {}
    known = [m for m in library.measures if f"{MATTER}{m.policy}/{m.id}" in named]
    clauses = {m.clause_id for m in known}
    sisters = [m for m in library.measures if m.clause_id in clauses and m not in known]
    rest = heard.plain.partition(heard.question.beyond)[2] if clauses else ""
    words = {w for m in (*known, *sisters) for w in m.words}
    if not sisters or len(clauses) > 1 or not (OF_CLAUSE.search(rest) or hits(rest, words)):
        return ()
    asked = [m for m in sisters if hits(rest, set(m.words) - {w for k in known for w in k.words})]
    return tuple(f"{m.policy}/{m.id}" for m in asked or sisters)[:MOST_LISTED]


def _sum_of_before(heard: Heard, conversation: Conversation, understanding: Understanding) -> str:
    """The measure spoken of earlier whose sum is gone back to: 刚才那五十万，是一年一回吗; "" if none."""
    sums = {q.low for q in heard.quantities if q.kind == "money"}
    earlier = [m for m in measures_of(understanding.library, (), conversation.mentioned) if m.pays]
    if not sums or not SUM_BEFORE.search(heard.wordy) or plainly_named(heard.wordy, understanding):
        return ""
    found = [
        m for m in earlier if sums & {v.value for p in m.parameters if p.unit == "yuan" for v in p.values}
    ]
    talked = measures_of(understanding.library, (), conversation.mentioned)
    another = any(hits(heard.plain, m.words) for m in talked if m not in found)  # 前面见贷即保那300万
    return f"{found[0].policy}/{found[0].id}" if found and not another else ""


def _instead(heard: Heard, current: Sequence[Measure], understanding: Understanding) -> tuple[str, ...]:
    """The measure that a correction names in the place of the one spoken of: 不是瞪羚，是单项冠军."""
    denied = NAMED_WRONGLY.search(heard.plain)
    if denied is None or not hits(denied[1], {word for m in current for word in m.words}):
        return ()
    named = plainly_named(heard.wordy, understanding)
    spoken_of = {f"{m.policy}/{m.id}" for m in current}
    return tuple(matter for matter in named if matter not in spoken_of)


def _settled(
    matters: tuple[str, ...],
    carried: bool,
    heard: Heard,
    conversation: Conversation,
    understanding: Understanding,
) -> tuple[str, ...]:
    """The matters that were found, as the question turns them: to their sisters, to applying, to a count."""
    library = understanding.library
    if len(matters) == 1 and WHICH_THERE_ARE.search(heard.plain):
        matters = _of_clause(matters, library)
    elif len(matters) == 1 and WHICH_PAYS.search(heard.plain):
        matters = _paying(_of_clause(matters, library), library)
    matters = by_count(heard.plain, heard.quantities, matters, library) or matters
    matters = of_who_moved(matters, heard, understanding)
    if carried:
        return applied_to(matters, heard, conversation, understanding)
    return of_measures(to_apply(matters, heard, understanding), heard, understanding)


def _drafting(heard: Heard, conversation: Conversation) -> bool:
    """Whether a text is to be drafted; not where a sum is corrected or somebody spoken of is asked after."""
    mending = heard.correcting and bool(heard.quantities)
    someone = bool(conversation.matters) and bool(PRONOUN.search(heard.plain))
    sure = heard.scores.whole.get(OUTSIDE + "drafting", 0.0) >= CLEAR
    return "drafting" in heard.outside and sure and not mending and not someone


def _supplied(
    matters: tuple[str, ...],
    carried: bool,
    heard: Heard,
    conversation: Conversation,
    understanding: Understanding,
) -> tuple[tuple[str, ...], bool]:
    """The matters, and where there are none those that are named, of a figure, of a day, or the greatest."""
    library = understanding.library
    acts = set(heard.acts) - {"unclear"}
    drafting = _drafting(heard, conversation)
    asks = PAYING.search(heard.plain) or heard.quantities or not acts
    if not matters and not drafting and not heard.outside and asks:
        matters = tuple(plainly_named(heard.wordy, understanding))
    figured = by_figure(heard.plain, heard.quantities, heard.outside, heard.acts, library)
    if not measures_of(library, matters, ()):
        matters = (
            by_date(heard.plain, heard.quantities, library)
            or greatest(heard.plain, library)
            or by_bare_number(heard.plain, matters, library)
            or matters
        )
    talked = measures_of(library, (), conversation.mentioned)
    if carried and talked and AMOUNT.search(heard.plain) and not measures_of(library, matters, ()):
        return (f"{talked[0].policy}/{talked[0].id}",), True
    if not matters:
        matters = figured
        carried = carried or _home(heard, conversation, matters)
        matters = matters or (conversation.matters if carried else ())
    if budget := budget_beside(heard.plain, heard.quantities, matters, library):
        return budget, carried
    if instead := in_same_clause(heard.plain, heard.quantities, matters, library):
        return instead, False
    other = bool(figured) and not set(figured) & set(matters)
    if other and not carried and (sister := sister_with(figured, matters, library)):
        return (*matters, sister), False
    if other and _figure_asked(figured, matters, heard, library):
        clauses = {m.clause_id for m in measures_of(library, matters, ())}
        near = [m for m in measures_of(library, figured, ()) if m.clause_id in clauses]
        return tuple(f"{m.policy}/{m.id}" for m in near) or figured, False
    return matters, carried


def _of_clause(matters: tuple[str, ...], library: Library) -> tuple[str, ...]:
    """All measures of the clause of the one that is named, where it is asked which there are."""
    found = measures_of(library, matters, ())
    sisters = [m for m in library.measures if found and m.clause_id == found[0].clause_id]
    return (*matters, *(key for m in sisters if (key := f"{m.policy}/{m.id}") not in matters))[:MOST_LISTED]


def _paying(matters: tuple[str, ...], library: Library) -> tuple[str, ...]:
    """The measures for which the clause gives an amount; all of them where it gives none."""
    return tuple(f"{m.policy}/{m.id}" for m in measures_of(library, matters, ()) if m.pays) or matters


def _home(heard: Heard, conversation: Conversation, matters: Sequence[str]) -> bool:
    """Whether the turn only comes home to the own region with what was asked of another: 那滨江的."""
    return not matters and bool(conversation.matters) and heard.places == "own" and not heard.outside


def _placed(
    heard: Heard, matters: Sequence[str], conversation: Conversation, understanding: Understanding
) -> bool:
    """Whether the other region is only where something is done, as a measure distinguishes: 放余杭办."""
    named = (*matters, *plainly_named(heard.wordy, understanding), *conversation.matters)
    flags = [i for m in measures_of(understanding.library, named, ()) for i in m.inputs if i.unit == "flag"]
    said = hits(heard.plain, {w for i in flags for o in i.options for w in o.words})
    return any(place in word for word in said for place in understanding.phrases.places)


def _figure_asked(figured: Sequence[str], matters: Sequence[str], heard: Heard, library: Library) -> bool:
    """Whether a figure that was named tells what is asked better than the words: 那300万是哪个产品的."""
    if WHOSE.search(heard.plain):
        return max((heard.scores.whole.get(MATTER + m, 0.0) for m in matters), default=0.0) < SETTLED
    chosen = measures_of(library, matters, ())
    if len(figured) == 1 and OF_THE_DOCUMENT.search(heard.wordy):
        return True
    clauses = {m.clause_id for m in chosen if not m.pays}
    own = measures_of(library, figured, ())
    if len(own) != 1 or own[0].clause_id not in clauses or any(m.pays for m in chosen):
        return False
    # 专精特新贷能贷一千万: a sum that is only another measure's threshold says nothing of the loan.
    threshold = any(condition.test == "at_least" for condition in own[0].conditions)
    if threshold and LINE.search(heard.wordy):
        return True
    return not threshold or not any(hits(heard.plain, m.words) for m in chosen)


def matters_of(
    text: str,
    scores: Scores,
    conversation: Conversation,
    acts: Sequence[str],
    correcting: bool,
    understanding: Understanding,
) -> tuple[tuple[str, ...], bool, tuple[str, ...]]:
    """(matters, whether they were carried over from earlier, candidates to ask about)."""
    clear = _clear_in(conversation, text, scores, understanding)
    if together := with_this(text, clear, conversation, understanding.library):
        return together[-MOST_MATTERS:], True, ()
    if both_spoken_of(text, clear, conversation, understanding.library):
        return conversation.mentioned[-2:], True, ()
    if not clear and conversation.matters:
        clear = tuple(
            named_tiers(text, understanding)
            or plainly_named(text, understanding)
            or lead_named(text, scores, understanding)
            or turned_to_likely(text, scores, conversation, understanding)
        )
    elliptic = len(text) <= SHORT or bool(ELLIPSIS.search(text)) or bool(conversation.pending)
    unnamed = not measures_of(understanding.library, clear, ())
    goes_on = any(p.search(text) for p in (PICKED, BACK_TO, ITEMS_TOGETHER, OF_THE_SUM))
    asks_on = unnamed and (OWN_PAST.search(text) or WHICH_CLAUSE.search(text))
    plain = bool(goes_on or asks_on or ONLY_LEVELS.fullmatch(text) or HOW_PAID.search(text)) or only_told(
        text, conversation, understanding.library
    )
    follow_up = bool(conversation.matters) and (correcting or not clear or elliptic or plain)
    turning = follow_up and not ONLY_LEVELS.fullmatch(text)
    sister = sister_of(text, conversation, understanding.library) if turning else ""
    if sister:
        return (sister,), True, ()
    mending = correcting and "＃" in text
    if follow_up and (mending or not leaves(text, scores, acts, clear, conversation, understanding.library)):
        earlier = returned_to(text, scores, clear, conversation, correcting, understanding)
        if earlier:
            summing = "sum_up" in acts and len(text) <= SHORT and not clear
            return (conversation.mentioned[-MOST_MATTERS:] if summing else earlier), True, ()
    if clear:
        if conversation.matters and ADDING.search(text) and BOTH.search(text):
            return tuple(dict.fromkeys((*conversation.matters, *clear)))[:MOST_MATTERS], True, ()
        return clear, False, ()
    label, chance = scores.best(MATTER)
    label = _alone_named(text, understanding) or label if chance < CLEAR else label
    acted = max((c for a, c in scores.whole.items() if a.startswith(ACT) and a != WHAT_IF), default=0.0)
    if chance >= LIKELIEST and chance >= scores.best(OUTSIDE)[1] and chance >= acted:
        others = [m for m, c in scores.whole.items() if m.startswith(MATTER) and c >= POSSIBLE]
        likeliest = with_siblings({label.removeprefix(MATTER): chance}, text, scores, understanding)
        return tuple(likeliest), False, tuple(m.removeprefix(MATTER) for m in others)
    return _general(text, scores, acts, understanding), False, ()


def _alone_named(text: str, understanding: Understanding) -> str:
    """The measure that alone is named in a turn of a few words, by one of its words: 刚拿到牌子，奖多少."""
    named = understanding.words.evidence(text) if len(text) <= NAMELESS else {}
    return next(iter(named)) if len(named) == 1 else ""


def _clear_in(
    conversation: Conversation, text: str, scores: Scores, understanding: Understanding
) -> tuple[str, ...]:
    """The matters that a turn of a talk clearly speaks of."""
    library = understanding.library
    clear = as_spoken_of(text, scores, clear_matters(text, scores, understanding), conversation, library)
    if conversation.matters and len(text) <= NAMELESS and not understanding.words.evidence(text):
        return surely_turned_to(text, clear, scores, conversation, library)
    return clear


def _asks_the_text(text: str, understanding: Understanding) -> bool:
    """Whether a turn asks how to apply, or whether something that the text leaves open is written."""
    if missing_of(text, understanding.phrases):
        return True
    points = understanding.phrases.open_points
    said = any(hits(text, words) for words in points.values())
    return bool(WRITTEN.search(text)) and (said or bool(openings_of(text, points, understanding)[1][0]))


def _general(text: str, scores: Scores, acts: Sequence[str], understanding: Understanding) -> tuple[str, ...]:
    """The rule of the policy that a turn without a matter speaks of: applying, or adding up."""
    if scores.best(ACT)[1] >= SETTLED:
        return ()  # 你是真人还是程序: 程序 asks nothing about applying
    if scores.best(OUTSIDE)[1] >= OUTSIDE_LEAST or not understanding.library.policies or set(acts) & HOSTILE:
        return ()
    policy = understanding.library.policies[0]
    wanted = "application" if _asks_the_text(text, understanding) else "no_double" if "sum_up" in acts else ""
    return tuple(f"{policy.id}/{topic.id}" for topic in policy.topics if topic.id == wanted)
