"""Ordinals: rules for numbers that say which, not how many.

    articles     第 1 2 条                 parts of a law whose digits are set apart
    sessions     人大三次会议 · 二次全会     召开三次会议 counts them
    groups       黑城村四组 · 光明村3社      groups of a village
    dwellings    5栋2单元301室
    outlines     2.2本项目 · 1.1户均         numbers of a heading
    weekdays     周三晚 · 星期五
    years        2025全县招商推介会 · 公元618年 · 十周年
    kinds        一类新药 · 二轮延包 · 5A级景区
    sectors      一产 · 一二三产
    in pictures  右一 · 前排左二
    schools      大二学生 · 高三毕业班
    plenums      五中全会
    times        过去一年 · 这一年 · 第二天

Each rule returns a role or None, as in `roles`, whose `RULES` lists the quantities that each applies to.
"""

from summarizer.models import Role
from summarizer.resources import lazy_pattern
from summarizer.scanning.numbers import units
from summarizer.scanning.numbers.quantities import Quantity
from summarizer.scanning.numbers.surroundings import Context

_HAN = "\u4e00-\u9fff"
_APART = lazy_pattern(r"第[ \d]{1,6}\Z")
_SESSION = lazy_pattern("(?:全会|全体(?:会议|大会))")
_MEETING = lazy_pattern("(?:常务|常委|扩大|主席团|代表|理事)?(?:会议|大会|例会)")
_BODY = lazy_pattern(
    "(?:届|人大|政协|党代会|代表大会|委员会|常委会|省委|市委|县委|区委|理事会|妇代会|职代会)(?:常委会|常务会|会)?\\Z"
)
_MANY = lazy_pattern("(?:召开|举行|共|了|开了?|先后|累计|组织|的)\\Z")
_VILLAGE = lazy_pattern("(?<![全各每该本我行农])(?:村|社区|屯|寨|队)\\Z")
_GROUP = lazy_pattern("[组社队](?!织|会|建|员|长|合|成|区|团|工|保|伍|友|形|列)")
_DWELLING_AFTER, _DWELLING_BEFORE = (
    lazy_pattern(r"\s?\d{1,4}(?:号?楼|单元|室|栋|幢|座|门)|\s?\d{3,4}(?![\d.,亿万\u4e00-\u9fff])|-\d"),
    lazy_pattern(r"\d(?:号楼|栋|幢|座|单元|楼|号)\s?\Z"),
)
_LINE_HEAD = lazy_pattern(r"(?:\A|\n)[ #*>]{0,8}\Z")
_OUTLINE_TAIL = lazy_pattern(rf" ?[{_HAN}《“\"]")
_OUTLINE = lazy_pattern(r"[1-9]\d?\.[1-9]\d?")
_WEEK = lazy_pattern(r"(?<![一二两三四五六七八九十几数\d])(?:周|星期|礼拜)\Z")
_EVENT = lazy_pattern(
    "年|全[国省市县区州球]|中国|世界|国际|亚洲|[本我]?[省市县区]|第[一二三四五六七八九十\\d]|届|[春夏秋冬]季|高考|中考|赛季|款|版(?!本数)|新年|春节|元旦|国庆|国考|省考|校招|届毕业|远景|十大|十佳|百[强佳]"
)
_EVENT_AHEAD = lazy_pattern(
    '[^\\d,，。;；\\s“”"]{1,14}(?:论坛|大会|峰会|博览会|推介会|洽谈会|展会|展览|[联大决锦竞选]赛|锦标赛|公开赛|[^水纸酒茶一]杯|文化节|旅游节|艺术节|音乐节'
    "|年会|嘉年华|排行榜|赛季|财年|拉力赛|白皮书|马拉松)"
)
_MORE_YEARS = lazy_pattern(r"[、和与及至到-](?:19|20)\d\d(?![\d.])")  # 2023、2024年
_OPENING = lazy_pattern(r"(?:\A|[\n\s,，。;；:：、!！?？《“\"'(（【\[|])\Z")
_HEADED, _LINE_END = (
    lazy_pattern("(?:公报|报告|年鉴|年报|概况|统计|计划|总结|公告|要点|日历) \\Z"),
    lazy_pattern(r"\s*(?:\n|\Z)"),
)
_WORD = lazy_pattern(f"[{_HAN}]")
_CHRISTIAN = lazy_pattern("公元前?\\Z")
_GREAT_PLAN = lazy_pattern("大计|古城|古都|古镇|古村|古树|老店|名校|变局|未有|奋斗|目标|梦想|基业")
_GRADED = lazy_pattern(
    "新药|疫苗|医疗器械|水源|水体|水质|工业用地|居住用地|事业单位|费区|公益|院校|土地|延包|承包|响应|保护(?:区|动物|植物)"
)
_AVERAGED = lazy_pattern("(?:滑动|移动)平均")
_CELL_BEFORE, _CELL_AFTER = lazy_pattern(r"[^\d\s.,],\Z"), lazy_pattern(r",(\d{0,4})")
_YEAR_BEFORE = lazy_pattern(r"(?<![\d.,])((?:19|20)\d\d)年?[ \t]{1,3}\Z")
_YEAR_AFTER = lazy_pattern(r"[ \t]{1,3}((?:19|20)\d\d)(?![\d.,%])")
_DIGITS = "一二三四五六七八九"
_SECTORS = {"一", "二", "三", "一二", "二三", "一二三", "1", "2", "3"}
_SECTOR = lazy_pattern("(?:[、和与][二三]){0,2}产(?!业[工链园集基]|[品量值区房权出妇假后前科地生能销供物卵仔下])")
_BESIDE, _BESIDE_END = (
    lazy_pattern("(?:[左右]起?|[前后]排)\\Z"),
    lazy_pattern(r"\s?(?:[)）、,，。:：;；\n和及与]|为|是|\Z)"),
)
_SCHOOL = lazy_pattern("(?<![最强重扩庞巨远伟提增])[大高初研]\\Z")
_SCHOOL_AFTER = lazy_pattern(
    "的?(?:学生|新生|同学|学习|年级|[上下]?学期|女生|男生|毕业|开学|考生|生(?![产活态物长育命意])|班(?!子)|阶段|暑假|寒假|时(?!间|代))"
    "|[、和至到][大高初研][一二三四]|[,，。](?:就读|在读)"
)
_LETTER_GRADE = lazy_pattern("A(?:级|(?=[\u4e00-\u9fff]{0,4}(?:景区|旅游区|企业|信用)))")
_PAST, _THIS = lazy_pattern("过去的?\\Z"), lazy_pattern("(?<![在到])这\\Z")
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


def building(quantity: Quantity, context: Context) -> Role | None:
    """5栋2单元301室: 建成5栋 counts them."""
    return "ordinal" if _DWELLING_AFTER.match(context.folded, quantity.end) else None


def dwelling(quantity: Quantity, context: Context) -> Role | None:
    """301 after 5栋 or 2单元."""
    return "ordinal" if _DWELLING_BEFORE.search(context.before(quantity, 6)) else None


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
    if _is_cell(quantity, context) or _follows_year(quantity, context):
        return "date"
    if _HEADED.search(before) and _LINE_END.match(folded, quantity.end):
        return "date"
    opens = int(word) % 100 and _OPENING.search(before) and _WORD.match(folded, quantity.end)
    ahead = (_EVENT, _EVENT_AHEAD, _MORE_YEARS)
    named = any(pattern.match(folded, quantity.end) for pattern in ahead)
    return "date" if opens or named else None


def _is_cell(quantity: Quantity, context: Context) -> bool:
    """云南省,2026,工作报告: a year between delimiters, with words before it and words or the same year after it."""
    folded, word = context.folded, context.word(quantity)
    if not _CELL_BEFORE.search(context.before(quantity, 3)):
        return False
    after = _CELL_AFTER.match(folded, quantity.end)
    return after is not None and (after[1] in {"", word} or not after[1].isdigit())


def _follows_year(quantity: Quantity, context: Context) -> bool:
    """2023 2022 2021: years in a row, of which one is that before or after the next."""
    word = int(context.word(quantity))
    before, after = _YEAR_BEFORE.search(context.before(quantity, 8)), _YEAR_AFTER.match(context.folded, quantity.end)
    beside = [int(match[1]) for match in (before, after) if match]
    return bool(beside) and all(abs(other - word) == 1 for other in beside)


def sector(quantity: Quantity, context: Context) -> Role | None:
    """一产, 一二三产融合; 二产业工人."""
    is_sector = context.word(quantity) in _SECTORS and _SECTOR.match(context.folded, quantity.number_end)
    return "ordinal" if is_sector else None


def beside(quantity: Quantity, context: Context) -> Role | None:
    """右一, 左起二, 前排左三: who is where in a picture."""
    few = context.word(quantity) in {*_DIGITS, *"123456789"} and not quantity.ordinal and not quantity.qualifier
    placed = few and _BESIDE.search(context.before(quantity, 3)) and _BESIDE_END.match(context.folded, quantity.end)
    return "ordinal" if placed else None


def class_of_school(quantity: Quantity, context: Context) -> Role | None:
    """大二学生, 高三毕业班, 初一、初二: years of a school."""
    few = context.word(quantity) in {"一", "二", "三", "四"} and quantity.unit is None
    in_school = few and _SCHOOL.search(context.before(quantity, 2))
    return "ordinal" if in_school and _SCHOOL_AFTER.match(context.folded, quantity.end) else None


def letter_grade(quantity: Quantity, context: Context) -> Role | None:
    """5A级景区, 国家4A旅游景区: a grade of A; 4A09 is a code."""
    few = context.word(quantity) in {"2", "3", "4", "5"}
    return "ordinal" if few and _LETTER_GRADE.match(context.folded, quantity.number_end) else None


def plenum(quantity: Quantity, context: Context) -> Role | None:
    """十八届五中全会, 三中全会精神."""
    return "ordinal" if context.folded.startswith("中全会", quantity.number_end) else None


def next_day(quantity: Quantity, context: Context) -> Role | None:
    """第二天，他…: the day after; 会议第二天, 连续第二天 say which."""
    after_that = context.word(quantity) == "二" and quantity.ordinal and _OPENING.search(context.before(quantity, 1))
    return "date" if after_that else None


def past(quantity: Quantity, context: Context) -> Role | None:
    """过去一年, 过去的五年, 这一年: times that end now; 这两天 are counted."""
    before = context.before(quantity, 4)
    passed = quantity.unit in {"年", "个月"} and quantity.qualifier is None and _PAST.search(before)
    this = quantity.unit == "年" and context.word(quantity) == "一" and _THIS.search(before)
    return "date" if passed or this else None


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
