"""The library: what a notebook or a program calls.

from summarizer import Summarizer, scan, check

record = Summarizer("gpt-4.1-mini").summarize(Path("news.html"))
for figure in record.report.figures:
    print(figure.subject, figure.value, figure.unit, figure.verdict)
"""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from anyio.from_thread import start_blocking_portal
from pydantic import ValidationError

from summarizer import local as on_this_machine
from summarizer.asking.answers import choose
from summarizer.asking.client import Client
from summarizer.asking.pacing import Limits
from summarizer.asking.prices import cost_usd
from summarizer.asking.prompting import load_prompt
from summarizer.asking.settings import Settings
from summarizer.checking.check import Checked
from summarizer.checking.check import check as check_draft
from summarizer.checking.draft import Draft
from summarizer.checking.report import Record
from summarizer.drafting.plan import Plan, Strategy, Watch, unwatched
from summarizer.errors import UsageError
from summarizer.local.engine import Engine
from summarizer.models import Document, Scan
from summarizer.reports import REPORTS, write_lines
from summarizer.run import Options, Run, Tally, Unwatched, Watcher
from summarizer.scanning import scan_document
from summarizer.sources.documents import load, sight
from summarizer.store.archive import Archive
from summarizer.store.store import Store
from summarizer.streaming import records
from summarizer.summarizing import summarize

Source = str | Path | Document
_CONCURRENCY = 4


def document(source: Source) -> Document:
    """A Document from a file (Path), from text (str), or as it is. Raises InputError or UsageError for a file."""
    if isinstance(source, Document):
        return source
    if isinstance(source, str):
        digest = hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()
        return Document(id=digest[:16], path="", raw=source, sha256=digest)
    one = next(load([str(source)]))
    if isinstance(one, Document):
        return one
    raise one.error


def scan(source: Source) -> Scan:
    """Read the numbers, dates and places of a document by rules alone; `str` is text, `Path` a file."""
    return scan_document(document(source))


def check(draft: Draft | Mapping[str, Any], source: Source) -> Checked:
    """Check a draft, or anything with its fields, against a document, without a model.

    A mapping needs `figures`, each with `quote`, `subject` and `value`; the other fields may be missing. Raises
    UsageError where it is no draft.
    """
    if not isinstance(draft, Draft):
        try:
            draft = Draft.model_validate({"summary": "", "measures": [], "figures": [], **draft})
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            place = ".".join(str(part) for part in first["loc"])
            raise UsageError(f"this is no draft: {place}: {first['msg']}") from None
    return check_draft(draft, scan(source))


class Summarizer:
    """Turns documents into checked records, from a model or from recordings.

    `model`, `base_url` and further settings (`mode`, `timeout_seconds`, `max_tokens` …) are those of `Settings`,
    the environment filling in what is left out. `record` keeps answers in a folder and replays what it has;
    `replay` asks nobody. `draft` may be a subclass of `Draft` with fields of your own, `prompt` a changed copy of
    ours. `local` starts a model on this machine, our own or the GGUF file `local_model`, and stops it with `close`
    (or `with Summarizer(local=True) as …`), at the latest when the program ends. `watch` is told how a staged document
    goes on (see `Plan`). Raises UsageError where one of them can't be used.
    """

    def __init__(
        self,
        model: str | None = None,
        *,
        base_url: str | None = None,
        replay: Path | str | None = None,
        record: Path | str | None = None,
        local: bool = False,
        local_model: Path | str | None = None,
        patches: int = 1,
        strategy: Strategy | None = None,
        draft: type[Draft] = Draft,
        prompt: Path | str = "summarize",
        watch: Watch = unwatched,
        **settings: Any,
    ) -> None:
        own = load_prompt(Path(prompt) if prompt != "summarize" else "summarize")
        self._engine: Engine | None = None
        if local or local_model is not None:
            if model or base_url or replay:
                raise UsageError("a local model takes the place of model, base_url and replay: leave them out")
            self._engine = Engine(Path(local_model) if local_model is not None else None)
            asked = _local_settings(self._engine, settings)
        else:
            asked = Settings.from_environment(model, base_url, **settings)
        self._source = choose(asked, Path(replay) if replay else None, Path(record) if record else None)
        how = strategy or ("staged" if self._engine else "single")
        self.plan = Plan(self._source.settings, draft, own, strategy=how, patches=patches, watch=watch)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop the local model, if there is one."""
        if self._engine is not None:
            self._engine.stop()

    @property
    def notice(self) -> str | None:
        """What should be known of where the answers come from, e.g. that shipped recordings are replayed."""
        return self._source.notice

    @property
    def ended(self) -> str | None:
        """How the local model ended by itself, if it did: the documents after that have failed."""
        return self._engine.ended if self._engine else None

    def summarize(self, source: Source) -> Record:
        """The record of one document; in a notebook too, where an event loop runs already."""
        with _loop() as wait_for:
            record: Record = wait_for(self.summarize_async, source)
            return record

    async def summarize_async(self, source: Source) -> Record:
        async with Client(self.plan.settings, self._source.recordings, record=self._source.record) as client:
            return (await summarize(document(source), client, self.plan)).record

    def run(self, inputs: Sequence[str], **options: Any) -> Iterator[Record]:
        """The records of files, folders, globs or `-`, in order; options as in `run_async`."""
        made = self.run_async(inputs, **options)
        with _loop() as wait_for:
            while (record := wait_for(anext, made, None)) is not None:
                yield record

    async def run_async(
        self,
        inputs: Sequence[str],
        *,
        text_column: str | None = None,
        max_bytes: int = 20_000_000,
        concurrency: int | None = None,
    ) -> AsyncIterator[Record]:
        """The records of all inputs, at most `concurrency` documents at a time (4; 1 with a local model).

        Raises UsageError where an input does not exist or a table lacks `text_column`.
        """
        found = load(inputs, text_column=text_column, max_bytes=max_bytes)
        source = self._source
        concurrency = concurrency or self.concurrency
        made = records(found, self.plan, source.recordings, record=source.record, concurrency=concurrency)
        async for record in made:
            yield record

    def run_to(
        self,
        out: Path | str,
        inputs: Sequence[str],
        options: Options | None = None,
        *,
        fresh: bool = False,
        watcher: Watcher | None = None,
    ) -> Tally:
        """Do the run of `inputs` in the store `out/run.sqlite`, and write `out/reports.jsonl`.

        It goes on where an earlier one stopped; `fresh` begins anew.
        Ctrl-C and SIGTERM end it in order; what is not done then, the same call does later. Raises UsageError
        where an input does not exist, the store can't be written or another process is writing to it.
        """
        options = options or Options(Limits(self.concurrency))
        sighted = sight(inputs, text_column=options.text_column, max_bytes=options.max_bytes)
        with Store.open(Path(out), fresh=fresh) as store:
            store.set_settings(self.told(inputs))
            archive = self.archive(store)
            run = Run(store, archive, self.plan, options, watcher or Unwatched())
            with _loop() as wait_for:
                tally: Tally = wait_for(run.carry_out, sighted)
            write_lines(Path(out) / REPORTS, store.lines())
        return tally

    def archive(self, store: Store) -> Archive:
        """The recordings of a run: the store, and the folder that answers are replayed from or recorded in."""
        source = self._source
        return Archive(store, source.recordings, source.record, partial(cost_usd, self.plan.settings))

    @property
    def concurrency(self) -> int:
        """How many documents are under way at a time where nobody says: 4; 1 with a local model."""
        return on_this_machine.CONCURRENCY if self._engine else _CONCURRENCY

    def told(self, inputs: Sequence[str]) -> dict[str, Any]:
        """What a store keeps of how its run was told to go; no key is in it."""
        settings, plan = self.plan.settings, self.plan
        return {
            "version": version("summarizer"),
            "inputs": list(inputs),
            "model": settings.model,
            "endpoint": settings.host,
            "mode": settings.mode,
            "sampling": settings.sampling,
            "strategy": plan.strategy,
            "patches": plan.patches,
            "prompt": plan.prompt.label,
        }


def _local_settings(engine: Engine, chosen: dict[str, Any]) -> Settings:
    """Settings for a local model; the environment's endpoints and keys are none of its business."""
    said = {name: value for name, value in chosen.items() if value is not None}
    return Settings(model=engine.model, base_url=engine.url, api_key=engine.key, **{**on_this_machine.SETTINGS, **said})


@contextmanager
def _loop() -> Iterator[Callable[..., Any]]:
    """A way to await from plain code: in this thread, so that Ctrl-C gets through, or beside a loop that runs in it."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        with asyncio.Runner() as runner:
            yield lambda function, *arguments: runner.run(_awaited(function, *arguments))
    else:
        with start_blocking_portal() as portal:
            yield portal.call


async def _awaited(function: Callable[..., Any], *arguments: Any) -> Any:
    return await function(*arguments)
