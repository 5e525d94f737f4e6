"""A new field of a figure is one row of its declaration and one rule; everything else derives from it."""

import contextlib
import csv
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import openpyxl
import pyarrow.parquet
import pytest

ROOT = Path(__file__).parents[2]
DECLARED = '    origin: Annotated[Origin, ReportField("Who gave the figure'
ADDED = '    sentence: Annotated[str | None, ReportField("Its sentence.", "所在句", rule=sentence_of)] = None\n'
RULE = """

def sentence_of(mention: Mention, around: FigureContext) -> str:
    start, end = around.ground.sentence(Span(mention.text_start, mention.text_end))
    return around.scan.text.content[start:end]


"""

MAKE = """
import runpy

for script in ("make_migration", "make_schemas", "make_data_dictionary"):
    runpy.run_path(f"scripts/{script}.py", run_name="__main__")
"""
USE = """
from summarizer.cli import app

formats = [option for form in ("csv", "xlsx", "parquet", "sqlite") for option in ("--format", form)]
for words in (["run", "seeds", "--out", "out"], ["export", "out", *formats], ["view", "out"]):
    assert not app(words, standalone_mode=False)
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A copy of the project whose figures have one more field."""
    folder = tmp_path_factory.mktemp("project")
    for name in ("summarizer", "scripts", "schemas", "prompts", "seeds", "docs"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copytree(ROOT / "fixtures" / "recordings" / "large-llm", folder / "fixtures" / "recordings" / "large-llm")
    record = folder / "summarizer" / "checking" / "report_figures.py"
    text = record.read_text(encoding="utf-8")
    text = text.replace("Mention, Role\n", "Mention, Role, Span\n", 1)
    text = text.replace("\n\nclass Figure(", RULE + "class Figure(").replace(DECLARED, ADDED + DECLARED)
    record.write_text(text, encoding="utf-8")
    run(folder, MAKE)
    run(folder, USE)
    return folder


def run(folder, program):
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    subprocess.run([sys.executable, "-c", program], cwd=folder, env=environment, check=True, capture_output=True)


@pytest.mark.slow
def test_the_report_has_it_and_its_schema_describes_it(copy):
    """In the line of reports.jsonl, from the rule."""
    schema = json.loads((copy / "schemas" / "report.json").read_text(encoding="utf-8"))
    assert schema["$defs"]["Figure"]["properties"]["sentence"]["description"] == "Its sentence."
    for line in (copy / "out" / "reports.jsonl").read_text(encoding="utf-8").splitlines():
        for figure in json.loads(line)["report"]["figures"]:
            assert figure["sentence"]


@pytest.mark.slow
def test_the_store_has_its_column_by_a_migration_that_was_generated(copy):
    """The next step of the schema adds it, and rows fill it."""
    added = max((copy / "summarizer" / "running" / "store").glob("*.sql")).read_text(encoding="utf-8")
    assert 'ALTER TABLE figures ADD COLUMN "sentence" TEXT;' in added
    with sqlite3.connect(copy / "out" / "run.sqlite") as database:
        assert database.execute("SELECT count(*) FROM figures WHERE sentence IS NULL").fetchone() == (0,)


@pytest.mark.slow
def test_every_export_has_its_column(copy):
    """CSV, Excel, Parquet and SQLite, and the dictionary explains it."""
    tables = copy / "out" / "tables"
    with (tables / "figures.csv").open(encoding="utf-8", newline="") as file:
        assert all(row["sentence"] for row in csv.DictReader(file))
    with contextlib.closing(openpyxl.load_workbook(next(tables.glob("*.xlsx")), read_only=True)) as book:
        assert "sentence" in [cell.value for cell in next(iter(book["figures"].iter_rows()))]
    assert "sentence" in pyarrow.parquet.read_schema(tables / "figures.parquet").names
    with sqlite3.connect(next(tables.glob("*.sqlite"))) as database:
        assert database.execute("SELECT count(sentence) FROM figures").fetchone()[0]
    assert "| `sentence` | string |  | Its sentence. | 所在句 |" in (copy / "docs" / "data-dictionary.md").read_text(
        encoding="utf-8"
    )


@pytest.mark.slow
def test_the_viewers_data_have_it_with_its_words(copy):
    """Its name, type and words in both languages are in the page."""
    page = (copy / "out" / "view.html").read_text(encoding="utf-8")
    assert '"name":"sentence"' in page.replace('": "', '":"')
