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
from dataclasses import fields
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from anyio.from_thread import start_blocking_portal
from pydantic import ValidationError

from summarizer.asking import local as on_this_machine
from summarizer.asking.client import Client
from summarizer.asking.local.llama_server import LlamaServer
from summarizer.asking.pacing import RateLimits
from summarizer.asking.prompting import load_prompt
from summarizer.asking.settings import Settings
from summarizer.asking.sources import choose, require_model
from summarizer.asking.transport import connect
from summarizer.checking.checker import CheckResult
from summarizer.checking.checker import check as check_draft
from summarizer.checking.draft import Draft
from summarizer.checking.jsonl import REPORTS, write_lines
from summarizer.checking.record import Record
from summarizer.errors import UsageError
from summarizer.models import Document, Scan
from summarizer.reading.inputs.documents import load, sight
from summarizer.reading.inputs.finding import InputSet, find
from summarizer.running.engine import NullObserver, Run, RunObserver, RunOptions, RunSummary
from summarizer.running.setup import Setup
from summarizer.running.store.store import Store
from summarizer.running.stream import records
from summarizer.scanning.scanner import scan_document
from summarizer.summarizing.pipeline import summarize
from summarizer.summarizing.plan import FigureProgress, Plan, Strategy, ignore_progress

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


def check(draft: Draft | Mapping[str, Any], source: Source) -> CheckResult:
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
    the environment filling in what is left out; keys come from the environment alone. `record` keeps answers in a folder and replays what it has;
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
        watch: FigureProgress = ignore_progress,
        **settings: Any,
    ) -> None:
        _require_known(settings)
        own = load_prompt(Path(prompt) if prompt != "summarize" else "summarize")
        self._engine: LlamaServer | None = None
        if local or local_model is not None:
            if model or base_url or replay:
                raise UsageError("a local model takes the place of model, base_url and replay: leave them out")
            self._engine = LlamaServer(Path(local_model) if local_model is not None else None)
            asked = _local_settings(self._engine, settings)
        else:
            asked = Settings.from_environment(model, base_url, **settings)
        self._source = choose(asked, Path(replay) if replay else None, Path(record) if record else None)
        how = strategy or ("staged" if self._engine else "single")
        self.plan = Plan(self._source.settings, draft, own, strategy=how, patches=patches, watch=watch)
        self.setup = Setup(self._source, self.plan)

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
        require_model(self._source)
        transport = connect(self.plan.settings, self._source.recordings, record=self._source.record)
        async with Client(self.plan.settings, transport) as client:
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
        text_column: str | Sequence[str] | None = None,
        max_bytes: int = 20_000_000,
        concurrency: int | None = None,
    ) -> AsyncIterator[Record]:
        """The records of all inputs, at most `concurrency` documents at a time (4; 1 with a local model).

        `text_column` names the columns that may hold the text of a row; without it usual names are looked for. Raises
        UsageError where an input does not exist.
        """
        source = self._source
        require_model(source)
        found = load(inputs, text_column=text_column, max_bytes=max_bytes)
        concurrency = concurrency or self.concurrency
        made = records(found, self.plan, source.recordings, record=source.record, concurrency=concurrency)
        async for record in made:
            yield record

    def run_to(
        self,
        out: Path | str,
        inputs: Sequence[str] | InputSet,
        options: RunOptions | None = None,
        *,
        fresh: bool = False,
        observer: RunObserver | None = None,
    ) -> RunSummary:
        """Do the run of `inputs` in the store `out/run.sqlite`, and write `out/reports.jsonl`.

        It goes on where an earlier one stopped; `fresh` begins anew.
        Ctrl-C and SIGTERM end it in order; what is not done then, the same call does later. Raises UsageError
        where an input does not exist, neither a key nor answers of an earlier run are there, the store can't be written or another process is writing to it.
        """
        options = options or RunOptions(RateLimits(self.concurrency))
        found = find(inputs, text_column=options.text_column)
        sighted = sight(found, max_bytes=options.max_bytes)
        with Store.open(Path(out), fresh=fresh) as store:
            store.set_settings(self.setup.described(found.given))
            archive = self.setup.archive(store)
            if not archive.spent.exchanges:
                require_model(self._source)
            observer = observer or NullObserver()
            run = Run(store, archive, self.plan, options, observer)
            observer.started()
            with _loop() as wait_for:
                tally: RunSummary = wait_for(run.carry_out, sighted)
            write_lines(Path(out) / REPORTS, store.lines())
        tally.left_out.update(found.left_out)
        return tally

    @property
    def concurrency(self) -> int:
        """How many documents are under way at a time where nobody says: 4; 1 with a local model."""
        return on_this_machine.CONCURRENCY if self._engine else _CONCURRENCY


def _require_known(settings: Mapping[str, Any]) -> None:
    """Raise UsageError for a setting that there is not; a key is none, as what holds one could be printed or stored."""
    if "api_key" in settings:
        raise UsageError(
            "a key is no argument: set the environment's OPENAI_API_KEY, or SUMMARIZER_API_KEY for a base_url of your own"
        )
    known = [one.name for one in fields(Settings) if one.name not in {"model", "base_url", "api_key"}]
    unknown = sorted(settings.keys() - known)
    if unknown:
        raise UsageError(f"there is no setting {', '.join(unknown)}: there are {', '.join(known)}")


def _local_settings(engine: LlamaServer, chosen: dict[str, Any]) -> Settings:
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
            yield lambda function, *arguments: _result(runner, function, *arguments)
    else:
        with start_blocking_portal() as portal:
            yield portal.call


def _result(runner: asyncio.Runner, function: Callable[..., Any], *arguments: Any) -> Any:
    """What a function returns, kept beside the task: Python 3.11 writes out the repr of what a task returns."""
    results: list[Any] = []

    async def keep_result() -> None:
        results.append(await function(*arguments))

    runner.run(keep_result())
    return results[0]
