"""Corrections: a notice withdraws one number and states another.

    更正：“受灾325户”应为“受灾352户”        325 is withdrawn, 352 a figure
    勘误：文中500万元误写为5000万元          5000 is withdrawn, 500 a figure
    由每年1次改为2次                       a change: both are figures

应为 withdraws what is quoted before it, or any number where the sentence speaks of an error.
"""

from functools import lru_cache

from summarizer.models import Role
from summarizer.resources import lazy_pattern
from summarizer.scanning.numbers.quantities import Quantity
from summarizer.scanning.numbers.surroundings import Context
from summarizer.scanning.segments import end_near, start_near

_ERROR = lazy_pattern("更正|勘误|订正|有误|笔误|误写|误登|误作|误为|错写|错误|纠正")
_TEXTS = 8  # a document, and the short strings that are read beside it
_CORRECTED = lazy_pattern('[”"』」]\\s?应')
_MAY_CORRECT = lazy_pattern('误|应(?<=[”"』」\\s]应)|正(?<=[更订纠]正)|错写')  # signs of both, found faster
_RIGHT = "(?:应当?该?(?:更正|改|订正|修正|写|作|是)?为|(?:更正|订正|修正|改正|更改|改)为)"
_TO_RIGHT = lazy_pattern(rf"[^\d,，。;；\n]{{0,10}}{_RIGHT}")
_QUOTED_TO_RIGHT = lazy_pattern(r"[^\d,，。;；\n“”\"]{0,10}[”\"』」]\s?应当?该?(?:更正|改|订正|修正|写)?为")
_IS_RIGHT = lazy_pattern(rf"{_RIGHT}[:：]?\s?[“\"『「]?[^\d,，。;；\n”\"』」]{{0,12}}\Z")
_IS_WRONG = lazy_pattern(
    r"(?:误|错)(?:写|登|作|记|报|印|排|录)?(?:为|成|作)[:：]?\s?[“\"『「]?[^\d,，。;；\n”\"』」]{0,12}\Z"
)


def correction(quantity: Quantity, context: Context) -> Role | None:
    """325户 in “受灾325户”应为“受灾352户” is a name; 352户 is a figure though it is quoted."""
    if not quantity.arabic or not _has_corrections(context.folded):
        return None
    folded, before = context.folded, context.before(quantity, 24)
    if _QUOTED_TO_RIGHT.match(folded, quantity.end):
        return "name"
    if "为" not in before and "成" not in before and "作" not in before and not _TO_RIGHT.match(folded, quantity.end):
        return None
    if not _speaks_of_error(quantity, context):
        return None
    if _TO_RIGHT.match(folded, quantity.end) or _IS_WRONG.search(before):
        return "name"
    return "figure" if quantity.unit and _IS_RIGHT.search(before) else None


@lru_cache(maxsize=_TEXTS)
def _has_corrections(folded: str) -> bool:
    """Whether a text speaks of an error anywhere, as few do."""
    return _MAY_CORRECT.search(folded) is not None


def _speaks_of_error(quantity: Quantity, context: Context) -> bool:
    """Whether its sentence, or the quote that its sentence corrects, does."""
    folded = context.folded
    start = start_near(folded, "sentence", quantity.start, 80)
    end = end_near(folded, "sentence", quantity.end, 80)
    return _CORRECTED.search(folded, start, end) is not None or _ERROR.search(folded, start, end) is not None
