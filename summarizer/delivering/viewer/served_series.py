"""The series of a run as the served viewer asks for them: a page of the table, or one to draw."""

from typing import Any

from summarizer.delivering.viewer.faceting import Faceted, Query
from summarizer.delivering.viewer.series_table import SERIES, SeriesTable
from summarizer.running.store.store import Store


class ServedSeries:
    """The series of a store as it is now."""

    def __init__(self, store: Store) -> None:
        self._table = SeriesTable(store)
        self._faceted = Faceted(SERIES, self._table.rows)
        self._faceted.sort_all()
        self._numbers = {cells[0]: number for number, cells in enumerate(self._table.cells)}
        self._names = self._table.names()
        self.figures = self._table.figures

    def answer(self, query: Query) -> dict[str, Any]:
        """A page of rows, and how many there are by facet."""
        found = self._faceted.find(query)
        rows = [self._table.shown(row) for row in found.shown(query)]
        names = {code: self._names.get(code) for code, _ in found.facets["adcode"]}
        return {**self._faceted.answer(query, found, rows), "names": names}

    def drawn(self, series_id: str) -> dict[str, Any] | None:
        """One of them as it is drawn; None where there is none of this id."""
        number = self._numbers.get(series_id)
        return None if number is None else self._table.drawn(number)
