"""The fields of a delivered figure or measure, each declared once: in its class, with what it means in two languages.

    subject: Annotated[str | None, ReportField("What is counted.", "统计对象")]

JSON Schema, the store's columns and their migration, rows, the columns of every export, the viewer's data and the data
dictionary are made from these declarations. A field with a `rule` is read from the text around the figure's mention.
"""

import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel, GetJsonSchemaHandler
from pydantic_core import CoreSchema

from summarizer.models import Mention
from summarizer.scanning.facts.context import FigureContext

ColumnType = Literal["string", "integer", "number", "boolean", "object"]

_SQL: Mapping[ColumnType, str] = {
    "string": "TEXT",
    "integer": "INTEGER",
    "number": "ANY",  # a whole number stays one
    "boolean": "INTEGER",
    "object": "TEXT",
}


class FlatColumn(NamedTuple):
    """A column of tables for people, read from a nested field: `sql` gives it of the field's JSON, whose place is `{}`."""

    name: str
    type: ColumnType
    sql: str
    english: str
    chinese: str


@dataclass(frozen=True)
class ReportField:
    """What a field means, in English and Chinese, the unit of its numbers, and the rule that reads it, if one does.

    `flat` are the columns that tables for people have in the place of a nested field.
    """

    english: str
    chinese: str
    unit: str = ""
    rule: Callable[[Mention, FigureContext], Any] | None = None
    flat: tuple[FlatColumn, ...] = ()

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {**handler(schema), "description": self.english}


class Declared(NamedTuple):
    """A declared field by its name, with the type of its column."""

    name: str
    type: ColumnType
    field: ReportField

    @property
    def sql(self) -> str:
        """The type of its column in the store; an object is kept as JSON text."""
        return _SQL[self.type]


@cache
def declared(model: type[BaseModel]) -> tuple[Declared, ...]:
    """The declared fields of a model, in its order."""
    return tuple(
        Declared(name, _type(info.annotation), field)
        for name, info in model.model_fields.items()
        for field in info.metadata
        if isinstance(field, ReportField)
    )


def by_rule(model: type[BaseModel], mention: Mention, context: FigureContext) -> dict[str, Any]:
    """The values of those fields that have a rule, for the figure of a mention."""
    return {name: field.rule(mention, context) for name, _, field in declared(model) if field.rule is not None}


def _type(annotation: Any) -> ColumnType:
    options = {option for option in _options(annotation) if option is not type(None)}
    for candidates, name in _TYPES:
        if options <= candidates:
            return name
    return "object"


_TYPES: tuple[tuple[set[Any], ColumnType], ...] = (
    ({str}, "string"),
    ({bool}, "boolean"),
    ({int}, "integer"),
    ({int, float}, "number"),
)


def _options(annotation: Any) -> tuple[Any, ...]:
    """The types that a value may have; the words of a Literal are strings."""
    origin = get_origin(annotation)
    if origin is Literal:
        return tuple(type(word) for word in get_args(annotation))
    if origin in {Union, types.UnionType}:
        return tuple(option for part in get_args(annotation) for option in _options(part))
    return (annotation,)
