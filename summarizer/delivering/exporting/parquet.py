"""Parquet, one file a table; needs the extra `govnews-summarizer[parquet]`.

Dates are dates, codes are strings, numbers that may have a fraction are doubles. Each column's description is in its
metadata.
"""

from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from summarizer.delivering.exporting.export_columns import ExportTable
from summarizer.delivering.exporting.files import whole
from summarizer.delivering.exporting.layout import Layout
from summarizer.errors import UsageError
from summarizer.resources import install_command
from summarizer.running.store.store import Store
from summarizer.running.store.typed_rows import Cell

_ROWS = 20_000  # of a row group, which is held in memory


def write(store: Store, folder: Path, layout: Layout) -> list[Path]:
    try:
        import pyarrow as pa  # noqa: PLC0415 - 40 MB that nobody else needs
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError:
        raise UsageError(f"--format parquet needs pyarrow: {install_command('parquet')}") from None
    return [_write_table(table, store, folder / f"{table.name}.parquet", pa, pq) for table in layout.tables]


def _write_table(table: ExportTable, store: Store, path: Path, pa: Any, pq: Any) -> Path:
    schema = _schema(table, pa)
    rows = table.rows(store)
    with whole(path) as temporary, pq.ParquetWriter(temporary, schema, compression="zstd") as writer:
        while found := list(islice(rows, _ROWS)):
            cells = zip(schema.types, zip(*found, strict=True), strict=True)
            writer.write_table(pa.table([_array(values, kind, pa) for kind, values in cells], schema=schema))
    return path


def _array(cells: Sequence[Cell], kind: Any, pa: Any) -> Any:
    if kind == pa.float64():  # Arrow takes no whole number that a double can't hold exactly
        cells = [float(cell) if isinstance(cell, int) else cell for cell in cells]
    return pa.array(cells, kind)


def _schema(table: ExportTable, pa: Any) -> Any:
    types = {
        "string": pa.string(),
        "object": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
        "datetime": pa.timestamp("ms", tz="UTC"),
    }
    metadata = (
        {"description": column.english, "description_zh": column.chinese, "unit": column.unit}
        for column in table.columns
    )
    fields = zip(table.columns, metadata, strict=True)
    described = {"description": table.english, "description_zh": table.chinese}
    return pa.schema([pa.field(column.name, types[column.type], metadata=words) for column, words in fields], described)
