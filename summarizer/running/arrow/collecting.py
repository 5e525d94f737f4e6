"""Parquet of `RECORDS` into a store, so that show, view, review and export work on what many machines made.

Collecting again changes nothing: what the store has by its key stays. A document of the same id and path takes the place of
what was known of it. Rows that share an id are told apart as `run` does.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import dataset, fs
from pydantic import ValidationError

from summarizer.errors import UsageError
from summarizer.resources import message, version
from summarizer.running.arrow import RECORDS_FOLDER, SETTINGS_FILE
from summarizer.running.arrow.document_rows import Row
from summarizer.running.arrow.record_rows import RECORDS, exchanges_of, outcome_of
from summarizer.running.engine import RunSummary
from summarizer.running.store.store import Store
from summarizer.summarizing.outcome import Outcome

_ROWS = 32


def collect_into(
    store: Store, inputs: Sequence[str], where: Sequence[str] = (), limit: int | None = None
) -> RunSummary:
    """Put the records of Parquet files, folders of them, or the folders of runs on Ray into a store.

    `where` has conditions like `status=flagged`, all of which hold. Raises UsageError where one of them is no Parquet of ours.
    """
    collected = _Collected(store)
    wanted = _condition(where)
    for row in islice((row for given in inputs for row in _rows(given, wanted)), limit):
        collected.add(row)
    settings = [found for given in inputs if (found := _settings(given))]
    store.set_settings({"version": version(), "inputs": [], **store.settings, **(settings[-1] if settings else {})})
    return collected.summary


@dataclass
class _Collected:
    """What came into a store so far."""

    store: Store
    summary: RunSummary = field(default_factory=RunSummary)
    _keys: set[str] = field(default_factory=set)
    _names: set[str] = field(default_factory=set)

    def add(self, row: Row) -> None:
        """Put a row in, unless it is there."""
        if row["key"] in self._keys:
            return
        self._keys.add(row["key"])
        name, position = self._place(row)
        self._names.add(name)
        state = self.store.state(name)
        reason = "new" if state is None else "kept" if state.digest == row["key"] else "changed"
        self.summary.reasons[reason] += 1
        if reason == "kept":
            return
        outcome = _outcome(row)
        outcome.record.document.id = name
        for kept in exchanges_of(row):
            if kept.paid or self.store.get(kept.exchange.digest) is None:
                self.store.put(kept.exchange, paid=kept.paid, cost_usd=kept.cost_usd)
        self.store.save(outcome, position=position, digest=row["key"])
        self.summary.statuses[outcome.record.status] += 1

    def _place(self, row: Row) -> tuple[str, int]:
        """The id and the position of a row's document: those that it has in the store, or new ones."""
        for name in _options(row["id"]):
            known = self.store.database.execute("SELECT path, position FROM documents WHERE id = ?", [name]).fetchone()
            if name not in self._names and (known is None or known[0] == row["path"]):
                return name, self._next() if known is None or known[1] is None else known[1]
        raise AssertionError("there is always another number")

    def _next(self) -> int:
        last: int | None = self.store.database.execute("SELECT max(position) FROM documents").fetchone()[0]
        return 0 if last is None else last + 1


def _options(name: str) -> Iterator[str]:
    yield name
    number = 1
    while True:
        number += 1
        yield f"{name}#{number}"


def _outcome(row: Row) -> Outcome:
    try:
        return outcome_of(row)
    except ValidationError:
        raise UsageError(message("collect.other", path=row["path"])) from None


def _rows(given: str, wanted: dataset.Expression | None) -> Iterator[Row]:
    """The rows of one input, in the order of its files."""
    try:
        store, path = _opened(given)
        folder = f"{path}/{RECORDS_FOLDER}"
        is_run = store.get_file_info(folder).type == fs.FileType.Directory
        found = dataset.dataset(folder if is_run else path, filesystem=store, format="parquet")
        if not set(RECORDS.names) <= set(found.schema.names):
            raise UsageError(message("collect.other", path=given))
        for batch in found.to_batches(RECORDS.names, filter=wanted, batch_size=_ROWS):
            yield from batch.to_pylist()
    except (OSError, pa.ArrowException) as error:
        raise UsageError(message("file.unreadable", path=given, why=" ".join(str(error).split())[:200])) from None


def _opened(given: str) -> tuple[fs.FileSystem, str]:
    return fs.FileSystem.from_uri(given if "://" in given else str(Path(given).absolute()))  # type: ignore[no-any-return]


def _settings(given: str) -> dict[str, Any] | None:
    """What a run on Ray keeps of its settings; None for other Parquet."""
    try:
        store, path = _opened(given)
        with store.open_input_stream(f"{path}/{SETTINGS_FILE}") as file:
            settings = json.loads(file.read())
    except (OSError, ValueError, pa.ArrowException):
        return None
    return settings if isinstance(settings, dict) else None


def _condition(where: Sequence[str]) -> dataset.Expression | None:
    """Conditions as pyarrow has them; raises UsageError for one that is none."""
    found = None
    for text in where:
        name, _, value = text.partition("=")
        if name not in RECORDS.names or not value:
            names = [column.name for column in RECORDS if not pa.types.is_nested(column.type)]
            raise UsageError(message("collect.where", text=text, names=names))
        try:
            condition = dataset.field(name) == pa.scalar(value).cast(RECORDS.field(name).type)
        except pa.ArrowException:
            raise UsageError(message("collect.where_value", name=name, value=value)) from None
        found = condition if found is None else found & condition
    return found
