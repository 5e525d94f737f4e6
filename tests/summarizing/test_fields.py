"""A codebook's codes and fields of one's own: asked for, delivered, kept by a store, exported; and files that are faulty."""

import csv
import json
import pickle

import pytest
from loopback import LOOPBACK, Loopback, answer
from typer.testing import CliRunner

from summarizer import Draft, Summarizer, UsageError, rejudge
from summarizer.checking.codebook import Codebook
from summarizer.checking.own_drafts import DraftAdditions
from summarizer.checking.own_fields import OwnFields
from summarizer.cli import app
from summarizer.delivering.exporting.exporter import export
from summarizer.running.batches import Batch, BatchJob
from summarizer.running.store.store import Store

pytestmark = LOOPBACK
ARTICLE = "某县启动“安澜行动”，停止线下上课，设置采样点97个，转移群众1.2万人。\n"
BOOK = """
[[codes]]
code = "C1"
label = "学校停课"
definition = "关闭学校，或停止线下上课"

[[codes]]
code = "H2"
label = "检测"
"""
FIELDS = {
    "type": "object",
    "properties": {
        "document": {
            "type": "object",
            "properties": {"topic": {"type": "string", "description": "主题"}},
            "required": ["topic"],
        },
        "measure": {
            "type": "object",
            "properties": {
                "budget": {"type": ["number", "null"], "description": "预算，元"},
                "tools": {"type": "array", "items": {"type": "string"}},
            },
        },
        "figure": {"type": "object", "properties": {"group": {"enum": ["城市", "农村"], "description": "哪一组"}}},
    },
}
POINTS = {"quote": "设置采样点97个", "subject": "采样点", "value": 97, "unit": "个"}
PEOPLE = {"quote": "转移群众1.2万人", "subject": "群众", "value": 12000, "unit": "人"}


@pytest.fixture(autouse=True)
def _nothing_configured(monkeypatch):
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "SUMMARIZER_API_KEY", "SUMMARIZER_BASE_URL", "SUMMARIZER_MODEL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "codes.toml"
    path.write_text(BOOK, encoding="utf-8")
    return path


@pytest.fixture
def fields(tmp_path):
    path = tmp_path / "fields.json"
    path.write_text(json.dumps(FIELDS, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "page.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def reply(*measures, figures=(POINTS, PEOPLE), **more):
    draft = {"measures": list(measures), "slogans": [], "figures": list(figures), "points": [], **more}
    return answer(json.dumps(draft, ensure_ascii=False))


WHOLE = {
    "name": "安澜行动",
    "codebook_code": "C9",
    "parts": [
        {"name": "停止线下上课", "codebook_code": "学校停课", "parts": [{"name": "转移群众", "codebook_code": "h2"}]},
        {"name": "采样点", "codebook_code": "H2 检测", "parts": [{"name": "设置采样点", "codebook_code": "无"}]},
    ],
}


def summarize(*replies, **options):
    with Loopback(*replies) as server:
        record = Summarizer("m", base_url=server.url, patches=0, **options).summarize(ARTICLE)
        return record, server.received[0].body


def test_each_measure_gets_a_code_of_the_codebook_at_every_level(book):
    """Its label will do; another code is dropped, and a finding says so."""
    record, _ = summarize(reply(WHOLE), codebook=book)
    codes = {measure.name: measure.codebook_code for measure in record.report.measures}
    assert codes["停止线下上课"] == "C1"
    assert codes["转移群众"] == codes["采样点"] == "H2"
    assert codes["安澜行动"] is None
    [flaw] = [finding for finding in record.findings if "codebook_code" in finding.message]
    assert "measures/0/codebook_code" in flaw.message
    assert "'C1' or 'H2'" in flaw.message


def test_the_model_reads_the_codes_with_label_and_definition(book):
    """They are in the outline of the schema, before the parts, and in the schema."""
    _, asked = summarize(reply(WHOLE), codebook=book)
    words = asked["messages"][0]["content"]
    assert words.count("C1 学校停课：关闭学校，或停止线下上课；H2 检测") == 1
    assert words.index('"codebook_code"?: "C1" | "H2"') < words.index('"parts"')
    schema = json.dumps(asked["response_format"])
    assert schema.count('"codebook_code"') == 4


def test_without_codebook_and_fields_a_request_is_what_it_was(book, fields):
    """Only a run that uses them has another draft, and so another digest."""
    plain, coded = Summarizer("m"), Summarizer("m", codebook=book)
    assert plain.plan.draft is Draft
    assert "codebook" not in plain.setup.described([])
    digests = {made.plan.digest for made in (plain, coded, Summarizer("m", fields=fields))}
    assert len(digests) == 3
    assert coded.plan.digest == Summarizer("m", codebook=book).plan.digest


def test_a_plan_with_codes_and_fields_goes_to_another_process(book, fields):
    """Pickled as its codebook and fields, it is the same plan, and reads the same answer."""
    plan = Summarizer("m", codebook=book, fields=fields).plan
    again = pickle.loads(pickle.dumps(plan))  # noqa: S301
    assert again.digest == plan.digest
    content = {"measures": WHOLE["parts"], "slogans": [], "points": [], "figures": [], "topic": "防汛"}
    read = again.draft.model_validate(content)
    assert (read.topic, read.measures[0].codebook_code) == ("防汛", "C1")


def test_fields_of_a_file_are_asked_for_and_delivered(fields):
    """In report, measures and figures; a word that is not in an enum is dropped, a text that is a number read."""
    measure = {"name": "安澜行动", "budget": "300", "tools": ["热线"], "parts": [{"name": "采样点", "budget": 5}]}
    figures = [POINTS | {"group": "农村"}, PEOPLE | {"group": "郊区"}]
    record, asked = summarize(reply(measure, figures=figures, topic="防汛"), fields=fields)
    report = record.report
    assert report.topic == "防汛"
    assert [(m.name, m.budget, m.tools) for m in report.measures[:2]] == [
        ("安澜行动", 300, ["热线"]),
        ("采样点", 5, []),
    ]
    assert [figure.group for figure in report.figures if figure.origin == "model"] == ["农村", None]
    assert any("figures/1/group" in finding.message for finding in record.findings)
    words = asked["messages"][0]["content"]
    assert '"topic": 字符串（主题）' in words
    assert '"group"?: "城市" | "农村"（哪一组）' in words


def test_a_required_field_that_is_missing_costs_no_answer(fields):
    """It is null in the report."""
    record, _ = summarize(reply(WHOLE), fields=fields)
    assert record.report.topic is None
    assert record.report.measures[0].name == "安澜行动"


def test_figures_of_a_patch_have_the_fields_too(fields):
    """What was missed is asked for with them."""
    first, patch = reply(WHOLE, figures=[POINTS]), answer(json.dumps({"figures": [PEOPLE | {"group": "城市"}]}))
    with Loopback(first, patch) as server:
        record = Summarizer("m", base_url=server.url, fields=fields).summarize(ARTICLE)
        assert "group" in json.dumps(server.received[1].body["response_format"])
    assert [figure.group for figure in record.report.figures] == [None, "城市"]


def test_a_store_keeps_them_for_rejudge(book, fields, page, tmp_path):
    """The same answers give the same records, though both files are gone."""
    out = tmp_path / "out"
    with Loopback(reply(WHOLE, topic="防汛")) as server:
        Summarizer("m", base_url=server.url, patches=0, codebook=book, fields=fields).run_to(out, [str(page)])
    before = (out / "reports.jsonl").read_bytes()
    book.unlink()
    fields.unlink()
    [document] = rejudge(out)
    assert (document.problem, document.changed) == (None, False)
    assert (out / "reports.jsonl").read_bytes() == before
    assert '"codebook_code": "H2"' in before.decode()


def test_exports_have_the_code_and_the_fields(book, fields, page, tmp_path):
    """The code as a column of measures, the fields as one JSON column of each table."""
    out = tmp_path / "out"
    with Loopback(reply(WHOLE | {"budget": 3}, figures=[POINTS | {"group": "农村"}], topic="防汛")) as server:
        Summarizer("m", base_url=server.url, patches=0, codebook=book, fields=fields).run_to(out, [str(page)])
    export(out, ["csv"], tmp_path / "csv")
    rows = {
        name: list(csv.DictReader((tmp_path / "csv" / f"{name}.csv").read_text(encoding="utf-8-sig").splitlines()))
        for name in ("documents", "measures", "figures")
    }
    coded = {row["name"]: row for row in rows["measures"]}
    assert coded["停止线下上课"]["codebook_code"] == "C1"
    assert json.loads(coded["安澜行动"]["own_fields"]) == {"budget": 3, "tools": []}
    assert json.loads(rows["documents"][0]["own_fields"]) == {"topic": "防汛"}
    assert json.loads(rows["figures"][0]["own_fields"]) == {"group": "农村"}


def test_a_batch_asks_for_them_and_refuses_files_that_changed(book, page, tmp_path):
    """Its requests have the codes; answers to them can't be read by another codebook."""
    with Store.open(tmp_path / "out") as store:
        job = BatchJob.begin(store, Batch.of([str(page)], model="m", codebook=str(book)))
        job.write(tmp_path / "requests.jsonl", all_unanswered=True)
        assert "C1 学校停课" in (tmp_path / "requests.jsonl").read_text(encoding="utf-8")
        assert BatchJob.resume(store).batch.config.prompt.codebook == book
        book.write_text(BOOK.replace("H2", "H3"), encoding="utf-8")
        with pytest.raises(UsageError, match="have changed since the batch was exported"):
            BatchJob.resume(store)


def test_many_short_questions_have_no_place_for_them(book):
    """A staged run asks for no field of one's own."""
    with pytest.raises(UsageError, match="--strategy single"):
        Summarizer("m", strategy="staged", codebook=book)


CODEBOOKS = [
    ("codes = [", "is not TOML"),
    ("", "it has no entries [[codes]]"),
    ("title = 'x'\n" + BOOK, "there is no title"),
    ("codes = ['C1']", "entry 1: it is not a table"),
    ("[[codes]]\ncode = 'C1'", "entry 1: it has no label"),
    ("[[codes]]\ncode = 1\nlabel = 'x'", "entry 1: code must be text in quotation marks"),
    ("[[codes]]\ncode = 'C 1'\nlabel = 'x'", "entry 1: the code 'C 1' must be one word"),
    ("[[codes]]\ncode = 'C1'\nlabel = 'x'\nnote = 'y'", "entry 1: there is no note"),
    (BOOK + "[[codes]]\ncode = 'c1'\nlabel = 'x'", "entry 3: the code c1 is given twice"),
]


@pytest.mark.parametrize(("text", "problem"), CODEBOOKS, ids=[problem for _, problem in CODEBOOKS])
def test_what_is_wrong_in_a_codebook_is_said(book, text, problem):
    """With the file, and the number of the entry."""
    book.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as raised:
        Codebook.read(book)
    assert problem in raised.value.message
    assert str(book) in raised.value.message


def schema(**parts):
    made = {part: {"type": "object", "properties": fields} for part, fields in parts.items()}
    return {"type": "object", "properties": made}


FAULTY_FIELDS = [
    ([], "it must be an object of JSON Schema"),
    ({"type": "object"}, "it has no properties"),
    (schema(), "properties: there is no field in it"),
    (schema(report={"x": {"type": "string"}}), "properties: there is no report"),
    (schema(figure={"x": {"type": "text"}}), "properties/figure/properties/x/type: it must be one of"),
    (schema(figure={"x": {"type": "string", "pattern": "a"}}), "properties/figure/properties/x: pattern is not read"),
    (schema(figure={"x": {"enum": []}}), "properties/figure/properties/x/enum: it must list texts"),
    (schema(figure={"x": {"enum": ["a", "a"]}}), "properties/figure/properties/x/enum: it lists a text twice"),
    (schema(measure={"x": {"type": "array"}}), "properties/measure/properties/x/items: an array has texts"),
    (schema(measure={"the x": {"type": "string"}}), "properties/measure/properties/the x: a name has letters"),
    (schema(document={"x": "string"}), "properties/document/properties/x: it must be an object"),
]


@pytest.mark.parametrize(("content", "problem"), FAULTY_FIELDS, ids=[problem for _, problem in FAULTY_FIELDS])
def test_what_is_wrong_in_the_fields_is_said_with_its_place(fields, content, problem):
    fields.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(UsageError) as raised:
        OwnFields.read(fields)
    assert problem in raised.value.message


@pytest.mark.parametrize(
    ("part", "name"), [("measure", "kind"), ("measure", "id"), ("figure", "span"), ("document", "summary")]
)
def test_a_name_that_a_report_has_already_is_refused(part, name):
    """Whether the draft has it or the report alone."""
    own = OwnFields.of(schema(**{part: {name: {"type": "string"}}}))
    with pytest.raises(UsageError, match=f"properties/{part}/properties/{name}: a {part} has that already"):
        DraftAdditions(fields=own).draft()


def test_the_command_line_asks_with_both_and_says_all_that_is_wrong(book, fields, page, tmp_path):
    """A faulty file ends the command before anybody is asked, with a line for each problem."""
    options = ["--codebook", str(book), "--fields", str(fields), "--out", str(tmp_path / "out"), "--patches", "0"]
    with Loopback(reply(WHOLE, topic="防汛")) as server:
        done = CliRunner().invoke(app, ["run", str(page), "--model", "m", "--base-url", server.url, *options])
        assert done.exit_code == 0, done.output
    record = json.loads((tmp_path / "out" / "reports.jsonl").read_text(encoding="utf-8"))
    assert record["report"]["topic"] == "防汛"
    assert {measure.get("codebook_code") for measure in record["report"]["measures"]} >= {"C1", "H2"}
    book.write_text("[[codes]]\ncode = 'C 1'\n[[codes]]\nlabel = ''\n", encoding="utf-8")
    done = CliRunner().invoke(app, ["run", str(page), "--model", "m", *options])
    assert done.exit_code == 2
    assert [line.partition("entry ")[2][:1] for line in done.stderr.splitlines()] == ["1", "1", "2", "2"]
