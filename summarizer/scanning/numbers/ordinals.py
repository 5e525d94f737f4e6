"""Ordinals: rules for numbers that say which, not how many.

    articles     第 1 2 条                 parts of a law whose digits are set apart
    sessions     人大三次会议 · 二次全会     召开三次会议 counts them
    groups       黑城村四组 · 光明村3社      groups of a village
    dwellings    5栋2单元301室
    outlines     2.2本项目 · 1.1户均         numbers of a heading
    weekdays     周三晚 · 星期五
    years        2025全县招商推介会 · 公元618年 · 十周年
    kinds        一类新药 · 二轮延包

Each rule returns a role or None, as in `roles`, whose `RULES` lists the quantities that each applies to.
"""

import re

from summarizer.models import Role
from summarizer.scanning.numbers import units
from summarizer.scanning.numbers.quantities import Quantity
from summarizer.scanning.numbers.surroundings import Context

_HAN = "\u4e00-\u9fff"
_APART = re.compile(r"第[ \d]{1,6}\Z")
_SESSION = re.compile("(?:全会|全体(?:会议|大会))")
_MEETING = re.compile("(?:常务|常委|扩大|主席团|代表|理事)?(?:会议|大会|例会)")
_BODY = re.compile(
    "(?:届|人大|政协|党代会|代表大会|委员会|常委会|省委|市委|县委|区委|理事会|妇代会|职代会)(?:常委会|常务会|会)?\\Z"
)
_MANY = re.compile("(?:召开|举行|共|了|开了?|先后|累计|组织|的)\\Z")
_VILLAGE = re.compile("(?<![全各每该本我行农])(?:村|社区|屯|寨|队)\\Z")
_GROUP = re.compile("[组社队](?!织|会|建|员|长|合|成|区|团|工|保|伍|友|形|列)")
_DWELLING_AFTER, _DWELLING_BEFORE = (
    re.compile(r"\s?\d{1,4}(?:号?楼|单元|室|栋|幢|座|门)|\s?\d{3,4}(?![\d.,亿万\u4e00-\u9fff])|-\d"),
    re.compile(r"\d(?:号楼|栋|幢|座|单元|楼|号)\s?\Z"),
)
_LINE_HEAD = re.compile(r"(?:\A|\n)[ #*>]{0,8}\Z")
_OUTLINE_TAIL = re.compile(rf" ?[{_HAN}《“\"]")
_OUTLINE = re.compile(r"[1-9]\d?\.[1-9]\d?")
_WEEK = re.compile(r"(?<![一二两三四五六七八九十几数\d])(?:周|星期|礼拜)\Z")
_EVENT = re.compile(
    "年|全[国省市县区州球]|中国|世界|国际|亚洲|[本我]?[省市县区]|第[一二三四五六七八九十\\d]|届|[春夏秋冬]季|高考|中考|赛季|款|版(?!本数)|新年|春节|元旦|国庆|国考|省考|校招|届毕业"
)
_EVENT_AHEAD = re.compile(
    '[^\\d,，。;；\\s“”"]{1,14}(?:论坛|大会|峰会|博览会|推介会|洽谈会|展会|展览|[联大决锦竞选]赛|锦标赛|公开赛|[^水纸酒茶一]杯|文化节|旅游节|艺术节|音乐节'
    "|年会|嘉年华|排行榜|赛季|财年|拉力赛|白皮书|马拉松)"
)
_MORE_YEARS = re.compile(r"[、和与及至到-](?:19|20)\d\d(?![\d.])")  # 2023、2024年
_OPENING = re.compile(r"(?:\A|[\n\s,，。;；:：、!！?？《“\"'(（【\[|])\Z")
_HEADED, _LINE_END = (
    re.compile("(?:公报|报告|年鉴|年报|概况|统计|计划|总结|公告|要点|日历) \\Z"),
    re.compile(r"\s*(?:\n|\Z)"),
)
_WORD = re.compile(f"[{_HAN}]")
_CHRISTIAN = re.compile("公元前?\\Z")
_GREAT_PLAN = re.compile("大计|古城|古都|古镇|古村|古树|老店|名校|变局|未有|奋斗|目标|梦想|基业")
_GRADED = re.compile(
    "新药|疫苗|医疗器械|水源|水体|水质|工业用地|居住用地|事业单位|费区|公益|院校|土地|延包|承包|响应|保护(?:区|动物|植物)"
)
_AVERAGED = re.compile("(?:滑动|移动)平均")
_FIRST_YEAR, _LAST_YEAR = 1949, 2049


def apart(quantity: Quantity, context: Context) -> Role | None:
    """第 1 2 条: digits that white space parts."""
    return "ordinal" if _APART.search(context.before(quantity, 8)) else None


def session(quantity: Quantity, context: Context) -> Role | None:
    """人大三次会议, 二次全会; 召开三次会议 is a count."""
    before, folded = context.before(quantity, 10), context.folded
    if _MANY.search(before):
        return None
    plenary = _SESSION.match(folded, quantity.end) and not quantity.arabic
    return "ordinal" if plenary or (_MEETING.match(folded, quantity.end) and _BODY.search(before)) else None


def village_group(quantity: Quantity, context: Context) -> Role | None:
    """黑城村四组73人, 光明村3社."""
    if quantity.value is None or quantity.value > 40 or not _VILLAGE.search(context.before(quantity, 3)):
        return None
    group = quantity.unit in {"组", "队"} or (quantity.unit is None and _GROUP.match(context.folded, quantity.end))
    return "ordinal" if group else None


def dwelling(quantity: Quantity, context: Context) -> Role | None:
    """5栋2单元301室: 建成5栋 counts them."""
    if quantity.unit in {"栋", "幢", "座"}:
        return "ordinal" if _DWELLING_AFTER.match(context.folded, quantity.end) else None
    before = context.before(quantity, 6)
    return "ordinal" if quantity.unit is None and _DWELLING_BEFORE.search(before) else None


def outline(quantity: Quantity, context: Context) -> Role | None:
    """2.2本项目, 1.1户均, 2.3.1 at the head of a line; half a book is not counted."""
    word = context.word(quantity)
    if units.kind(quantity.unit) not in {None, "count"} or quantity.qualifier:
        return None
    if not _OUTLINE.fullmatch(word) or not _LINE_HEAD.search(context.before(quantity, 10)):
        return None
    after = context.folded[quantity.number_end : quantity.number_end + 2]
    return "ordinal" if _OUTLINE_TAIL.match(after) or after[:1] == "." else None


def weekday(quantity: Quantity, context: Context) -> Role | None:
    """周三晚, 星期五; 每周三次 is a count."""
    is_day = context.word(quantity) in {"一", "二", "三", "四", "五", "六"}
    return (
        "date"
        if is_day and quantity.unit in {None, "晚", "夜", "盘"} and _WEEK.search(context.before(quantity, 3))
        else None
    )


def school_year(quantity: Quantity, context: Context) -> Role | None:
    """112学年度, 2024学年: of any calendar."""
    return "date" if context.folded.startswith("学年", quantity.end) else None


def year(quantity: Quantity, context: Context) -> Role | None:
    """2025全县招商推介会: a year without its 年, at the head of a phrase or before the words of an event."""
    word, folded = context.word(quantity), context.folded
    if len(word) != 4 or not word.isdigit() or not _FIRST_YEAR <= int(word) <= _LAST_YEAR or quantity.qualifier:
        return None
    before = context.before(quantity, 6)
    if _HEADED.search(before) and _LINE_END.match(folded, quantity.end):
        return "date"
    opens = int(word) % 100 and _OPENING.search(before) and _WORD.match(folded, quantity.end)
    ahead = (_EVENT, _EVENT_AHEAD, _MORE_YEARS)
    named = any(pattern.match(folded, quantity.end) for pattern in ahead)
    return "date" if opens or named else None


def long_ago(quantity: Quantity, context: Context) -> Role | None:
    """公元618年, 21世纪, 十周年, 千年大计: times, not lengths of time."""
    if quantity.unit in {"周年", "世纪"}:
        return "date"
    if quantity.unit == "年" and _CHRISTIAN.search(context.before(quantity, 4)):
        return "date"
    if quantity.unit == "年" and _GREAT_PLAN.match(context.folded, quantity.end) and not quantity.arabic:
        return "name"
    return "name" if _AVERAGED.match(context.folded, quantity.end) else None


def graded(quantity: Quantity, context: Context) -> Role | None:
    """一类新药, 二轮延包; 三类人员 are counted."""
    few = quantity.unit in {"类", "轮", "级"} and context.word(quantity) in {"一", "二", "三", "四"}
    return "ordinal" if few and _GRADED.match(context.folded, quantity.end) else None
