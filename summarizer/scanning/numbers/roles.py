"""Roles: what a number is — figure, date, time, ordinal or name.

The test: does it read as a measured fact about the place? 建立了139个小区的… yes, 五级书记抓… no.
Each rule below and in `labels` looks at one feature and returns a role or None; the first role decides. `RULES`
lists the rules in order, with the digits and units that each applies to. Dates and times are read earlier (see
`dates`); only relative ones are left here.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from summarizer.models import Role
from summarizer.scanning.numbers import labels, units
from summarizer.scanning.numbers.quantities import Quantity
from summarizer.scanning.numbers.surroundings import Context, Spans, context

__all__ = ["Context", "Spans", "context", "role"]

_PROGRAMME = re.compile("行动|规划|计划|工程|项目|攻坚|建设|方案|纲要")
_NAMING_AFTER = re.compile("联动|一体|包保|联防|联户|书记|合一|同堂|走|化(?!解|肥|工)")
# Several of one kind form one of another: 每10户编成一个小组, 3-5人组成一支队伍.
_SHARED_OUT = re.compile(
    r"[\d二三四五六七八九十百](?![月日号])[^,，。；;\n]{1,10}(?:组成|编成|编为|划为|划分为|合为|结成|设立?|配备?|推选|选派)\Z"
)
_INCIDENT = re.compile("死亡|身亡|遇难|受伤|失踪|失联|确诊|感染|查获|抓获|新增|仅有?|只有?|共|为|获救|溺水|中毒")
_RUNNING = re.compile("(?:连续|累计|共|历时|已|举办|开设|开办|分)了?\\Z")
_FORCE_BEFORE, _FORCE_AFTER = (
    re.compile("(?:风力|震级|阵风|发生)[^,，。]{0,3}\\Z"),
    re.compile("大风|阵风|地震|强震|以上|左右"),
)
_VAGUE_WORDS = re.compile("[这那前后近头好十第]\\Z")
_AGO = re.compile("前(?!后|期|来|往|十|\\d)")
_SINCE, _LASTING = re.compile("以?来(?!自|到)"), re.compile("(?:历时|用时|耗时|长达|已有|经过|坚持|至今)\\Z")
_ERA = re.compile(
    "(?:贞观|开元|洪武|永乐|成化|弘治|正德|嘉靖|隆庆|万历|天启|崇祯|顺治|康熙|雍正|乾隆|嘉庆|道光|咸丰|同治|光绪|宣统|民国)\\Z"
)
_DECADE = re.compile("代(?!码|表|理|价)")
_RANKED = re.compile("(?:(?<![以之年月日])前|列|居|排名|排在)\\Z")
_SERIES = re.compile("第[零一二三四五六七八九十百\\d]+(?:[、和至到-][零一二三四五六七八九十百\\d]+)*[、和至到-]\\Z")
_DEAD, _HURT = re.compile("死(?!角|亡|刑|结|守|命|缓)"), re.compile("伤(?!害|残|亡|员|心|感|情|痕|口)")
_PAIRED_AFTER, _PAIRED_BEFORE = (
    re.compile("死[零一二两三四五六七八九十\\d]+伤"),
    re.compile("[零一二两三四五六七八九十\\d]死\\Z"),
)


# 三千一个月, 五块一斤: of how many units a price is, no figure.
_PRICED = frozenset("十百千万亿元块角毛钱多")
_NOT_LISTED = "unit that the table does not list"


def role(quantity: Quantity, context: Context) -> Role:
    """The role of a quantity that is no date, from the first rule that returns one."""
    if quantity.parts:
        return "figure"
    if quantity.says_nothing:
        return "name"
    unit = quantity.unit if quantity.unit is None or quantity.unit in units.units() else _NOT_LISTED
    for rule in _rules_for(quantity.arabic, unit):
        answer = rule(quantity, context)
        if answer is not None:
            return answer
    return "figure" if quantity.unit or quantity.arabic else "name"


def in_place(quantity: Quantity, context: Context) -> Role | None:
    """三河市, 五里堡镇: part of the name of a place."""
    return "name" if context.places.cover(quantity.number_start, quantity.number_end) else None


def in_name(quantity: Quantity, context: Context) -> Role | None:
    """“三个一”, 《关于做好2022年…》: short quotes and titles name things."""
    return "name" if context.quotes.cover(quantity.number_start, quantity.number_end) else None


def relative_time(quantity: Quantity, context: Context) -> Role | None:
    """十年前, 近三年, 一年来, 八九十年代, 雍正十三年: times that no calendar here resolves."""
    if quantity.ordinal:
        return None
    after, before = context.after(quantity, 2), context.before(quantity)
    named = quantity.unit == "年" and (_DECADE.match(after) or _ERA.search(before))
    lately = (
        quantity.unit == "年" and (quantity.qualifier == "近" or _SINCE.match(after)) and not _LASTING.search(before)
    )
    return "date" if named or lately or _AGO.match(after) else None


def doubled(quantity: Quantity, context: Context) -> Role | None:
    """翻一番, 翻了两番; 一番 alone is a word."""
    return "figure" if "翻" in context.before(quantity, 2) else "name"


def dead_and_hurt(quantity: Quantity, context: Context) -> Role | None:
    """一死两伤, 3死17伤; but 两伤 alone is none."""
    dead = _PAIRED_AFTER.match(context.folded, quantity.end)
    hurt = _HURT.match(context.folded, quantity.end) and _PAIRED_BEFORE.search(context.before(quantity))
    alone = quantity.arabic and (_DEAD.match(context.folded, quantity.end) or _HURT.match(context.folded, quantity.end))
    return "figure" if dead or hurt or alone else None


def in_idiom(quantity: Quantity, context: Context) -> Role | None:
    """进一步, 第一时间, 四通八达, 三农, 成千上万: words of the lexicon; but 上千万元, 三年."""
    counted = quantity.qualifier and quantity.unit
    start = quantity.start if quantity.ordinal or counted else quantity.number_start
    end = quantity.end if units.kind(quantity.unit) == "time" else quantity.number_end
    return "name" if context.names.cover(start, end) else None


def ranked(quantity: Quantity, context: Context) -> Role | None:
    """前三名, 位列前10, and the rest of 第一、二、三产业."""
    before = context.before(quantity, 12)
    in_series = "第" in before and not quantity.ordinal and _SERIES.search(before)
    placed = quantity.unit in {"名", "位", None} and quantity.qualifier is None and _RANKED.search(before)
    return "ordinal" if in_series or placed else None


def ordinal(quantity: Quantity, _context: Context) -> Role | None:
    """第一针, 第3批."""
    return "ordinal" if quantity.ordinal else None


def rank(quantity: Quantity, context: Context) -> Role | None:
    """三级医院, 1号楼, 第五届; but 连续5届, 5.8级地震 and 8级大风 are counted or measured."""
    if quantity.unit != "期" and units.kind(quantity.unit) != "rank":
        return None
    running = _RUNNING.search(context.before(quantity, 4))
    if quantity.unit == "期" and (_PROGRAMME.match(context.folded, quantity.end) or not (quantity.arabic or running)):
        return "ordinal"
    if units.kind(quantity.unit) != "rank" or quantity.ordinal or (quantity.value is None and quantity.unit == "级"):
        return None
    if quantity.unit == "线" and not quantity.arabic:
        return "name"
    forced = quantity.unit == "级" and (
        _FORCE_BEFORE.search(context.before(quantity)) or _FORCE_AFTER.match(context.folded, quantity.end)
    )
    return "figure" if forced or running or "." in context.word(quantity) else "ordinal"


def zero(quantity: Quantity, context: Context) -> Role | None:
    """零报告 is a name; 零例 and 病例为零 are figures."""
    if context.word(quantity) not in {"零", "〇"}:
        return None
    counted = quantity.unit is not None or context.before(quantity).endswith("为")
    return "figure" if counted else "name"


def coin(_quantity: Quantity, _context: Context) -> Role | None:
    """三角, 八毛: with a Chinese numeral and no 元 before it, seldom money."""
    return "name"


def scale_alone(quantity: Quantity, context: Context) -> Role | None:
    """近百家, 上万人, 几名, 数轮, 首次突破百亿元; not 百姓, 万家, 数据."""
    if not quantity.scale:
        return None
    if context.word(quantity) in {"几", "数"}:
        counted = units.kind(quantity.unit) in {"count", "measure", "money"}
        return "figure" if counted and not _VAGUE_WORDS.search(context.before(quantity)) else "name"
    return "figure" if quantity.qualifier and (quantity.unit or quantity.qualifier != "数") else "name"


def single(quantity: Quantity, context: Context) -> Role | None:
    """一名党员, 一张网 name things; 一人死亡, and 每10户编成一个小组, are counted."""
    if context.word(quantity) != "一" or quantity.qualifier or quantity.value != 1:
        return None
    kind = units.kind(quantity.unit)
    if kind == "share":
        return None
    before, after = context.before(quantity, 3), context.after(quantity, 3)
    if before[-1:] in _PRICED or (quantity.unit == "分" and after.startswith("钱")):
        return "name"
    if kind == "time":
        repeated = after[:1] == "一" or before[-1:] in {"一", "每", "同", "某", "有", "这", "那", "新", "第"}
        return "name" if repeated or _PROGRAMME.match(after) else "figure"
    if kind == "count" and _SHARED_OUT.search(context.before(quantity, 24)):
        return "figure"
    incident = _INCIDENT.match(after) or _INCIDENT.search(before)
    return "figure" if kind == "count" and quantity.unit in {"人", "例", "起", "名", "户"} and incident else "name"


def plan(quantity: Quantity, context: Context) -> Role | None:
    """三年行动计划, 五级联动, 四位一体: Chinese numerals in the names of programmes."""
    if units.kind(quantity.unit) == "time" and _PROGRAMME.match(context.folded, quantity.end):
        return "name"
    if context.after(quantity, 1) == "一" and quantity.unit == "个":
        return "name"
    return "name" if _NAMING_AFTER.match(context.folded, quantity.end) else None


def without_unit(quantity: Quantity, context: Context) -> Role | None:
    """64余万居民, 约300; 三网 is a name; plain digits before a noun are a figure."""
    word = context.word(quantity)
    if quantity.qualifier or (len(word) > 1 and word[-1] in "百千万亿"):
        return "figure"
    return "figure" if quantity.arabic or "分之" in word else "name"


def _none(unit: str | None) -> bool:
    return unit is None


def _of_time(unit: str | None) -> bool:
    return units.kind(unit) == "time"


class RoleRule(NamedTuple):
    """A rule and the quantities that it applies to: with Arabic digits or without, with certain units; None is any."""

    answer: Callable[[Quantity, Context], Role | None]
    arabic: bool | None = None
    unit: Callable[[str | None], bool] | None = None


RULES = (
    RoleRule(in_place),
    RoleRule(in_name),
    RoleRule(labels.list_head, unit=_none),
    RoleRule(labels.person, arabic=False),
    RoleRule(labels.label, arabic=True, unit=_none),
    RoleRule(labels.milestone, unit=labels.ROAD_UNITS.__contains__),
    RoleRule(labels.hotline, unit=_none),
    RoleRule(relative_time, unit=_of_time),
    RoleRule(doubled, unit={"番"}.__contains__),
    RoleRule(dead_and_hurt, unit=_none),
    RoleRule(ranked),
    RoleRule(rank),
    RoleRule(in_idiom, arabic=False),
    RoleRule(ordinal),
    RoleRule(labels.code, arabic=True),
    RoleRule(labels.named, arabic=True, unit=_none),
    RoleRule(zero, arabic=False),
    RoleRule(coin, arabic=False, unit={"角", "毛"}.__contains__),
    RoleRule(scale_alone, arabic=False),
    RoleRule(single, arabic=False),
    RoleRule(plan, arabic=False),
    RoleRule(without_unit, unit=_none),
)


@cache
def _rules_for(arabic: bool, unit: str | None) -> tuple[Callable[[Quantity, Context], Role | None], ...]:  # noqa: FBT001
    """The rules that apply to a quantity, in order."""
    applicable = (rule for rule in RULES if rule.arabic in {None, arabic} and (rule.unit is None or rule.unit(unit)))
    return tuple(rule.answer for rule in applicable)
