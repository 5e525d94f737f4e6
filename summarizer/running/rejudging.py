"""Judging again: the stored answers of a finished run through today's rules, without asking anyone.

Each document is read from its source, its answers are taken from the store, and its record takes the place of the old
one in one transaction. Documents whose source is gone or has changed, or whose answers are missing, stay as they are.
Decisions of a person stay in the store; they hold where the figure that they are about is still reported so.
"""

import sqlite3
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from summarizer.asking.prompting import Prompt, load_prompt
from summarizer.asking.recording import Exchange
from summarizer.asking.settings import Settings
from summarizer.checking.draft import Draft
from summarizer.checking.own_drafts import DraftAdditions
from summarizer.checking.record import Record
from summarizer.errors import InputError, UsageError, last_net
from summarizer.reading.inputs.documents import InputRef, LazyInput, UnreadableInput, sight
from summarizer.reading.inputs.finding import STDIN, find
from summarizer.resources import message
from summarizer.running.store.conversions import KeptConversions
from summarizer.running.store.database import FILE, connect_to_read, lock
from summarizer.running.store.store import Store
from summarizer.running.verdict_changes import RejudgedDocument
from summarizer.scanning.scanner import scan_document
from summarizer.summarizing.outcome import Outcome
from summarizer.summarizing.plan import Plan, Strategy
from summarizer.summarizing.stored_answers import rejudged

_SAMPLING = ("max_tokens", "temperature", "seed")


def open_store(out: Path, new: Path | None = None) -> Store:
    """The store of a finished run for writing; with `new`, a copy of it there.

    Raises UsageError where there is no run in `out`, or one in `new` already.
    """
    if not (out / FILE).exists():
        raise UsageError(message("run.none", out=out))
    if new is None or new.absolute() == out.absolute():
        return Store.open(out)
    if (new / FILE).exists():
        raise UsageError(message("run.there", out=new))
    held = lock(new)
    try:
        with closing(connect_to_read(out)) as source, closing(sqlite3.connect(new / FILE)) as copy:
            source.backup(copy)
    finally:
        held.release()
    return Store.open(new)


def plan_of(settings: Mapping[str, Any], draft: type[Draft] = Draft) -> Plan:
    """How the documents of a store were summarized, by the settings that it keeps; no model can be asked by it."""
    body = dict(settings.get("sampling") or {})
    sampling = {name: body.pop(name, None) for name in _SAMPLING}
    options = settings.get("options") or {}
    asked = Settings(
        model=settings.get("model") or "",
        mode=settings.get("mode") or "json_schema",
        reasks=options.get("reasks", 1),
        body=body,
        **sampling,
    )
    strategy: Strategy = "staged" if settings.get("strategy") == "staged" else "single"
    patches = settings.get("patches", 1)
    draft = DraftAdditions.of(settings).draft(draft)
    return Plan(asked, draft, _prompt(options.get("prompt")), strategy=strategy, patches=patches)


def _prompt(path: str | None) -> Prompt:
    """The prompt of a run; ours where its file is gone: the answers are found by their documents then."""
    try:
        return load_prompt(Path(path) if path else "summarize")
    except UsageError:
        return load_prompt("summarize")


class _Row(NamedTuple):
    """What the store has of a document besides its record."""

    id: str
    position: int
    digest: str
    sha256: str | None


class _StoredAnswers(NamedTuple):
    """The exchanges of a store, as recordings that take no new one."""

    store: Store

    def get(self, digest: str) -> Exchange | None:
        return self.store.get(digest)

    def put(self, exchange: Exchange) -> None:
        raise NotImplementedError(f"{exchange.digest} is no answer of the store: nobody is asked")


class Rejudge:
    """One go at the delivered documents of a store; iterate over `documents` to carry it out."""

    def __init__(self, store: Store, draft: type[Draft] = Draft) -> None:
        self._store = store
        self._settings = store.settings
        self._plan = plan_of(self._settings, draft)
        found = store.database.execute(
            "SELECT id, position, digest, sha256 FROM documents WHERE position NOT NULL ORDER BY position, id"
        )
        self._rows = {row["id"]: _Row(*row) for row in found}

    def __len__(self) -> int:
        return len(self._rows)

    async def documents(self) -> AsyncIterator[RejudgedDocument]:
        """The documents judged again, in the order of the inputs; at the end those that no input has any more."""
        left = dict(self._rows)
        for sighting, read in self._inputs():
            row = left.pop(sighting.id, None)
            before = self._store.record(sighting.id) if row is not None else None
            if row is not None and before is not None:
                yield await self._document(row, before, sighting, read)
        for row in left.values():
            before = self._store.record(row.id)
            if before is not None:
                yield RejudgedDocument(before, before, message("not_found.gone", path=before.document.path))

    def _inputs(self) -> Iterator[LazyInput]:
        options = self._settings.get("options") or {}
        column = options.get("text_column")
        given = [name for name in self._settings.get("inputs") or () if name != STDIN and _is_there(name, column)]
        if given:
            found = find(given, text_column=column)
            most = {"max_bytes": options["max_bytes"]} if "max_bytes" in options else {}
            yield from sight(found, conversions=KeptConversions(self._store.out, latest=True), **most)

    async def _document(self, row: _Row, before: Record, sighting: InputRef, read: Any) -> RejudgedDocument:
        try:
            with last_net():
                outcome = await self._outcome(row, before, sighting, read)
                self._store.save(outcome, position=row.position, digest=row.digest)
                return RejudgedDocument.of(before, outcome.record)
        except InputError as error:
            return RejudgedDocument(before, before, error.message)

    async def _outcome(self, row: _Row, before: Record, sighting: InputRef, read: Any) -> Outcome:
        if before.report is None and not before.exchanges:
            raise InputError(message("no_answer.failed", code=before.error.code if before.error else "–"))
        if sighting.sha256 != row.sha256:
            raise InputError(message("changed"))
        document = read()
        if isinstance(document, UnreadableInput):
            raise document.error
        return await rejudged(document, scan_document(document), before, self._plan, _StoredAnswers(self._store))


def _is_there(name: str, column: Any) -> bool:
    try:
        find([name], text_column=column)
    except UsageError:
        return False
    return True
