"""Addresses: rules for numbers of houses, lanes and rooms, which count nothing.

    lanes    白杨路1155弄 · 永泰路1660弄12支弄
    houses   建设巷8号院 · 东方路800 (the end of a line)
    rooms    教三楼301 · 办公楼B座1204

Numbers with 号, 号楼, 单元 and 室 are ordinals by their units (see `roles.rank`).
"""

from summarizer.models import Role
from summarizer.resources import lazy_pattern
from summarizer.scanning.numbers.quantities import Quantity
from summarizer.scanning.numbers.surroundings import Context

_STREET = lazy_pattern("(?:[路街巷弄里村庄坊段]|大道|胡同|公寓|花园|小区|新村)\\s?\\Z")
_LANE = lazy_pattern(r"\s?(?:支?弄(?!堂|虚)|巷(?!道|战|子|口|陌)|支路|[东西南北]?门牌)")
_ROAD_END = lazy_pattern(r"[\u4e00-\u9fff](?:[路街巷弄]|大道|胡同)\Z")
_HOUSE_END = lazy_pattern(r"\s?(?:[,，;；)）\n]|\Z|附近|对面|旁|门口|院内|(?:至|到|、|-)\d)")
_PLACED_BEFORE = lazy_pattern("(?:地址|位于|住址|地点|坐落|住在|居住)")
_ROOMED = lazy_pattern(r"(?:[教室楼座栋幢厅馆][一二三四五六七八九]?|[A-Za-z]座|教学?楼?[A-Za-z])\Z")
_ROOM = lazy_pattern(r"[1-9]\d{2,3}")
_ROOM_END = lazy_pattern(r"[室,，。;；)）\n\s开举召进上报集办会教]|\Z")


def house(quantity: Quantity, context: Context) -> Role | None:
    """白杨路1155弄, 12支弄; and, in an address, 东方路800: 改造5条路, 修路800米 are counted."""
    if quantity.ordinal or quantity.qualifier or not context.word(quantity).isdigit():
        return None
    before = context.before(quantity, 4)
    if _LANE.match(context.folded, quantity.number_end) and (_STREET.search(before) or before.endswith(("、", "至"))):
        return "name"
    if quantity.unit or not _ROAD_END.search(before) or not _HOUSE_END.match(context.folded, quantity.end):
        return None
    return "name" if _PLACED_BEFORE.search(context.before(quantity, 30)) else None


def room(quantity: Quantity, context: Context) -> Role | None:
    """次教101, 教三楼302: rooms without their 室."""
    if not _ROOM.fullmatch(context.word(quantity)) or quantity.qualifier or quantity.unit:
        return None
    roomed = _ROOMED.search(context.before(quantity, 4)) and _ROOM_END.match(context.folded, quantity.end)
    return "name" if roomed else None
