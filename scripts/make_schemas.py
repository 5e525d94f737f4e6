"""Write `schemas/*.json` from the models: what a model must return, and what is delivered.

usage: python scripts/make_schemas.py
"""

import json
from pathlib import Path

from pydantic import BaseModel

from summarizer.checking.draft import Draft, FiguresDraft
from summarizer.checking.record import Record
from summarizer.summarizing.stage_answers import CountedNumbers, MeasureNames, Overview

SCHEMAS: dict[str, type[BaseModel]] = {
    "draft": Draft,
    "patch": FiguresDraft,
    "overview": Overview,
    "measures": MeasureNames,
    "figures": CountedNumbers,
    "report": Record,
}
FOLDER = Path(__file__).parent.parent / "schemas"


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, model in SCHEMAS.items():
        text = json.dumps(model.model_json_schema(), ensure_ascii=False, indent=2) + "\n"
        (FOLDER / f"{name}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
