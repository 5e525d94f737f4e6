"""Units that the words around a number give it where the number itself has none, or has one that the claim leaves out.

五大奖项, 十三连增        the claim's unit begins right after the number
三口人, 5個工作天         … right after the unit of the number
二十六地区 as 26          the subject has the unit: 地区
65 90 under 宽度(公尺)    the head of the column, or a line above it (单位:万元), states it
新增病例86, given as 例     unstated: no other unit is, and things may be counted with it; a warning
"""

import re
from functools import lru_cache
from typing import Literal

from summarizer.checking.claims import Claim
from summarizer.folding import fold
from summarizer.models import Mention
from summarizer.scanning.grounding import bare
from summarizer.scanning.numbers import units

UnitWords = Literal["stated", "unstated"]

_ABOVE = 1500
_OPENINGS, _CLOSINGS = "(\\[【/", ")\\]】,、/;。\n"
_ANY = "个"
_COUNTED = frozenset({"count", "noun"})
_MEASURED = re.compile(
    "(?:面积|长度?|宽度?|高度?|深度?|厚度|重量?|产量|温度?|气温|年龄|里程|距离|时长|容[量积]|雨量|水位|海拔)\\Z"
)
_OF_MEASURED = frozenset({"measure", "time"})
# What alone is counted in a unit: people, households.
_FITTING = {
    units.base("人"): re.compile("[人者员生工民众童师兵犯客]|干部|专家|代表|病例|患|感染|病亡|死亡|伤|失踪"),
    units.base("户"): re.compile("户|家庭"),
}


def unit_words(claimed: Claim, mention: Mention, folded: str) -> UnitWords | None:
    """Whether words beside a number state the unit of a claim of it, or leave it open; None where it is another one."""
    unit, own = claimed.unit, mention.unit
    if unit is None:
        return "stated" if own and units.kind(own) in _COUNTED and _ends_with(claimed.subject, own) else None
    if own is not None:
        return "stated" if _goes_on(unit, own, mention, folded) else None
    if mention.table is not None and mention.table.units:
        return None
    if folded.startswith(unit, mention.text_end) or _is_headed(unit, mention, folded):
        return "stated"
    if mention.table is not None:
        return None
    return "unstated" if _may_have(unit, claimed, mention) else None


def _goes_on(unit: str, own: str, mention: Mention, folded: str) -> bool:
    """Whether a text goes on with the rest of a claim's unit, which begins with the number's own: 三口|人, 五个|县."""
    rest = unit.removeprefix(own)
    return (rest != unit or own == _ANY) and folded.startswith(rest, mention.text_end)


def _ends_with(subject: str, unit: str) -> bool:
    return bare(subject).endswith(unit)


def _is_headed(unit: str, mention: Mention, folded: str) -> bool:
    """Whether the labels of a cell, or brackets or 单位 in the lines above a number, state a unit."""
    stated = _heads(unit)
    place = mention.table
    if place is not None:
        return any(stated.search(fold(label)) for label in (place.row, place.column, place.head) if label)
    start = folded.rfind("\n", 0, mention.text_start) + 1
    return any(stated.finditer(folded, max(0, start - _ABOVE), start))


@lru_cache(maxsize=256)
def _heads(unit: str) -> re.Pattern[str]:
    """A unit as heads give it: 宽度(公尺), 单位:户、万元."""
    begins = rf"(?:单位[:为 ]\s?(?:[^\s()。;、,/]{{1,8}}[、,/]){{0,3}}|[{_OPENINGS}]\s?)"
    return re.compile(rf"{begins}{re.escape(unit)}(?=[{_CLOSINGS}]|\Z)")


def _may_have(unit: str, claimed: Claim, mention: Mention) -> bool:
    """Whether a number without a unit may be told with one: things are counted in any, a width has one of length."""
    kind, nouns = units.kind(unit), (bare(mention.noun), bare(claimed.subject))
    if kind in _COUNTED:
        whole = mention.value is None or float(mention.value).is_integer()
        fitting = _FITTING.get(units.base(unit))
        return whole and (fitting is None or any(fitting.search(noun) for noun in nouns))
    return kind in _OF_MEASURED and any(_MEASURED.search(noun) for noun in nouns)
