"""Pictures: an indicator with its values of every status, in one unit, as a page draws them.

Planned values are drawn in the picture of the actual ones, and apart from them. A picture needs two values that can be
compared, of two places, periods or documents.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import chain, groupby
from typing import NamedTuple

from summarizer.delivering.consolidating.consolidation import every_series
from summarizer.delivering.consolidating.joining import Series, basis_of, contradictions
from summarizer.delivering.consolidating.observing import Indicator
from summarizer.delivering.consolidating.series_rows import SeriesPoint, every_point, other_points, points
from summarizer.running.store.rows import as_json
from summarizer.running.store.store import Store

MOST_NAMES = 20
_ID_DIGITS = 12


class PicturePoint(NamedTuple):
    """A value with the `others` that documents state of the same fact, and how all of these were joined.

    `contradictions` counts the pairs of figures that contradict each other; other values may also mean something else.
    """

    stated: SeriesPoint
    others: tuple[SeriesPoint, ...]
    contradictions: int
    basis: tuple[str, ...]


class Picture(NamedTuple):
    """The points of an indicator by place and period; `names` are the subjects that were joined, the most frequent first.

    The status of the indicator is empty: that of a point is its figure's.
    """

    indicator: Indicator
    unit: str | None
    names: tuple[str, ...]
    points: tuple[PicturePoint, ...]
    documents: int
    figures: int

    @property
    def id(self) -> str:
        """A name that is the same in every run."""
        return sha256(as_json(self.indicator).encode()).hexdigest()[:_ID_DIGITS]


def pictures(store: Store, unjoined: Counter[str]) -> list[Picture]:
    """The pictures of a store, those with the most points first; `unjoined` counts the figures in none by why.

    These are the codes of `Unjoined`, and `alone`: no other figure tells of the same indicator.
    """
    alike = groupby(every_series(store, unjoined), key=lambda found: found.indicator[:4])
    drawn = chain.from_iterable(_of_every_status(found, unjoined) for _, found in alike)
    return sorted(drawn, key=lambda picture: (-len(picture.points), picture.indicator))


def _of_every_status(alike: Iterable[Series], unjoined: Counter[str]) -> Iterator[Picture]:
    """Pictures of the series of one subject, scope, measure and aspect."""
    by_indicator: defaultdict[Indicator, list[Series]] = defaultdict(list)
    for found in alike:
        by_indicator[found.indicator._replace(status="")].append(found)
    for indicator, series in by_indicator.items():
        if any(True for each in series for _ in points(each)):
            yield _picture(indicator, series)
        else:
            unjoined["alone"] += sum(map(_figures, series))


def _picture(indicator: Indicator, series: list[Series]) -> Picture:
    members = [member for found in series for group in found.groups for member in group.members]
    unit = max(series, key=_weight).unit
    names = Counter(member.subject for member in members)
    return Picture(
        indicator,
        unit,
        tuple(name for name, _ in names.most_common(MOST_NAMES)),
        tuple(point for found in series for point in _points(found._replace(unit=unit))),
        len({member.document for member in members}),
        len(members),
    )


def _weight(found: Series) -> tuple[bool, int]:
    """Actual values decide the unit, then those that there are more of."""
    return found.indicator.status == "actual", _figures(found)


def _figures(found: Series) -> int:
    return sum(len(group.members) for group in found.groups)


def _points(found: Series) -> Iterator[PicturePoint]:
    for stated, group in zip(every_point(found), found.groups, strict=True):
        pairs = sum(1 for _ in contradictions(group))
        yield PicturePoint(stated, other_points(found, group), pairs, basis_of(group.members))
