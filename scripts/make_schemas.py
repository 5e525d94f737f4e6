"""Write `schemas/*.json` from the models: what a model must return, and what is delivered.

usage: python scripts/make_schemas.py
"""

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from summarizer.checking.draft import Draft, FiguresDraft
from summarizer.checking.record import Record
from summarizer.summarizing.stage_answers import CountedNumbers, MeasureNames, Overview, PointsDraft

SCHEMAS: dict[str, type[BaseModel]] = {
    "draft": Draft,
    "patch": FiguresDraft,
    "overview": Overview,
    "measures": MeasureNames,
    "figures": CountedNumbers,
    "points": PointsDraft,
    "report": Record,
}
FOLDER = Path(__file__).parent.parent / "schemas"


def schema_of(model: type[BaseModel]) -> dict[str, Any]:
    """The schema to commit for a model."""
    schema = model.model_json_schema()
    return schema if model is Record else _without_docstrings(schema)


def _without_docstrings(schema: dict[str, Any]) -> dict[str, Any]:
    """What a model must return, without the words of our classes: a docstring must not change a request."""
    parts = {name: {**part} for name, part in schema.get("$defs", {}).items()}
    for part in (schema, *parts.values()):
        part.pop("description", None)
    return {**schema, "$defs": parts} if parts else schema


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, model in SCHEMAS.items():
        text = json.dumps(schema_of(model), ensure_ascii=False, indent=2) + "\n"
        (FOLDER / f"{name}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
