"""The names of places in a text, and the chains that they form; `disambiguation` decides what they mean.

1. The leftmost and then longest name wins; decoys (长江, 北京时间, 美丽…) win too and name nothing.
2. A name that goes on as another thing names no place: 上海路, 南京东路, 北京大学, 南阳溪; 河北区域, 合作市场.
3. A name that words cross names no place: 振兴|城市 holds no 兴城市, 吉|安全 no 吉安; 海阳市场监管局 holds 海阳, for 海阳市.
4. Districts and townships of Taiwan are names after their city or county, and on a page from there.
5. Names side by side that lie in one another are one name, the last, and its span is the whole chain
   (黑龙江省双鸭山市饶河县). So 老城街道 after 潢川县 is that county's, not a part of 洛阳's 老城区.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import zip_longest
from typing import NamedTuple

from summarizer.resources import lazy_pattern
from summarizer.scanning.places.boundaries import crosses, crosses_start
from summarizer.scanning.places.divisions import HONG_KONG, TAIWAN, gazetteer, level, matches, trunk

_TOWN_END = re.compile("街道|镇|乡|苏木|地区|农场|林场|牧场")
_LONGEST_TOWN = 12
_GOES_ON = lazy_pattern(
    "[东南西北中]{0,2}(?:路|大道|大街(?!小巷)|街(?![道坊头])|巷|大桥|隧道)|溪|水库|村(?![民镇级])|大学|理工|师范|银行|证券|时间|话(?!题)|菜|人寿"
    "|里(?![程面边外]|弄)|胡同|小区|花园|新村|家园|公寓"
)
_WORD_GOES_ON = re.compile("(?<=区)[域间块]|(?<=乡)[村镇亲愁]|(?<=镇)[定静压痛]")
_MARKET = lazy_pattern("场(监[管督])?")
_JOINS = ("", " ", "·")
_KINDS = "省市县区州盟旗"
_CROSSED_BY_NONE = 4
"""Names of so many characters are whole: no dictionary is needed for 双鸭山市 and 黑龙江省."""
_TAIWAN_LENGTHS = range(4, 1, -1)


class Name(NamedTuple):
    """A name (or chain of names) in the folded text: its span, its last name and what that can mean."""

    start: int
    end: int
    key: str
    codes: tuple[str, ...]
    links: int = 1


def find(folded: str, home: str | None = None) -> list[Name]:
    """The names of a folded text, in order, chains made one; each with all the codes that it can mean there.

    `home` is the code of Taiwan, Hong Kong or Macao on a page from there: of several codes those in it are meant.
    """
    names = districted(folded, single(folded), home)
    return [_at_home(name, home) for name in _chains(folded, names) if not _crosses(folded, name)]


def single(folded: str) -> list[Name]:
    """The names of a folded text, chains not joined; decoys and names that go on as another thing are gone."""
    known = gazetteer()
    found = [Name(start, end, word, known.keys.get(word, ())) for word, start, end in matches(folded)]
    found += _towns(folded)
    if not found:
        return []
    read = [name for name in (_before_market(folded, name) for name in _apart(found) if name.codes) if name]
    return [name for name, other in zip_longest(read, read[1:]) if _ends_there(folded, name, other)]


def _apart(names: list[Name]) -> Iterator[Name]:
    """Of names that overlap the first, and of those the longest."""
    end = 0
    for name in sorted(names, key=lambda name: (name.start, -name.end)):
        if name.start >= end:
            end = name.end
            yield name


def _before_market(folded: str, name: Name) -> Name | None:
    """南京市场 is a market in 南京, 海阳市场监管局 an office of 海阳市; 合作市场 is no 合作市."""
    market = _MARKET.match(folded, name.end) if name.key.endswith("市") else None
    if market is None:
        return name
    return name._replace(end=name.end - 1) if market[1] or name.key[:-1] in gazetteer().keys else None


def _crosses(folded: str, name: Name) -> bool:
    """Whether words cross a name. What goes on from the end of a full name is no sign (兰坪县委, 长春市民)."""
    if name.links > 1 or len(name.key) >= _CROSSED_BY_NONE:
        return False
    known = gazetteer()
    if name.key[-1] in _KINDS:
        return name.key[-2:] not in known.keys and crosses_start(folded, name.start, name.end)
    return name.key in known.shorts and crosses(folded, name.start, name.end)


def _at_home(name: Name, home: str | None) -> Name:
    own = tuple(code for code in name.codes if code[:2] == home[:2]) if home and len(name.codes) > 1 else ()
    return name._replace(codes=own) if own else name


def districted(folded: str, names: list[Name], home: str | None = None) -> list[Name]:
    """The names with districts and townships of Taiwan in the place of others (龙潭区, also in Jilin)."""
    there = [name for name in names if TAIWAN <= name.codes[-1] < HONG_KONG]
    if not there and home != f"{TAIWAN}0000":
        return names
    if home == f"{TAIWAN}0000":
        listed = gazetteer().taiwan
        districts = [
            Name(found.start(), found.end(), found[0], listed[found[0]]) for found in _taiwan().finditer(folded)
        ]
    else:
        districts = [district for name in there if (district := _district(folded, name))]
    covered = {offset for name in districts for offset in range(name.start, name.end)}
    others = [name for name in names if name.start not in covered and name.end - 1 not in covered]
    return sorted([*others, *districts])


def _district(folded: str, city: Name) -> Name | None:
    """The district that a city or county of Taiwan is followed by."""
    listed, inside = gazetteer().taiwan, trunk(city.codes[-1])
    for length in _TAIWAN_LENGTHS:
        key = folded[city.end : city.end + length]
        if any(code.startswith(inside) for code in listed.get(key, ())):
            return Name(city.end, city.end + len(key), key, listed[key])
    return None


@cache
def _taiwan() -> re.Pattern[str]:
    return re.compile("|".join(sorted(gazetteer().taiwan, key=len, reverse=True)))


@cache
def _town_ends() -> frozenset[str]:
    """The last characters of the names of towns, from two before the suffix on: 佳河镇, and 中山街道, whose 山街道 does no harm."""
    towns = gazetteer().towns
    return frozenset([town[-3:] for town in towns] + [town[-4:] for town in towns])


def _towns(folded: str) -> Iterator[Name]:
    towns, ends = gazetteer().towns, _town_ends()
    for suffix in _TOWN_END.finditer(folded):
        end = suffix.end()
        if folded[max(0, suffix.start() - 2) : end] not in ends:
            continue
        for start in range(max(0, end - _LONGEST_TOWN), suffix.start() - 1):
            if codes := towns.get(folded[start:end]):
                yield Name(start, end, folded[start:end], codes)
                break


def _ends_there(folded: str, name: Name, following: Name | None) -> bool:
    """Whether a name doesn't go on as another thing, as 上海路 does, and 澳门路环 doesn't."""
    goes_on = _GOES_ON if name.key in gazetteer().shorts else _WORD_GOES_ON
    if not goes_on.match(folded, name.end):
        return True
    return following is not None and following.start == name.end and bool(_inside(name, following))


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
