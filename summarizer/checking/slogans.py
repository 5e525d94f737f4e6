"""Slogans: names that no measure has: metaphors, attitudes, aims and effects (筑牢绿色屏障, 冲锋在前, 力争零事故, 满意度提升).

`data/slogans.tsv` has a kind a row. The slogan that names an operation, a rule or a project (“春风送暖”行动) is none.
"""

import re
from collections.abc import Sequence
from functools import cache

from summarizer.models import Span
from summarizer.resources import table
from summarizer.scanning.cues import Cues
from summarizer.scanning.grounding import bare

_NAMES = re.compile(
    "[”」』\"'’]{1,2}(?:主题|专项|系列|志愿|品牌|[\u4e00-\u9fff]{2})?"
    "(?:活动|行动|工程|机制|制度|工作法|模式|计划|项目|平台|热线|服务|竞赛|队|小组|专班|岗|基金)"
)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row[0], re.compile(row[1])) for row in table("slogans"))


@cache
def _cues() -> Cues:
    return Cues([pattern for _, pattern in _patterns()])


def slogan_kind(name: str) -> str | None:
    """The kind of slogan that a name is: metaphor, attitude, aim or effect; None for one that may be a measure."""
    words = bare(name)
    likely = (_patterns()[index] for index in _cues().matching(words))
    return next((kind for kind, pattern in likely if pattern.search(words)), None)


def names_operation(folded: str, spans: Sequence[Span]) -> bool:
    """Whether a place of a name is quoted before the word for what it names: “亮党徽、作表率”活动."""
    return any(_NAMES.match(folded, span.end) for span in spans)
