"""The tables of a run as the served viewer asks for them: a page of rows, counts by facet, a step to the next document.

Documents are read when the server starts; figures, measures, the overview and series right after, while the reader looks
at the first document.
"""

from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from summarizer.delivering.reviewing.overlay import lay_over
from summarizer.delivering.viewer import run_totals
from summarizer.delivering.viewer.faceting import Faceted, Query
from summarizer.delivering.viewer.series_table import SHAPES
from summarizer.delivering.viewer.served_series import ServedSeries
from summarizer.delivering.viewer.viewer_tables import TABLES, keys_of
from summarizer.running.store.store import Store
from summarizer.scanning.scanner import scan_prose

MOST_CHOSEN = 2_000
"""So many rows can be chosen at once: a browser keeps decisions on some thousands of figures."""
_MOST_DIGITS = 10
_TEXTS = "SELECT text FROM documents WHERE position NOT NULL ORDER BY position, id"


class ServedTables:
    """The tables of the run in `out`, as they are now."""

    def __init__(self, out: Path, store: Store) -> None:
        self._out = out
        self.keys = keys_of(store)
        lay_over(store, correct=False)
        self._documents = _faceted("documents", store)
        self._ids = list(self._documents.cells["id"])
        self._places = {document_id: place for place, document_id in enumerate(self._ids)}
        self._reader = ThreadPoolExecutor(1, "viewer")
        self._texts = self._reader.submit(self._read_texts)
        self._later = {name: self._reader.submit(self._read, name) for name in TABLES if name != "documents"}
        self._overview = self._reader.submit(self._totals)
        for table in self._later.values():
            self._reader.submit(_sort, table)
        self._series = self._reader.submit(self._read_series)
        self._reader.submit(scan_prose, "某县有1人")  # the rules' tables, for the first decision

    def close(self) -> None:
        self._reader.shutdown(cancel_futures=True)

    def key(self, place: int) -> int:
        """The number in the store of a document at a place; 0, which none has, beyond the last."""
        return self.keys[place] if place < len(self.keys) else 0

    def place(self, document_id: str) -> int | None:
        """The place of a document among the inputs, by its id."""
        return self._places.get(document_id)

    def overview(self) -> dict[str, Any]:
        return self._overview.result()

    def answer(self, store: Store, name: str, asked: str) -> dict[str, Any]:
        """A page of rows, and how many there are by facet; raises KeyError for a table that there is not."""
        table, query = self._table(name), asked_for(name, asked)
        found = table.find(query, also=self._holding(name, query.words))
        keys = [table.keys[row] for row in found.shown(query)]
        lay_over(store, correct=False, keys=sorted({self.keys[place] for place, _ in keys}))
        rows = [(place, *TABLES[name].row(store, self.keys[place], number)) for place, number in keys]
        names = {code: table.place_name(code) for code, _ in found.facets["adcode"]}
        return {**table.answer(query, found, rows), "names": names}

    def chosen(self, name: str, asked: str) -> list[tuple[int, int | str]]:
        """The document and number of each row that matches, of the first ones; raises KeyError as `answer`."""
        table, query = self._table(name), asked_for(name, asked)
        found = table.find(query, also=self._holding(name, query.words))
        return [table.keys[row] for row in found.rows[:MOST_CHOSEN]]

    def step(self, asked: str, by: int, severities: frozenset[str]) -> str | None:
        """The next document that matches, `by` 1 or -1 from that at `near`, whose worst finding is one of these."""
        query = asked_for("documents", asked)
        rows = self._documents.find(query, also=self._holding("documents", query.words)).rows
        at = rows.index(query.near) if query.near in rows else (-1 if by > 0 else len(rows))
        ahead = rows[at + 1 :] if by > 0 else reversed(rows[:at])
        worst = self._documents.cells["worst"]
        return next((self._ids[row] for row in ahead if not severities or worst[row] in severities), None)

    def renew(self, store: Store, document_ids: Iterable[str]) -> None:
        """Look again at documents that somebody decided on something in."""
        places = [self._places[document_id] for document_id in document_ids if document_id in self._places]
        lay_over(store, correct=False, keys=[self.keys[place] for place in places])
        for name in TABLES:
            table = self._table(name)
            for place in places:
                for row in table.rows_of(place):
                    table.renew(row, TABLES[name].row(store, self.keys[place], table.keys[row][1]))

    def series(self) -> ServedSeries:
        """The series as the store had them when the server started."""
        return self._series.result()

    def _table(self, name: str) -> Faceted:
        return self._documents if name == "documents" else self._later[name].result()

    def _read(self, name: str) -> Faceted:
        with Store.read(self._out) as store:
            lay_over(store, correct=False)
            table = _faceted(name, store)
        table.find(Query())  # what is asked for first
        return table

    def _read_texts(self) -> list[str]:
        with Store.read(self._out) as store:
            found = store.database.execute(_TEXTS)
            return [(row[0] or "").lower() for row in found]

    def _totals(self) -> dict[str, Any]:
        with Store.read(self._out) as store:
            return run_totals.totals(store)

    def _holding(self, name: str, words: str) -> frozenset[int]:
        """The documents whose text has the words; texts are kept, since SQLite takes a second to read them all."""
        if not words or name != "documents":
            return frozenset()
        wanted = words.lower()
        return frozenset(place for place, text in enumerate(self._texts.result()) if wanted in text)

    def _read_series(self) -> ServedSeries:
        with Store.read(self._out) as store:
            lay_over(store, correct=False)
            return ServedSeries(store)


def _faceted(name: str, store: Store) -> Faceted:
    return Faceted(TABLES[name].shape, partial(TABLES[name].rows, store))


def _sort(table: Future[Faceted]) -> None:
    table.result().sort_all()


def asked_for(name: str, asked: str) -> Query:
    """What the query of an address asks of a table; what a table does not have is left out."""
    fields = parse_qs(asked, keep_blank_values=True)
    first = {field: values[0] for field, values in fields.items()}
    wanted = {facet: fields[facet] for facet in SHAPES[name].facets if facet in fields}
    return Query(
        first.get("q", ""), wanted, first.get("sort", ""), _number(first, "page", 0), _number(first, "near", -1)
    )


def _number(fields: dict[str, str], name: str, otherwise: int) -> int:
    digits = fields.get(name, "")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < _MOST_DIGITS else otherwise
