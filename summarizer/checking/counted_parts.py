"""Counted parts: how many parts the name of a measure promises (七必管 7, 三项机制 3, “三个一”制度 3, 十大行动 10).

24小时值守, 三级包保, 七天监测, 第二批, 三天两检, 三农工作    none: a time, a level, a rank, two numbers, a fixed word
"""

import re
from functools import cache

from summarizer.resources import table
from summarizer.scanning.grounding import bare
from summarizer.scanning.packages import number

_NUMERAL = "(十[一二三四五六]?|[二两三四五六七八九]|1[0-9]|[2-9])"
_DIGIT = "0-9一二两三四五六七八九十百千万余多"
_BEFORE = f"(?<![第{_DIGIT}.])"
_CLASSIFIED = re.compile(
    f"{_BEFORE}{_NUMERAL}(?:个(?!月|小时|工作日|百分点|点)|[项大张本道条类种套支件])(?:[^{_DIGIT}]{{1,8}})\\Z"
)
_SHORT = re.compile(
    f"\\A{_NUMERAL}(?![级年月天日周时分届次期轮批线岁层楼中小个手彩季河亚甲孩])[^{_DIGIT}]{{1,3}}"
    "(?:机制|制度|工作法|模式|行动|活动|要求|措施|工作|工程|体系|清单|做法|办法)?\\Z"
)
_QUOTED = re.compile(f'[“「『"]{_NUMERAL}(?:个一|[^{_DIGIT}级年月天日周时]{{1,3}})[”」』"]')


@cache
def _fixed() -> frozenset[str]:
    """Words of government language in which a numeral counts nothing that is listed: 三农, 两委."""
    return frozenset(word for row in table("names") for word in row[0].split() if len(word) > 1)


@cache
def _longest() -> int:
    return max(map(len, _fixed()))


def promised_parts(name: str) -> int | None:
    """The number of parts in a name, from two to nineteen; None where it has none, or its number is of something else."""
    words = bare(name)
    if any(words[:length] in _fixed() for length in range(2, _longest() + 1)):
        return None
    found = _QUOTED.search(name) or _CLASSIFIED.search(words) or _SHORT.match(words)
    return number(found.group(1)) if found else None
