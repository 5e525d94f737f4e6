"""reports.jsonl: one line a record."""

import json
import math
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from summarizer.checking.record import Record
from summarizer.errors import UsageError
from summarizer.resources import message, misfit_words, os_words, read_text

REPORTS = "reports.jsonl"
_MOST_DIGITS = 300  # a float holds no more

ModelT = TypeVar("ModelT", bound=BaseModel)


def line(record: Record) -> str:
    """A record as one line of JSON, its Chinese not escaped; a column that is no number (NaN) is null."""
    content = record.model_dump(mode="json")
    try:
        return json.dumps(content, ensure_ascii=False, allow_nan=False)
    except ValueError:
        return json.dumps(_without_nan(content), ensure_ascii=False, allow_nan=False)


def _without_nan(value: Any) -> Any:
    match value:
        case float() if not math.isfinite(value):
            return None
        case list():
            return [_without_nan(part) for part in value]
        case dict():
            return {name: _without_nan(part) for name, part in value.items()}
    return value


def write_lines(path: Path, lines: Iterable[str]) -> Path:
    """Write lines to a file that is either complete or absent; raises UsageError where it can't be written."""
    temporary = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{line}\n" for line in lines)
        temporary.replace(path)
    except OSError as error:
        raise UsageError(message("file.not_written", path=path, why=os_words(error))) from None
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    return path


def read_objects(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The lines of a JSONL file as objects, with their numbers; UsageError names the first line that is not an object."""
    for number, text in enumerate(read_text(path).split("\n"), 1):
        if text.strip():
            try:
                yield number, _object(text)
            except (ValueError, RecursionError) as error:
                raise UsageError(message("json.line_other", path=path, number=number, why=_reason(error))) from None


def read_records(path: Path) -> Iterator[Record]:
    """The records of a `reports.jsonl`; UsageError names the first line that is not a record."""
    for number, content in read_objects(path):
        try:
            yield Record.model_validate(content)
        except ValidationError as error:
            raise UsageError(message("report.line", path=path, number=number, why=first_problem(error))) from None


def read_as(path: Path, model: type[ModelT], what: str) -> ModelT:
    """A file of JSON as a `model`; UsageError where it can't be read or is something else; `what` names it in the message."""
    return parse_as(read_text(path), model, what, str(path))


def parse_as(text: str, model: type[ModelT], what: str, path: str) -> ModelT:
    """JSON as a `model`; UsageError where it is something else; `path` says where it comes from."""
    try:
        return model.model_validate(_object(text, constant=float))  # the model says which field is no number
    except json.JSONDecodeError as error:
        raise UsageError(message("json.line", path=path, number=error.lineno, what=what, why=error.msg)) from None
    except ValidationError as error:
        raise UsageError(message("json.misfit", path=path, what=what, why=first_problem(error))) from None
    except (ValueError, RecursionError) as error:
        raise UsageError(
            message(
                "json.other",
                path=path,
                what=what,
                why=_reason(error) or message("json.because", why=message("json.no_object")),
            )
        ) from None


def first_problem(error: ValidationError, *within: str) -> str:
    """The first problem of a part, and its place: `figures.3.value: …`; `within` has the names of what the part is in."""
    first = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(str(part) for part in (*within, *first["loc"]))
    why = misfit_words(first)
    return message("file.problem", path=place, what=why) if place else why


class _Unusable(ValueError):
    """JSON that Python accepts but a report can't contain."""


def _refuse_constant(name: str) -> None:
    raise _Unusable(message("json.no_number", name=name))


def _object(text: str, constant: Callable[[str], float | None] = _refuse_constant) -> dict[str, Any]:
    parsed = json.loads(text, parse_int=_whole, parse_float=_finite, parse_constant=constant)
    if not isinstance(parsed, dict):
        raise _Unusable(message("json.another_kind"))
    if "\\ud" in text.lower():  # half of a surrogate pair can be written in JSON, and is no character
        try:
            json.dumps(parsed, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            raise _Unusable(message("json.surrogate")) from None
    return parsed


def _whole(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:
        raise _Unusable(message("json.digits", count=len(digits)))
    return int(digits)


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise _Unusable(message("json.too_large", digits=digits[:20]))
    return number


def _reason(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return message("json.because", why=message("json.deep"))
    return message("json.because", why=error.args[0]) if isinstance(error, _Unusable) else ""
