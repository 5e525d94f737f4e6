"""Requalified: whether a number with another qualifier still says what is true (`data/requalified.tsv`)."""

from functools import cache

from summarizer.resources import table
from summarizer.scanning.numbers.qualifiers import meanings

_ATLEAST = frozenset(["至少", "最少", "不少于", "不低于", "不小于", "不得少于", "不得低于", "以上", "≥", "≧", "⩾", ">=", "≮", "不下"])
_ATMOST = frozenset(["不超过", "未超过", "不得超过", "不能超过", "不超", "≤", "≦", "⩽", "<=", "≯", "不高于", "不多于", "不大于", "至多", "最多", "以内", "之内", "内", "以下"])
_SENSES = {"plus": "more", "within": "about"}


def is_weaker(claimed: str | None, stated: str | None) -> bool:
    """Whether a number told with the one qualifier is true where the source has the other."""
    pairs = ((mine, its) for mine in _senses(claimed) for its in _senses(stated))
    return any(pair in _weaker() for pair in pairs)


@cache
def _weaker() -> frozenset[tuple[str, str]]:
    return frozenset((row[0], row[1]) for row in table("requalified"))


def _senses(qualifier: str | None) -> frozenset[str]:
    words = frozenset((qualifier or "").replace("及以", "以").replace("或以", "以").split("…"))
    found = {_SENSES.get(sense, sense) for sense in meanings(qualifier)} - {"over", "under"}
    if "over" in meanings(qualifier):
        found.add("atleast" if words & _ATLEAST else "beyond")
    if "under" in meanings(qualifier):
        found.add("atmost" if words & _ATMOST else "below")
    return frozenset(found or {"exact"})
