"""The public face: what can be imported, and what the READMEs show of it (their commands: test_docs)."""

import doctest
import re
from pathlib import Path

import pytest

import summarizer

ROOT = Path(__file__).parents[2]


def test_every_public_name_can_be_imported():
    """`__all__` is what `dir` shows, and each name is there."""
    assert dir(summarizer) == summarizer.__all__
    for name in summarizer.__all__:
        assert getattr(summarizer, name).__doc__


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="Nope"):
        _ = summarizer.Nope


@pytest.mark.parametrize(
    ("name", "prints"),
    [
        ("README.md", ["10 of 10", "['97个', '1.2万余人']", "qualifier_mismatch"]),
        ("README.zh.md", ["qualifier_mismatch"]),
    ],
)
def test_the_readmes_library_example_prints_what_it_says(name, prints, capsys, monkeypatch):
    """The Python block runs unchanged, from the repository's root."""
    monkeypatch.chdir(ROOT)
    readme = (ROOT / name).read_text(encoding="utf-8")
    [code] = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    exec(compile(code, name, "exec"), {})  # noqa: S102 -- the repository's own text
    printed = capsys.readouterr().out.splitlines()
    assert printed == prints
    assert all(f"`{line}`" in readme for line in printed)


def test_doctests_of_the_package_hold():
    """Examples in docstrings that are written as sessions are true."""
    assert doctest.testmod(summarizer).failed == 0
