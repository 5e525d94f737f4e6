"""The tables of failures and mends: each row's example is read as the row says."""

import json

import pytest

from summarizer.asking.endpoint import Endpoint
from summarizer.asking.failures import FINISHES, failure_of, finish_of
from summarizer.asking.mending import Mends, hint, in_turns
from summarizer.asking.settings import Settings
from summarizer.errors import ModelError
from summarizer.resources import messages, table

FAILURES = table("failures")
MENDS = table("mends")
BODY = {
    "model": "m",
    "messages": [{"role": "system", "content": "s"}, {"role": "user", "content": "u"}],
    "temperature": 0,
    "seed": 1,
    "max_tokens": 10,
}


@pytest.mark.parametrize(
    ("code", "by", "match", "status", "whose", "example"), FAILURES, ids=lambda cell: str(cell)[:24]
)
def test_each_row_of_failures_decides_on_its_example(code, by, match, status, whose, example):  # noqa: PLR0917
    """No earlier row takes it; the code is one that has an advice, and a party."""
    assert failure_of(int(status), json.loads(example)).code == code
    assert f"{code}.host" in messages("en")
    assert by in {"code", "says", "status"}
    assert whose
    assert ModelError("", code).party in {"document", "endpoint", "account"}


@pytest.mark.parametrize(("mend", "match", "whose", "example"), MENDS, ids=lambda cell: str(cell)[:24])
def test_each_row_of_mends_decides_on_its_example(mend, match, whose, example):
    """A refused parameter is left out, renamed or reported."""
    body = BODY | ({"stream_options": {}} if mend == "stream_options" else {})
    if mend.startswith("-"):
        assert hint(example, body) == mend
        assert not Mends().make(example, body)
        return
    mends = Mends()
    assert mends.make(example, body)
    assert mends.sent(body) != body
    assert not mends.make(example, mends.sent(body))


@pytest.mark.parametrize(
    ("status", "body", "code"),
    [
        (400, {"error": {"message": "max_tokens is too large: 9000"}}, "bad_request"),
        (400, "Bad Request", "bad_request"),
        (400, None, "bad_request"),
        (404, {"error": "not here"}, "bad_request"),
        (500, "<html>", "server_error"),
        (529, {}, "server_error"),
        (200, {"choices": []}, "server_error"),
        (200, {"error": {"message": "x", "code": 429}}, "rate_limited"),
        (400, {"a": [{"b": {"error": {"code": "content_filter"}}}]}, "refused"),
        (400, {"error": {"message": "see https://x/1301"}}, "bad_request"),
        (403, {"error": {"code": 1301}}, "refused"),
        (400, {"detail": [{"type": "missing", "input": {"messages": "违规 too many requests"}}]}, "bad_request"),
        (400, {"message": "bad field in " + "x" * 1000 + "敏感"}, "bad_request"),
        (503, "<html>The model was not found. Too many requests</html>", "server_error"),
    ],
)
def test_what_no_row_names_is_decided_by_its_status(status, body, code):
    """Codes are compared whole, and a value that is out of range is no sign of the document's length."""
    assert failure_of(status, body).code == code


def test_a_403_alone_is_not_sure():
    """A filter in front of the endpoint may have sent it."""
    assert not failure_of(403, "<html>Forbidden</html>").sure
    assert failure_of(401, "").sure
    assert failure_of(403, {"error": {"code": "30001"}}).sure


@pytest.mark.parametrize("reason", FINISHES)
def test_reasons_for_an_end_are_read_whatever_their_case(reason):
    """Gemini writes them in capitals."""
    assert finish_of(reason.upper()) == FINISHES[reason]


@pytest.mark.parametrize("reason", ["stop", "STOP", "eos", "tool_calls", "function_call", None, "", 3])
def test_an_answer_that_ended_by_itself_has_no_failure(reason):
    """Whatever an endpoint calls that."""
    assert finish_of(reason) is None


def test_mends_are_kept_and_the_body_stays_as_it_was():
    """What is sent changes, what was asked does not."""
    mends = Mends()
    for said in (
        "invalid temperature: only 1 is allowed",
        "unsupported parameter: max_tokens",
        "enable the stream parameter",
    ):
        assert mends.make(said, mends.sent(BODY))
    assert mends.sent(BODY) == {
        "model": "m",
        "messages": BODY["messages"],
        "seed": 1,
        "max_completion_tokens": 10,
        "stream": True,
        "stream_options": {"include_usage": True},
    }
    assert BODY["temperature"] == 0


def test_messages_take_turns():
    """A system message joins the user's; a reask's messages stay apart."""
    roles = ("system", "user", "user", "assistant", "user")
    turned = in_turns([{"role": role, "content": str(number)} for number, role in enumerate(roles)])
    assert [(turn["role"], turn["content"]) for turn in turned] == [
        ("user", "0\n\n1\n\n2"),
        ("assistant", "3"),
        ("user", "4"),
    ]


def test_a_thinking_option_that_was_set_is_not_advised_again():
    """Where the request has enable_thinking, an endpoint that only streams is streamed from."""
    said = "parameter.enable_thinking only support stream call"
    assert hint(said, BODY) == "--body enable_thinking=false"
    assert Mends().make("this model only supports streaming, enable_thinking", BODY | {"enable_thinking": True})


def test_an_address_keeps_its_query():
    """Azure's has an api-version there."""
    endpoint = Endpoint(Settings("m", "https://a/openai/v1/?api-version=1"))
    assert endpoint._url("/models") == "https://a/openai/v1/models?api-version=1"
