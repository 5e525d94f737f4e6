"""The command line as a user meets it: exit statuses, what is printed where, and one record an input."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len
from typer.testing import CliRunner

from summarizer.cli import app
from summarizer.cli.short_ids import short_ids
from summarizer.resources import lazy_pattern

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"
RECORDED = ROOT / "fixtures" / "recordings" / "large-llm"
ARTICLE = "某县设置采样点97个，转移群众1.2万人。"


@pytest.fixture(autouse=True)
def _nothing_configured(monkeypatch):
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "SUMMARIZER_API_KEY", "SUMMARIZER_BASE_URL", "SUMMARIZER_MODEL"):
        monkeypatch.delenv(name, raising=False)


def call(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def reports(out):
    return [json.loads(line) for line in (out / "reports.jsonl").read_text(encoding="utf-8").splitlines()]


def test_without_a_key_the_seeds_are_replayed_and_that_is_said(tmp_path):
    """A run with nothing configured uses the shipped recordings, and says so on stderr."""
    result = call("run", SEEDS, "--out", tmp_path)
    assert result.exit_code == 0
    assert "replaying recorded answers of large-llm" in result.stderr
    assert [record["status"] for record in reports(tmp_path)] == ["ok"] * 5


def test_a_document_without_a_recording_fails_with_what_can_be_set(tmp_path):
    """The line at the end names the settings, once for all documents."""
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "b.txt").write_text(ARTICLE + "另有9个村。", encoding="utf-8")
    result = call("run", tmp_path / "a.txt", tmp_path / "b.txt", "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert [record["error"]["code"] for record in reports(tmp_path / "out")] == ["no_recording"] * 2
    lines = [line for line in result.stderr.splitlines() if "failed (no_recording)" in line]
    assert len(lines) == 1
    assert "OPENAI_API_KEY" in lines[0]
    assert "--base-url" in lines[0]


def bad_inputs(folder):
    """One file for each way in which an input can be bad, by its error code."""
    files = {
        "empty": b"",
        "binary": bytes(range(256)) * 64,
        "nul_bytes": (ARTICLE * 20 + "\0").encode(),
        "no_article": "您当前的位置 : 首页 >> 新闻\n\nCopyright 某网 版权所有\n".encode(),
        "mojibake": (ARTICLE * 20).encode().decode("gb18030", "replace").encode(),
        "too_large": "某县设置采样点97个。".encode() * 4000,
    }
    for code, content in files.items():
        (folder / f"{code}.txt").write_bytes(content)
    (folder / "paper.pdf").write_bytes(b"%PDF-1.7 ...")
    (folder / "letter.docx").write_bytes(b"PK\x03\x04 ...")
    return {f"{code}.txt": code for code in files} | {
        "paper.pdf": "broken",
        "letter.docx": "unreadable",
    }


def test_bad_input_costs_one_record_each_and_no_other(tmp_path):
    """Every bad file has a failed record with its own code and a message; the good one beside them is read."""
    wanted = bad_inputs(tmp_path)
    good = SEEDS / "002_c1da3120ac8a84ae.txt"
    inputs = [tmp_path / name for name in wanted]
    result = call("run", *inputs, good, "--out", tmp_path / "out", "--max-bytes", 60_000)
    assert result.exit_code == 1
    records = {Path(record["document"]["path"]).name: record for record in reports(tmp_path / "out")}
    assert {name: records[name]["error"]["code"] for name in wanted} == wanted
    assert records[good.name]["status"] == "ok"
    assert "Traceback" not in result.output
    assert all("\n" not in records[name]["error"]["message"] for name in wanted)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["run", "{tmp}/nowhere"], "nowhere"),
        (["run", "{tmp}"], "{tmp}"),
        (["run", "{tmp}/*.html"], "*.html"),
        (["run", str(SEEDS), "--prompt", "{tmp}/none.md"], "none.md"),
        (["run", str(SEEDS), "--replay", "{tmp}"], "no recordings"),
        (["run", str(SEEDS), "--replay", "{tmp}", "--record", "{tmp}"], "exclude"),
        (["run", str(SEEDS), "--base-url", "ftp://x", "--model", "m"], "http"),
        (["check", "{tmp}/none.jsonl", "--source", str(SEEDS)], "none.jsonl"),
        (["show", "{tmp}", "x"], "no run"),
        (["batch", "import", "{tmp}/none.jsonl", "--out", "{tmp}"], "no run"),
        (["batch", "export", str(SEEDS), "--out", "{tmp}"], "--model"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_2(tmp_path, arguments, said):
    """Nothing is written where the command itself is wrong."""
    filled = [argument.replace("{tmp}", str(tmp_path)) for argument in arguments]
    result = call(*filled, *(["--out", tmp_path / "out"] if arguments[0] == "run" else []))
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert said.replace("{tmp}", str(tmp_path)) in result.stderr
    assert not (tmp_path / "out").exists()


def test_an_unknown_option_is_exit_2():
    """The parser's own complaint counts as usage too."""
    assert call("run", SEEDS, "--nope").exit_code == 2


def test_scan_prints_the_contract_as_one_line_a_document():
    """`scan --json` gives the published keys, and its surfaces are slices of the raw document."""
    result = call("scan", SEEDS, "--json")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert len(lines) == 5
    for line in lines:
        keys = ["id", "path", "title", "published", "text", "mentions", "dates", "region", "regions", "removed"]
        assert list(line) == keys
        raw = Path(line["path"]).read_bytes().decode("utf-8-sig")
        for part in (*line["mentions"], *line["dates"], *line["regions"]):
            assert raw[part["start"] : part["end"]] == part["surface"]
        assert line["region"]["adcode"].isdigit()


def test_scan_goes_on_past_a_bad_file(tmp_path):
    """A file that can't be read is one line on stderr and exit 1."""
    (tmp_path / "empty.txt").write_bytes(b"")
    result = call("scan", tmp_path / "empty.txt", SEEDS / "002_c1da3120ac8a84ae.txt", "--json")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    assert result.stderr.count("\n") == 1


def test_a_delivered_report_checks_unchanged(tmp_path):
    """Verifying again what was delivered finds the same verdicts."""
    call("run", SEEDS, "--out", tmp_path)
    result = call("check", tmp_path / "reports.jsonl", "--source", SEEDS, "--json")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert len(rows) > 60
    assert not any(row["changed"] for row in rows)


def test_a_report_that_was_tampered_with_is_told(tmp_path):
    """A figure changed after delivery loses its verdict, and the change is printed."""
    call("run", SEEDS, "--out", tmp_path)
    path = tmp_path / "reports.jsonl"
    lines = reports(tmp_path)
    lines[0]["report"]["figures"][0]["value"] = 31
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    result = call("check", path, "--source", SEEDS, "--fail-on", "flagged")
    assert result.exit_code == 3
    assert "1 changed" in result.stdout
    assert "verified →" in result.stdout


def test_figures_of_another_tool_are_checked(tmp_path):
    """A quote, a value and the document's path are enough; what is wrong is said."""
    claims = [
        {"quote": "设置采样点97个", "value": 97, "unit": "个", "subject": "采样点"},
        {"quote": "设置采样点97个", "value": "９７", "unit": "个", "subject": "采样点"},
        {"quote": "设置采样点97个", "value": 98, "unit": "个", "subject": "采样点"},
        {"quote": "设置采样点九十七个", "value": 97, "unit": "个", "subject": "采样点"},
    ]
    path = tmp_path / "claims.jsonl"
    named = [json.dumps(claim | {"path": "000_12f60860ce8b7f4d.txt"}) for claim in claims]
    path.write_text("\n".join(named), encoding="utf-8")
    result = call("check", path, "--source", SEEDS, "--json")
    verdicts = [json.loads(line)["verdict"] for line in result.stdout.splitlines()]
    assert verdicts == ["verified", "verified", "unsupported", "quote_not_found"]


def test_a_batch_goes_round_by_custom_id(tmp_path):
    """Requests out, answers in, in another order and with strangers among them; then the run replays them."""
    requests = tmp_path / "requests.jsonl"
    model = ["--model", "large-llm"]
    assert call("batch", "export", SEEDS, "-o", requests, "--out", tmp_path / "b", *model).exit_code == 0
    ids = [json.loads(line)["custom_id"] for line in requests.read_text(encoding="utf-8").splitlines()]
    assert len(ids) == 5
    lines = [json.dumps({"custom_id": "stranger", "response": {"status_code": 200, "body": {}}, "error": None})]
    for name in reversed(ids):
        body = json.loads((RECORDED / f"{name}.json").read_text(encoding="utf-8"))["response"]
        lines.append(json.dumps({"custom_id": name, "response": {"status_code": 200, "body": body}, "error": None}))
    (tmp_path / "answers.jsonl").write_text("\n".join(lines), encoding="utf-8")
    result = call("batch", "import", tmp_path / "answers.jsonl", "-o", tmp_path / "next.jsonl", "--out", tmp_path / "b")
    assert result.exit_code == 0
    assert "5 answers taken" in result.stderr
    assert "line 1: stranger…: no chat completion in it" in result.stderr
    assert "2 requests written" in result.stderr
    done = {record["document"]["id"]: record["ledger"]["verified"] for record in reports(tmp_path / "b")}
    assert done.keys() == {path.name for path in SEEDS.glob("*.txt") if path.name[:3] in {"000", "001", "003"}}
    assert all(done.values())


@pytest.mark.parametrize("name", ["draft", "report"])
def test_schema_prints_json_schema(name):
    """Both schemas of the contract can be had from the command."""
    assert "properties" in json.loads(call("schema", name).stdout)


def test_help_loads_no_library_that_takes_time():
    """`--help` imports neither openai, instructor nor pydantic, and is quick for it."""
    code = (
        "import sys, time; from typer.testing import CliRunner; from summarizer.cli import app;"
        "assert CliRunner().invoke(app, ['--help']).exit_code == 0;"
        "print({'openai', 'instructor', 'pydantic', 'opencc', 'rich'} & set(sys.modules)); print(time.process_time())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded, seconds = done.stdout.splitlines()
    assert loaded == "set()"
    assert float(seconds) < 0.5


def test_a_pattern_that_no_document_needed_is_not_compiled():
    """Its first use compiles it; from then on it is the pattern."""
    lazy = lazy_pattern("(a")
    assert lazy.pattern == "(a"
    with pytest.raises(re.error):
        lazy.search("a")
    assert lazy_pattern("A+", re.IGNORECASE).fullmatch("aa")[0] == "aa"


@pytest.mark.slow
def test_a_command_that_reads_a_run_loads_nothing_that_makes_one(tmp_path):
    """Neither `show` nor `export` imports a client, the checker, or what cleans pages: they start in half the time."""
    assert call("run", SEEDS, "--out", tmp_path).exit_code == 0
    makers = {"asyncio", "openai", "lxml", "summarizer.checking.checker", "summarizer.reading.cleaning.clean"}
    code = (
        "import sys; from typer.testing import CliRunner; from summarizer.cli import app;"
        f"run = {str(tmp_path)!r}; commands = [['show', run, '002'], ['export', run]];"
        "assert [CliRunner().invoke(app, words).exit_code for words in commands] == [0, 0];"
        f"print({makers!r} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@pytest.mark.slow
def test_importing_the_package_loads_neither_openai_nor_instructor():
    """The library's face is light; the whole of it but the client too."""
    code = (
        "import sys; from summarizer import Summarizer, scan, check; print({'openai', 'instructor'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def mixed_folder(folder):
    """A page, a table, and five files that are no documents."""
    folder.mkdir()
    (folder / "a.shtml").write_text(f"<html><body><p>{ARTICLE}</p></body></html>", encoding="utf-8")
    (folder / "rows.csv").write_text(f"id,正文,正文\n7,{ARTICLE},二\n", encoding="utf-8")
    for name in ("1.jpg", "2.jpg", "3.jpg", "a.rar", "b.rar"):
        (folder / name).write_bytes(b"\xff\xd8\xff")
    return folder


@pytest.mark.parametrize(
    "arguments", [["scan", "--json"], ["run", "--out", "{out}"], ["batch", "export", "--model", "m", "--out", "{out}"]]
)
def test_what_a_folder_leaves_out_is_one_line_on_stderr(tmp_path, monkeypatch, arguments):
    """It is counted by kind; so are columns of one name told, and stdout has the documents alone."""
    monkeypatch.chdir(tmp_path)
    command = [argument.replace("{out}", str(tmp_path / "out")) for argument in arguments]
    result = call(*command, mixed_folder(tmp_path / "pages"))
    lines = result.stderr.splitlines()
    assert lines.count("summarizer: 5 files left out: 3 .jpg, 2 .rar") == 1
    assert sum("正文 is the name of two columns: the later one is read as 正文.2" in line for line in lines) == 1
    if arguments[0] == "scan":
        assert [Path(json.loads(line)["path"]).name for line in result.stdout.splitlines()] == ["a.shtml", "rows.csv"]
    else:
        assert {report["document"]["id"] for report in reports(tmp_path / "out")} <= {"a.shtml", "7"}
    if arguments[0] == "run":
        assert "5 files left out" in result.stdout


def test_a_row_of_deep_json_is_one_failure_and_a_run_goes_on(tmp_path):
    """It is a bad row now and when the run is resumed."""
    deep = json.dumps({"text": ARTICLE})[:-1] + ', "c": ' + "[" * 300 + "]" * 300 + "}"
    rows = tmp_path / "rows.jsonl"
    rows.write_text("\n".join([json.dumps({"text": ARTICLE}), deep, json.dumps({"text": ARTICLE})]), encoding="utf-8")
    for _ in range(2):
        result = call("run", rows, "--out", tmp_path / "out")
        assert result.exit_code == 1
        codes = [report["error"]["code"] for report in reports(tmp_path / "out")]
        assert codes == ["no_recording", "bad_row", "no_recording"]


def test_tables_of_several_columns_take_several_options(tmp_path):
    """A table that has none of the columns is one failure; the others are read."""
    for name in ("body", "新闻", "other"):
        (tmp_path / f"{name}.csv").write_text(f"id,{name}\n1,{ARTICLE}\n", encoding="utf-8")
    result = call("scan", tmp_path, "--json", "--text-column", "新闻", "--text-column", "body")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 2
    assert result.stderr.splitlines() == [
        f"summarizer: {tmp_path}/other.csv: has no column 新闻, body: name one with --text-column: id, other"
    ]


@pytest.mark.parametrize(
    "ids",
    [
        ["pages/2023/001.txt", "pages/2024/001.txt", "pages/2025/001.txt"],
        ["www.example.gov.cn/zwgk/content_1.html", "www.example.gov.cn/zwgk/content_2.html"],
        ["湖南省长沙市岳麓区人民政府一.html", "湖南省长沙市岳麓区人民政府二.html"],
        [f"a/{'x' * 40}/{number}/{'y' * 40}" for number in range(3)],
    ],
)
@pytest.mark.parametrize("width", [12, 20, 60])
def test_ids_in_a_narrow_terminal_tell_documents_apart(ids, width):
    """They are cut in their middle or at their left, or not at all."""
    short = short_ids(ids, width)
    assert len(set(short)) == len(ids)
    assert all(cell_len(name) <= width for name in short) or short == ids
