"""What the page shows of a check: the words of text and sources, their tables, and where each number is in both.

Spans are half-open and count code points of the words that are shown, not of raw documents.
"""

from typing import Any

from summarizer.checking.texts.shown_text import ShownCheck, ShownNumber
from summarizer.checking.texts.text_check import VERDICTS_OF_TEXTS, TextJudgement
from summarizer.errors import Message
from summarizer.models import Document, Span, Text
from summarizer.reading.inputs.documents import UnreadableInput
from summarizer.resources import LANGUAGES, render, table, translated
from summarizer.scanning.tables.table_rows import drawn_tables

COLUMNS = {
    "index": ("id", "head", "error_en", "error_zh", *VERDICTS_OF_TEXTS),
    "numbers": ("start", "end", "surface", "verdict", "source", "stated", "operands", "formula", "why_en", "why_zh"),
}
LABELS = {key: [chinese, english] for key, english, chinese in table("labels") if key.startswith("judgement_")}
_HEAD = 60


def index_row(shown: ShownCheck) -> list[Any]:
    """The row of a text in the list: its id, how it begins, how many numbers have each verdict."""
    check = shown.check
    head = " ".join(shown.words[: 4 * _HEAD].split())[:_HEAD]
    counts = (check.counts.get(verdict, 0) for verdict in VERDICTS_OF_TEXTS)
    return [check.document.id if check.document else "", head, None, None, *counts]


def failed_row(text: UnreadableInput) -> list[Any]:
    """The row of a text that could not be checked."""
    errors = (translated(text.error.message, language) for language in LANGUAGES)
    return [text.id, "", *errors, *(0 for _ in VERDICTS_OF_TEXTS)]


def content(shown: ShownCheck) -> dict[str, Any]:
    """A text with the sources that its numbers rest on; where there are none, with the likeliest one."""
    check = shown.check
    used = sorted({each.source for each in check.judgements if each.source is not None}) or [0]
    return {
        "words": shown.words,
        "tables": drawn_tables(shown.article) if shown.article else [],
        "numbers": [_number(shown, number, used) for number in shown.numbers],
        "sources": [_source(check.sources[place], shown.source(place)) for place in used],
        "others": len(check.sources) - len(used),
        "left_out": sum(check.left_out.values()),
    }


EMPTY: dict[str, Any] = {"words": "", "tables": [], "numbers": [], "sources": [], "others": 0, "left_out": 0}


def _number(shown: ShownCheck, number: ShownNumber, used: list[int]) -> list[Any]:
    judgement = number.judgement
    source = None if judgement.source is None else used.index(judgement.source)
    stated = _in_words(shown, judgement, judgement.source_span)
    operands = [span for operand in judgement.operands if (span := _in_words(shown, judgement, operand))]
    why = [_sentence(judgement.why, language) for language in ("en", "zh")]
    return [*number.span, judgement.surface, judgement.verdict, source, stated, operands, judgement.formula, *why]


def _in_words(shown: ShownCheck, judgement: TextJudgement, span: Span | None) -> Span | None:
    """A raw span of a judgement's source in the words that are shown of it."""
    if span is None or judgement.source is None:
        return None
    text = shown.source(judgement.source)
    return text.text_span(*span) if text else None


def _sentence(why: Message | None, language: Any) -> str:
    return "" if why is None else render(why.key, why.as_json()["params"], language)


def _source(document: Document, text: Text | None) -> dict[str, Any]:
    return {
        "id": document.id,
        "path": document.path,
        "words": text.content if text else document.raw,
        "tables": drawn_tables(text) if text else [],
    }
