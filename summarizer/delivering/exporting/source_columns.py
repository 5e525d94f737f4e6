"""The columns that came along with the rows of an input, as columns of their own in `facts` and `documents`.

A column is left out, and stays in `documents.columns` alone, if it only repeats the title or the address of the document,
if a value is longer than `LONGEST` characters (another text of the page), or beyond the first `MOST` columns.
"""

import json
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain, count
from typing import NamedTuple

from summarizer.delivering.exporting.export_columns import Column, ExportTable, Type
from summarizer.delivering.exporting.tables import DOCUMENTS, FACTS, TABLES
from summarizer.delivering.exporting.translating import heads
from summarizer.folding import without_controls
from summarizer.resources import label
from summarizer.running.store.rows import parsed
from summarizer.running.store.store import Store

MOST, LONGEST = 60, 500
_LONGEST_NAME = 100
_OBJECT = "CASE WHEN json_valid(columns) THEN columns ELSE '{}' END"
_FOUND = f"""
SELECT key, min(type IN ('integer', 'real', 'null')) FROM documents, json_each({_OBJECT})
WHERE position NOT NULL GROUP BY key
HAVING max(length(value)) <= {LONGEST} AND max(value IS NOT documents.title AND value IS NOT documents.url)
ORDER BY count(*) DESC, min(position), key LIMIT {MOST}"""  # noqa: S608 - ours


class _Source(NamedTuple):
    """A column of the input: its name there, its type, and its names in the exports."""

    key: str
    type: Type
    name: str
    chinese: str


def with_source_columns(store: Store) -> tuple[ExportTable, ...]:
    """The tables of a store's exports; makes the temporary table `sources`, from which they read."""
    sources = list(_named(store.database.execute(_FOUND).fetchall()))
    _fill(store, sources)
    columns = tuple(
        Column(source.name, source.type, f"sources.c{index}", "A column of the input.", source.chinese)
        for index, source in enumerate(sources)
    )
    return tuple(
        table._replace(columns=table.columns + columns) if table in {FACTS, DOCUMENTS} else table for table in TABLES
    )


def _named(found: Sequence[tuple[str, int]]) -> Iterator[_Source]:
    """Their names in the exports, which are unique whatever the case, as Excel and SQL need them."""
    known = {name.lower() for table in (FACTS, DOCUMENTS) for name in (*table.names, *heads(table, "zh"))}
    for key, is_number in found:
        plain = " ".join(without_controls(key).split())[:_LONGEST_NAME] or "column"
        name, chinese = _free(plain, known), _free(label("column", plain, "zh"), known)
        known |= {name.lower(), chinese.lower()}
        yield _Source(key, "number" if is_number else "string", name, chinese)


def _free(name: str, known: AbstractSet[str]) -> str:
    """A name, with a number where it is known already."""
    numbered = (f"{name} ({number})" for number in count(2))
    return next(option for option in chain([name], numbered) if option.lower() not in known)


def _fill(store: Store, sources: Sequence[_Source]) -> None:
    names = ["document INTEGER PRIMARY KEY", *(f"c{index}" for index in range(len(sources)))]
    store.database.execute(f"CREATE TEMP TABLE sources ({', '.join(names)})")
    if not sources:
        return
    found = store.database.execute("SELECT document, columns FROM documents WHERE position NOT NULL")
    rows = ((key, *_cells(columns, sources)) for key, columns in found)
    marks = ", ".join("?" * len(names))
    store.database.executemany(f"INSERT INTO sources VALUES ({marks})", rows)  # noqa: S608 - names are ours


def _cells(columns: str, sources: Sequence[_Source]) -> Iterator[str | int | float | None]:
    stated = parsed(columns)
    for source in sources:
        yield _cell(stated.get(source.key) if isinstance(stated, dict) else None, source.type)


def _cell(value: object, kind: Type) -> str | int | float | None:
    if value is None or isinstance(value, str):
        return value
    if kind == "number" and isinstance(value, int | float):
        return float(value) if abs(value) >= 2**63 else value
    return json.dumps(value, ensure_ascii=False)
