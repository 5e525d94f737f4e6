"""Where prompts, schemas, recordings and data tables are found, installed or in a checkout."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal

Language = Literal["en", "zh"]


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
    text = (files("summarizer") / "data" / f"{name}.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


class Message(str):
    """A sentence of `data/messages.tsv` in English, with the key and the parameters that it was made from."""

    __slots__ = ("key", "params")

    key: str
    params: Mapping[str, Any]

    def as_json(self) -> dict[str, Any]:
        """The key and the parameters, from which `render` makes the sentence again in either language."""
        named = {name: one.as_json() if isinstance(one, Message) else one for name, one in self.params.items()}
        return {"key": self.key, "params": named}


def message(key: str, **params: Any) -> Message:
    """The message of a key; raises KeyError for a key or a parameter that the table lacks."""
    made = Message(messages("en")[key].format(**params))
    made.key, made.params = key, params
    return made


@cache
def messages(language: Language) -> dict[str, str]:
    """The sentences of all messages by key, each with its parameters in braces."""
    column = {"en": 1, "zh": 2}[language]
    return {row[0]: row[column] for row in table("messages")}


def render(key: str, params: Mapping[str, Any], language: Language) -> str:
    """A message in a language, from what `Message.as_json` gives."""
    return messages(language)[key].format(**{name: _word(value, language) for name, value in params.items()})


def _word(value: Any, language: Language) -> Any:
    """A parameter: a message within a message, or a word that has a row of its own (increase, ordinal)."""
    if isinstance(value, dict):
        return render(value["key"], value["params"], language)
    return messages(language).get(f"word.{value}", value)
