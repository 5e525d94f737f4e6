"""The requests of a batch: those that were written to a file and wait, and those that came back without an answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from summarizer.running.store.rows import as_json, parsed
from summarizer.running.store.store import Store


class Refusal(NamedTuple):
    """A request of a batch that came back without an answer: how often, and the last time's error."""

    times: int
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class WaitingRequests:
    """The canonical requests of a store that wait for their answers, by digest."""

    store: Store

    def add(self, digest: str, request: Mapping[str, Any]) -> None:
        """Note that a request was written to a batch's file."""
        self._write("INSERT OR REPLACE INTO waiting VALUES (?, ?)", digest, as_json(request))

    def get(self, digest: str) -> dict[str, Any] | None:
        row = self._row("SELECT request FROM waiting WHERE digest = ?", digest)
        request = parsed(row[0]) if row else None
        return request if isinstance(request, dict) else None

    def __contains__(self, digest: str) -> bool:
        return self._row("SELECT 1 FROM waiting WHERE digest = ?", digest) is not None

    def remove(self, digest: str) -> None:
        self._write("DELETE FROM waiting WHERE digest = ?", digest)

    def refuse(self, digest: str, code: str, message: str) -> None:
        """Note that a request came back without an answer: it waits no longer."""
        self.remove(digest)
        self._write(
            "INSERT INTO refusals VALUES (?, 1, ?, ?) ON CONFLICT (digest)"
            " DO UPDATE SET times = times + 1, code = excluded.code, message = excluded.message",
            digest,
            code,
            message,
        )

    def refusal(self, digest: str) -> Refusal | None:
        row = self._row("SELECT times, code, message FROM refusals WHERE digest = ?", digest)
        return Refusal(*row) if row else None

    def forget_refusals(self) -> None:
        self._write("DELETE FROM refusals")

    def _row(self, query: str, *values: str) -> Any:
        return self.store.database.execute(query, values).fetchone()

    def _write(self, statement: str, *values: str) -> None:
        with self.store.transaction():
            self.store.database.execute(statement, values)
