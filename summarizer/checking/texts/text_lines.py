"""Lines of `summarizer check --text --json`, a text each; `schemas/text_check.json` is generated from these models."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from summarizer.checking.report_values import RawSpan, TextVerdict
from summarizer.checking.texts.text_check import StatementKind
from summarizer.reading.inputs.documents import UnreadableInput


class _Described(BaseModel):
    model_config = ConfigDict(extra="forbid")


class TextSourceLine(_Described):
    """A document that a text was judged against."""

    id: str = Field(description="The id of the document: its name under the folder given, or that of its row")
    path: str = Field(description="The file that has it; of a run, OUT/run.sqlite; empty for a source within a row")
    sha256: str = Field(description="SHA-256 of its bytes; of a row, of the text in it")


class TextNumberLine(_Described):
    """The verdict on one number of a text: a figure, date, time, rank, score, or the number in a name."""

    start: int = Field(description="Where it starts in the text as given, in code points")
    end: int = Field(description="Where it ends, exclusive")
    surface: str = Field(description="Its words, without the marks of Markdown in them")
    kind: StatementKind = Field(description="What it is: label is a rank, an ordinal or the number of a name")
    verdict: TextVerdict = Field(
        description="supported: a source states it so; equivalent: in other words; derived: it can be computed; "
        "contradicted: stated otherwise; not_stated: not at all"
    )
    how: str | None = Field(description="In which way it is equivalent, derived or contradicted: docs/texts.md")
    source: int | None = Field(description="The place in `sources` of the document that it rests on, from 0")
    source_span: RawSpan | None = Field(
        description="What that document states: [start, end) in code points of the raw document, or of "
        "documents.text of a run; of a contradicted number, what it should be"
    )
    source_surface: str | None = Field(description="The characters of source_span")
    formula: str | None = Field(description="How a derived number is computed")
    operands: list[RawSpan] = Field(description="The spans in the source of the numbers that the formula names")
    message: str = Field(description="Why, in a sentence; empty for a number that is supported")


class FailedTextLine(_Described):
    """Why a text could not be checked."""

    code: str = Field(description="A stable name: not_found, no_source, unsupported_type …")
    message: str = Field(description="What is wrong, on one line")


class TextCheckLine(_Described):
    """One text: the verdicts on its numbers."""

    id: str | None = Field(description="The id of the text: its file's name, or that of its row")
    path: str | None = Field(description="The file that has it")
    flagged: bool = Field(description="Whether a number is contradicted or not stated")
    counts: dict[TextVerdict, int] = Field(description="How many numbers have each verdict; others are left out")
    sources: list[TextSourceLine] = Field(
        description="The documents that it was judged against, of more than 20 the likeliest"
    )
    judgements: list[TextNumberLine] = Field(description="Its numbers in their order")
    left_out: dict[str, int] = Field(
        description="How many numbers are outside the article of a page, and not judged, by reason (navigation, footer …)"
    )
    error: FailedTextLine | None = Field(description="Null, unless it could not be checked")


def failed_line(text: UnreadableInput) -> dict[str, Any]:
    """The line of a text that could not be checked."""
    error = {"code": text.error.code, "message": text.error.message}
    line = {"id": text.id, "path": text.path, "flagged": False, "counts": {}, "sources": [], "judgements": []}
    return line | {"left_out": {}, "error": error}
