"""A planted key: it goes to its endpoint, and appears nowhere else."""

import json
import logging
import os
import subprocess
import sys

import pytest
from articles import article, draft
from loopback import LOOPBACK, Loopback, Reply, completion, status
from typer.testing import CliRunner

from summarizer import Summarizer
from summarizer.asking.recording import parse
from summarizer.asking.settings import NO_KEY, Settings
from summarizer.cli import app
from summarizer.errors import UsageError

pytestmark = LOOPBACK

KEY = "sk-planted/0z12q3-456+789=abc.def_"
PIECE = "0z12q3"


def echo(text=None, **more):
    """A right answer that repeats the key wherever a completion has room."""
    said = draft(article(1)) | {"region": f"县 {KEY}"}
    body = completion(json.dumps(said, ensure_ascii=False) if text is None else text, reasoning=f"Bearer {KEY}", **more)
    return Reply(body | {"id": KEY, "system_fingerprint": [KEY, {KEY: 1}]}, headers={"x-key": "seen"})


def everything(folder, *texts):
    """All that was written and said, as bytes."""
    files = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    return b"\n".join([*files, *(str(text).encode() for text in texts)])


@pytest.mark.parametrize(
    "steps",
    [
        [echo()],
        [echo("no JSON, but " + KEY)],
        [echo(None, refusal=f"not with {KEY}")],
        [status(401, f"wrong key {KEY}")],
        [status(500, KEY, retry_after="0")],
        [status(400, "x" * 190 + KEY)],
        [Reply(f"<html>{KEY}</html>".encode())],
    ],
    ids=["answer", "no JSON", "refusal", "401", "500", "400", "page"],
)
def test_a_key_that_an_endpoint_repeats_is_kept_nowhere(tmp_path, steps, caplog, capfd):
    """Not in the store, the reports, the recordings, logs or what is printed; it was sent in one header alone."""
    (tmp_path / "a.txt").write_text(article(1), encoding="utf-8")
    environ = {"SUMMARIZER_API_KEY": KEY, "OPENAI_API_KEY": KEY + "o"}
    with caplog.at_level(logging.DEBUG), Loopback(*steps) as server:
        told = ["--base-url", server.url, "--model", "m", "--record", tmp_path / "recorded", "--timeout", "5"]
        arguments = ["run", tmp_path / "a.txt", "--out", tmp_path / "out", *told]
        settings = Settings.from_environment("m", server.url, environ, retries=1, pause_seconds=0.01)
        done = CliRunner().invoke(app, [*map(str, arguments)], env=environ)
        assert all(received.headers["authorization"] == f"Bearer {KEY}" for received in server.received)
        assert all(KEY not in json.dumps(received.body) for received in server.received)
    said = everything(tmp_path, done.output, done.exception, caplog.text, *capfd.readouterr(), repr(settings), settings)
    assert PIECE.encode() not in said
    assert (tmp_path / "out" / "reports.jsonl").exists()
    assert done.exit_code in {0, 1}


def test_an_answer_without_the_key_is_the_answer_still(tmp_path, monkeypatch):
    """The text next to it is kept, and its figures are found in the document."""
    monkeypatch.setenv("SUMMARIZER_API_KEY", KEY)
    with Loopback(echo()) as server:
        record = Summarizer("m", base_url=server.url, record=tmp_path).summarize(article(1))
    assert record.ledger.verified == record.ledger.figures == 8
    assert "Bearer [key]" in next(tmp_path.glob("*.json")).read_text(encoding="utf-8")


def test_only_strings_are_searched_for_a_key():
    """A key that looks like a number does not change one."""
    assert parse(b'{"n": 1234567890, "s": "1234567890"}', "1234567890") == {"n": 1234567890, "s": "[key]"}


@pytest.mark.parametrize("word", [None, "", "EMPTY", "ollama", NO_KEY])
def test_words_that_stand_for_no_key_are_no_secrets(word):
    """Answers that hold them are not changed."""
    assert Settings("m", "http://127.0.0.1:1/v1", word).secret == ""


@pytest.mark.parametrize("address", ["http://me:hunter2-long@127.0.0.1:1/v1", "http://hunter2-long@127.0.0.1/v1"])
def test_an_address_with_a_password_is_refused_and_not_repeated(tmp_path, address):
    """It would be useless, and appear in logs: the message names the setting for keys instead."""
    with pytest.raises(UsageError, match="SUMMARIZER_API_KEY") as caught:
        Settings("m", address)
    assert "hunter2" not in str(caught.value)
    (tmp_path / "a.txt").write_text(article(1), encoding="utf-8")
    for arguments, environ in ((["--base-url", address], {}), ([], {"SUMMARIZER_BASE_URL": address})):
        command = ["run", str(tmp_path / "a.txt"), "--out", str(tmp_path / "out"), "--model", "m", *arguments]
        done = CliRunner().invoke(app, command, env=environ)
        assert done.exit_code == 2
        assert b"hunter2" not in everything(tmp_path, done.output)


def test_help_tells_no_setting_of_the_environment():
    """It names the variables, not what is in them."""
    names = ("SUMMARIZER_API_KEY", "OPENAI_API_KEY", "SUMMARIZER_BASE_URL", "SUMMARIZER_MODEL")
    environ = {**os.environ, **dict.fromkeys(names, "planted-0123")}
    code = "from summarizer.cli import app; app()"
    command = [sys.executable, "-c", code, "run", "--help"]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=True)
    assert "SUMMARIZER_API_KEY" in done.stdout
    assert PIECE not in done.stdout + done.stderr
