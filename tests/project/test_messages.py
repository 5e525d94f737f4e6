"""The messages: one table for both languages, from which terminal, exports and viewer say the same."""

import copy
import json
import re
from pathlib import Path

import pytest

from summarizer import Summarizer, scan
from summarizer.errors import Message
from summarizer.resources import CATALOGUE, message, messages, render, table

ROOT = Path(__file__).parents[2]
SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "summarizer").rglob("*.py"))


def parameters(words):
    return set(re.findall(r"\{(\w+)\}", words))


def test_both_languages_say_the_same_parameters():
    """So nothing that one of them says is missing in the other."""
    english, chinese = messages("en"), messages("zh")
    assert [key for key in english if parameters(english[key]) != parameters(chinese[key])] == []


def test_no_two_tables_have_a_key_in_common():
    """They are one catalogue."""
    keys = [row[0] for name in CATALOGUE for row in table(name)]
    assert len(keys) == len(set(keys))


SAID = [row[0] for name in CATALOGUE if name != "labels" for row in table(name) if not row[0].startswith("word.")]
CODES = {row[0].removeprefix("failure_") for row in table("labels") if row[0].startswith("failure_")}
CHOSEN = {"host", "option", "no_address", "moved", "system"}
"""Forms that an error of any code may have: f"{code}.{form}"."""
LITERALS = set(re.findall(r'"([\w.-]+)"', SOURCES))
BEGINNINGS = set(re.findall(r'f"([\w-]+\.[\w.]*)\{', SOURCES))


def test_each_failure_of_a_document_has_a_label():
    """Lists show it in the place of the code."""
    raised = set(re.findall(r'InputError\(\s*message\(\s*f?"([a-z_]+)', SOURCES))
    raised |= {
        code
        for line in re.findall(r"InputError\(\s*message\([^)]*", SOURCES)
        for code in re.findall(r'else "([a-z_]+)', line)
    }
    assert {"broken", "scanned_pdf", "encrypted"} <= raised
    assert raised - CODES - {"own_fields", "changed", "no_report", "no_source"} == set()


def is_used(key):
    """Whether the code names a key, in full or with a form that is chosen there."""
    code, _, form = key.partition(".")
    chosen = (form == "more" and code in LITERALS) or (form in CHOSEN and code in CODES)
    return key in LITERALS or chosen or any(key.startswith(beginning) for beginning in BEGINNINGS)


def test_each_key_is_used():
    """None is left from what the code said before."""
    assert [key for key in SAID if not is_used(key)] == []


def latin(words):
    return {word.lower() for word in re.findall(r"[A-Za-z]{2,}", re.sub(r"\{\w+(?::[^}]*)?\}", " ", words))}


def test_the_chinese_words_are_chinese():
    """What is Latin in them is a name, as it is in the English words: an option, a format, a program."""
    rows = [row[1:3] for name in CATALOGUE for row in table(name)] + [row[:2] for row in table("help")]
    for english, chinese in rows:
        assert latin(chinese) <= latin(english) | {"bom", "llama", "cpp", "eb", "ol"}, (
            chinese
        )  # [EB/OL] is GB/T 7714’s mark of a source on the web
        assert re.search(r"[\u3000-\u9fff\uff00-\uffef]", chinese) or not re.search("[a-z]{3,} [a-z]{2,}", english)


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
