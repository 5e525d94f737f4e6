"""Local names: rules for numbers in the names of places that no list has, and of programmes that are named by a time or a way.

places       八面河村 · 七里河 · 三道沟        三条河 are counted
programmes   一刻钟便民生活圈 · 15分钟医疗服务圈
"""

from summarizer.models import Role
from summarizer.resources import lazy_pattern
from summarizer.scanning.numbers.quantities import Quantity
from summarizer.scanning.numbers.surroundings import Context

_CIRCLE = lazy_pattern(
    "[\u4e00-\u9fff]{0,8}(?:生活|服务|健身|医疗|救援|急救|就业|养老|文化|阅读|消费|交通|通勤|经济|都市|救助)圈"
)
_LONGEST_CIRCLE = 11
NAMING_UNITS = frozenset("面里家道片块间座方台棵岔眼口股节丈门角")
_TERRAIN = lazy_pattern(
    "[河沟山湾岔台店渠堡桥井泉坡岭溪屯庄坪寨塘垭坝沙滩关峰洞林营集铺渡港湖洲](?:子|头)?(?:村|镇|乡|街道|社区|路|市|县|水库|屯|组|收费站|大桥|隧道)"
    "|(?<=里)[河沟湾店堡桥坡屯庄铺塘渡营](?![水道面岸])"
)


def local_name(quantity: Quantity, context: Context) -> Role | None:
    """八面河村, 七里河, 三道沟: places too small for the list of places; 三条河 are counted."""
    if quantity.qualifier or quantity.value is None:
        return None
    return "name" if _TERRAIN.match(context.folded, quantity.end) else None


def circle(quantity: Quantity, context: Context) -> Role | None:
    """一刻钟便民生活圈, 15分钟医疗服务圈: programmes, named by a time or a way."""
    folded, end = context.folded, quantity.end
    return "name" if "圈" in folded[end : end + _LONGEST_CIRCLE] and _CIRCLE.match(folded, end) else None
