"""Shared topics: numbers that a subject names no better than the claim's own, whichever is nearer.

研发人员12名,…研发人员38名,占42%     the words of the subject are at both
花了近2万元买了三层楼房             a number that only modifies the noun after it counts none
一人住户3000元,二人住户6000元       … nor does one that is part of a name
市级10条、县级50条产业链             numbers of a list share the noun after the last
分两次借款10万元                   what is done so often is named after the number
"""

import re

from summarizer.checking.attribution_features import OTHERWISE
from summarizer.checking.attribution_topics import LEAST_OWN
from summarizer.checking.attribution_words import NumberWords
from summarizer.models import Mention
from summarizer.scanning.grounding import bare
from summarizer.scanning.numbers import nouns, units

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
_OF_MEMBERS = re.compile("(?:以上)?的?(?:住户|家庭|之家|户|小组|[间桌床房]|套餐|宿舍)")
_PERSONS = frozenset(["人", "口", "口人"])
# Before a number these tell which of the things that are named after the last number of a list.
_OF_RANK = re.compile(
    "(?:(?:国家|[省市区县州旗乡镇村厅部])级|[一二三四特甲乙丙]级|[新改扩续在拟]建|[公民国私][办营立有]"
    "|(?:\\A|(?<=[的有为括成设]))(?:国家|中央|地方|[省市区县州旗乡镇村厅部]|自治区|街道|社区|[男女]))\\Z"
)
_LAST_LISTED = 8
_TIMES = frozenset(["次", "批", "期", "轮", "遍", "趟", "回", "步", "批次", "阶段", "场次"])
_SO_OFTEN = re.compile("(?:分|先后|连续|接连|前后|一连|曾|陆续)\\Z")


def shares_topic(subject: str, words: list[NumberWords], own: int, other: int) -> bool:
    """Whether the words at a claim's number, or at the one that it continues, say its subject as those at another do."""
    mine, its = words[own], words[other]
    if (mine.root == other and mine.is_bare) or other in mine.ties:
        return True
    if own == other + 1 and mine.is_bare and mine.root in {own, its.root} and {mine.unit, its.unit} <= nouns.PERSONS:
        return True
    name = bare(subject)
    if own < other <= own + _LAST_LISTED and _is_named_last(name, words[own : other + 1]):
        return True
    if len(name) < LEAST_OWN or name not in its.around:
        return False
    continued = () if units.same(mine.unit, its.unit) else mine.ties
    return any(_says(name, words[place]) for place in (own, *continued))


def _is_named_last(name: str, listed: list[NumberWords]) -> bool:
    """Whether a list of ranks has the noun of a name after its last number alone: 市级10条、县级50条|产业链."""
    last, ranks = listed[-1], [_OF_RANK.search(words.item) for words in listed]
    one_unit = all(units.same(words.unit, last.unit) and not words.right for words in listed[:-1])
    if not (ranks[0] and all(ranks) and one_unit):
        return False
    noun = name.removeprefix(ranks[0][0])
    return len(noun) >= LEAST_OWN and last.right.startswith(noun)


def _says(name: str, words: NumberWords) -> bool:
    """Whether the words before a number, its noun, or what is done so often, say a name."""
    so_often = words.unit in _TIMES and _SO_OFTEN.search(words.item)
    noun = words.noun if words.noun in words.right else ""
    beside = f"{words.item}\x01{noun}\x01{words.right if so_often else ''}"
    return name in beside and not any(mark + name in beside for mark in OTHERWISE)


def modifies(number: Mention, words: NumberWords) -> bool:
    """Whether a number only tells the kind of the noun after it: 三层楼房, 三人住户."""
    if units.base(number.unit) in _PERSONS and _OF_MEMBERS.match(words.right):
        return True
    return units.base(number.unit) in _OF_KIND and bool(words.noun) and words.right.startswith(words.noun)
