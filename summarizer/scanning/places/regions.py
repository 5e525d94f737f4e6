"""Which places a text names, and which of them it is about.

Names are found by `names`; `disambiguation` decides what they mean from the words around them.

The document's own region is found by weights (`WEIGHTS`): each place gives its weight to all that it lies in; from the
top, the way goes down to the heaviest part while that outweighs the next ones and the whole itself.
An agency's dateline (央广网双鸭山12月3日消息) and the document's fields weigh little; the name of a site or a source in the
byline (中国甘肃网, 来源:河南省应急管理厅), or of an institution (河北工程技术学院) decides nothing, unless it is a county's own.
Where people come from and where conferences are held weighs little too (`passing`). An official body of a place in the lead (昆山文明办) is for it. Names of many provinces, few of each, are a list of the whole
country; a menu of links has no place but one named in full. Two words of a document for the level that
it is of (我省, 全省) hold the way down, unless the title names the part or a word is for the part's level (我县). The districts of Hong Kong and Macao have
no government and no code of GB/T 2260: what concerns them counts for the whole.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from summarizer.folding import fold
from summarizer.models import Level, Place, Region, Text
from summarizer.resources import lazy_pattern
from summarizer.scanning.places import homes, passing
from summarizer.scanning.places.disambiguation import LEAD_CHARS, TOGETHER, mean
from summarizer.scanning.places.divisions import (
    WITHOUT_CODES,
    chain,
    code_of,
    gazetteer,
    level,
    lies_in,
    region,
)
from summarizer.scanning.places.resolving import regions_of

MAX_BODY = 6
"""A place counts at most so many times in the body."""
WEIGHTS = {
    "title": 8.0,
    "column": 1.0,
    "lead": 3.0,
    "also": 1.5,
    "body": 1.0,
    "own": 3.0,
    "dateline": 0.3,
    "field": 0.3,
    "passing": 0.3,
    "site": 0.1,
    "home": 4.0,
}
"""title: the first place there and those listed with it (the first of the lead where there is no title); lead: the
first place there; also: further ones of both; column: in 【】 of the title; own: what an official body
of the place in the lead adds; home:
each word that shows that the page is from Taiwan, Hong Kong or Macao."""
MAX_HOME = 4
MANY = 5
FEW = 4
"""A document that names so many provinces, none with more than one in so many of its names, is of none of them."""
AHEAD = 1.5
"""A part is gone down to if it outweighs the next two together, the next of them so many times …"""
OF_WHOLE = {"province": 0.0, "city": 0.5, "county": 0.5, "town": 1.5}
"""… and weighs at least this share of the whole itself, by the part's level."""
_SITE = re.compile(
    "[省市县]?(?:日报|晚报|晨报|早报|商报|都市报|法制报|融媒|卫视|头条|频道|网(?![格络点])"
    "|(?:新闻|经济|广播|电视)+(?:[网台报]|日报|频道|客户端|中心)|(?:发布|在线)(?![\u4e00-\u9fff]|\\d))"
)
_DATELINE = re.compile(r" ?(?:\d{1,4}年)?\d{1,2}月\d{1,2}日(?:电|讯|消息)|[电讯](?=[ (]|记者|通讯员)")
_BYLINE = re.compile(r"(?:来源|稿源|作者|记者|编辑|责编|通讯员) ?:[^\n。]*$")
_OWN = lazy_pattern("[全我本](?:市(?!场)|[县区省州旗镇乡])|[市县区]委|[市县区]政府")
"""What a document calls the place that it is from, without its name."""
_HOLDS = 2
"""So many words for the level of a whole hold the way down there."""
_LISTED = ("", "、", "和", "与", "及", "·", " ", ",")


def read(text: Text, year: int | None = None) -> tuple[Place, ...]:
    """The places that a text names, in order; a chain (双鸭山市饶河县) is one place.

    `year` is that of the document: the divisions of a year have its names (襄樊市 in 2005).

    A place whose name the context doesn't decide lists all its candidates; one that may well be no place
    isn't listed. Offsets and surface are those of `text.content`, and of the raw document.
    """
    home = homes.home(text.content, text.folded)
    return tuple(
        Place(
            *text.raw_span(name.start, name.end),
            text.content[name.start : name.end],
            name.start,
            name.end,
            regions_of(name.codes, year),
        )
        for name in mean(text.folded, home and home.code, year)
    )


def own(text: Text, places: tuple[Place, ...], year: int | None = None) -> Region | None:
    """The region that a document is about, as small as it is, or None if no region outweighs the others.

    `places` are those of `read(text)`. A report on several parts of one whole is about the whole.
    """
    home = homes.home(text.content, text.folded)
    weights: defaultdict[str, float] = defaultdict(float)
    parts = _parts(text, places)
    named = [_Named(place, codes, part) for place, codes, part in zip(places, _codes(places), parts, strict=True)]
    for (_, codes, _), weight in zip(named, _weights(text, named), strict=True):
        for code in codes if weight else ():
            weights[code] += weight / len(codes)
    for value in (stated.value for stated in text.fields if not stated.value.isascii()):
        for name in mean(fold(value)):
            for code in name.codes:
                weights[code] += WEIGHTS["field"] / len(name.codes)
    if home:
        weights[home.code] += WEIGHTS["home"] * min(home.words, MAX_HOME)
    about = _heaviest(weights, _Held.of(text, named))
    if about is None or (home is None and _is_in_passing(text, named, weights, about[:2])):
        return None
    return region(about, year)


def _codes(places: tuple[Place, ...]) -> Iterator[tuple[str, ...]]:
    """The codes of each place's candidates, looked up once for all places that share them."""
    known: dict[int, tuple[str, ...]] = {}
    for place in places:
        shared = id(place.candidates)
        if shared not in known:
            known[shared] = tuple(map(code_of, place.candidates))
        yield known[shared]


def _are_scattered(named: list["_Named"], province: str) -> bool:
    """Whether a document names places all over the country, few of them in `province`."""
    provinces = Counter(codes[0][:2] for _, codes, _ in named)
    return len(provinces) >= MANY and provinces[province] * FEW <= provinces.total()


class _Named(NamedTuple):
    """A place, the codes of its candidates, and the part of the document that it appears in: a key of `WEIGHTS`."""

    place: Place
    codes: tuple[str, ...]
    part: str


class _Held(NamedTuple):
    """A folded document and the codes in its title: they hold the way down at a whole, or let it go on."""

    folded: str
    title: tuple[str, ...]

    @classmethod
    def of(cls, text: Text, named: list[_Named]) -> "_Held":
        title = tuple(code for _, codes, part in named if part == "title" for code in codes)
        return cls(text.folded, title)

    def at(self, whole: str, part: str) -> bool:
        """Whether a document of `whole` isn't of its `part`: 我省 twice, and nothing of 我市; 全市 twice, and 绍兴市 in its title."""
        if any(lies_in(code, part) for code in self.title) or not whole:
            return False
        word, own = _called(whole), _called(part)
        if passing.says(self.folded, word) < _HOLDS:
            return False
        return whole in self.title if word == own else not passing.says(self.folded, own)


def _called(code: str) -> Level:
    """The level whose words a document of a division uses: 全市 in 上海市 and 句容市 as in a city."""
    called = level(code)
    return "city" if called != "town" and gazetteer().names[code].endswith("市") else called


def _is_in_passing(text: Text, named: list[_Named], weights: dict[str, float], province: str) -> bool:
    """Whether a document that is of the whole country, or of no place, only mentions a province or parts of it."""
    focus = {part for _, codes, part in named if codes[0].startswith(province)}
    if "title" in focus:
        return False
    if _are_scattered(named, province):
        return True
    if text.title is None and "lead" in focus:
        return False
    return _is_menu(text.folded, named) or _is_example(text, focus, weights, province)


def _is_example(text: Text, focus: set[str], weights: dict[str, float], province: str) -> bool:
    """Whether words of the whole country outweigh a province, or nothing but a mention in the body is for it."""
    weight = sum(value for code, value in weights.items() if code[:2] == province)
    nation = homes.nation(text, LEAD_CHARS)
    if "lead" in focus and not nation.start:
        return False
    if nation.start + nation.body:
        return nation.start + min(nation.body, MAX_BODY) >= weight
    mentioned = bool(focus) and focus <= {"dateline", "body", "passing"} and weight <= WEIGHTS["body"]
    return mentioned and _OWN.search(text.folded) is None


def _is_menu(folded: str, named: list[_Named]) -> bool:
    """Whether a text only lists names and links, and short forms of places in them: no sentence ends, nothing is its own."""
    if not named or "。" in folded or _OWN.search(folded):
        return False
    return not any(passing.has_kind(folded, place.text_end) for place, *_ in named)


def _weights(text: Text, named: list[_Named]) -> Iterator[float]:
    """The weight of each place, by the part of the document that it appears in."""
    seen: Counter[str] = Counter()
    end, leading = 0, False
    for place, (code, *_), part in named:
        if part == "site" and level(code) in ("province", "city"):
            yield 0.0
            continue
        heads = part == "title" or (part == "lead" and text.title is None)
        listed = leading and text.folded[end : place.text_start] in _LISTED
        seen[part] += 1
        seen[code] += part == "body"
        weighs = "title" if heads else part
        if part in ("title", "lead") and seen[part] > 1 and not listed:
            weighs = "also"
        leading = weighs in ("title", "lead")
        own = WEIGHTS["own"] if part == "lead" and passing.is_body(text.folded, place.text_end) else 0.0
        yield own + WEIGHTS[weighs] if part != "body" or seen[code] <= MAX_BODY else 0.0
        end = place.text_end


def _parts(text: Text, places: tuple[Place, ...]) -> Iterator[str]:
    """The part of the document that each place appears in; what is listed with a place in passing is so too."""
    digest = text.title is not None and passing.is_digest(text.folded, *text.title)
    title_end = text.title.end if text.title else 0
    part, end = "", 0
    for place in places:
        if part != "passing" or text.folded[end : place.text_start] not in TOGETHER:
            part = _in_passing(text.folded, place) or _part(text, place, title_end)
        if digest and part in ("title", "lead"):
            part = "column" if part == "title" else "body"
        end = place.text_end
        yield part


def _in_passing(folded: str, place: Place) -> str | None:
    """`site` or `passing` for a place that the words around it take the weight from."""
    span = folded, place.text_start, place.text_end
    line = max(0, place.text_start - LEAD_CHARS)
    line = max(line, folded.rfind("\n", line, place.text_start))
    labelled = ":" in folded[line : place.text_start] and _BYLINE.search(folded, line, place.text_start)
    if labelled or _SITE.match(folded, place.text_end) or passing.is_institution(folded, place.text_end):
        return "site"
    return "passing" if passing.is_origin(*span) or passing.is_venue(*span) else None


def _part(text: Text, place: Place, title_end: int) -> str:
    """The part of the document that a place appears in."""
    if place.text_start < title_end:
        before = text.folded[max(0, place.text_start - LEAD_CHARS) : place.text_start]
        return "column" if before.rfind("【") > before.rfind("】") else "title"
    if place.text_start >= title_end + LEAD_CHARS:
        return "body"
    return "dateline" if _DATELINE.match(text.folded, place.text_end) else "lead"


def _heaviest(weights: dict[str, float], held: _Held) -> str | None:
    """Go down from the country to the smallest division that the weights are for."""
    whole: defaultdict[str, float] = defaultdict(float)
    parts: defaultdict[str, set[str]] = defaultdict(set)
    for code, weight in weights.items():
        steps = ("", *chain(code))
        for outer, inner in pairwise(steps):
            parts[outer].add(inner)
            whole[inner] += weight
    here = ""
    while parts[here] and here[:2] not in WITHOUT_CODES:
        part, *siblings = sorted(parts[here], key=lambda code: (-whole[code], code))
        others = [whole[sibling] for sibling in siblings[:2]]
        ahead = whole[part] > sum(others) and whole[part] >= AHEAD * max(others, default=0)
        if not ahead or held.at(here, part) or whole[part] < OF_WHOLE[level(part)] * weights.get(here, 0.0):
            break
        here = part
    return here or None
