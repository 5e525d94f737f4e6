r"""Damaged text: what was decoded wrongly, or not at all, before it came here.

    lost               characters that no decoder could read (U+FFFD), or that an old charset lacks (?)
    filler             锟斤拷, which is U+FFFD written as UTF-8 and read as GBK; 烫烫烫 of memory never written
    escape             \u5168, &#20840;, %E5%85%A8 that nobody resolved
    quoted-printable   =E5=85=A8
    latin-1            å…¨åŽ¿, UTF-8 or GBK read as Latin-1 or Windows-1252
    gbk                鍏ㄥ幙, UTF-8 read as GBK

`data/damage.tsv` lists the patterns of the first four; the last two are recognized by the bytes that their
characters have in the charset they were wrongly read in. Nothing is repaired, since nothing says what was lost: of
1��2万人 no part is read as a number, as with look-alikes of digits, and no figure can be verified by one.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product
from typing import NamedTuple

from summarizer.folding import simplify
from summarizer.models import DamagedText, Span
from summarizer.resources import lazy_pattern, table

_CONTINUING = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_LATIN = lazy_pattern(f"[À-ÿ{_CONTINUING}][À-ÿ{_CONTINUING}]+")
_ACCENTED = lazy_pattern("[À-ÖØ-öø-ÿ]")
_SEQUENCE = lazy_pattern(rf"(?<![A-Za-z])[Ã-ï][{_CONTINUING}]{{2}}|â€.|Â[\u00a0-\u00bf]")
_PUNCTUATION = frozenset("‘’“”…—–•·‹›")
_ACCENTS = 3
_LEADS, _TRAILS = (*range(0xE2, 0xEA), 0xEF), range(0x80, 0xC0)
_RARE = 2
_GAP = lazy_pattern(r"[0-9A-Za-z \t.,:;%()/\-~?€\ue000-\uf8ff]{0,12}")
_DIGIT = lazy_pattern("[0-9]")
_NUMERIC = frozenset("0123456789０１２３４５６７８９零〇一二三四五六七八九十百千万亿萬億两兩.,．，%％年月日号時时分:/-")
_AFTER = lazy_pattern(f"[{re.escape(''.join(sorted(_NUMERIC)))}]*")
_NUMERAL_CHARS = 40
_NUMERAL = lazy_pattern(
    "[0-9０-９]|[零〇一二三四五六七八九十百千万亿萬億两兩]{2}"
    "|[一二三四五六七八九十百千万亿萬億两兩][个個名人户戶件家元亩畝吨噸次台所条條支处處座辆輛项項]"
)


# A character of each trace in data/damage.tsv: a text with none of them needs no further look.
_SUSPECT = lazy_pattern(r"[\ufffd\ue000-\uf8ff锟斤烫屯葺锛銆鈥\\&=?□%](?:(?<!%)|[uEe])")


class _Part(NamedTuple):
    start: int
    end: int
    kind: str
    holds_digit: bool = False


@cache
def traces() -> list[tuple[str, int, re.Pattern[str]]]:
    """Kind, characters of the trace for one of the text, and pattern of each row of the table."""
    return [(kind, int(width), re.compile(pattern)) for kind, width, pattern, _example in table("damage")]


def find(content: str) -> list[DamagedText]:
    """The damaged parts of a text, in order and apart, each with the numeral that it touches."""
    found = traces() if _SUSPECT.search(content) else []
    parts = [_Part(*match.span(), kind) for kind, _, trace in found for match in trace.finditer(content)]
    parts += [_Part(*span, "latin-1") for span in _latin(content)]
    parts += [_Part(*span, "gbk") for span in _gbk(content)]
    return [_damaged(content, part) for part in _joined(content, sorted(parts, key=_place))]


def _place(part: _Part) -> tuple[int, int]:
    return part.start, -part.end


def _joined(content: str, parts: Iterable[_Part]) -> Iterator[_Part]:
    """Parts that overlap, or of one kind with nothing but ASCII between them, as one."""
    last: _Part | None = None
    for part in parts:
        if last is None:
            last = part
        elif part.start < last.end:
            last = _Part(last.start, max(last.end, part.end), last.kind, last.holds_digit)
        elif (gap := _gap(content, last, part)) is not None:
            last = _Part(last.start, part.end, last.kind, last.holds_digit or _DIGIT.search(gap) is not None)
        else:
            yield last
            last = part
    if last is not None:
        yield last


def _gap(content: str, earlier: _Part, later: _Part) -> str | None:
    """What is between two parts, if it belongs to what is damaged."""
    if earlier.end == later.start:
        return ""
    between = _GAP.fullmatch(content, earlier.end, later.start) if earlier.kind == later.kind else None
    return between[0] if between else None


def _damaged(content: str, part: _Part) -> DamagedText:
    """The part with the numeral around it, if there is one: all of 1��2万."""
    span = Span(part.start, part.end)
    start, end = _numeral_start(content, part.start), part.end
    if end < len(content) and content[end] in _NUMERIC and (after := _AFTER.match(content, end)):
        end = after.end()
    if not part.holds_digit:
        around = f"{content[start : part.start]}|{content[part.end : end + 1]}"
        if span == (start, end) or not _NUMERAL.search(around):
            return DamagedText(part.kind, span, None)
    return DamagedText(part.kind, span, Span(start, end))


def _numeral_start(content: str, end: int) -> int:
    """Where the characters of a numeral start that end at `end`: `end` itself where there are none."""
    start, least = end, max(0, end - _NUMERAL_CHARS)
    while start > least and content[start - 1] in _NUMERIC:
        start -= 1
    return start


def _latin(content: str) -> Iterator[tuple[int, int]]:
    """Runs of what the bytes of Chinese are in Latin-1: three accented letters or more, or one whole sequence."""
    for run in _LATIN.finditer(content):
        accented = _ACCENTED.findall(run[0])
        is_run = len(accented) >= _ACCENTS and len(set(run[0])) >= _ACCENTS
        sequences = _SEQUENCE.finditer(content, *run.span())
        if is_run or any(not _PUNCTUATION.issuperset(found[0][1:]) for found in sequences):
            yield run.span()


@cache
def _gbk_runs() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Three characters whose bytes in GBK are those of two Chinese ones in UTF-8, and a run of them with its ends."""
    first, second, third = (
        f"[{characters(*pair)}]" for pair in ((_LEADS, _TRAILS), (_TRAILS, _LEADS), (_TRAILS, _TRAILS))
    )
    three = f"{first}{second}{third}"
    return lazy_pattern(three), lazy_pattern(rf"(?:{second}?{third})?(?:{three})+(?:{first}{second}?)?")


def _gbk(content: str) -> Iterator[tuple[int, int]]:
    three, whole = _gbk_runs()
    if three.search(content):
        yield from (run.span() for run in whole.finditer(content) if len(unfamiliar(run[0])) >= _RARE)


def characters(leads: Iterable[int], trails: Iterable[int]) -> str:
    """The characters of GBK whose two bytes are one of these and one of those."""
    read = (bytes(pair).decode("gbk", "ignore") for pair in product(leads, trails))
    return "".join(char for char in read if len(char) == 1)


@cache
def _unfamiliar() -> re.Pattern[str]:
    """The Han characters but the 3,755 of GB 2312's first level, which are 99 % of what is written."""
    familiar = characters(range(0xB0, 0xD8), range(0xA1, 0xFF))
    return re.compile(f"[^{familiar}\0-\u33ff\ua000-\uf8ff\ufb00-\U0010ffff]")


def count_unfamiliar(text: str) -> int:
    """How many Han characters of a text are rare as they are; of one that is not folded, Traditional ones count."""
    return len(_unfamiliar().findall(text))


def unfamiliar(text: str) -> list[str]:
    """The Han characters of a text that are rare in Simplified script."""
    return _unfamiliar().findall(simplify(text))
