import json
import logging
import subprocess
import sys
import time
from dataclasses import replace
from email.utils import formatdate
from pathlib import Path

import anyio
import pytest
from loopback import LOOPBACK, Loopback, Reply, answer, completion, hang, reset, status, tool_call
from pydantic import BaseModel, ConfigDict

from summarizer.asking.client import Client, Settings
from summarizer.asking.recording import Exchange, RecordingFolder, Request
from summarizer.asking.transport import ReplayTransport, connect
from summarizer.errors import MissingRecording, ModelError, UsageError

pytestmark = LOOPBACK

ROOT = Path(__file__).parents[2]
KEY = "sk-planted-0123456789"


class Item(BaseModel):
    model_config = ConfigDict(extra="forbid")
    n: int


class Draft(BaseModel):
    model_config = ConfigDict(extra="forbid")
    items: list[Item]


GOOD, WRONG = '{"items":[{"n":139}]}', '{"items":[{"n":"many"}]}'
DRAFT = Draft(items=[Item(n=139)])
REQUEST = Request(
    messages=({"role": "user", "content": "建立了139個{{小區}}"}, {"role": "user", "content": "用JSON回答"}),
    model="m",
    schema_sha256="ab" * 32,
    sampling={"temperature": 0, "max_tokens": 100},
    prompt="summarize@1",
)


def settings_of(server, **changes):
    chosen = {"model": "m", "base_url": server.url, "api_key": KEY, "pause_seconds": 0.01, **changes}
    return Settings(**chosen)


def ask(settings, recordings=None, *, record=False, request=REQUEST):
    async def main():
        asked = settings or Settings()
        async with Client(asked, connect(asked, recordings, record=record)) as client:
            return await client.ask(request, Draft)

    return anyio.run(main)


def failure(settings, recordings=None, **options):
    with pytest.raises(ModelError) as caught:
        ask(settings, recordings, **options)
    assert "\n" not in caught.value.message
    return caught.value


def test_a_good_answer_is_a_draft_and_one_exchange():
    """The draft is of the type asked for, and the report learns what it took."""
    with Loopback(answer(GOOD)) as server:
        got = ask(settings_of(server))
    assert got.draft == DRAFT
    (asked,) = got.asked
    assert (asked.digest, asked.prompt, asked.replayed, asked.round) == (REQUEST.digest(0), "summarize@1", False, 0)
    assert (asked.input_tokens, asked.output_tokens, asked.answer) == (11, 7, None)


@pytest.mark.parametrize("mode", ["json_schema", "json", "tools"])
def test_what_is_sent_is_the_requests_own_body_in_each_mode(mode):
    """No library adds a message, a second copy of the schema or a field."""
    with Loopback(tool_call(GOOD) if mode == "tools" else answer(GOOD)) as server:
        assert ask(settings_of(server, mode=mode)).draft == DRAFT
    assert server.received[0].path == "/v1/chat/completions"
    assert server.received[0].body == REQUEST.body(Draft.model_json_schema(), mode)


@pytest.mark.parametrize("mode", ["json_schema", "json", "tools"])
def test_a_malformed_answer_is_reasked_with_what_is_wrong(mode):
    """The reask repeats the question and the answer, and quotes the error; the faulty answer is kept."""
    give = tool_call if mode == "tools" else answer
    with Loopback(give(WRONG), give(GOOD)) as server:
        got = ask(settings_of(server, mode=mode))
    first, second = (received.body for received in server.received)
    assert got.draft == DRAFT
    assert second["messages"][:2] == first["messages"]
    assert second["messages"][2] == {"role": "assistant", "content": WRONG}
    assert "items.0.n" in second["messages"][3]["content"]
    assert {**second, "messages": 0} == {**first, "messages": 0}
    assert [(asked.digest, asked.answer) for asked in got.asked] == [
        (REQUEST.digest(0), WRONG),
        (REQUEST.digest(1), None),
    ]


def test_after_the_reasks_an_answer_that_does_not_fit_is_malformed():
    """The error names the place, and both answers that were paid for are kept."""
    with Loopback(answer("not JSON"), answer(WRONG)) as server:
        error = failure(settings_of(server))
    assert error.code == "malformed"
    assert "items.0.n" in error.message
    assert [asked.answer for asked in error.asked] == ["not JSON", WRONG]


def test_json_in_a_fence_is_accepted():
    """A ``` block around the answer costs no reask."""
    with Loopback(answer(f"```json\n{GOOD}\n```")) as server:
        assert len(ask(settings_of(server)).asked) == 1


@pytest.mark.parametrize(
    ("step", "code", "says", "sent"),
    [
        (answer(None, refusal="I can't\nhelp"), "refused", "I can't help", 1),
        (answer("", "content_filter"), "refused", "content filter", 1),
        (answer(GOOD[:9], "length"), "truncated", "--max-answer-tokens", 1),
        (answer(""), "empty_answer", "nothing", 2),
        (answer(None), "empty_answer", "nothing", 2),
    ],
)
def test_an_answer_that_is_none_has_its_own_error(step, code, says, sent):
    """A refusal or a cut-off answer is not reasked; an empty one is."""
    with Loopback(step) as server:
        error = failure(settings_of(server))
    assert (error.code, len(error.asked), len(server.received)) == (code, sent, sent)
    assert says in error.message


@pytest.mark.parametrize(
    ("step", "code", "sent"),
    [
        (status(400, "max_tokens is too large"), "bad_request", 1),
        (status(404, "no such model"), "bad_request", 1),
        (status(401), "key_refused", 1),
        (status(403), "key_refused", 1),
        (status(402), "no_balance", 1),
        (status(429, code="insufficient_quota"), "no_balance", 1),
        (status(404, "the model m does not exist"), "model_not_found", 1),
        (status(400, "Content Exists Risk"), "refused", 1),
        (status(400, type="exceed_context_size_error"), "too_long", 1),
        (status(400, code="context_length_exceeded"), "too_long", 1),
        (status(429, retry_after="0"), "rate_limited", 3),
        (status(500), "server_error", 3),
        (status(503, retry_after="soon"), "server_error", 3),
        (Reply({"error": {"message": "upstream"}}), "server_error", 3),
        (Reply(b"<html>hello</html>"), "bad_request", 1),
        (reset, "endpoint_down", 3),
    ],
)
def test_a_failed_transport_is_tried_again_only_where_that_can_help(step, code, sent):
    """Each failure ends as its own code, after as many requests as make sense."""
    with Loopback(step) as server:
        error = failure(settings_of(server, retries=3))
    assert (error.code, len(server.received), error.asked) == (code, sent, ())


def test_a_failure_that_passes_is_no_failure():
    """A rate limit, a server error and a broken connection are survived."""
    with Loopback(status(429, retry_after="0"), status(500), reset, answer(GOOD)) as server:
        assert len(ask(settings_of(server)).asked) == 1
    assert len(server.received) == 4


@pytest.mark.parametrize("form", ["seconds", "date"])
def test_retry_after_is_obeyed(form):
    """The next request comes no sooner than the server asked for, in seconds or as a date."""
    wanted = "0.3" if form == "seconds" else formatdate(time.time() + 2, usegmt=True)
    with Loopback(status(429, retry_after=wanted), answer(GOOD)) as server:
        ask(settings_of(server))
    first, second = (received.at_seconds for received in server.received)
    assert second - first >= (0.3 if form == "seconds" else 0.5)


def test_retry_after_is_capped(monkeypatch):
    """A server that asks for an hour is not waited for that long."""
    monkeypatch.setattr("summarizer.asking.retrying.LONGEST_WAIT_SECONDS", 0.05)
    with Loopback(status(429, retry_after="3600"), status(429, retry_after="nan"), answer(GOOD)) as server:
        ask(settings_of(server))
    assert server.received[-1].at_seconds - server.received[0].at_seconds < 5


def test_a_server_that_hangs_is_a_timeout():
    """The answer has so many seconds and no more."""
    with Loopback(hang) as server:
        error = failure(settings_of(server, timeout_seconds=0.2, retries=1))
    assert error.code == "timeout"


def test_a_part_that_the_endpoint_does_not_take_is_left_out_or_renamed_from_then_on():
    """OpenAI's reasoning models want max_completion_tokens and no temperature; each is found out once."""
    refusals = [
        status(400, "Unsupported parameter: 'max_tokens'", param="max_tokens", code="unsupported_parameter"),
        status(400, "Unsupported value: 'temperature'", param="temperature", code="unsupported_value"),
    ]

    async def main(settings):
        async with Client(settings, connect(settings)) as client:
            return [await client.ask(replace(REQUEST, model=name), Draft) for name in ("a", "b")]

    with Loopback(*refusals, answer(GOOD)) as server:
        anyio.run(main, settings_of(server))
        bodies = [received.body for received in server.received]
    assert [sorted(body.keys() & {"max_tokens", "max_completion_tokens", "temperature"}) for body in bodies] == [
        ["max_tokens", "temperature"],
        ["max_completion_tokens", "temperature"],
        ["max_completion_tokens"],
        ["max_completion_tokens"],
    ]
    assert bodies[-1]["max_completion_tokens"] == 100


def test_a_part_that_is_refused_though_it_was_left_out_is_a_bad_request():
    """It is not asked for ever."""
    with Loopback(status(400, "no", param="temperature", code="unsupported_value")) as server:
        error = failure(settings_of(server))
        assert len(server.received) == 2
    assert error.code == "bad_request"


def test_a_port_where_nobody_listens_is_an_endpoint_that_is_down():
    """The error names the host and the port."""
    with Loopback(answer(GOOD)) as server:
        gone = settings_of(server, retries=2)
    error = failure(gone)
    assert error.code == "endpoint_down"
    assert gone.host in error.message


def test_what_was_recorded_is_replayed_without_an_endpoint(tmp_path):
    """A malformed answer and its reask are stored as they came, under digests that can be recomputed."""
    folder = RecordingFolder(tmp_path)
    with Loopback(answer(WRONG), answer(GOOD)) as server:
        live = ask(settings_of(server), folder, record=True)
    again = ask(None, folder)
    assert again.draft == live.draft
    assert again.asked == tuple(replace(asked, replayed=True) for asked in live.asked)
    assert {file.stem for file in tmp_path.iterdir()} == {REQUEST.digest(0), REQUEST.digest(1)}


@pytest.mark.parametrize(
    "step", [answer("not JSON"), answer(GOOD[:9], "length"), answer(""), answer(None, refusal="no")]
)
def test_an_answer_that_can_not_be_used_is_stored_too(tmp_path, step):
    """What was paid for is kept before anybody parses it."""
    folder = RecordingFolder(tmp_path)
    with Loopback(step) as server:
        live = failure(settings_of(server), folder, record=True)
    assert folder.get(REQUEST.digest(0)).response == step.payload
    assert failure(None, folder).message == live.message


def test_only_what_is_not_recorded_is_asked(tmp_path):
    """A stopped run continues where it was, and records nothing unless asked to."""
    folder = RecordingFolder(tmp_path)
    folder.put(Exchange.of(REQUEST, 0, completion(WRONG)))
    with Loopback(answer(GOOD)) as server:
        got = ask(settings_of(server), folder)
    assert [asked.replayed for asked in got.asked] == [True, False]
    assert len(server.received) == 1
    assert folder.get(REQUEST.digest(1)) is None


def test_a_recording_that_is_missing_is_named(tmp_path):
    """The error has the digest, and the exchanges before it."""
    folder = RecordingFolder(tmp_path)
    folder.put(Exchange.of(REQUEST, 0, completion(WRONG)))
    error = failure(None, folder)
    assert isinstance(error, MissingRecording)
    assert (error.digest, error.code) == (REQUEST.digest(1), "no_recording")
    assert [asked.answer for asked in error.asked] == [WRONG]


def test_half_a_surrogate_pair_in_an_answer_can_be_recorded(tmp_path):
    """What UTF-8 can't hold becomes a question mark, live and replayed alike."""
    folder = RecordingFolder(tmp_path)
    with Loopback(Reply(json.dumps(completion("\ud83d")).encode())) as server:
        live = failure(settings_of(server), folder, record=True)
    assert (
        [asked.answer for asked in failure(None, folder).asked] == [asked.answer for asked in live.asked] == ["?", "?"]
    )


def test_without_an_endpoint_or_recordings_there_is_nobody_to_ask():
    """The error says what to set."""
    error = failure(Settings(model="m"))
    assert error.code == "not_configured"
    assert "OPENAI_API_KEY" in error.message


def test_many_requests_at_once_keep_their_own_answers(tmp_path):
    """Requests that run at the same time share a client and mix nothing up."""
    requests = [replace(REQUEST, round=number) for number in range(8)]
    folder = RecordingFolder(tmp_path)
    for number, request in enumerate(requests):
        folder.put(Exchange.of(request, 0, completion(WRONG)))
        folder.put(Exchange.of(request, 1, completion(f'{{"items":[{{"n":{number}}}]}}')))
    got = {}

    async def one(client, request):
        got[request.round] = await client.ask(request, Draft)

    async def main():
        async with Client(Settings(), ReplayTransport(folder)) as client, anyio.create_task_group() as group:
            for request in requests:
                group.start_soon(one, client, request)

    anyio.run(main)
    assert {number: answer.draft.items[0].n for number, answer in got.items()} == {n: n for n in range(8)}


def test_the_key_goes_to_its_endpoint_and_nowhere_else(tmp_path, caplog):
    """It is in the one header, and in no recording, error, log or repr, even where the server repeats it."""
    folder = RecordingFolder(tmp_path)
    steps = [answer(WRONG), status(400, f"{'x' * 190} wrong key {KEY}"), status(401, KEY)]
    with caplog.at_level(logging.DEBUG), Loopback(*steps) as server:
        settings = settings_of(server)
        errors = [failure(settings, folder, record=True), failure(settings, folder, record=True)]
    assert [received.headers["authorization"] for received in server.received] == [f"Bearer {KEY}"] * 3
    told = [repr(settings), str(settings), *map(repr, errors), *map(str, errors), *(repr(e.asked) for e in errors)]
    told += [file.read_text(encoding="utf-8") for file in tmp_path.iterdir()]
    assert all(KEY[:8] not in text for text in told)
    assert KEY not in caplog.text


def test_nothing_else_of_the_environment_is_sent(monkeypatch):
    """Other credentials that openai would take up by itself stay here."""
    for name in ("OPENAI_API_KEY", "OPENAI_ADMIN_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID"):
        monkeypatch.setenv(name, "sk-other")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "Authorization: sk-other\nX-Team: sk-other")
    with Loopback(answer(GOOD)) as server:
        ask(settings_of(server))
    assert server.received[0].headers["authorization"] == f"Bearer {KEY}"
    assert "sk-other" not in repr(server.received)


def test_a_redirect_is_not_followed():
    """Neither the document nor the key goes to a host that was not configured."""
    with Loopback(answer(GOOD)) as other:
        moved = Reply({}, 307, {"Location": f"{other.url}/chat/completions"})
        with Loopback(moved) as server:
            assert failure(settings_of(server)).code == "bad_request"
        assert other.received == []


def test_no_library_logs_a_failure_beside_our_error(caplog):
    """The lines of instructor, which quote answers, reach nobody."""
    with Loopback(answer(WRONG)) as server:
        failure(settings_of(server))
    assert [record for record in caplog.records if record.name.startswith("instructor")] == []


@pytest.mark.parametrize(
    ("base_url", "environ", "url", "key"),
    [
        (None, {"OPENAI_API_KEY": "o"}, "https://api.openai.com/v1", "o"),
        (None, {"OPENAI_API_KEY": "o", "OPENAI_BASE_URL": "http://a/v1"}, "http://a/v1", "o"),
        (None, {"OPENAI_API_KEY": "o\n", "SUMMARIZER_API_KEY": "s"}, "https://api.openai.com/v1", "o"),
        ("http://b/v1", {"OPENAI_API_KEY": "o", "SUMMARIZER_API_KEY": "s"}, "http://b/v1", "s"),
        ("http://b/v1", {"OPENAI_API_KEY": "o", "OPENAI_BASE_URL": "http://a/v1"}, "http://b/v1", "no-key-is-set"),
        (None, {"OPENAI_API_KEY": "o", "SUMMARIZER_BASE_URL": "http://c/v1"}, "http://c/v1", "no-key-is-set"),
        (None, {"SUMMARIZER_API_KEY": "s"}, "https://api.openai.com/v1", None),
    ],
)
def test_each_endpoint_has_its_own_key(base_url, environ, url, key):
    """A key is never taken in the place of the other."""
    settings = Settings.from_environment("m", base_url, environ)
    assert (settings.base_url, settings.api_key, settings.configured) == (url, key, key is not None)


def test_options_that_are_not_given_keep_their_defaults():
    """None is no value; the model may come from the environment."""
    settings = Settings.from_environment(environ={"SUMMARIZER_MODEL": "e"}, seed=7, max_tokens=None, mode="json")
    assert (settings.model, settings.seed, settings.max_tokens, settings.mode) == ("e", 7, 8192, "json")
    assert settings.sampling == {"max_tokens": 8192, "temperature": 0, "seed": 7}
    assert not Settings.from_environment(environ={"OPENAI_API_KEY": "o"}).configured


@pytest.mark.parametrize("base_url", ["localhost:8080", "ftp://a", "http://", "http://[", "http://a:b"])
def test_an_address_that_is_none_is_refused_at_once(base_url):
    """Nothing is tried at an address that can't be one."""
    with pytest.raises(UsageError, match="address"):
        Settings(base_url=base_url)


def test_a_key_that_no_header_can_hold_is_refused_and_not_shown():
    """The error does not repeat it."""
    with pytest.raises(UsageError) as caught:
        Settings(api_key="sk-秘密")
    assert "秘密" not in str(caught.value)


def test_importing_the_client_loads_neither_openai_nor_instructor():
    """They take seconds, and --help needs none of them."""
    code = "import sys, summarizer.asking.client, summarizer.asking.batch_files; print({'openai', 'instructor'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_a_replay_loads_neither_openai_nor_instructor():
    """A recorded answer that fits is validated by pydantic alone; only a reask needs instructor."""
    replay = "next(Summarizer(replay='fixtures/recordings/large-llm').run(['seeds'])).report.summary"
    code = (
        f"import sys; from summarizer import Summarizer; {replay}; print({{'openai', 'instructor'}} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == "set()\n"
