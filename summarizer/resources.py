"""What is installed (name, version, prompts, schemas, recordings, tables), what messages say, how a file is read."""

import errno
import re
import stat
from collections.abc import Iterator, Mapping
from functools import cache, partial
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, AnyStr, Literal, cast

from summarizer.errors import Message, UsageError

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")
CATALOGUE = ("messages", "errors", "terminal", "labels")
"""The tables of what the program says, key, English, Chinese: of findings, of failures, in a terminal, of codes."""
_JOINED = {"en": ", ", "zh": "、"}
_MOST_BYTES = 1_000_000_000
_PATTERN_METHODS = ("finditer", "findall", "fullmatch", "match", "search", "split", "sub")
DISTRIBUTION = "govnews-summarizer"
"""The name under which pip installs the package; it is imported, and called, as `summarizer`."""


def version() -> str:
    """The version that is installed."""
    from importlib import metadata  # noqa: PLC0415 - reads mail and archives, which nothing else here needs

    return metadata.version(DISTRIBUTION)


def install_command(extra: str) -> str:
    """The command that adds an extra; double quotes serve every shell, cmd and PowerShell too."""
    return f'pip install "{DISTRIBUTION}[{extra}]"'


def locate(name: str) -> Traversable:
    """The file or folder `name` (e.g. `prompts/summarize.md`) that was shipped with the package.

    In a wheel it lies under `summarizer/_data`, in a checkout at the repository's root.
    """
    packed = files("summarizer") / "_data" / name
    if packed.is_file() or packed.is_dir():
        return packed
    return Path(__file__).resolve().parent.parent / name


def table(name: str) -> list[list[str]]:
    """The rows of `summarizer/data/<name>.tsv`, split at tabs; blank lines and lines with # are left out."""
    return [*rows(name)]


def rows(name: str) -> Iterator[list[str]]:
    """Those of a long table one by one."""
    text = (files("summarizer") / "data" / f"{name}.tsv").read_text(encoding="utf-8")
    return (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))


def lazy_pattern(expression: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile` gives, compiled at its first use: for those that not every document asks again and again."""
    return cast("re.Pattern[AnyStr]", _LazyPattern(expression, flags))


class _LazyPattern:
    def __init__(self, expression: str | bytes, flags: int) -> None:
        self.pattern = expression
        self._compile = partial(re.compile, expression, flags)

    def __getattr__(self, name: str) -> Any:
        if name not in _PATTERN_METHODS:
            raise AttributeError(name)
        compiled = self._compile()
        self.__dict__ |= {method: getattr(compiled, method) for method in _PATTERN_METHODS}
        return self.__dict__[name]


def require_file(path: Path) -> None:
    """Raise UsageError where `path` is no file to read from its beginning to its end: a pipe may never end."""
    try:
        found = path.stat()
    except OSError as error:
        raise UsageError(message("file.unreadable", path=path, why=os_words(error))) from None
    except ValueError:
        raise UsageError(message("file.no_such_name", path=ascii(path))) from None
    if stat.S_ISDIR(found.st_mode):
        raise UsageError(message("file.folder", path=path))
    if not stat.S_ISREG(found.st_mode):
        raise UsageError(message("file.irregular", path=path))
    if found.st_size > _MOST_BYTES:
        raise UsageError(message("file.too_large", path=path, size=found.st_size, limit=_MOST_BYTES))


def read_text(path: Path | Traversable) -> str:
    """The text of a UTF-8 file, without its byte order mark; raises UsageError where it can't be read."""
    if isinstance(path, Path):
        require_file(path)
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UsageError(message("file.unreadable", path=path, why=os_words(error))) from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise UsageError(message("file.not_utf8", path=path, line=line)) from None


def message(key: str, /, **params: Any) -> Message:
    """The message of a key; raises KeyError for a key or a parameter that the catalogue lacks.

    A parameter may be a message itself, or a list, whose parts are joined by commas.
    """
    return Message.of(render(key, params, "en"), key, params) if params else _sentence(key)


@cache
def _sentence(key: str) -> Message:
    """The message of a key that has no parameters."""
    return Message.of(render(key, {}, "en"), key, {})


@cache
def messages(language: Language) -> dict[str, str]:
    """The sentences of the catalogue (the tables of `CATALOGUE`) by key, each with its parameters in braces."""
    return {key: words for name in CATALOGUE for key, words in sentences(name, language).items()}


def render(key: str, params: Mapping[str, Any], language: Language) -> str:
    """A message in a language, from what `Message.as_json` gives."""
    named = sentences("messages", language)
    known = named if key in named else {}
    return messages(language)[key].format(**{name: _word(value, language, known) for name, value in params.items()})


@cache
def sentences(name: str, language: Language) -> dict[str, str]:
    """Those of one table of the catalogue."""
    column = {"en": 1, "zh": 2}[language]
    return {row[0]: row[column] for row in table(name)}


def translated(text: str, language: Language) -> str:
    """A text in a language, where it is a `Message`; any other is what it is."""
    return render(text.key, text.params, language) if isinstance(text, Message) else text


def label(kind: str, code: str, language: Language) -> str:
    """What a code is called: in English the code itself, so that what is read can be typed."""
    return code if language == "en" else messages(language).get(f"{kind}_{code}", code)


def os_words(error: Exception) -> str:
    """Why the system refuses, in its own words where the catalogue has none."""
    key = f"os.{errno.errorcode.get(getattr(error, 'errno', None) or 0)}"
    return message(key) if key in messages("en") else getattr(error, "strerror", None) or str(error)


def misfit_words(problem: Mapping[str, Any]) -> str:
    """What pydantic says of a value (one of a ValidationError's `errors()`), as a message where the catalogue has it.

    A validator of ours may raise a ValueError that is such a message.
    """
    own = getattr(problem.get("ctx", {}).get("error"), "args", ())
    if own and isinstance(own[0], Message):
        return own[0]
    key = f"invalid.{problem['type']}"
    return message(key, **problem.get("ctx", {})) if key in messages("en") else str(problem["msg"])


def restored(code: str, params: Mapping[str, Any], stored: str) -> str:
    """The message of a stored code and its parameters; the sentence that was stored, where the catalogue has none."""
    given = dict(params)
    form = given.pop("form", None)
    try:
        return message(f"{code}.{form}" if form else code, **given)
    except (KeyError, IndexError, ValueError, TypeError):
        return stored


def _word(value: Any, language: Language, known: Mapping[str, str]) -> Any:
    """A parameter: a message, a list, or of a finding a word that has a row of its own (increase, ordinal)."""
    if isinstance(value, list):
        return _JOINED[language].join(str(_word(part, language, known)) for part in value)
    if isinstance(value, Message):
        return translated(value, language)
    if isinstance(value, dict):
        return render(value["key"], value["params"], language)
    return known.get(f"word.{value}", value)
