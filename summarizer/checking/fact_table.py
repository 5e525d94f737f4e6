"""The facts as a table: what `Store.facts()` and `Record.facts()` give.

You can iterate over it, make a data frame of it (`to_frame`), and hand it to whatever reads Arrow, as it is:
`polars.DataFrame(store.facts())`, `pyarrow.table(record)`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from typing import Any, Literal, get_args

from summarizer.checking.arrow_stream import arrow_stream
from summarizer.checking.fact_columns import Fact, FactType, fact_columns
from summarizer.errors import UsageError
from summarizer.resources import message

FrameLibrary = Literal["pandas", "polars"]

_PANDAS: Mapping[FactType, str] = {
    "integer": "Int64",
    "number": "float64",
    "boolean": "boolean",
    "date": "datetime64[s]",
}
_PANDAS_WITH_STRINGS = 3


class FactTable(Iterable[Fact]):
    """Rows of `Fact`, read anew each time that they are asked for."""

    def __init__(self, rows: Callable[[], Iterable[Fact]]) -> None:
        self._rows = rows

    def __iter__(self) -> Iterator[Fact]:
        return iter(self._rows())

    def __repr__(self) -> str:
        return f"<FactTable: {len(fact_columns())} columns; iterate over it, or call to_frame()>"

    def to_frame(self, library: FrameLibrary | None = None) -> Any:
        """A data frame of pandas or polars with typed columns; of pandas where both are installed.

        Whole numbers and booleans may be null; days are `datetime64` in pandas and `Date` in polars. Raises UsageError
        where the library is not installed.
        """
        name, loaded = _loaded(library)
        return loaded.DataFrame(self if name == "polars" else self._series(loaded))

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """The Arrow PyCapsule interface."""
        return arrow_stream({column.name: column.type for column in fact_columns()}, self, requested_schema)

    def _series(self, pandas: Any) -> dict[str, Any]:
        """The columns as pandas has them; before its version 3, which has strings with nulls, texts are objects."""
        rows, has_strings = list(self), int(pandas.__version__.split(".")[0]) >= _PANDAS_WITH_STRINGS
        types = {**_PANDAS, "string": "str" if has_strings else "object"}
        return {
            column.name: pandas.Series([row[place] for row in rows], dtype=types[column.type])
            for place, column in enumerate(fact_columns())
        }


def _loaded(library: FrameLibrary | None) -> tuple[str, Any]:
    """The library that is asked for, or the first that is installed."""
    for name in get_args(FrameLibrary) if library is None else (library,):
        try:
            return name, import_module(name)
        except ModuleNotFoundError:
            continue
    raise UsageError(message("frame.not_installed", name=library) if library else message("frame.no_library"))
