"""Qualifying: whether the qualifier of a claim is that of its number, as the words around the number have it.

约有800万人, 约降1.0%     约        words between a qualifier and its number leave it the number's
50万元(含)以上           以上       so does a bracket
近三千多万元             近 or 多    either half of a doubled one
十几万元 as 几 of 100000  几         what an indefinite number is told with
上千人 as 上千            上         a scale told with it
约占总面积的10%          约         a share has that of the verb before its whole
近三十台件以上 as 台件      以上       the longer unit of a claim may part it from its number
"""

import re
from functools import cache, lru_cache

from summarizer.folding import fold
from summarizer.models import Mention
from summarizer.resources import table
from summarizer.scanning.numbers import units
from summarizer.scanning.numbers.qualifiers import after, agree, before, meanings

_SCALES = "十百千万亿"
_FAR, _FAR_WHOLE = 8, 24
_WHOLE = re.compile(r"[^\s0-9,。;:、()]{2,24}的\Z")
_FRACTION = re.compile("分之|半|/")
_BRACKET = re.compile(r"\s?\(含[^()]{0,8}\)")
_INDEFINITE = frozenset("几数多余来上")


def agrees(claimed: str | None, mention: Mention, folded: str, unit: str | None = None) -> bool:
    """Whether a qualifier says what the words at a number of a folded text say; `unit` is the one that the claim has."""
    stated = mention.qualifier
    if agree(claimed, stated):
        return True
    words = meant(claimed)
    if mention.indefinite and words is not None and words in _INDEFINITE:
        return True
    own = [stated] if stated else []
    parts = [*_apart(folded, mention), *_after_unit(folded, mention, unit), *_of_whole(folded, mention), *own]
    return bool(parts) and any(agree(words, part) for part in (stated, *parts, "…".join(parts)))


@lru_cache(maxsize=1024)
def meant(qualifier: str | None) -> str | None:
    """The qualifier that a claim means by its words: 约占 is 约, 上千 is 上."""
    if qualifier is None or meanings(qualifier):
        return qualifier
    words = fold(qualifier).strip(_SCALES)
    linked = _linking().search(words)
    return (words[: linked.start()] if linked else words) or qualifier


def is_indefinite(qualifier: str | None) -> bool:
    """Whether the words of a claim say that its number is none: 几, 数, 十多."""
    return meant(qualifier) in _INDEFINITE


def _apart(folded: str, mention: Mention) -> list[str]:
    """The qualifiers that words or a bracket part from a number."""
    start = mention.text_start
    linked = _linking().search(folded, max(0, start - _FAR), start)
    front = before(folded, linked.start()) if linked else None
    bracket = _BRACKET.match(folded, mention.text_end)
    back = after(folded, bracket.end()) if bracket else None
    return [word for word in (front, back and back.word) if word]


def _after_unit(folded: str, mention: Mention, unit: str | None) -> list[str]:
    """The qualifier after a longer unit than the number has: 一学年|及以上."""
    rest = (unit or "").removeprefix(mention.unit or "")
    back = after(folded, mention.text_end + len(rest)) if rest and folded.startswith(rest, mention.text_end) else None
    return [back.word] if back else []


def _of_whole(folded: str, mention: Mention) -> list[str]:
    """The qualifier before the whole of a share: 约占全县人口的10%, 不超过其工资的三分之一."""
    start = mention.text_start
    whole = _WHOLE.search(folded, max(0, start - _FAR_WHOLE), start) if _is_share(mention) else None
    ends = range(whole.start(), start) if whole else ()
    return next(([word] for end in ends if (word := before(folded, end))), [])


def _is_share(mention: Mention) -> bool:
    return units.kind(mention.unit) == "share" or mention.unit == "倍" or bool(_FRACTION.search(fold(mention.surface)))


@cache
def _linking() -> re.Pattern[str]:
    words = sorted({word for row in table("words") if row[0] == "linking" for word in row[1].split()}, key=len)
    return re.compile(rf"(?:{'|'.join(reversed(words))}){{1,2}}+\s?\Z")
