"""In which order a run that goes on does its inputs, and which failures it leaves alone."""

import json
from pathlib import Path

import pytest
from articles import article, articles, draft, name_of
from loopback import LOOPBACK, Loopback, answer, status

from summarizer import Budget, RateLimits, RunOptions, Summarizer
from summarizer.reading.inputs.documents import sight
from summarizer.running.store.store import Store

pytestmark = LOOPBACK


def serving(refuses):
    """A server that answers rightly, but with a 400 about the articles that `refuses` holds for."""

    def step(handler):
        text = handler.server.received[-1].body["messages"][-1]["content"]
        refused = refuses(name_of(text))
        said = answer(json.dumps(draft(text), ensure_ascii=False))
        handler._reply(status(400, "this can't be answered") if refused else said)

    return Loopback(step)


def run(server, folder, **options):
    made = Summarizer("m", base_url=server.url, retries=1, pause_seconds=0.01)
    return made.run_to(folder / "out", [str(folder / "in")], RunOptions(RateLimits(1), **options))


def records(folder):
    lines = (folder / "out" / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def asked(server):
    names = (name_of(one.body["messages"][-1]["content"]) for one in server.received)
    return [name for name in names if name is not None]  # a probe is about no article


def test_new_documents_come_before_those_that_failed(tmp_path):
    """60 pages of which 10 are refused, then 10 more: all 10 are answered first; the reports stay in the inputs' order."""
    articles(tmp_path / "in", 60)
    with serving(lambda number: number is not None and number % 6 == 0 and number < 60) as server:
        first = run(server, tmp_path)
        articles(tmp_path / "in", 70)
        before = len(server.received)
        second = run(server, tmp_path)
        order = asked(server)[before:]
    assert (first.statuses, second.reasons) == ({"ok": 50, "failed": 10}, {"kept": 50, "new": 10, "failed": 10})
    assert order[:10] == list(range(60, 70))
    assert {number % 6 for number in order[10:]} == {0}
    made = records(tmp_path)
    assert [record["document"]["id"] for record in made] == [f"{number:05}.txt" for number in range(70)]
    assert [record["status"] for record in made[60:]] == ["ok"] * 10


def test_what_was_never_asked_about_comes_in_its_turn(tmp_path):
    """An endpoint that was down leaves a run whose documents did not fail by themselves."""
    articles(tmp_path / "in", 20)
    with serving(lambda _: True) as server:
        assert run(server, tmp_path).statuses == {"failed": 20}
    with serving(lambda _: False) as server:
        assert run(server, tmp_path).statuses == {"ok": 20}
        assert asked(server) == [*range(8, 20), *range(8)]


def test_a_limit_holds_for_what_comes_later_too(tmp_path):
    """Only the first inputs are done, failed ones among them."""
    articles(tmp_path / "in", 4)
    with serving(lambda number: number == 0) as server:
        run(server, tmp_path)
        again = run(server, tmp_path, budget=Budget(documents=2))
    assert again.reasons == {"kept": 1, "failed": 1}


@pytest.mark.parametrize("said", [{"finish_reason": "content_filter"}, {"refusal": "no"}])
def test_a_refusal_is_asked_for_again_only_where_that_is_said(tmp_path, said):
    """The document keeps its record; --retry-failed asks."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(article(1), encoding="utf-8")
    with Loopback(answer("", **said)) as server:
        reasons = [run(server, tmp_path, retry_failed=again).reasons for again in (False, False, True)]
        assert len(server.received) == 2
    assert reasons == [{"new": 1}, {"kept": 1}, {"failed": 1}]
    with Store.read(tmp_path / "out") as store:
        assert store.failures()[0][0] == "refused"


def test_inputs_can_be_walked_again_but_standard_input_can_not(tmp_path):
    """What is kept of them between is their list of files."""
    found = sight([str(articles(tmp_path / "in", 3))])
    assert [one.id for one, _ in found] == [one.id for one, _ in found]
    assert (found.repeatable, sight(["-"]).repeatable) == (True, False)
    assert Path(next(iter(found.found)).path).name == "00000.txt"
