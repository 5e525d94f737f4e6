"""A codebook: the codes of which each measure gets at most one, as `codebook_code`.

    [[codes]]
    code = "C1"
    label = "学校停课"
    definition = "关闭学校，或停止线下上课"

A model reads each code with its label and definition. It may answer with a code or a label; anything else is no code.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from summarizer.checking.draft_values import is_nothing
from summarizer.errors import UsageError
from summarizer.folding import fold
from summarizer.resources import message, read_text

FIELD = "codebook_code"
_ENTRY = ("code", "label", "definition")
_CODE = re.compile(r"[^\s\"]{1,40}")
_MOST_CODES, _LONGEST = 200, 500


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of a codebook; `definition` may be empty."""

    code: str
    label: str
    definition: str = ""

    @property
    def words(self) -> str:
        """The entry as a model reads it."""
        return f"{self.code} {self.label}" + (f"：{self.definition}" if self.definition else "")


CODEBOOK = message("codebook")


@dataclass(frozen=True)
class Codebook:
    """The codes in the order of their file."""

    codes: tuple[Code, ...]

    @classmethod
    def read(cls, path: Path | str) -> "Codebook":
        """The codebook of a TOML file; UsageError names what is wrong in it, in its `details` all that is."""
        try:
            content = tomllib.loads(read_text(Path(path)))
        except (ValueError, RecursionError) as error:
            raise UsageError(message("codebook.not_toml", path=path, why=error)) from None
        return cls.of(content, message("codebook.file", path=path))

    @classmethod
    def of(cls, content: Any, name: str = CODEBOOK) -> "Codebook":
        """The codebook of what such a file holds. Raises UsageError."""
        entries = content.get("codes") if isinstance(content, Mapping) else None
        problems = list(_problems(content, entries))
        if problems or not isinstance(entries, list):
            raise UsageError(
                message("file.problem", path=name, what=problems[0]),
                [message("file.problem", path=name, what=problem) for problem in problems[1:]],
            )
        return cls(
            tuple(Code(**{field: " ".join(entry.get(field, "").split()) for field in _ENTRY}) for entry in entries)
        )

    def as_json(self) -> dict[str, Any]:
        """What the file holds."""
        return {"codes": [{field: getattr(code, field) for field in _ENTRY} for code in self.codes]}

    @property
    def description(self) -> str:
        """What a model reads of the field."""
        return "编码，只选最合适的一个，都不合适就省去：" + "；".join(code.words for code in self.codes)

    def meant(self, value: Any) -> Any:
        """The code that an answer's value means; None where it means “none”; any other value is unchanged."""
        words = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
        if not isinstance(words, str):
            return value
        return self._meanings.get(fold(words).strip().lower(), None if is_nothing(words) else words)

    @cached_property
    def _meanings(self) -> dict[str, str]:
        """Each code by its code, its label, and both together."""
        wordings = ((words, code.code) for code in self.codes for words in (code.label, f"{code.code} {code.label}"))
        return {fold(words).lower(): code for words, code in wordings} | {
            fold(c.code).lower(): c.code for c in self.codes
        }


def _problems(content: Any, entries: Any) -> Iterator[str]:
    """All that is wrong in a codebook, a line each."""
    if unknown := sorted(set(content if isinstance(content, Mapping) else ()) - {"codes"}):
        yield message("codebook.unknown", names=unknown)
    if not isinstance(entries, list) or not entries:
        yield message("codebook.empty")
        return
    if len(entries) > _MOST_CODES:
        yield message("codebook.too_many", count=len(entries), most=_MOST_CODES)
    seen: set[str] = set()
    for number, entry in enumerate(entries, 1):
        yield from (message("codebook.entry", number=number, what=problem) for problem in _entry_problems(entry, seen))


def _entry_problems(entry: Any, seen: set[str]) -> Iterator[str]:
    if not isinstance(entry, Mapping):
        yield message("codebook.no_table")
        return
    if unknown := sorted(entry.keys() - set(_ENTRY)):
        yield message("codebook.unknown_field", names=unknown)
    for field in _ENTRY:
        value = entry.get(field, "")
        if not isinstance(value, str):
            yield message("codebook.no_text", field=field)
        elif not value.strip() and field != "definition":
            yield message("codebook.lacks", field=field)
        elif len(value) > _LONGEST:
            yield message("codebook.too_long", field=field, count=len(value), most=_LONGEST)
    code = entry.get("code")
    if isinstance(code, str) and code.strip():
        if not _CODE.fullmatch(code):
            yield message("codebook.no_word", code=repr(code))
        if fold(code).lower() in seen:
            yield message("codebook.twice", code=code)
        seen.add(fold(code).lower())
