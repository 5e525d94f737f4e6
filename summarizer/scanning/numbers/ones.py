"""One: where 一 with a classifier is counted, and where it only names a thing.

Counted:

    石河村2例、山口村一例               in a list with a number of the same unit
    一所小学一所中学 · 一人重伤两人轻伤   one after another
    枪支一支、子弹30发                 the end of a list's member, as the next number is
    一名工人坠落 · 发生一起火灾          an incident, or a verb that counts
    一千瓦机组 · 一吨粮                 a measure

Names:

    一名党员 · 一个中心、两个基本点
"""

import re
from functools import cache

from summarizer.models import Role
from summarizer.resources import lazy_pattern
from summarizer.scanning.numbers import units
from summarizer.scanning.numbers.quantities import Quantity
from summarizer.scanning.numbers.surroundings import Context
from summarizer.scanning.segments import end_near, start_near

PROGRAMME = lazy_pattern("行动|规划|计划|工程|项目|攻坚|建设|方案|纲要")
# Several of one kind form one of another: 每10户编成一个小组, 3-5人组成一支队伍.
_SHARED_OUT = lazy_pattern(
    r"[\d二三四五六七八九十百](?![月日号])[^,，。；;\n]{1,10}(?:组成|编成|编为|划为|划分为|合为|结成|设立?|配备?|推选|选派)\Z"
)
_COUNTED = frozenset("人例起名户宗艘辆架头只具枚")  # what incidents happen to
# Where these are one, the text seldom counts: 一个中心, 一条主线, 一种方式.
_RHETORIC = frozenset("个种次项条张本把件批步套股片份部面场类层道组块口段串群句阵轮点位门")
_WORDS_OF_MEASURE = frozenset("度里节方两担码升安尺寸丈")
_COUNTS = lazy_pattern(
    "(?:新增|增加|仅有?|只有?|共|(?<![作成身认称])为|发生|另有|造成|导致|致|查获|抓获|破获|确诊|收治|解救|救出|死亡|受伤|失踪|各)了?\\Z"
)
_ANY = lazy_pattern("(?:最后|每|任何|任意|某|哪|那|这|同|再)\\Z")  # 最后一名被困人员
_INCIDENT = lazy_pattern(
    "死亡|身亡|遇难|受伤|失踪|失联|确诊|感染|查获|抓获|获救|溺水|溺亡|中毒|坠落|坠亡|坠楼|被困|落水|触电|窒息|烧伤|重伤|轻伤|牺牲"
    "|殉职|遇险|脱险|被埋|落网|归案|到案|被捕|被判|被拘|被控|失火|倒塌|沉没|翻覆|病亡|治愈|痊愈|死(?!角)|伤(?!害|心|感)"
)
_NUMERAL = r"(?:(?<!第)\d+|(?<![第一二两三四五六七八九十百千万])(?:[二两三四五六七八九十百千万]|一[十百千万])[一二两三四五六七八九十百千万]*)"
_ONE = r"(?<![第每同某任之唯统单万])一"
# Members of a list that end in their numbers: 枪支一支、子弹30发.
_ITEM_BEFORE = lazy_pattern(rf"{_NUMERAL}[\u4e00-\u9fff]{{1,2}}[、,，和及][^\d、,，。;；\n]{{2,8}}\Z")
_ITEM_AFTER = lazy_pattern(
    rf"[、,，和及][^\d、,，。;；\n二两三四五六七八九十]{{2,8}}{_NUMERAL}[\u4e00-\u9fff]{{1,2}}(?:[、,，。;；和及\n]|\Z)"
)
_LAST = lazy_pattern(r"[、,，。;；和及\n]|\Z")
_NAMED_TIME = frozenset("一每同某有这那新第的头")
_OTHER_TIME = frozenset("上下前后本")
# 三千一个月, 五块一斤: of how many units a price is, no figure.
_PRICED = frozenset("十百千万亿元块角毛钱多")


def single(quantity: Quantity, context: Context) -> Role | None:
    """一名党员, 一张网 name things; 一人死亡, 2例、一例, 一千瓦 and 每10户编成一个小组 are counted."""
    if context.word(quantity) != "一" or quantity.qualifier or quantity.value != 1:
        return None
    kind = units.kind(quantity.unit)
    if kind == "share":
        return None
    priced = context.before(quantity, 1) in _PRICED
    if kind == "time" and not priced:
        return _of_time(quantity, context)
    if kind == "measure" and not priced:
        return "name" if quantity.unit in _WORDS_OF_MEASURE else "figure"
    if kind != "count" or quantity.unit is None or priced:
        return "name"
    shared_out = _SHARED_OUT.search(context.before(quantity, 24))
    any_one = _ANY.search(context.before(quantity, 2))
    counted = quantity.unit in _COUNTED and not any_one and _in_incident(quantity, context)
    return "figure" if shared_out or counted or _is_listed(quantity, context) else "name"


def event(quantity: Quantity, context: Context) -> Role | None:
    """发生一起火灾; 一起 is a word elsewhere."""
    is_one = context.word(quantity) == "一" and not quantity.ordinal
    return "figure" if is_one and _COUNTS.search(context.before(quantity, 4)) else None


def _of_time(quantity: Quantity, context: Context) -> Role:
    """用时一天 is measured; 每一天, 不平凡的一年 are words, 上一年度 a date."""
    before, after = context.before(quantity, 1), context.after(quantity, 3)
    if before in _OTHER_TIME:
        return "date"
    return "name" if before in _NAMED_TIME or after[:1] == "一" or PROGRAMME.match(after) else "figure"


def _in_incident(quantity: Quantity, context: Context) -> bool:
    """发生一起火灾, 一名工人坠落, 致一人死亡."""
    if _COUNTS.search(context.before(quantity, 4)):
        return True
    folded = context.folded
    end = end_near(folded, "clause", quantity.end, 10)
    return quantity.unit != "起" and _INCIDENT.search(folded, quantity.end, end) is not None


def _is_listed(quantity: Quantity, context: Context) -> bool:
    """2例、山口村一例: a number of the same unit is the next in a list; of words of rhetoric, one in Arabic digits."""
    folded = context.folded
    start = start_near(folded, "sentence", quantity.start, 24)
    end = end_near(folded, "sentence", quantity.end, 24)
    before, after = _neighbours(quantity.unit or "", rhetoric=quantity.unit in _RHETORIC)
    if before.search(folded, start, quantity.start) or after.match(folded, quantity.end, end):
        return True
    if quantity.unit in _RHETORIC or not _LAST.match(folded, quantity.end):
        return False
    item_before = _ITEM_BEFORE.search(folded, start, quantity.start)
    return item_before is not None or _ITEM_AFTER.match(folded, quantity.end, end) is not None


@cache
def _neighbours(unit: str, *, rhetoric: bool) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What a number of the same unit looks like before a member of a list, and after it."""
    number = r"(?<![第\d])\d{1,9}" if rhetoric else f"(?:{_NUMERAL}|{_ONE})"
    other = f"{number}[余多]?{re.escape(unit)}"
    between = r"[^\d、,，和与及]{0,8}[、和与及][^\d、]{0,8}"
    if not rhetoric:
        between = r"(?:[^\d、,，和与及]{0,8}[、,，和与及][^\d、,，]{0,8}|[^\d、,，]{0,4})"
    return re.compile(rf"{other}{between}\Z"), re.compile(f"{between}{other}")
