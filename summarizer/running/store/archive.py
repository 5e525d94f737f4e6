"""The recordings of a run: what its store has, then a folder of recordings; every answer goes into the store."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from summarizer.asking.recording import Exchange, Recordings
from summarizer.running.store.store import Store
from summarizer.running.store.totals import Usage

Price = Callable[[Mapping[str, Any]], float | None]


@dataclass
class Archive:
    """Recordings in a store, and in a folder besides; `price` says what a ChatCompletion cost in US dollars.

    `spent` is what was paid for since the store was made, earlier runs of the command included.
    """

    store: Store
    folder: Recordings | None
    record: bool
    price: Price
    spent: Usage = field(init=False)
    _forgotten: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.spent = self.store.spent

    def __str__(self) -> str:
        return str(self.folder or self.store)

    def get(self, digest: str) -> Exchange | None:
        stored = self.store.get(digest)
        if stored is None and self.folder is not None and digest not in self._forgotten:
            stored = self.folder.get(digest)
            if stored is not None:
                self.store.put(stored, paid=False)
        return stored

    def put(self, exchange: Exchange) -> None:
        cost = self.price(exchange.response)
        tokens = self.store.put(exchange, cost_usd=cost)
        self.spent = self.spent.with_one(tokens, cost)
        if self.record and self.folder is not None:
            self.folder.put(exchange)

    def forget_answers_of(self, document_id: str) -> None:
        """Have a model asked anew about a document that failed."""
        self._forgotten.update(self.store.set_answers_aside(document_id))
