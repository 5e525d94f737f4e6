"""A row of a table, as every kind of table gives it."""

from typing import Any, NamedTuple


class TableRow(NamedTuple):
    """One row of a table: its columns, or why it has none; `raw` is the row as far as it was read."""

    columns: dict[str, Any]
    raw: str
    fault: str | None = None
