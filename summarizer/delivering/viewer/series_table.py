"""The table of series: a row for each picture, and what a page draws of one.

It is searched, filtered and sorted as the other tables are, but its rows come of the pictures of a store, made once.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain as chained
from typing import Any

from summarizer.delivering.consolidating.picturing import Picture, PicturePoint, pictures
from summarizer.delivering.consolidating.series_rows import SeriesPoint
from summarizer.delivering.viewer.viewer_tables import DOCUMENTS, TABLES, Row, TableShape, keys_of
from summarizer.running.store.store import Store
from summarizer.scanning.places.divisions import chain, gazetteer, level, trunk

SERIES = TableShape(
    name="series",
    columns=(
        *("id", "subject", "scope", "measure", "aspect", "base", "unit", "statuses", "adcode", "names"),
        *("places", "periods", "points", "documents", "contradictions", "contradicted", "first", "last"),
    ),
    facets={"aspect": "value", "statuses": "list", "contradicted": "value", "unit": "value", "adcode": "places"},
    searched=("subject", "scope", "measure", "names"),
    sorts=("subject", "places", "last", "points", "contradictions"),
    unsent=("adcode", "names"),
)
SHAPES = {**{name: table.shape for name, table in TABLES.items()}, SERIES.name: SERIES}
_VALUE = ("value", "low", "high", "as_written", "unit", "at", "document", "number", "documents")
POINT = ("status", "place", "start", "end", "period", "inferred", "basis", "contradictions", "others", *_VALUE)
"""The cells of a point; the `others` of its fact have the last ones, from `value`. `place` is the index of its place,
`at` that of the document among the inputs; `start` is empty where the end alone tells the period. Numbers are in the unit
of the series; `unit` is that of the figure where it is another one."""
_NOT_COUNTED = "not_counted"
_FIGURES = "SELECT count(*) FROM figures JOIN documents USING (document) WHERE position NOT NULL"
_LEVELS = (2, 4, 6)


class SeriesTable:
    """The pictures of a store: as rows, and each as it is drawn."""

    def __init__(self, store: Store) -> None:
        unjoined: Counter[str] = Counter()
        self._pictures = pictures(store, unjoined)
        self._places = {key: place for place, key in enumerate(keys_of(store))}
        self._titles = [row[2:] for row in DOCUMENTS.rows(store, ("title", "published"))]
        self._alike: defaultdict[str, list[int]] = defaultdict(list)
        for number, picture in enumerate(self._pictures):
            self._alike[picture.indicator.head].append(number)
        self.cells = [_cells(picture) for picture in self._pictures]
        self.figures = _figures(store, sum(picture.figures for picture in self._pictures), unjoined)

    def rows(self, columns: Iterable[str]) -> Iterator[Row]:
        """These columns, after the number of the row, which no document has, and 0."""
        wanted = [SERIES.columns.index(name) for name in columns]
        return ((number, 0, *(cells[column] for column in wanted)) for number, cells in enumerate(self.cells))

    def shown(self, number: int) -> Row:
        """A row as it is sent, after its number."""
        cells = zip(SERIES.columns, self.cells[number], strict=True)
        return (number, *(None if name in SERIES.unsent else cell for name, cell in cells))

    def names(self) -> dict[str, str]:
        """The names of divisions by the first digits of their codes: 62, 6209, 620981."""
        codes = {point.stated.figure.adcode for picture in self._pictures for point in picture.points}
        named = gazetteer().names
        return {trunk(outer): named[outer] for outer in chained.from_iterable(map(chain, codes))}

    def drawn(self, number: int) -> dict[str, Any]:
        """What is drawn of a row: its cells, names that were joined, places, points, what was kept apart, documents."""
        picture = self._pictures[number]
        found = Counter(map(_place, picture.points))
        places = {place: at for at, place in enumerate(sorted(found, key=lambda place: (-found[place], place)))}
        every = [value for point in picture.points for value in (point.stated, *point.others)]
        return {
            "row": self.shown(number),
            "names": picture.names,
            "places": [(*place, _level(*place)) for place in places],
            "points": [self._point(picture, point, places[_place(point)]) for point in picture.points],
            "apart": [self.shown(other) for other in self._alike[picture.indicator.head] if other != number],
            "titles": {place: self._titles[place] for place in {self._places[value.figure.key] for value in every}},
        }

    def _point(self, picture: Picture, point: PicturePoint, place: int) -> list[Any]:
        """The cells of `POINT`."""
        figure = point.stated.figure
        inferred = int(figure.period_basis == "inferred")
        others = [self._value(picture, other) for other in point.others]
        known = (figure.indicator.status, place, figure.start, figure.end, figure.period, inferred)
        return [*known, point.basis, point.contradictions, others, *self._value(picture, point.stated)]

    def _value(self, picture: Picture, stated: SeriesPoint) -> list[Any]:
        figure = stated.figure
        unit = None if figure.unit == picture.unit else figure.unit
        numbers = (stated.value, stated.low, stated.high)
        return [
            *numbers,
            figure.as_written,
            unit,
            self._places[figure.key],
            figure.document,
            figure.number,
            stated.documents,
        ]


def _place(point: PicturePoint) -> tuple[str, str]:
    return point.stated.figure.adcode, point.stated.figure.place


def _level(code: str, name: str) -> str:
    """The level of a place: province, city, county, or below, where it has no code of its own; the nation is a province's."""
    return level(code) if gazetteer().names.get(code, name) == name else "below"


def _cells(picture: Picture) -> Row:
    """The cells of `SERIES`."""
    indicator, figures = picture.indicator, [point.stated.figure for point in picture.points]
    codes = {figure.adcode[:digits] for figure in figures for digits in _LEVELS}
    ends = [figure.end for figure in figures]
    contradictions = sum(point.contradictions for point in picture.points)
    return (
        *(picture.id, indicator.head, indicator.scope or None, indicator.measure or None, indicator.aspect),
        *(indicator.base or None, picture.unit, ",".join(sorted({figure.indicator.status for figure in figures}))),
        *(",".join(sorted(codes)), "\n".join(picture.names), len(set(map(_place, picture.points)))),
        *(len({(figure.start, figure.end) for figure in figures}), len(figures), picture.documents),
        *(contradictions, int(contradictions > 0), min(ends), max(ends)),
    )


def _figures(store: Store, joined: int, unjoined: Counter[str]) -> dict[str, Any]:
    """How many figures there are, how many are in pictures, and why the others are in none."""
    total = store.database.execute(_FIGURES).fetchone()[0]
    unjoined[_NOT_COUNTED] = total - joined - unjoined.total()
    return {
        "total": total,
        "joined": joined,
        "unjoined": [[why, count] for why, count in unjoined.most_common() if count],
    }
