"""The reading of a turn: what it is about, what about it is asked, which facts and claims it holds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from assistant.dialogue.apart import Apart, apart_of, subject_together
from assistant.dialogue.asides import SET_ASIDE, of_the_rule, only_named
from assistant.dialogue.asked import Asked, asked_of
from assistant.dialogue.aspect import aspects_of, missing_of
from assistant.dialogue.backwards import WANTED, WANTED_BEHIND
from assistant.dialogue.belonging import received, stated_of_award
from assistant.dialogue.clear import STORY, measures_of
from assistant.dialogue.conversation import Conversation, HeldFact
from assistant.dialogue.cost_parts import without_places
from assistant.dialogue.edits import Normalised
from assistant.dialogue.enterprise_names import BANK, FORMS, RELATED, as_speaker, without_whose
from assistant.dialogue.enterprises import Enterprises, enterprises_of
from assistant.dialogue.facts import Facts, read_facts
from assistant.dialogue.follow_up import without_pick
from assistant.dialogue.heard import corrects, heard_of
from assistant.dialogue.in_full import LEVEL_ALONE, in_full
from assistant.dialogue.item_references import references
from assistant.dialogue.items import BACK_AGAIN
from assistant.dialogue.kept_facts import kept_of, passed_over, put_out
from assistant.dialogue.kind_told import of_kind_told
from assistant.dialogue.lack_named import lack_named
from assistant.dialogue.matters import SEGMENT
from assistant.dialogue.near_misses import beside_missed, near_misses_of, with_firm
from assistant.dialogue.normalising import normalise
from assistant.dialogue.paid_before import paid_so_far
from assistant.dialogue.phrases import Quality, hits
from assistant.dialogue.placed_in_list import placed_in_list
from assistant.dialogue.quantities import Quantity, read_quantities
from assistant.dialogue.question import Question
from assistant.dialogue.scope import of_elsewhere
from assistant.dialogue.sentence import CLAUSE_END, MARKED_CLAUSE
from assistant.dialogue.subject import Subject, subject_of
from assistant.dialogue.sums_told import without_sums_told
from assistant.dialogue.title_meant import first_title, title_meant
from assistant.dialogue.understanding import Understanding
from assistant.policy.measure import Measure, NearMiss

# Grammar, not vocabulary; thresholds of chances and log odds.
MEANT = re.compile(
    r"我(?:们)?(?:说|问|指|讲|要问)的(?:就|不)?是"
)  # 我说的是风投投了以后那个 tells of no case
OWN_CASE = re.compile(
    r"^(?:买|签|投|贷|评|办|租)了|批下来|评上了|认定了|获评了|刚刚?(?:新?认|批|评)(?:定|上|下)?(?:下?[来了]|过)|我们|我司|我公司|我厂|咱|本公司|我家|俺|我(?!区|国|省|市|想问|问一?下|要问|听说|记得|看到)|客户|有家|这家|那家|某企业|一家(?:企业|公司)"
)
# What is asked back, where it is not clear of which enterprise a figure is.
WHOSE = "enterprise"
# Words of giving before a rate: 按30%补, 补一半.
GIVEN = re.compile(r"补|贴|奖|资助|报|给|返|按")
# Up to this length a turn that names a sum may be nothing but the assertion of it (境外上市五百万).
LONGEST_ASSERTION = 14
# So many of the questions before are looked at for what was asked already.
MOST_BEFORE = 6
WHAT_IF = re.compile(
    r"如果|假如|假设|假使|假令|倘使|要是|(?<![\d一二两三四五六七八九十百千半几])(?<![十百千][来多余把])万一|换成|若是|倘若|再(?:往上)?(?:降|涨|升|提|多|少|评)[^，。？]{0,12}呢|[多少](?:投|贷|借|签|花|买|融)[^，。？]{0,10}呢|(?:升|评)(?:到|成|上)[^，。？]{0,8}呢|(?:翻|加|双)一?[倍番]|减半|砍一?半"
)
# What was chosen so far holds together: 这两个都有, 他那个也有，一起能领吗.
BOTH_HELD = re.compile(
    r"(这|那)?两[个项样](都|加起来|一共|合计|能不能|可以|一起)|都有怎么|也有[^，。？]{0,6}一起|两个称号都"
)
# So do more than two that were told, none of them only supposed: 再算上市级的，三个加起来170万都能拿吧.
ALL_HELD = re.compile(
    r"[三四][个项样](都|加起来|一共|合计|能不能|可以|一起)|^(?:那么?)?再?(?:算上|加上)[^？]{2,20}(?:加起来|一共|合计|总共)"
)
# The policy itself, by what it is about: 这个专精特新的意见开始执行了没.
OF_THE_DOCUMENT = re.compile(r"[这那][个份项]专精特新的?(?:实施)?(?:意见|文件|政策|办法)")
# Something else is asked in so many words: 转问 担保 300w 能报?
TURNS_AWAY = re.compile(r"^(?:转问|另问|换问|改问|另外问(?:一下|个)?|换个问|问(?:个|点)别的)")
# What opens a turn and says nothing of it: 对了，国家级呢; OK 那滨江的; 领导定了目标，平台争取拿600万.
OPENER = re.compile(
    r"^(?:哦|噢|喔|啊|嗯+)?(?:对了|好的?|行|ok|okay|sorry|话说|是这样)[，,。！\s]+(?=\S{3})"
    r"|^(?:[你您]好|hi|hello|哈喽|喂)[，,。！~\s]+(?=\S{6,}(?:[？?吗呢么吧]|多少|怎么|能不能|有没有|可以))"
    rf"|{TURNS_AWAY.pattern}[\s，,：:]*(?=\S{{2}})"
    r"|^(?:领导|老板|上面|集团)[^，。？！\d]{0,4}[定给下压派]了?[^，。？！\d]{0,4}(?:目标|任务|指标)[，,：:]\s*(?=\S{6,})",
    re.I,
)
# What was just asked of another is asked of this one as well: 乙要是也有呢.
ALSO = re.compile(r"也")
RECKONED_AGAIN = re.compile(r"重新?(?:再)?(?:合计|算|计算|加|汇总|核|报|列|统计)|再(?:合计|算|加)")
ANEW = re.compile(r"重新|从头|清空|作废|重来")
# Rate and term are those of another: 条件跟A一样, 其他条件相同; 同样专利质押 says nothing of them.
ALIKE_TERMS = re.compile(
    r"(?:条件|利率|期限|情况|其[他它])[都也全]?(?:[跟和同与][^，。]{1,8})?(?:一样|相同|一致|一模一样)"
    r"|(?:条件|利率|期限|其[他它余]|别的)[都也全]?(?:同|照)(?:上|前|旧)|(?:一样|同样|相同)的?(?:条件|利率|期限)|同条件|[跟和同与像照按][^，。]{1,8}(?:一样|相同|那样)"
)
# What is supposed further goes on from what was supposed before: 那利率换成4%, 凑上了一年给多少; so does
# what is said of a part of it: 里面有300万是买地的.
ONWARD = re.compile(
    r"^(?:已经?|都|也)?[换改弄办谈](?:好|成|过|妥|掉)?了(?=[，。！])|凑[上够齐]了|^(?:这?里[面头]|其中|当中)|^(够|满)了|这样|那样|到时候|那时"
    r"|^那?么?[^，。？！\d]{1,8}也(?:不(?:认|算|做|上|投|建|要|办|签|贷)|没了|去掉|剔|扣|取消)"
)
VARIED = re.compile(r"换成|改成|变成")
AND_IF = re.compile(r"^(再|又|还|同时|并且|而且)")
# What is supposed by a word of its own starts from the facts again: 那要是贷两千万呢.
BACK = re.compile(
    r"^(那|还有)?(如果|要是|假如|假使|假设|倘若|若是)|真实|真正的|我们实际|原来|原先|原本|本来|之前的|还是按|最初|一开始"
)
# It is gone back to what was told before.
TOLD_BEFORE = re.compile(r"真实|真正的|我们实际|原来|原先|原本|本来|之前的|还是按|最初|一开始")
# A further year has its cap anew: 放到明年再登记.
NEXT_YEAR = re.compile(r"明年|来年|(?<!然)(?<!最)后年|次年|下一?个?年度?|跨年")
DENIAL_OF_FACT = re.compile(
    r"不知道|不清楚|不方便|说不准|没数|不想说|保密|忘了|记不清|还没定|没定|不晓得|暂时没有|别问"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A turn as it was understood."""

    question: str
    before: tuple[str, ...]
    text: str
    asked: tuple[Asked, ...]
    carried: bool
    candidates: tuple[str, ...]
    acts: tuple[str, ...]
    outside: tuple[str, ...]
    aspects: tuple[str, ...]
    missing: tuple[str, ...]
    facts: tuple[HeldFact, ...]
    claims: tuple[Quantity, ...]
    denied: tuple[tuple[str, str], ...]
    dropped: tuple[tuple[str, str, int], ...]
    out: tuple[HeldFact, ...]
    near_misses: tuple[tuple[str, NearMiss], ...]
    own_case: bool
    hypothetical: bool
    onward: bool
    next_year: bool
    enterprises: Enterprises
    correcting: bool
    withheld: bool
    paid: Fraction | None
    both: bool
    days: tuple[tuple[date, date], ...]
    latent: tuple[str, ...]
    general: bool
    open_points: tuple[tuple[str, tuple[str, ...]], ...]
    qualities: tuple[Quality, ...]

    @property
    def matters(self) -> tuple[str, ...]:
        """The matters in question, in the order asked."""
        return tuple(asked.matter for asked in self.asked)


def read_turn(
    question: str, conversation: Conversation, understanding: Understanding, as_of: date
) -> Reading:
    """The reading of one turn after `conversation`; `as_of` dates the words 去年, 明年."""
    placed = _put_plainly(question, conversation, understanding, as_of)
    spoken_of = measures_of(understanding.library, conversation.matters, ())
    sums = read_quantities(question, as_of=as_of) if conversation.said else ()
    if not placed and (other := of_kind_told(question, sums, conversation, spoken_of)):
        # What is told of the sum that does not count leaves the case as it was.
        read = read_turn(other, conversation, understanding, as_of)
        return replace(read, question=question, facts=())
    if placed:
        return replace(read_turn(placed, conversation, understanding, as_of), question=question)
    mended = in_full(_mended(question, understanding))
    text = mended.text
    plain = without_whose(as_speaker(without_places(evened(text, understanding.phrases.colloquial))))
    plain = OF_THE_DOCUMENT.sub("这份文件", plain)
    quantities = read_quantities(text, as_of=as_of)
    enterprises = enterprises_of(text, quantities, conversation)
    held, conversation = conversation, conversation.of(enterprises.asked)
    if TURNS_AWAY.match(text):
        conversation = replace(conversation, matters=(), aspect="")
    if enterprises.words and ALSO.search(plain):
        conversation = replace(conversation, matters=held.matters)
    for _, words in enterprises.words if held.enterprises else ():
        plain = plain.replace(words, "公司") if RELATED.fullmatch(words) else plain
    heard = heard_of(plain, quantities, conversation, understanding)
    correcting = heard.correcting
    enterprises = _asked_among(enterprises, heard.question)
    apart = apart_of(plain, quantities, conversation, understanding)
    subject = subject_together(apart) if apart else subject_of(heard, conversation, understanding)
    subject = _of_what_moved(enterprises, conversation) or subject
    matters, latent = subject.matters, subject.latent
    outside, acts = ((), ()) if subject.general else (heard.outside, _without_restart(heard.acts, plain))
    measures = measures_of(understanding.library, matters or latent, conversation.mentioned)
    aside = tuple(sorted(heard.question.told)) if matters else ()
    spoken_of = measures_of(understanding.library, (*(matters or latent), *aside), conversation.mentioned)
    acts = _going_on(acts, text, quantities, conversation)
    anew = "restart" in acts
    own = quantities
    if matters and not (heard.question.whole or apart):
        own = without_sums_told(text, quantities, heard.question.text, understanding)
    # What goes on from what was supposed speaks of the parts that are then left: 那软件也不认呢.
    going_on = bool(held.supposed) and _goes_on(plain, correcting)
    from_ = held.with_facts(held.supposed) if going_on else held
    facts = _told(text, own, enterprises, spoken_of, from_, correcting, anew, understanding)
    if conversation.matters and any(enterprises.asked) and not ANEW.search(plain):
        acts = tuple(act for act in acts if act != "restart")
    # 子公司 that is an enterprise of the talk asks nothing about 子公司 as such.
    named = {f.enterprise for f in (*held.facts, *facts.held)}
    for key, words in enterprises.words:
        plain = plain.replace(words, "公司") if key in named and FORMS["branch"].fullmatch(words) else plain
    asking = plain if heard.question.whole or apart else heard.question.text
    aspects = ("amount",) if enterprises.bare else aspects_of(asking, understanding)
    own_words = {q.said: mended.said(q.start, q.end) for q in quantities}
    if LEVEL_ALONE.fullmatch(mended.source):
        own_words |= {f.said: mended.source for f in facts.held if f.option}
    of_asked = _of_those_asked(asking, enterprises)
    misses = () if facts.dropped else near_misses_of(of_asked, measures, matters, facts, quantities)
    tiers = {m.tiers.input for m in understanding.library.measures if m.tiers}
    kept = tuple(
        fact
        for fact in kept_of(text, facts, matters, own_words, understanding, quantities, measures)
        if not put_out(fact, heard.question, asking)
        and not beside_missed(fact, misses, asking)
        and not passed_over(fact, facts, asking, tiers)
    )
    return Reading(
        question=question,
        before=conversation.said[-MOST_BEFORE:],
        text=text,
        asked=tuple(
            replace(asked, aspects=aspects) if enterprises.bare else asked
            for asked in (
                _asked_apart(apart, conversation, understanding)
                or asked_of(
                    asking,
                    heard.scores,
                    matters,
                    understanding,
                    conversation.backwards,
                    conversation.aspect if subject.carried else "",
                )
            )
        ),
        carried=subject.carried,
        candidates=subject.candidates,
        acts=acts,
        outside=outside,
        aspects=aspects,
        missing=missing_of(asking, understanding.phrases),
        facts=with_firm(kept, misses, text, conversation.turns + 1, enterprises.asked[0]),
        claims=tuple(
            claim
            for claim in (() if enterprises.unclear else _claims(facts, text, aspects, measures))
            if heard.places != "both" or not of_elsewhere(text, claim.start, understanding)
        ),
        denied=facts.denied,
        dropped=facts.dropped,
        out=facts.out,
        near_misses=misses,
        own_case=bool(OWN_CASE.search(MEANT.sub("", text if aside and len(text) < STORY else asking)))
        or any(f.low is not None for f in facts.held),
        hypothetical=bool(WHAT_IF.search(plain)) and not correcting,
        onward=bool(conversation.supposed)
        and (
            _goes_on(plain, correcting)
            or _rests_on_supposed(plain, facts, measures_of(understanding.library, matters, ()), conversation)
        ),
        next_year=bool(NEXT_YEAR.search(plain)),
        enterprises=enterprises,
        correcting=correcting,
        latent=latent,
        general=subject.general,
        open_points=tuple((n, w) for n, w in understanding.phrases.open_points.items() if hits(asking, w)),
        qualities=tuple(q for q in understanding.phrases.qualities if hits(text, q.words)),
        days=tuple(
            (q.day_low, q.day_high or q.day_low)
            for q in quantities
            if q.day_low is not None and q.said in asking
        ),
        both=bool(conversation.chosen)
        and len(text) <= STORY
        and bool(BOTH_HELD.search(plain) or (not conversation.supposed and ALL_HELD.search(plain))),
        paid=paid_so_far(text, quantities, conversation.said, as_of),
        withheld=bool(conversation.pending or conversation.refused) and bool(DENIAL_OF_FACT.search(plain)),
    )


def _of_what_moved(enterprises: Enterprises, conversation: Conversation) -> Subject | None:
    """What was spoken of, where an item is put to another's account: 子公司那笔转给母公司 is of no 子公司."""
    moved = enterprises.moved is not None and bool(conversation.matters)
    return Subject(conversation.matters, True) if moved else None


def _going_on(
    acts: tuple[str, ...], text: str, quantities: Sequence[Quantity], conversation: Conversation
) -> tuple[str, ...]:
    """The acts without a restart, where an item told before is named: 0.2亿那笔只用了半年，重新合计."""
    told = [f for f in (*conversation.facts, *conversation.taken) if f.unit == "yuan"]
    if "restart" not in acts or len(told) < 2:
        return acts
    found = references(text, told, quantities, conversation.said[-MOST_BEFORE:])
    banks = not quantities and all(BANK.search(f.label) for f in told)  # 另一家呢, after 工行 and 农行
    named = any(r.pointed and (RECKONED_AGAIN.search(text) or (banks and r.way == "rest")) for r in found)
    return tuple(act for act in acts if act != "restart") if named else acts


def _asked_apart(
    apart: Sequence[Apart], conversation: Conversation, understanding: Understanding
) -> tuple[Asked, ...]:
    """Each matter of questions that were read one by one, with the question that asks for it."""
    found: dict[str, Asked] = {}
    for one in apart:
        asked = asked_of(
            one.heard.plain,
            one.heard.scores,
            one.subject.matters,
            understanding,
            conversation.backwards,
            conversation.aspect,
        )
        found |= {a.matter: a for a in asked if a.matter not in found}
    return tuple(found.values())


def _asked_among(enterprises: Enterprises, question: Question) -> Enterprises:
    """The enterprises, those that are only told of asked after no more: 母公司上市了，我们去北交所呢."""
    told = {key for key, words in enterprises.words if words in question.excluded}
    told -= {key for key, words in enterprises.words if words in question.text}
    asked = tuple(key for key in enterprises.asked if key not in told)
    return replace(enterprises, asked=asked) if asked else enterprises


def _mended(question: str, understanding: Understanding) -> Normalised:
    """The words without noise, in Chinese, with misheard terms mended."""
    spelt = understanding.soundalikes.spelt_out(normalise(question))
    return understanding.soundalikes.correct(understanding.glossary.gloss(spelt))


def _of_those_asked(asking: str, enterprises: Enterprises) -> str:
    """What is asked, without what is told of an enterprise that is not asked for: C已经挂了新三板."""
    own = [said for key, said in enterprises.told if key in enterprises.asked]
    others = [said for key, said in enterprises.told if key not in enterprises.asked]
    if not own or not others:
        return asking
    clauses = MARKED_CLAUSE.findall(asking)
    bare = {c: CLAUSE_END.sub("", c) for c in clauses}
    theirs = [c for c in clauses if any(bare[c] in o for o in others) and all(bare[c] not in o for o in own)]
    return "".join(c for c in clauses if c not in theirs)


def _without_restart(acts: tuple[str, ...], plain: str) -> tuple[str, ...]:
    """The acts, without a restart where something is only done after all: 那份重新登记了."""
    return tuple(act for act in acts if act != "restart") if BACK_AGAIN.search(plain) else acts


def _put_plainly(question: str, conversation: Conversation, understanding: Understanding, as_of: date) -> str:
    """The turn with what it only points at in so many words; "" where it points at nothing."""
    titles = understanding.titles
    return (
        _placed(question, conversation, understanding, as_of)
        or title_meant(question, conversation, titles)
        or first_title(question, conversation, titles)
        or placed_in_list(question, conversation, understanding)
        or lack_named(question, conversation)
    )


def _placed(question: str, conversation: Conversation, understanding: Understanding, as_of: date) -> str:
    """What was said before, as of the enterprise that is named when asked back whose it is; "" otherwise."""
    if conversation.pending[:1] != (WHOSE,) or not conversation.said:
        return ""
    text = _mended(question, understanding).text
    found = enterprises_of(text, (), conversation)
    if len(found.asked) != 1 or not found.words or read_quantities(text, as_of=as_of):
        return ""
    return f"{question}，{conversation.said[-1]}"


def _goes_on(text: str, correcting: bool) -> bool:
    """Whether a turn goes on from what was supposed; a correction that varies nothing speaks of the facts."""
    if BACK.search(text):
        return False
    further = bool(AND_IF.search(text) and WHAT_IF.search(text))
    return bool(VARIED.search(text)) or (not correcting and (further or bool(ONWARD.search(text))))


def _rests_on_supposed(
    text: str, facts: Facts, measures: Sequence[Measure], conversation: Conversation
) -> bool:
    """Whether what is asked about holds only as supposed: 先到账多少 after 港股, 那要是改上创业板."""
    needed = {c.input: c.values for m in measures for c in m.conditions if c.test == "one_of"}
    told = {f.name: f.option for f in conversation.facts if f.unit == "choice"}
    moved = {
        f.name
        for f in conversation.supposed
        if f.name in needed
        and f.option in needed[f.name]
        and told.get(f.name, f.option) not in needed[f.name]
    }
    return bool(moved - {f.name for f in facts.held}) and not TOLD_BEFORE.search(text)


def _told(
    text: str,
    quantities: Sequence[Quantity],
    enterprises: Enterprises,
    measures: Sequence[Measure],
    conversation: Conversation,
    correcting: bool,
    restart: bool,
    understanding: Understanding,
) -> Facts:
    """The facts of the turn, of each enterprise what it tells of that one."""
    alone = len(enterprises.told) == 1
    found: list[Facts] = []
    last: str | None = None
    for key, said in enterprises.told:
        # 甲合同40万，乙150万: what a sum of the one states, that of the next does.
        alike = tuple(f.name for facts in found for f in facts.held if f.low is not None)
        pending = conversation.pending if key in conversation.about else ()
        read = read_facts(
            without_pick(said, conversation),
            [q for q in quantities if said[q.start : q.end] == q.said],
            measures,
            turn=conversation.turns + 1,
            pending=tuple(dict.fromkeys((*pending, *alike))),
            earlier=() if restart else conversation.of((key,)).facts,
            out=() if restart else conversation.of((key,)).taken,
            correcting=correcting if alone else corrects(said, conversation.of((key,))),
            variants=understanding.phrases.options,
            other_sums=understanding.phrases.other_sums,
            other_rates=understanding.phrases.other_rates,
            backwards=conversation.backwards,
            awarded=conversation.awarded,
        )
        before = enterprises.like if enterprises.like is not None else last
        if before is not None and (same := ALIKE_TERMS.search(said)):
            theirs = [f for facts in found for f in facts.held if f.enterprise == before]
            theirs += conversation.of((before,)).facts
            own = conversation.of((key,)).facts
            terms = SEGMENT.split(said[: same.start()])[-1] + same[0]  # 利率期限都一样
            theirs = [f for f in theirs if _alike_in(f, terms)]
            read = replace(read, held=(*read.held, *_taken_over(read.held, own, theirs)))
        last = key
        found.append(read.of(key))
    ours = [f for f, (key, _) in zip(found, enterprises.told, strict=True) if key in enterprises.asked]
    claims = [q for facts in ours or found for q in facts.claims] if found else quantities
    return Facts(
        tuple(f for facts in found for f in facts.held),
        tuple(dict.fromkeys(claims)),
        tuple(d for facts in found for d in facts.denied),
        tuple(d for facts in found for d in facts.dropped),
        tuple(f for facts in found for f in facts.out),
    )


def _alike_in(fact: HeldFact, said: str) -> bool:
    """Whether a rate or term is among what is said to be alike: 利率跟A一样 leaves the term open."""
    only = {"ratio": "利率", "years": "期限"}
    named = [unit for unit, word in only.items() if word in said]
    return not named or fact.unit in named


def _taken_over(
    held: Sequence[HeldFact], own: Sequence[HeldFact], theirs: Sequence[HeldFact]
) -> list[HeldFact]:
    """The rate and term of another enterprise, where these are said to be alike: 条件跟A一样."""
    items = {f.item for f in (*held, *own) if f.unit == "yuan"} or {0}
    known = {f.name for f in (*held, *own)}
    terms = [f for f in theirs if f.unit in ("ratio", "years") and f.name not in known]
    same = {f.name: f for f in terms if len({g.low for g in terms if g.name == f.name}) == 1}
    return [replace(f, item=item) for f in same.values() for item in sorted(items)]


def evened(text: str, colloquial: Mapping[str, tuple[str, ...]]) -> str:
    """The text with everyday and dialect forms of small words in their plain form."""
    text = OPENER.sub("", text)
    for plain, forms in colloquial.items():
        for form in forms:
            if form in text and plain not in text:
                text = text.replace(form, plain)
    return text


def _claims(
    facts: Facts, text: str, aspects: Sequence[str], measures: Sequence[Measure]
) -> tuple[Quantity, ...]:
    """What is said of the policy.

    The sums and rates left over that the turn asserts, says of the award, or takes from the clauses.
    """
    left = tuple(_at_the_top(q) for q in facts.claims if q.kind in ("money", "ratio"))
    left = tuple(q for q in left if q.low is not None)
    if "premise" in aspects or len(text) <= LONGEST_ASSERTION:
        return left
    printed = {v.value for m in measures for p in m.parameters for v in p.values}
    return tuple(
        q
        for q in left
        if (q.low in printed and not only_named(text[: q.start], text[q.end :]))
        or of_the_rule(text, q)
        or stated_of_award(text, q)
        or received(text, q)
        or any(words.search(text[: q.start]) for words in (WANTED, WANTED_BEHIND, SET_ASIDE))
        or text[q.end : q.end + 1] in tuple("？?吧吗")
        or (q.kind == "ratio" and GIVEN.search(text[max(0, q.start - 8) : q.start]))
    )


def _at_the_top(claim: Quantity) -> Quantity:
    """A sum that is said to be the most (一年顶格五十万对吧) as that sum."""
    return replace(claim, low=claim.high) if claim.nature == "at_most" and claim.low is None else claim
