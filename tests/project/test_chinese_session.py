"""The quick start, followed where the locale is Chinese: nothing that is printed is English but names."""

import re
import shlex
import shutil

from make_terminal_picture import UNSET
from pages import CHINESE, ROOT, commands
from reading_along import SEEDS, is_endless, lay_out, played
from typer.testing import CliRunner

from summarizer.cli import app
from summarizer.reading.formats.file_forms import forms

QUICKSTART = next(page for page in CHINESE if page.stem == "quickstart")
NAMES = {
    *("summarizer", "govnews-summarizer", "OpenAI", "Python", "SQLite", "llama.cpp", "Qwen2.5-Coder-1.5B", "large-llm"),
    *("JSON", "JSONL", "Schema", "CSV", "TOML", "HTML", "UTF-8", "BOM", "GGUF", "Excel", "Batch", "API", "GB", "MB"),
    *("pip", "install", "pyarrow", "shell", "parquet", "xlsx", "csv", "sqlite", "md", "jsonl", "KEY", "OUT", "README"),
    *(suffix.strip(".") for form in forms() for suffix in form.suffixes),
}
"""Names of programs, formats, units and placeholders, which are the same in both languages."""
NAME = re.compile(
    r"(?<![\w-])--?[a-z][\w-]*|[\w.~-]*/[\w./*#-]*|https?://\S+|\b[\w-]+(?:\.[a-z][\w-]+)+\b|\[local\]|\b[A-Z]+(?:_[A-Z]+)+\b|[\w-]+\.(?:txt|json|jsonl|html|csv|xlsx|sqlite|toml|md|gguf)\b"
)
"""An option, a path, an address, a variable of the environment, a file."""


def session():
    """The commands that a reader types; where one asks a model, it is recorded."""
    return [words for words in commands(QUICKSTART) if words[0] == "summarizer" and not is_endless(words)]


def english(printed, typed):
    """The Latin words of an output that are no names, and were not typed."""
    known = NAMES | {part for word in typed for part in re.findall(r"[A-Za-z][\w.-]*[A-Za-z0-9]", word)}
    plain = NAME.sub(" ", printed)
    return [word for word in re.findall(r"[A-Za-z][\w.-]*[A-Za-z0-9]", plain) if word not in known]


def test_no_command_of_the_quick_start_prints_an_english_word(tmp_path, monkeypatch):
    """In its order. Notes, progress, tables, findings, checks: Chinese, but for names of options, formats and files."""
    shutil.copytree(SEEDS, tmp_path / "seeds")
    lay_out(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    locale = {"LC_ALL": None, "LC_MESSAGES": None, "LANG": "zh_CN.UTF-8"}
    for words in session():
        result = CliRunner().invoke(app, played(words)[1:], env={**UNSET, **locale}, prog_name="summarizer")
        assert result.exit_code == 0, result.output
        assert english(result.output, words) == [], shlex.join(words)
        assert re.search(r"[\u4e00-\u9fff]", result.output) or words[1] in {"view", "export"}, shlex.join(words)


def test_the_look_out_for_english_finds_it():
    """A word that is no name is one that should be Chinese."""
    assert english("已核实 73 figures，见 out/reports.jsonl", ["run"]) == ["figures"]


def test_make_demo_speaks_chinese_too():
    """Its lines are chosen by the locale."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "$(filter zh%,$(firstword $(LC_ALL) $(LC_MESSAGES) $(LANG)))" in makefile
    assert not re.search(r'echo "[A-Z]', makefile)
