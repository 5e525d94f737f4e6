"""The messages: one table for both languages, from which terminal, exports and viewer say the same."""

import copy
import json
import re
from pathlib import Path

import pytest

from summarizer import Summarizer, scan
from summarizer.resources import CATALOGUE, Message, message, messages, render, table

ROOT = Path(__file__).parents[2]
SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "summarizer").rglob("*.py"))


def parameters(words):
    return set(re.findall(r"\{(\w+)\}", words))


@pytest.mark.parametrize("key", messages("en"))
def test_both_languages_say_the_same_parameters(key):
    """So nothing that one of them tells is missing in the other."""
    assert parameters(messages("en")[key]) == parameters(messages("zh")[key])


def test_no_two_tables_have_a_key_in_common():
    """They are one catalogue."""
    keys = [row[0] for name in CATALOGUE for row in table(name)]
    assert len(keys) == len(set(keys))


SAID = [row[0] for name in CATALOGUE if name != "labels" for row in table(name) if not row[0].startswith("word.")]


@pytest.mark.parametrize("key", SAID)
def test_each_key_is_used(key):
    """In the code, in full or with a form that is chosen there."""
    code, _, form = key.partition(".")
    assert (
        f'"{key}"' in SOURCES
        or (form == "more" and f'"{code}"' in SOURCES)
        or any(f'f"{key[:end]}{{' in SOURCES for end in range(len(code) + 1, len(key)))
    )


def test_a_message_is_its_english_sentence_and_is_rendered_in_chinese_from_its_parts():
    """Messages within messages too; a word with a row of its own is translated."""
    inner = message("date.nothing_before", unit="day")
    outer = message("date_inferred", surface="3日", iso="2024-01-03", reason=inner)
    assert outer == "3日 is read as 2024-01-03: no day stands before it in the paragraph"
    packed = json.loads(json.dumps(outer.as_json()))
    assert render(packed["key"], packed["params"], "en") == outer
    assert render(packed["key"], packed["params"], "zh").startswith("3日 读作 2024-01-03：")
    claimed = message("direction_mismatch", claimed="increase", stated="decrease").as_json()
    assert render(claimed["key"], claimed["params"], "zh") == "草稿说增，原文说减"


@pytest.mark.parametrize("key", [key for key in messages("en") if "{claimed}" in messages("en")[key]])
def test_a_word_has_its_article_in_the_message_too(key):
    """The sentence of a finding is what its parts give."""
    made = message(key, **dict.fromkeys(parameters(messages("en")[key]), "amount"))
    assert made == render(key, made.params, "en")
    assert "an amount" in made


def test_a_copied_message_keeps_its_parts():
    """Records are copied on their way to JSON."""
    again = copy.deepcopy(message("date.lunar"))
    assert isinstance(again, Message)
    assert again.as_json() == {"key": "date.lunar", "params": {}}


def test_reasons_of_dates_are_messages():
    """Each says why, and can be said in Chinese."""
    [date] = [date for date in scan("2022年4月7日\n县里3月17日起核酸检测。").dates if date.surface == "3月17日"]
    assert isinstance(date.reason, Message)
    assert render(language="zh", **date.reason.as_json())


def test_every_finding_of_the_seeds_can_be_said_in_chinese():
    """From its code and parameters alone, as a reader of reports.jsonl has them."""
    records = Summarizer(replay=ROOT / "fixtures" / "recordings" / "large-llm").run([str(ROOT / "seeds")])
    findings = [finding for record in records for finding in record.findings]
    assert findings
    for finding in findings:
        params = dict(finding.params)
        form = params.pop("form", None)
        key = f"{finding.code}.{form}" if form else finding.code
        assert render(key, params, "en") == finding.message
        assert render(key, params, "zh")
