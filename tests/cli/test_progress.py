"""Progress where stderr is no terminal: a line at the start, one a minute, one at the end."""

import re
import time
from types import SimpleNamespace

import pytest

from summarizer.cli import progress
from summarizer.cli.progress import Progress
from summarizer.reading.inputs.finding import find
from summarizer.running.store.totals import Usage


@pytest.fixture
def pages(tmp_path):
    for number in range(1200):
        (tmp_path / f"{number}.txt").write_text("某县", encoding="utf-8")
    return find([str(tmp_path)])


def saved(watch, status, tokens=10_000):
    watch.saved(SimpleNamespace(status=status), Usage(1, tokens, 0, 0.25))


@pytest.mark.slow
def test_a_run_in_the_background_says_how_far_it_is(pages, capsys, monkeypatch):
    """Counts, rate, time left, tokens and cost; nothing for a single document."""
    monkeypatch.setattr(progress, "SECONDS_BETWEEN_LINES", 0.2)
    with Progress.of(pages) as watch:
        watch.started()
        for _ in range(100):
            watch.kept()
        for status in ("ok", "flagged", "failed", "ok"):
            saved(watch, status)
        time.sleep(0.5)
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "started: 1,200 documents"
    assert 3 <= len(lines) <= 5
    said = r"104 of 1,200 documents, [\d.]+/s, (\d+ h )?\d+ (min|s) left, 1 flagged, 1 failed, 10.0k tokens, \$0.25"
    assert re.fullmatch(said, lines[1])
    assert re.fullmatch(r"ended: 104 of 1,200 documents, [\d.]+/s, in \d s, .*\$0.25", lines[-1])


@pytest.mark.slow
def test_a_run_where_nothing_comes_back_goes_on_saying_so(pages, capsys, monkeypatch):
    """A minute without an answer is a line too, so that silence means that the process is gone."""
    monkeypatch.setattr(progress, "SECONDS_BETWEEN_LINES", 0.1)
    with Progress.of(pages, 7) as watch:
        watch.started()
        time.sleep(0.25)
    lines = capsys.readouterr().err.splitlines()
    assert lines[:2] == ["started: 7 documents", "0 of 7 documents"]


def test_a_run_that_can_not_begin_says_nothing_of_progress(pages, capsys):
    """Its error is the only line."""
    with pytest.raises(ZeroDivisionError), Progress.of(pages):
        raise ZeroDivisionError
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(("seconds", "said"), [(3.2, "3 s"), (60, "1 min"), (3725, "1 h 2 min")])
def test_durations_are_short(seconds, said):
    """To the minute from a minute on."""
    assert progress._duration(seconds) == said
