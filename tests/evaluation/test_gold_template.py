"""A gold file to correct speaks to the person who corrects it."""

import json

from handmade import outcome, store
from typer.testing import CliRunner

from summarizer.cli import app


def test_a_template_is_explained_in_the_language_of_the_command(tmp_path):
    """Its keys and codes stay what they are, what it explains and doubts is said in Chinese."""
    store(tmp_path, outcome())
    made = {
        language: json.loads(
            CliRunner().invoke(app, ["--lang", language, "gold", "new", str(tmp_path), "a.txt"]).stdout
        )
        for language in ("en", "zh")
    }
    assert list(made["en"]) == list(made["zh"])
    assert made["en"]["how"][3].startswith("unsure: what the checker doubts")
    assert made["zh"]["how"][3].startswith("unsure：核对时存疑的内容")
    doubts = [[why for item in file["unsure"] for why in item["why"]] for file in made.values()]
    assert doubts[0]
    assert len(doubts[0]) == len(doubts[1])
    assert all(other != why for why, other in zip(*doubts, strict=True))
