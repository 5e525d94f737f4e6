"""The public face: what can be imported, what the README shows, what its commands do."""

import doctest
import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

import summarizer
from summarizer.cli import app

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_public_name_can_be_imported():
    """`__all__` is what `dir` shows, and each name is there."""
    assert dir(summarizer) == summarizer.__all__
    for name in summarizer.__all__:
        assert getattr(summarizer, name).__doc__


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="Nope"):
        _ = summarizer.Nope


def test_the_readmes_library_example_prints_what_it_says(capsys, monkeypatch):
    """The Python block runs as it stands, from the repository's root."""
    monkeypatch.chdir(ROOT)
    [code] = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    exec(compile(code, "README.md", "exec"), {})  # noqa: S102 -- the repository's own text
    printed = capsys.readouterr().out.splitlines()
    assert printed == ["7 of 7", "['97个', '1.2万余人']", "qualifier_mismatch"]
    assert all(f"`{line}`" in README for line in printed)


def commands():
    """Every summarizer command of the README, without its comment."""
    for line in README.splitlines():
        if line.startswith("    summarizer "):
            yield shlex.split(line, comments=True)[1:]


@pytest.mark.parametrize("command", list(commands()), ids=" ".join)
def test_the_readmes_commands_take_the_options_that_they_show(command, tmp_path, monkeypatch):
    """Options are known; what can be wrong is only that the example's files are not here."""
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, command)
    assert "No such option" not in result.stderr
    assert "Usage:" not in result.stderr


def test_doctests_of_the_package_hold():
    """Examples in docstrings that are written as sessions are true."""
    assert doctest.testmod(summarizer).failed == 0
