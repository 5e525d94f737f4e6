"""Where a page is from if it is not from the mainland, and whether it is one of the whole country.

Names of Taiwan, Hong Kong and Macao are those of the mainland too (龙潭区, 东区, 大安区), and a page from there names
the mainland as a partner (广东省). Its own words (`data/homes.tsv`: 立法院, 特首, 本澳) and its script tell.
"""

from collections import Counter
from functools import cache, lru_cache
from typing import NamedTuple

from summarizer.models import Text
from summarizer.resources import lazy_pattern, table
from summarizer.scanning.places.divisions import matches

NATION = "CN"
_NEEDED = 2
"""So many different words show where a page in Simplified script is from; one if it is in Traditional."""
_TRADITIONAL = lazy_pattern(
    "[國們這個說時會對來學發區縣員經實業動現場關開應產長機車馬東見無為與過還進選運達遠質務從後處號際數據專級約總]"
)
_TRADITIONAL_SHARE = 0.05
_TITLE, _LEAD = 4.0, 3.0
_WEAK = {
    *("台湾", "香港", "澳门", "台币", "新台币", "港元", "澳门元", "澳门币"),
    *(
        "骗案",
        "罪案",
        "警司",
        "小巴",
        "志工",
        "市府",
        "县府",
        "议长",
        "金融管理局",
        "社会工作局",
        "廉政公署",
        "经济部",
        "内政部",
    ),
}
"""Names, currencies and words that other pages have too; they only add to other words, or count if there are many."""
_MANY = 3


class Home(NamedTuple):
    """The code of Taiwan, Hong Kong or Macao, and how many different words show it."""

    code: str
    words: int


class Nation(NamedTuple):
    """What words of the whole country weigh in title and lead, on the scale of `regions.WEIGHTS`, and in the body."""

    start: float
    body: int


@cache
def _words() -> dict[str, str]:
    """The code of each word."""
    return {word: code for code, listed, _ in table("homes") for word in listed.split()}


@lru_cache(maxsize=4)
def evidence(folded: str) -> list[tuple[str, str, int]]:
    """The words of the table in a folded text, in order: code, word, offset."""
    words = _words()
    return [(words[word], word, start) for word, start, _ in matches(folded) if word in words]


@lru_cache(maxsize=4)
def home(content: str, folded: str) -> Home | None:
    """Where a page is from, if that is Taiwan, Hong Kong or Macao and its words show it.

    >>> home("運輸署公布本港新安排", "运输署公布本港新安排")
    Home(code='810000', words=2)
    """
    words = {(code, word) for code, word, _ in evidence(folded) if code != NATION}
    if not words:
        return None
    counted = Counter(code for code, _ in words)
    own = {code for code, word in words if word not in _WEAK or counted[code] >= _MANY}
    words = {(code, word) for code, word in words if code in own}
    if not words:
        return None
    (code, most), *others = Counter(code for code, _ in words).most_common(2)
    if others and others[0][1] == most:
        return None
    needed = 1 if traditional(content) else _NEEDED
    return Home(code, most) if most >= needed else None


def nation(text: Text, lead: int) -> Nation:
    """How much of a document is of the whole country: 全国, 我国, ministries."""
    title_end = text.title.end if text.title else 0
    offsets = [start for code, _, start in evidence(text.folded) if code == NATION]
    in_title = any(start < title_end for start in offsets)
    in_lead = any(title_end <= start < title_end + lead for start in offsets)
    body = sum(start >= title_end + lead for start in offsets)
    return Nation(_TITLE * in_title + _LEAD * in_lead, body)


def traditional(content: str) -> bool:
    """Whether a text is written in Traditional script."""
    return len(_TRADITIONAL.findall(content)) > _TRADITIONAL_SHARE * len(content)
