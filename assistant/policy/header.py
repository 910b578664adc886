"""What surrounds the clauses of an official document: number, issuers, title, dates, distribution.

Parts and their order: GB/T 9704-2012 (版头, 主体, 版记).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.policy.dates import PrintedDate, last_day, printed_dates
from assistant.policy.numbering import read_numeral
from assistant.policy.paragraph import Paragraph, ends_like_title, is_date_line


@dataclass(frozen=True, slots=True)
class Header:
    """What is known of the document as a whole; None or () where the text does not say.

    `number`: the document number as printed; `title`: of the policy itself, `notice_title`: of the
    notice that issues it ("" if it is issued without one); `written_on`, `printed_on`: dates of
    signature and printing; `effective_from` and `last_day`: first and last day in force (both
    counted); `validity_years`: as printed; `signed_by`: who signs; `annotations`: （此件公开发布）…
    """

    number: str
    issuers: tuple[str, ...]
    title: str
    notice_title: str
    addressees: tuple[str, ...]
    signed_by: tuple[str, ...]
    written_on: date | None
    printed_on: date | None
    printed_by: str
    effective_from: date | None
    validity_years: int | None
    last_day: date | None
    distribution: tuple[str, ...]
    attachments: tuple[str, ...]
    annotations: tuple[str, ...]


_NUMBER = re.compile(
    r"[\u4e00-\u9fffA-Za-z]{1,16}\s*[〔\[［（(【]\s*(?:19|20)\d{2}\s*[〕\]］）)】]\s*第?\s*\d{1,5}\s*号"
)
# 国务院令‖第 742 号: a decree carries no year.
_DECREE_NUMBER = re.compile(
    r"^(?P<order>[\u4e00-\u9fff]{2,30}令\s*)?[（(]?(?P<number>第\s*[0-9０-９]{1,4}\s*号)[）)]?$"
)
_ANNOTATION = re.compile(r"^[（(].*[）)]$", re.S)
_ADDRESSEES = re.compile(r"^[^。；]{2,120}[：:]$")
_INTRODUCES = re.compile(r"如下|现将|现就|^(?:根据|按照|为)")
_ADDRESSED = re.compile(r"各|单位|部门|局|委|办|院|市|县|区|政府|公司|企业")
_BODY_BEGINS = re.compile(r"[。；]")
_MASTHEAD_END = re.compile(r"\s*文\s*件$")
_SEPARATORS = re.compile(r"[，、,；;]")
_DISTRIBUTION = re.compile(r"^抄\s*[送报]\s*[：:]?")
_PRINTED = re.compile(r"印\s*发\s*$")
_ATTACHMENT_LIST = re.compile(r"^附\s*[件表]\s*[0-9０-９一二三四五六七八九十]*\s*[：:]\s*(?=\S)")
_LISTED = re.compile(r"^[0-9０-９]{1,2}\s*[.．、]\s*")
_ORGANISATION = re.compile(r"[\u4e00-\u9fffX×（）()、\s]{2,60}$")

_FORCE = r"(?:起)?\s*(?:正式)?(?:施行|实施|执行|生效|试行)"
_EFFECT_DATE = re.compile(rf"自\s*(?P<date>[^。；]{{4,24}}?日)\s*(?:起|开始)?\s*{_FORCE}")
_EFFECT_EVENT = re.compile(
    rf"自\s*(?:印发|发布|公布|颁布|下发)之日(?:起)?\s*(?:满?\s*(?P<days>[0-9一二三四五六七八九十]+)\s*(?:个工作)?日后?)?\s*{_FORCE}"
)
_VALIDITY = re.compile(
    r"(?:有效期(?:限)?(?:为|是)?|试行(?:期)?(?:为)?|暂行期)\s*(?P<years>[0-9０-９一二两三四五六七八九十]{1,3})\s*年"
)
_VALID_UNTIL = re.compile(r"有效期(?:限)?(?:至|到|截至|截止至?)\s*(?P<date>[^。；]{4,24}?日)")


def is_attachment_list(text: str) -> bool:
    """Whether the line begins the list of attachments (附件：1.…)."""
    return _ATTACHMENT_LIST.match(text) is not None


def is_listed(text: str) -> bool:
    """Whether the line is a further name in a list of attachments (2. 申请表)."""
    return _LISTED.match(text) is not None


def is_end_matter(text: str) -> bool:
    """Whether the line stands below the text by itself: date, distribution, printing, annotation."""
    return bool(
        is_date_line(text)
        or _DISTRIBUTION.match(text)
        or (_PRINTED.search(text) and len(text) <= 80 and not _BODY_BEGINS.search(text))
        or re.match(r"^[（(]此件", text)
        or is_attachment_list(text)
    )


def is_distribution(text: str) -> bool:
    """Whether the line begins the distribution list (抄送)."""
    return _DISTRIBUTION.match(text) is not None


def is_signature(text: str) -> bool:
    """Whether the line can be the name of who signs: short, no sentence."""
    return _ORGANISATION.match(text) is not None and not _BODY_BEGINS.search(text)


def read_header(
    front: tuple[Paragraph, ...], end: tuple[Paragraph, ...], body: str
) -> tuple[Header, tuple[PrintedDate, ...]]:
    """The header read from what stands before the clauses and below them, and its impossible dates.

    `front`: paragraphs before the first label; `end`: the colophon; `body`: the text of the
    clauses, where effect and validity stand.
    """
    titles = _titles(front)
    title, notice = _policy_and_notice(titles)
    dates = _signature_dates(front + end)
    printed = next((found for line, found in dates if _PRINTED.search(line.text)), None)
    written = next((found for line, found in dates if not _PRINTED.search(line.text)), None)
    everything = "\n".join([*(line.text for line in front), body, *(line.text for line in end)])
    effect, broken = _effect(everything, printed, written)
    years = _validity_years(everything)
    until, broken_until = _valid_until(everything)
    header = Header(
        number=_number(front),
        issuers=_issuers(front, notice or title),
        title=title,
        notice_title=notice,
        addressees=_addressees(front),
        signed_by=_signed_by(front + end),
        written_on=written.day if written else None,
        printed_on=printed.day if printed else None,
        printed_by=_printed_by(end),
        effective_from=effect,
        validity_years=years,
        last_day=until or (last_day(effect, years) if effect and years else None),
        distribution=_distribution(end),
        attachments=_attachments(front + end),
        annotations=tuple(line.text for line in front + end if _ANNOTATION.match(line.text)),
    )
    impossible = tuple(found for _, found in dates if found.day is None)
    return header, impossible + broken + broken_until


def contradicting_effects(body: str) -> tuple[date, ...]:
    """The different days from which the text says of itself (本…自…起施行) that it is in force."""
    own = re.compile(r"本(?:实施)?[\u4e00-\u9fff]{1,6}" + _EFFECT_DATE.pattern)
    days = {found.day for match in own.finditer(body) for found in printed_dates(match["date"])}
    return tuple(sorted(day for day in days if day is not None))


def _number(front: tuple[Paragraph, ...]) -> str:
    for place, line in enumerate(front):
        decree = _DECREE_NUMBER.match(line.text)
        if decree and decree["order"]:
            return "".join(decree[0].split())
        if decree and place and front[place - 1].text.endswith("令"):
            return "".join((front[place - 1].text + decree["number"]).split())
        match = _NUMBER.search(line.text)
        if match and len(line.text) <= len(match[0]) + 12:
            return match[0]
    return ""


def _titles(front: tuple[Paragraph, ...]) -> list[str]:
    """Titles among the lines: lines that stand together and end as a title does."""
    titles: list[str] = []
    run: list[str] = []
    for line in front:
        text = line.text
        if line.after_gap:
            run = []
        if _BODY_BEGINS.search(text) or _is_masthead(text) or _NUMBER.fullmatch(text) or is_date_line(text):
            run = []
            continue
        listed = line.label is not None or is_attachment_list(text) or is_listed(text)
        if listed or text.endswith(("：", ":")) or _ANNOTATION.match(text):
            run = []
            continue
        run.append(text)
        if ends_like_title(text) and len("".join(run)) <= 120:
            titles.append(_title_text(run))
            run = []
    if not titles:
        titles = [
            line.text for line in front[:1] if len(line.text) <= 80 and not _BODY_BEGINS.search(line.text)
        ]
    return titles


def _title_text(lines: list[str]) -> str:
    """One line without the spaces that only lay the title out; the issuers before it stay apart."""
    if len(lines) > 1 and not re.search(r"^关于", lines[0]) and re.match(r"关于", lines[1]):
        return lines[0] + "".join("".join(line.split()) for line in lines[1:])
    return "".join("".join(line.split()) for line in lines)


def _policy_and_notice(titles: list[str]) -> tuple[str, str]:
    if not titles:
        return "", ""
    notice = titles[0] if re.search(r"关于(?:印发|发布|公布|转发)", titles[0]) else ""
    if notice and len(titles) > 1:
        return titles[-1], notice
    if notice:
        inner = re.search(
            r"关于(?:印发|发布|公布|转发)[《〈]?(?P<name>.+?)[》〉]?的(?:通知|公告|决定)$", notice
        )
        return (inner["name"] if inner else notice), notice
    return titles[-1] if len(titles) <= 2 else titles[0], ""


def _is_masthead(text: str) -> bool:
    return _MASTHEAD_END.search(text) is not None and re.search(r"关于|[0-9]", text) is None


def _issuers(front: tuple[Paragraph, ...], title: str) -> tuple[str, ...]:
    for place, line in enumerate(front):
        if _is_masthead(line.text):
            first = place
            while first and not front[first].after_gap and not _BODY_BEGINS.search(front[first - 1].text):
                first -= 1
            names = [_MASTHEAD_END.sub("", part.text) for part in front[first : place + 1]]
            return tuple(name for line_names in names for name in line_names.split())
    before = title.partition("关于")[0]
    return tuple(before.split()) if before and "关于" in title else ()


def _addressees(front: tuple[Paragraph, ...]) -> tuple[str, ...]:
    for line in front:
        if _INTRODUCES.search(line.text):
            continue
        if _ADDRESSEES.match(line.text) and _ADDRESSED.search(line.text):
            return _names(line.text.rstrip("：:"))
    return ()


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in _SEPARATORS.split(text.strip(" 。.\n")) if name.strip())


def _signature_dates(lines: tuple[Paragraph, ...]) -> list[tuple[Paragraph, PrintedDate]]:
    """Dates of lines that hold nothing but a date, or end in 印发."""
    found: list[tuple[Paragraph, PrintedDate]] = []
    for line in lines:
        printed_line = _PRINTED.search(line.text) and not _BODY_BEGINS.search(line.text)
        if is_date_line(line.text) or printed_line:
            found.extend((line, date_found) for date_found in printed_dates(line.text))
    return found


def _signed_by(lines: tuple[Paragraph, ...]) -> tuple[str, ...]:
    for place, line in enumerate(lines):
        if not is_date_line(line.text) or _PRINTED.search(line.text):
            continue
        first = place
        while first and is_signature(lines[first - 1].text) and not ends_like_title(lines[first - 1].text):
            first -= 1
        return tuple(name for part in lines[first:place] for name in part.text.split())
    return ()


def _printed_by(end: tuple[Paragraph, ...]) -> str:
    for place, line in enumerate(end):
        if _PRINTED.search(line.text):
            before_date = (
                line.text[: printed_dates(line.text)[0].start].strip() if printed_dates(line.text) else ""
            )
            if before_date:
                return before_date
            before = end[place - 1].text if place else ""
            return before if is_signature(before) else ""
    return ""


def _effect(
    text: str, printed: PrintedDate | None, written: PrintedDate | None
) -> tuple[date | None, tuple[PrintedDate, ...]]:
    match = _EFFECT_DATE.search(text)
    if match is not None:
        days = printed_dates(match["date"])
        if days:
            return days[0].day, tuple(day for day in days if day.day is None)
    event = _EFFECT_EVENT.search(text)
    base = written or printed
    if event is None or base is None or base.day is None:
        return None, ()
    wait = read_numeral(event["days"]) if event["days"] else 0
    if wait and "工作" in event[0]:
        # Working days depend on a calendar that the text does not give.
        return None, ()
    try:
        return base.day + timedelta(days=wait or 0), ()
    except OverflowError:
        return None, ()


def _validity_years(text: str) -> int | None:
    match = _VALIDITY.search(text)
    return read_numeral(match["years"]) if match else None


def _valid_until(text: str) -> tuple[date | None, tuple[PrintedDate, ...]]:
    match = _VALID_UNTIL.search(text)
    days = printed_dates(match["date"]) if match else ()
    if not days:
        return None, ()
    return days[0].day, tuple(day for day in days if day.day is None)


def _distribution(end: tuple[Paragraph, ...]) -> tuple[str, ...]:
    names: list[str] = []
    inside = False
    for line in end:
        if _DISTRIBUTION.match(line.text):
            inside = True
            names.extend(_names(_DISTRIBUTION.sub("", line.text)))
        elif inside and not line.after_gap and not is_end_matter(line.text):
            names.extend(_names(line.text))
        else:
            inside = False
    return tuple(names)


def _attachments(lines: tuple[Paragraph, ...]) -> tuple[str, ...]:
    names: list[str] = []
    inside = False
    for line in lines:
        if is_attachment_list(line.text):
            inside = True
            names.append(_attachment_name(_ATTACHMENT_LIST.sub("", line.text)))
        elif inside and is_listed(line.text):
            names.append(_attachment_name(line.text))
        else:
            inside = False
    return tuple(names)


def _attachment_name(text: str) -> str:
    return _LISTED.sub("", text)
