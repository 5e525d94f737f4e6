"""The names of places in a text, and the chains that they form; `disambiguation` decides what they mean.

1. The leftmost and then longest name wins; decoys (长江, 北京时间, 美丽…) win too and name nothing.
2. A name that goes on as another thing names no place: 上海路, 南京东路, 北京大学, 南阳溪; 河北区域, 合作市场.
3. Names side by side that lie in one another are one name, the last, and its span is the whole chain
   (黑龙江省双鸭山市饶河县). So 老城街道 after 潢川县 is that county's, not a part of 洛阳's 老城区.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from summarizer.scanning.places.divisions import gazetteer, level, trunk

_TOWN_END = re.compile("街道|镇|乡|苏木|地区|农场|林场|牧场")
_LONGEST_TOWN = 12
_GOES_ON = re.compile(
    "[东南西北中]{0,2}(?:路|大道|大街(?!小巷)|街(?![道坊头])|巷|大桥|隧道)|溪|水库|村(?![民镇级])|大学|理工|师范|银行|证券|时间|话(?!题)|菜|人寿"
)
_WORD_GOES_ON = re.compile("(?<=区)[域间块]|(?<=市)场|(?<=乡)[村镇亲愁]|(?<=镇)[定静压痛]")
_JOINS = ("", " ", "·")


class Name(NamedTuple):
    """A name (or chain of names) in the folded text: its span, its last name and what that can mean."""

    start: int
    end: int
    key: str
    codes: tuple[str, ...]
    links: int = 1


def find(folded: str) -> list[Name]:
    """The names of a folded text, in order, chains made one; each with all the codes that it can mean there."""
    return list(_chains(folded, single(folded)))


def single(folded: str) -> list[Name]:
    """The names of a folded text, chains not joined; decoys and names that go on as another thing are gone."""
    known = gazetteer()
    found = [
        Name(start, end, known.words[index], known.keys.get(known.words[index], ()))
        for index, start, end in known.scanner.find_matches_as_indexes(folded)
    ]
    found += _towns(folded)
    found.sort(key=lambda name: (name.start, -name.end))
    names: list[Name] = []
    end = 0
    for name in found:
        if name.start >= end:
            end = name.end
            if name.codes and not _goes_on(folded, name):
                names.append(name)
    return names


def _towns(folded: str) -> Iterator[Name]:
    towns = gazetteer().towns
    for suffix in _TOWN_END.finditer(folded):
        end = suffix.end()
        for start in range(max(0, end - _LONGEST_TOWN), suffix.start() - 1):
            if codes := towns.get(folded[start:end]):
                yield Name(start, end, folded[start:end], codes)
                break


def _goes_on(folded: str, name: Name) -> bool:
    goes_on = _GOES_ON if name.key in gazetteer().shorts else _WORD_GOES_ON
    return goes_on.match(folded, name.end) is not None


def _chains(folded: str, names: Iterable[Name]) -> Iterator[Name]:
    """Join names side by side where the later lies in the earlier."""
    held: Name | None = None
    for name in names:
        inside = _inside(held, name) if held and folded[held.end : name.start] in _JOINS else ()
        if held and inside:
            held = Name(held.start, name.end, name.key, inside, held.links + 1)
            continue
        if held:
            yield held
        held = name
    if held:
        yield held


def _inside(outer: Name, inner: Name) -> tuple[str, ...]:
    if level(outer.codes[0]) == "town":
        return ()
    trunks = tuple(map(trunk, outer.codes))
    return tuple(code for code in inner.codes if code.startswith(trunks) and code not in outer.codes)
