"""The rows of .jsonl, an object a line, and of .json: a list of objects, an object with one such list, or one object.

What other readers of JSON refuse or read differently costs its row: NaN, numbers without end, a name that appears
twice, objects nested more than 100 deep.
"""

import json
import math
from collections.abc import Iterable, Iterator
from typing import Any

from summarizer.reading.inputs.table_row import TableRow
from summarizer.resources import lazy_pattern, message

_DEEPEST = 100
_UNDECODED = lazy_pattern("[\udc80-\udcff]")


def json_line_rows(lines: Iterable[str]) -> Iterator[TableRow]:
    """One row for each line that is not blank."""
    for line in lines:
        if line.strip("\ufeff \t\r\n"):
            yield _row(line)


def json_rows(content: str) -> Iterator[TableRow]:
    """The rows of a whole .json; of one that holds a line for each object, those of its lines."""
    try:
        value = json.loads(content.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        yield from _rows_of_damaged(content)
        return
    escaped = _UNDECODED.search(content) is None
    for item in _items(value):
        yield (
            TableRow({}, "", message("bad_row.too_deep", most=_DEEPEST))
            if _is_deeper(item, _DEEPEST)
            else _row(json.dumps(item, ensure_ascii=escaped))
        )


def _rows_of_damaged(content: str) -> Iterator[TableRow]:
    lines = content.splitlines()
    if sum(line.lstrip("\ufeff \t").startswith("{") for line in lines) > 1:
        yield from json_line_rows(line.strip().rstrip(",") for line in lines if line.strip("\ufeff \t[],"))
    else:
        yield _row(content)


def _items(value: Any) -> list[Any]:
    if isinstance(value, dict):
        lists = [part for part in value.values() if _is_list_of_objects(part)]
        return lists[0] if len(lists) == 1 else [value]
    return value if isinstance(value, list) else [value]


def _is_list_of_objects(part: Any) -> bool:
    return isinstance(part, list) and bool(part) and all(isinstance(item, dict) for item in part)


def _row(line: str) -> TableRow:
    try:
        value = json.loads(
            line.lstrip("\ufeff"), object_pairs_hook=_object, parse_constant=_refuse, parse_float=_finite
        )
    except (ValueError, RecursionError) as error:
        return TableRow({}, line, message("bad_row.json", why=str(error).splitlines()[0]))
    if not isinstance(value, dict):
        return TableRow({}, line, message("bad_row.not_object"))
    if _is_deeper(value, _DEEPEST):
        return TableRow({}, line, message("bad_row.too_deep", most=_DEEPEST))
    return TableRow(value, line)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in made if names.count(name) > 1)
        raise ValueError(f"the name {twice[:_DEEPEST]!r} appears twice")
    return made


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is no number")


def _finite(number: str) -> float:
    value = float(number)
    if not math.isfinite(value):
        raise ValueError(f"{number[:20]} is too large a number")
    return value


def _is_deeper(value: Any, depth: int) -> bool:
    """Whether containers are nested deeper than `depth`; level by level, so that nothing recurses."""
    level = [value]
    for _ in range(depth):
        parts = (part.values() if isinstance(part, dict) else part for part in level)
        level = [item for part in parts for item in part if isinstance(item, dict | list)]
        if not level:
            return False
    return True
