"""The program speaks Chinese where the locale or `--lang` asks for it: help, mistakes in a command line."""

import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from summarizer.cli import app, consent
from summarizer.cli.help_page import in_chinese, wrapped
from summarizer.cli.language import of_locale, option_first
from summarizer.resources import table

RECORDED = Path(__file__).parents[2] / "fixtures" / "recordings" / "large-llm"
PROGRAM = typer.main.get_command(app)


def every_command(command=PROGRAM, path=()):
    yield path, command
    for name, inner in getattr(command, "commands", {}).items():
        yield from every_command(inner, (*path, name))


def texts():
    """Every text of ours in the help of the program, paragraph by paragraph."""
    for _, command in every_command():
        held = [command.help, command.options_metavar, getattr(command, "subcommand_metavar", None)]
        held += [getattr(part, name, None) for part in command.params for name in ("help", "show_default", "metavar")]
        for text in held:
            if isinstance(text, str):
                yield from (" ".join(paragraph.split()) for paragraph in text.split("\n\n"))


def call(*arguments, **environment):
    clean = dict.fromkeys(("LC_ALL", "LC_MESSAGES", "LANG"))
    return CliRunner().invoke(app, list(arguments), env=clean | environment, prog_name="summarizer")


def test_every_text_of_the_help_has_a_chinese_one():
    """A changed English text fails here until its row is changed too."""
    rows = [row[0] for row in table("help")]
    assert sorted(set(texts()) - set(rows)) == []
    assert len(rows) == len(set(rows))
    ours = [row for row in rows if row.endswith(".") and row != "Show this message and exit."]
    assert sorted(set(ours) - set(texts())) == []


@pytest.mark.parametrize("path", [path for path, _ in every_command()], ids=" ".join)
def test_the_help_of_a_command_is_chinese_and_fits_the_screen(path, monkeypatch):
    """No English word but names: of commands, options, files, formats, variables. No line is wider than 80 cells."""
    monkeypatch.setenv("COLUMNS", "80")
    shown = call(*path, "--help", "--lang", "zh").stdout
    assert re.search(r"^用法：summarizer", shown)
    assert "本帮助" in shown
    assert not re.search(r"(?<!--)\b(the|of|and|a|is|to|Show|default|required|Options|Usage|str|int)\b", shown)
    assert all(sum(1 + (ord(sign) > 0x2E7F) for sign in line) <= 80 for line in shown.splitlines())


@pytest.mark.parametrize(
    ("environment", "spoken"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh"}, "zh"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_TW.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, "zh"),
        ({"LANG": "zhx"}, "en"),
        ({}, "en"),
    ],
)
def test_the_locale_is_read_as_posix_orders_it(environment, spoken):
    """LC_ALL before LC_MESSAGES before LANG; an empty one counts as none."""
    assert of_locale(environment) == spoken


@pytest.mark.parametrize(
    ("arguments", "ordered"),
    [
        (["run", "seeds", "--lang", "zh", "--out", "x"], ["--lang", "zh", "run", "seeds", "--out", "x"]),
        (["run", "--lang=zh"], ["--lang", "zh", "run"]),
        (["run", "--", "--lang"], ["run", "--", "--lang"]),
        (["run", "--lang"], ["--lang", "run"]),
        ([], []),
    ],
)
def test_the_language_may_be_named_after_the_command(arguments, ordered):
    """But what follows -- is input."""
    assert option_first(arguments) == ordered


def test_lang_wins_over_the_locale():
    """In both directions."""
    assert "用法" in call("--help", LANG="zh_CN.UTF-8").stdout
    assert "Usage" in call("--help", "--lang", "en", LANG="zh_CN.UTF-8").stdout
    assert "Usage" in call("--help").stdout


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["rnu"], "错误：没有命令 rnu，是不是 run？"),
        (["xyz"], "错误：没有命令 xyz。"),
        (["run"], "错误：缺少参数 inputs。"),
        (["check", "x"], "summarizer: 请给出一个报告或数据文件和一个 --source；或给出 --text TEXT 及其原文"),
        (["run", "x", "--mode", "y"], "错误：--mode 的取值不对，应为 <json_schema|json|tools>。"),
        (["run", "x", "--patches", "-1"], "错误：--patches 的取值不对，应为 <整数> x>=0。"),
        (["run", "x", "--oot", "y"], "错误：没有选项 --oot，是不是 --out、--prompt、--tpm？"),
        (["run", "x", "--out"], "错误：选项 --out 缺少取值，或带了不该带的值。"),
        (["show", "a", "b", "c"], "错误：多出了参数：c。"),
        (["review", "--lang", "zh"], "用法：summarizer review [选项] 命令 [参数]..."),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, list) else "",
)
def test_a_mistake_in_a_command_line_is_told_in_chinese(arguments, line):
    """With the exit status of a mistake."""
    result = call(*arguments, LANG="zh_CN.UTF-8")
    assert result.exit_code == 2
    assert line in result.stderr.splitlines()


@pytest.mark.parametrize(
    ("typed", "confirmed"), [("y\n", True), ("是\n", True), ("\n", False), ("否\n", False), ("什么\nYES\n", True)]
)
def test_a_yes_may_be_chinese(typed, confirmed, monkeypatch):
    """Another word is asked for again; nothing is a no."""
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    assert consent._confirmed() is confirmed


def test_the_end_of_the_input_is_no_answer(monkeypatch):
    """It breaks the command off."""
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    with pytest.raises(typer.Abort):
        consent._confirmed()


def test_a_failure_is_told_in_chinese_at_the_end_of_a_run(tmp_path):
    """From its code and parameters, which its record has; reports.jsonl keeps the English sentence."""
    (tmp_path / "a.csv").write_text("甲,乙\n1,2\n", encoding="utf-8")
    result = call(
        "run", str(tmp_path / "a.csv"), "--out", str(tmp_path / "out"), "--replay", str(RECORDED), "--lang", "zh"
    )
    assert result.exit_code == 1
    told = "summarizer: 失败 1 篇（没有正文列）：没有列名常用于正文的列：请用 --text-column 指明一列：甲、乙"
    assert told in result.stderr.splitlines()
    error = json.loads((tmp_path / "out" / "reports.jsonl").read_text(encoding="utf-8"))["error"]
    assert error["params"] == {"shown": ["甲", "乙"]}
    assert error["message"].endswith("name one with --text-column: 甲, 乙")


def test_a_name_that_is_a_word_of_the_catalogue_stays_a_name(tmp_path):
    """A folder called new is not translated."""
    result = call("show", "new", "date", LANG="zh_CN.UTF-8")
    assert result.stderr == "summarizer: new 里没有运行结果：请用 summarizer run … --out new 生成\n"


def test_help_in_chinese_loads_no_library_that_takes_time():
    """No more than help in English does."""
    code = (
        "import sys; from typer.testing import CliRunner; from summarizer.cli import app;"
        "assert '用法' in CliRunner().invoke(app, ['--help', '--lang', 'zh']).stdout;"
        "assert not {'openai', 'instructor', 'pydantic', 'opencc', 'rich'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_no_line_begins_with_a_comma():
    """A Chinese comma or full stop stays at the end of its line, an opening quotation mark with its word."""
    lines = wrapped("甲乙丙丁，戊己庚辛“壬癸”。abc def", 10)
    assert lines == ["甲乙丙丁，", "戊己庚辛", "“壬癸”。", "abc def"]


def test_a_text_without_a_row_stays_as_it_is():
    """Paragraph by paragraph."""
    assert in_chinese("Print the version.\n\nNew.") == "显示版本号。\n\nNew."
