"""Numbered things: rules for numbers that name one of several things of a page, a street or an estate.

signs      14#楼 · 1#、2#机组
parts      材料4 · 专题三：乡村振兴 · 活动一：猜灯谜 · 根据资料2
roads      中正路一段 · 大同路三段28号       修复三段河堤
slogans    决战决胜2020 · 你好，2025
quoted     发生率降至“0” · 满意率为“100%”
"""

from summarizer.models import Role
from summarizer.resources import lazy_pattern
from summarizer.scanning.numbers.quantities import Quantity
from summarizer.scanning.numbers.surroundings import Context

_SIGN = lazy_pattern(r"#(?![0-9A-Za-z#])")
_PARTS = "材料|资料|专题|活动|模块|任务|项目|板块|环节|主题|课题|步骤|场景|镜头|实验|案例|个案|实例|示例|问题|亮点|举措|经验|篇目|链接|方案|议题|关键词|看点|变化|故事|附?[图表]|附件"
PART_ENDS = "".join(word[-1] for word in _PARTS.split("|")) + "图表"
_MOST_PARTS = 30
_AT_HEAD = lazy_pattern(rf"(?:\A|[\n。;；!！?？])[ #*>【\[]{{0,8}}(?:[\u4e00-\u9fff]{{0,3}})(?:{_PARTS})\s?\Z")
_HEAD_END = lazy_pattern(r"[】\]*#]{0,3}\s*(?:\n|\Z)|[】\]]?\s?[:：]|[ ·][\u4e00-\u9fff]")
_CITED = lazy_pattern(
    r"(?:根据|阅读|结合|给定|依据|参照|参考|见|由|从)[“\"]?(?:给定)?(?:材料|资料|案例|附?[图表]|附件)\s?\Z"
)
_CITED_END = lazy_pattern(r"[”\",，。;；:：和与至到、中里的~-]|\s|\Z")
_ROAD, _SECTION = (
    lazy_pattern(r"(?:(?<![道公马线铁])[路街]|大道)\s?\Z"),
    lazy_pattern(r"\s?段(?!落|时)(?=\s?[\d一二三四五六七八九十]|[,，、。;；)）\s]|\Z)"),
)
_ROUTE, _ROUTE_BEFORE = (
    lazy_pattern(r"\s?[路线](?![口段面边灯])"),
    lazy_pattern(
        r"(?:公交车?|巴士|电车|乘坐?|换乘|转乘?|乘车|车次|班线|专线|线路)[:：]?\s?(?:(?:[A-Z]?\d{1,4}[路线]?[、,，和与/及至到]\s?){0,5})\Z"
    ),
)
_SLOGAN = lazy_pattern(
    "(?:决战|决胜|展望|遇见|奋进|奋战|你好[,，]?|再见[,，]?|聚焦|回眸|回顾|盘点|告别|迎战|冲刺|相约|拥抱|迎接|致敬|记忆|印象|见证|点亮|感动|出彩|全景|关注|走过|跨越|喜迎|直通|两会|梦想|挑战|预见|欢度|筑梦)"
    r"[“\"]?\Z"
)
_SLOGAN_END = lazy_pattern(r"[”\",，。;；!！?？、:：)）—-]|\s|\Z")
_CONTEST = lazy_pattern(
    "级?(?:自由泳|仰泳|蛙泳|蝶泳|混合泳|个人混合|接力|短跑|赛跑|跨栏|栏(?!杆|目|位)|障碍(?=赛|跑|决|预)|决赛|预赛|半决赛|气步枪|气手枪|步枪|手枪|跳台|跳板|台决赛|板决赛|冠军|飞人|速滑|竞走)|级(?=[比决冠金银铜、])"
)
_YEAR_MONTH = lazy_pattern(r"(?:19[5-9]|20[0-4])\d\.(?:0?[1-9]|1[0-2])")
_TIMES = lazy_pattern("时间|日期|年月|起止|工期|出生|任期|学历|简历|聘期|有效期")
_QUOTED = lazy_pattern(r"\d+(?:\.\d+)?%?[”」』\"]")
_LEVEL = lazy_pattern(
    r"(?:(?:[降升增减涨跌缩压达控][^\s,，。;；]{0,4}[至到为在]|(?:[率数量额比例值]|事故|案件|投诉|发案|死亡|伤亡|感染|病例|污染|排放|违规|差错)[^,，。;；“「『\"]{0,6}[为达至到是]|保持|均为|实现了?))"
    r"[“「『\"]\Z"
)


def sign(quantity: Quantity, context: Context) -> Role | None:
    """14#楼, 1#、2#机组."""
    plain = context.word(quantity).isdigit() and quantity.unit is None and len(context.word(quantity)) < 4
    return "ordinal" if plain and _SIGN.match(context.folded, quantity.number_end) else None


def part(quantity: Quantity, context: Context) -> Role | None:
    """材料4, 专题三：…, 根据资料2: the heads of parts and what cites them."""
    if quantity.value is None or not 0 < quantity.value <= _MOST_PARTS or quantity.qualifier or quantity.unit:
        return None
    folded, end, before = context.folded, quantity.end, context.before(quantity, 20)
    headed = _AT_HEAD.search(before) and _HEAD_END.match(folded, end)
    return "ordinal" if headed or (_CITED.search(before) and _CITED_END.match(folded, end)) else None


def road_section(quantity: Quantity, context: Context) -> Role | None:
    """中正路一段, 大同路三段28号: 修复道路三段 has no number or mark after it."""
    small = (
        context.word(quantity) != "两"
        and quantity.value is not None
        and 0 < quantity.value < 10
        and not quantity.qualifier
    )
    named = small and _ROAD.search(context.before(quantity, 2)) and _SECTION.match(context.folded, quantity.number_end)
    return "ordinal" if named else None


def route(quantity: Quantity, context: Context) -> Role | None:
    """公交12路, 换乘3路、5路: lines of buses."""
    plain = context.word(quantity).isdigit() and not quantity.qualifier and quantity.unit in {None, "路", "线"}
    lined = plain and _ROUTE.match(context.folded, quantity.number_end)
    return "name" if lined and _ROUTE_BEFORE.search(context.before(quantity, 40)) else None


def slogan_year(quantity: Quantity, context: Context) -> Role | None:
    """决战决胜2020, 展望2025: the year of a campaign."""
    word = context.word(quantity)
    if len(word) != 4 or word[:2] not in {"19", "20"} or quantity.qualifier or quantity.unit:
        return None
    named = _SLOGAN.search(context.before(quantity, 5)) and _SLOGAN_END.match(context.folded, quantity.end)
    return "date" if named else None


def quoted_level(quantity: Quantity, context: Context) -> Role | None:
    """发生率降至“0”: a quoted number that a rate or count has come to; 命名为“110” is a name."""
    level = _QUOTED.match(context.folded, quantity.number_start) and _LEVEL.search(context.before(quantity, 18))
    return "figure" if level else None


def contest(quantity: Quantity, context: Context) -> Role | None:
    """男子100米决赛, 400米自由泳, 60公斤级: names of contests."""
    return "name" if not quantity.qualifier and _CONTEST.match(context.folded, quantity.end) else None


def year_month(quantity: Quantity, context: Context) -> Role | None:
    """开工时间 … 2011.8: a year and month in rows whose heads, or the words right before, tell of times."""
    if quantity.unit or quantity.qualifier or not _YEAR_MONTH.fullmatch(context.word(quantity)):
        return None
    return "date" if _TIMES.search(context.before(quantity, 400)) else None
