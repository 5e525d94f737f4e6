"""Exports: what is read back is what the store has, whatever the documents hold, and twice made is the same."""

import csv
import json
import re
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import get_args

import frictionless
import openpyxl
import pyarrow.parquet
import pytest
from handmade import ARTICLE, FIGURES, failure, figure, outcome, store
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from make_data_dictionary import PATH, text
from markdown_it import MarkdownIt
from typer.testing import CliRunner

from summarizer import Summarizer, UsageError
from summarizer.checking.report_values import TextVerdict
from summarizer.cli import app
from summarizer.delivering.exporting.exporter import FORMATS, export
from summarizer.delivering.exporting.tables import FIGURES as FIGURES_TABLE
from summarizer.delivering.exporting.tables import TABLES
from summarizer.running.store.store import Store

ROOT = Path(__file__).parents[2]
TYPES = {table.name: {column.name: column.type for column in table.columns} for table in TABLES}
READ = {"integer": int, "number": float, "date": date.fromisoformat, "boolean": "true".__eq__}
HOSTILE = [
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://evil.example","点我")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "＝1+1",
    "\t=1+1",
    "'quoted'",
    'a,b;"c"\r\nd\ne\rf',
    "http://evil.example/x",
    "控制\x01\x02\x1f字符\ufffe_x0041_",
    "😀👩‍👩‍👧‍👦𠮷",
    "<script>alert(1)</script>&amp;",
    "00123",
    "2021-12-03",
    " 空白 ",
    "\x1b[2J\x1b]0;x\x07清屏\x9b31m\x7f",
    "\u202e倒\u2066置\u200e",
]


@pytest.fixture(scope="module")
def seeds(tmp_path_factory):
    """A run of the seeds."""
    out = tmp_path_factory.mktemp("seeds")
    Summarizer(replay=ROOT / "fixtures" / "recordings" / "large-llm").run_to(out, [str(ROOT / "seeds")])
    return out


@pytest.fixture
def mixed(tmp_path):
    """A flagged document with columns, a failed one, and one without figures."""
    columns = {"来源": "=1+1", "页": 3}
    plain = outcome(
        "quiet.txt", "某县会议\n会议在某县召开，部署了工作。\n", [], measures=[], points=[{"text": "开会。"}]
    )
    return store(tmp_path / "mixed", outcome(columns=columns), failure(), plain)


def call(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def read_csv(folder, table):
    with (folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return [
            {name: _read_cell(cell, TYPES[table].get(name, "string")) for name, cell in row.items()}
            for row in csv.DictReader(file)
        ]


def _read_cell(cell, kind):
    if cell == "":
        return None
    return READ[kind](cell) if kind in READ else cell.removeprefix("'")


def read_xlsx(folder, table):
    with closing(openpyxl.load_workbook(folder / "tables.xlsx")) as book:
        header, *rows = [list(row) for row in book[table].iter_rows()]
    names = [cell.value for cell in header]
    return [{name: _read_xlsx_cell(cell) for name, cell in zip(names, row, strict=True)} for row in rows]


def _read_xlsx_cell(cell):
    if isinstance(cell.value, datetime):
        return cell.value.date()
    if isinstance(cell.value, str):
        return re.sub("_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), cell.value) or None
    return cell.value


def read_parquet(folder, table):
    return pyarrow.parquet.read_table(folder / f"{table}.parquet").to_pylist()


def read_sqlite(folder, table):
    with closing(sqlite3.connect(folder / "tables.sqlite")) as database:
        database.row_factory = sqlite3.Row
        rows = [dict(row) for row in database.execute(f"SELECT * FROM {table} ORDER BY rowid")]  # noqa: S608
    for row in rows:
        for name, kind in TYPES[table].items():
            if row[name] is not None and kind in {"date", "boolean"}:
                row[name] = date.fromisoformat(row[name]) if kind == "date" else bool(row[name])
    return rows


CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
READERS = {"csv": read_csv, "xlsx": read_xlsx, "parquet": read_parquet, "sqlite": read_sqlite}


def records(out):
    with Store.read(out) as opened:
        return [json.loads(line) for line in opened.lines()]


def as_json(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def flat(part):
    """A part of a report with what is nested in it as columns."""
    row = dict(part)
    if "place" in part:
        place = row.pop("place") or {}
        row |= {"place": place.get("name"), "place_adcode": place.get("adcode")}
    if "period" in part:
        period = row.pop("period") or {}
        row |= {f"period{name}": period.get(key) for name, key in PERIOD.items()}
    if "whole" in part:
        row["whole_start"], row["whole_end"] = row.pop("whole") or (None, None)
    if "table" in part:
        table = row.pop("table") or {}
        row |= {f"table_{name}": table.get(name) for name in ("row", "column", "head")}
    return row


DECISION = ("decision", "decided_by", "decided_at", "decision_note", "decision_was")
PERIOD = {"": "iso", "_text": "surface", "_inferred": "inferred"}


def names_of(record):
    return {measure["id"]: measure["name"] for measure in (record["report"] or {"measures": []})["measures"]}


def figures_of(out):
    """The figures as rows, from the records that the store delivers."""
    for record in records(out):
        report = record["report"] or {"figures": [], "region": None}
        names = names_of(record)
        for number, told in enumerate(report["figures"]):
            start, end = told.pop("span") or (None, None)
            quote_start, quote_end = told.pop("quote_span") or (None, None)
            adcode = report["region"]["adcode"] if report["region"] else None
            own = {"document": record["document"]["id"], "number": number, "adcode": adcode}
            places = {"start": start, "end": end, "quote_start": quote_start, "quote_end": quote_end}
            yield {
                **own,
                **flat(told),
                **places,
                "measure_name": names.get(told["measure"]),
                **dict.fromkeys((*DECISION, "own_fields")),
            }


def documents_of(out):
    """What the documents' rows must have, as far as records tell it."""
    for record in records(out):
        note, ledger, region = record["document"], record["ledger"] or {}, (record["report"] or {}).get("region") or {}
        names = ("figures", "verified", "mentions", "reported", "restated", "missed")
        yield {
            **{name: note[name] for name in ("id", "path", "title", "encoding", "sha256")},
            **{name: region.get(name) for name in ("province", "city", "county", "town", "adcode", "towncode")},
            **{name: ledger.get(name) for name in names},
            "set_aside": sum(ledger["set_aside"].values()) if ledger else None,
            "status": record["status"],
            "error_message": record["error"]["message"] if record["error"] else None,
            "published_text": note["published"],
            "columns": note["columns"],
            "headline": (record["report"] or {}).get("headline"),
        }


def measures_of(out):
    for record in records(out):
        names = names_of(record)
        for number, told in enumerate((record["report"] or {"measures": []})["measures"]):
            spans = told.pop("spans")
            start, end = spans[0] if spans else (None, None)
            own = {"document": record["document"]["id"], "number": number, "appearances": len(spans)}
            counted = {"figures": len(told.pop("figures")), "parent_name": names.get(told["parent"])}
            counted |= dict.fromkeys((*DECISION, "codebook_code", "own_fields"))
            yield {**own, **flat(told), **counted, "start": start, "end": end}


def points_of(out):
    for record in records(out):
        names = names_of(record)
        for number, told in enumerate((record["report"] or {"points": []})["points"]):
            verdicts = Counter(part["verdict"] for part in told["numbers"])
            counts = {verdict: verdicts[verdict] for verdict in get_args(TextVerdict)}
            yield {
                "document": record["document"]["id"],
                "number": number,
                "text": told["text"],
                "origin": told["origin"],
                "measures": " ".join(told["measures"]) or None,
                "measure_names": "、".join(names[part] for part in told["measures"]) or None,
                "numbers": len(told["numbers"]),
                **counts,
            }


def slogans_of(out):
    for record in records(out):
        for number, told in enumerate((record["report"] or {"slogans": []})["slogans"]):
            start, end = told["span"] or (None, None)
            own = {"document": record["document"]["id"], "number": number}
            yield {**own, "text": told["text"], "start": start, "end": end}


def findings_of(out):
    for record in records(out):
        for number, told in enumerate(record["findings"]):
            start, end = told.pop("span") or (None, None)
            params = as_json(told.pop("params"))
            row = {"document": record["document"]["id"], "number": number, **told, "params": params}
            yield {**row, "start": start, "end": end}


def facts_of(out):
    """The facts as rows, as far as records tell them."""
    for record in records(out):
        report = record["report"] or {"figures": [], "measures": []}
        measures = {measure["id"]: measure for measure in report["measures"]}
        for number, told in enumerate(report["figures"]):
            place, measure = told["place"] or {}, measures.get(told["measure"], {})
            place = place if place.get("adcode") else report["region"] or {}
            yield {
                **{name: told[name] for name in ("subject", "value", "unit", "as_written", "low", "high")},
                **{
                    name: told[name]
                    for name in ("aspect", "direction", "base", "cumulative", "new", "verdict", "quote")
                },
                **{name: place.get(name) for name in ("province", "city", "county", "town", "adcode")},
                **{name: record["document"].get(name) for name in ("title", "url")},
                "figure_status": told["status"],
                "measure": measure.get("name"),
                "measure_kind": measure.get("kind"),
                "measure_status": measure.get("status"),
                "actor": measure.get("actor"),
                "document": record["document"]["id"],
                "number": number,
            }


def or_none(row):
    """CSV and workbooks can't tell an empty text from none."""
    return {name: None if cell == "" else cell for name, cell in row.items()}


def shown(value):
    """A text of the store as a CSV has it: � in the place of what commands a terminal."""
    if isinstance(value, dict):
        return {shown(name): shown(part) for name, part in value.items()}
    return CONTROLS.sub("\ufffd", value) if isinstance(value, str) else value


def without_controls(row):
    return or_none({name: shown(cell) for name, cell in row.items()})


def check_round_trip(out, folder, form):
    read = READERS[form]
    empty = {"csv": without_controls, "xlsx": or_none}.get(form, dict)
    told_of = {"figures": figures_of, "measures": measures_of, "points": points_of, "slogans": slogans_of}
    for table, told in {**told_of, "findings": findings_of}.items():
        assert [empty(row) for row in read(folder, table)] == [empty(row) for row in told(out)]
    facts = list(facts_of(out))
    found = [{name: row[name] for name in wanted} for row, wanted in zip(read(folder, "facts"), facts, strict=True)]
    assert list(map(empty, found)) == list(map(empty, facts))
    documents = list(documents_of(out))
    rows = read(folder, "documents")
    assert len(rows) == len(documents)
    for row, wanted in zip(rows, documents, strict=True):
        row["columns"] = json.loads(row["columns"])
        assert empty({name: row[name] for name in wanted}) == empty(wanted)


@pytest.mark.slow
@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize("which", ["seeds", "mixed"])
def test_what_is_read_back_is_what_the_store_has(form, which, request, tmp_path):
    """Every row and column of all tables, by every format."""
    out = request.getfixturevalue(which)
    export(out, [form], tmp_path)
    check_round_trip(out, tmp_path, form)


def test_the_jsonl_export_is_the_published_contract(seeds, tmp_path):
    """Its lines are those that the run wrote."""
    assert export(seeds, ["jsonl"], tmp_path) == [tmp_path / "reports.jsonl"]
    assert (tmp_path / "reports.jsonl").read_bytes() == (seeds / "reports.jsonl").read_bytes()


def hostile_run(out, texts):
    """Texts as title, subject, quote, unit, id, column and error of documents."""
    figures = [figure(text, text, -5, text) for text in texts]
    measures = [{"name": text, "actor": text, "target": text, "place": text, "when": text} for text in texts]
    told = {"measures": measures, "points": [{"text": text} for text in texts], "slogans": texts, "headline": texts[0]}
    one = outcome(f"../{texts[0]}/x.txt", ARTICLE, figures, columns=dict.fromkeys(texts, texts[-1]), **told)
    one.record.document.title = texts[-1]
    return store(out, one, failure(f"{texts[-1]}/y", texts[0]))


@pytest.mark.slow
@pytest.mark.parametrize("form", READERS)
def test_hostile_cells_come_back_as_they_are(form, tmp_path):
    """Formulas, links, line breaks, control characters and emoji are text, in every format."""
    out = hostile_run(tmp_path / "out", HOSTILE)
    export(out, [form], tmp_path / "made")
    check_round_trip(out, tmp_path / "made", form)


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=30)


@pytest.mark.slow
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(
        TEXTS | st.sampled_from("=+-@'\t\r\n").flatmap(lambda c: TEXTS.map(c.__add__)), min_size=12, max_size=20
    )
)
def test_any_text_comes_back_as_it_is(texts, tmp_path_factory):
    """Whatever Unicode a document holds."""
    folder = tmp_path_factory.mktemp("any")
    out = hostile_run(folder / "out", texts)
    export(out, READERS, folder / "made")
    for form in READERS:
        check_round_trip(out, folder / "made", form)


def test_no_cell_of_the_csv_is_a_formula(tmp_path):
    """Texts that a spreadsheet would run have an apostrophe; numbers below zero stay numbers."""
    export(hostile_run(tmp_path / "out", HOSTILE), ["csv"], tmp_path)
    for path in tmp_path.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row if cell]
        starts = {cell for cell in cells if cell.startswith(tuple("=+-@＝＋－＠\t\r\n"))}
        assert starts <= {"-5.0", "-5"}
    assert "-5.0" in (tmp_path / "figures.csv").read_text(encoding="utf-8")


def test_no_text_for_people_commands_a_terminal(tmp_path):
    """CSV and Markdown hold no control character but tabs and line breaks; Markdown no mark of direction."""
    export(hostile_run(tmp_path / "out", HOSTILE), ["csv", "md"], tmp_path)
    for path in (*tmp_path.glob("*.csv"), tmp_path / "reports.md", tmp_path / "datapackage.json"):
        text = path.read_text(encoding="utf-8")
        assert not CONTROLS.search(text), path
    text = (tmp_path / "reports.md").read_text(encoding="utf-8")
    assert "\ufffd倒\ufffd置\ufffd" in text
    assert not re.search("[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]", text)
    assert "👩‍👩‍👧‍👦" in text


def test_no_cell_of_the_workbook_is_a_formula_or_an_outer_link(tmp_path):
    """Hostile texts are strings; links lead into the workbook alone."""
    export(hostile_run(tmp_path / "out", HOSTILE), ["xlsx"], tmp_path)
    with closing(openpyxl.load_workbook(tmp_path / "tables.xlsx")) as book:
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert {cell.hyperlink.target for cell in cells if cell.hyperlink} == {None}


def test_a_document_leads_to_where_it_was_published(tmp_path):
    """The one outer link is an address of the web, and its cell shows all of it; other schemes and hosts with a user are text."""
    kept = "https://www.example.org/a.html?栏目=1&b=2"
    refused = ["javascript:alert(1)", "https://good.example@evil.example/", "file:///etc/passwd", "http://x y.example"]
    pages = [outcome(f"{number}.txt", columns={"url": url}) for number, url in enumerate([kept, *refused])]
    export(store(tmp_path / "out", *pages), ["xlsx"], tmp_path)
    with closing(openpyxl.load_workbook(tmp_path / "tables.xlsx")) as book:
        cells = [cell for name in ("facts", "documents") for row in book[name].iter_rows() for cell in row]
    outer = {(cell.value, cell.hyperlink.target) for cell in cells if cell.hyperlink and cell.hyperlink.target}
    assert outer == {(kept, kept)}


def test_a_text_that_no_cell_holds_is_cut_and_says_so(tmp_path):
    """Excel's 32,767 UTF-16 units: more is cut between characters; the CSV has it all."""
    long = "中" + "😀" * 16_500
    out = store(
        tmp_path / "out", outcome(figures=[figure(long, "采样点", 97, "个"), figure("数" * 32_767, "", 9, None)])
    )
    export(out, ["xlsx", "csv"], tmp_path)
    cut, whole = (row["quote"] for row in read_xlsx(tmp_path, "figures")[:2])
    assert cut.endswith("(cut: Excel holds no more; the CSV has it all)")
    assert len(cut.encode("utf-16-le")) <= 2 * 32_767
    assert cut.startswith("中" + "😀" * 16_000)
    assert whole == "数" * 32_767
    assert read_csv(tmp_path, "figures")[0]["quote"] == long


@pytest.mark.slow
def test_every_export_is_the_same_to_the_byte_on_another_day(seeds, tmp_path, monkeypatch):
    """No clock and no time zone gets into a file."""
    made = {}
    for zone in ("Pacific/Kiritimati", "Etc/GMT+12"):  # 26 hours apart
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        files = export(seeds, FORMATS, tmp_path / zone.replace("/", "-"))
        made[zone] = {path.name: path.read_bytes() for path in files}
        time.sleep(2.1)  # a ZIP counts in two seconds
    monkeypatch.undo()
    time.tzset()
    first, second = made.values()
    assert len(first) == 25
    assert [name for name in first if first[name] != second[name]] == []


@pytest.mark.parametrize("form", READERS)
def test_large_numbers_come_back_as_they_are(form, tmp_path):
    """Those that a double holds."""
    article = f"某县要闻\n某县投资{2**60}元，节约12345678901.25元。\n"
    out = store(tmp_path / "out", outcome(article=article, figures=[]))
    export(out, [form], tmp_path)
    check_round_trip(out, tmp_path, form)
    assert READERS[form](tmp_path, "figures")[0]["value"] == 2**60


def test_parquet_has_the_types_of_the_dictionary(mixed, tmp_path):
    """Dates are dates, codes strings, counts integers."""
    export(mixed, ["parquet"], tmp_path)
    schema = pyarrow.parquet.read_schema(tmp_path / "documents.parquet")
    told = {name: str(schema.field(name).type) for name in ("published", "adcode", "missed", "cost_usd")}
    assert told == {"published": "date32[day]", "adcode": "string", "missed": "int64", "cost_usd": "double"}
    assert str(schema.field("published_inferred").type) == "bool"
    assert schema.field("adcode").metadata[b"description_zh"].decode() == "六位区划代码"


@pytest.mark.slow
def test_without_pyarrow_parquet_says_what_to_install(mixed, tmp_path):
    """The extra is named, in one line."""
    code = (
        "import sys; sys.modules['pyarrow'] = None; from summarizer.cli import app;"
        f"app(['export', {str(mixed)!r}, '-o', {str(tmp_path)!r}, '--format', 'parquet'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert 'pip install "govnews-summarizer[parquet]"' in done.stderr


def test_dates_are_given_with_what_is_known(tmp_path):
    """A date of which the day is not known stays a text, and its precision is said."""
    dated = {"2021-12-03": "day", "2021-12": "month", "2021": "year", "--12-03": "month-day", "2021-02-30": "other"}
    made = [outcome(f"{iso}.txt") for iso in dated]
    for one, iso in zip(made, dated, strict=True):
        one.record.document.published = iso
    export(store(tmp_path / "out", *made), ["parquet", "xlsx"], tmp_path)
    rows = read_parquet(tmp_path, "documents")
    assert {row["published_text"]: row["published_precision"] for row in rows} == dated
    assert [row["published"] for row in rows] == [date(2021, 12, 3), None, None, None, None]
    assert read_xlsx(tmp_path, "documents")[0]["published"] == date(2021, 12, 3)


def test_a_date_before_excels_calendar_is_a_text_in_the_workbook(tmp_path):
    """Excel has no dates before 1900."""
    old = outcome()
    old.record.document.published = "1894-11-24"
    export(store(tmp_path / "out", old), ["xlsx"], tmp_path)
    assert read_xlsx(tmp_path, "documents")[0]["published"] == "1894-11-24"


def test_the_workbook_can_be_worked_with(mixed, tmp_path):
    """A sheet each with frozen headers and filters, colours for what is to be looked at, and a dictionary."""
    export(mixed, ["xlsx"], tmp_path)
    with closing(openpyxl.load_workbook(tmp_path / "tables.xlsx")) as book:
        assert book.sheetnames == [*(table.name for table in TABLES), "dictionary"]
        for table in TABLES:
            sheet = book[table.name]
            assert sheet.freeze_panes.endswith("2")
            assert sheet.auto_filter.ref.startswith("A1:")
        assert book["documents"].conditional_formatting
        told = {(row[0].value, row[1].value) for row in book["dictionary"].iter_rows(min_row=2)}
        assert {(table.name, name) for table in TABLES for name in table.names} <= told


def test_codes_are_texts_in_the_workbook(seeds, tmp_path):
    """An adcode stays six digits, also where somebody edits the cell."""
    export(seeds, ["xlsx"], tmp_path)
    with closing(openpyxl.load_workbook(tmp_path / "tables.xlsx")) as book:
        column = next(column for column in book["documents"].iter_cols() if column[0].value == "adcode")
    assert column[0].value == "adcode"
    assert {(type(cell.value), cell.number_format) for cell in column[1:]} == {(str, "@")}


def test_a_figure_leads_to_its_quote_and_its_document(mixed, tmp_path):
    """The links of a figure's row end at the cells that they promise."""
    export(mixed, ["xlsx"], tmp_path)
    with closing(openpyxl.load_workbook(tmp_path / "tables.xlsx")) as book:
        document, number = book["figures"]["A3"], book["figures"]["B3"]
        sheet, cell = document.hyperlink.location.replace("'", "").split("!")
        assert book[sheet][cell].value == document.value == "a.txt"
        sheet, cell = number.hyperlink.location.replace("'", "").split("!")
        assert book[sheet][cell].value == FIGURES[1]["quote"]
        assert number.value == 1


def test_a_byte_order_mark_is_written_where_it_is_asked_for(mixed, tmp_path):
    """--bom is for Excel; without it there is none."""
    assert call("export", mixed, "-o", tmp_path / "with", "--format", "csv", "--bom").exit_code == 0
    assert call("export", mixed, "-o", tmp_path / "without", "--format", "csv").exit_code == 0
    marked, plain = ((tmp_path / name / "figures.csv").read_bytes() for name in ("with", "without"))
    assert marked == b"\xef\xbb\xbf" + plain


@pytest.mark.slow
@pytest.mark.parametrize("bom", [False, True])
@pytest.mark.parametrize("which", ["seeds", "mixed"])
def test_the_data_package_is_valid_and_true_of_the_files(which, bom, request, tmp_path):
    """Frictionless reads all rows: types, keys, references, sizes and digests agree."""
    export(request.getfixturevalue(which), ["csv"], tmp_path, bom=bom)
    told = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert told.flatten() == []
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert [resource["name"] for resource in package["resources"]] == [table.name for table in TABLES]


def test_an_empty_run_has_empty_tables(tmp_path):
    """Headers, schemas and sheets are there all the same."""
    out = store(tmp_path / "out")
    export(out, FORMATS, tmp_path)
    for read in READERS.values():
        assert [read(tmp_path, table.name) for table in TABLES] == [[]] * len(TABLES)
    assert (tmp_path / "reports.jsonl").read_bytes() == b""
    assert frictionless.validate(str(tmp_path / "datapackage.json")).valid


def test_documents_that_are_no_longer_among_the_inputs_are_left_out(tmp_path):
    """What is delivered is what the last run had, in its order."""
    out = store(tmp_path / "out", outcome("b.txt"), outcome("a.txt"), failure("c.txt"))
    with Store.open(out) as opened:
        opened.keep_only(["a.txt", "b.txt"])
    export(out, ["csv"], tmp_path)
    assert [row["id"] for row in read_csv(tmp_path, "documents")] == ["b.txt", "a.txt"]


def test_the_ledger_adds_up_in_the_documents_table(seeds, tmp_path):
    """The sum of reported, restated, missed and set_aside is mentions, in each row."""
    export(seeds, ["csv"], tmp_path)
    for row in read_csv(tmp_path, "documents"):
        assert row["reported"] + row["restated"] + row["missed"] + row["set_aside"] == row["mentions"]


def test_markdown_shows_texts_as_they_are(tmp_path):
    """No markup, link, image or HTML of a document works; the rows of the tables stay whole."""
    texts = [
        *HOSTILE,
        "# 标题",
        "- 1. > ~~x~~",
        "![i](http://evil.example)",
        "[a]: x",
        "| a | b |",
        "`code` **b**",
        "$x$",
    ]
    export(hostile_run(tmp_path / "out", texts), ["md"], tmp_path)
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    tokens = parser.parse((tmp_path / "reports.md").read_text(encoding="utf-8"))
    inner = [child for token in tokens for child in token.children or ()]
    assert {token.type for token in inner} <= {"text", "text_special", "softbreak", "strong_open", "strong_close"}
    kinds = Counter(token.type for token in tokens)
    assert kinds["html_block"] == kinds["code_block"] == kinds["fence"] == 0
    assert kinds["heading_open"] == 3
    rows = sum(len(record["report"]["figures"]) for record in records(tmp_path / "out") if record["report"])
    assert kinds["tr_open"] == rows + 1
    assert kinds["td_open"] == 4 * rows


def test_files_have_fixed_names_and_go_where_they_are_asked(mixed, tmp_path):
    """Nothing of a document gets into a path; without -o the files are next to the store."""
    result = call("export", mixed)
    assert result.exit_code == 0
    names = sorted(path.name for path in (mixed / "tables").iterdir())
    assert names == sorted(["datapackage.json", *(f"{table.name}.csv" for table in TABLES)])
    assert result.stdout.splitlines()[0] == str(mixed / "reports.jsonl")


def test_wrong_usage_of_an_export_is_one_line_and_exit_2(tmp_path):
    """No run, or no folder that could be written to."""
    for arguments in ([tmp_path / "none"], [store(tmp_path / "out"), "-o", tmp_path / "out" / "run.sqlite"]):
        result = call("export", *arguments, "--format", "csv", "--format", "xlsx")
        assert result.exit_code == 2
        assert result.stderr.count("\n") == 1
    assert not (tmp_path / "none").exists()


def test_a_table_that_no_sheet_holds_is_refused(mixed, tmp_path, monkeypatch):
    """The line names formats that hold it; no file remains."""
    monkeypatch.setattr("summarizer.delivering.exporting.workbook._MOST_ROWS", 4)
    with pytest.raises(UsageError, match="facts has 7 rows, more than a sheet holds: take csv or parquet"):
        export(mixed, ["xlsx"], tmp_path)
    assert list(tmp_path.glob("*.xlsx")) == []


def test_the_data_dictionary_is_that_of_the_tables():
    """If this fails, run scripts/make_data_dictionary.py."""
    assert PATH.read_text(encoding="utf-8") == text()
    assert all(f"| `{name}` |" in text() for name in FIGURES_TABLE.names)
