"""The documentation is true: its commands run, its examples print what they say, its references are those of the code."""

import contextlib
import doctest
import html
import json
import re
import shlex
import shutil
from pathlib import Path

import pytest
import typer
from loopback import LOOPBACK, Loopback, answer
from make_cli_reference import reference
from make_terminal_picture import UNSET, picture
from pages import PAGES, ROOT, all_commands, blocks, commands, text_of
from typer.testing import CliRunner

from summarizer.cli import app
from summarizer.running.store.store import Store

SEEDS, RECORDED = ROOT / "seeds", ROOT / "fixtures" / "recordings" / "large-llm"
ASKS = {"--model", "--base-url", "--local", "--local-model", "--record"}
OTHERS_PROGRAMS = {"datasette", "export", "llama-server", "ollama", "sqlite3", "vllm"}
DEVELOPERS_PROGRAMS = {"make", "python", "uv", ".venv/bin/python", ".venv/bin/pytest"}


def can_be_run(words):
    """Whether a command needs neither a provider nor a model's weights, and ends by itself."""
    asks_a_model = words[1] == "run" and bool(ASKS & set(words)) and "--dry-run" not in words
    return not asks_a_model and "--serve" not in words


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
    for name, target in {
        "pages": SEEDS,
        "fixtures": ROOT / "fixtures",
        "gold": ROOT / "fixtures" / "gold",
        "recordings": RECORDED,
        "before": finished / "out",
        "after": finished / "out",
    }.items():
        (tmp_path / name).symlink_to(target)
    (tmp_path / "articles.csv").write_text("content,site\n某县设置采样点97个。,甲\n", encoding="utf-8")
    [claim] = blocks(ROOT / "docs" / "recipes.md", "json")
    (tmp_path / "claims.jsonl").write_text(claim, encoding="utf-8")
    (tmp_path / "decisions.json").write_text(json.dumps(a_decision(tmp_path / "out")), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def a_decision(out):
    """A file of decisions as the viewer gives it: one figure of the run is rejected."""
    with Store.read(out) as store:
        record = next(store.records(1))
    figure = record.report.figures[0].model_dump()
    one = {"document": record.document.id, "sha256": record.document.sha256, "action": "reject", "figure": figure}
    rest = {"note": None, "at": "2026-11-22T10:00:00Z"}
    return {"format": "summarizer-decisions", "version": 1, "who": "甲", "decisions": [one | rest]}


def play_the_provider(words):
    """Answer the file of requests that `batch export` wrote: with what was recorded about the same documents."""
    requests = Path(words[words.index("-o") + 1])
    parallel = [*words[: words.index("--model")], "--model", "large-llm", "--out", "recorded", "-o", "recorded.jsonl"]
    assert CliRunner().invoke(app, parallel[1:]).exit_code == 0
    asked = (json.loads(line)["custom_id"] for line in requests.read_text(encoding="utf-8").splitlines())
    known = (json.loads(line)["custom_id"] for line in Path("recorded.jsonl").read_text(encoding="utf-8").splitlines())
    with Path("answers.jsonl").open("w", encoding="utf-8") as answers:
        for custom_id, digest in zip(asked, known, strict=True):
            body = json.loads((RECORDED / f"{digest}.json").read_text(encoding="utf-8"))["response"]
            line = {"custom_id": custom_id, "response": {"status_code": 200, "body": body}, "error": None}
            answers.write(json.dumps(line) + "\n")


@pytest.mark.slow
@pytest.mark.parametrize("page", [page for page in PAGES if page.name != "README.zh.md"], ids=lambda page: page.name)
def test_the_commands_of_a_page_do_what_they_say(page, workshop):
    """In the page's order, in one folder, each that needs no provider ends with status 0; README.zh.md has README.md's."""
    for words in commands(page):
        if words[0] == "summarizer" and can_be_run(words):
            result = CliRunner().invoke(app, words[1:])
            assert result.exit_code == 0, f"{shlex.join(words)}\n{result.output}"
            if words[1:3] == ["batch", "export"]:
                play_the_provider(words)


@pytest.mark.parametrize(
    "words", [words for _, words in all_commands("summarizer")], ids=lambda words: shlex.join(words[1:])
)
def test_commands_have_the_options_that_they_show(words):
    """The real parser takes the command: options, their values, required arguments."""
    command, rest = typer.main.get_command(app), words[1:]
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
    "summary": "青禾县改造管网120公里。",
    "measures": [],
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


def test_the_queries_find_something(finished):
    """Each query of docs/store.md runs on the run of the seeds and has rows."""
    queries = blocks(ROOT / "docs" / "store.md", "sql")
    assert len(queries) > 4
    with Store.read(finished / "out") as store:
        for query in queries:
            assert store.database.execute(query).fetchall(), query
