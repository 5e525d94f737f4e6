"""The library: what a notebook or a program calls.

from summarizer import Summarizer, scan, check

record = Summarizer("gpt-4.1-mini").summarize(Path("news.html"))
for figure in record.report.figures:
    print(figure.subject, figure.value, figure.unit, figure.verdict)
"""

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pydantic import ValidationError

from summarizer.asking.pacing import RateLimits
from summarizer.asking.settings import Settings
from summarizer.asking.sources import require_model
from summarizer.checking.checker import CheckResult
from summarizer.checking.checker import check as check_draft
from summarizer.checking.draft import Draft
from summarizer.checking.record import Record
from summarizer.checking.stated import StatedDraft
from summarizer.checking.texts.text_check import TextCheck
from summarizer.delivering.consolidating.consolidation import consolidate
from summarizer.errors import UsageError
from summarizer.models import Document, Scan
from summarizer.reading.inputs.finding import InputSet
from summarizer.reading.inputs.items import Item, Source, document, load_items, sight_items
from summarizer.resources import install_command, message, misfit_words
from summarizer.running.blocking import awaiting
from summarizer.running.config import RunConfig, RunOptions
from summarizer.running.copies import write_reports
from summarizer.running.engine import Run, RunObserver, RunSummary
from summarizer.running.notebook_progress import watching
from summarizer.running.rejudging import Rejudge, open_store
from summarizer.running.session import Session
from summarizer.running.setup import Setup
from summarizer.running.store.conversions import KeptConversions
from summarizer.running.store.store import Store
from summarizer.running.store.totals import Usage
from summarizer.running.stream import records
from summarizer.running.text_sources import TextSources
from summarizer.running.verdict_changes import RejudgedDocument
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.scanner import scan_document
from summarizer.summarizing.plan import FigureProgress, Strategy, ignore_progress

__all__ = ["Summarizer", "check", "check_text", "collect", "document", "rejudge", "scan"]

_NOTHING_SPENT = Usage(0, 0, 0, None)
_OPTION_OF = {"max_tokens": "max_answer_tokens", "timeout_seconds": "timeout"}


def scan(source: Source) -> Scan:
    """Read the numbers, dates and places of a document by rules alone; `str` is text, `Path` a file."""
    return scan_document(document(source))


def check(draft: Draft | Mapping[str, Any], source: Source) -> CheckResult:
    """Check a draft, or anything with its fields, against a document, without a model.

    A mapping needs `figures`, each with `subject` and `value`, and a `quote` where one is known: without one, the whole
    document is the place to look. The other fields may be missing, and a figure may state facts (`status`, `aspect` …, see
    `StatedFigure`). Raises UsageError where it is not a draft.
    """
    if not isinstance(draft, Draft):
        try:
            draft = StatedDraft.model_validate({"points": [], "measures": [], "slogans": [], "figures": [], **draft})
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            place = ".".join(str(part) for part in first["loc"])
            raise UsageError(message("draft.invalid", place=place, why=misfit_words(first))) from None
    return check_draft(draft, Analysis(scan(source)))


def check_text(text: Source, source: Source | Sequence[Source]) -> TextCheck:
    """Judge each number, date, rank and score of any text against the documents that it rests on, without a model.

    `text` is a `str`, whose dates are read from its source's day, or a page (Path, Document), whose article is checked.
    `source` is one document or several; the Path of a run's folder stands for the documents of its store. Raises
    InputError for a document that can't be read.
    """
    with TextSources.given([source] if isinstance(source, (str, Path, Document)) else source) as sources:
        return sources.check(text if isinstance(text, str) else document(text))


def rejudge(
    out: Path | str, new: Path | str | None = None, *, draft: type[Draft] = Draft, observer: RunObserver | None = None
) -> list[RejudgedDocument]:
    """Take the stored answers of the run in `out` through today's rules, without asking a model.

    Its store and `reports.jsonl` are brought up to date, or with `new`, a copy of them there. A document whose source is
    gone or has changed, or whose answers are missing, stays as it is; its `problem` says why. `draft` is the class that
    the run asked for. Raises UsageError where there is no run, the store can't be written, or `new` has a run already.
    """
    with open_store(Path(out), Path(new) if new is not None else None) as store:
        again = Rejudge(store, draft)
        done: list[RejudgedDocument] = []
        try:
            with watching(observer, len(again)) as watch, awaiting() as wait_for:
                watch.started()
                documents = again.documents()
                while (found := wait_for(anext, documents, None)) is not None:
                    done.append(found)
                    if found.problem:
                        watch.kept()
                    else:
                        watch.saved(found.after, _NOTHING_SPENT)
        finally:
            write_reports(store)
            consolidate(store)
    return done


def collect(
    inputs: Sequence[str], out: Path | str, *, where: Sequence[str] = (), limit: int | None = None
) -> RunSummary:
    """Put the records of runs on Ray (`running.ray`) into the store of `out`, and write its `reports.jsonl`.

    `inputs` are folders of such runs, Parquet files, or their addresses; `where` has conditions like `status=flagged`. What
    is there already stays. Raises UsageError where an input has no such records.
    """
    try:
        from summarizer.running.arrow.collecting import collect_into  # noqa: PLC0415 - an extra
    except ImportError:
        raise UsageError(message("collect.no_pyarrow", how=install_command("parquet"))) from None
    with Store.open(Path(out)) as store:
        summary = collect_into(store, inputs, where, limit)
        write_reports(store)
        consolidate(store)
    return summary


class Summarizer:
    """Turns documents into checked records, from a model or from recordings.

    `config` has the options of a run (`RunConfig`); each further argument takes the place of one of them. `model`,
    `base_url` and `settings` (`mode`, `timeout_seconds`, `max_tokens` …) are those of `Settings`; the environment fills
    in what is left out, and keys come from it alone. `record` keeps answers in a folder and replays what it has;
    `replay` asks nobody. `draft` may be a subclass of `Draft` with fields of your own, `fields` a JSON Schema
    file of such fields, `codebook` a TOML file of codes for measures, `prompt` a changed copy of ours. `local`
    starts a model on this machine, our own or the GGUF file `local_model`, and stops it with `close` (or `with
    Summarizer(local=True) as …`), at the latest when the program ends. `watch` follows a staged document (see
    `Plan`). Raises UsageError where one of them can't be used.
    """

    def __init__(
        self,
        model: str | None = None,
        *,
        config: RunConfig | None = None,
        base_url: str | None = None,
        replay: Path | str | None = None,
        record: Path | str | None = None,
        local: bool | None = None,
        local_model: Path | str | None = None,
        patches: int | None = None,
        strategy: Strategy | None = None,
        draft: type[Draft] = Draft,
        prompt: Path | str | None = None,
        codebook: Path | str | None = None,
        fields: Path | str | None = None,
        watch: FigureProgress = ignore_progress,
        **settings: Any,
    ) -> None:
        _require_known(settings)
        options: dict[str, Any] = {"model": model, "base_url": base_url, "replay": replay, "record": record}
        options |= {"local": local, "local_model": local_model, "patches": patches, "strategy": strategy}
        options |= {"prompt": None if prompt == "summarize" else prompt, "codebook": codebook, "fields": fields}
        options |= {_OPTION_OF.get(name, name): value for name, value in settings.items()}
        self.setup = Setup.of((config or RunConfig()).with_options(options), draft, watch)
        self.plan = self.setup.plan

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop the local model, if there is one."""
        if self.setup.engine is not None:
            self.setup.engine.stop()

    @property
    def notice(self) -> str | None:
        """What you should know of where the answers come from, e.g. that shipped recordings are replayed."""
        return self.setup.source.notice

    @property
    def ended(self) -> str | None:
        """How the local model ended by itself, if it did: the documents after that have failed."""
        return self.setup.engine.ended if self.setup.engine else None

    def summarize(self, source: Source) -> Record:
        """The record of one document; in a notebook too, where an event loop runs already."""
        with awaiting() as wait_for:
            record: Record = wait_for(self.summarize_async, source)
            return record

    async def summarize_async(self, source: Source) -> Record:
        """As `summarize`, with a session of its own; for many documents, `session` opens one client."""
        async with self.session() as asking:
            return await asking.summarize(source)

    def session(self, limits: RateLimits | None = None) -> Session:
        """One client for many documents, of an async program (see `Session`); `limits` sets its pace."""
        return Session(self.setup, limits)

    def run(
        self, inputs: Item | Iterable[Item], *, observer: RunObserver | None = None, **options: Any
    ) -> Iterator[Record]:
        """The records of files, folders, globs, `-` and Documents, in order; options as in `run_async`."""
        records_ahead = self.run_async(inputs, **options)
        with watching(observer) as watch, awaiting() as wait_for:
            watch.started()
            while (record := wait_for(anext, records_ahead, None)) is not None:
                watch.saved(record, _NOTHING_SPENT)
                yield record

    async def run_async(
        self,
        inputs: Item | Iterable[Item],
        *,
        text_column: str | Sequence[str] | None = None,
        max_bytes: int | None = None,
        concurrency: int | None = None,
    ) -> AsyncIterator[Record]:
        """The records of all inputs, at most `concurrency` documents at a time (4; 1 with a local model).

        A `str` or `Path` is a file, folder, glob or `-`; a Document is one input. `text_column` names the columns that
        may hold the text of a row; without it usual names are looked for. Raises UsageError where an input does not
        exist.
        """
        source, options = self.setup.source, self.setup.config.run
        require_model(source)
        text_column, max_bytes = text_column or options.text_column, max_bytes or options.max_bytes
        loaded = load_items(inputs, text_column=text_column, max_bytes=max_bytes)
        concurrency = concurrency or self.concurrency
        async for record in records(
            loaded, self.plan, source.recordings, record=source.record, concurrency=concurrency
        ):
            yield record

    def run_to(
        self,
        out: Path | str,
        inputs: Item | Iterable[Item] | InputSet,
        options: RunOptions | None = None,
        *,
        fresh: bool = False,
        observer: RunObserver | None = None,
    ) -> RunSummary:
        """Do the run of `inputs` in the store `out/run.sqlite`, and write `out/reports.jsonl`.

        Inputs are those of `run`; Documents are held until the run ends. It goes on where an earlier run stopped;
        `fresh` begins anew. `options` take the place of those of the config. Ctrl-C and SIGTERM end it in order; the
        same call does the rest later. Raises UsageError where an input does not exist, where there are neither a key
        nor answers of an earlier run, where the store can't be written or another process is writing to it.
        """
        options = options or self.setup.config.run
        if self.setup.engine is not None:  # it has all cores
            options = replace(options, jobs=1)
        kept = KeptConversions(Path(out))
        found = sight_items(inputs, text_column=options.text_column, max_bytes=options.max_bytes, conversions=kept)
        most = options.budget.documents
        total = most if found.count is None else min(found.count, most or found.count)
        with Store.open(Path(out), fresh=fresh) as store:
            store.set_settings(self.setup.described(found.given))
            archive = self.setup.archive(store)
            if not archive.spent.exchanges:
                require_model(self.setup.source)
            with watching(observer, total) as watch, awaiting() as wait_for:
                run = Run(store, archive, self.plan, options, watch)
                watch.started()
                tally: RunSummary = wait_for(run.carry_out, found)
            write_reports(store)
            consolidate(store)
        tally.left_out.update(found.left_out)
        return tally

    @property
    def concurrency(self) -> int:
        """How many documents are under way at a time: 4; 1 with a local model; or what the config says."""
        return self.setup.config.run.limits.concurrency


def _require_known(settings: Mapping[str, Any]) -> None:
    """Raise UsageError for an unknown setting; a key is none, as what holds it could be printed or stored."""
    if "api_key" in settings:
        raise UsageError(message("key.not_an_argument"))
    known = [field.name for field in fields(Settings) if field.name not in {"model", "base_url", "api_key"}]
    unknown = sorted(settings.keys() - known)
    if unknown:
        raise UsageError(message("setting.unknown", unknown=unknown, known=known))
