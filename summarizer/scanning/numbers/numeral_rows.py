"""Numeral rows: the groups of a folded string, in rows that are one numeral each.

A row is groups of digits followed by their scale, where either may be missing. 三百二十五万零八 is 三百|二十|五万|零八, 百八
is 百|八. `_follows` says which group can go on with a row: scales fall (千 百 十), and begin anew after 万 and 亿.
"""

from collections.abc import Iterable, Iterator, Sequence

from summarizer.scanning.numbers import units
from summarizer.scanning.numbers.groups import BIG, LATIN, SMALL, VAGUE, Group, bounds, is_arabic, is_neighbours


def find(groups: Iterable[Group], folded: str) -> Iterator[list[Group]]:
    """The groups of a folded string, in rows that are one numeral each."""
    row: list[Group] = []
    for found in groups:
        group = found
        if row and group.start == row[-1].end:
            if _follows(row, group, folded):
                row.append(group)
                continue
            head, rest = group.cut(1)
            if row[-1].factor == 10 and (rest.digits or rest.scale) and _follows(row, head, folded):
                row.append(head)
                group = rest
        if row:
            yield from _apart(row, folded)
            row = []
        if _said_twice(group, folded):
            continue
        if _is_filled(group):
            head, group = group.cut(1)
            yield [head]
        row = [group.without_leading_word()]
    if row:
        yield from _apart(row, folded)


def _apart(row: list[Group], folded: str) -> Iterator[list[Group]]:
    """A row, without the scale that begins a fraction after it: 百分之四十二|万分之五, 零点五|百分之三."""
    last = row[-1]
    ends_fraction = folded.startswith("分之", max(0, row[0].start - 2)) or "点" in last.digits
    if not (ends_fraction and last.digits and last.scale and folded.startswith("分之", last.end)):
        yield row
        return
    cut = last.end - len(last.scale)
    yield [*row[:-1], last._replace(end=cut, scale="")]
    yield [Group(cut, last.end, "", "", last.scale)]


def _said_twice(group: Group, folded: str) -> bool:
    """千千万万 counts nothing."""
    return not group.digits and group.scale in {
        folded[group.start - 1 : group.start],
        folded[group.end : group.end + 1],
    }


def _is_filled(group: Group) -> bool:
    """零20 without a scale before it is 零 and 20."""
    return group.digits[:1] == "零" and is_arabic(group)


def _follows(row: Sequence[Group], group: Group, folded: str) -> bool:
    """Whether a group that adjoins a row goes on with it."""
    last = row[-1]
    if last.scale in {"", *LATIN} or not _has_room(row, group):
        return False
    if group.scale in BIG:
        return _opens(row, group)
    if group.scale:
        return group.factor < last.factor and (bool(group.digits) or _is_bare_ten(row, group))
    if not _ends(group):
        return False
    return folded[row[0].start - 1 : row[0].start] == "第" or not _begins_another(last, group, folded)


def _has_room(row: Sequence[Group], group: Group) -> bool:
    """Whether its digits can follow the scale before: 3千|5百, 1万|600, 十|几; not 1.2万|600, 30万|20千."""
    last = row[-1]
    if is_arabic(group):
        whole = group.figures.replace(",", "").isdecimal() and not any("." in before.digits for before in row)
        below = group.scale in BIG or bounds(group)[0] * group.factor < last.factor
        return whole and below and bounds(group)[0] < last.factor
    if group.digits in VAGUE:
        return last.scale in SMALL and last.digits not in VAGUE and (group.digits == "几" or bool(group.scale))
    return group.digits[:1] not in {"两", "俩"} or bool(group.scale)


_PLACES = {"万": 3, "千": 3, "仟": 3, "百": 2, "佰": 2}


def _begins_another(last: Group, group: Group, folded: str) -> bool:
    """Digits with a unit of their own after 12亿, 三千: 8个项目, 一个月; but 1万2元 and 3万5000人 are one number."""
    if group.digits[:1] in {"零", "〇"} or "点" in group.digits:
        return False
    if is_arabic(group) and last.scale == "亿":
        return True
    if is_arabic(group) and len(group.digits) >= _PLACES.get(last.scale, 1):
        return False
    if last.scale not in {*BIG, "千", "百", "仟", "佰"} or len(group.digits) > 2:
        return False
    unit = units.at(folded, group.end)
    if unit is None or (unit in _PEOPLE and group.digits != "一" and not is_arabic(group)):
        return False
    kind = units.kind(unit)
    return kind in {"count", "time", "noun"} or (group.digits == "一" and kind == "measure")


_PEOPLE = frozenset("人名户")


def _opens(row: Sequence[Group], group: Group) -> bool:
    """万 below 亿, or larger than all before: 一亿|二千|万, 三万|亿, 四万|万; not 亿|万."""
    before = [earlier.factor for earlier in row if earlier.scale in BIG]
    if not before or group.factor > max(before):
        return True
    if group.factor == max(before) and multiplies_all(group):
        return bool(row[0].digits) and (bool(group.digits) or row[-1].scale == group.scale)
    return group.factor < before[-1] and (bool(group.figures) or row[-1].scale in SMALL)


def multiplies_all(group: Group) -> bool:
    """四万|万, 二十八万三千八百一十|八点二万: a scale said again, or one after a decimal, is of all before it."""
    return not group.digits or "点" in group.digits


def _is_bare_ten(row: Sequence[Group], group: Group) -> bool:
    """一百|十, 两千|零十; not 百|十."""
    return group.scale in {"十", "拾"} and (bool(row[0].digits) or len(row) > 1)


def _ends(group: Group) -> bool:
    """Whether digits can end a row: 百|八, 十|五六, 十|点六七, 1万|600; two that are no neighbours are another number."""
    figures = group.figures
    return len(figures) == 1 or "点" in figures or is_arabic(group) or is_neighbours(group.digits)
