"""Which findings a person's decisions settle, without reading whole records: for lists of thousands of documents."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from summarizer.delivering.reviewing.decisions import Decision, Identity, stored
from summarizer.delivering.reviewing.holding import Held, held
from summarizer.running.store.store import Store

_FIGURES = 'SELECT subject, value, low, high, unit, qualifier, quote, "start", "end" FROM figures WHERE document = ? ORDER BY number'
_MEASURES = 'SELECT name, "start", "end" FROM measures WHERE document = ? ORDER BY number'


def settled_items(store: Store) -> dict[int, set[str]]:
    """The parts that are decided on (`figures/3`, `headline`), as findings name them, by documents.document."""
    by_document: defaultdict[int, list[Decision]] = defaultdict(list)
    for decision in stored(store):
        by_document[decision.key].append(decision)
    return {key: set(_items(store, key, held(decisions))) for key, decisions in by_document.items()}


def is_settled(item: str | None, settled: set[str]) -> bool:
    """Whether a finding on this part is settled; all points are edited at once."""
    return item is not None and (item in settled or item.partition("/")[0] in settled)


def _items(store: Store, key: int, holding: Held) -> Iterator[str]:
    yield from holding.fields
    for part, query, latest in (("figures", _FIGURES, holding.figures), ("measures", _MEASURES, holding.measures)):
        if latest:
            rows = store.database.execute(query, [key])
            yield from (f"{part}/{number}" for number, row in enumerate(rows) if _identity([*row]) in latest)


def _identity(row: Sequence[Any]) -> Identity:
    """A row's key, as `decisions.identity` gives it of a figure or measure."""
    *known, start, end = row
    span = None if start is None else (start, end)
    return (known[0], *([span] if span else [])) if len(known) == 1 else (*known, span)
