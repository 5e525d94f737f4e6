"""A store of many documents: the seeds with their recorded reports, copied by SQL to places and days all over China."""

import sqlite3
from pathlib import Path

from summarizer import Summarizer
from summarizer.resources import table
from summarizer.running.store.store import Store

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
RECORDINGS = ROOT / "fixtures" / "recordings" / "large-llm"
_PARTS = ("findings", "reports", "points", "slogans", "measures", "figures", "mentions", "dates")
_DIGITS = 6
_WORDS = 300
"""So many subjects are made of each."""

_PLACES = """
UPDATE reports SET (region, province, city, county, town, adcode, towncode, level) = (
  SELECT county, province, city, county, NULL, adcode, NULL, 'county' FROM places
  WHERE place = reports.document * 37 % (SELECT count(*) FROM places)),
published = date('2020-01-01', (document * 13 % 1500) || ' days')
"""
_FIGURES = f"""
UPDATE figures SET subject = subject || char(19968 + document * 31 % {_WORDS}), place = NULL,
verdict = CASE WHEN (document + number) % 23 = 0 THEN 'unit_mismatch' ELSE verdict END
WHERE document > (SELECT max(document) / 5 FROM documents)
"""  # noqa: S608 - ours


def copied_store(out: Path, count: int) -> Path:
    """A store of `count` documents or up to four fewer, in the folder `out`."""
    Summarizer(replay=RECORDINGS).run_to(out, [str(SEEDS)])
    with Store.open_existing(out) as store:
        database = store.database
        database.execute("PRAGMA synchronous = OFF")
        seeds = database.execute("SELECT count(*) FROM documents").fetchone()[0]
        _number(database, count // seeds)
        _copy(database, "documents", seeds, {"id": "id || '-' || copy", "position": f"position + copy * {seeds}"})
        for part in _PARTS:
            _copy(database, part, seeds, {})
        _places(database)
        database.execute(_PLACES)
        database.execute(_FIGURES)
        database.commit()
    return out


def _number(database: sqlite3.Connection, copies: int) -> None:
    database.execute("CREATE TEMP TABLE copies (copy INTEGER)")
    database.executemany("INSERT INTO copies VALUES (?)", [[copy] for copy in range(1, copies)])


def _copy(database: sqlite3.Connection, name: str, seeds: int, changed: dict[str, str]) -> None:
    """Rows of a table once more for each copy, under the numbers of the new documents."""
    columns = [f'"{row[1]}"' for row in database.execute(f"PRAGMA table_info({name})")]
    values = {column: column for column in columns} | {f'"{column}"': sql for column, sql in changed.items()}
    values['"document"'] = f"document + copy * {seeds}"
    database.execute(
        f"INSERT INTO {name} ({', '.join(columns)}) SELECT {', '.join(values.values())} FROM {name}, copies"  # noqa: S608
    )


def _places(database: sqlite3.Connection) -> None:
    """The counties of China with their cities and provinces."""
    names = {code: name for code, name, *_ in table("divisions") if len(code) == _DIGITS}
    counties = [code for code in names if code[4:] != "00"]
    database.execute("CREATE TEMP TABLE places (place INTEGER PRIMARY KEY, adcode, province, city, county)")
    database.executemany(
        "INSERT INTO places VALUES (?, ?, ?, ?, ?)",
        [
            (place, code, names.get(f"{code[:2]}0000"), names.get(f"{code[:4]}00"), names[code])
            for place, code in enumerate(counties)
        ],
    )
