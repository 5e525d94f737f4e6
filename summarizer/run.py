"""A run: one batch of inputs, several at a time, one record each whatever happens, in the inputs' order."""

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable
from pathlib import Path
from typing import Any

from summarizer.asking.client import Client
from summarizer.asking.recording import Recordings
from summarizer.checking.report import DocumentNote, Record
from summarizer.drafting.plan import Plan
from summarizer.errors import UsageError
from summarizer.models import Document
from summarizer.sources.documents import Unreadable
from summarizer.summarizing import failed, summarize

REPORTS = "reports.jsonl"


async def records(
    inputs: Iterable[Document | Unreadable],
    plan: Plan,
    recordings: Recordings | None = None,
    *,
    record: bool = False,
    concurrency: int = 4,
) -> AsyncIterator[Record]:
    """The records of all inputs, in their order; at most `concurrency` documents are under way at a time."""
    async with Client(plan.settings, recordings, record=record) as client:
        under_way: deque[asyncio.Task[Record]] = deque()
        try:
            for one in inputs:
                under_way.append(asyncio.create_task(_record(one, client, plan)))
                if len(under_way) >= concurrency:
                    yield await under_way.popleft()
            while under_way:
                yield await under_way.popleft()
        finally:
            for task in under_way:
                task.cancel()


async def _record(one: Document | Unreadable, client: Client, plan: Plan) -> Record:
    if isinstance(one, Unreadable):
        return failed(DocumentNote(id=one.id, path=one.path, sha256=one.sha256 or None), one.error)
    return await summarize(one, client, plan)


def write_reports(out: Path, made: Iterable[Record], seen: Callable[[Record], None]) -> Path:
    """Write `reports.jsonl`, one line a record, and show each to `seen`; UsageError where that can't be done."""
    path = out / REPORTS
    try:
        out.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8") as file:
            for record in made:
                file.write(line(record) + "\n")
                file.flush()
                seen(record)
    except OSError as error:
        raise UsageError(f"{path} can't be written: {error.strerror}") from None
    return path


def line(record: Record) -> str:
    """A record as one line of JSON, its Chinese not escaped."""
    return json.dumps(record.model_dump(mode="json"), ensure_ascii=False)


def read_reports(path: Path) -> list[dict[str, Any]]:
    """The lines of a JSONL file as objects; UsageError names the first line that is none."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} can't be read: {getattr(error, 'strerror', None) or 'it is not UTF-8'}") from None
    return [_object(path, number, text) for number, text in enumerate(lines, 1) if text.strip()]


def _object(path: Path, number: int, text: str) -> dict[str, Any]:
    try:
        parsed = json.loads(text)
    except ValueError:
        parsed = None
    if not isinstance(parsed, dict):
        raise UsageError(f"{path}, line {number} is no JSON object")
    return parsed
