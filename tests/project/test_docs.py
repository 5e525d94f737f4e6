"""The documentation is true: its commands run, its examples print what they say, its references are those of the code."""

import contextlib
import doctest
import html
import json
import re
import shlex
import shutil

import pytest
import typer
from loopback import LOOPBACK, Loopback, answer
from make_cli_reference import reference
from make_terminal_picture import UNSET, picture
from pages import PAGES, READMES, ROOT, WALKED, all_commands, blocks, commands, text_of
from reading_along import RECORDED, SEEDS, follow_up, is_endless, lay_out, played, prepare
from typer.testing import CliRunner

from summarizer import Summarizer
from summarizer.cli import app
from summarizer.cli.language import OPTION, option_first
from summarizer.running.store.store import Store

OTHERS_PROGRAMS = {".", "datasette", "export", "llama-server", "ollama", "pip", "python3", "sqlite3", "vllm"}
DEVELOPERS_PROGRAMS = {"make", "python", "uv", ".venv/bin/python", ".venv/bin/pytest"}


@pytest.fixture(autouse=True)
def _nothing_configured(monkeypatch):
    for name in UNSET:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def finished(tmp_path_factory):
    """A run of the seeds, with the inputs named as the documentation does."""
    folder = tmp_path_factory.mktemp("docs")
    shutil.copytree(SEEDS, folder / "seeds")
    with contextlib.chdir(folder):
        assert CliRunner().invoke(app, ["run", "seeds", "--out", "out"], env=UNSET).exit_code == 0
    return folder


@pytest.fixture
def workshop(finished, tmp_path, monkeypatch):
    """The working folder, at hand, of somebody who reads the documentation: what its commands name is there."""
    shutil.copytree(finished, tmp_path, dirs_exist_ok=True)
    lay_out(tmp_path)
    (tmp_path / "fixtures").symlink_to(ROOT / "fixtures")
    (tmp_path / "recordings").symlink_to(RECORDED)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize(
    "page", [page for page in PAGES if page not in {*WALKED, *READMES}], ids=lambda page: page.name
)
def test_the_commands_of_a_page_do_what_they_say(page, workshop):
    """In the page's order, in one folder, on what earlier ones made; what asks a model is answered from recordings."""
    for words in commands(page):
        if words[0] == "summarizer" and not is_endless(words):
            prepare(words)
            result = CliRunner().invoke(app, played(words)[1:])
            assert result.exit_code == 0, f"{shlex.join(words)}\n{result.output}"
            follow_up(words)


@pytest.mark.parametrize(
    "words", [words for _, words in all_commands("summarizer")], ids=lambda words: shlex.join(words[1:])
)
def test_commands_have_the_options_that_they_show(words):
    """The real parser takes the command: options, their values, required arguments."""
    command, rest = typer.main.get_command(app), option_first(words[1:])
    rest = rest[2:] if rest[0] == OPTION else rest
    while hasattr(command, "commands"):
        command = command.commands[rest.pop(0)]
    command.make_context(words[1], rest)


def test_no_page_shows_a_command_that_nobody_has_looked_at():
    """Whoever adds one of another program adds it here, and has tried it."""
    told = {words[0] for page in PAGES for words in commands(page)}
    assert told <= OTHERS_PROGRAMS | DEVELOPERS_PROGRAMS | {"summarizer"}
    assert {words[0] for words in commands(ROOT / "CONTRIBUTING.md")} <= DEVELOPERS_PROGRAMS | {"summarizer"}


def test_make_has_the_targets_that_are_shown():
    """`make demo` and the like are targets of the Makefile."""
    targets = set(re.findall(r"^([a-z]+):", text_of(ROOT / "Makefile"), re.MULTILINE))
    assert {words[1] for _, words in all_commands("make")} <= targets


def test_the_command_line_reference_is_that_of_the_code():
    """If this fails, run scripts/make_cli_reference.py."""
    assert text_of(ROOT / "docs" / "cli.md") == reference()


def test_completion_completes():
    """What a shell asks after --install-completion is answered."""
    asked = {"_SUMMARIZER_COMPLETE": "complete_bash", "COMP_WORDS": "summarizer run --retry", "COMP_CWORD": "2"}
    assert CliRunner().invoke(app, [], prog_name="summarizer", env=asked).stdout.split() == ["--retry-failed"]


def test_the_picture_of_the_terminal_is_what_is_printed():
    """If this fails, run scripts/make_terminal_picture.py. It loads nothing, and is small."""
    committed = text_of(ROOT / "docs" / "pictures" / "terminal.svg")
    shown = [re.findall(r"<text[^>]*>([^<]*)<", drawn) for drawn in (committed, picture())]
    assert [html.unescape(words) for words in shown[0]] == [html.unescape(words) for words in shown[1]]
    assert len(committed) < 100_000
    assert "url(http" not in committed


FUNDED = {
    "points": [{"text": "青禾县改造管网120公里。"}],
    "measures": [],
    "slogans": [],
    "figures": [
        {"quote": "改造管网120公里", "subject": "管网", "value": 120, "unit": "公里"},
        {"quote": "资金3亿元由县财政承担", "subject": "资金", "value": "3亿", "unit": "元", "funder": "县财政"},
    ],
}


@pytest.mark.parametrize("mark", [pytest.param(None, marks=LOOPBACK, id="library.md")])
def test_the_librarys_examples_print_what_they_say(mark, workshop, monkeypatch):
    """Each block is a session; the model that one of them asks is a server on this machine."""
    page = ROOT / "docs" / "library.md"
    with Loopback(answer(json.dumps(FUNDED, ensure_ascii=False))) as server:
        monkeypatch.setenv("SUMMARIZER_BASE_URL", server.url)
        session = "\n".join(blocks(page, "pycon"))
        example = doctest.DocTestParser().get_doctest(session, {"__name__": "__main__"}, page.name, str(page), 0)
        assert doctest.DocTestRunner().run(example).failed == 0
        assert example.examples


def test_the_codebook_and_the_fields_that_are_shown_are_read(workshop):
    """A model would be asked for them, as a part of each measure, of each figure and of the report."""
    draft = Summarizer("m", codebook="codes.toml", fields="fields.json").plan.draft
    outline = json.dumps(draft.model_json_schema(), ensure_ascii=False)
    assert all(f'"{name}"' in outline for name in ("codebook_code", "topic", "budget", "group"))
    assert "学校停课" in outline


def test_the_queries_find_something(finished):
    """Each query of docs/store.md runs on the run of the seeds and has rows."""
    queries = blocks(ROOT / "docs" / "store.md", "sql")
    assert len(queries) > 4
    with Store.read(finished / "out") as store:
        for query in queries:
            assert store.database.execute(query).fetchall(), query
