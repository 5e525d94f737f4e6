"""What `run --ray` refuses, before any cluster is started, and where it writes."""

import sys
from pathlib import Path

import pytest
from articles import articles
from typer.testing import CliRunner

from summarizer.cli import app
from summarizer.running import ray
from summarizer.running.arrow.out_folder import location


def refused(*words):
    result = CliRunner().invoke(app, ["run", *words, "--ray", "local"])
    assert result.exit_code == 2
    return result.stderr


@pytest.fixture
def with_ray(monkeypatch):
    """As if Ray was there; nothing here comes to start it."""
    monkeypatch.setattr(ray, "_ray", lambda: None)


@pytest.mark.usefixtures("with_ray")
@pytest.mark.parametrize(
    "option",
    [
        ["--local"],
        ["--local-model", "x.gguf"],
        ["--dedupe"],
        ["--limit", "3"],
        ["--max-cost", "1"],
        ["--max-tokens", "1"],
        ["--retry-failed"],
        ["--fresh"],
        ["--dry-run"],
    ],
    ids=lambda option: option[0],
)
def test_what_only_one_machine_can_do_is_refused(option, tmp_path):
    """In one line, which names the option."""
    told = refused(str(articles(tmp_path / "in", 1)), "--out", str(tmp_path / "out"), *option)
    assert told.startswith(f"summarizer: {option[0]} ")
    assert told.count("\n") == 1


@pytest.mark.usefixtures("with_ray")
def test_standard_input_and_missing_inputs_are_refused(tmp_path):
    assert "standard input" in refused("-", "--out", str(tmp_path))
    assert "nothing-here" in refused("nothing-here", "--out", str(tmp_path))


def test_a_bare_ray_does_not_swallow_the_option_after_it(tmp_path):
    result = CliRunner().invoke(app, ["run", str(tmp_path), "--ray", "--replay", str(tmp_path)])
    assert (result.exit_code, "--replay is none" in result.stderr) == (2, True)


def test_without_the_extra_a_line_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "ray", None)
    monkeypatch.setitem(sys.modules, "ray.data", None)
    assert "govnews-summarizer[ray]" in refused(str(tmp_path))


@pytest.mark.parametrize(
    ("out", "place"),
    [
        (Path("s3://bucket/run"), "s3://bucket/run"),
        ("gs://bucket/a/b", "gs://bucket/a/b"),
        ("out", str(Path("out").absolute())),
        (Path("/data/out"), str(Path("/data/out"))),
    ],
)
def test_an_address_stays_an_address(out, place):
    """Though the command line makes it a Path, which has one slash less."""
    assert location(out) == place
