"""Lists: a unit at the end of a list is each number's.

Shared:

    分别为11、24、59、35微克/立方米      11微克/立方米 … 35微克/立方米
    2.16和1.66个百分点                each 个百分点
    到会12/15人                       12人, 15人
    3、5、8万元                       30,000元, 50,000元, 80,000元

Own units, labels and heads of lists share nothing:

    3个村、5人 · 病例3、4例 · 1、2人参加
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from summarizer.resources import lazy_pattern
from summarizer.scanning.numbers import units
from summarizer.scanning.numbers.numerals import BIG, Value
from summarizer.scanning.segments import start_near

if TYPE_CHECKING:
    from summarizer.scanning.numbers.quantities import Quantity

_LONGEST_JOINT = 4
_JOINT = re.compile(r"\s?(?:、|,|和|与|及|以及|或)\s?|/")
_RESPECTIVELY = lazy_pattern("分别|依次|各为|先后为")
_LABEL = lazy_pattern(
    r"(?:病例|患者|感染者|案例?|个案|样本|方案|选项|标段|地块|第|[图表例注]|附件|编号|序号|号码|[年月]|[A-Za-z#])\s?\Z"
)
_HEAD = lazy_pattern(r"(?:\A|[\n。;；])\s*[(（]?\Z")
# 15、16日 and 2023、2024年 are dates; of these, each number is a point in time.
_POINTS_IN_TIME = frozenset("年日点时周号晚夜线路届") | {"星期", "年度", "季度", "世纪"}
_WIDEST = 100  # 3500、1.2万元: a number so much larger has no 万 to share


def with_shared_units(folded: str, quantities: Sequence["Quantity"]) -> list["Quantity"]:
    """The quantities of a folded string, those of a list with the unit and the multiplier of its last."""
    shared = list(quantities)
    for run in _runs(folded, quantities):
        if not _is_labelled(folded, quantities[run[0]], quantities[run[-1]]):
            _share(folded, shared, run)
    return shared


def _runs(folded: str, quantities: Sequence["Quantity"]) -> Iterator[range]:
    """The places of quantities that only list marks part, all but the last without a unit."""
    first = 0
    for index, (quantity, following) in enumerate(pairwise(quantities), 1):
        if quantity.unit is None and _is_joined(folded, quantity.end, following.start):
            continue
        if index - first > 1:
            yield range(first, index)
        first = index
    if len(quantities) - first > 1:
        yield range(first, len(quantities))


def _is_joined(folded: str, end: int, start: int) -> bool:
    return 0 < start - end <= _LONGEST_JOINT and _JOINT.fullmatch(folded, end, start) is not None


def _is_labelled(folded: str, first: "Quantity", last: "Quantity") -> bool:
    """Whether the list names things (病例3、4) or its number is the head of a line (1、2人参加)."""
    start, before_last = first.start, folded[first.end : last.start]
    is_head = before_last.strip() == "、" and _HEAD.search(folded, max(0, start - 4), start)
    return bool(is_head) or _LABEL.search(folded, max(0, start - 4), start) is not None


def _share(folded: str, quantities: list["Quantity"], run: range) -> None:
    """Give the numbers of a run the unit of the next that has one; past a comma only after 分别."""
    start = quantities[run[0]].start
    respectively = _RESPECTIVELY.search(folded, start_near(folded, "sentence", start, 80), start)
    last = quantities[run[-1]]
    for index in reversed(run[:-1]):
        quantity = quantities[index]
        between = folded[quantity.end : quantities[index + 1].start]
        listed = (respectively or (quantity.arabic and "," not in between)) and _can_slash(between, last)
        if listed and _can_share(quantity, last):
            quantities[index] = _as_last(folded, quantity, last)
        else:
            last = quantity


def _can_slash(between: str, last: "Quantity") -> bool:
    """12/15人, 31/45微克/立方米; not 5/6月."""
    return between != "/" or (last.arabic and units.kind(last.unit) in {"count", "measure"})


def _can_share(quantity: "Quantity", last: "Quantity") -> bool:
    plain = quantity.unit is None and not quantity.ordinal and not last.ordinal and quantity.arabic == last.arabic
    return plain and last.unit is not None and last.unit not in _POINTS_IN_TIME and units.kind(last.unit) != "noun"


def _as_last(folded: str, quantity: "Quantity", last: "Quantity") -> "Quantity":
    factor = _factor(folded, quantity, last)
    low, high = _times(quantity.low, factor), _times(quantity.high, factor)
    value, step = _times(quantity.value, factor), quantity.step * factor
    return quantity._replace(unit=last.unit, value=value, low=low, high=high, step=step)


def _times(number: Value | None, factor: int) -> Value | None:
    return None if number is None else number * factor


def _factor(folded: str, quantity: "Quantity", last: "Quantity") -> int:
    """The 万 of 3、5、8万元, unless the number has its own or is too large to share it."""
    factor = BIG.get(folded[last.number_end - 1], 1)
    largest, limit = quantity.high, last.high
    if factor == 1 or folded[quantity.number_end - 1] in BIG or largest is None or limit is None:
        return 1
    return factor if largest * factor <= _WIDEST * limit else 1
