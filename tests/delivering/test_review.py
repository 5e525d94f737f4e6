"""Decisions of a person: kept beside the model's answer, delivered in corrected exports, taken as gold."""

import csv
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import jsonschema
import pytest
from handmade import FIGURES, failure, figure, outcome, store
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from summarizer import Summarizer, UsageError, evaluate
from summarizer.cli import app
from summarizer.delivering.exporting.exporter import FORMATS, export
from summarizer.delivering.reviewing.applying import apply
from summarizer.running.store.store import Store

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "schemas" / "report.json").read_text(encoding="utf-8"))
WHO = "张三 <zhang@example.org>"
GRAIN = figure("新建粮仓12座", "粮仓", 12, "座")


@pytest.fixture
def out(tmp_path):
    """A flagged document (see handmade), and a failed one."""
    return store(tmp_path / "out", outcome(), failure())


def call(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def delivered(out, *, corrected=False):
    """The records that an export delivers, by document."""
    folder = out / ("corrected" if corrected else "")
    [path] = export(out, ["jsonl"], folder, correct=corrected)
    return {line["document"]["id"]: line for line in map(json.loads, path.read_text(encoding="utf-8").splitlines())}


def figures(out, name="a.txt"):
    return delivered(out)[name]["report"]["figures"]


def decision(action, told, at="2026-11-22T10:00:00Z", document="a.txt", **more):
    return {"document": document, "sha256": None, "action": action, "figure": told, "note": None, "at": at, **more}


def decide(out, *decisions, who=WHO):
    """Apply decisions as the viewer would write them."""
    path = out / "decisions.json"
    told = {"format": "summarizer-decisions", "version": 1, "who": who, "decisions": decisions}
    path.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    return apply(out, path)


def corrected(out, name="a.txt"):
    return delivered(out, corrected=True)[name]


def by_subject(record):
    return {(one["subject"], one["origin"]): one for one in record["report"]["figures"]}


def test_an_accepted_figure_is_verified_with_who_and_when(out):
    """What the checker had said stays with it, and its findings are settled."""
    decide(out, decision("accept", figures(out)[1], note="余 is meant"))
    record = corrected(out)
    told = by_subject(record)["群众", "model"]
    assert told["verdict"] == "verified"
    note = {"action": "accept", "who": WHO, "at": "2026-11-22T10:00:00Z", "note": "余 is meant"}
    assert told["decision"] == note | {"verdict": "qualifier_mismatch"}
    assert [one["code"] for one in record["findings"] if one["severity"] == "error"] == ["unsupported"]
    assert record["reviewed"] == {"accepted": 1, "rejected": 0, "added": 0, "edited": 0}


def test_an_accepted_figure_takes_the_place_of_the_rules_figure_on_its_number(out):
    """One number is not delivered twice."""
    spans = [tuple(one["span"]) for one in figures(out) if one["span"]]
    decide(out, decision("accept", figures(out)[1]))
    told = [tuple(one["span"]) for one in corrected(out)["report"]["figures"] if one["span"]]
    assert len(spans) == len(set(spans)) + 1
    assert sorted(told) == sorted(set(spans))


def test_a_rejected_figure_is_left_out(out):
    """The figures after it move up, and the findings with them."""
    decide(out, decision("reject", figures(out)[3]), decision("reject", figures(out)[0]))
    record = corrected(out)
    assert [one["subject"] for one in record["report"]["figures"]] == ["群众", "覆盖率", "群众", "下拨资金", "粮仓"]
    assert [(one["code"], one["item"]) for one in record["findings"]] == [
        ("qualifier_mismatch", "figures/0"),
        ("missed", "figures/2"),
        ("missed", "figures/3"),
        ("missed", "figures/4"),
    ]


def test_a_report_without_errors_left_is_ok(out):
    """Its status follows its findings."""
    assert delivered(out)["a.txt"]["status"] == "flagged"
    decide(out, decision("accept", figures(out)[1]), decision("reject", figures(out)[3]))
    assert corrected(out)["status"] == "ok"


def test_a_number_of_the_rules_can_be_accepted(out):
    """It keeps its origin: the model left it out."""
    decide(out, decision("accept", figures(out)[6]))
    told = by_subject(corrected(out))["粮仓", "rules"]
    assert (told["verdict"], told["decision"]["action"]) == ("verified", "accept")


def test_an_added_figure_is_checked_and_traced_to_its_characters(out):
    """It gets value, span and quote span as a model's figure does, and takes the place of the one of the rules."""
    decide(out, decision("add", figure("转移群众1.2万余人", "被转移群众", 12000, "人", qualifier="余")))
    record, raw = corrected(out), outcome().scan.text.content
    added = record["report"]["figures"][-1]
    assert (added["verdict"], added["origin"], added["decision"]["action"]) == ("verified", "rules", "add")
    assert (added["value"], added["low"], added["high"]) == (12000, 12000, 13000)
    assert raw[slice(*added["span"])] == "1.2万余人"
    assert raw[slice(*added["quote_span"])] == "转移群众1.2万余人"
    assert ("群众", "rules") not in by_subject(record)


def test_adding_what_is_there_delivers_it_once(out):
    """A number of the rules that a person adds word for word is that number, and now verified."""
    decide(out, decision("add", figures(out)[6]))
    told = [one for one in corrected(out)["report"]["figures"] if one["subject"] == "粮仓"]
    assert [(one["verdict"], one["decision"]["action"]) for one in told] == [("verified", "add")]
    assert corrected(out)["reviewed"] == {"accepted": 0, "rejected": 0, "added": 1, "edited": 0}


def test_an_added_figure_that_the_checker_doubts_keeps_the_checkers_verdict(out):
    """A person's word does not make it verified; the decision says whose it is."""
    decide(out, decision("add", GRAIN | {"value": 13}))
    assert corrected(out)["report"]["figures"][-1]["verdict"] == "unsupported"


def test_an_added_figure_without_its_quote_is_refused_with_a_line(out):
    """It names the document and the figure; the rest of the file is applied."""
    done = decide(out, decision("add", GRAIN | {"quote": "新建粮仓 120 座"}), decision("reject", figures(out)[0]))
    assert done.new == 1
    assert done.problems == ("a.txt: 粮仓 12座: its quote is not in the document: not applied",)


def test_a_quote_span_is_given_only_where_it_is_sure(tmp_path):
    """Where something was cut away inside the quote, its place in the raw document is not guessed."""
    raw = "某县疫情防控情況\n某县設置采樣點97個，轉移群眾12人，封控小區(qū)又封控村莊9个。\n"
    out = store(tmp_path / "out", outcome(article=raw, figures=[]))
    sure = figure("轉移群眾12人", "群眾", 12, "人")
    unsure = figure("轉移群眾12人，封控小區又封控村莊9个", "村莊", 9, "个")
    decide(out, decision("add", sure), decision("add", unsure))
    one, other = corrected(out)["report"]["figures"][-2:]
    assert raw[slice(*one["quote_span"])] == "轉移群眾12人"
    assert other["quote_span"] is None
    assert raw[slice(*other["span"])] == "9个"


def test_the_latest_decision_on_a_figure_holds_and_all_are_kept(out):
    """Whatever the order in which they were applied."""
    wanted = figures(out)[1]
    decide(out, decision("reject", wanted, "2026-11-22T12:00:00+02:00"), decision("accept", wanted))
    decide(out, decision("accept", wanted, "2026-11-21T10:00:00Z"))
    assert by_subject(corrected(out))["群众", "model"]["decision"]["at"] == "2026-11-22T10:00:00Z"
    decide(out, decision("reject", wanted, "2026-11-22T10:00:01Z"), who="李四")
    assert ("群众", "model") not in by_subject(corrected(out))
    lines = call("review", "list", out, "--json").stdout.splitlines()
    assert [json.loads(line)["action"] for line in lines] == ["accept", "reject", "accept", "reject"]
    assert json.loads(lines[-1])["who"] == "李四"


def test_an_added_figure_can_be_rejected_again(out):
    """It is known as the person wrote it, without the span, bounds and unit that the checker found."""
    funds = figure("下拨资金300万元", "资金", 300, "万元")
    decide(out, decision("add", GRAIN), decision("add", funds))
    assert corrected(out)["report"]["figures"][-1]["value"] == 3_000_000
    later = "2026-11-23T10:00:00Z"
    assert decide(out, decision("reject", GRAIN, later), decision("reject", funds, later)).new == 2
    told = corrected(out)
    assert "reviewed" not in told
    assert told == delivered(out)["a.txt"]


def test_applying_a_file_twice_changes_nothing(out):
    """A decision is kept once."""
    told = [decision("reject", figures(out)[0]), decision("add", GRAIN)]
    assert decide(out, *told)[:2] == (2, 0)
    assert decide(out, *told)[:2] == (0, 2)


def test_the_models_answer_is_not_changed(out):
    """Without --corrected the reports are byte for byte as before; the tables have the decisions beside them."""
    [path] = export(out, ["jsonl"], out)
    before = path.read_bytes()
    decide(out, decision("reject", figures(out)[3]), decision("accept", figures(out)[1]), decision("add", GRAIN))
    export(out, ["jsonl", "csv"], out)
    assert path.read_bytes() == before
    with (out / "figures.csv").open(encoding="utf-8", newline="") as file:
        told = [(row["verdict"], row["decision"]) for row in csv.DictReader(file)]
    assert told[:4] == [
        ("verified", ""), ("qualifier_mismatch", "accepted"), ("verified", ""), ("unsupported", "rejected")
    ]  # fmt: skip


def test_a_decision_on_another_version_of_the_document_is_told_and_not_applied(out):
    """Its digest says which bytes it was made on."""
    done = decide(out, decision("reject", figures(out)[0], sha256="0" * 64))
    assert done.problems == ("a.txt: 采样点 97个: the document has changed since it was decided on: not applied",)
    assert done.new == 0


def test_decisions_survive_a_new_run_as_long_as_the_document_is_the_same(out):
    """They hold for the same document in a later run, and not for other bytes."""
    decide(out, decision("reject", figures(out)[0]))
    with Store.open(out) as opened:
        opened.save(outcome(figures=list(reversed(FIGURES))), position=0, digest="again")
    assert ("采样点", "model") not in by_subject(corrected(out))
    with Store.open(out) as opened:
        opened.save(outcome(article="某县要闻\n设置采样点97个，转移群众1.2万余人。\n"), position=0, digest="other")
    assert ("采样点", "model") in by_subject(corrected(out))
    assert "(outdated)" in call("review", "list", out).stdout


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"document": "none.txt"}, "none.txt: it is not among the documents"),
        ({"document": "lost.txt"}, "lost.txt: it failed"),
        ({"figure": GRAIN | {"value": 5}}, "the report has no such figure now"),
    ],
)
def test_a_decision_on_nothing_is_told_and_exit_1(out, wrong, said):
    """One line on stderr for each, and the others are applied."""
    good = decision("reject", figures(out)[0])
    path = out / "decisions.json"
    told = {"format": "summarizer-decisions", "version": 1, "who": WHO, "decisions": [good | wrong, good]}
    path.write_text(json.dumps(told), encoding="utf-8")
    result = call("review", "apply", path, "--out", out)
    assert result.exit_code == 1
    assert said in result.stderr.splitlines()[0]
    assert result.stderr.splitlines()[1] == "1 decisions applied"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[]", "no file of decisions"),
        ("{", "no file of decisions"),
        ('{"format": "summarizer-decisions", "version": 3, "who": "a", "decisions": []}', "version"),
        ('{"format": "summarizer-decisions", "version": 1, "who": " ", "decisions": []}', "who"),
        (json.dumps({"decisions": [decision("accept", GRAIN, at="yesterday")]}), "decisions.0.at"),
        (json.dumps({"decisions": [decision("accept", GRAIN, at="0001-01-01T00:00:00+14:00")]}), "decisions.0.at"),
        (json.dumps({"decisions": [decision("accept", GRAIN, at="9999-12-31T23:59:59-14:00")]}), "decisions.0.at"),
        (json.dumps({"decisions": [decision("add", GRAIN | {"value": float("inf")})]}), "decisions.0.figure.value"),
        (json.dumps({"decisions": [decision("drop", GRAIN)]}), "decisions.0.action"),
    ],
)  # fmt: skip
def test_a_file_that_is_none_of_decisions_is_one_line_and_exit_2(out, content, said):
    """Nothing of it is applied."""
    if said.startswith("decisions."):
        content = json.dumps({"format": "summarizer-decisions", "version": 1, "who": "a"} | json.loads(content))
    path = out / "decisions.json"
    path.write_text(content, encoding="utf-8")
    result = call("review", "apply", path, "--out", out)
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert said in result.stderr


def test_where_there_is_no_run_none_is_made(tmp_path):
    """The line says what is missing."""
    path = tmp_path / "decisions.json"
    path.write_text(json.dumps({"format": "summarizer-decisions", "version": 1, "who": "a", "decisions": []}))
    result = call("review", "apply", path, "--out", tmp_path / "none")
    assert result.exit_code == 2
    assert "there is no run" in result.stderr
    assert not (tmp_path / "none").exists()


def test_corrected_records_fit_the_report_schema(out):
    """Fields are added; no value of verdict or origin is."""
    decide(out, decision("reject", figures(out)[3]), decision("accept", figures(out)[6]), decision("add", GRAIN))
    for record in delivered(out, corrected=True).values():
        jsonschema.validate(record, SCHEMA)


def test_every_corrected_format_tells_the_same(out):
    """CSV, workbook, Parquet, SQLite and Markdown have what the corrected lines have."""
    decide(out, decision("reject", figures(out)[3]), decision("accept", figures(out)[1]), decision("add", GRAIN))
    record = corrected(out)
    export(out, FORMATS, out / "made", correct=True)
    with closing(sqlite3.connect(out / "made" / "tables.sqlite")) as database:
        rows = database.execute("SELECT subject, value, verdict, decision, decided_by FROM figures").fetchall()
        status = database.execute("SELECT status, verified, missed FROM documents").fetchone()
    names = {"accept": "accepted", "add": "added"}
    assert rows == [
        (one["subject"], one["value"], one["verdict"], names.get(note.get("action")), note.get("who"))
        for one in record["report"]["figures"]
        for note in [one.get("decision", {})]
    ]
    assert status == (record["status"], record["ledger"]["verified"], record["ledger"]["missed"])
    assert "accept by 张三" in (out / "made" / "reports.md").read_text(encoding="utf-8")


def test_corrected_exports_are_the_same_to_the_byte(out):
    """Twice made, decisions and all."""
    decide(out, decision("reject", figures(out)[3]), decision("add", GRAIN))
    first = [path.read_bytes() for path in export(out, FORMATS, out / "one", correct=True)]
    assert first == [path.read_bytes() for path in export(out, FORMATS, out / "two", correct=True)]


ACTIONS = st.lists(st.tuples(st.integers(0, 6), st.sampled_from(["accept", "reject"])), max_size=10)


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(actions=ACTIONS, adds=st.booleans())
def test_a_corrected_ledger_adds_up(actions, adds, tmp_path_factory):
    """After any decisions: both sums agree, each number carries one figure, and each item is there."""
    out = store(tmp_path_factory.mktemp("any") / "out", outcome())
    told = figures(out)
    made = [decision(action, told[at], f"2026-11-22T10:00:{n:02}Z") for n, (at, action) in enumerate(actions)]
    decide(out, *made, *([decision("add", GRAIN)] if adds else []))
    record = corrected(out)
    ledger = record["ledger"]
    assert ledger["reported"] + ledger["restated"] + ledger["missed"] + sum(ledger["set_aside"].values()) == 5
    model = [one for one in record["report"]["figures"] if one["origin"] == "model"]
    assert ledger["figures"] == sum(ledger["by_verdict"].values()) == len(model)
    assert ledger["missed"] == sum(one["verdict"] is None for one in record["report"]["figures"])
    items = [int(one["item"].split("/")[1]) for one in record["findings"] if one["item"].startswith("figures/")]
    assert all(item < len(record["report"]["figures"]) for item in items)


def test_a_run_is_evaluated_against_its_own_corrections(out):
    """What was rejected is wrong, what was accepted or added is missed; what nobody reviewed is not scored."""
    told = figures(out)
    decide(out, decision("reject", told[0]), decision("accept", told[1]), decision("add", GRAIN))
    [gold] = export(out, ["jsonl"], correct=True)
    [own] = export(out, ["jsonl"])
    metrics = evaluate(gold, own).metrics
    assert metrics["figure_precision"] == (1, 2)
    assert metrics["figure_recall"] == (1, 3)
    assert metrics["scored"] == (1, 1)
    assert metrics["measure_f1"].value is metrics["region"].value is metrics["published"].value is None
    result = call("evaluate", gold, own, "--min", "figure_precision=0.6")
    assert result.exit_code == 3


def test_corrected_reports_of_the_seeds_bear_the_run_out_that_they_came_from(tmp_path):
    """Where a person only confirms, the run has all of its figures right, indefinite ones too."""
    out = tmp_path / "out"
    Summarizer(replay=ROOT / "fixtures" / "recordings" / "large-llm").run_to(out, [str(ROOT / "seeds")])
    firsts = [(name, record["report"]["figures"][0]) for name, record in delivered(out).items()]
    assert decide(out, *(decision("accept", told, document=name) for name, told in firsts)).new == 5
    [gold] = export(out, ["jsonl"], correct=True)
    metrics = evaluate(gold, out / "reports.jsonl").metrics
    wanted = ("figure_f1", "value", "unit", "qualifier", "subject", "figure_measure", "figure_region")
    assert {name: metrics[name].value for name in wanted} == dict.fromkeys(wanted, 1)


def test_reports_that_nobody_reviewed_are_no_gold(out):
    """The line says how corrected ones are made."""
    [own] = export(out, ["jsonl"])
    with pytest.raises(UsageError, match="--corrected"):
        evaluate(own, own)
