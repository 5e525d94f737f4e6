"""`summarizer export`: the store's delivered documents in other forms.

Every form is made from the store alone, of one moment of it, and twice made is the same to the byte.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from summarizer.checking.jsonl import REPORTS, write_lines
from summarizer.delivering.exporting import delimited, markdown, parquet, sqlite, workbook
from summarizer.delivering.exporting.layout import Layout, Numbers
from summarizer.delivering.exporting.source_columns import with_source_columns
from summarizer.delivering.reviewing.overlay import lay_over
from summarizer.resources import Language
from summarizer.running.store.store import Store

Writer = Callable[[Store, Path, Layout], list[Path]]
_WRITERS: Mapping[str, Writer] = {
    "csv": delimited.write,
    "xlsx": workbook.write,
    "parquet": parquet.write,
    "sqlite": sqlite.write,
    "md": markdown.write,
}
FORMATS = ("jsonl", *_WRITERS)


def _log(message: str) -> None:
    logging.getLogger("summarizer").warning(message)


def export(
    out: Path,
    formats: Iterable[str],
    folder: Path | None = None,
    *,
    bom: bool = False,
    correct: bool = False,
    language: Language = "en",
    numbers: Numbers = "plain",
    warn: Callable[[str], None] | None = None,
    problem: Callable[[str], None] = _log,
) -> list[Path]:
    """Write the run in `out` in the formats named (see `FORMATS`), and return the files.

    They go to `folder`, else to `out/tables`, but reports.jsonl to `out` itself; corrected ones (`correct`) to
    `out/corrected`, so that nobody confuses the two. `bom` marks CSV files as UTF-8 for Excel. `language` is that of
    the heads of CSV and workbook; `numbers` says how a workbook shows large numbers. `warn` receives what of the run is
    damaged and left out, `problem` of each document that could not be exported as it is. Raises UsageError where there is no run, a file can't be written, or a format needs a package that is missing.
    """
    tables = folder or out / ("corrected" if correct else "tables")
    lines = out if folder is None and not correct else tables
    made = []
    with Store.read(out) as store:
        store.database.execute("BEGIN")
        lay_over(store, correct=correct)
        layout = Layout(with_source_columns(store), language, numbers, bom)
        for name in dict.fromkeys(formats):
            if name == "jsonl":
                made.append(write_lines(lines / REPORTS, store.lines()))
            else:
                made += _WRITERS[name](store, tables, layout)
        if warn is not None and store.damage is not None:
            warn(store.damage)
        for name, message in store.undelivered.items():
            problem(f"{name}: {message}")
    return made
