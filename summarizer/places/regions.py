"""Which places a text names, and which of them it is about.

Names are found by `place_names`; what they mean is read from what stands around them:

1. A name that is also a plain word must earn it (`data/place_words.tsv` has the kinds): 城区 and 老城区 stand only in
   a chain or once a chain has named them, 和县 where a word begins, 饶河 for 饶河县 where its city or itself is named,
   a town (城关镇) where its county, city or province is, if any is.
2. Of several of one name those are kept that lie in what the document surely names, the smallest first, and
   of these those nearest after such a name. Where that doesn't decide, the place lists its candidates.

The document's own region is found by weights (`WEIGHTS`): each place gives its weight to all that it lies in; from the
top, the way goes down to the heaviest part while that outweighs the next ones and what is said of the whole.
An agency's dateline (央广网双鸭山12月3日消息), a site's name (中国甘肃网) and the document's fields weigh little.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise

from summarizer.folding import fold
from summarizer.models import Place, Region, Text
from summarizer.places.divisions import WITHOUT_CITIES, chain, code_of, gazetteer, level, lies_in, region
from summarizer.places.names import Name, find, single

LEAD_CHARS = 200
SHORTEST = 2
MAX_NAMES = 4
"""A name to resolve has at most a province, a city, a county and a town in it."""
MAX_BODY = 6
"""A place counts at most so many times in the body."""
WEIGHTS = {
    "title": 8.0,
    "column": 1.0,
    "lead": 3.0,
    "also": 1.5,
    "body": 1.0,
    "dateline": 0.3,
    "field": 0.3,
    "site": 0.1,
}
"""title: the first place there and those listed with it (the first of the lead where there is no title); lead: the
first place there; also: further ones of both; column: in 【】 of the title."""
AHEAD = 1.5
"""A part is gone down to if it outweighs the next two together, the next of them so many times …"""
OF_WHOLE = {"province": 0.0, "city": 0.5, "county": 0.5, "town": 1.5}
"""… and weighs at least this share of what is said of the whole itself, by the part's level."""
_PROVINCE, _CITY, _COUNTY = 1, 2, 3
"""How close something lies to what is named: in its province, its city, its county; 0 is nowhere near."""
_SITE = re.compile(
    "[省市县]?(?:日报|晚报|晨报|早报|商报|都市报|法制报|新闻|经济|广播|电视|融媒|卫视|头条|发布|在线|网(?![格络点]))"
)
_DATELINE = re.compile(r" ?(?:\d{1,4}年)?\d{1,2}月\d{1,2}日(?:电|讯|消息)|[电讯](?=[ (]|记者|通讯员)")
_LISTED = ("", "、", "和", "与", "及", "·", " ", ",")
_WORD_BEGINS = re.compile(r"[^\u4e00-\u9fff]|[在到赴于从至对向由为是与和及]")


def read(text: Text) -> tuple[Place, ...]:
    """The places that a text names, in order; a chain (双鸭山市饶河县) is one place.

    A place whose name the context doesn't decide lists all its candidates; one that may well be no place
    isn't listed. Offsets and surface are those of `text.content`, and of the raw document.
    """
    return tuple(
        Place(
            *text.raw_span(name.start, name.end),
            text.content[name.start : name.end],
            name.start,
            name.end,
            _regions(name.codes),
        )
        for name in _read(text.folded)
    )


@lru_cache(maxsize=4096)
def _regions(codes: tuple[str, ...]) -> tuple[Region, ...]:
    return tuple(map(region, codes))


def _read(folded: str) -> Iterator[Name]:
    names = find(folded)
    sure = {name.codes[0] for name in names if len(name.codes) == 1 and _is_sure(name)}
    named = {scope for code in sure for scope in _scopes(code)}
    last: dict[str, int] = {}
    meant: dict[str, tuple[str, ...]] = {}
    for position, name in enumerate(names):
        codes = name.codes
        if name.links == 1 or len(codes) > 1:
            if name.key not in meant:
                meant[name.key] = _closest(name, named)
            near = meant[name.key] if name.links == 1 else codes
            codes = _latest(near, last, named) if _stands(folded, name, near, sure, named) else ()
        if codes:
            yield name._replace(codes=codes)
        if len(codes) == 1:
            last.update(dict.fromkeys(_scopes(codes[0]), position))


def _is_sure(name: Name) -> bool:
    """Whether a name says without any context that it is a place."""
    known = gazetteer()
    if name.links > 1:
        return True
    if name.key in known.towns or name.key in known.rules["chain"] or _is_edge(name.key):
        return False
    return known.shorts.get(name.key) != "county" or len(name.key) > SHORTEST


def _is_edge(key: str) -> bool:
    known = gazetteer()
    return key in known.rules["edge"] or (len(key) == SHORTEST and key not in known.shorts and key[-1] in "县市区")


def _stands(folded: str, name: Name, near: tuple[str, ...], sure: set[str], named: set[str]) -> bool:
    """Whether the context lets a name stand for a place; `near` are its candidates closest to what is named."""
    known = gazetteer()
    if _is_sure(name):
        return True
    depth = _depth(near[0], named)
    if name.key in known.rules["chain"]:
        return any(code in sure for code in near)
    if _is_edge(name.key):
        begins = name.start == 0 or _WORD_BEGINS.match(folded, name.start - 1) is not None
        return depth == _COUNTY or (begins and (depth > 0 or not named))
    if name.key in known.towns:
        return depth > 0 or not named
    heads = folded[name.start - 1 : name.start] in ("", "\n") and folded[name.end : name.end + 1] == ":"
    return depth >= _CITY or (heads and len(near) == 1)


def _scopes(code: str) -> tuple[str, ...]:
    """What a code lies in, as keys of context: its province, its city (or all of a municipality), its county."""
    if code[2:6] == "0000" and code[:2] not in WITHOUT_CITIES:
        return (code[:2],)
    if code[2:6] == "0000":
        return code[:2], _city_scope(code)
    return code[:2], _city_scope(code), code[:6]


def _city_scope(code: str) -> str:
    return f"{code[:2]}*" if code[:2] in WITHOUT_CITIES else code[:4]


def _depth(code: str, named: set[str]) -> int:
    """How close a code lies to what is named."""
    scopes = ((_COUNTY, code[:6]), (_CITY, _city_scope(code)), (_PROVINCE, code[:2]))
    return next((depth for depth, scope in scopes if scope in named), 0)


def _closest(name: Name, named: set[str]) -> tuple[str, ...]:
    """Those candidates that lie closest to what the document surely names."""
    deepest = _COUNTY if name.key in gazetteer().towns else _CITY
    depths = [min(deepest, _depth(code, named)) for code in name.codes]
    closest = max(depths)
    return tuple(code for code, depth in zip(name.codes, depths, strict=True) if depth == closest)


def _latest(codes: tuple[str, ...], last: dict[str, int], named: set[str]) -> tuple[str, ...]:
    """Those candidates whose county, city or province was named last before."""
    if len(codes) == 1 or not last:
        return codes
    scope: Callable[[str], str] = (lambda c: c[:6]) if _depth(codes[0], named) == _COUNTY else _city_scope
    when = [(last.get(scope(code), -1), last.get(code[:2], -1)) for code in codes]
    latest = max(when)
    return tuple(code for code, position in zip(codes, when, strict=True) if position == latest)


def own(text: Text, places: tuple[Place, ...]) -> Region | None:
    """The region that a document is about, as small as it is, or None where none stands out.

    `places` are those of `read(text)`. A report on several parts of one whole is about the whole.
    """
    said: defaultdict[str, float] = defaultdict(float)
    for place, weight in zip(places, _weights(text, places), strict=True):
        for candidate in place.candidates if weight else ():
            said[code_of(candidate)] += weight / len(place.candidates)
    for stated in text.fields:
        for name in _read(fold(stated.value)):
            for code in name.codes:
                said[code] += WEIGHTS["field"] / len(name.codes)
    return _heaviest(said)


def _weights(text: Text, places: tuple[Place, ...]) -> Iterator[float]:
    """The weight of each place by where it stands."""
    seen: Counter[str] = Counter()
    end = 0
    for place in places:
        part = _part(text, place)
        code = code_of(place.candidates[0])
        listed = part == "title" and text.folded[end : place.text_start] in _LISTED
        seen[part] += 1
        seen[code] += part == "body"
        if part in ("title", "lead") and seen[part] > 1 and not listed:
            part = "also"
        elif part == "lead" and text.title is None:
            part = "title"
        yield WEIGHTS[part] if part != "body" or seen[code] <= MAX_BODY else 0.0
        end = place.text_end


def _part(text: Text, place: Place) -> str:
    """In which part of the document a place stands: a key of `WEIGHTS`."""
    title_end = text.title.end if text.title else 0
    if _SITE.match(text.folded, place.text_end):
        return "site"
    if place.text_start < title_end:
        before = text.folded[max(0, place.text_start - LEAD_CHARS) : place.text_start]
        return "column" if before.rfind("【") > before.rfind("】") else "title"
    if place.text_start >= title_end + LEAD_CHARS:
        return "body"
    return "dateline" if _DATELINE.match(text.folded, place.text_end) else "lead"


def _heaviest(said: dict[str, float]) -> Region | None:
    """Go down from the country to the smallest division that the weights are for."""
    whole: defaultdict[str, float] = defaultdict(float)
    parts: defaultdict[str, set[str]] = defaultdict(set)
    for code, weight in said.items():
        steps = ("", *chain(code))
        for outer, inner in pairwise(steps):
            parts[outer].add(inner)
            whole[inner] += weight
    here = ""
    while parts[here]:
        part, *siblings = sorted(parts[here], key=lambda code: (-whole[code], code))
        others = [whole[sibling] for sibling in siblings[:2]]
        ahead = whole[part] > sum(others) and whole[part] >= AHEAD * max(others, default=0)
        if not ahead or whole[part] < OF_WHOLE[level(part)] * said.get(here, 0.0):
            break
        here = part
    return region(here) if here else None


def resolve(name: str, near: Region | None = None) -> tuple[Region, ...]:
    """The regions that a name can mean as a person or a model writes it: 饶河县, 黑龙江省双鸭山市饶河县, 南岗区(哈尔滨).

    Of several those are given that share most of the way down from the province with `near`, all if none does.
    Nothing for a name that the list doesn't have (全市, 龙泰社区), nor for several that don't lie in one another.
    """
    folded = "".join(fold(name).split())
    lists = [found.codes for found in single(folded) if not _begins_a_word(folded, found)]
    if len(lists) > MAX_NAMES:
        return ()
    fitting = [c for codes in lists for c in codes if all(any(lies_in(c, o) for o in others) for others in lists)]
    deepest = max((len(chain(code)) for code in fitting), default=0)
    codes = tuple(dict.fromkeys(code for code in fitting if len(chain(code)) == deepest))
    if near and len(codes) > 1:
        codes = _nearest(codes, code_of(near))
    return _regions(codes)


def _begins_a_word(folded: str, found: Name) -> bool:
    """A short form before the end of a longer name names something else: 普安花园 is not 普安县."""
    rest = folded[found.end :]
    alone = not rest or not rest[0].isalnum() or any(other.start == found.end for other in single(folded))
    return found.key in gazetteer().shorts and not alone


def _nearest(codes: tuple[str, ...], near: str) -> tuple[str, ...]:
    """Those that share most of the way down with `near`; all where none shares its province."""
    shared = [len(set(chain(code)) & set(chain(near))) for code in codes]
    most = max(shared)
    return tuple(code for code, steps in zip(codes, shared, strict=True) if steps == most)


def contains(outer: Region, inner: Region) -> bool:
    """Whether a region is, or lies in, another."""
    return lies_in(code_of(inner), code_of(outer))
