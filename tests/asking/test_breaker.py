"""When an endpoint is asked no more, and when a document alone is to blame."""

import json

import pytest
from articles import article, articles, draft
from loopback import LOOPBACK, Loopback, Reply, answer, completion, status

from summarizer import Summarizer
from summarizer.asking.breaker import BREAKS_AFTER, UNUSABLE_AFTER, Breaker
from summarizer.asking.pacing import RateLimits
from summarizer.errors import ModelError
from summarizer.running.config import RunOptions

pytestmark = LOOPBACK

DOWN = ModelError("host can't be reached", "endpoint_down")
KEY = ModelError("host refuses the key", "key_refused")
POOR = ModelError("host takes no more requests from this account", "no_balance")
LONG = ModelError("too long", "too_long")
MALFORMED = ModelError("does not fit", "malformed")


def is_broken(breaker):
    try:
        breaker.check()
    except ModelError as error:
        return error.message
    return ""


@pytest.mark.parametrize("error", [KEY, POOR, ModelError("no model", "model_not_found")])
def test_a_failure_of_the_account_stops_at_once(error):
    """No document would be answered; the reason is repeated."""
    breaker = Breaker()
    assert breaker.failed(error) is False
    assert is_broken(breaker) == f"not asked: {error.message}"


@pytest.mark.parametrize("error", [KEY, POOR])
@pytest.mark.parametrize(("found", "broken"), [(None, False), (POOR, True)])
def test_after_an_answer_a_probe_decides_on_the_account(error, found, broken):
    """The balance may have run out, or this one request may have been too dear."""
    breaker = Breaker()
    breaker.answered()
    assert breaker.failed(error)
    breaker.probed(found)
    assert bool(is_broken(breaker)) is broken


def test_failures_in_a_row_ask_for_one_probe_and_it_decides():
    """Each is counted, one probe is under way at a time, and an answer to it starts the count again."""
    breaker = Breaker()
    assert [breaker.failed(DOWN) for _ in range(BREAKS_AFTER + 2)] == [
        *[False] * (BREAKS_AFTER - 1),
        True,
        False,
        False,
    ]
    breaker.probed(None)
    assert [breaker.failed(DOWN) for _ in range(BREAKS_AFTER)].count(True) == 1
    breaker.probed(DOWN)
    assert "can't be reached" in is_broken(breaker)


def test_what_one_document_causes_is_not_counted():
    """However often it comes."""
    breaker = Breaker()
    assert not any(breaker.failed(error) for error in (LONG, ModelError("no", "refused")) for _ in range(50))
    assert is_broken(breaker) == ""


def test_a_403_that_a_filter_may_have_told_is_counted_like_any_other():
    """It is not sure that the key is at fault."""
    breaker = Breaker()
    assert [breaker.failed(KEY, sure=False) for _ in range(BREAKS_AFTER)] == [*[False] * (BREAKS_AFTER - 1), True]


def test_documents_without_a_good_answer_stop_the_asking_and_the_option_is_named():
    """A good one between starts the count again."""
    breaker = Breaker()
    for error in [*[MALFORMED] * (UNUSABLE_AFTER - 1), None, *[MALFORMED] * (UNUSABLE_AFTER - 1)]:
        breaker.judge(error)
    assert is_broken(breaker) == ""
    breaker.judge(MALFORMED)
    assert "--mode json" in is_broken(breaker)


# --- whole runs

REFUSALS = {
    "Azure": status(400, "The response was filtered", code="content_filter"),
    "DeepSeek": status(400, "Content Exists Risk", type="invalid_request_error"),
    "DashScope": status(400, "Input data may contain inappropriate content.", code="data_inspection_failed"),
    "unknown words": status(400, "no"),
    "a filter's page": Reply(b"<html>Forbidden</html>", 403),
    "a crash of the server": status(500, "boom"),
    "no choice": Reply(completion("x") | {"choices": []}),
    "vLLM, too long": status(400, "This model's maximum context length is 4096 tokens."),
}


class Choosy(Loopback):
    """Refuses the articles below `bad`, and answers the others and what is about none."""

    def __init__(self, bad, refusal):
        self.asked = []
        super().__init__(lambda handler: handler._reply(self._answer(handler, bad, refusal)))

    def _answer(self, handler, bad, refusal):
        words = "\n".join(message["content"] for message in handler.server.received[-1].body["messages"])
        number = next((n for n in range(100) if article(n) in words), None)
        self.asked.append(number)
        if number is None:
            return answer('{"ok": true}')
        return refusal if number < bad else answer(json.dumps(draft(article(number)), ensure_ascii=False))


def run(server, tmp_path, inputs, concurrency=1, **settings):
    asking = Summarizer("m", base_url=server.url, patches=0, retries=1, pause_seconds=0.01, **settings)
    tally = asking.run_to(tmp_path / "out", [str(inputs)], RunOptions(RateLimits(concurrency)))
    lines = (tmp_path / "out" / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    return tally, [json.loads(line) for line in lines]


@pytest.mark.parametrize("refusal", REFUSALS.values(), ids=REFUSALS)
def test_ten_refused_pages_do_not_stop_the_thirty_good_ones(tmp_path, refusal):
    """Each of these failures is a document's own, known by its words or found out by a probe."""
    with Choosy(10, refusal) as server:
        tally, _ = run(server, tmp_path, articles(tmp_path / "in", 40))
    assert tally.statuses == {"failed": 10, "ok": 30}
    assert server.asked.count(None) <= 1


@pytest.mark.parametrize(
    ("step", "code", "most", "says"),
    [
        (status(402, "Insufficient Balance"), "no_balance", 1, "balance"),
        (status(400, "Access denied", code="Arrearage"), "no_balance", 1, "balance"),
        (status(401), "key_refused", 1, "key"),
        (status(404, "model 'm' not found, try pulling it first"), "model_not_found", 1, "doctor"),
        (status(400, "This response_format type is unavailable now"), "bad_request", 9, "--mode"),
        (status(500), "server_error", 9, "failed"),
    ],
)
def test_what_every_document_would_meet_stops_the_run(tmp_path, step, code, most, says):
    """After one request where the words are sure, else after the failures that count and one probe."""
    with Loopback(step) as server:
        _, records = run(server, tmp_path, articles(tmp_path / "in", 20))
        assert len(server.received) == most
    assert {record["error"]["code"] for record in records} == {code, "not_asked"}
    assert says in records[-1]["error"]["message"]
    assert "address" not in records[-1]["error"]["message"]


@pytest.mark.parametrize(
    ("step", "code", "says"),
    [
        (answer("Sure! Here you are."), "malformed", "--mode json"),
        (answer(""), "empty_answer", "--body"),
        (answer('{"summary":', "length"), "truncated", "--max-answer-tokens"),
    ],
)
def test_answers_of_no_use_are_not_paid_for_ever(tmp_path, step, code, says):
    """Forty pages do not make forty such answers; what to change is said."""
    with Loopback(step) as server:
        _, records = run(server, tmp_path, articles(tmp_path / "in", 40), reasks=0)
        assert len(server.received) == UNUSABLE_AFTER
    assert [record["error"]["code"] for record in records].count(code) == UNUSABLE_AFTER
    assert says in records[-1]["error"]["message"]


def test_a_balance_that_runs_out_on_the_way_stops_the_run(tmp_path):
    """One probe finds that it is not the document."""
    good = [answer(json.dumps(draft(article(number)), ensure_ascii=False)) for number in range(3)]
    with Loopback(*good, status(402, "Insufficient Balance")) as server:
        tally, records = run(server, tmp_path, articles(tmp_path / "in", 20))
        assert len(server.received) == 5
    assert tally.statuses == {"ok": 3, "failed": 17}
    assert "balance" in records[-1]["error"]["message"]
