"""Loose amounts: words that tell a size and yet hold no figure that could be traced (上百万, 翻一番)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answering.claims import bare, packed, plain

_NUMERAL = "零〇○一二两三四五六七八九十壹贰貳叁參肆伍陆陸柒捌玖"
_SMALL = "十拾百佰千仟"
_LARGE = "万萬亿億"
_IDIOM = r"(?!一(?!万)|分感|分抱歉|不得已|无一失|别|不要|不能|注意|要注意|事|众|物)"
_LOOSE = re.compile(
    "|".join(
        (
            # 上百万, 好几千万, 近亿, 十几万, 二十余万, 五百来万
            rf"(?:好?几|[上过近数逾]|成|[{_NUMERAL}{_SMALL}\d][多来余几])[{_SMALL}]*[{_LARGE}]{_IDIOM}",
            # 百万, 千万级: no numeral before it
            rf"(?<![{_NUMERAL}{_SMALL}{_LARGE}\d.])[百佰千仟]+[{_LARGE}]{_IDIOM}",
            rf"[廿卅卌][{_NUMERAL}]?[百千{_LARGE}元年月日家]|[仨俩][百千{_LARGE}]",
            # 三/百/万元, 三·百·万
            rf"[{_NUMERAL}](?:\s*[/·•・‧|~、_\-—]\s*[{_NUMERAL}{_SMALL}])+\s*[/·•・‧|~、_\-—]?\s*(?:[{_LARGE}]|元)",
            # letters for digits: 5O万
            rf"[\d{_NUMERAL}][OoQlI|]+(?=[\d%{_LARGE}{_SMALL}元])",
            r"\d\s*(?:[mM]n?|[bB]n?)(?![A-Za-z\d])",
            rf"(?<![A-Za-z])[IVXLCDM]+\s*(?=[%{_SMALL}{_LARGE}元])",
            rf"百分百|[千{_LARGE}]分之?[{_NUMERAL}\d]|[十百\d][来多余几](?:[天日周年家人名倍%]|个月)",
            # clause and document numbers in another dress: 二.二.七, 八号文件
            rf"[{_NUMERAL}](?:[.．·][{_NUMERAL}]+)+(?![{_LARGE}])|[{_NUMERAL}]+号文",
            rf"翻[{_NUMERAL}几数]?[番倍]|[加成数几双多]倍",
            rf"(?<!转)[{_NUMERAL}\d]折(?![算合扣旧叠返腾射]|$)|[{_NUMERAL}\d]位数(?![学字据])|大半(?!天|年|夜)|过半",
            r"(?i:(?<![a-z])(?:(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty"
            r"|seventy|eighty|ninety|hundred|thousand|million|billion|percent|dozen)s?|double|triple|twice)(?![a-z]))",
        )
    )
)
_GAP = re.compile(r"(?<=[\u4e00-\u9fff])[ \t\u3000]+(?=[\u4e00-\u9fff])")


def loose_amounts(text: str, grounds: Sequence[str]) -> Iterator[str]:
    """The loose amounts of the text that stand in none of the grounds (quotes, the user's words)."""
    shown = _GAP.sub("", bare(text))
    found = [packed(match[0]) for match in _LOOSE.finditer(shown)]
    if not found:
        return
    known = [packed(plain(words)).lower() for words in grounds]
    for words in dict.fromkeys(found):
        if not any(words.lower() in whole for whole in known):
            yield words
