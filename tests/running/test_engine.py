"""A run: what it does again and what not, when it stops, and that it goes on where it stopped."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from articles import article, articles, draft
from faulty import Behaviour, Faulty
from loopback import LOOPBACK, Loopback, Reply, answer, completion, status
from typer.testing import CliRunner

from summarizer import Summarizer
from summarizer.asking.breaker import BREAKS_AFTER
from summarizer.asking.pacing import RateLimits
from summarizer.asking.prices import price_usd
from summarizer.asking.recording import Exchange, RecordingFolder, Request
from summarizer.asking.settings import Settings
from summarizer.cli import app
from summarizer.errors import UsageError
from summarizer.reading.inputs.documents import sight
from summarizer.running import engine as running
from summarizer.running import work
from summarizer.running.budget import Budget
from summarizer.running.config import RunOptions
from summarizer.running.engine import NullObserver, Run
from summarizer.running.estimate import forecast
from summarizer.running.store.store import Store

pytestmark = LOOPBACK

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def server():
    with Faulty() as serving:
        yield serving


@pytest.fixture
def inputs(tmp_path):
    return articles(tmp_path / "in", 6)


def asking(server, **options):
    return Summarizer(
        "m", base_url=server.url, **{"retries": 2, "pause_seconds": 0.01, "timeout_seconds": 20, **options}
    )


def said(number):
    return answer(json.dumps(draft(article(number)), ensure_ascii=False))


def reports(out):
    return [json.loads(line) for line in (out / "reports.jsonl").read_text(encoding="utf-8").splitlines()]


def statuses(out):
    return [record["error"]["code"] if record["error"] else record["status"] for record in reports(out)]


def test_a_finished_run_is_not_done_again(server, inputs, tmp_path):
    """All records are kept, nobody is asked, and the reports are the same to the byte."""
    first = asking(server).run_to(tmp_path / "out", [str(inputs)])
    before, asked = (tmp_path / "out" / "reports.jsonl").read_bytes(), len(server.log())
    again = asking(server).run_to(tmp_path / "out", [str(inputs)])
    assert (first.reasons, first.statuses) == ({"new": 6}, {"ok": 6})
    assert (again.reasons, again.statuses) == ({"kept": 6}, {})
    assert (tmp_path / "out" / "reports.jsonl").read_bytes() == before
    assert len(server.log()) == asked


def test_what_is_new_or_changed_is_done_and_what_is_gone_is_not_delivered(server, inputs, tmp_path):
    """One file is rewritten, one added, one deleted; the order is that of the inputs."""
    asking(server).run_to(tmp_path / "out", [str(inputs)])
    (inputs / "00002.txt").write_text(article(92), encoding="utf-8")
    (inputs / "00001a.txt").write_text(article(91), encoding="utf-8")
    (inputs / "00004.txt").unlink()
    tally = asking(server).run_to(tmp_path / "out", [str(inputs)])
    assert tally.reasons == {"kept": 4, "changed": 1, "new": 1}
    named = [record["document"]["id"].removesuffix(".txt") for record in reports(tmp_path / "out")]
    assert named == ["00000", "00001", "00001a", "00002", "00003", "00005"]


def test_another_setting_makes_records_stale_and_stored_answers_serve_again(server, inputs, tmp_path):
    """The number of patches is in no question: all is checked again, and nothing is paid for."""
    asking(server).run_to(tmp_path / "out", [str(inputs)])
    asked = len(server.log())
    tally = asking(server, patches=0).run_to(tmp_path / "out", [str(inputs)])
    assert tally.reasons == {"changed": 6}
    assert len(server.log()) == asked


def test_a_malformed_answer_is_paid_for_once_until_a_model_is_to_be_asked_anew(tmp_path):
    """A rerun fails again, of the same answers; --retry-failed asks, and both are counted."""
    (tmp_path / "a.txt").write_text(article(1), encoding="utf-8")
    with Loopback(answer("no JSON"), answer("none either"), said(1)) as server:
        folder = tmp_path / "recorded"
        made = asking(server, record=folder)
        tallies = [made.run_to(tmp_path / "out", [str(tmp_path / "a.txt")]) for _ in range(2)]
        asked = len(server.received)
        retried = made.run_to(tmp_path / "out", [str(tmp_path / "a.txt")], RunOptions(retry_failed=True))
    assert [tally.statuses for tally in tallies] == [{"failed": 1}] * 2
    assert [tally.reasons for tally in tallies] == [{"new": 1}, {"failed": 1}]
    assert (asked, retried.statuses) == (2, {"ok": 1})
    with Store.read(tmp_path / "out") as store:
        assert store.spent.exchanges == 3
    replayed = Summarizer(replay=folder, model="m").run_to(tmp_path / "other", [str(tmp_path / "a.txt")])
    assert replayed.statuses == {"ok": 1}


def test_a_patch_that_could_not_be_asked_for_is_had_by_the_next_run(tmp_path):
    """The first draft is delivered meanwhile, and not asked for again."""
    lacking = draft(article(1))
    left = lacking["figures"].pop()
    (tmp_path / "a.txt").write_text(article(1), encoding="utf-8")
    patch = answer(json.dumps({"figures": [left]}, ensure_ascii=False))
    with Loopback(answer(json.dumps(lacking, ensure_ascii=False)), status(500), status(500), patch) as server:
        made = asking(server)
        first, second, third = (made.run_to(tmp_path / "out", [str(tmp_path / "a.txt")]) for _ in range(3))
        assert len(server.received) == 4
    assert (first.statuses, second.reasons, third.reasons) == ({"ok": 1}, {"failed": 1}, {"kept": 1})
    assert reports(tmp_path / "out")[0]["ledger"]["missed"] == 0


def test_only_the_first_inputs_are_done_and_the_rest_later(server, inputs, tmp_path):
    """--limit delivers what is done; the next run keeps it."""
    asking(server).run_to(tmp_path / "out", [str(inputs)], RunOptions(budget=Budget(documents=2)))
    assert len(reports(tmp_path / "out")) == 2
    tally = asking(server).run_to(tmp_path / "out", [str(inputs)])
    assert tally.reasons == {"kept": 2, "new": 4}
    assert len(reports(tmp_path / "out")) == 6


def test_a_budget_of_tokens_ends_a_run_and_counts_what_earlier_ones_took(server, tmp_path):
    """It is overdrawn by little, even with many at a time; a larger one goes on from there."""
    inputs = articles(tmp_path / "in", 30)
    with_one = asking(server).run_to(tmp_path / "one", [str(inputs)], RunOptions(budget=Budget(documents=1)))
    with Store.read(tmp_path / "one") as store:
        of_one = store.spent.tokens
    options = RunOptions(RateLimits(8), Budget(tokens=of_one * 10))
    stopped = asking(server).run_to(tmp_path / "out", [str(inputs)], options)
    with Store.read(tmp_path / "out") as store:
        assert of_one * 9 < store.spent.tokens < of_one * 12
    again = asking(server).run_to(tmp_path / "out", [str(inputs)], options)
    assert with_one.stopped is None
    assert stopped.stopped is not None
    assert stopped.stopped.startswith("--max-tokens")
    assert (again.done, again.reasons["kept"]) == (0, stopped.done)
    finished = asking(server).run_to(tmp_path / "out", [str(inputs)])
    assert finished.reasons == {"kept": stopped.done, "new": 30 - stopped.done}


def test_a_budget_in_dollars_counts_what_was_paid_before(inputs, tmp_path):
    """What earlier runs of the same store cost is part of it."""
    request = Request(({"role": "user", "content": "问"},), "m", "0" * 64, {"temperature": 0})
    exchange = Exchange.of(request, 0, completion("答"))
    RecordingFolder(tmp_path / "recorded").put(exchange)
    made = Summarizer("m", replay=tmp_path / "recorded")
    with Store.open(tmp_path / "out") as store:
        store.put(exchange, cost_usd=0.5)
    tally = made.run_to(tmp_path / "out", [str(inputs)], RunOptions(budget=Budget(cost_usd=0.4)))
    assert tally.stopped == "--max-cost 0.4: 0.5000 US dollars are spent"


def test_a_budget_in_dollars_for_a_model_without_a_price_is_refused(server, inputs, tmp_path):
    """It would never be used up; tokens are what can be limited there."""
    with pytest.raises(UsageError, match="--max-tokens"):
        asking(server).run_to(tmp_path / "out", [str(inputs)], RunOptions(budget=Budget(cost_usd=1)))


def test_prices_are_known_for_models_of_providers_and_for_no_others():
    """A model of one's own has none, whatever its name."""
    known = Settings("gpt-4o-mini", api_key="k")
    assert price_usd(known, 1_000_000, 0) == pytest.approx(0.15)
    assert price_usd(known, 1_000_000, 0, cached=1_000_000) < 0.15
    assert price_usd(Settings("gpt-4o-mini", "http://127.0.0.1:1/v1"), 1, 1) is None
    assert price_usd(Settings("no-such-model", api_key="k"), 1, 1) is None


@pytest.mark.parametrize(("step", "code"), [(status(401), "key_refused"), (status(500), "server_error")])
def test_an_endpoint_that_is_gone_is_not_asked_about_every_document(tmp_path, step, code):
    """The rest fail as not_asked, with the reason, and are done by the next run."""
    inputs = articles(tmp_path / "in", 40)
    with Loopback(step) as gone:
        tally = asking(gone).run_to(tmp_path / "out", [str(inputs)], RunOptions(RateLimits(4)))
        assert len(gone.received) <= 2 * (BREAKS_AFTER + 4)
    codes = statuses(tmp_path / "out")
    assert tally.statuses == {"failed": 40}
    assert {*codes} == {code, "not_asked"}
    assert codes.count("not_asked") >= 40 - BREAKS_AFTER - 4
    assert "not asked: 127.0.0.1" in reports(tmp_path / "out")[-1]["error"]["message"]
    with Faulty() as server:
        assert asking(server).run_to(tmp_path / "out", [str(inputs)]).statuses == {"ok": 40}


def test_the_same_bytes_are_asked_about_once_and_reported_each(server, tmp_path):
    """Five copies, all under way at a time: one request, five records, four of which name the first."""
    for number in range(5):
        (tmp_path / f"{number}.txt").write_text(article(7), encoding="utf-8")
    before = len(server.log())
    asking(server).run_to(tmp_path / "out", [str(tmp_path / "*.txt")], RunOptions(RateLimits(5)))
    assert len(server.log()) == before + 1
    found = [
        [f["message"] for f in r["findings"] if f["code"] == "duplicate_document"] for r in reports(tmp_path / "out")
    ]
    assert found == [[], *[["the same bytes as 0.txt"]] * 4]


def test_a_document_that_is_scanned_in_a_thread_comes_to_the_same(server, inputs, tmp_path, monkeypatch):
    """Large ones are, so that Ctrl-C is heard meanwhile."""
    asking(server).run_to(tmp_path / "a", [str(inputs)])
    monkeypatch.setattr(work, "_LARGE", 10)
    asking(server).run_to(tmp_path / "b", [str(inputs)])
    assert reports(tmp_path / "a") == reports(tmp_path / "b")


def test_a_name_that_is_no_utf_8_is_read_as_gb_18030(server, tmp_path):
    """As old archives of Chinese pages have them; its record can be written."""
    folder = tmp_path / "in"
    folder.mkdir()
    with open(os.fsencode(folder) + "/新闻.txt".encode("gbk"), "w", encoding="utf-8") as file:  # noqa: PTH123 - bytes
        file.write(article(3))
    asking(server).run_to(tmp_path / "out", [str(folder)])
    assert [record["document"]["id"] for record in reports(tmp_path / "out")] == ["新闻.txt"]
    assert asking(server).run_to(tmp_path / "out", [str(folder)]).reasons == {"kept": 1}


def test_a_column_that_no_utf_8_can_hold_costs_no_record(server, tmp_path):
    """Half a surrogate pair in a row's id or columns becomes a question mark."""
    row = {"id": "a\ud800", "body": article(4), "url": ["\udfff"], "note": "\ud83d"}
    (tmp_path / "rows.jsonl").write_text(json.dumps(row), encoding="utf-8")
    asking(server).run_to(tmp_path / "out", [str(tmp_path / "rows.jsonl")], RunOptions(text_column="body"))
    [record] = reports(tmp_path / "out")
    assert record["document"]["id"] == "a?"
    assert record["document"]["columns"] == {"id": "a?", "url": ["?"], "note": "?"}


class StopsAfter(NullObserver):
    """Tells its run to stop, so many times, when so many records are saved."""

    def __init__(self, saved, times=1):
        self.left, self.times, self.run = saved, times, None

    def saved(self, *_told):
        self.left -= 1
        if not self.left:
            for _ in range(self.times):
                self.run.stop("SIGINT")


def stopped_run(made, out, inputs, observer, limits):
    with Store.open(out) as store:
        run = observer.run = Run(store, made.setup.archive(store), made.plan, RunOptions(limits), observer)
        return asyncio.run(run.carry_out(sight([str(inputs)])))


def test_a_run_that_is_told_to_stop_finishes_what_is_under_way(tmp_path):
    """No new document is taken; those under way are saved, and nothing is asked twice later."""
    inputs = articles(tmp_path / "in", 30)
    with Faulty(Behaviour(latency_seconds=0.1)) as slow:
        tally = stopped_run(asking(slow), tmp_path / "out", inputs, StopsAfter(4), RateLimits(6))
        asked = len(slow.log())
        assert tally.stopped == "SIGINT"
        assert 4 <= asked == tally.done <= 4 + 6 + 1
        asking(slow).run_to(tmp_path / "out", [str(inputs)])
        assert len(slow.log()) == 30


@pytest.mark.parametrize("times", [1, 2])
def test_what_does_not_end_in_time_is_given_up(tmp_path, monkeypatch, times):
    """After the grace, or at once where the run is told to stop a second time; it is done later."""
    if times == 1:
        monkeypatch.setattr(running, "GRACE_SECONDS", 0.2)
    inputs = articles(tmp_path / "in", 4)
    with Faulty(Behaviour(seed=2, share=0.5, faults=("hang",))) as hanging:
        begun = time.monotonic()
        tally = stopped_run(asking(hanging), tmp_path / "out", inputs, StopsAfter(1, times), RateLimits(4))
        assert time.monotonic() - begun < 15
    assert 1 <= tally.done < 4
    with Store.read(tmp_path / "out") as store:
        assert store.counts() == {"ok": tally.done}


def test_an_error_of_the_store_ends_the_run_and_not_only_its_document(server, inputs, tmp_path):
    """A disk that is full is not a document's fault."""
    with Store.open(tmp_path / "out") as store:
        pages = store.database.execute("PRAGMA page_count").fetchone()[0]
        store.database.execute(f"PRAGMA max_page_count = {pages}")
        made = asking(server)
        with pytest.raises(UsageError, match="make room"):
            asyncio.run(
                Run(store, made.setup.archive(store), made.plan, RunOptions(), NullObserver()).carry_out(
                    sight([str(inputs)])
                )
            )


def command(server, *arguments):
    environ = {**os.environ, "SUMMARIZER_BASE_URL": server.url, "SUMMARIZER_MODEL": "m"}
    code = "from summarizer.cli import app; app()"
    told = [str(argument) for argument in arguments]
    return subprocess.Popen(
        [sys.executable, "-c", code, "run", *told],
        env=environ,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def until_asked(server, count):
    ends = time.monotonic() + 60
    while len(server.log()) < count and time.monotonic() < ends:
        time.sleep(0.02)


@pytest.mark.parametrize(("sent", "exit_status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_the_command_in_order(tmp_path, sent, exit_status):
    """It says how to go on, and ends as a shell reports it; the reports so far are there."""
    inputs = articles(tmp_path / "in", 40)
    with Faulty(Behaviour(latency_seconds=0.2)) as slow:
        process = command(slow, inputs, "--out", tmp_path / "out")
        until_asked(slow, 6)
        process.send_signal(sent)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == exit_status
    assert f"summarizer: {sent.name}: finishing" in errors
    assert errors.splitlines()[-1] == f"summarizer: stopped ({sent.name}); the same command goes on"
    done = reports(tmp_path / "out")
    assert 2 <= len(done) < 40
    assert {record["status"] for record in done} == {"ok"}


def test_a_second_ctrl_c_gives_up(tmp_path):
    """An endpoint that hangs is not waited for."""
    inputs = articles(tmp_path / "in", 5)
    with Faulty(Behaviour(share=1, faults=("hang",))) as hanging:
        process = command(hanging, inputs, "--out", tmp_path / "out")
        until_asked(hanging, 4)
        begun = time.monotonic()
        process.send_signal(signal.SIGINT)
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
        assert time.monotonic() - begun < 20
    assert process.returncode == 130
    assert "Traceback" not in errors


def call(server, *arguments):
    environ = {"SUMMARIZER_BASE_URL": server.url, "SUMMARIZER_MODEL": "m"}
    return CliRunner().invoke(app, ["run", *map(str, arguments)], env=environ)


def test_a_budget_that_is_used_up_is_exit_4(server, inputs, tmp_path):
    """The command says which one, and goes on with a larger one."""
    stopped = call(server, inputs, "--out", tmp_path / "out", "--max-tokens", 10)
    assert stopped.exit_code == 4
    assert "--max-tokens 10" in stopped.stderr
    assert call(server, inputs, "--out", tmp_path / "out").exit_code == 0
    assert len(reports(tmp_path / "out")) == 6


def test_a_dry_run_tells_what_would_be_done_and_does_nothing(server, inputs, tmp_path):
    """Nobody is asked, nothing is written; the counts are those of the run that follows."""
    asked = len(server.log())
    told = call(server, inputs, "--out", tmp_path / "out", "--dry-run")
    assert (told.exit_code, len(server.log())) == (0, asked)
    assert not (tmp_path / "out").exists()
    assert "6 documents: 6 new" in told.stdout
    assert "6 requests" in told.stdout
    call(server, inputs, "--out", tmp_path / "out", "--limit", 2)
    assert "6 documents: 2 kept, 4 new" in call(server, inputs, "--out", tmp_path / "out", "--dry-run").stdout


@pytest.mark.parametrize(("recorded", "strategy"), [("large-llm", "single"), ("qwen2.5-coder-1.5b", "staged")])
def test_a_forecast_is_near_what_recorded_runs_took(tmp_path, recorded, strategy):
    """Tokens read and written, and the number of requests, within a third over the seeds together."""
    folder = RecordingFolder(ROOT / "fixtures" / "recordings" / recorded)
    made = Summarizer(replay=folder.path, strategy=strategy, patches=0)
    made.run_to(tmp_path, [str(ROOT / "seeds")])
    with Store.read(tmp_path) as store:
        rows = store.database.execute(
            "SELECT count(*), sum(input_tokens), sum(output_tokens) FROM exchanges"
        ).fetchone()
    told = forecast(tmp_path / "none", [str(ROOT / "seeds")], made.plan, RunOptions())
    for wanted, found in zip(rows, (told.requests, told.input_tokens, told.output_tokens), strict=True):
        assert found == pytest.approx(wanted, rel=1 / 3)


def test_a_run_beside_another_one_is_told_so(server, inputs, tmp_path):
    """The second command stops with one line and changes nothing."""
    with Store.open(tmp_path / "out"):
        second = call(server, inputs, "--out", tmp_path / "out")
    assert second.exit_code == 2
    assert second.stderr.splitlines()[-1].startswith("summarizer: another run is writing to")


def test_a_reply_that_breaks_off_is_asked_for_again(tmp_path):
    """Half of a body is no answer, and none is stored."""
    (tmp_path / "a.txt").write_text(article(1), encoding="utf-8")
    half = Reply(json.dumps(completion("x")).encode()[:40])
    with Loopback(half) as server:
        asking(server).run_to(tmp_path / "out", [str(tmp_path / "a.txt")])
    with Store.read(tmp_path / "out") as store:
        assert store.spent.exchanges == 0
