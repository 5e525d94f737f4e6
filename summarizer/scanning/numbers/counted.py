"""Counted: rules for numbers that are figures although their words are names elsewhere.

halves    病床一半空置 · 过半企业
lines     公交线路计有23线 · 海南、云南两线       三线城市 is a rank
places    河北、山东、河南三地
casualties  一死两伤 · 3死17伤
"""

from decimal import Decimal

from summarizer.models import Role
from summarizer.resources import lazy_pattern
from summarizer.scanning.numbers.quantities import Quantity
from summarizer.scanning.numbers.surroundings import Context
from summarizer.scanning.segments import start_near

_HALF = Decimal("0.5")
_MEMBERS, _FEWEST, _MOST = lazy_pattern("[、和与及]"), 3, 40
_LINES_BEFORE = lazy_pattern(
    r"(?:计有|共有?|[^没]有|[包内]?含|包括|达|增至|增加到|新[增辟开]|[客货]运|[公客]车|路的|道的)\s?\Z"
)
_LINED_AFTER = lazy_pattern("[城地市品工岗医阵员]")
_CASUALTIES = "死伤"
_DEAD, _HURT = lazy_pattern("死(?!角|亡|刑|结|守|命|缓)"), lazy_pattern("伤(?!害|残|亡|员|心|感|情|痕|口)")
_PAIRED_AFTER, _PAIRED_BEFORE = (
    lazy_pattern("死[零一二两三四五六七八九十\\d]+伤"),
    lazy_pattern("[零一二两三四五六七八九十\\d]死\\Z"),
)


def half(quantity: Quantity, context: Context) -> Role | None:
    """病床一半空置, 不到半数; 另一半 is a spouse."""
    is_half = quantity.value == _HALF and context.word(quantity) in {"一", "半"}
    return "figure" if is_half and not context.before(quantity, 1).endswith("另") else None


def in_common(quantity: Quantity, context: Context) -> Role | None:
    """云南、海南两线, 公交线路计有23线, 沪苏浙三地: counted, where a list before has as many; 三线城市 and 3线地铁 are not."""
    if quantity.ordinal or quantity.value is None:
        return None
    start = start_near(context.folded, "clause", quantity.start, 60)
    members = len(_MEMBERS.findall(context.folded, start, quantity.start)) + 1
    if quantity.unit == "地":
        return "figure" if quantity.arabic or _FEWEST <= quantity.value <= _MOST else "name"
    if members > 1 and members == quantity.value:
        return "figure"
    lines = quantity.arabic and not _LINED_AFTER.match(context.folded, quantity.end)
    return "figure" if lines and _LINES_BEFORE.search(context.before(quantity, 8)) else None


def dead_and_hurt(quantity: Quantity, context: Context) -> Role | None:
    """一死两伤, 3死17伤; but 两伤 alone is none."""
    if context.folded[quantity.end : quantity.end + 1] not in _CASUALTIES:
        return None
    dead = _PAIRED_AFTER.match(context.folded, quantity.end)
    hurt = _HURT.match(context.folded, quantity.end) and _PAIRED_BEFORE.search(context.before(quantity))
    alone = quantity.arabic and (_DEAD.match(context.folded, quantity.end) or _HURT.match(context.folded, quantity.end))
    return "figure" if dead or hurt or alone else None
