"""What is wrong with a command line, in Chinese: typer says it in English alone, and by classes that it keeps to itself."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from typing import Any

import typer

from summarizer.cli.help_page import usage, value_wanted
from summarizer.cli.language import say, words
from summarizer.resources import Message, message


@contextmanager
def usage_in_chinese() -> Iterator[None]:
    """End the program as typer does, with its exit status, where a command line is wrong or a person breaks off."""
    try:
        yield
    except typer.Abort:
        typer.echo(words("usage.aborted"), err=True)
        sys.exit(1)
    except Exception as error:
        if not hasattr(error, "format_message"):
            raise
        for line in _lines(error):
            typer.echo(line, err=True)
        sys.exit(getattr(error, "exit_code", 2))


def no_such_command(name: str, known: list[str]) -> Message:
    """A command that there is not, with those that it may be meant for."""
    close = get_close_matches(name, known)
    if not close:
        return message("usage.no_command", name=name)
    return message("usage.no_command.close", name=name, close=" ".join(close))


def _lines(error: Any) -> Iterator[str]:
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":
        yield error.format_message()
        return
    if context is not None:
        yield usage(context.command, context)
        yield words("usage.try", command=context.command_path, option=context.help_option_names[0])
        yield ""
    yield words("usage.error", what=_what(error, context))


def _what(error: Any, context: Any) -> str:
    kind, parameter = type(error).__name__, getattr(error, "param", None)
    if kind == "MissingParameter" and parameter is not None:
        return words(f"usage.missing_{parameter.param_type_name}", name=_name(parameter))
    if kind == "BadParameter" and parameter is not None:
        return words("usage.bad_value", name=_name(parameter), wanted=value_wanted(parameter, context))
    if kind == "NoSuchOption":
        close = "、".join(sorted(error.possibilities or ()))
        return words("usage.no_option.close" if close else "usage.no_option", name=error.option_name, close=close)
    if kind == "BadOptionUsage":
        return words("usage.option_misused", name=error.option_name)
    return _other(error, context)


def _other(error: Any, context: Any) -> str:
    if isinstance(error.message, Message):
        return say(error.message)
    if hasattr(getattr(context, "command", None), "commands"):
        return words("usage.missing_command")
    surplus = re.search(r"\(([^()]+)\)\.?$", error.format_message())
    return words("usage.surplus", names=surplus[1]) if surplus else error.format_message()


def _name(parameter: Any) -> str:
    return " / ".join(parameter.opts) if parameter.param_type_name == "option" else parameter.name
