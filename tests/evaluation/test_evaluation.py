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
from summarizer.evaluation import METRICS, Gold
from summarizer.evaluation.fact_scores import same_period
from summarizer.evaluation.gold_files import read_gold
from summarizer.evaluation.matching import plain

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "fixtures" / "gold"
MEASURE_SCORER = ROOT.parent / "shared" / "measure" / "score_measures.py"
SHARED = {
    "precision": "measure_precision",
    "recall": "measure_recall",
    "f1": "measure_f1",
    "status": "measure_status",
    "place": "measure_place",
}
COMPARED = (*SHARED, "kind", "actor", "target", "parent_recall", "parent_precision", "names_per_core", "top_per_core")
REGION = {"name": "饶河县", "province": "黑龙江省", "city": "双鸭山市", "county": "饶河县", "town": None}
PLACE = REGION | {"adcode": "230524", "towncode": None, "level": "county"}


MEASURES = [
    {
        "id": "a",
        "name": "“三张网”",
        "aliases": ["三网合一"],
        "kind": ["scheme"],
        "parent": [],
        "actor": ["饶河县"],
        "status": ["in_force"],
        "place": ["抵边村"],
    },
    {
        "id": "b",
        "name": "全員核酸檢測",
        "kind": ["action"],
        "parent": ["a"],
        "target": ["居民"],
        "status": ["planned"],
    },
    {"id": "c", "name": "旁支", "parent": ["a"], "core": False},
]
FACTS = {
    "status": "planned",
    "aspect": "growth",
    "direction": "increase",
    "base": "yoy",
    "period": "2021",
    "place": "230524",
    "whole": 30,
    "unsure": ["new"],
}


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
        "measures": MEASURES,
        "slogans": [{"name": "群众满意", "sort": "effect"}],
        "neutral": [{"name": "查外人", "parent": ["a"]}],
        "mentions": [
            mention(10, 30, "名", "縣級領導", surface="30名"),
            mention(20, [3, 5], "户", "群众", qualifier=None),
            mention(30, 1500, "名", "党员", qualifier="余"),
            mention(40, 3, "项", "机制", core=False),
            mention(50, 8, "个", "导航", meta=True),
            mention(60, None, "轮", "检测"),
            {"start": 70, "end": 75, "role": "date", "value": "2021-12-03"},
        ],
        "figures": [
            {"start": 10, "end": 15, "measures": ["a"], "region": "饶河县", "facts": FACTS},
            {"start": 30, "end": 35, "measure": "三张网", "facts": {"unsure": ["status", "period", "place"]}},
        ],
        "event_dates": [{"start": 70, "end": 75, "iso": "2021-12-03"}, {"start": 80, "end": 82, "iso": None}],
    }
    (folder / "a.json").write_text(json.dumps(annotated), encoding="utf-8")
    return folder


def figure(start, value, unit, subject, verdict="verified", **more):
    stated = {"subject": subject, "value": value, "low": value, "high": value, "unit": unit, "qualifier": None}
    facts = ("status", "aspect", "direction", "base", "cumulative", "new", "period", "place", "whole")
    stated |= dict.fromkeys((*facts, "as_written", "measure", "quote_span"))
    return stated | {"quote": "q", "span": [start, start + 4], "verdict": verdict, "origin": "model", **more}


def measure(name, number=1, **more):
    known = dict.fromkeys(("kind", "parent", "actor", "target", "place", "when"))
    return known | {"id": f"m{number}", "name": name, "status": "in_force", "spans": [], "figures": [], **more}


def report(path="a.txt", figures=(), measures=(), slogans=(), **more):
    made = {"headline": None, "points": [], "summary": "", "region": PLACE}
    made |= {"published": {"iso": "2021-12-03", "inferred": False, "reason": None}, "dates": []}
    named = [measure(m, index) if isinstance(m, str) else m for index, m in enumerate(measures, 1)]
    made |= {"measures": named, "figures": list(figures)}
    made["slogans"] = [{"text": text, "span": None} for text in slogans]
    exchange = {"model": "m", "prompt": "p", "digest": "d", "replayed": False, "round": 0}
    exchange |= {"input_tokens": 100, "output_tokens": 50}
    return {
        "document": {"id": path, "path": f"somewhere/{path}"},
        "status": "ok",
        "report": made,
        "ledger": {"figures": 4, "verified": 4, "by_verdict": {"verified": 4}, "mentions": 6}
        | {"reported": 3, "restated": 1, "missed": 1, "set_aside": {"date": 1}},
        "exchanges": [exchange, exchange],
        **more,
    }


FOUND = figure(10, 30, "人", "县级的领导", measure="m1")
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
    scored = evaluate(gold, written(report(figures=[FOUND, RANGE, OVER], measures=["“三张网”升级"])))
    shares = values(scored, "value", "unit", "qualifier", "subject", "figure_measure", "figure_region")
    assert shares == [(3, 3), (3, 3), (2, 3), (2, 3), (1, 2), (1, 1)]


def test_a_figure_that_the_rules_hold_for_a_name_is_not_wrong(gold, written):
    """A warning says so, and whoever reads the table leaves it out; where the gold has it, it is found."""
    scored = evaluate(gold, written(report(figures=[WRONG | {"role": "name"}, FOUND | {"role": "name"}])))
    assert values(scored, "figure_precision", "figure_recall") == [(1, 1), (1, 3)]


def test_a_verified_figure_with_another_value_at_the_place_is_a_wrong_value(gold, written):
    scored = evaluate(gold, written(report(figures=[figure(10, 31, "名", "县级领导")])))
    assert values(scored, "value", "figure_recall", "figure_precision") == [(0, 1), (0, 3), (0, 1)]


def test_hallucinated_are_figures_whose_number_or_quote_the_document_does_not_have(gold, written):
    """A figure that the checker caught for its unit has a number of the document; those of the rules are not asked."""
    wrong = [figure(10, 1, None, "x", verdict) for verdict in ("unsupported", "quote_not_found", "unit_mismatch")]
    scored = evaluate(gold, written(report(figures=[*wrong, FOUND, FOUND | {"origin": "rules", "verdict": None}])))
    assert values(scored, "hallucinated", "verified") == [(2, 4), (1, 4)]


def test_measures_are_found_once_and_what_is_no_measure_costs_precision(gold, written):
    """Script and marks don't matter; a second name is a duplicate; parts that are neutral count neither way."""
    names = ["三张网", "三网合一", "核酸检测", "旁支", "查外人", "群众满意", "没有的"]
    scored = evaluate(gold, written(report(measures=names)))
    shares = values(
        scored, "measure_recall", "measure_precision", "measure_f1", "slogans_as_measures", "names_per_core"
    )
    assert shares == [(2, 2), (2, 5), (4, 7), (1, 7), (7, 2)]
    extra = [outcome.name for outcome in scored.outcomes if outcome.kind == "extra"]
    assert extra == ["三网合一 (duplicate: “三张网”)", "群众满意 (slogan: 群众满意)", "没有的 (not in the gold)"]


def test_each_field_of_a_found_measure_is_scored_where_the_gold_has_it(gold, written):
    """Kind and status by what is accepted, actor, target and place by their words."""
    place = {"name": "部分抵边村", "adcode": None}
    whole = measure("三张网", kind="rule", actor="黑龙江省饶河县", place=place)
    scored = evaluate(gold, written(report(measures=[whole, measure("核酸检测", 2, kind="action", target="党员")])))
    shares = values(scored, "kind", "measure_status", "actor", "target", "measure_place")
    assert shares == [(1, 2), (1, 2), (1, 1), (0, 1), (1, 1)]


def test_parents_are_scored_both_ways(gold, written):
    """Of the parts that must have one, those that have it; of those that are delivered, the right ones."""
    parts = [measure("核酸检测", 2, parent="m1"), measure("查外人", 3, parent="m1"), measure("旁支", 4, parent="m2")]
    scored = evaluate(gold, written(report(measures=["三张网", *parts])))
    assert values(scored, "parent_recall", "parent_precision", "top_per_core") == [(1, 1), (2, 3), (1, 2)]
    assert values(evaluate(gold, written(report(measures=["核酸检测"]))), "parent_recall") == [(0, 1)]


def test_slogans_that_are_kept_apart_are_counted(gold, written):
    scored = evaluate(gold, written(report(slogans=["群众满意度提升"])))
    assert values(scored, "slogans_apart", "slogans_as_measures") == [(1, 1), (0, 0)]


def test_a_figure_belongs_to_a_measure_by_its_id(gold, written):
    """A neutral part of the right measure will do; a gold that has only a name is compared by it."""
    listed = ["三张网", measure("查外人", 2), measure("全员核酸检测", 3)]
    for id_, right in (("m1", True), ("m2", True), ("m3", False), (None, False)):
        scored = evaluate(gold, written(report(figures=[FOUND | {"measure": id_}], measures=listed)))
        assert scored.metrics["figure_measure"] == (right, 1)
    by_name = evaluate(gold, written(report(figures=[OVER | {"qualifier": "余", "measure": "m1"}], measures=listed)))
    assert by_name.metrics["figure_measure"] == (1, 1)


def test_facts_are_scored_on_every_gold_figure_that_is_sure(gold, written):
    """One that is not delivered is wrong in all of them; what a report leaves out is the default."""
    time = {"iso": "2021-06/2021-12", "surface": None, "inferred": False, "reason": None}
    meant = {"status": "planned", "aspect": "growth", "direction": "increase", "base": "2020", "period": time}
    meant |= {"place": PLACE, "whole": [31, 33], "cumulative": False, "new": True}
    scored = evaluate(gold, written(report(figures=[FOUND | meant])))
    names = [name for name in METRICS if name.startswith("fact_")]
    assert {name: scored.metrics[name] for name in names} == {
        "fact_status": (1, 1),
        "fact_aspect": (1, 2),
        "fact_direction": (1, 2),
        "fact_base": (1, 2),
        "fact_cumulative": (1, 2),
        "fact_new": (0, 1),
        "fact_whole": (1, 2),
        "fact_period": (1, 1),
        "fact_place": (1, 1),
    }
    other = {"period": time | {"iso": "2019"}, "place": PLACE | {"adcode": "230500"}, "whole": None, "base": "mom"}
    scored = evaluate(gold, written(report(figures=[FOUND | meant | other])))
    assert values(scored, "fact_period", "fact_place", "fact_whole", "fact_base") == [(0, 1), (0, 1), (0, 2), (0, 2)]


PERIODS = [
    ("2021", "2021-06", None, True),
    ("2021", "2020-12/2021-01", None, True),
    ("2021", "2020", None, False),
    ("2021-Q1", "2021-01/2021-03", None, True),
    ("..published", "2021-12-03", "2021-12-03", True),
    ("..published", "/2021-12-03", "2021-12-03", True),
    ("..published", None, "2021-12-03", False),
    ("..published", None, None, True),
    (None, "--12-03", None, True),
    (None, "2021", None, False),
    ("2020/", "2021-05/", None, False),
    ("2020/", "2020-05/", None, True),
    ("2021-13", "2021", None, False),
]


@pytest.mark.parametrize(("gold", "delivered", "published", "same"), PERIODS)
def test_a_period_is_right_if_it_overlaps_with_a_year_in_common(gold, delivered, published, same):
    """A time without a year is not known; `..published` is until the day of publication."""
    assert same_period(gold, delivered, published) is same


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
    lost = {one.kind: one.aspects for one in compared.lost}
    assert lost["figure"] == ("subject", "figure_measure")
    assert "measure_recall" in lost["measure"]


SPOILED = {"kind": "funding", "actor": "别的", "status": "ended", "place": None}


def spoiled(records):
    """Records with measures taken away, renamed and changed, parents cut off, and figures moved."""
    made = [record.model_copy(deep=True) for record in records]
    for record in made:
        report = record.report
        del report.figures[::4], report.measures[::3]
        for one in report.measures[::4]:
            one.name, one.parent = one.name[1:] + "工作", None
        for one in report.measures[1::4]:
            for name, value in SPOILED.items():
                setattr(one, name, value)
        for one in report.figures[::3]:
            one.subject, one.measure = "别的", "m2"
        for one in report.figures[1::5]:
            one.span = (1, 2)
    return made


def test_the_seeds_numbers_are_those_of_the_shared_scorers(records, tmp_path):
    """The same counts, measure by measure and fact by fact, of what was recorded and of what was spoiled."""
    if not MEASURE_SCORER.exists():
        pytest.skip("the scorers that it is compared with are not beside this checkout")
    for made in (records, spoiled(records)):
        path = tmp_path / "reports.jsonl"
        path.write_text("".join(line(one) + "\n" for one in made), encoding="utf-8")
        gold = MEASURE_SCORER.parents[1] / "gold_measures"
        command = [sys.executable, MEASURE_SCORER, gold, path, "--json", "--texts", gold / "text"]
        printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        theirs = json.loads(printed)["all"]
        metrics = evaluate(GOLD, path).metrics
        ours = {name: metrics[SHARED.get(name, name)].value for name in COMPARED}
        assert ours == pytest.approx({name: theirs[name] for name in COMPARED}, abs=0.006)
        assert metrics["slogans_as_measures"].part == int(theirs["slogans_as_measures"])


def test_the_four_pages_measures_are_gold_too():
    """Nothing but measures is annotated there, so nothing else is scored."""
    found = read_gold(ROOT / "fixtures" / "measures")
    assert [gold.doc for gold in found] == ["follow_up.txt", "inspection.txt", "plan.txt", "work_report.txt"]
    open_ = [m for gold in found for m in gold.measures if "in_force" not in m.status]
    assert len(open_) > 60
    assert {status for m in open_ for status in m.status} == {"completed", "planned", "called_for", "ended"}


def test_every_name_of_the_gold_is_in_its_document():
    """Spans lead to the name, whatever its script."""
    for folder, pages in ((GOLD, ROOT / "seeds"), (ROOT / "fixtures" / "measures",) * 2):
        for gold in read_gold(folder):
            raw = (pages / gold.doc).read_bytes().decode("utf-8-sig")
            for measure_ in gold.measures:
                assert measure_.spans
                assert all(plain(raw[start:end]) == plain(measure_.name) for start, end in measure_.spans), (
                    measure_.name
                )


def test_all_problems_of_all_gold_files_are_shown_at_once(gold, written):
    """A line each, with file and place; ids that nothing has are among them."""
    annotated = json.loads((gold / "a.json").read_text(encoding="utf-8"))
    annotated["measures"][1]["parent"] = ["z"]
    annotated["figures"][0]["measures"] = ["y"]
    annotated["measures"].append({"id": "a", "name": "再来"})
    (gold / "a.json").write_text(json.dumps(annotated), encoding="utf-8")
    (gold / "b.json").write_text('{"doc": "b.txt", "measures": [{"kind": ["law"]}]}', encoding="utf-8")
    (gold / "c.json").write_text("{", encoding="utf-8")
    done = cli(gold, written(report()))
    assert done.exit_code == 2
    for problem in (
        "a.json can't be used as gold: measures: the id a is given 2 times",
        "a.json can't be used as gold: measures/1/parent: no measure has the id z",
        "a.json can't be used as gold: figures/0/measures: no measure has the id y",
        "b.json can't be used as gold: region: Field required",
        "b.json can't be used as gold: measures/0/name: Field required",
        "b.json can't be used as gold: measures/0/kind/0: Input should be 'scheme'",
        "c.json can't be used as gold: Invalid JSON",
    ):
        assert problem in done.stderr
    assert "(and " in done.stderr.splitlines()[0]


def test_the_template_of_the_gold_page_is_gold():
    """A person can begin with it."""
    page = (GOLD / "README.md").read_text(encoding="utf-8")
    [template] = re.findall(r"```json\n(.*?)```", page, re.DOTALL)
    gold = Gold.model_validate_json(template)
    assert gold.measures
    assert gold.figures[0].facts


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
    with pytest.raises(UsageError, match="line 1 is not a report"):
        evaluate(gold, written({"document": {}}))
    with pytest.raises(UsageError, match="there is no gold in"):
        evaluate(tmp_path / "nothing", written(report()))
    (gold / "b.json").write_text('{"doc": "b.txt"}', encoding="utf-8")
    with pytest.raises(UsageError, match=r"b\.json can't be used as gold: region: Field required"):
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
    assert "3 gained, 0 lost" in done.stdout
    machine = json.loads(cli(gold, worse, better, "--json").stdout)
    assert machine["after"]["metrics"]["figure_recall"] == {"value": 1.0, "part": 3, "whole": 3}
    assert [(change["kind"], change["at"]) for change in machine["gained"]] == [
        ("facts", 30),
        ("figure", 20),
        ("figure", 30),
    ]
    assert json.loads(cli(gold, worse, "--json").stdout)["documents"]["scored"] == ["a.txt"]
