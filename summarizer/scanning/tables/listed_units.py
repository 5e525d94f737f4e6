"""The unit that a caption or head gives to a list of names and amounts that is no table.

单位：元 王小明 5000 李大海 3000 县医院 2000
捐款金额（元）
"""

from collections.abc import Iterator, Sequence

from summarizer.models import UnitCandidate
from summarizer.resources import lazy_pattern
from summarizer.scanning.numbers.amounts import Quantity
from summarizer.scanning.numbers.numerals import Value
from summarizer.scanning.tables.head_units import unit_named

# It begins with a class of characters, which are found fast.
_STATED = lazy_pattern(
    r"[单额价款金量产补面费收支工](?:(?<=单)位\s?[:：]\s*([^\s()（）\[\]。;；,，:：、]{1,6})(?=[\s()（）。;；,，])"
    r"|(?:(?<=[额价款金量产费])|(?<=价)格|(?<=补)[贴助]|(?<=面)积|(?<=费)用|(?<=收)入|(?<=支)出|(?<=工)资)[(（]([^\s()（）]{1,6})[)）])"
)
_FEWEST, _LONGEST = 3, 60
_BEFORE = lazy_pattern(r"[\u4e00-\u9fffA-Za-z)）·][ \t\n:：]{1,4}\Z")
_AFTER = lazy_pattern(r"[ \t\n。,，;；、]|\Z")
_OTHER = lazy_pattern("电话|手机|邮编|序号|编号|地址|[人户个件次数][数次]|[率比]|年份|名次")


def with_listed_units(folded: str, quantities: Sequence[Quantity]) -> list[Quantity]:
    """The quantities of a folded string, bare amounts of a list with the unit stated above it."""
    kept = list(quantities)
    for unit, start, end in _statements(folded):
        amounts = list(_amounts(folded, kept, start, end))
        if len(amounts) >= _FEWEST:
            for index in amounts:
                kept[index] = _with(kept[index], unit)
    return kept


def _statements(folded: str) -> Iterator[tuple[UnitCandidate, int, int]]:
    """Each unit stated, and the span that it can be of: up to the next statement."""
    matches = list(_STATED.finditer(folded))
    starts = [*(match.start() for match in matches), len(folded)]
    for match, end in zip(matches, starts[1:], strict=True):
        unit = unit_named(match[1] or match[2])
        if unit is not None:
            yield unit, match.end(), end


def _amounts(folded: str, quantities: Sequence[Quantity], start: int, end: int) -> Iterator[int]:
    """The places of the list's bare amounts; it ends where a number follows no name."""
    last = start
    inside = [i for i, quantity in enumerate(quantities) if start <= quantity.start < end and quantity.arabic]
    for index in inside:
        quantity = quantities[index]
        between = folded[last : quantity.start]
        if len(between) > _LONGEST or "。" in between or _OTHER.search(between):
            return
        last = quantity.end
        if quantity.unit is not None or quantity.qualifier:
            continue
        if not _BEFORE.search(between) or not _AFTER.match(folded, quantity.end):
            return
        yield index


def _with(quantity: Quantity, unit: UnitCandidate) -> Quantity:
    times = int(unit.factor)
    value, low, high = (_times(number, times) for number in (quantity.value, quantity.low, quantity.high))
    return quantity._replace(unit=unit.unit, value=value, low=low, high=high, step=quantity.step * times)


def _times(number: Value | None, factor: int) -> Value | None:
    return None if number is None else number * factor
