"""Rounds of a batch: files with the requests that documents still need, and the answers that come back.

All state is in the store of `out`. A round walks every document's path with the answers that are there, whatever key is
set: a `CollectTransport` notes what they lack. A document that needs no more is saved, as a run would save it. Written
requests wait in the table `waiting` until their answer comes, in any order, twice or not at all; each answer is
committed as it is read. Where it does not fit its schema, the next round asks again, with what is wrong, as a live
reask would. A request that comes back without an answer is asked once more; when that fails too, its document fails
with its error. `begin` forgets such errors, and `write` with `all_unanswered` asks again for waiting requests too.
`finish` ends a batch: each document has its record then, whatever came.
"""

import asyncio
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, Self

from summarizer.asking.batch_files import RequestFiles, body_line, read_answer
from summarizer.asking.client import Client
from summarizer.asking.recording import Exchange, Request
from summarizer.asking.settings import Settings
from summarizer.asking.transport import ReplayTransport
from summarizer.checking.own_drafts import DraftAdditions
from summarizer.errors import MissingRecording, ModelError, UsageError
from summarizer.reading.inputs.documents import sight
from summarizer.reading.inputs.finding import find
from summarizer.resources import message, os_words, require_file
from summarizer.running.config import RunConfig
from summarizer.running.copies import write_reports
from summarizer.running.saving import save_outcome
from summarizer.running.setup import Setup
from summarizer.running.store.conversions import KeptConversions
from summarizer.running.store.freshness import freshness
from summarizer.running.store.store import Store
from summarizer.running.store.waiting import WaitingRequests
from summarizer.summarizing.pipeline import summarize

OPTIONS_USED = frozenset(
    {"model", "base_url", "prompt", "codebook", "fields", "patches", "text_column", "max_bytes"}
) | {
    "mode",
    "max_answer_tokens",
    "body",
    "no_temperature",
    "temperature",
    "seed",
    "reasks",
}
"""Options that decide on the requests of a batch; how fast and by whom they are answered is the Batch API's business."""
_MOST_REFUSALS = 2


class Wanted(NamedTuple):
    """A request without an answer: its canonical form, and the body that is sent."""

    canonical: dict[str, Any]
    body: dict[str, Any]


class CollectTransport:
    """Answers nothing, and remembers what it was asked for; `last`: there will be no further round."""

    def __init__(self, requests: WaitingRequests, *, last: bool = False) -> None:
        self.unanswered: dict[str, Wanted] = {}
        self._requests = requests
        self._last = last

    async def exchange(self, request: Request, attempt: int, body: dict[str, Any]) -> Exchange:
        digest = request.digest(attempt)
        refusal = self._requests.refusal(digest)
        if refusal is not None and refusal.times >= _MOST_REFUSALS:
            raise ModelError(message("batch.refused", count=refusal.times, why=refusal.message), refusal.code)
        if self._last:
            raise ModelError(message("no_answer.finished"))
        self.unanswered[digest] = Wanted(request.canonical(attempt), body)
        raise MissingRecording(digest, message("no_recording.batch", digest=digest[:12]))

    def judge(self, error: ModelError | None) -> None:
        """Nobody was paid."""

    async def close(self) -> None:
        """Nothing is open."""


@dataclass(frozen=True)
class Batch:
    """A batch's inputs, and the config that decides on its requests."""

    inputs: tuple[str, ...]
    config: RunConfig

    @classmethod
    def of(cls, inputs: Sequence[str], **options: Any) -> Self:
        """A batch about inputs that exist, with options of `RunConfig`; it has no use for those not in `OPTIONS_USED`.

        The environment's model and address become part of it. Raises UsageError, also where no model is named.
        """
        config = RunConfig.of(options)
        settings = Settings.from_environment(config.model.model, config.model.base_url)
        own_url = config.model.base_url or os.environ.get("SUMMARIZER_BASE_URL")
        if not settings.model:
            raise UsageError(message("batch.no_model"))
        chosen = {name: value for name, value in config.as_options().items() if name in OPTIONS_USED}
        chosen |= {"model": settings.model} | ({"base_url": own_url} if own_url else {})
        find(inputs, text_column=config.run.text_column)
        return cls(tuple(inputs), RunConfig.of(chosen))

    def as_json(self) -> dict[str, Any]:
        return {"inputs": list(self.inputs), **self.config.as_options()}

    @classmethod
    def from_json(cls, stored: Any) -> Self:
        """The batch that `as_json` gives; raises TypeError, KeyError or UsageError where it is none."""
        options = {name: value for name, value in stored.items() if name != "inputs"}
        return cls(tuple(stored["inputs"]), RunConfig.of(options))


@dataclass
class BatchJob:
    """One batch under way in a store."""

    store: Store
    batch: Batch
    written: list[Path] = field(default_factory=list)
    asked: int = 0
    waiting: int = 0

    @property
    def requests(self) -> WaitingRequests:
        return WaitingRequests(self.store)

    @classmethod
    def begin(cls, store: Store, batch: Batch) -> Self:
        WaitingRequests(store).forget_refusals()
        store.set_settings({**Setup.of(batch.config).described(batch.inputs), "batch": batch.as_json()})
        return cls(store, batch)

    @classmethod
    def resume(cls, store: Store) -> Self:
        """The batch that `begin` left; raises UsageError where there is none."""
        try:
            batch = Batch.from_json(store.settings.get("batch"))
        except (AttributeError, TypeError, KeyError, UsageError):
            batch = None
        if batch is None:
            raise UsageError(message("batch.none", out=store.out))
        if Setup.of(batch.config).additions != DraftAdditions.of(store.settings):
            raise UsageError(message("batch.changed"))
        return cls(store, batch)

    def write(self, output: Path, *, all_unanswered: bool) -> None:
        """Write the next requests, in files that the Batch API reads, and the reports so far.

        `written` then names the files, `asked` and `waiting` count the requests in them and those of earlier files
        that have no answer yet.
        """
        with RequestFiles(output) as files:
            asyncio.run(self._walk(files, all_unanswered=all_unanswered))
        self.written, self.asked = files.paths, files.count
        write_reports(self.store)

    def finish(self) -> None:
        """Give each document its record: what has no answer fails with `no_answer`, a patch without one is left out."""
        asyncio.run(self._walk(None, all_unanswered=False))
        write_reports(self.store)

    async def _walk(self, files: RequestFiles | None, *, all_unanswered: bool) -> None:
        setup, options = Setup.of(self.batch.config), self.batch.config.run
        plan, seen = setup.plan, set[str]()
        collector = CollectTransport(self.requests, last=files is None)
        replay = ReplayTransport(setup.archive(self.store), collector)
        async with Client(plan.settings, replay) as client:
            kept = KeptConversions(self.store.out)
            sighted = sight(
                self.batch.inputs, text_column=options.text_column, max_bytes=options.max_bytes, conversions=kept
            )
            for position, (sighting, read) in enumerate(sighted):
                if freshness(self.store, sighting, plan, retry_failed=all_unanswered) == "kept":
                    self.store.place(sighting.id, position)
                    continue
                collector.unanswered.clear()
                outcome = await summarize(read(), client, plan)
                if not collector.unanswered:
                    save_outcome(self.store, outcome, sighting, position, plan)
                elif files is not None:
                    self._write_wanted(collector.unanswered, files, seen, all_unanswered=all_unanswered)

    def _write_wanted(
        self, unanswered: Mapping[str, Wanted], files: RequestFiles, seen: set[str], *, all_unanswered: bool
    ) -> None:
        """Write those of a document's requests that are not under way; `seen` are those of this round."""
        for digest, wanted in unanswered.items():
            waits = digest in self.requests
            self.waiting += waits and digest not in seen and not all_unanswered
            if digest not in seen and (all_unanswered or not waits):
                files.write(body_line(digest, wanted.body))
                self.requests.add(digest, wanted.canonical)
            seen.add(digest)

    def take(self, answers: Path, problem: Callable[[str], None]) -> int:
        """Keep the answers that belong to this batch; returns how many, and reports each line that can't be used."""
        kept = 0
        archive = Setup.of(self.batch.config).archive(self.store)
        for number, line in _lines(answers):
            digest, body, fault, code = read_answer(line)
            request = self.requests.get(digest)
            if fault is not None and request is not None:
                self.requests.refuse(digest, code, fault)
            if fault is None and request is None:
                known = self.store.get(digest) is not None
                fault = message("batch.second_answer") if known else message("batch.strange_answer")
            if fault is not None:
                place = {"number": number, "why": fault}
                problem(
                    message("batch.line.request", request=digest[:12], **place)
                    if digest
                    else message("batch.line", **place)
                )
            elif request is not None:
                archive.put(Exchange(digest, request, body))
                self.requests.remove(digest)
                kept += 1
        return kept


def _lines(answers: Path) -> Iterator[tuple[int, str]]:
    """The lines of a file that are not blank, with their numbers; raises UsageError where it can't be read."""
    require_file(answers)
    try:
        with answers.open(encoding="utf-8-sig") as file:
            yield from ((number, line) for number, line in enumerate(file, 1) if line.strip())
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            message(
                "file.unreadable",
                path=answers,
                why=message("text.no_utf8") if isinstance(error, UnicodeDecodeError) else os_words(error),
            )
        ) from None
