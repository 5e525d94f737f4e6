"""Fields of your own: a JSON Schema file that adds fields to the report, to each measure and to each figure.

    {"type": "object", "properties": {
        "document": {"type": "object", "properties": {"topic": {"type": "string", "description": "主题"}}},
        "measure": {"type": "object", "properties": {"budget": {"type": ["number", "null"], "description": "预算，元"}}},
        "figure": {"type": "object", "properties": {"group": {"enum": ["城市", "农村"], "description": "哪一组"}}}}}

A field is a text, number, integer, boolean, an enum of texts, or an array of texts. Each may be left out by a model, so
none is ever the reason why an answer is refused: one that is `required` is asked for, and null (an array: empty) where it
is missing.
"""

import json
import keyword
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from summarizer.errors import Message, UsageError
from summarizer.resources import message, read_text

Part = Literal["document", "measure", "figure"]
PARTS: tuple[Part, ...] = ("document", "measure", "figure")
_SIMPLE: Mapping[str, type] = {"string": str, "number": float, "integer": int, "boolean": bool}
_OF_SCHEMA = frozenset(
    {"$schema", "$id", "title", "description", "type", "properties", "required", "additionalProperties"}
)
_OF_FIELD = frozenset({"title", "description", "type", "enum", "items", "nullable", "default"})
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}")
_NULL = "null"


FIELDS = message("fields.own")


@dataclass(frozen=True)
class OwnFields:
    """The schemas of the fields by their part; `schema` is the file as it was."""

    schema: Mapping[str, Any]

    @classmethod
    def read(cls, path: Path | str) -> "OwnFields":
        """The fields of a file; UsageError names the place of what is wrong in it, in its `details` all places."""
        try:
            content = json.loads(read_text(Path(path)))
        except (ValueError, RecursionError) as error:
            raise UsageError(message("fields.not_json", path=path, why=error)) from None
        return cls.of(content, message("fields.file", path=path))

    @classmethod
    def of(cls, content: Any, name: str = FIELDS) -> "OwnFields":
        """The fields of what such a file holds. Raises UsageError."""
        problems = list(_problems(content))
        if problems:
            raise UsageError(
                message("file.problem", path=name, what=problems[0]),
                [message("file.problem", path=name, what=problem) for problem in problems[1:]],
            )
        return cls(content)

    def of_part(self, part: Part) -> dict[str, tuple[Any, Any]]:
        """The fields of a part as pydantic takes them: type and default by name."""
        schema = self.schema["properties"].get(part, {})
        required = schema.get("required", ())
        return {name: _field(field, name in required) for name, field in schema.get("properties", {}).items()}


def _field(schema: Mapping[str, Any], required: bool) -> tuple[Any, Any]:  # noqa: FBT001 - as the schema has it
    description = schema.get("description") or schema.get("title")
    if "array" in _kinds(schema):
        texts = Field(description=description) if required else Field(default_factory=list, description=description)
        return list[str], texts
    return _type(schema) | None, Field(default=... if required else None, description=description)


def _type(schema: Mapping[str, Any]) -> Any:
    if "enum" in schema:
        return Literal[tuple(value for value in schema["enum"] if value is not None)]
    [kind] = [kind for kind in _kinds(schema) if kind != _NULL]
    return _SIMPLE[kind]


def _kinds(schema: Mapping[str, Any]) -> list[Any]:
    kind = schema.get("type")
    return list(kind) if isinstance(kind, list) else [kind]


def _at(place: str, problem: str, **params: Any) -> Message:
    """A problem with its place in the file."""
    what = message(f"fields.{problem}", **params)
    return message("file.problem", path=place, what=what) if place else what


def _problems(content: Any) -> Iterator[str]:
    """All that is wrong in a file, a line each, with its place."""
    yield from _object_problems(content, "")
    properties = content.get("properties") if isinstance(content, Mapping) else None
    if not isinstance(properties, Mapping):
        return
    if unknown := sorted(properties.keys() - set(PARTS)):
        yield _at("properties", "unknown_part", names=unknown, known=list(PARTS))
    if not any(isinstance(part, Mapping) and part.get("properties") for part in properties.values()):
        yield _at("properties", "empty")
    for part in PARTS:
        if part in properties:
            yield from _part_problems(properties[part], f"properties/{part}")


def _part_problems(part: Any, place: str) -> Iterator[str]:
    yield from _object_problems(part, place)
    fields = part.get("properties") if isinstance(part, Mapping) else None
    if not isinstance(fields, Mapping):
        return
    required = part.get("required", [])
    if not isinstance(required, list) or not all(name in fields for name in required):
        yield _at(f"{place}/required", "required")
    for name, field in fields.items():
        yield from _field_problems(name, field, f"{place}/properties/{name}")


def _object_problems(schema: Any, place: str) -> Iterator[str]:
    if not isinstance(schema, Mapping):
        yield _at(place, "no_object")
        return
    if unknown := sorted(schema.keys() - _OF_SCHEMA):
        yield _at(place, "not_read", names=unknown)
    if schema.get("type", "object") != "object":
        yield _at(place, "not_object")
    if not isinstance(schema.get("properties"), Mapping):
        yield _at(place, "no_properties")


def _field_problems(name: str, field: Any, place: str) -> Iterator[str]:
    if not _NAME.fullmatch(name) or keyword.iskeyword(name) or name.startswith("model_"):
        yield _at(place, "name")
    if not isinstance(field, Mapping):
        yield _at(place, "no_object")
        return
    if unknown := sorted(field.keys() - _OF_FIELD):
        yield _at(place, "not_read", names=unknown)
    if not isinstance(field.get("description", ""), str):
        yield _at(f"{place}/description", "no_text")
    if field.get("default") is not None:
        yield _at(f"{place}/default", "default")
    yield from _enum_problems(field, place) if "enum" in field else _type_problems(field, place)


def _enum_problems(field: Mapping[str, Any], place: str) -> Iterator[str]:
    values = field["enum"]
    texts = [value for value in values if value is not None] if isinstance(values, list) else []
    if not texts or not all(isinstance(value, str) and value.strip() for value in texts):
        yield _at(f"{place}/enum", "enum")
    elif len(set(texts)) < len(texts):
        yield _at(f"{place}/enum", "enum_twice")
    if not set(map(str, _kinds(field))) <= {"None", "string", _NULL}:
        yield _at(f"{place}/type", "enum_type")


def _type_problems(field: Mapping[str, Any], place: str) -> Iterator[str]:
    kinds: Sequence[Any] = [kind for kind in _kinds(field) if kind != _NULL]
    if len(kinds) != 1 or kinds[0] not in (*_SIMPLE, "array"):
        yield _at(f"{place}/type", "type", known=list(_SIMPLE))
    elif kinds[0] == "array" and field.get("items") != {"type": "string"}:
        yield _at(f"{place}/items", "items")
