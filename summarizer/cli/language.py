"""The language that the program speaks: that of `--lang`, else that of the locale, else English.

Rooms make `Message`s; a command puts them into the language where it shows them. Data (JSON, CSV, codes in files) has none.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, get_args

from summarizer.resources import Language, messages, render, translated

OPTION = "--lang"
_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set counts, as POSIX has it
_spoken: list[Language] = ["en"]  # the last one counts; a thread that shows progress sees it too


def language() -> Language:
    """The language of what is shown now."""
    return _spoken[-1]


@contextmanager
def speaking(chosen: Language) -> Iterator[None]:
    """Show what is shown in this language."""
    _spoken.append(chosen)
    try:
        yield
    finally:
        _spoken.pop()


def say(text: str) -> str:
    """A message in the language that is spoken; other text as it is."""
    return translated(text, language())


def words(key: str, **params: Any) -> str:
    """The words of a key of the catalogue."""
    return render(key, params, language())


def label(kind: str, code: str) -> str:
    """What a code is called: in English the code itself, so that what is read can be typed."""
    return code if language() == "en" else messages("zh").get(f"{kind}_{code}", code)


def of_locale(environment: Mapping[str, str]) -> Language:
    """Chinese where the locale is Chinese, whatever its region and encoding."""
    named = next((environment[name] for name in _LOCALE if environment.get(name)), "")
    return "zh" if named.lower().partition("_")[0].partition(".")[0] == "zh" else "en"


def asked_for(arguments: Sequence[str]) -> Language | None:
    """The language that a command line asks for; None where it names none, or one that there is not."""
    first = option_first(arguments)
    value = first[1] if len(first) > 1 and first[0] == OPTION else ""
    return next((known for known in get_args(Language) if known == value), None)


def chosen(arguments: Sequence[str]) -> Language:
    """The language of a command line in this environment."""
    return asked_for(arguments) or of_locale(os.environ)


def option_first(arguments: Sequence[str]) -> list[str]:
    """The arguments with `--lang` in front of the command, so that it may also be written after it."""
    given = list(arguments)
    end = given.index("--") if "--" in given else len(given)
    for place, argument in enumerate(given[:end]):
        name, sign, value = argument.partition("=")
        if name == OPTION and sign:
            return [OPTION, value, *given[:place], *given[place + 1 :]]
        if name == OPTION:
            return [*given[place : place + 2], *given[:place], *given[place + 2 :]]
    return given
