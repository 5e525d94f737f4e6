"""The facts of a store: a view that has the columns of `checking/fact_columns`, and its rows, typed.

The view is temporary, so that it reads what is laid over the tables: a person's decisions (`decided`) and corrected
reports.
"""

import sqlite3
from collections.abc import Iterator

from summarizer.checking.fact_columns import Fact, fact_columns
from summarizer.checking.fact_sql import STANDS
from summarizer.errors import UsageError
from summarizer.resources import message
from summarizer.running.store.delivered import DeliveredRecords
from summarizer.running.store.typed_rows import typed_rows

_ORDER = "position, document, number"
_SOURCE = """
  figures
  JOIN documents ON documents.document = figures.document
  LEFT JOIN reports ON reports.document = figures.document
  LEFT JOIN measures ON measures.document = figures.document AND measures.id = figures.measure
  LEFT JOIN duplicates ON duplicates.document = figures.document
  LEFT JOIN documents AS originals ON originals.document = duplicates.original
  LEFT JOIN decided ON decided.document = figures.document AND decided.number = figures.number
  LEFT JOIN joined ON joined.document = figures.document AND joined.number = figures.number
  LEFT JOIN decided AS stated ON stated.document = joined.same_document AND stated.number = joined.same_number
  LEFT JOIN decided AS repeated ON repeated.document = figures.document AND repeated.number = figures.repeats
WHERE documents.position NOT NULL"""


def view() -> str:
    """The SQL that makes the view; `position` is the place of the document among the inputs, `key` documents.document.

    `stands` is `counts` before figures of other documents are looked at.
    """
    columns = ", ".join(f'{column.sql} AS "{name}"' for name, _, column in fact_columns())
    keys = f"documents.position, documents.document AS key, {STANDS} AS stands"
    return f"CREATE TEMP VIEW facts AS SELECT {columns}, {keys} FROM {_SOURCE}"  # noqa: S608 - ours


def every_fact(store: DeliveredRecords) -> Iterator[Fact]:
    """The facts of a store, in the order of the inputs; raises UsageError where it is closed."""
    columns = fact_columns()
    names = ", ".join(f'"{column.name}"' for column in columns)
    try:
        found = store.database.execute(f"SELECT {names} FROM facts ORDER BY {_ORDER}")  # noqa: S608 - ours
    except sqlite3.ProgrammingError:
        raise UsageError(message("store.closed", path=store)) from None
    document_at = next(index for index, column in enumerate(columns) if column.name == "document")
    return map(Fact._make, typed_rows(store, found, [column.type for column in columns], document_at))
