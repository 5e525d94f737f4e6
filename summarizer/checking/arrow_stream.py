"""Typed rows as a stream of Arrow, which polars, pyarrow and DuckDB read from whatever has `__arrow_c_stream__`.

nanoarrow makes it: none of them needs to be installed.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any

_ROWS = 20_000  # of a batch
_DAY_0 = date(1970, 1, 1).toordinal()

_Cells = Sequence[Any]


def arrow_stream(columns: Mapping[str, str], rows: Iterable[_Cells], requested_schema: object | None = None) -> object:
    """A PyCapsule with the rows; `columns` gives their types by name: string, integer, number, boolean or date."""
    import nanoarrow as na  # noqa: PLC0415 - who asks for no table loads no Arrow
    from nanoarrow.c_array_stream import CArrayStream  # noqa: PLC0415

    types = {
        "string": na.string(),
        "integer": na.int64(),
        "number": na.float64(),
        "boolean": na.bool_(),
        "date": na.date32(),
    }
    schema = na.struct({name: types[kind] for name, kind in columns.items()}, nullable=False)
    batches = []
    left = iter(rows)
    while found := list(islice(left, _ROWS)):
        cells = zip(columns.values(), zip(*found, strict=True), strict=True)
        children = [na.c_array(_storable(kind, values), types[kind]) for kind, values in cells]
        batches.append(na.c_array_from_buffers(schema, len(found), [None], children=children))
    return CArrayStream.from_c_arrays(batches, na.c_schema(schema)).__arrow_c_stream__(requested_schema)


def _storable(kind: str, cells: _Cells) -> list[Any]:
    """Cells as Arrow stores them: a day as the days since 1970."""
    store = _STORED.get(kind)
    return list(cells) if store is None else [None if cell is None else store(cell) for cell in cells]


def _days(day: date) -> int:
    return day.toordinal() - _DAY_0


_STORED: Mapping[str, Callable[[Any], Any]] = {"date": _days, "number": float}
