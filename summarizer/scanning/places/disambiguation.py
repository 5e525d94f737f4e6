"""What the names of a text mean, read from the words around them.

1. A name that is also a plain word must earn it (`data/place_words.tsv` has the kinds): 城区 and 老城区 count only in
   a chain or once a chain has named them, 和县 where a word begins, 饶河 for 饶河县 where its city or itself is named or
   where it is listed with another of its city (屯門、元朗) or an official body follows it (昆山文明办), a town (城关镇) where its county, city or province is, if any
   is. A short form that is a common word (开平) counts where title and lead begin words with it and name a town of it.
2. Of several of one name those are kept that lie in what the document surely names, the smallest first, and
   of these those nearest after such a name, and of these those that had the name in the document's year. Where that
   doesn't decide, the place lists its candidates.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from itertools import pairwise

from summarizer.resources import lazy_pattern
from summarizer.scanning.places import former, passing
from summarizer.scanning.places.divisions import PROVINCE_DIGITS, WITHOUT_CITIES, gazetteer, short_forms
from summarizer.scanning.places.names import Name, find

LEAD_CHARS = 200
"""Title and lead reach so far."""
SHORTEST = 2
MAX_TOWNS = 3
"""A town's name that more counties have says nothing of them."""
_PROVINCE, _CITY, _COUNTY = 1, 2, 3
"""How close something lies to what is named: in its province, its city, its county; 0 is nowhere near."""
TOGETHER = ("、", "和", "与", "及")
_WORD_BEGINS = lazy_pattern(r"[^\u4e00-\u9fff]|[在到赴于从至对向由为是与和及]")


def mean(folded: str, home: str | None = None, year: int | None = None) -> Iterator[Name]:
    """The names of a folded text that mean places, in order, each with the codes that the context leaves.

    `home` is the code of Taiwan, Hong Kong or Macao on a page from there, `year` that of the document, if it is known.
    """
    names = find(folded, home)
    if not names:
        return
    context = _Context(folded, names, home, year)
    for position, name in enumerate(context.names):
        codes = context.meant(name)
        if codes:
            yield name._replace(codes=codes)
        if len(codes) == 1:
            context.latest.update(dict.fromkeys(_scopes(codes[0]), position))


class _Context:
    """What a text surely names (`sure`: codes, `named`: what they lie in), and what it named last (`latest`)."""

    def __init__(self, folded: str, names: list[Name], home: str | None, year: int | None) -> None:
        self.folded, self.names, self.year = folded, names, year
        self.sure: set[str] = set()
        self.named: set[str] = set()
        self.latest: dict[str, int] = {}
        self._nearest: dict[str, tuple[str, ...]] = {}
        self._add([home] if home else [])
        self._add(name.codes[0] for name in names if len(name.codes) == 1 and _is_sure(name))
        self._add(_listed_together(folded, names))
        self._add(_before_bodies(folded, names))
        common = _common(folded, names, self.named)
        self._add(code for name in common for code in name.codes)
        self.names = sorted([*names, *common])

    def _add(self, codes: Iterable[str]) -> None:
        for code in codes:
            self.sure.add(code)
            self.named.update(_scopes(code))

    def meant(self, name: Name) -> tuple[str, ...]:
        """The codes that a name can mean here; none where it means no place."""
        if name.links > 1 and len(name.codes) == 1:
            return former.dated(name.key, name.codes, self.year)
        near = self._near(name) if name.links == 1 else name.codes
        if not _is_place(self.folded, name, near, self.sure, self.named):
            return ()
        return former.dated(name.key, _latest(near, self.latest, self.named), self.year)

    def _near(self, name: Name) -> tuple[str, ...]:
        if name.key not in self._nearest:
            self._nearest[name.key] = _closest(name, self.named)
        return self._nearest[name.key]


def _is_sure(name: Name) -> bool:
    """Whether a name says without any context that it is a place."""
    return name.links > 1 or _is_sure_alone(name.key)


@lru_cache(maxsize=4096)
def _is_sure_alone(key: str) -> bool:
    known = gazetteer()
    if key in known.towns or key in known.rules["chain"] or _is_edge(key):
        return False
    return known.shorts.get(key) != "county" or len(key) > SHORTEST


def _listed_together(folded: str, names: list[Name]) -> Iterator[str]:
    """The codes of counties of one city that short forms next to each other name: 屯門、元朗."""
    shorts = gazetteer().shorts
    for name, other in pairwise(names):
        if folded[name.end : other.start] in TOGETHER and shorts.get(name.key) == shorts.get(other.key) == "county":
            codes = name.codes[0], other.codes[0]
            if codes[0] != codes[1] and _city_scope(codes[0]) == _city_scope(codes[1]):
                yield from codes


def _before_bodies(folded: str, names: list[Name]) -> Iterator[str]:
    """The codes of counties whose short forms official bodies follow: 昆山文明办."""
    shorts = gazetteer().shorts
    for name in names:
        if len(name.codes) == 1 and shorts.get(name.key) == "county" and passing.is_body(folded, name.end):
            yield name.codes[0]


def _common(folded: str, names: list[Name], named: set[str]) -> list[Name]:
    """Where a common word is the short form of a county: a town of it is named, and no other county."""
    if any(len(scope) > PROVINCE_DIGITS for scope in named):
        return []
    known = gazetteer()
    towns = [_closest(name, named) for name in {name.key: name for name in names if name.key in known.towns}.values()]
    # Towns of a city without counties (嘉峪关) have no county in the list.
    counties = {code[:6] for codes in towns if len(codes) <= MAX_TOWNS for code in codes} & known.names.keys()
    shorts = {short: code for code in counties for short in short_forms(known.names[code], "county")}
    common = [short for short in shorts if short in known.rules["common"]]
    words = [short for short in common if len(_word_starts(folded[:LEAD_CHARS], short)) > 1]
    covered = {offset for name in names for offset in range(name.start, name.end)} if words else set()
    return [
        Name(start, start + len(short), short, (shorts[short],))
        for short in words
        for start in _word_starts(folded, short)
        if len(words) == 1 and start not in covered
    ]


def _word_starts(folded: str, word: str) -> list[int]:
    starts = (found.start() for found in re.finditer(word, folded))
    return [start for start in starts if start == 0 or _WORD_BEGINS.match(folded, start - 1)]


def _is_edge(key: str) -> bool:
    known = gazetteer()
    return key in known.rules["edge"] or (len(key) == SHORTEST and key not in known.shorts and key[-1] in "县市区")


def _is_place(folded: str, name: Name, near: tuple[str, ...], sure: set[str], named: set[str]) -> bool:
    """Whether the context lets a name mean a place; `near` are its candidates closest to what is named."""
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


@cache
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
    if code[:6] in named:
        return _COUNTY
    if _city_scope(code) in named:
        return _CITY
    return _PROVINCE if code[:2] in named else 0


def _closest(name: Name, named: set[str]) -> tuple[str, ...]:
    """Those candidates that lie closest to what the document surely names."""
    if len(name.codes) == 1:
        return name.codes
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
