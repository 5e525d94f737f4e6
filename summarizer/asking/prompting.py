"""Prompts: a Markdown file with front matter (name, version, variables) rendered into the messages of a request.

The body has the sections `## system` and `## user`; `$name` stands for a variable. A document goes between two
marks that carry a hash of it, so that no text can close its own fence, and nothing between them is read
as a part of the prompt.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from string import Template
from typing import Any

import yaml
from pydantic import BaseModel

from summarizer.errors import UsageError
from summarizer.resources import locate, message, read_text

_FRONT = re.compile(r"\A\s*---\n(.*?)\n---\n(.*)\Z", re.DOTALL)
_SECTION = re.compile(r"^## (system|user)\n", re.MULTILINE)
_TYPES = {"string": "字符串", "number": "数", "integer": "整数", "boolean": "true | false"}


@dataclass(frozen=True)
class Prompt:
    """One prompt file: its name@version for reports, and its sections by role."""

    label: str
    sections: tuple[tuple[str, Template], ...]

    def render(self, **variables: str) -> tuple[dict[str, str], ...]:
        """The messages, in the order of the sections."""
        return tuple({"role": role, "content": body.substitute(variables).strip()} for role, body in self.sections)


def load_prompt(source: str | Path) -> Prompt:
    """A prompt by the name of a shipped one, or from a file; UsageError where it can't be used."""
    path: Traversable | Path = source if isinstance(source, Path) else locate(f"prompts/{source}.md")
    text = read_text(path).replace("\r\n", "\n")
    match = _FRONT.match(text)
    front = _front(match[1]) if match else None
    if match is None or front is None:
        raise UsageError(message("prompt.no_front", path=path))
    return Prompt(f"{front['name']}@{front['version']}", _sections(path, match[2], set(front["variables"])))


def _front(block: str) -> dict[str, Any] | None:
    try:
        front = yaml.safe_load(block)
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    match front:
        case {"name": str(), "version": str() | int() | float(), "variables": list(names)}:
            return front if all(isinstance(name, str) for name in names) else None
    return None


def _sections(path: object, body: str, variables: set[str]) -> tuple[tuple[str, Template], ...]:
    parts = _SECTION.split(body)
    sections = tuple((role, Template(text)) for role, text in zip(parts[1::2], parts[2::2], strict=True))
    if "user" not in dict(sections):
        raise UsageError(message("prompt.no_user", path=path))
    used = {name for _, template in sections for name in template.get_identifiers()}
    if not all(template.is_valid() for _, template in sections) or not used <= variables:
        raise UsageError(message("prompt.unknown_variable", path=path))
    return sections


@cache
def schema_of(draft: type[BaseModel]) -> dict[str, Any]:
    """The JSON Schema that an answer must fit: the committed one, or that of a user's own draft.

    The committed file decides, not what the installed pydantic makes of the model, so that an update of it
    changes no prompt and no digest. Raises UsageError where the file can't be read.
    """
    committed = vars(draft).get("SCHEMA")
    if committed is None:
        return draft.model_json_schema()
    file = locate(f"schemas/{committed}.json")
    try:
        schema: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise UsageError(message("schema.unreadable", file=file)) from None
    return schema


@cache
def schema_sha256(draft: type[BaseModel]) -> str:
    """The hash of a schema as canonical JSON: what a digest has of it."""
    canonical = json.dumps(schema_of(draft), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


@cache
def outline(draft: type[BaseModel]) -> str:
    """A schema in the few words that a model needs: names, types, what is optional, what they mean."""
    schema = schema_of(draft)
    definitions = schema.get("$defs", {})
    lines = (f'  "{name}": {_shape(field, definitions)}{_note(field)}' for name, field in schema["properties"].items())
    return "{\n" + ",\n".join(lines) + "\n}"


def _shape(field: Mapping[str, Any], definitions: Mapping[str, Any], within: frozenset[str] = frozenset()) -> str:
    """The type of a field; parts that have the fields of what they are in are 同上."""
    items = field.get("items")
    if not items:
        return _type(field)
    part = items.get("$ref", "").rsplit("/", 1)[-1]
    if not part:
        return f"[{_type(items)}]"
    return (
        "[同上]" if definitions[part]["properties"].keys() <= within else f"[{_object(definitions[part], definitions)}]"
    )


def _object(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> str:
    required, within = schema.get("required", []), frozenset(schema["properties"])
    fields = (
        f'"{name}"{"" if name in required else "?"}: {_shape(field, definitions, within)}{_note(field)}'
        for name, field in schema["properties"].items()
    )
    return "{" + ", ".join(fields) + "}"


def _note(field: Mapping[str, Any]) -> str:
    return f"（{field['description']}）" if field.get("description") else ""


def _type(field: Mapping[str, Any]) -> str:
    kinds = field.get("anyOf", [field])
    return " | ".join(_name(kind) for kind in kinds if kind.get("type") != "null")


def _name(kind: Mapping[str, Any]) -> str:
    if "enum" in kind:
        return " | ".join(f'"{value}"' for value in kind["enum"])
    return _TYPES.get(kind.get("type", ""), "值")


def fence(content: str, *stated: str) -> str:
    """A mark that is in neither the content nor the `stated` lines: it holds the content's own hash.

    A patient author could guess twelve digits, or a page's source line could state them, so a hash that is there
    already is hashed on with the whole until it is not.
    """
    whole = "\n".join((content, *stated)).lower()
    digest = _digest(content)
    while digest in whole:
        digest = _digest(digest + whole)
    return f"document-{digest}"


def _digest(content: str) -> str:
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:12]
