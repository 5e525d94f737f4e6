"""Names of places that say little of what a document is about, by the words around them.

An institution's name has a place in it (河北工程技术学院, 广发银行成都分行), people come from one (来自重庆, 上海医疗队), a conference of
the whole country is held in one (在北京召开). The words are those of `data/passing_places.tsv`.
"""

import re
from functools import cache

from summarizer.models import Level
from summarizer.resources import table

AROUND = 24
"""Words so far from a name still belong to it."""
_KINDS = "省市县区州盟旗镇乡"
_RUN = "(?:(?!{verbs})[\u4e00-\u9fff]){{0,12}}?"


@cache
def _words(kind: str) -> str:
    """The words of a kind as a pattern, the longest first."""
    words = {word for listed, words, _ in table("passing_places") if listed == kind for word in words.split()}
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


@cache
def _institution() -> re.Pattern[str]:
    return re.compile(f"{_RUN.format(verbs=_words('apart'))}(?:{_words('institution')})")


@cache
def _from_before() -> re.Pattern[str]:
    return re.compile(f"(?:{_words('from_before')})$")


@cache
def _from_after() -> re.Pattern[str]:
    return re.compile(f"(?:{_words('from_after')})|人(?![民口员大才工社力均])")


@cache
def _held() -> re.Pattern[str]:
    return re.compile(f"(?:(?![在的])[\u4e00-\u9fff]){{0,14}}?(?:{_words('held')})")


def is_institution(folded: str, end: int) -> bool:
    """Whether the short form of a place that ends there begins an institution's name.

    >>> (
    ...     is_institution("河北工程技术学院", 0, 2),
    ...     is_institution("河北召开大学校长会议", 0, 2),
    ...     is_institution("河北省医院", 0, 3),
    ... )
    (True, False, False)
    """
    return _is_short(folded, end) and _institution().match(folded, end, end + AROUND) is not None


def is_origin(folded: str, start: int, end: int) -> bool:
    """Whether someone or something comes from a place, and the document isn't of there.

    >>> is_origin("来自重庆的同学", 2, 4), is_origin("上海医疗队抵达", 0, 2), is_origin("重庆市民", 0, 2)
    (True, True, False)
    """
    if _from_before().search(folded, max(0, start - AROUND), start):
        return True
    return _is_short(folded, end) and _from_after().match(folded, end, end + AROUND) is not None


def is_venue(folded: str, start: int, end: int) -> bool:
    """Whether the short form of a place is where a conference is held.

    >>> is_venue("年会在北京隆重召开", 3, 5), is_venue("北京召开年会", 0, 2)
    (True, False)
    """
    held = folded[start - 1 : start] == "在" and _is_short(folded, end)
    return held and _held().match(folded, end, end + AROUND) is not None


def is_digest(folded: str, start: int, end: int) -> bool:
    """Whether a title is that of news from many places, of which it names the first.

    >>> is_digest("早新闻:宁波公园有老虎", 0, 11), is_digest("宁波公园有老虎", 0, 7)
    (True, False)
    """
    return re.compile(_words("digest")).search(folded, start, end) is not None


def levels(folded: str) -> dict[Level, int]:
    """How often a document names its own level without a name, by level.

    >>> levels("我省接待游客12万人次,全省平稳,省内各市")
    {'province': 3, 'city': 0, 'county': 0, 'town': 0}
    """
    levels: tuple[Level, ...] = ("province", "city", "county", "town")
    return {level: len(re.findall(_words(level), folded)) for level in levels}


def _is_short(folded: str, end: int) -> bool:
    return folded[end - 1] not in _KINDS
