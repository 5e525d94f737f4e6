"""The documentation is true: commands run, examples print what they say, references are those of the code."""

import ast
import contextlib
import doctest
import html
import json
import re
import shlex
import shutil
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
import typer
from loopback import LOOPBACK, Loopback, answer
from make_cli_reference import reference
from make_terminal_picture import picture
from typer.testing import CliRunner

from summarizer import check, duplicates, scan
from summarizer.checking.grounding import fit
from summarizer.checking.report import VERDICTS
from summarizer.cli import app
from summarizer.store.database import steps
from summarizer.store.store import Store

ROOT = Path(__file__).parent.parent
SEEDS, RECORDED = ROOT / "seeds", ROOT / "fixtures" / "recordings" / "large-llm"
READMES = [ROOT / "README.md", *ROOT.glob("README.*.md")]
PAGES = [*READMES, *sorted((ROOT / "docs").glob("*.md"))]
ALL_PAGES = [*PAGES, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]
OTHERS_PROGRAMS = {"datasette", "export", "llama-server", "ollama", "sqlite3", "vllm"}
DEVELOPERS_PROGRAMS = {"make", "python", "uv", ".venv/bin/python", ".venv/bin/pytest"}
ASKS = {"--model", "--base-url", "--local", "--local-model", "--record"}


def text_of(page):
    return page.read_text(encoding="utf-8")


def blocks(page, language):
    """The fenced blocks of a page in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", text_of(page), re.DOTALL | re.MULTILINE)


def commands(page):
    """The indented lines of a page, each a command, as words; comments and redirections left out."""
    told = re.sub(r"^```.*?^```", "", text_of(page), flags=re.DOTALL | re.MULTILINE)
    for line in told.splitlines():
        if line.startswith("    ") and line.strip():
            words = shlex.split(line, comments=True)
            words = words[: words.index(">")] if ">" in words else words
            while "=" in words[0]:
                words.pop(0)
            yield words


def all_commands(program):
    return [(page, words) for page in ALL_PAGES for words in commands(page) if words[0] == program]


def can_be_run(words):
    """Whether a command needs neither a provider nor a model's weights, and ends by itself."""
    asks_a_model = words[1] == "run" and bool(ASKS & set(words)) and "--dry-run" not in words
    return not asks_a_model and "--serve" not in words


@pytest.fixture(autouse=True)
def _nothing_configured(monkeypatch):
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "SUMMARIZER_API_KEY", "SUMMARIZER_BASE_URL", "SUMMARIZER_MODEL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def finished(tmp_path_factory):
    """A run of the seeds, with the inputs named as the documentation does."""
    folder = tmp_path_factory.mktemp("docs")
    shutil.copytree(SEEDS, folder / "seeds")
    with contextlib.chdir(folder):
        assert CliRunner().invoke(app, ["run", "seeds", "--out", "out"]).exit_code == 0
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


def test_each_verdict_has_an_example_that_gets_it():
    """All verdicts, in the order in which they are tried; the examples' document stands above them."""
    told = text_of(ROOT / "docs" / "concepts.md")
    [document] = re.findall(r"^> (.*)$", told, re.MULTILINE)
    rows = re.findall(r"^\| `(\w+)` \|[^|]*\| `(\{.*\})` \|$", told, re.MULTILINE)
    assert [verdict for verdict, _ in rows] == list(VERDICTS)
    for verdict, figure in rows:
        assert check({"figures": [json.loads(figure)]}, document).judgements[0].verdict == verdict


def test_values_are_read_as_the_concepts_say():
    """Each row of the table of values is what the scan reads."""
    rows = [row.strip("| ").split(" | ") for row in text_of(ROOT / "docs" / "concepts.md").splitlines() if " | " in row]
    tables = [rows[start + 1 :] for start, row in enumerate(rows) if row[0] == "the document says"]
    shown = [row for row in tables[0] if len(row) == 6]
    assert len(shown) > 8
    for surface, *cells in shown:
        [mention] = scan(f"全县共有{surface}在内。").mentions
        read = (mention.value, mention.low, mention.high, mention.unit, mention.qualifier)
        assert ["–" if part is None else str(part) for part in read] == cells


def finding_codes():
    """The codes of all findings in the package's code, as far as they are written there."""
    for path in (ROOT / "summarizer").rglob("*.py"):
        for function in ast.walk(ast.parse(text_of(path))):
            if isinstance(function, ast.FunctionDef):
                yield from codes_of(function)


def codes_of(function):
    assigned = [node for node in ast.walk(function) if isinstance(node, ast.Assign)]
    for call in ast.walk(function):
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in {"Finding", "_finding"}:
            given = [keyword.value for keyword in call.keywords if keyword.arg == "code"] or call.args[:1]
            named = {node.id for value in given for node in ast.walk(value) if isinstance(node, ast.Name)}
            given += [one.value for one in assigned if any(getattr(name, "id", "") in named for name in one.targets)]
            yield from words_in(given)


def words_in(nodes):
    found = (node.value for one in nodes for node in ast.walk(one) if isinstance(node, ast.Constant))
    return (word for word in found if isinstance(word, str) and re.fullmatch("[a-z_]+", word))


def test_each_finding_is_documented():
    """Every code that the package can give stands in the table of docs/checker.md, and every verdict."""
    table = text_of(ROOT / "docs" / "checker.md").split("## Findings")[1].split("\n## ")[0]
    documented = {code for row in table.splitlines() for code in re.findall(r"`(\w+)`", row.split(" | ")[0])}
    found = set(finding_codes())
    assert {"missed", "patch_failed", "near_duplicate"} <= found
    assert found | (set(VERDICTS) - {"verified"}) <= documented


def test_fits_are_those_of_the_code():
    """The table of how well a subject fits a noun."""
    rows = re.findall(r"^\| ([\d.]+) \|[^|]*\| (\S+), (\S+) \|$", text_of(ROOT / "docs" / "checker.md"), re.MULTILINE)
    assert len(rows) == 4
    for number, subject, noun in rows:
        assert fit(subject, noun) == float(number)


def test_the_measure_of_near_duplicates_is_the_one_described():
    """The three numbers that the page names."""
    said = " ".join(text_of(ROOT / "docs" / "checker.md").split("## Near-duplicates")[1].split())
    assert f"From {duplicates.NEAR} on" in said
    assert f"{duplicates.SKETCH} smallest" in said
    assert duplicates.SHORTEST_CLAUSE == 6
    assert "six characters or more" in said


def test_rates_of_the_limits_are_those_that_were_measured():
    """Each rate that docs/limits.md tells stands in benchmarks/README.md."""
    measured = text_of(ROOT / "benchmarks" / "README.md")
    told = re.findall(r"\d+(?:\.\d+)? %|\b0\.\d+|\d+ of \d+", text_of(ROOT / "docs" / "limits.md"))
    assert len(told) > 12
    assert [rate for rate in told if rate not in measured] == []


@pytest.mark.parametrize("readme", READMES, ids=lambda page: page.name)
def test_a_readme_tells_all_verdicts_in_their_order(readme):
    """The table of verdicts, in both languages."""
    assert tuple(re.findall(r"^\| `(\w+)` \|", text_of(readme), re.MULTILINE)) == VERDICTS


def test_each_table_of_the_store_is_documented():
    """The page names every table of the newest schema, and no other."""
    tables = set(re.findall(r"CREATE TABLE (\w+)", "".join(steps().values())))
    rows = text_of(ROOT / "docs" / "store.md").split("## Tables")[1].split("## ")[0]
    first_cells = (row.split(" | ")[0] for row in rows.splitlines() if row.startswith("| `"))
    assert {name for cell in first_cells for name in re.findall(r"`(\w+)`", cell)} == tables


def test_the_queries_find_something(finished):
    """Each query of docs/store.md runs on the run of the seeds and has rows."""
    queries = blocks(ROOT / "docs" / "store.md", "sql")
    assert len(queries) > 4
    with Store.read(finished / "out") as store:
        for query in queries:
            assert store.database.execute(query).fetchall(), query


def test_each_room_and_each_dependency_has_its_line():
    """CONTRIBUTING tells what every module and package is for, and why every dependency is there."""
    told = text_of(ROOT / "CONTRIBUTING.md")
    rooms = told.split("| room | what it does |")[1].split("\n\n")[0]
    modules = {
        path.stem for path in (ROOT / "summarizer").iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert modules - {"__init__"} <= set(re.findall(r"`(\w+)/?`", rooms))
    project = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]
    wanted = [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]
    names = {re.match(r"[\w-]+", one)[0] for one in wanted}
    assert names <= set(re.findall(r"^\| ([\w-]+)(?: \(extra `\w+`\))? \|", told, re.MULTILINE))


@pytest.mark.parametrize("page", ALL_PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    """Files are there, and headings; pictures of the viewer come with the viewer."""
    for target, heading in re.findall(r"\]\((?!https?:)([^)#\s]*)(?:#([^)]+))?\)", text_of(page)):
        file = page.parent / target if target else page
        assert file.exists(), target
        if heading:
            titles = re.findall(r"^#+ (.+)$", text_of(file), re.MULTILINE)
            assert heading in {re.sub(r"[^\w\- ]", "", title).strip().lower().replace(" ", "-") for title in titles}


def test_the_readmes_show_the_same_commands():
    """In English and in Chinese: a command of one is a command of the other."""
    assert len(READMES) == 2
    for one, other in pairwise([{shlex.join(words) for words in commands(readme)} for readme in READMES]):
        assert one == other


def test_no_page_names_a_place_of_somebodys_machine():
    """Neither absolute paths nor hosts but those of the endpoints and standards that a reader needs."""
    known = {"api.openai.com", "api.deepseek.com", "dashscope.aliyuncs.com", "dashscope-intl.aliyuncs.com"}
    for page in ALL_PAGES:
        hosts = set(re.findall(r"https?://([^/\s`)]+)", text_of(page)))
        assert {host for host in hosts if not host.startswith("127.0.0.1")} <= known
        assert not re.search(r"(?<![\w.])/(?:home|root|tmp|work|Users)/", text_of(page))
