"""Write `docs/data-dictionary.md` from the declaration of the exports' tables.

usage: python scripts/make_data_dictionary.py
"""

from collections.abc import Iterator
from pathlib import Path

from summarizer.delivering.exporting.export_columns import ExportTable
from summarizer.delivering.exporting.tables import TABLES

PATH = Path(__file__).parent.parent / "docs" / "data-dictionary.md"
_BEGINNING = """\
# The tables of an export

    summarizer export out --format csv --format xlsx --format parquet --format sqlite

The column `document` of the other tables refers to `documents.id`. Together, `document` and `number` identify a row. Rows are in
the order of the inputs. Columns may be added to a table, but no column changes its name, type or meaning. An empty cell means
that the value is not known or does not exist.

CSV files are RFC 4180 in UTF-8 (`--bom` for Excel), and `datapackage.json` describes them. If a text in them begins with `=` `+`
`-` `@` (also full-width), a tab, a line break or `'`, it has a `'` before it, so that no spreadsheet reads it as a formula. Remove
that `'` to get the text. In CSV, � (U+FFFD) replaces control characters other than tab and line break, because many people look at
a CSV in a terminal. Workbook, Parquet and SQLite keep them. In a workbook, a text of more than 32,767 characters is cut, and says
so. Only Parquet and SQLite distinguish an empty text from none.

With `--corrected`, figures and measures that a person rejected are left out, and accepted figures have the verdict `verified`.
Edited ones have their new values and, as added ones, the checker's verdict; `decision_was` has the values of before. Added ones
come last in their document, with the origin `rules`. Without `--corrected`, the column `decision` shows decisions
next to what the model and the checker said.
"""


def text() -> str:
    return "\n".join([_BEGINNING, *(line for table in TABLES for line in _section(table))])


def _section(table: ExportTable) -> Iterator[str]:
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
