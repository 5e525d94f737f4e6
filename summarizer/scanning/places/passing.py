"""Names of places that say little of what a document is about, by the words around them.

An institution's name has a place in it (河北工程技术学院, 广发银行成都分行), people come from one (来自重庆, 上海医疗队), a conference of
the whole country is held in one (在北京召开). The words are those of `data/passing_places.tsv`.
"""

import re
from functools import cache

from summarizer.models import Level
from summarizer.resources import lazy_pattern, table

AROUND = 24
"""Words so far from a name still belong to it."""
_LEAVES = lazy_pattern("[来返回抵到至乘飞赴]|出发|驾车|坐车")
_KINDS = "省市县区州盟旗镇乡"


@cache
def _words(kind: str) -> tuple[str, ...]:
    """The words of a kind, the longest first."""
    words = {word for listed, words, _ in table("passing_places") if listed == kind for word in words.split()}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def _any(kind: str) -> str:
    return "|".join(_words(kind))


@cache
def _institution() -> re.Pattern[str]:
    return re.compile(f"(?:(?!{_any('apart')})[\u4e00-\u9fff]){{0,12}}?(?:{_any('institution')})")


@cache
def _from_after() -> re.Pattern[str]:
    return re.compile(f"(?:{_any('from_after')})|人(?![民口员大才工社力均])")


@cache
def _held() -> re.Pattern[str]:
    return re.compile(f"(?:(?![在的])[\u4e00-\u9fff]){{0,14}}?(?:{_any('held')})")


@cache
def _digest() -> re.Pattern[str]:
    return re.compile(_any("digest"))


@cache
def _body() -> re.Pattern[str]:
    return re.compile(f"[市县区]?(?:疫情防控|防汛抗旱|防汛|应急)?(?:{_any('body')})")


def is_institution(folded: str, end: int) -> bool:
    """Whether the short form of a place that ends there begins an institution's name.

    >>> (
    ...     [is_institution(text, 2) for text in ("河北工程技术学院", "河北召开大学校长会议")],
    ...     is_institution("河北省医院", 3),
    ... )
    ([True, False], False)
    """
    return _is_short(folded, end) and _institution().match(folded, end, end + AROUND) is not None


def is_origin(folded: str, start: int, end: int) -> bool:
    """Whether someone or something comes from a place, and the document isn't of there.

    >>> is_origin("来自重庆的同学", 2, 4), is_origin("上海医疗队抵达", 0, 2), is_origin("重庆市民", 0, 2)
    (True, True, False)
    """
    if folded.endswith(_words("from_before"), 0, start):
        return True
    if folded.endswith("从", 0, start) and _LEAVES.match(folded, end):
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
    return _digest().search(folded, start, end) is not None


def says(folded: str, level: Level) -> int:
    """How often a document names its own level without a name.

    >>> says("我省接待游客12万人次,全省平稳,省内各市", "province")
    3
    """
    return sum(folded.count(word) for word in _words(level))


def is_body(folded: str, end: int) -> bool:
    """Whether an official body of a place follows its name.

    >>> is_body("张家港文明办", 3), is_body("张家港商场", 3)
    (True, False)
    """
    return _body().match(folded, end, end + AROUND) is not None


def has_kind(folded: str, end: int) -> bool:
    """Whether the name that ends there says what it names: 武汉市, not 武汉."""
    return not _is_short(folded, end)


def _is_short(folded: str, end: int) -> bool:
    return folded[end - 1] not in _KINDS
