"""The evaluation: what counts as right, what is left out, and what CI sees."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from summarizer import Summarizer, UsageError, compare_runs, evaluate
from summarizer.checking.jsonl import line
from summarizer.cli import app
from summarizer.evaluation import METRICS

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "fixtures" / "gold"
SCORER = ROOT.parent / "shared" / "measure" / "score_reports.py"
REGION = {"name": "饶河县", "province": "黑龙江省", "city": "双鸭山市", "county": "饶河县", "town": None}
PLACE = REGION | {"adcode": "230524", "towncode": None, "level": "county"}


@pytest.fixture(scope="module")
def records():
    made = Summarizer(replay=ROOT / "fixtures" / "recordings" / "large-llm").run([str(ROOT / "seeds")])
    return list(made)


@pytest.fixture
def gold(tmp_path):
    """Three core figures, one neutral, one of front matter; two measures; a date."""
    folder = tmp_path / "gold"
    folder.mkdir()

    def mention(start, value, unit, subject, **more):
        end = start + 5
        return {"start": start, "end": end, "role": "figure", "value": value, "unit": unit, "subject": subject, **more}

    annotated = {
        "doc": "a.txt",
        "region": {"adcode": "230524"},
        "published": "2021-12-03",
        "measures": [{"name": "“三张网”"}, {"name": "全員核酸檢測"}, {"name": "旁支", "core": False}],
        "mentions": [
            mention(10, 30, "名", "縣級領導", surface="30名"),
            mention(20, [3, 5], "户", "群众", qualifier=None),
            mention(30, 1500, "名", "党员", qualifier="余"),
            mention(40, 3, "项", "机制", core=False),
            mention(50, 8, "个", "导航", meta=True),
            mention(60, None, "轮", "检测"),
            {"start": 70, "end": 75, "role": "date", "value": "2021-12-03"},
        ],
        "figures": [{"start": 10, "end": 15, "measure": "三张网", "region": "饶河县"}],
        "event_dates": [{"start": 70, "end": 75, "iso": "2021-12-03"}, {"start": 80, "end": 82, "iso": None}],
    }
    (folder / "a.json").write_text(json.dumps(annotated), encoding="utf-8")
    return folder


def figure(start, value, unit, subject, verdict="verified", **more):
    told = {"subject": subject, "value": value, "low": value, "high": value, "unit": unit, "qualifier": None}
    told |= dict.fromkeys(("direction", "period", "region", "measure", "quote_span"))
    return told | {"quote": "q", "span": [start, start + 4], "verdict": verdict, "origin": "model", **more}


def report(path="a.txt", figures=(), measures=(), **more):
    told = {"summary": "", "region": PLACE, "published": {"iso": "2021-12-03", "inferred": False, "reason": None}}
    named = [
        dict.fromkeys(("description", "actor", "region", "quote_span")) | {"name": n, "quote": ""} for n in measures
    ]
    told |= {"dates": [], "measures": named, "figures": list(figures)}
    exchange = {"model": "m", "prompt": "p", "digest": "d", "replayed": False, "round": 0}
    exchange |= {"input_tokens": 100, "output_tokens": 50}
    return {
        "document": {"id": path, "path": f"somewhere/{path}"},
        "status": "ok",
        "report": told,
        "ledger": {"figures": 4, "verified": 4, "by_verdict": {"verified": 4}, "mentions": 6}
        | {"reported": 3, "restated": 1, "missed": 1, "set_aside": {"date": 1}},
        "exchanges": [exchange, exchange],
        **more,
    }


FOUND = figure(10, 30, "人", "县级的领导", measure="“三张网”升级")
RANGE = figure(20, None, "户", "群众", low=3, high=5)
OVER = figure(30, 1500, "名", "人民解放军")
NEUTRAL = figure(40, 3, "项", "机制")
WRONG = figure(90, 7, "个", "没有的")


@pytest.fixture
def written(tmp_path):
    def write(*lines, name="reports.jsonl"):
        path = tmp_path / name
        path.write_text("".join(json.dumps(one) + "\n" for one in lines), encoding="utf-8")
        return path

    return write


def values(evaluation, *names):
    return [evaluation.metrics[name][:2] for name in names]


def test_figures_are_found_by_value_and_place_and_neutral_ones_count_nowhere(gold, written):
    """Two of three core figures found, one wrong: precision 2/3, recall 2/3."""
    scored = evaluate(gold, written(report(figures=[FOUND, RANGE, NEUTRAL, WRONG])))
    shares = values(scored, "figure_precision", "figure_recall", "figure_f1")
    assert shares == [(2, 3), (2, 3), (4, 6)]
    assert scored.metrics["figure_f1"].value == pytest.approx(2 / 3)


def test_each_part_of_a_found_figure_is_scored(gold, written):
    """名 is 人; a subject in other words and a qualifier left out are not right; a measure counts where gold names it."""
    scored = evaluate(gold, written(report(figures=[FOUND, RANGE, OVER])))
    shares = values(scored, "value", "unit", "qualifier", "subject", "figure_measure", "figure_region")
    assert shares == [(3, 3), (3, 3), (2, 3), (2, 3), (1, 1), (1, 1)]


def test_a_verified_figure_with_another_value_at_the_place_is_a_wrong_value(gold, written):
    scored = evaluate(gold, written(report(figures=[figure(10, 31, "名", "县级领导")])))
    assert values(scored, "value", "figure_recall", "figure_precision") == [(0, 1), (0, 3), (0, 1)]


def test_hallucinated_are_figures_whose_number_or_quote_the_document_does_not_have(gold, written):
    """A figure that the checker caught for its unit has a number of the document; those of the rules are not asked."""
    told = [figure(10, 1, None, "x", verdict) for verdict in ("unsupported", "quote_not_found", "unit_mismatch")]
    scored = evaluate(gold, written(report(figures=[*told, FOUND, FOUND | {"origin": "rules", "verdict": None}])))
    assert values(scored, "hallucinated", "verified") == [(2, 4), (1, 4)]


def test_measures_are_named_one_to_one(gold, written):
    """Script and quotation marks don't matter; one name serves once, and a single character never."""
    scored = evaluate(gold, written(report(measures=["三张网", "网"])))
    assert scored.metrics["measures"] == (1, 2)
    scored = evaluate(gold, written(report(measures=["三张网", "核酸检测"])))
    assert scored.metrics["measures"] == (2, 2)


def test_coverage_calls_and_tokens_come_from_ledger_and_exchanges(gold, written):
    scored = evaluate(gold, written(report()))
    assert values(scored, "coverage", "calls", "input_tokens", "output_tokens") == [(4, 5), (2, 1), (200, 1), (100, 1)]


def test_what_is_not_scored_is_told_apart_from_what_is_wrong(gold, written):
    """No gold, no report, and a document that failed are three things; only the last one loses its figures."""
    other = json.loads((gold / "a.json").read_text(encoding="utf-8")) | {"doc": "b.txt"}
    (gold / "b.json").write_text(json.dumps(other), encoding="utf-8")
    failed = report("b.txt", status="failed", report=None, ledger=None) | {"error": {"code": "timeout", "message": "m"}}
    unscored = evaluate(gold, written(report(figures=[FOUND]), report("c.txt")))
    assert (unscored.scored, unscored.without_gold, unscored.without_report) == (("a.txt",), ("c.txt",), ("b.txt",))
    assert values(unscored, "figure_recall", "scored", "answered") == [(1, 3), (1, 2), (1, 1)]
    scored = evaluate(gold, written(report(figures=[FOUND]), failed))
    assert (scored.failed, scored.without_report) == (("b.txt",), ())
    assert values(scored, "figure_recall", "region", "answered") == [(1, 6), (1, 2), (1, 2)]


def test_two_runs_are_compared_item_by_item(gold, written):
    """What became right is gained, what is right no more lost, a wrong figure that is gone a gain."""
    before = evaluate(gold, written(report(figures=[FOUND, WRONG], measures=["三张网"])))
    after = evaluate(gold, written(report(figures=[FOUND | {"subject": "汽车"}, RANGE]), name="other.jsonl"))
    compared = compare_runs(before, after)
    gained = [(one.kind, one.at, one.aspects) for one in compared.gained]
    assert gained == [("figure", 20, ("figure", "value", "unit", "qualifier", "subject")), ("wrong", 90, ("wrong",))]
    assert [(one.kind, one.aspects) for one in compared.lost] == [("figure", ("subject",)), ("measure", ("measures",))]


def test_the_seeds_numbers_are_those_of_the_shared_scorer(records, tmp_path):
    """The same counts, figure by figure and measure by measure, with figures taken away and subjects changed too."""
    if not SCORER.exists():
        pytest.skip("the scorer that it is compared with is not beside this checkout")
    spoiled = [record.model_copy(deep=True) for record in records]
    for record in spoiled:
        del record.report.figures[::4], record.report.measures[::3]
        for one in record.report.figures[::3]:
            one.subject = "别的"
        for one in record.report.figures[1::5]:
            one.span = (1, 2)
    for made in (records, spoiled):
        path = tmp_path / "reports.jsonl"
        path.write_text("".join(line(one) + "\n" for one in made), encoding="utf-8")
        said = subprocess.run([sys.executable, SCORER, GOLD, path], capture_output=True, text=True, check=False).stdout
        found, core, subject, _, wrong, named, measures, _ = map(int, re.findall(r"\d+", said.splitlines()[-1]))
        metrics = evaluate(GOLD, path).metrics
        assert metrics["figure_recall"] == (found, core)
        assert metrics["figure_precision"] == (found, found + wrong)
        assert metrics["subject"] == (subject, found)
        assert metrics["measures"] == (named, measures)


def test_records_are_scored_as_they_come(records):
    """The library needs no file."""
    scored = evaluate(GOLD, records)
    assert scored.metrics["figure_f1"].value == 1
    assert scored.metrics["dates"] == (11, 11)


def test_reports_without_any_gold_and_doubled_ones_are_usage_errors(gold, written, tmp_path):
    """A gate that scored nothing must not pass."""
    with pytest.raises(UsageError, match="no document of the reports has gold"):
        evaluate(gold, written(report("z.txt")))
    with pytest.raises(UsageError, match=r"2 lines of the reports are about a\.txt"):
        evaluate(gold, written(report(), report()))
    with pytest.raises(UsageError, match="line 1 is no report"):
        evaluate(gold, written({"document": {}}))
    with pytest.raises(UsageError, match="there is no gold in"):
        evaluate(tmp_path / "nothing", written(report()))
    (gold / "b.json").write_text('{"doc": "b.txt"}', encoding="utf-8")
    with pytest.raises(UsageError, match=r"b\.json is no gold annotation"):
        evaluate(gold, written(report()))


def cli(*arguments):
    return CliRunner().invoke(app, ["evaluate", *map(str, arguments)])


def test_the_exit_status_says_whether_limits_are_met(gold, written):
    """0 where they are, 3 and a line each where not, 2 for a metric that does not exist, with those that do."""
    path = written(report(figures=[FOUND, RANGE, WRONG]))
    assert cli(gold, path, "--min", "figure_f1=0.6", "--max", "hallucinated=0").exit_code == 0
    missed = cli(gold, path, "--min", "figure_f1=0.9", "--min", "region=1", "--max", "input_tokens=150")
    assert missed.exit_code == 3
    assert missed.stderr.splitlines() == [
        "summarizer: figure_f1 is 0.6667, less than 0.9",
        "summarizer: input_tokens is 200, more than 150",
    ]
    unknown = cli(gold, path, "--min", "f1=0.9")
    assert unknown.exit_code == 2
    assert all(name in unknown.stderr for name in METRICS)
    assert cli(gold, path, "--min", "figure_f1=most").exit_code == 2


def test_a_metric_that_nothing_was_scored_for_meets_no_limit(gold, written):
    """Not scored is not wrong, and not right either."""
    done = cli(gold, written(report()), "--min", "subject=0")
    assert (done.exit_code, "nothing was scored for it" in done.stderr) == (3, True)


def test_the_table_names_what_is_missed_and_wrong(gold, written):
    done = cli(gold, written(report(figures=[FOUND, WRONG]), report("[bold]c.txt")))
    assert "missed  a.txt:30" in done.stdout
    assert "wrong   a.txt:90 7个 没有的" in done.stdout
    assert "1 without gold, not scored: [bold]c.txt" in done.stdout


def test_two_runs_side_by_side_are_judged_by_the_later_one(gold, written):
    """The table has both and the change; `--json` has the same."""
    worse, better = written(report(figures=[FOUND])), written(report(figures=[FOUND, RANGE, OVER]), name="b.jsonl")
    done = cli(gold, worse, better, "--min", "figure_recall=1")
    assert done.exit_code == 0
    assert re.search(r"figure_recall +0\.333 +1\.000 +\+0\.667", done.stdout)
    assert "2 gained, 0 lost" in done.stdout
    machine = json.loads(cli(gold, worse, better, "--json").stdout)
    assert machine["after"]["metrics"]["figure_recall"] == {"value": 1.0, "part": 3, "whole": 3}
    assert [change["at"] for change in machine["gained"]] == [20, 30]
    assert json.loads(cli(gold, worse, "--json").stdout)["documents"]["scored"] == ["a.txt"]
