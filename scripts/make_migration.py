"""Write the next step of the store's schema: a column for each declared field of figures, measures and points that it lacks.

usage: python scripts/make_migration.py
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from pydantic import BaseModel

from summarizer.checking.fields import declared
from summarizer.checking.report_figures import Figure
from summarizer.checking.report_measures import Measure, Point
from summarizer.running.store.database import bring_up, steps

FOLDER = Path(__file__).parent.parent / "summarizer" / "running" / "store"
TABLES: dict[str, type[BaseModel]] = {"figures": Figure, "measures": Measure, "points": Point}


def missing() -> Iterator[str]:
    """The statements that add what the newest schema lacks."""
    with closing(sqlite3.connect(":memory:")) as database:
        bring_up(database, Path(":memory:"), steps())
        for table, model in TABLES.items():
            columns = {row[1] for row in database.execute(f"PRAGMA table_info({table})")}
            for column in declared(model):
                if column.name not in columns:
                    yield f'ALTER TABLE {table} ADD COLUMN "{column.name}" {column.sql};  -- {column.field.english}'


def main() -> None:
    statements = list(missing())
    if statements:
        version = max(steps()) + 1
        path = FOLDER / f"{version:03}.sql"
        path.write_text("\n".join([f"-- Version {version}.", "", *statements, ""]), encoding="utf-8")
        print(path)


if __name__ == "__main__":
    main()
