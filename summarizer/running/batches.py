"""Rounds of a batch: the requests that documents still need, written to files, and the answers taken in.

All state is in the store of `out`. What is still to ask is found by walking every document's path with the answers
that are there, whatever key is set; a document that needs no more is saved, as a run would save it. Requests that were written wait in the
table `waiting` until their answer comes, in any order, twice or not at all; an answer is committed as it is read. A
failed one waits no longer, so the next round asks it again; `write` with `all_unanswered` asks again for those, too, that wait.
"""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Self

from pydantic import BaseModel

from summarizer.asking.batch_files import RequestFiles, read_answer, request_line
from summarizer.asking.client import Answer, Client, DraftT
from summarizer.asking.prompting import load_prompt, schema_of
from summarizer.asking.recording import Exchange, Request
from summarizer.asking.settings import Settings
from summarizer.asking.sources import choose
from summarizer.checking.jsonl import REPORTS, write_lines
from summarizer.errors import MissingRecording, UsageError
from summarizer.reading.inputs.documents import sight
from summarizer.reading.inputs.finding import find
from summarizer.running.setup import Setup
from summarizer.running.store.archive import Archive
from summarizer.running.store.freshness import digest_of, freshness
from summarizer.running.store.store import Store
from summarizer.summarizing.pipeline import summarize
from summarizer.summarizing.plan import Plan

Wanted = tuple[Request, type[BaseModel]]


class RequestCollector(Client):
    """A client that replays, and remembers what it was asked for in vain."""

    def __init__(self, plan: Plan, archive: Archive) -> None:
        super().__init__(replace(plan.settings, api_key=None), archive)
        self.unanswered: dict[str, Wanted] = {}

    async def ask(self, request: Request, draft: type[DraftT]) -> Answer[DraftT]:
        try:
            return await super().ask(request, draft)
        except MissingRecording as error:
            if error.digest == request.digest(0):
                self.unanswered[error.digest] = (request, draft)
            raise


@dataclass(frozen=True)
class Batch:
    """What a batch is about: its inputs and the options that decide on its requests."""

    inputs: tuple[str, ...]
    model: str
    base_url: str | None = None
    mode: str = "json_schema"
    prompt: str | None = None
    patches: int = 1
    text_column: str | None = None
    max_bytes: int = 20_000_000
    max_answer_tokens: int = 8192
    body: dict[str, Any] = field(default_factory=dict)
    no_temperature: bool = False

    @classmethod
    def of(cls, inputs: Sequence[str], **options: Any) -> Self:
        """A batch about inputs that exist; raises UsageError, also where no model is named."""
        if not options["model"]:
            raise UsageError("a batch needs to know the model that will answer: set --model")
        find(inputs, text_column=options["text_column"])
        return cls(tuple(inputs), **options)

    def setup(self) -> Setup:
        """The batch's own model, and the recordings that serve where none is configured."""
        settings = Settings.from_environment(
            self.model,
            self.base_url,
            mode=self.mode,
            max_tokens=self.max_answer_tokens,
            body=self.body,
            no_temperature=self.no_temperature,
        )
        source = choose(settings)
        prompt = load_prompt(Path(self.prompt) if self.prompt else "summarize")
        return Setup(source, Plan(source.settings, prompt=prompt, patches=self.patches))


@dataclass
class BatchJob:
    """One batch under way in a store."""

    store: Store
    batch: Batch
    written: list[Path] = field(default_factory=list)
    asked: int = 0
    waiting: int = 0

    @classmethod
    def begin(cls, store: Store, batch: Batch) -> Self:
        store.set_settings({**batch.setup().described(batch.inputs), "batch": asdict(batch)})
        return cls(store, batch)

    @classmethod
    def resume(cls, store: Store) -> Self:
        """The batch that `begin` left; raises UsageError where there is none."""
        told = store.settings.get("batch")
        if told is None:
            raise UsageError(
                f"there is no batch in {store.out}: begin one with summarizer batch export --out {store.out}"
            )
        return cls(store, Batch(**{**told, "inputs": tuple(told["inputs"])}))

    def write(self, output: Path, *, all_unanswered: bool) -> None:
        """Write the requests that are to be asked next, in files that the Batch API takes; and the reports so far.

        `written` then names the files, `asked` and `waiting` count the requests in them and those of earlier files
        that have no answer yet.
        """
        with RequestFiles(output) as files:
            asyncio.run(self._walk(files, all_unanswered=all_unanswered))
        self.written, self.asked = files.paths, files.count
        write_lines(self.store.out / REPORTS, self.store.lines())

    async def _walk(self, files: RequestFiles, *, all_unanswered: bool) -> None:
        chosen, batch = self.batch.setup(), self.batch
        plan, told = chosen.plan, set[str]()
        async with RequestCollector(plan, chosen.archive(self.store)) as client:
            sighted = sight(batch.inputs, text_column=batch.text_column, max_bytes=batch.max_bytes)
            for position, (sighting, read) in enumerate(sighted):
                if freshness(self.store, sighting, plan) == "kept":
                    self.store.place(sighting.id, position)
                    continue
                client.unanswered.clear()
                outcome = await summarize(read(), client, plan)
                if not client.unanswered:
                    self.store.save(outcome, position=position, digest=digest_of(sighting, plan))
                for digest, (request, draft) in client.unanswered.items():
                    waits = self.store.is_waiting(digest)
                    self.waiting += waits and digest not in told and not all_unanswered
                    if digest not in told and (all_unanswered or not waits):
                        files.write(request_line(request, schema_of(draft), plan.settings.mode))
                        self.store.wait_for(digest, request.canonical(0))
                    told.add(digest)

    def take(self, answers: Path, problem: Callable[[str], None]) -> int:
        """Keep the answers that belong to this batch; returns how many, and tells of each line that can't be used."""
        taken = 0
        archive = self.batch.setup().archive(self.store)
        for number, line in _lines(answers):
            digest, body, fault = read_answer(line)
            request = self.store.waits_for(digest)
            if fault is None and request is None:
                known = self.store.get(digest) is not None
                fault = "a second answer" if known else "an answer to no request of this batch"
            if fault is not None:
                self.store.wait_no_more(digest)
                problem(f"line {number}: {f'{digest[:12]}…: ' if digest else ''}{fault}")
            elif request is not None:
                archive.put(Exchange(digest, request, body))
                self.store.wait_no_more(digest)
                taken += 1
        return taken


def _lines(answers: Path) -> Iterator[tuple[int, str]]:
    """The lines of a file that are not blank, with their numbers; raises UsageError where it can't be read."""
    try:
        with answers.open(encoding="utf-8-sig") as file:
            yield from ((number, line) for number, line in enumerate(file, 1) if line.strip())
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{answers} can't be read: {getattr(error, 'strerror', None) or 'no UTF-8'}") from None
