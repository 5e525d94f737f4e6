"""The unit that a head, a label or a caption states, with its multiplier: 投资额（万元）, 增长%, 单位：户、万元."""

import re
from collections.abc import Iterator
from functools import lru_cache

from summarizer.folding import fold
from summarizer.models import Span, UnitCandidate
from summarizer.resources import lazy_pattern
from summarizer.scanning.numbers import quantities
from summarizer.scanning.numbers.qualifiers import plain

_BRACKETS = lazy_pattern(r"[(（]([^()（）]{1,24})[)）]|\[([^\[\]]{1,24})\]|〔([^〔〕]{1,24})〕")
_STATED = lazy_pattern(r"单位\s?[:：]\s*([^\s()\[\]。;；]{1,24})")
_JOINED = lazy_pattern(r"[、,，;；和及]|/(?!\D)")
_SIGNS = "±+- "
_TRAILING = lazy_pattern(r"[±+-]*([%％‰])\Z")
_SEPARATED = lazy_pattern(r"(?<=[^,，:：/]{2})[,，:：/]\s*([^,，:：/()（）]{1,8})\Z")  # 面积/公顷, 投资额，万元
_DIVISIONS = frozenset(["省", "市", "区", "县", "旗", "州", "盟", "镇", "乡", "村", "街道", "社区", "园区", "管委会"])
_LONGEST = 12


@lru_cache(maxsize=4096)
def unit_named(words: str) -> UnitCandidate | None:
    """The unit that folded words are (万元, 元/平方米, ±%), None where they are more or none."""
    words = fold(words).strip().strip(_SIGNS).removeprefix("人民币")
    if not words or len(words) > _LONGEST or words[0].isdigit():
        return None
    found = quantities.read(f"1{words}")
    if len(found) != 1 or found[0].unit is None or found[0].end != len(words) + 1 or found[0].qualifier:
        return None
    factor = plain(found[0].value)
    return None if factor is None else UnitCandidate(words, found[0].unit, factor)


@lru_cache(maxsize=4096)
def units_stated(words: str) -> tuple[UnitCandidate, ...]:
    """The units that folded words state: after 单位：, in brackets, or as their last sign."""
    return next(filter(None, map(_named, _parts(words))), ())


def _parts(words: str) -> Iterator[str]:
    stated = _STATED.search(words)
    if stated:
        yield stated[1]
    yield from (inner for match in _BRACKETS.finditer(words) if not _names_divisions(inner := _inner(match)))
    trailing = _TRAILING.search(words) or (None if unit_named(words) else _SEPARATED.search(words))
    if trailing:
        yield trailing[1]


def unit_statements(folded: str) -> Iterator[Span]:
    """Where a folded text states units after 单位:."""
    return (Span(*match.span()) for match in _STATED.finditer(folded) if _named(match[1]))


def _states_unit(words: str) -> bool:
    return bool(_named(words)) and not _names_divisions(words)


def _names_divisions(words: str) -> bool:
    """各县（市、区）: kinds of places, no units."""
    return all(part in _DIVISIONS for part in _JOINED.split(words))


def _inner(brackets: re.Match[str]) -> str:
    return fold(brackets[1] or brackets[2] or brackets[3]).removeprefix("单位").lstrip(":")


def _named(words: str) -> tuple[UnitCandidate, ...]:
    whole = unit_named(words)
    if whole:
        return (whole,)
    parts = [unit_named(part) for part in _JOINED.split(words)]
    known = [part for part in parts if part is not None]
    return tuple(dict.fromkeys(known)) if len(known) == len(parts) else ()


@lru_cache(maxsize=4096)
def without_units(words: str) -> str:
    """The words of a head without the units that it states: 投资额（万元）, 投资额."""
    kept = _BRACKETS.sub(lambda match: "" if _states_unit(_inner(match)) else match[0], words)
    kept = _STATED.sub("", kept).strip()
    separated = None if unit_named(kept) else _SEPARATED.search(kept)
    if separated and _named(separated[1]):
        return kept[: separated.start()]
    return _TRAILING.sub("", kept).strip()
