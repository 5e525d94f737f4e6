"""Edits of a person: of any field of a figure, a measure and the document, checked again, undone, and marked as reviewed."""

import json

import jsonschema
import pytest
from handmade import ARTICLE, failure, outcome, store
from test_review import SCHEMA, call, corrected, delivered, figures
from typer.testing import CliRunner

from summarizer import evaluate
from summarizer.cli import app
from summarizer.delivering.exporting.exporter import export
from summarizer.delivering.reviewing.applying import apply
from summarizer.delivering.viewer import payload
from summarizer.running.store.store import Store

WHO = "李四"


@pytest.fixture
def out(tmp_path):
    """A flagged document (see handmade), and a failed one."""
    return store(tmp_path / "out", outcome(), failure())


def on(action, at="2026-11-22T10:00:00Z", document="a.txt", **more):
    return {"document": document, "sha256": None, "action": action, "at": at, **more}


def decide(out, *decisions):
    path = out / "decisions.json"
    content = {"format": "summarizer-decisions", "version": 2, "who": WHO, "decisions": decisions}
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return apply(out, path)


def edited(out, number=0, **changes):
    """The figure of this number after an edit, in the corrected report, and what applying said."""
    done = decide(out, on("edit", figure=figures(out)[number], changes=changes))
    return next(f for f in corrected(out)["report"]["figures"] if f.get("decision")), done


def test_an_edited_figure_is_checked_again_and_keeps_what_it_was(out):
    """Corrected to what the document says, it is verified, with its span and bounds."""
    figure, done = edited(out, 1, subject="被转移群众", qualifier="余")
    assert (figure["verdict"], figure["value"], figure["high"], figure["qualifier"]) == ("verified", 12000, 13000, "余")
    assert ARTICLE[slice(*figure["span"])] == "1.2万余人"
    note = {"action": "edit", "who": WHO, "at": "2026-11-22T10:00:00Z", "note": None, "verdict": "verified"}
    assert figure["decision"] == note | {"was": {"subject": "群众", "qualifier": None}}
    assert done.doubts == done.problems == ()
    record = corrected(out)
    assert record["reviewed"] == {"accepted": 0, "rejected": 0, "added": 0, "edited": 1}
    assert [finding["code"] for finding in record["findings"] if finding["severity"] == "error"] == ["unsupported"]
    assert delivered(out)["a.txt"]["report"]["figures"][1]["verdict"] == "qualifier_mismatch"


def test_a_typo_is_told_at_once_and_flags_the_report(out):
    """The value is a person's, and the verdict the checker's; its number of before is missed."""
    figure, done = edited(out, 0, value=98)
    assert (figure["value"], figure["low"], figure["verdict"]) == (98, 98, "unsupported")
    assert [doubt.line for doubt in done.doubts] == [
        "a.txt: 采样点 97个: 98 does not appear in the document; the quote has 97个"
    ]
    record = corrected(out)
    assert ("unsupported", "figures/0") in [(finding["code"], finding["item"]) for finding in record["findings"]]
    before, after = delivered(out)["a.txt"]["ledger"], record["ledger"]
    assert (after["reported"], after["missed"]) == (before["reported"] - 1, before["missed"] + 1)
    result = call("review", "apply", out / "decisions.json", "--out", out)
    assert result.exit_code == 0
    assert "98 does not appear" in result.stderr


def test_a_person_can_insist(out):
    """Accepted with its changes, a figure is verified whatever the checker says, and nothing speaks against it."""
    decide(out, on("accept", figure=figures(out)[3], changes={"value": 42}))
    record = corrected(out)
    figure = next(f for f in record["report"]["figures"] if f["subject"] == "医院")
    assert (figure["value"], figure["verdict"], figure["decision"]["verdict"]) == (42, "verified", "unsupported")
    assert all(finding["item"] != "figures/3" for finding in record["findings"])


@pytest.mark.parametrize(
    ("changes", "field", "delivered_as"),
    [
        ({"period": "2024-01/2024-03"}, "period", {"iso": "2024-01/2024-03", "surface": None, "inferred": False, "reason": None}),
        ({"place": "620102"}, "place", "620102"),
        ({"place": "甘肃省兰州市城关区"}, "place", "620102"),
        ({"place": "柳林小区"}, "place", None),
        ({"status": "planned"}, "status", "planned"),
        ({"aspect": "share"}, "aspect", "share"),
        ({"direction": "increase"}, "direction", "increase"),
        ({"base": "yoy"}, "base", "yoy"),
        ({"cumulative": True}, "cumulative", True),
        ({"new": True}, "new", True),
        ({"low": 90, "high": 100}, "high", 100),
        ({"measure": "采样点"}, "measure", "m1"),
        ({"whole": [57, 60]}, "whole", [57, 60]),
    ],
)  # fmt: skip
def test_any_field_of_a_figure_can_be_edited(out, changes, field, delivered_as):
    """A place by its name or code, a time in ISO 8601, the measure by id or name, the whole by its span."""
    figure, done = edited(out, 0, **changes)
    value = figure[field].get("adcode") if field == "place" else figure[field]
    assert (value, done.problems) == (delivered_as, ())
    assert figure["decision"]["was"].keys() == changes.keys()
    jsonschema.validate(corrected(out), SCHEMA)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"quote": "原文没有的话"}, "its quote is not in the document"),
        ({"measure": "没有的措施"}, "no measure is called 没有的措施"),
        ({"place": "999999"}, "no division has the code 999999"),
        ({"whole": [0, 1]}, "the report has no figure at 0"),
        ({"valu": 3}, "it has no field valu"),
    ],
)
def test_what_can_not_be_meant_is_refused(out, changes, why):
    """With a line, and nothing of it is applied."""
    done = decide(out, on("edit", figure=figures(out)[0], changes=changes))
    assert done.new == 0
    assert f"a.txt: 采样点 97个: {why}" in done.problems[0]


def test_a_measure_is_edited_added_and_rejected(out):
    """By its name; figures of a rejected one belong to what it was a part of."""
    whole, part = {"name": "采样点", "kind": "facility"}, {"name": "粮仓", "kind": "facility", "actor": "某县"}
    decide(out, on("edit", figure=figures(out)[0], changes={"measure": "采样点"}))
    done = decide(
        out, on("add", measure=part), on("edit", measure=whole, changes={"status": "planned", "when": "2024年"})
    )
    assert done.problems == ()
    first, second = corrected(out)["report"]["measures"]
    assert (first["status"], first["when"], first["figures"]) == ("planned", "2024", [0])
    assert first["decision"]["was"] == {"status": "in_force", "when": None}
    assert (second["id"], second["decision"]["action"], second["origin"]) == ("m2", "add", "rules")
    assert ARTICLE[slice(*second["spans"][0])] == "粮仓"
    later = "2026-11-23T10:00:00Z"
    decide(out, on("edit", later, measure=part, changes={"parent": "采样点"}), on("reject", later, measure=whole))
    report = corrected(out)["report"]
    assert [(measure["id"], measure["parent"]) for measure in report["measures"]] == [("m2", None)]
    assert (report["figures"][0]["measure"], report["points"][0]["measures"]) == (None, [])


def test_a_measure_whose_words_the_document_lacks_is_told(out):
    """As of a model's; an added one is refused, and so is a part of its own part."""
    measure = {"name": "采样点"}
    done = decide(out, on("edit", measure=measure, changes={"name": "采样站", "actor": "某某县"}))
    assert [doubt.finding.code for doubt in done.doubts] == ["measure_not_in_text", "measure_not_in_text"]
    lost = decide(
        out, on("add", measure={"name": "高速公路"}), on("edit", measure=measure, changes={"parent": "采样点"})
    )
    assert lost.problems == (
        "a.txt: 高速公路: its name is not in the document: not applied",
        "a.txt: 采样点: 采样点 is a part of it: not applied",
    )


def test_the_documents_own_fields_are_edited(tmp_path):
    """Region by name or code, dates, headline and points; numbers of new points are judged again."""
    article = "某县简报\n4月7日，某县设置采样点97个。\n"
    out = store(tmp_path / "out", outcome(article=article, figures=[]))
    [date] = delivered(out)["a.txt"]["report"]["dates"]
    changes = {
        "region": "620102", "published": "2024-04-08", "headline": "某县设置970个采样点",
        "points": [{"text": "采样点有97个。", "measures": ["采样点"]}],
        "dates": [{"start": date["start"], "end": date["end"], "iso": "2024-04-07"}],
    }  # fmt: skip
    done = decide(out, on("edit", changes=changes))
    assert {doubt.finding.item for doubt in done.doubts} == {"headline", "region", "published"}
    record = corrected(out)
    report = record["report"]
    assert (report["region"]["county"], report["published"]["iso"]) == ("城关区", "2024-04-08")
    assert (report["summary"], report["points"][0]["numbers"][0]["verdict"]) == ("采样点有97个。", "supported")
    assert report["dates"] == [date | {"iso": "2024-04-07", "inferred": False, "reason": None}]
    assert record["reviewed"]["fields"]["headline"]["was"] == {"headline": None}
    export(out, ["csv"], out / "made", correct=True)
    rows = (out / "made" / "documents.csv").read_text(encoding="utf-8")
    assert "某县设置970个采样点" in rows
    assert "2024-04-08" in rows
    assert "dates, headline, points, published, region" in rows
    jsonschema.validate(record, SCHEMA)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"region": "没有的县"}, "no division is called 没有的县: give its code"),
        ({"region": "999999"}, "no division has the code 999999"),
        ({"points": [{"text": "一句", "measures": ["没有"]}]}, "no measure is called 没有"),
        ({"dates": [{"start": 1, "end": 2, "iso": None}]}, "the report has no date at 1"),
    ],
)
def test_a_field_of_the_document_that_can_not_be_meant_is_refused(out, changes, why):
    """One line each."""
    assert why in decide(out, on("edit", changes=changes)).problems[0]


def test_the_latest_edit_of_each_field_holds(out):
    """Two people may edit two fields; undo takes back the latest decision of all."""
    decide(
        out, on("edit", changes={"headline": "一"}), on("edit", "2026-11-22T11:00:00Z", changes={"region": "甘肃省"})
    )
    assert corrected(out)["report"]["headline"] == "一"
    assert corrected(out)["report"]["region"]["adcode"] == "620000"
    decide(out, on("undo", "2026-11-22T12:00:00Z"))
    assert corrected(out)["report"]["headline"] == "一"
    assert corrected(out)["report"]["region"] is None


def test_undo_takes_back_step_by_step_and_all_is_kept(out):
    """Edit, reject, undo, undo; applying the file again takes nothing more back."""
    wanted = figures(out)[0]
    steps = [
        on("edit", "2026-11-22T10:00:00Z", figure=wanted, changes={"subject": "点位"}),
        on("reject", "2026-11-22T11:00:00Z", figure=wanted),
    ]
    decide(out, *steps)
    assert "点位" not in {figure["subject"] for figure in corrected(out)["report"]["figures"]}
    again = on("undo", "2026-11-22T12:00:00Z", figure=wanted)
    assert (decide(out, again).new, decide(out, again).new) == (1, 0)
    assert corrected(out)["report"]["figures"][0]["subject"] == "点位"
    decide(out, on("undo", "2026-11-22T13:00:00Z", figure=wanted))
    assert corrected(out) == delivered(out)["a.txt"]
    lines = [json.loads(line) for line in call("review", "list", out, "--json").stdout.splitlines()]
    assert [line["action"] for line in lines] == ["edit", "reject", "undo", "undo"]
    assert (lines[0]["changes"], lines[0]["was"]) == ({"subject": "点位"}, {"subject": "采样点"})


def test_a_document_is_reviewed_for_its_bytes(out):
    """By whom and when; reopened it is not, and other bytes are not."""
    decide(out, on("reviewed"))
    assert corrected(out)["reviewed"]["done"]["who"] == WHO
    assert corrected(out)["report"] == delivered(out)["a.txt"]["report"]
    shown = call("review", "list", out)
    assert "1 of 1 documents are reviewed" in shown.stderr
    decide(out, on("reopened", "2026-11-22T11:00:00Z"))
    assert "reviewed" not in corrected(out)
    decide(out, on("reviewed", "2026-11-22T12:00:00Z"))
    with Store.open(out) as opened:
        opened.save(outcome(article="某县要闻\n设置采样点97个。\n"), position=0, digest="other")
    assert "reviewed" not in corrected(out)
    assert "0 of 1 documents are reviewed" in call("review", "list", out).stderr


@pytest.mark.parametrize(
    ("decision", "why"),
    [
        (on("edit", figure={"quote": "x"}), "edit needs changes"),
        (on("edit", figure={"quote": "x"}, changes={"value": "much"}), "changes.value"),
        (on("edit", measure={"name": "x"}, changes={"kind": "thing"}), "changes.kind"),
        (on("edit", changes={"published": "2024-13-01"}), "changes.published"),
        (on("edit", changes={"subject": "x"}), "changes.subject"),
        (on("accept"), "accept needs a figure or a measure"),
        (on("reviewed", figure={"quote": "x"}), "reviewed is on a document"),
        (on("reject", figure={"quote": "x"}, changes={"value": 1}), "reject has no changes"),
        (on("reject", figure={"quote": "x"}, measure={"name": "x"}), "not on both"),
    ],
)
def test_a_decision_that_does_not_fit_is_one_line(out, decision, why):
    """It names the decision and the field."""
    content = {"format": "summarizer-decisions", "version": 2, "who": WHO, "decisions": [decision]}
    (out / "d.json").write_text(json.dumps(content), encoding="utf-8")
    result = call("review", "apply", out / "d.json", "--out", out)
    assert result.exit_code == 2
    assert "decisions.0" in result.stderr
    assert why in result.stderr


def test_what_is_settled_is_no_longer_to_review(out):
    """In the viewer's list: errors that a decision settles, and all of a document that is reviewed."""

    def listed():
        from summarizer.delivering.viewer.served_tables import ServedTables

        with Store.read(out) as opened:
            tables = ServedTables(out, opened)
            try:
                found = tables.answer(opened, "documents", "")
            finally:
                tables.close()
        columns = ["at", *tables._documents.table.columns]
        return dict(zip(columns, found["rows"][0], strict=True))

    assert (listed()["errors"], listed()["status"], listed()["review"]) == (2, "flagged", "open")
    decide(out, on("accept", figure=figures(out)[1]), on("reject", figure=figures(out)[3]))
    assert (listed()["errors"], listed()["status"], listed()["worst"]) == (0, "ok", "warning")
    decide(out, on("reviewed"))
    assert (listed()["reviewed"], listed()["review"], listed()["worst"]) == (WHO, "reviewed", None)
    with Store.read(out) as opened:
        [first, second, last] = payload.document(opened, 1)["decisions"]
    assert (first["action"], second["figure"]["subject"], last["figure"]) == ("accept", "医院", None)


def test_decisions_of_version_8_of_the_store_are_kept(out):
    """Each is on a figure."""
    from summarizer.running.store.database import steps

    with Store.open(out) as opened:
        old = opened.database
        figure = opened.record("a.txt").report.figures[0].model_dump_json()
        old.execute("DROP TABLE decisions")
        create = steps()[1]
        old.executescript(create[create.index("CREATE TABLE decisions") :])
        old.execute(
            "INSERT INTO decisions VALUES (1, 1, NULL, 'reject', ?, '张三', '2026-01-01T00:00:00Z', NULL)", [figure]
        )
        old.execute("UPDATE decisions SET sha256 = (SELECT sha256 FROM documents WHERE document = 1)")
        old.executescript(steps()[9])
    assert [line["action"] for line in map(json.loads, call("review", "list", out, "--json").stdout.splitlines())] == [
        "reject"
    ]
    assert "采样点" not in {figure["subject"] for figure in corrected(out)["report"]["figures"]}


def test_a_gold_file_is_made_of_a_report_to_correct(out, tmp_path):
    """It has what a person decided, and scores the report that it was made of as right."""
    decide(out, on("edit", figure=figures(out)[1], changes={"qualifier": "余"}), on("reject", figure=figures(out)[3]))
    gold = tmp_path / "gold" / "a.json"
    assert call("gold", "new", out, "a.t", "--to", gold).exit_code == 0
    content = json.loads(gold.read_text(encoding="utf-8"))
    people = next(mention for mention in content["mentions"] if mention.get("subject") == "群众")
    assert (people["surface"], people["value"], people["qualifier"]) == ("1.2万余人", 12000, "余")
    assert [line.count("surface") for line in gold.read_text(encoding="utf-8").splitlines() if "surface" in line] == [
        1
    ] * 10
    [right] = export(out, ["jsonl"], out / "made", correct=True)
    metrics = evaluate(gold.parent, right).metrics
    assert metrics["figure_precision"].value == metrics["measure_f1"].value == metrics["fact_status"].value == 1
    again = CliRunner().invoke(app, ["gold", "new", str(out), "a.txt", "--to", str(gold)])
    assert (again.exit_code, "may be corrected" in again.stderr) == (2, True)


@pytest.mark.parametrize(
    ("name", "why"), [("none", "no document in"), ("lost.txt", "failed, so it has no report"), ("", "2 documents")]
)
def test_a_gold_file_needs_one_document_with_a_report(out, name, why):
    """The line says what there is."""
    result = call("gold", "new", out, name)
    assert (result.exit_code, why in result.stderr) == (2, True)


def test_all_mistakes_of_a_gold_file_are_named_at_once(out, tmp_path):
    """Each by its place."""
    content = json.loads(call("gold", "new", out, "a.txt").stdout)
    content["figures"][0] |= {"start": 1, "end": 2, "measures": ["m9"]}
    content["measures"][0]["spans"] = [[5, 4]]
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "a.json").write_text(json.dumps(content), encoding="utf-8")
    [own] = export(out, ["jsonl"])
    result = call("evaluate", tmp_path / "gold", own)
    assert result.exit_code == 2
    for mistake in (
        "figures/0/measures: no measure has the id m9",
        "figures/0: no number",
        "measures/0/spans: it ends at 4",
    ):
        assert mistake in result.stderr
