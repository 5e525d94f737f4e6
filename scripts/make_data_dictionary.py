"""Write `docs/data-dictionary.md` from the declaration of the exports' tables.

usage: python scripts/make_data_dictionary.py
"""

from collections.abc import Iterator
from pathlib import Path

from summarizer.delivering.exporting.tables import TABLES, Table

PATH = Path(__file__).parent.parent / "docs" / "data-dictionary.md"
_BEGINNING = """\
# The tables of an export

    summarizer export out --format csv --format xlsx --format parquet --format sqlite

`documents.id` is what `document` of the other tables refers to; `document` and `number` tell their rows apart. Rows stand
in the order of the inputs. Columns may be added to a table; none changes its name, type or meaning. Empty: not known, or
there is none.

CSV files are RFC 4180 in UTF-8 (`--bom` for Excel), described by `datapackage.json`. A text in them that begins with
`=` `+` `-` `@` (also full-width), a tab, a line break or `'` has one `'` before it, so that no spreadsheet takes it for a
formula: take one `'` off the front to have the text itself. � (U+FFFD) takes the place of control characters other
than tab and line break, since many a CSV is looked at in a terminal; workbook, Parquet and SQLite keep them. In a workbook, a text of more than 32,767 characters is cut,
and says so. CSV and workbook can't tell an empty text from none; Parquet and SQLite can.

With `--corrected`, figures that a person rejected are left out, accepted ones have the verdict `verified`, and added ones
come last in their document, with the checker's verdict and origin `rules`; without it, `decision` stands beside what the
model and the checker said.
"""


def text() -> str:
    return "\n".join([_BEGINNING, *(line for table in TABLES for line in _section(table))])


def _section(table: Table) -> Iterator[str]:
    yield from (f"## {table.name}", "", f"{table.english} {table.chinese}", "")
    yield from ("| column | type | unit | meaning | 含义 |", "|---|---|---|---|---|")
    for column in table.columns:
        yield f"| `{column.name}` | {column.type} | {column.unit} | {column.english} | {column.chinese} |"
    yield ""


def main() -> None:
    PATH.parent.mkdir(exist_ok=True)
    PATH.write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    main()
