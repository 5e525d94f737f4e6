"""The regions that a name means as a person or a model writes it, and which of them lie in which."""

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from summarizer.folding import fold
from summarizer.models import Region
from summarizer.scanning.places import former
from summarizer.scanning.places.divisions import chain, code_of, gazetteer, lies_in, region, trunk
from summarizer.scanning.places.names import Name, districted, find, single

MAX_NAMES = 4
"""A name to resolve has at most a province, a city, a county and a town in it."""
_MOST_PARTS = 16


@lru_cache(maxsize=4096)
def regions_of(codes: tuple[str, ...], year: int | None = None) -> tuple[Region, ...]:
    """The regions of codes, with their names in a year."""
    return tuple(region(code, year) for code in codes)


@lru_cache(maxsize=4096)
def resolve(name: str, near: Region | None = None, year: int | None = None) -> tuple[Region, ...]:
    """The regions that a name can mean as a person or a model writes it: 饶河县, 黑龙江省双鸭山市饶河县, 南岗区(哈尔滨).

    Of several those are given that share most of the way down from the province with `near`, all if none does. The
    name is taken as it was meant in `year`; if that is unknown, as today.
    Nothing for a name that the list doesn't have (全市, 龙泰社区), nor for several that don't lie in one another.
    """
    codes = former.dated(*_meant("".join(fold(name).split())), year)
    if near and len(codes) > 1:
        codes = _nearest(codes, code_of(near))
    return regions_of(codes, year)


def within(name: str, near: Region | None = None, year: int | None = None) -> tuple[Region, ...]:
    """The region that a name means; if it means none or several, also those of the places in it: 庆阳、酒泉, 台湾中南部."""
    found = resolve(name, near, year)
    if len(found) == 1:
        return found
    places = _named("".join(fold(name).split()), code_of(near) if near else None)
    return tuple(dict.fromkeys((*found, *(region for codes in places for region in regions_of(codes, year)))))


@lru_cache(maxsize=4096)
def _named(folded: str, near: str | None) -> tuple[tuple[str, ...], ...]:
    names = find(folded)[:_MOST_PARTS]
    return tuple(_nearest(found.codes, near) if near else found.codes for found in names)


@lru_cache(maxsize=4096)
def _meant(folded: str) -> tuple[str, tuple[str, ...]]:
    """The listed name that a folded name ends in, and the codes that it can mean, of whatever year."""
    alone = single(folded)
    names = [found for found in districted(folded, alone) if not _begins_a_word(folded, found, alone)]
    if not names or len(names) > MAX_NAMES:
        return "", ()
    lists = [found.codes for found in names]
    fitting = [code for codes in lists for code in codes if _lies_in_each(code, codes, lists)]
    deepest = max((len(chain(code)) for code in fitting), default=0)
    codes = tuple(dict.fromkeys(code for code in fitting if len(chain(code)) == deepest))
    return next((found.key for found in names if set(codes) <= set(found.codes)), ""), codes


def _lies_in_each(code: str, own: Sequence[str], lists: Sequence[Sequence[str]]) -> bool:
    """Whether a code of one list lies in a code of each of the others."""
    return all(others is own or any(lies_in(code, other) for other in others) for others in lists)


def _begins_a_word(folded: str, found: Name, names: Sequence[Name]) -> bool:
    """A short form before the end of a longer name names something else: 普安花园 is not 普安县."""
    if found.key not in gazetteer().shorts or not folded[found.end : found.end + 1].isalnum():
        return False
    return all(other.start != found.end for other in names)


def _nearest(codes: tuple[str, ...], near: str) -> tuple[str, ...]:
    """Those that share most of the way down with `near`; all where none shares its province."""
    shared = [len(set(chain(code)) & set(chain(near))) for code in codes]
    most = max(shared)
    return tuple(code for code, steps in zip(codes, shared, strict=True) if steps == most)


def surrounding(regions: Iterable[Region]) -> frozenset[str]:
    """The first digits of the codes of regions: those of all divisions that they can lie in."""
    codes = {code_of(region) for region in regions}
    return frozenset(code[:length] for code in codes for length in (2, 4, 6, 9))


def lies_around(region: Region, surroundings: Collection[str]) -> bool:
    """Whether one of the regions of which `surrounding` gave the digits is, or lies in, a region."""
    return trunk(code_of(region)) in surroundings


def contains(outer: Region, inner: Region) -> bool:
    """Whether a region is, or lies in, another."""
    return lies_in(code_of(inner), code_of(outer))
