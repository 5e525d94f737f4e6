"""Roles: what a number is — figure, date, time, ordinal or name.

The test: does it read as a measured fact about the place? 建立了139个小区的… yes, 五级书记抓… no.
Each rule below and in `labels`, `addresses`, `numbered`, `organisations`, `headings`, `local_names`, `ordinals`, `ones`,
`counted` and `corrections` looks at one feature and returns a role or None; the first role decides. `RULES` lists the rules
in order, with what each applies to. Dates and times are read earlier (see `dates`); only relative ones are left here.
"""

from string import ascii_letters

from summarizer.models import Role
from summarizer.resources import lazy_pattern
from summarizer.scanning.numbers import (
    addresses,
    counted,
    headings,
    labels,
    local_names,
    numbered,
    ordinals,
    organisations,
    units,
)
from summarizer.scanning.numbers.amounts import BLANK
from summarizer.scanning.numbers.corrections import correction
from summarizer.scanning.numbers.ones import PROGRAMME, event, single
from summarizer.scanning.numbers.quantities import Quantity
from summarizer.scanning.numbers.sieve import RoleRule, sieve
from summarizer.scanning.numbers.surroundings import NAME, PLACE, QUOTE, Context, Spans, context

__all__ = ["Context", "Spans", "context", "role"]

_NAMING_AFTER = lazy_pattern("联动|一体|包保|联防|联户|书记|合一|同堂|走|化(?!解|肥|工)")
_RUNNING = lazy_pattern("(?:连续|累计|共|历时|已|举办|开设|开办|分)了?\\Z")
_FORCE_BEFORE = lazy_pattern("(?:风力|震级|阵风|发生)[^,，。]{0,3}\\Z")
_FORCE_AFTER = lazy_pattern("大风|阵风|地震|强震|以上|左右")
_VAGUE_WORDS = lazy_pattern("[这那前后近头好十第]\\Z")
_AGO = lazy_pattern("前(?!后|期|来|往|十|\\d)")
_SINCE, _LASTING = lazy_pattern("以?来(?!自|到)"), lazy_pattern("(?:历时|用时|耗时|长达|已有|经过|坚持|至今)\\Z")
_ERA = lazy_pattern(
    "(?:贞观|开元|洪武|永乐|成化|弘治|正德|嘉靖|隆庆|万历|天启|崇祯|顺治|康熙|雍正|乾隆|嘉庆|道光|咸丰|同治|光绪|宣统|民国)\\Z"
)
_DECADE = lazy_pattern("代(?!码|表|理|价)")
_RANKED = lazy_pattern("(?:(?<![以之年月日])前|列|居|排名|排在)\\Z")
_REACHED = lazy_pattern("[达到破超过近逾上为至]\\Z")
_SERIES = lazy_pattern("第[零一二三四五六七八九十百\\d]+(?:[、和至到-][零一二三四五六七八九十百\\d]+)*[、和至到-]\\Z")
_SCALE_OF_LEVEL = 10**4  # 2000亿级 tells a size, 三级 a rank


def role(quantity: Quantity, context: Context) -> Role:
    """The role of a quantity that is no date, from the first rule that returns one."""
    if quantity.value is None and (quantity.parts or quantity.says_nothing):
        return "figure" if quantity.parts else "name"
    for answer in _left(quantity, context):
        found = answer(quantity, context)
        if found is not None:
            return found
    return "figure" if quantity.unit or quantity.arabic else "name"


def in_place(quantity: Quantity, context: Context) -> Role | None:
    """三河市, 五里堡镇: part of the name of a place."""
    return "name" if context.places.cover(quantity.number_start, quantity.number_end) else None


def in_name(quantity: Quantity, context: Context) -> Role | None:
    """“三个一”, 《关于做好2022年…》: short quotes and titles name things."""
    return "name" if context.quotes.cover(quantity.number_start, quantity.number_end) else None


def once_in_years(_quantity: Quantity, _context: Context) -> Role | None:
    """百年一遇: measured, though 百年 is a word."""
    return "figure"


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
    """三级医院, 1号楼, 第五届; but 连续5届, 5.8级地震, 8级大风 and 2000亿级 are counted or measured."""
    running = _RUNNING.search(context.before(quantity, 4))
    if quantity.unit == "期" and (PROGRAMME.match(context.folded, quantity.end) or not (quantity.arabic or running)):
        return "ordinal"
    if quantity.unit == "级" and quantity.value is not None and quantity.value >= _SCALE_OF_LEVEL and quantity.arabic:
        return "figure"
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


def plan(quantity: Quantity, context: Context) -> Role | None:
    """三年行动计划, 五级联动, 四位一体: Chinese numerals in the names of programmes."""
    if units.kind(quantity.unit) == "time" and PROGRAMME.match(context.folded, quantity.end):
        return "name"
    if context.after(quantity, 1) == "一" and quantity.unit == "个":
        return "name"
    return "name" if _NAMING_AFTER.match(context.folded, quantity.end) else None


def without_unit(quantity: Quantity, context: Context) -> Role | None:
    """64余万居民, 约300, 产值达万亿; 三网, 万亿国债 are names; plain digits before a noun are a figure."""
    word = context.word(quantity)
    if not quantity.qualifier and not set(word) - set("百千万亿"):
        return "figure" if _REACHED.search(context.before(quantity, 2)) else "name"
    if quantity.qualifier or (len(word) > 1 and word[-1] in "百千万亿"):
        return "figure"
    return "figure" if quantity.arabic or "分之" in word else "name"


def _none(unit: str | None) -> bool:
    return unit is None


def _no_share(unit: str | None) -> bool:
    return units.kind(unit) != "share"


def _of_time(unit: str | None) -> bool:
    return units.kind(unit) == "time"


def _of_rank(unit: str | None) -> bool:
    return unit == "期" or units.kind(unit) == "rank"


RULES = (
    RoleRule(in_place, within=PLACE),
    RoleRule(correction, arabic=True),
    RoleRule(numbered.quoted_level, arabic=True, last='“「『"', following='%”」』"'),
    RoleRule(in_name, within=QUOTE),
    RoleRule(labels.keyed, arabic=True, unit=_none, last="\"':=>" + BLANK, after="\"',;}])&" + BLANK),
    RoleRule(labels.brand, arabic=True, within=NAME),
    RoleRule(ordinals.outline, arabic=True, last="\n #*>", first="123456789"),
    RoleRule(once_in_years, unit={"年一遇"}.__contains__),
    RoleRule(labels.noise_before, arabic=True, last=ascii_letters + " "),
    RoleRule(labels.noise_after, arabic=True, following=" "),
    RoleRule(numbered.sign, arabic=True, unit=_none, following="#"),
    RoleRule(numbered.part, unit=_none, last=numbered.PART_ENDS + BLANK),
    RoleRule(numbered.road_section, unit={"段"}.__contains__),
    RoleRule(numbered.route, arabic=True, following="路线" + BLANK),
    RoleRule(numbered.slogan_year, arabic=True, unit=_none, first="12", after='”",，。;；!！?？、:：)）—-' + BLANK),
    RoleRule(numbered.year_month, arabic=True, unit=_none, first="12"),
    RoleRule(numbered.contest, arabic=True, unit={"米", "公斤", "公里"}.__contains__),
    RoleRule(organisations.grade, first=organisations.GRADES, following="(一二三四五六七八九十0123456789"),
    RoleRule(organisations.school_class, following=")班" + BLANK),
    RoleRule(organisations.brigade, following="大中支分小总" + BLANK),
    RoleRule(organisations.regiment, unit=frozenset("师旅团营连排班").__contains__),
    RoleRule(organisations.team, arabic=False, unit={"队"}.__contains__),
    RoleRule(labels.list_head, unit=_none, last="\n。;；:：”(（,，、" + BLANK, after=")）、.是要抓靠看则来\t"),
    RoleRule(headings.spaced, unit=_none, last="(（" + BLANK, after=")）" + BLANK),
    RoleRule(headings.run_on, unit=_none, following="、.是"),
    RoleRule(labels.person, arabic=False),
    RoleRule(labels.part_of_label, arabic=True, last="图表-." + BLANK),
    RoleRule(labels.label, arabic=True, unit=_none, last="图表例件栏号:：案题务块骤、和及与者本项段" + BLANK),
    RoleRule(labels.document, arabic=True, last="(（[［", following=")）]］"),
    RoleRule(ordinals.apart, arabic=True, last="第 0123456789"),
    RoleRule(ordinals.weekday, arabic=False, last="周期拜"),
    RoleRule(ordinals.long_ago, unit=_of_time),
    RoleRule(ordinals.session, unit={"次"}.__contains__),
    RoleRule(ordinals.village_group, last="村区屯寨队"),
    RoleRule(
        addresses.house,
        arabic=True,
        last="路街巷弄里村庄坊段道同寓园区、至" + BLANK,
        following="支弄巷东西南北门,，;；)）附对旁院至到、-" + BLANK,
    ),
    RoleRule(addresses.room, arabic=True, unit=_none, last="教室楼座栋幢厅馆一二三四五六七八九" + ascii_letters),
    RoleRule(ordinals.building, arabic=True, unit={"栋", "幢", "座"}.__contains__),
    RoleRule(ordinals.dwelling, arabic=True, unit=_none, last="楼栋幢座元号" + BLANK),
    RoleRule(ordinals.sector, unit=_none, first="一二三123", following="、和与产"),
    RoleRule(ordinals.beside, last="左右起排"),
    RoleRule(ordinals.class_of_school, arabic=False, unit=_none, last="大高初研"),
    RoleRule(ordinals.letter_grade, arabic=True, following="A"),
    RoleRule(ordinals.plenum, following="中"),
    RoleRule(ordinals.next_day, arabic=False, unit={"天"}.__contains__),
    RoleRule(ordinals.past, unit=_of_time, last="去的这"),
    RoleRule(labels.large, arabic=False, unit={"大"}.__contains__),
    RoleRule(ordinals.graded, arabic=False, unit={"类", "轮", "级"}.__contains__),
    RoleRule(local_names.local_name, arabic=False, unit=local_names.NAMING_UNITS.__contains__),
    RoleRule(local_names.circle, unit=_of_time),
    RoleRule(labels.milestone, unit=labels.ROAD_UNITS.__contains__),
    RoleRule(labels.hotline, unit=_none, first="19"),
    RoleRule(relative_time, unit=_of_time),
    RoleRule(doubled, unit={"番"}.__contains__),
    RoleRule(counted.dead_and_hurt, unit=_none, after="死伤"),
    RoleRule(counted.half, arabic=False, unit=_none, first="半"),
    RoleRule(counted.half, arabic=False, unit=_none, first="一", following="半"),
    RoleRule(ranked, last="前列居名在、和至到-"),
    RoleRule(counted.in_common, unit={"线", "地"}.__contains__),
    RoleRule(rank, unit=_of_rank),
    RoleRule(event, arabic=False, unit={"起"}.__contains__),
    RoleRule(in_idiom, arabic=False, within=NAME),
    RoleRule(ordinal, ordinal=True),
    RoleRule(labels.ratio, arabic=True, unit=_none, last=":"),
    RoleRule(labels.ratio, arabic=True, unit=_none, after=":"),
    RoleRule(labels.coded, arabic=True, unit=_no_share),
    RoleRule(labels.led_by_zero, arabic=True, unit=_no_share, first="0"),
    RoleRule(labels.screen, arabic=True, unit=_no_share, first="248"),
    RoleRule(labels.identified, arabic=True, unit=_none, last=labels.ID_ENDS),
    RoleRule(labels.goes_on, arabic=True, unit=_none, after=labels.CODED_NEXT),
    RoleRule(labels.named, arabic=True, unit=_none),
    RoleRule(labels.model, arabic=True, unit=_none),
    RoleRule(ordinals.school_year, arabic=True, unit=_none, after="学"),
    RoleRule(ordinals.year, arabic=True, unit=_none, first="12"),
    RoleRule(zero, arabic=False, first="零〇"),
    RoleRule(coin, arabic=False, unit={"角", "毛"}.__contains__),
    RoleRule(scale_alone, arabic=False),
    RoleRule(single, arabic=False, first="一"),
    RoleRule(plan, arabic=False, after="行规计工项攻建方纲一联包书合同走化"),
    RoleRule(without_unit, unit=_none),
)


_left = sieve(RULES)
