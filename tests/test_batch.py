import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from loopback import completion

from summarizer.asking.batch import read_answers, request_line
from summarizer.asking.recording import Exchange, Request

SCHEMA = {"title": "Draft", "type": "object", "properties": {"a": {"type": "integer"}}}
REQUEST = Request(({"role": "user", "content": "139個小區"},), "m", "ab" * 32, {"temperature": 0, "max_tokens": 100})
REQUESTS = [replace(REQUEST, model=f"m{number}") for number in range(4)]


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


@given(st.permutations(range(4)))
def test_answers_are_matched_by_id_whatever_their_order(order):
    """Each exchange holds the answer that was given to its own request."""
    lines = [line(REQUESTS[number], completion(f"answer {number}")) for number in order]
    answers = read_answers(lines, REQUESTS)
    wanted = {Exchange.of(REQUESTS[n], 0, completion(f"answer {n}")).digest: f"answer {n}" for n in order}
    assert {exchange.digest: exchange.text for exchange in answers.exchanges} == wanted
    assert answers.problems == []


def test_what_can_not_be_used_is_told_and_the_rest_is_read():
    """Duplicates, strangers, errors, failures, garbage and gaps are one line each."""
    first, second, third, fourth = REQUESTS
    lines = [
        line(first, completion("first")),
        "",
        line(first, completion("second")),
        line(replace(REQUEST, model="stranger")),
        line(second, status=400, body={"error": {"message": "too\nlong"}}),
        line(third, error={"code": "batch_expired", "message": "expired"}),
        '{"custom_id": ',
        "7",
    ]
    answers = read_answers(lines, REQUESTS)
    assert [exchange.text for exchange in answers.exchanges] == ["first"]
    assert answers.problems == [
        f"line 3: {first.digest(0)[:12]}…: a second answer",
        f"line 4: {replace(REQUEST, model='stranger').digest(0)[:12]}…: an answer to no request of this run",
        f"line 5: {second.digest(0)[:12]}…: status 400: too long",
        f"line 6: {third.digest(0)[:12]}…: expired",
        "line 7: not JSON",
        "line 8: not an answer of the Batch format",
        f"{fourth.digest(0)[:12]}…: no answer",
    ]


def test_an_answer_without_usage_is_taken_and_raw_text_is_not():
    """A ChatCompletion may lack usage and times; a mere text is not made into one."""
    lean = {"choices": [{"message": {"role": "assistant", "content": "{}"}}]}
    answers = read_answers([line(REQUESTS[0], lean), line(REQUESTS[1], "{}")], REQUESTS[:2])
    assert [exchange.response for exchange in answers.exchanges] == [lean]
    assert answers.problems == [f"line 2: {REQUESTS[1].digest(0)[:12]}…: no chat completion in it"]


def test_a_good_answer_after_a_failed_one_is_taken():
    """The first usable answer wins, and the failure before it is still told."""
    answers = read_answers([line(REQUEST, status=500), line(REQUEST)], [REQUEST])
    assert len(answers.exchanges) == 1
    assert len(answers.problems) == 1
