"""A run on more than one machine, by Ray Data; the only importer of ray.

OUT gets two folders: `records`, Parquet of `RECORDS`, and `checkpoint`, the keys of what is written there. Every document is
in `records` once, and a question is asked at least once: what a worker had in hand when it died is asked again. The same
command goes on where it stopped. Documents that the endpoint or the account failed, through no fault of theirs, are not
written, so it does them too. Not promised are the order of rows, and copies: nobody sees all documents.

Read tasks read the inputs where they run, and a few actors summarize (`SummarizeBatch`). An actor of its own has the buckets
that all of them take requests and tokens from.
"""

import logging
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import uuid4

from summarizer.asking.pacing import Buckets, RateLimits
from summarizer.asking.sources import require_model
from summarizer.checking.draft import Draft
from summarizer.errors import ModelError, SummarizerError, UsageError
from summarizer.reading.inputs.finding import InputSet
from summarizer.resources import install_command, message
from summarizer.running.arrow import CHECKPOINT_FOLDER, RECORDS_FOLDER
from summarizer.running.config import RunConfig
from summarizer.running.engine import RunSummary
from summarizer.running.setup import Setup

if TYPE_CHECKING:
    import pyarrow as pa

    from summarizer.running.arrow.input_rows import InputRows
    from summarizer.running.arrow.summarize_batch import SummarizeBatch

BLOCK_BYTES = 8_000_000
"""Of documents that a worker has in hand, and of records that a file of Parquet has, before it is packed."""
BATCH_DOCUMENTS = 16
PART_FILES = 256
# Reading and the checkpoint's filter wait most of the time, and count as a processor each.
_ASIDE = 2
_FILES = ("prompt", "codebook", "fields", "replay", "record")


def run(
    inputs: Sequence[str] | InputSet,
    out: Path | str,
    config: RunConfig | None = None,
    *,
    address: str = "local",
    draft: type[Draft] = Draft,
) -> RunSummary:
    """Summarize files, folders, globs and Parquet into `out`, a folder or the address of an object store (`s3://…`).

    `address` is that of a Ray cluster, `auto` for the one of this machine, or `local` to start one for this run. Every
    machine reaches inputs and `out` by the same path, and has the key in its environment. Raises UsageError where an option
    or an input can't be used, or Ray gives up.
    """
    ray = _ray()
    from summarizer.running.arrow.input_rows import InputRows  # noqa: PLC0415 - needs pyarrow
    from summarizer.running.arrow.out_folder import counts, keep_settings, location, names  # noqa: PLC0415
    from summarizer.running.arrow.summarize_batch import SummarizeBatch, require_spreadable  # noqa: PLC0415

    require_spreadable(config or RunConfig())
    config, place = _for_all_machines(config or RunConfig()), location(out)
    limits = config.run.limits
    pace = _Pace(f"summarizer-{uuid4().hex}", limits)
    shared = pace.buckets if limits.rpm or limits.tpm else None
    setup = Setup.of(config, draft)
    require_model(setup.source)
    plan_digest = setup.plan.digest
    batch = SummarizeBatch(config, draft=draft, plan_digest=plan_digest, shared=shared)
    files = InputRows.of(inputs, plan_digest, config.run)
    with _explained(), _cluster(ray, address) as workers:
        actor, before = pace.start(ray), names(place)
        keep_settings(place, setup.described(files.found.given))
        with _heard(ray, actor):
            _write(ray, files, _Worker(batch, pace), place, workers)
        statuses, unanswered = counts(place, before), ray.get(actor.unanswered.remote())
        kept = counts(place).total() - statuses.total()
    summary = RunSummary(Counter(kept=kept), statuses, left_out=files.found.left_out)
    if unanswered:
        summary.stopped = message("spread.unanswered", count=sum(unanswered.values()), codes=sorted(unanswered))
    return summary


class _Pace(NamedTuple):
    """The actor that all workers take requests and tokens from, by its name."""

    name: str
    limits: RateLimits

    def start(self, ray: Any) -> Any:
        """The actor; it lives as long as somebody holds it."""
        asked_again = {"max_restarts": -1, "max_task_retries": -1}
        return ray.remote(_PaceActor).options(name=self.name, num_cpus=0, **asked_again).remote(self.limits)

    def actor(self) -> Any:
        return _ray().get_actor(self.name)

    def buckets(self) -> Buckets:
        """What a worker takes from."""
        actor, limits = self.actor(), self.limits
        return Buckets(
            _SharedBucket(actor, "requests") if limits.rpm else None,
            _SharedBucket(actor, "tokens") if limits.tpm else None,
        )


class _PaceActor:
    """The buckets of a run, and the count of what no endpoint answered, by code."""

    def __init__(self, limits: RateLimits) -> None:
        self._buckets = Buckets.of(limits)
        self._unanswered: Counter[str] = Counter()
        self._problem: str | None = None

    async def take(self, name: str, amount: float) -> None:
        await getattr(self._buckets, name).take(amount)

    async def note(self, codes: list[str]) -> None:
        self._unanswered.update(codes)

    async def refuse(self, problem: str) -> None:
        self._problem = problem

    async def problem(self) -> str | None:
        return self._problem

    async def unanswered(self) -> Counter[str]:
        return self._unanswered


class _SharedBucket(NamedTuple):
    """A bucket of the actor."""

    actor: Any
    name: str

    async def take(self, amount: float) -> None:
        await self.actor.take.remote(self.name, amount)


class _Worker(NamedTuple):
    """What Ray Data calls in each of its actors; documents that were not answered are left for another go."""

    batch: "SummarizeBatch"
    pace: _Pace

    async def __call__(self, documents: "pa.Table") -> "pa.Table":
        try:
            records = await self.batch(documents)
        except UsageError as error:
            await self.pace.actor().refuse.remote(error.message)
            raise
        codes = [code for code in records["error_code"].to_pylist() if not _is_its_own(code)]
        if not codes:
            return records
        await self.pace.actor().note.remote(codes)
        return records.filter([_is_its_own(code) for code in records["error_code"].to_pylist()])


def _is_its_own(code: str | None) -> bool:
    """Whether a document's record holds for good: a failure of the endpoint or the account is not the document's."""
    return code is None or ModelError("", code).party == "document"


def _write(ray: Any, files: "InputRows", worker: _Worker, place: str, workers: int) -> None:
    """Do what is to be done of the inputs."""
    from ray.data import ActorPoolStrategy, DataContext  # noqa: PLC0415 - takes seconds
    from ray.data.checkpoint import CheckpointConfig  # noqa: PLC0415

    context = DataContext.get_current()
    context.target_max_block_size = BLOCK_BYTES
    context.enable_progress_bars = sys.stderr.isatty()
    context.checkpoint_config = CheckpointConfig(
        "key", f"{place}/{CHECKPOINT_FOLDER}", delete_checkpoint_on_success=False
    )
    parts = max(2 * workers, -(-len(files.found.files) // PART_FILES))
    try:
        documents = ray.data.read_datasource(_datasource(ray, files), override_num_blocks=parts)
        records = documents.map_batches(
            _Worker,
            fn_constructor_args=tuple(worker),
            batch_size=BATCH_DOCUMENTS,
            batch_format="pyarrow",
            compute=ActorPoolStrategy(min_size=1, max_size=workers, initial_size=workers),
        )
        records.write_parquet(f"{place}/{RECORDS_FOLDER}", compression="zstd")
    finally:
        context.checkpoint_config = None


def _datasource(ray: Any, files: "InputRows") -> Any:
    """The inputs as Ray reads them: one task a part."""
    from ray.data.block import BlockMetadata  # noqa: PLC0415

    from summarizer.running.arrow.document_rows import DOCUMENTS  # noqa: PLC0415

    class Inputs(ray.data.Datasource):  # type: ignore[misc]
        def estimate_inmemory_data_size(self) -> None:
            """Nobody knows before the files are read."""

        def get_read_tasks(self, parallelism: int, *_limits: Any, **_more: Any) -> list[Any]:
            unknown = BlockMetadata(num_rows=None, size_bytes=None, input_files=None, exec_stats=None)
            return [ray.data.ReadTask(part.tables, unknown, DOCUMENTS) for part in files.parts(parallelism)]

    return Inputs()


@contextmanager
def _cluster(ray: Any, address: str) -> Iterator[int]:
    """A connection to a cluster, with how many workers it has room for now; one that was there before stays."""
    if ray.is_initialized():
        yield _workers(ray)
        return
    own = {"num_cpus": (os.cpu_count() or 1) + _ASIDE, "include_dashboard": False} if address == "local" else {}
    ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR, **own)
    try:
        yield _workers(ray)
    finally:
        ray.shutdown()


def _workers(ray: Any) -> int:
    return max(1, int(ray.available_resources().get("CPU", 1)) - _ASIDE)


@contextmanager
def _heard(ray: Any, actor: Any) -> Iterator[None]:
    """Raise what a worker refused to work for; Ray loses it."""
    try:
        yield
    except Exception as error:
        if problem := ray.get(actor.problem.remote()):
            raise UsageError(problem) from error
        raise


@contextmanager
def _explained() -> Iterator[None]:
    """Make what Ray raises one line, its last words."""
    try:
        yield
    except SummarizerError:
        raise
    except Exception as error:
        lines = [line.strip() for line in str(error).splitlines() if line.strip(" =")] or [type(error).__name__]
        raise UsageError(message("spread.failed", why=lines[-1][:300])) from error


def _for_all_machines(config: RunConfig) -> RunConfig:
    """The options that workers get: what only this machine's environment and folder say is in them; no key is."""
    own = {"model": os.environ.get("SUMMARIZER_MODEL"), "base_url": os.environ.get("SUMMARIZER_BASE_URL")}
    given = config.as_options()
    paths = {name: str(Path(given[name]).absolute()) for name in _FILES if name in given}
    return config.with_options({name: value for name, value in own.items() if value and name not in given} | paths)


def _ray() -> Any:
    """Ray, which tells nobody that it is used."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    try:
        import ray.data  # noqa: PLC0415 - an extra that takes seconds
    except ImportError:
        raise UsageError(message("spread.no_ray", how=install_command("ray"))) from None
    logging.getLogger("ray.data").setLevel(logging.CRITICAL)
    return ray
