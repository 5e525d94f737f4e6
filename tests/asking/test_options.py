"""Options of the endpoint: further fields, no temperature, no key; what a prompt that was cut and a bomb come to."""

import gzip
import json
import resource

import pytest
from articles import article, draft
from loopback import LOOPBACK, Loopback, Reply, answer, completion, status
from typer.testing import CliRunner

from summarizer import Summarizer
from summarizer.asking import endpoint
from summarizer.asking.settings import Settings
from summarizer.asking.token_counts import estimated_tokens, was_cut
from summarizer.cli import app
from summarizer.errors import UsageError
from summarizer.summarizing.plan import Plan

pytestmark = LOOPBACK

DRAFT = json.dumps(draft(article(1)), ensure_ascii=False)


@pytest.fixture
def page(tmp_path, monkeypatch):
    for name in ("OPENAI_API_KEY", "SUMMARIZER_API_KEY", "OPENAI_BASE_URL", "SUMMARIZER_BASE_URL", "SUMMARIZER_MODEL"):
        monkeypatch.delenv(name, raising=False)
    path = tmp_path / "a.txt"
    path.write_text(article(1), encoding="utf-8")
    return path


def run(page, *options, command=("run",)):
    return CliRunner().invoke(app, [*command, str(page), "--out", str(page.parent / "out"), *options])


def test_further_fields_go_into_the_request(page):
    """Each by its own --body, as JSON; --no-temperature leaves that out."""
    fields = ["--body", "enable_thinking=false", "--body", 'chat_template_kwargs={"enable_thinking": false}']
    with Loopback(answer(DRAFT)) as server:
        done = run(page, "--base-url", server.url, "--model", "m", "--patches", "0", *fields, "--no-temperature")
        [received] = server.received
    assert done.exit_code == 0, done.output
    assert received.body["enable_thinking"] is False
    assert received.body["chat_template_kwargs"] == {"enable_thinking": False}
    assert "temperature" not in received.body
    assert received.body["max_tokens"] == 8192


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (["enable_thinking"], "KEY=JSON|not JSON"),
        (["=1"], "KEY=JSON"),
        (["a=1", "a=2"], "once"),
        (["a=NaN"], "not JSON"),
        (["a=low"], "not JSON"),
        (["messages=[]"], "--prompt"),
        (['model="x"'], "--model"),
        (["response_format=null"], "--mode"),
        (["max_tokens=5"], "--max-answer-tokens"),
    ],
)
def test_a_field_that_is_none_or_ours_is_refused_in_one_line(page, given, says):
    """Before anything is asked; the option to use is named."""
    done = run(
        page,
        "--base-url",
        "http://127.0.0.1:9/v1",
        "--model",
        "m",
        *(word for one in given for word in ("--body", one)),
    )
    assert done.exit_code == 2
    assert any(word in done.output for word in says.split("|"))
    assert not (page.parent / "out").exists()


def test_a_batch_has_the_same_fields(page):
    """The body of a batch's request is that of a live one."""
    output = page.parent / "requests.jsonl"
    options = ["--model", "m", "-o", str(output), "--body", "enable_thinking=false", "--no-temperature"]
    done = run(page, *options, command=("batch", "export"))
    assert done.exit_code == 0, done.output
    body = json.loads(output.read_text(encoding="utf-8").splitlines()[0])["body"]
    assert body["enable_thinking"] is False
    assert "temperature" not in body


def test_fields_are_in_the_digest_only_where_they_are_set():
    """So old recordings serve, and other fields are another question."""
    plain, thinking = (Plan(Settings("m", body=body)) for body in ({}, {"enable_thinking": False}))
    requests = [
        plan.request(({"role": "user", "content": "x"},), plan.prompt, plan.draft) for plan in (plain, thinking)
    ]
    assert requests[0].canonical(0)["sampling"] == {"max_tokens": 8192, "temperature": 0}
    assert requests[0].digest(0) != requests[1].digest(0)
    assert plain.digest != thinking.digest


def test_answers_recorded_with_fields_are_replayed(page, tmp_path):
    """The recordings say with which fields they were asked for."""
    with Loopback(answer(DRAFT)) as server:
        Summarizer("m", base_url=server.url, patches=0, body={"top_p": 0.5}, record=tmp_path / "r").summarize(page)
    assert Summarizer(replay=tmp_path / "r", patches=0).summarize(page).status == "ok"


@pytest.mark.parametrize("options", [["--model", "gpt-4.1-mini"], ["--model", "m", "--patches", "0"]])
def test_a_model_without_a_key_is_one_line_before_any_page(page, options):
    """Exit status 2, and what to set."""
    done = run(page, *options)
    assert done.exit_code == 2
    assert "OPENAI_API_KEY" in done.output
    assert not (page.parent / "out" / "reports.jsonl").exists()
    with pytest.raises(UsageError, match="OPENAI_API_KEY"):
        Summarizer("m").summarize(page)


def test_a_key_without_a_model_is_one_line_too(page, monkeypatch):
    """The model is what is missing."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-1234567890")
    done = run(page)
    assert done.exit_code == 2
    assert "--model" in done.output


def test_a_run_that_has_its_answers_needs_no_key(page, monkeypatch):
    """The store answers; what it lacks fails alone."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-1234567890")
    with Loopback(answer(DRAFT)) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        assert run(page, "--model", "m", "--patches", "0").exit_code == 0
    monkeypatch.delenv("OPENAI_API_KEY")
    assert run(page, "--model", "m", "--patches", "0").exit_code == 0


# --- cut prompts


@pytest.mark.parametrize(
    ("usage", "cut"),
    [
        ({"prompt_tokens": 2050}, True),
        ({"prompt_tokens": 2900}, False),
        ({"prompt_tokens": 11}, False),
        ({"prompt_tokens": 1100, "prompt_tokens_details": {"cached_tokens": 1800}}, False),
        ({"prompt_tokens": "2050"}, False),
        ({}, False),
        (None, False),
        ([], False),
    ],
)
def test_a_prompt_is_cut_where_much_less_was_read(usage, cut):
    """4,845 characters of a prompt of ours are some 3,000 tokens; a count of eleven is no count."""
    body = {"messages": [{"role": "user", "content": "县" * 3200 + "a" * 1645}]}
    assert 2800 < estimated_tokens(body) < 3000
    assert was_cut(body, usage) is cut


def test_a_cut_prompt_flags_its_record():
    """The reader learns that the model did not see the whole page."""
    usage = {"prompt_tokens": 1100, "completion_tokens": 300}
    with Loopback(Reply(completion(DRAFT) | {"usage": usage})) as server:
        record = Summarizer("m", base_url=server.url, patches=0).summarize("\n".join([article(1)] * 12))
    assert record.status == "flagged"
    [finding] = [finding for finding in record.findings if finding.code == "prompt_cut"]
    assert finding.severity == "error"
    assert "1100" in finding.message


# --- bounds


def test_a_bomb_is_not_unpacked():
    """400 MB in 400 kB: refused after 32 MB, and memory stays small."""
    packed = gzip.compress(b" " * 400_000_000, 9)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with Loopback(Reply(packed, headers={"Content-Encoding": "gzip"})) as server:
        record = Summarizer("m", base_url=server.url).summarize(article(1))
        assert len(server.received) == 1
    assert record.error.code == "malformed"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000


def test_an_answer_that_is_packed_twice_is_refused():
    """A bomb in a bomb."""
    packed = gzip.compress(gzip.compress(b"{}"))
    with Loopback(Reply(packed, headers={"Content-Encoding": "gzip, gzip"})) as server:
        assert Summarizer("m", base_url=server.url).summarize(article(1)).error.code == "malformed"


def test_an_answer_within_the_bound_is_read(monkeypatch):
    """The bound counts what is unpacked."""
    packed = gzip.compress(json.dumps(completion(DRAFT)).encode())
    with Loopback(Reply(packed, headers={"Content-Encoding": "gzip"})) as server:
        assert Summarizer("m", base_url=server.url, patches=0).summarize(article(1)).status == "ok"
        monkeypatch.setattr(endpoint, "MOST_BYTES", 100)
        assert Summarizer("m", base_url=server.url).summarize(article(1)).status == "failed"


def test_a_reask_of_a_merged_system_message_takes_turns():
    """What a mend changes holds for the reask as well."""
    steps = (status(400, "System role not supported"), answer("no JSON"), answer(DRAFT))
    with Loopback(*steps) as server:
        record = Summarizer("m", base_url=server.url, patches=0).summarize(article(1))
        roles = [[message["role"] for message in received.body["messages"]] for received in server.received]
    assert record.status == "ok"
    assert roles == [["system", "user"], ["user"], ["user", "assistant", "user"]]
