"""Write `schemas/*.json` from the models: what a model must return, and what is delivered.

usage: python scripts/make_schemas.py
"""

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from summarizer.checking.draft import Draft, FiguresDraft
from summarizer.checking.record import Record
from summarizer.checking.texts.text_lines import TextCheckLine
from summarizer.summarizing.stage_answers import CountedNumbers, MeasureNames, Overview, PointsDraft

SCHEMAS: dict[str, type[BaseModel]] = {
    "draft": Draft,
    "patch": FiguresDraft,
    "overview": Overview,
    "measures": MeasureNames,
    "figures": CountedNumbers,
    "points": PointsDraft,
    "report": Record,
    "text_check": TextCheckLine,
}
WITH_DOCSTRINGS = {"measures", "figures", "report", "text_check"}
"""What is delivered, and two answers whose recordings are older than the rule that docstrings stay out."""
FOLDER = Path(__file__).parent.parent / "schemas"


def without_docstrings(schema: dict[str, Any]) -> dict[str, Any]:
    """What a model must return, without the words of our classes: a docstring must not change a request."""
    parts = {name: {**part} for name, part in schema.get("$defs", {}).items()}
    for part in (schema, *parts.values()):
        part.pop("description", None)
    return {**schema, "$defs": parts} if parts else schema


def schema_of(name: str) -> dict[str, Any]:
    """The schema that is committed under a name."""
    schema = SCHEMAS[name].model_json_schema()
    return schema if name in WITH_DOCSTRINGS else without_docstrings(schema)


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name in SCHEMAS:
        text = json.dumps(schema_of(name), ensure_ascii=False, indent=2) + "\n"
        (FOLDER / f"{name}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
