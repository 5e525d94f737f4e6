"""Which divisions a name meant in a year, and which name a division had.

The table is `data/former_divisions.tsv`: names that held in 1995 or later, but not always. A division that goes on under
another name (大兴县 → 大兴区, 襄樊市 → 襄阳市) has the code of today. One that ended (崇文区, 桥东区) has its own code in
a document of its time, and otherwise that of the one division that its area is in now, if it is one.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from summarizer.models import DateMention, Published
from summarizer.resources import table


class Tenure(NamedTuple):
    """A name, the years in which it held (in the last, its follower does too), and its code.

    If the division ended, the code is its own, and `now` are those that its area is in today, as far as known.
    """

    name: str
    since: int
    until: int | None
    code: str
    ended: bool
    now: tuple[str, ...]

    def covers(self, year: int | None) -> bool:
        """Whether the name held in a year; an unknown year is today."""
        if year is None:
            return self.until is None
        return self.since <= year and (self.until is None or year <= self.until)


@cache
def tenures() -> dict[str, tuple[Tenure, ...]]:
    """The tenures by name."""
    found: dict[str, list[Tenure]] = {}
    for name, since, until, code, now in table("former_divisions"):
        held = Tenure(name, int(since), int(until) if until else None, code, bool(now), tuple(now.strip("-").split()))
        found.setdefault(name, []).append(held)
    return {name: tuple(held) for name, held in found.items()}


def every() -> Iterator[Tenure]:
    """All tenures."""
    for held in tenures().values():
        yield from held


def dated(name: str, codes: tuple[str, ...], year: int | None) -> tuple[str, ...]:
    """Those codes that a name meant in a year; if it meant none, what their area is in today.

    >>> dated("桥东区", ("130103", "130702"), 2010), dated("桥东区", ("130103", "130702"), 2024)
    (('130103', '130702'), ('130702',))
    >>> dated("崇文区", ("110103",), 2005), dated("崇文区", ("110103",), None)
    (('110103',), ('110101',))
    """
    held = tenures().get(name)
    if held is None:
        return codes
    always = set(codes).difference(tenure.code for tenure in held)
    valid = always.union(tenure.code for tenure in held if tenure.covers(year))
    now = {tenure.code: tenure.now[0] for tenure in held if len(tenure.now) == 1}
    found = tuple(code for code in codes if code in valid)
    return found or tuple(dict.fromkeys(now.get(code, code) for code in codes))


@cache
def _names() -> dict[str, list[Tenure]]:
    """The tenures of divisions that go on, by code."""
    found: dict[str, list[Tenure]] = {}
    for held in every():
        if held.until and not held.ended:
            found.setdefault(held.code, []).append(held)
    return found


def name_in(code: str, year: int | None) -> str | None:
    """The name that a division had in a year, where it was another than today's.

    >>> name_in("420600", 2005), name_in("420600", 2024)
    ('襄樊市', None)
    """
    known = _names().get(code)
    if known is None or year is None:
        return None
    return next((tenure.name for tenure in known if tenure.since <= year < (tenure.until or year)), None)


def year_of(published: Published | None, stated: Iterable[DateMention]) -> int | None:
    """The year of a document: that of its publication, else the one that it states most often, if any."""
    if published and published.iso[:4].isdecimal():
        return int(published.iso[:4])
    years = Counter(date.iso[:4] for date in stated if date.iso and date.iso[:4].isdecimal() and not date.inferred)
    return int(years.most_common(1)[0][0]) if years else None
