"""Shared topics: numbers that a subject names no better than the claim's own, whichever is nearer.

研发人员12名,…研发人员38名,占42%     the words of the subject are at both
花了近2万元买了三层楼房             a number that only modifies the noun after it counts none
分两次借款10万元                   what is done so often is named after the number
"""

import re

from summarizer.checking.attribution_features import OTHERWISE
from summarizer.checking.attribution_topics import LEAST_OWN
from summarizer.checking.attribution_words import NumberWords
from summarizer.models import Mention
from summarizer.scanning.grounding import bare
from summarizer.scanning.numbers import units

# What a number in these units tells of the noun after it is its kind, not how many there are: 三层楼房, 五星级酒店.
_OF_KIND = frozenset(
    [
        "层",
        "级",
        "星级",
        "星",
        "居",
        "室",
        "房",
        "孔",
        "跨",
        "车道",
        "缸",
        "座",
        "年制",
        "年级",
        "段",
        "层楼",
        "克拉",
        "寸",
        "英寸",
        "开",
        "代",
    ]
)
_TIMES = frozenset(["次", "批", "期", "轮", "遍", "趟", "回", "步", "批次", "阶段", "场次"])
_SO_OFTEN = re.compile("(?:分|先后|连续|接连|前后|一连|曾|陆续)\\Z")


def shares_topic(subject: str, words: list[NumberWords], own: int, other: int) -> bool:
    """Whether the words at a claim's number, or at the one that it continues, say its subject as those at another do."""
    mine, its = words[own], words[other]
    if (mine.root == other and mine.is_bare) or other in mine.ties:
        return True
    name = bare(subject)
    if len(name) < LEAST_OWN or name not in its.around:
        return False
    continued = () if units.same(mine.unit, its.unit) else mine.ties
    return any(_says(name, words[place]) for place in (own, *continued))


def _says(name: str, words: NumberWords) -> bool:
    """Whether the words before a number, its noun, or what is done so often, say a name."""
    so_often = words.unit in _TIMES and _SO_OFTEN.search(words.item)
    noun = words.noun if words.noun in words.right else ""
    beside = f"{words.item}\x01{noun}\x01{words.right if so_often else ''}"
    return name in beside and not any(mark + name in beside for mark in OTHERWISE)


def modifies(number: Mention, words: NumberWords) -> bool:
    """Whether a number only tells the kind of the noun after it: 三层楼房."""
    return units.base(number.unit) in _OF_KIND and bool(words.noun) and words.right.startswith(words.noun)
