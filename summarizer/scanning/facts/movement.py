"""Movement: whether a figure is a level, a change or a growth, in which direction, and against what.

参保率由91%提高到96%          91: a level; 96: a level that rose
产值3亿元，比上年增长5.1%       growth, increase, against the year before
亩产512公斤，比上年增加9公斤    per; a change, increase, against the year before
(全国7.1%、全省14.8%)          as the number before the bracket
“八增长两收窄”                  tells of no number
"""

import re
from collections.abc import Sequence
from typing import NamedTuple, cast

from summarizer.models import Aspect, Direction, Mention, TableCell
from summarizer.resources import lazy_pattern
from summarizer.scanning.facts.wording import Wording, rules, stated
from summarizer.scanning.numbers import nouns, units
from summarizer.scanning.segments import segments

_YEAR_COMPARED = lazy_pattern(r"[比较与于](20[0-9]{2}|19[0-9]{2})年|(?:是|为|相当于)(20[0-9]{2}|19[0-9]{2})年的")
_SLOGAN = lazy_pattern(
    "(?:(?<![统唯单第])[一二两三四五六七八九十](?:增长|下降|上升|提升|收窄|回升|回落|减少|增加|扩大|[增降升减]))+(?![到至为长幅加少])"
)
_SCOPE = lazy_pattern(r"[,、;( )及和与]*(?:全国|全省|全市|全县|全区|全球|.{2,4}[省市县区州])[,( ]*")
_TO = frozenset("至到")
_AGE_UNITS = frozenset({"岁", "周岁", "月龄", "年一遇"})
_CARRIED = frozenset({"yoy", "mom"})


class Movement(NamedTuple):
    """The aspect of a figure, with the direction and base of a change."""

    aspect: Aspect = "amount"
    direction: Direction | None = None
    base: str | None = None
    base_text: str | None = None


def movements(folded: str, figures: Sequence[Mention], wordings: Sequence[Wording]) -> list[Movement]:
    """The movement of each figure, in order."""
    found: list[Movement] = []
    carried: Movement | None = None
    line = -1
    for mention, wording in zip(figures, wordings, strict=True):
        start = segments(folded).start("line", mention.text_start)
        carried = carried if start == line else None
        line = start
        last = found[-1] if found else None
        before = figures[len(found) - 1] if found else None
        if last and before and _goes_on(wording, mention, before):
            moved = last
        elif last and last.direction and wording.own in _TO:
            moved = Movement(_static(wording, mention), last.direction)
        else:
            moved = _movement(wording, mention, carried)
        if moved.base in _CARRIED or (carried is None and (moved.base or "").isdigit()):
            carried = moved
        found.append(moved)
    return found


def _goes_on(wording: Wording, mention: Mention, before: Mention) -> bool:
    """Whether a figure has the movement of the one before: a list, or the same of another place."""
    if wording.listed:
        return True
    alike = not wording.first and units.same(mention.unit, before.unit)
    return alike and _SCOPE.fullmatch(wording.own) is not None


def _movement(wording: Wording, mention: Mention, carried: Movement | None) -> Movement:
    if mention.table is not None and mention.table.is_change and mention.unit == "%":
        return Movement("growth", mention.table.direction, *_base(_of_column(wording, mention.table), None))
    own = _SLOGAN.sub("", _unmoved().sub("", wording.own))
    words = wording if own == wording.own else wording._replace(own=own)
    if level := stated("level", words):
        return Movement(_static(words, mention), cast("Direction", level))
    kind = units.kind(mention.unit)
    is_points = (mention.unit or "").endswith("点") and kind != "count"
    if kind == "share" and not is_points:
        direction = _direction(words, mention)
        if direction or stated("growth", words) or _signed(words, mention):
            return Movement("growth", direction, *_base(words, carried))
    elif stated("change", words):
        return Movement("change", _direction(words, mention), *_base(words, carried))
    return Movement(_static(words, mention))


def _of_column(wording: Wording, cell: TableCell) -> Wording:
    """The words of a number of a table that its column has: 同比增长(%)."""
    return wording._replace(stretch=cell.column or "")


def _unmoved() -> re.Pattern[str]:
    return nouns.one_of("unmoved")


def _direction(wording: Wording, mention: Mention) -> Direction | None:
    found = _of_rest(wording) or _nearest_change(wording.own) or stated("direction", wording)
    if (mention.value or 0) < 0 and (found == "increase" or _signed(wording, mention)):
        return "decrease"
    if found is None and _signed(wording, mention):
        return "increase"
    return cast("Direction | None", found)


def _of_rest(wording: Wording) -> str | None:
    """The direction that the words right after a number tell: 实现1.5%的正增长."""
    return next((rule.value for rule in rules("direction", "rest") if rule.pattern.search(wording.rest)), None)


def _nearest_change(own: str) -> str | None:
    """The direction that the word of change nearest to a number tells: 涨幅比上月回落0.4个百分点."""
    found = [(match.end(), rule.value) for rule in rules("direction", "own") for match in rule.pattern.finditer(own)]
    return max(found, key=lambda item: item[0])[1] if found else None


def _signed(wording: Wording, mention: Mention) -> bool:
    """同比+3.5%, 同比-2.1%: the sign alone tells the direction."""
    compared = wording.own.endswith(("同比", "环比", "比上年", "较上年", "同比+", "环比+"))
    return compared and units.kind(mention.unit) == "share"


def _static(wording: Wording, mention: Mention) -> Aspect:
    if units.kind(mention.unit) == "time" and mention.unit not in _AGE_UNITS:
        return "duration"
    aspect = stated("aspect", wording)
    if aspect == "per" and units.kind(mention.unit) == "share":
        return "share"
    if aspect == "index" and mention.unit not in {None, "点", "分"}:
        return "amount"
    if aspect:
        return cast("Aspect", aspect)
    return "share" if mention.unit is None and _is_fraction(wording.figure) else "amount"


def _is_fraction(figure: str) -> bool:
    return "分之" in figure or "/" in figure


def _base(wording: Wording, carried: Movement | None) -> tuple[str | None, str | None]:
    """What a change is compared with: the words nearest before it; else those of the last one of its paragraph."""
    year = list(_YEAR_COMPARED.finditer(wording.stretch))
    found = [
        (match.end(), rule.value, match.group())
        for rule in rules("base")
        for match in rule.pattern.finditer(wording.stretch)
    ]
    found += [(match.end(), match[1] or match[2], match.group()) for match in year]
    if found:
        _, value, text = max(found, key=lambda item: (item[0], item[1] != "other"))
        return value, text
    return (carried.base, None) if carried else (None, None)
