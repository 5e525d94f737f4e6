"""The published schemas: generated from the models, and true of what is delivered."""

import json
from pathlib import Path

import jsonschema
import pytest
from make_schemas import SCHEMAS, schema_of

from summarizer import Summarizer

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(("name", "model"), list(SCHEMAS.items()))
def test_the_committed_schema_is_that_of_the_model(name, model):
    """If this fails, run scripts/make_schemas.py, and have the recordings again."""
    committed = json.loads((ROOT / "schemas" / f"{name}.json").read_text(encoding="utf-8"))
    assert committed == schema_of(model)


@pytest.mark.slow
def test_delivered_records_fit_the_report_schema(tmp_path):
    """Records of every status: ok, flagged and failed."""
    (tmp_path / "empty.txt").write_bytes(b"")
    schema = json.loads((ROOT / "schemas" / "report.json").read_text(encoding="utf-8"))
    summarizer = Summarizer(replay=ROOT / "fixtures" / "recordings" / "large-llm")
    for record in summarizer.run([str(ROOT / "seeds"), str(tmp_path)]):
        jsonschema.validate(record.model_dump(mode="json"), schema)
