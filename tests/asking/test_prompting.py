"""Prompts: files of the user's own, fences that hold, parts that lose nothing."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import Draft, UsageError, scan
from summarizer.asking.prompting import fence, load_prompt, outline, schema_sha256
from summarizer.checking.draft import DraftFigure, FiguresDraft
from summarizer.models import Span
from summarizer.summarizing.rendering import parts, render_document

TEXT = "某县防汛情况\n某县转移群众1.2万人。设安置点9个，投入资金3亿元。"


def write(tmp_path, text):
    path = tmp_path / "own.md"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_changed_copy_of_ours_is_rendered(tmp_path):
    """Front matter names it, and its variables are filled in."""
    path = write(
        tmp_path, "---\nname: own\nversion: 2\nvariables: [document, fence]\n---\n## user\n<$fence>$document</$fence>"
    )
    prompt = load_prompt(path)
    found = scan(TEXT)
    messages = render_document(prompt, found, Span(0, len(found.text.content)), Draft)
    assert prompt.label == "own@2"
    assert messages[0]["role"] == "user"
    assert found.text.content in messages[0]["content"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("no front matter", "front matter"),
        ("---\nname: x\n---\n## user\nhello", "front matter"),
        ("---\n: : :\n---\n## user\nhello", "front matter"),
        ("---\nname: x\nversion: 1\nvariables: []\n---\nhello", "## user"),
        ("---\nname: x\nversion: 1\nvariables: []\n---\n## user\n$document", "variable"),
        ("---\nname: x\nversion: 1\nvariables: []\n---\n## user\n5 $", "variable"),
    ],
)
def test_a_prompt_that_cannot_be_used_says_why(tmp_path, text, said):
    """One line, before anything is asked."""
    with pytest.raises(UsageError, match=said):
        load_prompt(write(tmp_path, text))


def test_the_shipped_prompts_take_no_example_from_the_seeds():
    """No figure of the gold is in a prompt: a model can't copy it from there."""
    root = Path(__file__).parents[2]
    told = "".join(path.read_text(encoding="utf-8") for path in (root / "prompts").glob("*.md"))
    for path in (root / "fixtures" / "gold").glob("*.json"):
        for mention in json.loads(path.read_text(encoding="utf-8"))["mentions"]:
            if mention["role"] == "figure" and len(mention["surface"]) > 3:
                assert mention["surface"] not in told


@given(st.text())
def test_no_text_can_close_its_own_fence(content):
    """The mark has a hash of what it encloses."""
    assert f"</{fence(content)}>" not in content


@given(st.text(alphabet="县设9个。\n，群众", max_size=400), st.integers(min_value=5, max_value=60))
def test_parts_are_the_whole_text_in_order(content, longest):
    """Nothing is lost or repeated, and no part is too long."""
    found = scan("某县设采样点97个。\n" + content)
    cut = parts(found.text, longest)
    assert "".join(found.text.content[part.start : part.end] for part in cut) == found.text.content
    assert all(part.end - part.start <= longest for part in cut)


def test_the_outline_names_every_field_once():
    """Required ones plain, optional ones with a question mark."""
    told = outline(Draft)
    for field in DraftFigure.model_fields:
        assert f'"{field}"' in told
    assert '"value"?' in told
    assert '"quote":' in told


def test_a_schema_hash_is_of_the_committed_schema():
    """Two drafts have two hashes, and a draft always the same."""
    assert schema_sha256(Draft) == schema_sha256(Draft) != schema_sha256(FiguresDraft)
