"""Judging again: stored answers through today's rules, without asking anyone."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from loopback import LOOPBACK, Loopback, answer
from typer.testing import CliRunner

from summarizer import Draft, Summarizer, UsageError, rejudge
from summarizer.asking import client
from summarizer.asking.fitting import Fitted
from summarizer.checking import verdicts
from summarizer.cli import app
from summarizer.delivering.reviewing.applying import apply
from summarizer.delivering.reviewing.decisions import listed
from summarizer.running.store.store import Store

ROOT = Path(__file__).parents[2]
ARTICLE = "某县设置采样点97个，转移群众1.2万余人，覆盖率99.5%，新建粮仓12座。\n"
POINTS = {"quote": "设置采样点97个", "subject": "采样点", "value": 97, "unit": "个"}
PEOPLE = {"quote": "转移群众1.2万余人", "subject": "群众", "value": 12000, "unit": "人"}
SHARE = {"quote": "覆盖率99.5%", "subject": "覆盖率", "value": 99.5, "unit": "%"}
GRAIN = {"quote": "新建粮仓12座", "subject": "粮仓", "value": 21, "unit": "座"}


@pytest.fixture(autouse=True)
def _nothing_configured(monkeypatch):
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "SUMMARIZER_API_KEY", "SUMMARIZER_BASE_URL", "SUMMARIZER_MODEL"):
        monkeypatch.delenv(name, raising=False)


def call(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def reply(*figures, **more):
    draft = {
        "points": [{"text": "某县设置采样点97个。"}],
        "measures": [],
        "slogans": [],
        "figures": list(figures),
        **more,
    }
    return answer(json.dumps(draft, ensure_ascii=False))


def run(tmp_path, *replies, **settings):
    """A finished run of one page, answered so; the folder of its store."""
    page, out = tmp_path / "page.txt", tmp_path / "out"
    page.write_text(ARTICLE, encoding="utf-8")
    with Loopback(*replies) as server:
        made = Summarizer("m", base_url=server.url, **settings)
        made.run_to(out, [str(page)])
        assert len(server.received) == len(replies)
    return out


def lines(out):
    return (out / "reports.jsonl").read_bytes()


def record(out):
    with Store.read(out) as store:
        [found] = store.delivered()
    return found


def verdicts_of(found):
    return [(figure.subject, figure.verdict) for figure in found.report.figures]


def execute(out, statement, *values):
    with closing(sqlite3.connect(out / "run.sqlite")) as database, database:
        database.execute(statement, values)


def ask_otherwise(out):
    """Have today's rules put other questions than those that were asked: no answer is found by its digest."""
    execute(out, "UPDATE settings SET value = ? WHERE name = 'model'", '"another"')


def test_the_demo_is_judged_to_itself(tmp_path):
    """With the rules unchanged, no byte of the reports changes, and no socket is opened."""
    Summarizer().run_to(tmp_path / "out", [str(ROOT / "seeds")])
    before = lines(tmp_path / "out")
    done = call("rejudge", tmp_path / "out")
    assert done.exit_code == 0, done.stderr
    assert "5 documents judged again: 5 ok. 0 verdicts changed, 0 reports." in done.stdout
    assert lines(tmp_path / "out") == before
    ask_otherwise(tmp_path / "out")
    assert not any(document.changed for document in rejudge(tmp_path / "out"))
    assert lines(tmp_path / "out") == before


class TestOfAModel:
    pytestmark = LOOPBACK

    def test_a_changed_rule_changes_the_verdict_the_status_and_the_ledger(self, tmp_path, monkeypatch):
        """Rules that did not compare qualifiers verified a figure; today's doubt it."""
        with monkeypatch.context() as earlier:
            earlier.setattr(verdicts, "agrees", lambda *_: True)
            out = run(tmp_path, reply(POINTS, PEOPLE, SHARE, GRAIN | {"value": 12}))
        assert record(out).status == "ok"
        assert record(out).ledger.verified == 4
        done = call("rejudge", out, "--json", "--fail-on", "flagged")
        assert done.exit_code == 3
        line = json.loads(done.stdout)
        assert line["status"] == {"before": "ok", "after": "flagged"}
        [changed] = line["figures"]
        assert (changed["subject"], changed["before"], changed["after"]) == ("群众", "verified", "qualifier_mismatch")
        assert line["findings"]["new"] == {"qualifier_mismatch": 1, "missed": 1}
        assert record(out).ledger.verified == 3
        assert b'"qualifier_mismatch"' in lines(out)

    def test_a_copy_leaves_the_run_as_it_is(self, tmp_path, monkeypatch):
        """With --out, the store and reports of the run stay; a second copy there is refused."""
        with monkeypatch.context() as earlier:
            earlier.setattr(verdicts, "agrees", lambda *_: True)
            out = run(tmp_path, reply(POINTS, PEOPLE, SHARE, GRAIN | {"value": 12}))
        before = lines(out)
        shown = call("rejudge", out, "--out", tmp_path / "new").stdout
        assert "verified" in shown
        assert "qualifier_mismatch" in shown
        assert lines(out) == before
        assert (record(out).status, record(tmp_path / "new").status) == ("ok", "flagged")
        with pytest.raises(UsageError, match="there is a run in"):
            rejudge(out, tmp_path / "new")

    @pytest.mark.parametrize("otherwise", [False, True])
    def test_a_patch_that_was_paid_for_serves_again(self, tmp_path, otherwise):
        """Also where today's rules would ask for it in other words."""
        out = run(
            tmp_path, reply(POINTS, PEOPLE, SHARE, GRAIN), reply(PEOPLE | {"qualifier": "余"}, GRAIN | {"value": 12})
        )
        before = record(out)
        assert set(verdicts_of(before)) == {(name, "verified") for name in ("采样点", "群众", "覆盖率", "粮仓")}
        if otherwise:
            ask_otherwise(out)
        [document] = rejudge(out)
        assert (document.problem, document.changed) == (None, False)
        assert record(out) == before

    def test_a_new_doubt_is_not_hidden_by_an_old_patch(self, tmp_path, monkeypatch):
        """The patch was not asked about the figure that is doubted only today."""
        with monkeypatch.context() as earlier:
            earlier.setattr(verdicts, "agrees", lambda *_: True)
            out = run(tmp_path, reply(POINTS, PEOPLE, SHARE, GRAIN), reply(GRAIN | {"value": 12}))
        [document] = rejudge(out)
        assert ("群众", "qualifier_mismatch") in verdicts_of(document.after)
        assert ("粮仓", "verified") in verdicts_of(document.after)
        assert [note.digest for note in document.after.exchanges] == [note.digest for note in document.before.exchanges]

    def test_what_can_not_be_judged_again_is_named_and_stays(self, tmp_path):
        """A page that changed, one that is gone, an answer that is missing."""
        out = run(tmp_path, reply(POINTS, PEOPLE | {"qualifier": "余"}, SHARE, GRAIN | {"value": 12}))
        before, page = lines(out), tmp_path / "page.txt"
        page.write_text(ARTICLE + "某县另有一事。\n", encoding="utf-8")
        done = call("rejudge", out)
        assert (done.exit_code, "page.txt: it has changed since it was asked about" in done.stderr) == (1, True)
        page.unlink()
        done = call("rejudge", out)
        assert (done.exit_code, "is not found" in done.stderr) == (1, True)
        page.write_text(ARTICLE, encoding="utf-8")
        execute(out, "PRAGMA foreign_keys = OFF")
        execute(out, "DELETE FROM exchanges")
        done = call("rejudge", out)
        assert (done.exit_code, "a stored answer that it rests on is missing" in done.stderr) == (1, True)
        assert lines(out) == before

    def test_a_document_that_failed_is_judged_where_its_answer_serves_today(self, tmp_path, monkeypatch):
        """A reader of answers that took nothing failed it; the answer was paid for, and today's takes it."""
        with monkeypatch.context() as earlier:
            earlier.setattr(client, "fit_answer", lambda _text, _draft: Fitted(""))
            out = run(tmp_path, reply(POINTS, PEOPLE | {"qualifier": "余"}, SHARE, GRAIN | {"value": 12}), reasks=0)
        assert record(out).error.code == "empty_answer"
        done = call("rejudge", out)
        assert (done.exit_code, record(out).status, record(out).ledger.verified) == (0, "ok", 4)
        assert "failed → ok" in done.stdout

    def test_a_document_without_a_usable_answer_stays_failed(self, tmp_path):
        """Nothing of it can be judged, and the line says so."""
        out = run(tmp_path, answer("no JSON at all"), reasks=0)
        done = call("rejudge", out)
        assert (done.exit_code, record(out).error.code) == (1, "malformed")
        assert "the answer does not fit the schema" in done.stderr

    def test_decisions_stay_and_those_that_apply_no_longer_are_counted(self, tmp_path, monkeypatch):
        """A decision is about a figure; where its figure is reported otherwise now, that is said."""
        with monkeypatch.context() as earlier:
            earlier.setattr(verdicts, "agrees", lambda *_: True)
            out = run(tmp_path, reply(POINTS, PEOPLE, SHARE, GRAIN | {"value": 12}))
        decided = [record(out).report.figures[index].model_dump(mode="json") for index in (0, 1)]
        kept = [
            {"document": "page.txt", "action": "accept", "figure": f, "at": "2026-11-22T10:00:00Z"} for f in decided
        ]
        file = {"format": "summarizer-decisions", "version": 1, "who": "张三", "decisions": kept}
        (tmp_path / "decisions.json").write_text(json.dumps(file), encoding="utf-8")
        assert apply(out, tmp_path / "decisions.json").new == 2
        done = call("rejudge", out)
        assert "1 decisions are about figures or measures that are no longer reported so: page.txt" in done.stderr
        with Store.read(out) as store:
            assert len(listed(store)) == 2

    def test_fields_of_your_own_need_their_class(self, tmp_path):
        """Without it they would be lost, so the document stays as it is."""

        class Topical(Draft):
            topic: str

        out = run(
            tmp_path,
            reply(POINTS, PEOPLE | {"qualifier": "余"}, SHARE, GRAIN | {"value": 12}, topic="防疫"),
            draft=Topical,
        )
        before = lines(out)
        [document] = rejudge(out)
        assert "fields of your own (topic)" in document.problem
        [document] = rejudge(out, draft=Topical)
        assert (document.problem, document.changed) == (None, False)
        assert lines(out) == before


def test_a_folder_without_a_run_is_refused(tmp_path):
    """Nothing is made there."""
    done = call("rejudge", tmp_path / "none")
    assert done.exit_code == 2
    assert "there is no run" in done.stderr
    assert not (tmp_path / "none").exists()
