"""Words around a quantity that say how sharp it is: 将近, 不到, 以上, 左右, 最高, 至少."""

import re
from dataclasses import replace

from assistant.dialogue.pieces import CURRENCY, DOLLAR, Nature, Piece

# Words between 最高 and the amount: 最高给予, 最多只能拿.
_GLUE = (
    r"(?:给予|可以|可能|能够|补贴|奖励|只|可|能|是|为|在|有|达到|达|到|就|也|会"
    r"|拿|补|贷|了|得|领|给|报销|报|要|等于|奖|享受|获得|获|都|才"
    r"|大概|差不多|大约|约|人民币|¥|\s){0,4}"
)
# 不得超过 is a ceiling, 超过 alone a floor.
_NOT = r"(?:不(?:得|应|能|宜|会|可|准|许)?|没有?|未)"
_NOT_NOT = "".join(rf"(?<!不{verb})" for verb in ("", *"得应能宜会可准许")) + "(?<!没)(?<!没有)(?<!未)"
_CEILING = re.compile(
    rf"(?:最高|最多|至多|顶多|顶格|顶天|{_NOT}(?:超过|超|高于|大于|多于)|封顶|上限|≤|<=?){_GLUE}$"
)
_FLOOR = re.compile(rf"(?:至少|最少|起码|最低|{_NOT}(?:少于|低于|小于)|下限|≥|>=?){_GLUE}$")
_NEAR_BEFORE = re.compile(
    rf"(?P<about>将近|接近|差不多|(?<![合签契条预特公节])大?约[莫摸]?|大概|大致|大体|几乎|估计|(?<![最附临远将靠])近|快(?:要|到)?)"
    rf"(?:是|在|有|就|能|也就|要|到|得|了|个|\s){{0,3}}$"
    rf"|(?P<under>(?<![拿领得收享等找补给])不到|不足|未到|不满|未满|{_NOT_NOT}(?:低于|少于|小于)|没到)\s?$"
    rf"|(?P<over>{_NOT_NOT}(?:超过|超|多于|高于|大于)|逾|突破|不止)(?:了)?\s?$"
    rf"|(?P<little>(?<![大中微较缩最很从])小)$|(?P<bare>上|过)$"
)
_AFTER = re.compile(
    r"\s?(?:(?P<about>左右|上下|前后|出头|的样子|光景|多一?点|来的?样子|冒头|差不多(?=$|[，。,吧]))"
    r"|(?P<over>[(（]含(?:本数)?[)）]?及?以上|(?:及|或|含|和|、)?以上|往上|朝上|开外|打底|起步|不止|\+(?!\s?[\d零一二两三四五六七八九十])|(?<!\s)起(?!来|草|诉|初|码|到|点|算|因|家|了|的|跳|飞|始))"
    r"|(?P<under>[(（]含(?:本数)?[)）]?及?以[下内]|(?:及|或|含)?以下|以内|之内|(?:还|都)?不到(?!账|位|期)|封顶|为限|为上限)"
    r"|(?P<within>内)(?!部|容|地|资|卷|外|涵|在)|(?P<middle>之间))"
)


def with_before(text: str, piece: Piece, floor: int) -> Piece:
    head = text[max(floor, piece.start - 14) : piece.start]
    if currency := CURRENCY.search(head) or DOLLAR.search(head):
        piece = replace(
            piece, start=piece.start - len(currency.group().rstrip()) - _trailing(currency.group())
        )
        head = text[max(floor, piece.start - 14) : piece.start]
    if found := _NEAR_BEFORE.search(head):
        piece = _near(text, piece, found)
        head = text[max(floor, piece.start - 14) : piece.start]
    if _CEILING.search(head):
        return replace(piece, nature=_blurred(piece, "at_most"))
    if _FLOOR.search(head):
        return replace(piece, nature=_blurred(piece, "at_least"))
    return piece


def _trailing(said: str) -> int:
    return len(said) - len(said.rstrip())


def _near(text: str, piece: Piece, found: re.Match[str]) -> Piece:
    grown = replace(piece, start=piece.start - len(found.group()))
    if found["about"]:
        if found["about"] == "近" and piece.kind == "duration":
            return piece  # 近三年: the last three years
        return replace(grown, nature=_blurred(piece, "approximate"))
    if found["under"]:
        return replace(grown, nature=_blurred(piece, "at_most"))
    if found["over"]:
        return replace(grown, nature=_blurred(piece, "at_least"))
    if found["little"]:
        return replace(grown, nature=_blurred(piece, "approximate")) if piece.scaled else piece
    return replace(grown, nature=_blurred(piece, "at_least")) if piece.bare else piece


def with_after(text: str, piece: Piece) -> Piece:
    found = _AFTER.match(text, piece.end)
    if found is None or (found["within"] and piece.kind != "duration"):
        return piece
    end = found.end()
    if found["middle"]:
        return replace(piece, end=end) if piece.nature == "range" else piece
    nature: Nature = "approximate" if found["about"] else "at_least" if found["over"] else "at_most"
    if found.group().strip() in ("封顶", "为限", "为上限"):
        end = piece.end
    return replace(piece, end=end, nature=_blurred(piece, nature))


def _blurred(piece: Piece, nature: Nature) -> Nature:
    return (
        piece.nature
        if piece.nature == "ambiguous" or (piece.nature == "range" and nature == "approximate")
        else nature
    )
