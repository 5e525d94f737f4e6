"""Which rows of the store a person decided on, without reading whole records: for lists of thousands of documents."""

from collections.abc import Iterator, Sequence
from typing import Any, Literal, NamedTuple

from summarizer.delivering.reviewing.decisions import Decision, Identity
from summarizer.delivering.reviewing.holding import Held
from summarizer.running.store.store import Store

_FIGURES = 'SELECT subject, value, low, high, unit, qualifier, quote, "start", "end" FROM figures WHERE document = ? ORDER BY number'
_MEASURES = 'SELECT name, "start", "end" FROM measures WHERE document = ? ORDER BY number'


class DecidedRow(NamedTuple):
    """A row of the store's figures or measures, and the decision that holds on it."""

    table: Literal["figures", "measures"]
    number: int
    decision: Decision

    @property
    def item(self) -> str:
        """As a finding names it."""
        return f"{self.table}/{self.number}"


def decided_rows(store: Store, key: int, holding: Held) -> Iterator[DecidedRow]:
    """The figures and measures of the document with this key that decisions hold on."""
    if holding.figures:
        for number, row in enumerate(store.database.execute(_FIGURES, [key])):
            if (decision := holding.figures.get(_identity([*row]))) is not None:
                yield DecidedRow("figures", number, decision)
    if holding.measures:
        for number, row in enumerate(store.database.execute(_MEASURES, [key])):
            if (decision := holding.measures.get(_identity([*row]))) is not None:
                yield DecidedRow("measures", number, decision)


def _identity(row: Sequence[Any]) -> Identity:
    """A row's key, as `decisions.identity` gives it of a figure or measure."""
    *known, start, end = row
    span = None if start is None else (start, end)
    return (known[0], *([span] if span else [])) if len(known) == 1 else (*known, span)
