"""Headings: numbers at the heads of what a text lists, wherever a line breaks.

    spaced   (一 ) · ( 2 )
    run on   一、委托个人二、数据不实三、虚挂业务 · 一是抓安全二是抓生产      in one line, as in a table's cell

Heads at the beginning of a line are `labels.list_head`.
"""

from summarizer.models import Role
from summarizer.resources import lazy_pattern
from summarizer.scanning.numbers.quantities import Quantity
from summarizer.scanning.numbers.surroundings import Context

_LONGEST_ITEM, _MOST_ITEMS = 160, 30
_OPENED, _CLOSED = lazy_pattern(r"[(（]\s?\Z"), lazy_pattern(r"\s?[)）]")
_FIRST_BEFORE = lazy_pattern(r"(?:\A|[\n\t。;；:：|,，])\s?\Z")
_DIGITS = "零一二三四五六七八九十"
_NUMERAL_BESIDE = lazy_pattern(rf"[周期拜初\d{_DIGITS}百千万亿第、.]\Z")
_PROSE = lazy_pattern(rf"(?![\d{_DIGITS}百])[\u4e00-\u9fffA-Za-z“《(（]")
_ITEM = lazy_pattern(r"[^\n\t]{3,}")


def spaced(quantity: Quantity, context: Context) -> Role | None:
    """(一 ), ( 2 ): heads and notes whose brackets blanks part."""
    if quantity.value is None or not 0 < quantity.value <= _MOST_ITEMS or quantity.unit or quantity.qualifier:
        return None
    opened = _OPENED.search(context.before(quantity, 2))
    return "ordinal" if opened and _CLOSED.match(context.folded, quantity.end) else None


def run_on(quantity: Quantity, context: Context) -> Role | None:
    """一、委托个人二、数据不实: the next head of a list that runs on in one line; 二、三产业 are listed."""
    if not _is_head(quantity, context):
        return None
    value, word = int(quantity.value or 0), context.word(quantity)
    mark = context.folded[quantity.number_end]
    if value == 1:
        return "ordinal" if _FIRST_BEFORE.search(context.before(quantity, 2)) else None
    former = str(value - 1) if word.isdigit() else _chinese(value - 1)
    folded, start = context.folded, quantity.number_start
    found = folded.rfind(f"{former}{mark}", max(0, start - _LONGEST_ITEM), start)
    if found < 0 or (found and _NUMERAL_BESIDE.match(folded[found - 1])):
        return None
    item = folded[found + len(former) + 1 : start]
    return "ordinal" if _PROSE.match(item) and _ITEM.fullmatch(item) else None


def _is_head(quantity: Quantity, context: Context) -> bool:
    """Whether 、 or . and prose follow a small whole number that no other number adjoins."""
    folded, end = context.folded, quantity.number_end
    if quantity.value is None or not 0 < quantity.value <= _MOST_ITEMS or quantity.ordinal or quantity.unit:
        return False
    marks = "、." if quantity.arabic else "、是"
    if folded[end : end + 1] not in tuple(marks) or not _PROSE.match(folded, end + 1):
        return False
    return not _NUMERAL_BESIDE.search(context.before(quantity, 1))


def _chinese(value: int) -> str:
    """1 to 30 as heads of lists say them."""
    tens, ones = divmod(value, 10)
    head = ("", "十", "二十", "三十")[tens]
    return head + (_DIGITS[ones] if ones else "")
