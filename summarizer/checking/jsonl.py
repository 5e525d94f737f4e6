"""reports.jsonl: one line a record."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from summarizer.asking.recording import parse
from summarizer.checking.record import Record
from summarizer.errors import UsageError

REPORTS = "reports.jsonl"

ModelT = TypeVar("ModelT", bound=BaseModel)


def line(record: Record) -> str:
    """A record as one line of JSON, its Chinese not escaped."""
    return json.dumps(record.model_dump(mode="json"), ensure_ascii=False, allow_nan=False)


def write_lines(path: Path, lines: Iterable[str]) -> Path:
    """Write lines to a file that is whole or not there; raises UsageError where it can't be written."""
    temporary = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{one}\n" for one in lines)
        temporary.replace(path)
    except OSError as error:
        raise UsageError(f"{path} can't be written: {error.strerror}") from None
    return path


def read_reports(path: Path) -> list[dict[str, Any]]:
    """The lines of a JSONL file as objects; UsageError names the first line that is none."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} can't be read: {getattr(error, 'strerror', None) or 'it is not UTF-8'}") from None
    return [_object(path, number, text) for number, text in enumerate(lines, 1) if text.strip()]


def read_records(path: Path) -> Iterator[Record]:
    """The records of a `reports.jsonl`; UsageError names the first line that is none."""
    for number, told in enumerate(read_reports(path), 1):
        try:
            yield Record.model_validate(told)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            place = ".".join(str(part) for part in first["loc"])
            raise UsageError(f"{path}, line {number} is no report: {place}: {first['msg']}") from None


def read_as(path: Path, model: type[ModelT], what: str) -> ModelT:
    """A file of JSON as a `model`; UsageError where it can't be read or is none, in words that say `what` it should be."""
    try:
        return model.model_validate_json(path.read_bytes())
    except OSError as error:
        raise UsageError(f"{path} can't be read: {error.strerror}") from None
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise UsageError(f"{path} is no {what}: {place}: {first['msg']}".replace(": :", ":")) from None


def _object(path: Path, number: int, text: str) -> dict[str, Any]:
    try:
        parsed = parse(text)
    except ValueError:
        parsed = None
    if not isinstance(parsed, dict):
        raise UsageError(f"{path}, line {number} is no JSON object")
    return parsed
