"""What the documentation states is so: verdicts, values, findings, tables, rates, rooms, links."""

import json
import re
import shlex
import sqlite3
import tomllib
from contextlib import closing
from itertools import accumulate, pairwise
from pathlib import Path
from typing import get_args

import pytest
from pages import ALL_PAGES, CHINESE, READMES, ROOT, commands, text_of

from summarizer import check, check_text, scan
from summarizer.checking.report_values import VERDICTS, TextVerdict
from summarizer.reading.formats.file_forms import forms
from summarizer.resources import sentences, table
from summarizer.running import sketches
from summarizer.running.store.database import bring_up, steps

_NOT_OF_FINDINGS = {"date", "word", "text_number"}
"""What only parts of messages have: reasons, words, the source's number within `summary_mismatch`."""


def test_each_verdict_has_an_example_that_gets_it():
    """All verdicts, in the order in which they are tried; the examples' document is above them."""
    told = text_of(ROOT / "docs" / "concepts.md")
    [document] = re.findall(r"^> (.*)$", told, re.MULTILINE)
    rows = re.findall(r"^\| `(\w+)` \|[^|]*\| `(\{.*\})` \|$", told, re.MULTILINE)
    assert [verdict for verdict, _ in rows] == list(VERDICTS)
    for verdict, figure in rows:
        assert check({"figures": [json.loads(figure)]}, document).judgements[0].verdict == verdict


def test_each_verdict_on_a_text_has_an_example_that_gets_it():
    """All verdicts, in their order, with how; the examples' source is above them."""
    page = text_of(ROOT / "docs" / "texts.md")
    [source] = re.findall(r"^> (.*)$", page, re.MULTILINE)
    rows = re.findall(r"^\| *(?:`(\w+)`)? *\|[^|]*\|[^|]*\| *(?:`(\w+)`)? *\| ([^|]+) \|$", page, re.MULTILINE)
    verdicts = list(accumulate((row[0] for row in rows), lambda before, verdict: verdict or before))
    assert list(dict.fromkeys(verdicts)) == list(get_args(TextVerdict))
    for verdict, (_, how, example) in zip(verdicts, rows, strict=True):
        judged = check_text(example, source).judgements[-1]
        assert (judged.verdict, judged.how) == (verdict, how or None), example


def test_each_way_of_restating_and_computing_is_explained():
    """The codes of both tables, in docs/texts.md."""
    page = text_of(ROOT / "docs" / "texts.md")
    codes = {row[0] for name in ("restatements", "derivations") for row in table(name)}
    assert codes <= set(re.findall(r"`(\w+)`", page))


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


def test_each_finding_is_documented():
    """Every code that the package can give is in the table of docs/checker.md, and every verdict."""
    table = text_of(ROOT / "docs" / "checker.md").split("## Findings")[1].split("\n## ")[0]
    documented = {code for row in table.splitlines() for code in re.findall(r"`(\w+)`", row.split(" | ")[0])}
    found = {key.partition(".")[0] for key in sentences("messages", "en")} - _NOT_OF_FINDINGS
    assert {"missed", "near_duplicate"} <= found
    assert found | (set(VERDICTS) - {"verified"}) <= documented


def test_the_measure_of_copies_is_the_one_described():
    """The numbers that the page names."""
    stated = " ".join(text_of(ROOT / "docs" / "checker.md").split("## Copies and reprints")[1].split())
    assert sketches.SHINGLE == 4
    assert "runs of four characters" in stated
    assert f"the {sketches.SHINGLES} smallest hashes" in stated
    assert sketches.ADDED_NUMBERS == 1 / 4
    assert "adds at most a quarter" in stated
    assert (
        f"a resemblance of {sketches.MOST}. Each shared number lowers that by {sketches.STEP}, to {sketches.LEAST}"
        in stated
    )


def test_rates_of_the_limits_are_those_that_were_measured():
    """Each rate in docs/limits.md is in benchmarks/README.md."""
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
    with closing(sqlite3.connect(":memory:")) as database:
        bring_up(database, Path(":memory:"), steps())
        tables = {row[0] for row in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    rows = text_of(ROOT / "docs" / "store.md").split("## Tables")[1].split("## ")[0]
    first_cells = (row.split(" | ")[0] for row in rows.splitlines() if row.startswith("| `"))
    assert {name for cell in first_cells for name in re.findall(r"`(\w+)`", cell)} == tables


def test_each_dependency_has_its_line():
    """CONTRIBUTING tells why every dependency is there."""
    told = text_of(ROOT / "CONTRIBUTING.md")
    project = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]
    wanted = [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]
    names = {re.match(r"[\w-]+", one)[0] for one in wanted}
    assert names <= set(re.findall(r"^\| ([\w-]+)(?: \(extra `\w+`\))? \|", told, re.MULTILINE))


@pytest.mark.parametrize("page", [*ALL_PAGES, *CHINESE], ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page):
    """Files are there, and headings; pictures of the viewer come with the viewer."""
    for target, heading in re.findall(r"\]\((?!https?:)([^)#\s]*)(?:#([^)]+))?\)", text_of(page)):
        file = page.parent / target if target else page
        assert file.exists(), target
        if heading:
            titles = re.findall(r"^#+ (.+)$", text_of(file), re.MULTILINE)
            assert heading in {re.sub(r"[^\w\- ]", "", title).strip().lower().replace(" ", "-") for title in titles}


def test_the_recipes_name_files_and_tests_that_are_there():
    """Each file with its folder, and each test, that docs/extending.md names; but the file that a recipe makes."""
    page = text_of(ROOT / "docs" / "extending.md")
    files = set(re.findall(r"\b(?:summarizer|tests|scripts|benchmarks|prompts)/[\w/]+\.\w+", page))
    assert len(files) > 25
    assert [name for name in files if not (ROOT / name).exists()] == ["summarizer/delivering/exporting/quotes.py"]
    tests = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    assert [name for name in re.findall(r"`(test_\w+)`", page) if f"def {name}(" not in tests] == []


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


@pytest.mark.parametrize("page", [ROOT / "docs" / "inputs.md", ROOT / "docs" / "zh" / "inputs.md"], ids=["en", "zh"])
def test_each_form_of_file_is_documented(page):
    """What is read, with its extra, and what is refused, with what to do, are those of the table of forms."""
    rows = re.findall(r"^\| ((?:`\.[\w.]+` ?)+)\| ?(.*?) ?\|", text_of(page), re.MULTILINE)
    told = {suffix: about for suffixes, about in rows for suffix in re.findall(r"`([^`]+)`", suffixes)}
    read = {
        suffix: f"`{form.extra}`" if form.extra else "" for form in forms() if form.is_read for suffix in form.suffixes
    }
    refused = {
        suffix: form.refused for form in forms() if not form.is_read for suffix in form.suffixes if suffix not in read
    }
    assert told.keys() == read.keys() | refused.keys()
    assert {suffix: told[suffix] for suffix in read} == read
    assert [
        suffix
        for suffix, way in refused.items()
        if way not in {"unpack", "password"} and f"`{way}`" not in told[suffix]
    ] == []


def pinned(name):
    """What a lock installs: lines of name, version and condition."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return {line.removesuffix(" \\") for line in lines if "==" in line.split("#")[0]}


def test_the_lock_of_a_demo_is_part_of_the_lock_that_is_tested():
    """In the same versions; it has all that the program requires, and none of the tools for its development."""
    demo, tested = pinned("requirements.txt"), pinned("requirements-dev.txt")
    assert demo <= tested
    names = {line.partition("==")[0] for line in demo}
    required = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    assert {re.split(r"[<>=\[; ]", each)[0] for each in required} <= names
    assert not names & {"pytest", "mypy", "ruff", "polars", "pandas"}
