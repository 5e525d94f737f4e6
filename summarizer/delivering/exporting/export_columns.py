"""A column and a table of the exports: SQL on the store, and what each cell means.

Types are those of Table Schema: `string`, `integer`, `number`, `boolean`, `date`, `datetime` (UTC) and `object` (JSON
text).
"""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from pydantic import BaseModel

from summarizer.checking.codebook import FIELD as CODE
from summarizer.checking.fields import declared
from summarizer.running.store.store import Store
from summarizer.running.store.typed_rows import Cell, typed_rows

Type = Literal["string", "integer", "number", "boolean", "date", "datetime", "object"]


class Column(NamedTuple):
    """A column: its SQL on the store, what it means in English and Chinese, and the unit of its numbers."""

    name: str
    type: Type
    sql: str
    english: str
    chinese: str
    unit: str = ""


class ExportTable(NamedTuple):
    """A table: where its rows come from, its key, and what each row is."""

    name: str
    english: str
    chinese: str
    source: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]

    @property
    def document_at(self) -> int:
        """The place of the column that has the document's id."""
        return self.names.index(self.key[0])

    def rows(self, store: Store) -> Iterator[tuple[Cell, ...]]:
        """The rows, each cell as Python's type for its column; of one that can't be read so, what needs no reading."""
        columns = ", ".join(column.sql for column in self.columns)
        found = store.database.execute(f"SELECT {columns} FROM {self.source}")  # noqa: S608 - declared below
        return typed_rows(store, found, [column.type for column in self.columns], self.document_at)

    def count(self, store: Store) -> int:
        count: int = store.database.execute(f"SELECT count(*) FROM {self.source}").fetchone()[0]  # noqa: S608
        return count


def of_record(model: type[BaseModel], path: str) -> tuple[Column, Column]:
    """The code of a codebook, and an object of all fields that a part of a report has besides the declared ones.

    `path` leads to the part in a record, as an SQL expression; both are read of the record, which alone has them.
    """
    part = f"json_extract(documents.record, {path})"
    known = ", ".join(f"'$.{name}'" for name in (*model.model_fields, CODE))
    sound = "CASE WHEN json_valid(documents.record) THEN {} END"
    code = f"json_extract(documents.record, {path} || '.{CODE}')"
    return (
        Column(CODE, "string", sound.format(code), "The code that the codebook of the run gives it.", "编码"),
        Column(
            "own_fields",
            "object",
            sound.format(f"nullif(json_remove({part}, {known}), '{{}}')"),
            "The fields of your own, by name.",
            "自定义字段",
        ),
    )


def declared_columns(model: type[BaseModel], table: str, first: tuple[str, ...] = ()) -> Iterator[Column]:
    """The columns of the fields that a report's part declares, nested ones flat; those of `first` before the others."""
    fields = sorted(declared(model), key=lambda field: first.index(field.name) if field.name in first else len(first))
    for name, type_, field in fields:
        place = f'{table}."{name}"'
        if not field.flat:
            yield Column(name, type_, place, field.english, field.chinese, field.unit)
        for flat in field.flat:
            sql = f"CASE WHEN json_valid({place}) THEN {flat.sql.format(place)} END"
            yield Column(flat.name, flat.type, sql, flat.english, flat.chinese)


def decision_columns(decided: str) -> tuple[Column, ...]:
    """What a person decided on a figure or measure, by the table of decisions on them."""
    action = (
        f"CASE {decided}.action WHEN 'accept' THEN 'accepted' WHEN 'reject' THEN 'rejected' WHEN 'add' THEN 'added'"
        " WHEN 'edit' THEN 'edited' END"
    )
    return (
        Column("decision", "string", action, "What a person decided: accepted, rejected, added or edited.", "人工审核"),
        Column("decided_by", "string", f"{decided}.who", "Who decided.", "审核人"),
        Column("decided_at", "datetime", f"{decided}.at", "When the decision was made, in UTC.", "审核时间（UTC）"),
        Column("decision_note", "string", f"{decided}.note", "The reason, if one was given.", "审核说明"),
        Column("decision_was", "object", f"{decided}.was", "The edited fields, as they were.", "修改前的值"),
    )
