"""Organisations: rules for numbers that say which class or brigade, not how many.

grades      高二（九）班 · 初三2班 · 六（1）班
classes     高二九班 · 三年级二班 · 九年级（3）班          全校共有36个班
brigades    刑警支队五大队 · 三中队 · 4支队
troops      二师三团 · 六团七连
teams       生产队和二队                              中、日、韩三队
"""

from summarizer.models import Role
from summarizer.resources import lazy_pattern
from summarizer.scanning.numbers.quantities import Quantity
from summarizer.scanning.numbers.surroundings import Context

_NUMERAL = "[一二三四五六七八九十]{1,3}|[0-9]{1,2}"
_SCHOOL = lazy_pattern("(?<![最强重扩庞巨远伟提增])[高初小大]\\Z")
_CLASS = lazy_pattern(rf"(?:(?:{_NUMERAL})|\((?:{_NUMERAL})\))班(?![子组次车级主])")
GRADES = "一二三四五六七八九123456789"
_BRACKETED_CLASS = lazy_pattern(rf"\((?:{_NUMERAL})\)班(?![子组次车级主])")
_GRADE_BEFORE = lazy_pattern(rf"(?:(?<![提增最])[高初小大](?:{_NUMERAL})|年级|级|专业|系)\(?\s?\Z")
_CLASS_AFTER = lazy_pattern(r"\s?\)?\s?班(?![子组次车])")
_BRIGADE = lazy_pattern(r"\s?(?:[大中支分小]队(?!伍|员)|总队|支部(?!委员会由))")
_MOST_REGIMENTS, _REGIMENT_BEFORE = 400, lazy_pattern("[一二三四五六七八九十\\d][师旅团营连]\\Z")
_TEAM_BEFORE = lazy_pattern("(?:[队场区厂组社会及和与]|(?:\\A|[\\n,，。;；:：、(（]))\\Z")
_COUNTING = lazy_pattern("(?:共有?|[^没]有|分为|分成|组建了?|成立了?|出动|编成|建立了?|设立?了?|派出|下辖|辖|各)\\Z")


def grade(quantity: Quantity, context: Context) -> Role | None:
    """高二（九）班, 高二九班, 六（1）班."""
    if quantity.number_end - quantity.number_start > 1 or quantity.ordinal or quantity.qualifier:
        return None
    folded, end = context.folded, quantity.number_end
    in_school = _SCHOOL.search(context.before(quantity, 2)) and _CLASS.match(folded, end)
    return "ordinal" if in_school or _BRACKETED_CLASS.match(folded, end) else None


def school_class(quantity: Quantity, context: Context) -> Role | None:
    """九班 and 2班 after their grade."""
    after = _CLASS_AFTER.match(context.folded, quantity.number_end)
    return "ordinal" if after and _GRADE_BEFORE.search(context.before(quantity, 6)) else None


def regiment(quantity: Quantity, context: Context) -> Role | None:
    """二师三团, 六团七连: units of troops after the larger one."""
    few = quantity.value is not None and quantity.value <= _MOST_REGIMENTS and not quantity.qualifier
    return "ordinal" if few and _REGIMENT_BEFORE.search(context.before(quantity, 6)) else None


def brigade(quantity: Quantity, context: Context) -> Role | None:
    """五大队, 三中队: 组建三支队伍 and 出动两大队 count them."""
    word = context.word(quantity)
    if word[:1] in {"两", "几", "数"} or quantity.qualifier or quantity.value is None or quantity.value > 99:
        return None
    counted = _COUNTING.search(context.before(quantity, 4))
    return "ordinal" if not counted and _BRIGADE.match(context.folded, quantity.number_end) else None


def team(quantity: Quantity, context: Context) -> Role | None:
    """一队 and 二队 at the head of a phrase or after the name of what they are part of."""
    if context.word(quantity) not in {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"}:
        return None
    before = context.before(quantity, 4)
    return "ordinal" if _TEAM_BEFORE.search(before) and not _COUNTING.search(before) else None
