"""In a notebook, where an event loop runs: the examples show what their files say, and a run shows its progress."""

import json

import pytest
from make_notebooks import NotebookShell, executed, notebooks
from pages import ROOT

from summarizer import Store, Summarizer
from summarizer.checking.record import DocumentNote, Record
from summarizer.running.engine import NullObserver
from summarizer.running.notebook_progress import NotebookProgress, watching
from summarizer.running.store.totals import Usage

RECORDED = ROOT / "fixtures" / "recordings" / "large-llm"
SEED = ROOT / "seeds" / "002_c1da3120ac8a84ae.txt"


@pytest.fixture
def shell():
    """IPython, as a kernel has it."""
    with NotebookShell.running() as running:
        yield running


@pytest.mark.parametrize("path", notebooks(), ids=lambda path: path.stem)
def test_an_example_shows_what_its_file_says(path):
    """Each cell runs, offline and in its folder; if this fails, run scripts/make_notebooks.py and look at the changes."""
    committed = json.loads(path.read_text(encoding="utf-8"))
    assert executed(path)["cells"] == committed["cells"]


def test_there_are_three_examples():
    """They are read in this order."""
    assert [path.stem for path in notebooks()] == ["1_one_page", "2_folder_to_pivot", "3_check_a_text"]


def test_a_run_in_a_notebook_shows_its_progress(shell, tmp_path):
    """In one display of the cell, which ends with all that was done; nothing is printed."""
    shell.push({"made": Summarizer(replay=RECORDED), "out": tmp_path, "page": SEED})
    for code in ("_ = made.run_to(out, [page])", "_ = made.run_to(out, page)", "_ = list(made.run(page))"):
        printed, displays = shell.shown_by(code)
        assert not printed
        assert [display.update for display in displays] == [False, *[True] * (len(displays) - 1)]
        assert len({display.transient["display_id"] for display in displays}) == 1
        assert displays[-1].data["text/plain"] in {"1 of 1 document", "1 document"}
        assert displays[-1].data["text/html"].startswith('<progress value="1" max="1"></progress> 1 ')
    with Store.read(tmp_path) as store:
        assert store.counts() == {"ok": 1}


def test_progress_says_what_a_person_waits_for_and_pays(shell):
    """Documents that need a look, tokens, cost, and that the run stops."""

    def run():
        with watching(None, 1200) as watch:
            watch.started()
            for status in ("flagged", "failed", "ok"):
                watch.saved(Record(document=DocumentNote(id="a", path=""), status=status), Usage(2, 1000, 234, 0.5))
            watch.kept()
            watch.stopping("SIGINT", 2)

    shell.push({"run": run})
    _, displays = shell.shown_by("run()")
    said = "4 of 1,200 documents, 1 flagged, 1 failed, 1,234 tokens, $0.50, stopping (SIGINT), 2 under way"
    assert displays[-1].data["text/plain"] == said
    assert len(displays) < 7


def test_an_observer_of_your_own_takes_the_place_of_the_progress(shell):
    """So does none: NullObserver."""
    shell.push({"made": Summarizer(replay=RECORDED), "page": SEED, "observer": NullObserver()})
    assert shell.shown_by("_ = list(made.run(page, observer=observer))") == ("", [])


def test_a_script_is_silent(capfd, tmp_path):
    """Its stdout and stderr are its own."""
    Summarizer(replay=RECORDED).run_to(tmp_path, SEED)
    assert not any(capfd.readouterr())
    with watching(None, 3) as watch:
        assert not isinstance(watch, NotebookProgress)
