import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from loopback import completion

from summarizer import Summarizer
from summarizer.asking.batch_files import RequestFiles, read_answer, request_line
from summarizer.asking.recording import Request
from summarizer.running.batches import Batch, BatchJob
from summarizer.running.store.store import Store

SCHEMA = {"title": "Draft", "type": "object", "properties": {"a": {"type": "integer"}}}
REQUEST = Request(({"role": "user", "content": "139個小區"},), "m", "ab" * 32, {"temperature": 0, "max_tokens": 100})


def line(request, body=None, status=200, error=None):
    response = {"status_code": status, "request_id": "r", "body": completion("{}") if body is None else body}
    answered = {"id": "b", "custom_id": request.digest(0), "response": None if error else response, "error": error}
    return json.dumps(answered, ensure_ascii=False)


def test_a_line_asks_one_request_by_its_digest():
    """The line has the shape that OpenAI and vllm run-batch read."""
    assert request_line(REQUEST, SCHEMA) == {
        "custom_id": REQUEST.digest(0),
        "method": "POST",
        "url": "/v1/chat/completions",
        "body": {
            "model": "m",
            "messages": list(REQUEST.messages),
            "temperature": 0,
            "max_tokens": 100,
            "response_format": {"type": "json_schema", "json_schema": {"name": "Draft", "schema": SCHEMA}},
        },
    }


@pytest.mark.parametrize(
    ("text", "digest", "problem"),
    [
        (line(REQUEST, completion("{}")), REQUEST.digest(0), None),
        (
            line(REQUEST, status=400, body={"error": {"message": "too\nlong"}}),
            REQUEST.digest(0),
            "status 400: too long",
        ),
        (line(REQUEST, error={"code": "batch_expired", "message": "expired"}), REQUEST.digest(0), "expired"),
        (line(REQUEST, "{}"), REQUEST.digest(0), "no chat completion in it"),
        ('{"custom_id": ', "", "not JSON"),
        ("7", "", "not an answer of the Batch format"),
    ],
)
def test_a_line_is_an_answer_or_says_why_not(text, digest, problem):
    """Failures, garbage and mere text are told by the line's own words."""
    assert read_answer(text)[::2] == (digest, problem)


def test_an_answer_without_usage_is_taken():
    """A ChatCompletion may lack usage and times."""
    lean = {"choices": [{"message": {"role": "assistant", "content": "{}"}}]}
    assert read_answer(line(REQUEST, lean))[:3] == (REQUEST.digest(0), lean, None)


def test_files_are_split_at_the_limits_of_the_api(tmp_path, monkeypatch):
    """No file has more requests or bytes than the API takes, and none is lost."""
    monkeypatch.setattr("summarizer.asking.batch_files.MOST_REQUESTS", 3)
    monkeypatch.setattr("summarizer.asking.batch_files.MOST_BYTES", 100)
    told = [{"custom_id": str(number), "body": "x" * (number * 10)} for number in range(8)]
    with RequestFiles(tmp_path / "r.jsonl") as files:
        for one in told:
            files.write(one)
    texts = [path.read_text(encoding="utf-8") for path in files.paths]
    assert [path.name for path in files.paths][:2] == ["r.jsonl", "r-2.jsonl"]
    assert [json.loads(text) for part in texts for text in part.splitlines()] == told
    assert all(part.count("\n") <= 3 and (len(part) <= 100 or part.count("\n") == 1) for part in texts)


SEEDS = Path(__file__).parents[2] / "seeds"
RECORDED = Path(__file__).parents[2] / "fixtures" / "recordings" / "large-llm"


def begun(folder):
    """A batch of the seeds, and what it asks first."""
    store = Store.open(folder / "out")
    options = {"base_url": None, "mode": "json_schema", "prompt": None, "patches": 1, "text_column": None}
    batch = Batch.of([str(SEEDS)], model="large-llm", max_bytes=10**7, max_answer_tokens=8192, **options)
    rounds = BatchJob.begin(store, batch)
    rounds.write(folder / "requests.jsonl", all_unanswered=True)
    text = (folder / "requests.jsonl").read_text(encoding="utf-8")
    return store, rounds, [json.loads(one)["custom_id"] for one in text.splitlines()]


def recorded(digest):
    body = json.loads((RECORDED / f"{digest}.json").read_text(encoding="utf-8"))["response"]
    return json.dumps({"custom_id": digest, "response": {"status_code": 200, "body": body}, "error": None})


def failing(digest):
    return json.dumps({"custom_id": digest, "response": None, "error": {"message": "expired"}})


@pytest.mark.slow
@given(st.permutations(range(5)), st.integers(0, 5), st.integers(0, 4))
@settings(max_examples=8, deadline=None)
def test_partial_duplicated_reordered_and_failed_answers_lose_and_double_nothing(order, cut, faulty):
    """Two files of answers in any order: each answer is taken once, a failed one is asked again, the rest waits."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store, _, ids = begun(folder)
        first = [ids[number] for number in order[:cut]]
        lines = [failing(one) if one == ids[faulty] else recorded(one) for one in first]
        (folder / "one.jsonl").write_text("\n".join([*lines, *lines, "", "{"]), encoding="utf-8")
        problems = []
        rounds = BatchJob.resume(store)
        taken = rounds.take(folder / "one.jsonl", problems.append)
        good = [one for one in first if one != ids[faulty]]
        assert taken == len(good)
        assert len(problems) == len(good) + 2 * (len(first) - len(good)) + 1
        rounds.write(folder / "next.jsonl", all_unanswered=False)
        assert rounds.waiting == 5 - len(first)
        again = (folder / "next.jsonl").read_text(encoding="utf-8") if rounds.asked else ""
        asked = [json.loads(one)["custom_id"] for one in again.splitlines()]
        assert (ids[faulty] in asked) == (ids[faulty] in first)
        (folder / "two.jsonl").write_text("\n".join(map(recorded, ids)), encoding="utf-8")
        last = BatchJob.resume(store)
        last.take(folder / "two.jsonl", problems.append)
        last.write(folder / "more.jsonl", all_unanswered=False)
        patches = [one for one in RECORDED.glob("*.json") if one.stem not in ids]
        assert last.asked + rounds.asked - (ids[faulty] in first) == len(patches)
        store.close()


def test_a_finished_batch_is_a_finished_run(tmp_path):
    """Answers and patches taken in, the reports are there, and a run of the same inputs has nothing to do."""
    store, rounds, ids = begun(tmp_path)
    while ids:
        (tmp_path / "answers.jsonl").write_text("\n".join(map(recorded, ids)), encoding="utf-8")
        rounds = BatchJob.resume(store)
        rounds.take(tmp_path / "answers.jsonl", pytest.fail)
        rounds.write(tmp_path / "next.jsonl", all_unanswered=False)
        text = (tmp_path / "next.jsonl").read_text(encoding="utf-8") if rounds.asked else ""
        ids = [json.loads(one)["custom_id"] for one in text.splitlines()]
    store.close()
    lines = (tmp_path / "out" / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(one)["status"] for one in lines] == ["ok"] * 5
    tally = Summarizer("large-llm").run_to(tmp_path / "out", [str(SEEDS)])
    assert tally.reasons == {"kept": 5}
