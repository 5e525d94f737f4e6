"""`datapackage.json`: the CSV files described for machines, by the Data Package standard (datapackage.org)."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from summarizer.delivering.exporting.export_columns import Column, ExportTable
from summarizer.delivering.exporting.layout import Layout
from summarizer.delivering.exporting.tables import DOCUMENTS
from summarizer.resources import Language

_MARKED = (
    "A text that begins with = + - @ (also full-width), a tab, a line break or an apostrophe has one apostrophe before"
    " it, so that no spreadsheet takes it for a formula; take one apostrophe off the front to have the text itself."
    " Control characters but tab and line breaks are replaced by U+FFFD."
)


def description(files: Sequence[Path], layout: Layout) -> str:
    """The text of `datapackage.json` for the files of the tables, in their order."""
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "summarizer-tables",
        "title": "Reports on documents, each figure checked against its source",
        "description": _MARKED,
        "resources": [_resource(table, path, layout) for table, path in zip(layout.tables, files, strict=True)],
    }
    return json.dumps(package, ensure_ascii=False, indent=2, allow_nan=False)


def _resource(table: ExportTable, path: Path, layout: Layout) -> dict[str, Any]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "name": table.name,
        "type": "table",
        "path": path.name,
        "title": table.chinese,
        "description": table.english,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest}",
        "schema": _schema(table, layout.csv_language),
    }


def _schema(table: ExportTable, language: Language) -> dict[str, Any]:
    heads = dict(zip(table.names, table.heads(language), strict=True))
    schema: dict[str, Any] = {
        "fields": [_field(column, heads[column.name], required=column.name in table.key) for column in table.columns],
        "missingValues": [""],
        "primaryKey": [heads[name] for name in table.key],
    }
    if table.name != DOCUMENTS.name:
        of_documents = dict(zip(DOCUMENTS.names, DOCUMENTS.heads(language), strict=True))
        reference = {"resource": DOCUMENTS.name, "fields": [of_documents[name] for name in DOCUMENTS.key]}
        schema["foreignKeys"] = [{"fields": [heads["document"]], "reference": reference}]
    return schema


def _field(column: Column, name: str, *, required: bool) -> dict[str, Any]:
    field = {
        "name": name,
        "type": column.type,
        "title": column.chinese,
        "description": f"{column.english} Unit: {column.unit}." if column.unit else column.english,
    }
    return field | ({"constraints": {"required": True}} if required else {})
