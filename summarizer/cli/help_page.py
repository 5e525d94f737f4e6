"""Help in Chinese: the rows of `data/help.tsv` by the English text that stands with each command and option.

typer's own page breaks lines by characters, and a Chinese one is two cells wide; so the page is laid out here.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any
from unicodedata import east_asian_width

from summarizer.resources import table

_WIDEST_NAME, _WIDEST_PAGE = 28, 80
_TYPE = re.compile(r" (<[^>|]+>|[A-Z]+(?: RANGE)?)(?=\.\.\.|$)")
# What stays together on a line: words of other scripts, and a sign with the punctuation that belongs to it.
_UNIT = re.compile(r"[“‘（《〈【「]*(?:[!-~…·–—]+|.)[，。；：、！？”’）》〉】」]*", re.DOTALL)


def in_chinese(text: str) -> str:
    """A text of the command line, paragraph by paragraph; itself where the table lacks it."""
    paragraphs = [" ".join(paragraph.split()) for paragraph in text.split("\n\n")]
    return "\n\n".join(_rows().get(paragraph, paragraph) for paragraph in paragraphs)


def translate(command: Any) -> None:
    """Put the texts of a command, its parameters and its own commands into Chinese."""
    for holder, names in ((command, ("help", "options_metavar", "subcommand_metavar")), *_texts(command)):
        for name in names:
            if isinstance(text := getattr(holder, name, None), str):
                setattr(holder, name, in_chinese(text))
    for inner in getattr(command, "commands", {}).values():
        translate(inner)


def help_page(command: Any, context: Any) -> str:
    """The help of a command that `translate` has been through, for this terminal."""
    width = min(context.terminal_width or _terminal_width(), _WIDEST_PAGE)
    lines = [usage(command, context)]
    for paragraph in (command.help or "").split("\n\n"):
        lines += ["", *_indented(wrapped(paragraph, width - 2), 2)]
    parameters = command.get_params(context)
    for heading, kind in (("Arguments", "argument"), ("Options", "option")):
        records = [_record(parameter, context) for parameter in parameters if parameter.param_type_name == kind]
        lines += _section(heading, [record for record in records if record], width)
    inner = getattr(command, "commands", {})
    lines += _section("Commands", [(name, _first_sentence(inner[name].help or "")) for name in inner], width)
    return "\n".join(lines)


def usage(command: Any, context: Any) -> str:
    """The line that shows how a command is called."""
    return f"{in_chinese('Usage:')}{context.command_path} {' '.join(command.collect_usage_pieces(context))}"


def value_wanted(parameter: Any, context: Any) -> str:
    """What an option takes, e.g. `<整数>` or `<json_schema|json|tools>`, with its range."""
    name, text = parameter.get_help_record(context) or ("", "")
    limits = re.search(r"[\d.]*<?=?x[<>]=?[\d.]+", text)
    kind = name.rpartition(" <")[2].rstrip(">.") if " <" in name else ""
    return " ".join(filter(None, (in_chinese(f"<{kind}>") if kind else "", limits[0] if limits else "")))


def wrapped(text: str, width: int) -> list[str]:
    """The lines of a text that are at most `width` cells wide; none begins with a comma or a full stop."""
    lines = [""]
    for unit in _UNIT.findall(text):
        if _cells(lines[-1] + unit.rstrip()) > width and lines[-1]:
            lines.append("")
        lines[-1] += unit if lines[-1] else unit.lstrip()
    return [line.rstrip() for line in lines]


@cache
def _rows() -> dict[str, str]:
    return {row[0]: row[1] for row in table("help")}


def _texts(command: Any) -> Iterator[tuple[Any, tuple[str, ...]]]:
    for parameter in command.params:
        yield parameter, ("help", "show_default", "metavar")


def _cells(text: str) -> int:
    """How wide a text is in a terminal; rich would say it too, but takes as long to load as a page of help."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def _terminal_width() -> int:
    import shutil

    return max(50, shutil.get_terminal_size().columns)


def _record(parameter: Any, context: Any) -> tuple[str, str] | None:
    """The names of a parameter and what it does, with what typer adds in brackets."""
    record = parameter.get_help_record(context)
    if record is None:
        return None
    own = parameter.help or ""
    added = record[1][len(own) :].strip()
    notes = [_note(part) for part in added.removeprefix("[").removesuffix("]").split("; ")] if added else []
    name = _TYPE.sub(lambda match: f" {in_chinese(match[1])}", record[0])
    return name, in_chinese(own) + (f" [{'；'.join(notes)}]" if notes else "")


def _note(part: str) -> str:
    name, sign, value = part.partition(": ")
    return in_chinese(name) + (f"：{value.removeprefix('(').removesuffix(')')}" if sign else "")


def _first_sentence(text: str) -> str:
    return text.partition("\n\n")[0].partition("。")[0]


def _section(heading: str, records: Sequence[tuple[str, str]], width: int) -> list[str]:
    """A list of names and what they mean, in two columns."""
    if not records:
        return []
    first = min(max(_cells(name) for name, _ in records), _WIDEST_NAME) + 2
    lines = ["", f"{in_chinese(heading)}："]
    for name, text in records:
        rest = wrapped(text, width - first - 2)
        if _cells(name) > _WIDEST_NAME:
            lines.append(f"  {name}")
        else:
            lines.append(f"  {name}{' ' * (first - _cells(name))}{rest.pop(0)}".rstrip())
        lines += _indented(rest, first + 2)
    return lines


def _indented(lines: Sequence[str], indent: int) -> list[str]:
    return [f"{' ' * indent}{line}" for line in lines]
