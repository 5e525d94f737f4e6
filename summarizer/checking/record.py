"""The report: a draft grounded and checked, and the record that is delivered for each document.

These models are the published contract; `schemas/report.json` is generated from them.
"""

from functools import partial
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from summarizer.checking import contract1
from summarizer.checking.citing import Citation, CitedSource
from summarizer.checking.fact_table import FactTable, FrameLibrary
from summarizer.checking.record_facts import record_facts
from summarizer.checking.report_figures import Figure
from summarizer.checking.report_measures import Measure, Point, Slogan
from summarizer.checking.report_values import (
    DecisionNote,
    RawSpan,
    ReportDate,
    ReportPart,
    ReportPublished,
    ReportRegion,
    Verdict,
    is_empty,
    is_none,
)
from summarizer.checking.shown_report import ShownReport
from summarizer.errors import Message, SummarizerError
from summarizer.models import Text
from summarizer.resources import restored

Severity = Literal["error", "warning", "info"]
Status = Literal["ok", "flagged", "failed"]


class Finding(BaseModel):
    """Something that a person should review; `item` names the part of the report, e.g. `figures/3`.

    `message` is the English sentence of `code` (and of `params["form"]`, where a code has several) with `params` filled
    in; `data/messages.tsv` has the sentences in both languages.
    """

    code: str
    severity: Severity
    span: RawSpan | None = None
    item: str | None = None
    params: dict[str, Any] = Field(default_factory=dict)
    message: str

    @classmethod
    def of(
        cls, text: Message, severity: Severity, span: tuple[int, int] | None = None, item: str | None = None
    ) -> Self:
        """A finding with this message; its code is the first part of the message's key."""
        code, _, form = text.key.partition(".")
        params = text.as_json()["params"] | ({"form": form} if form else {})
        return cls(code=code, severity=severity, span=span, item=item, params=params, message=text)

    @property
    def said(self) -> str:
        """The message, with what it takes to say it in another language."""
        return restored(self.code, self.params, self.message)


class Report(ReportPart):
    """What a document states, each figure with its verdict; `summary` is its points joined. Spans are of the raw document."""

    headline: str | None
    points: list[Point]
    summary: str
    region: ReportRegion | None
    published: ReportPublished | None
    dates: list[ReportDate]
    measures: list[Measure]
    slogans: list[Slogan]
    figures: list[Figure]

    def __repr__(self) -> str:
        return f"<Report: {ShownReport(self).line()}>"

    def __str__(self) -> str:
        return ShownReport(self).lines()

    def _repr_html_(self) -> str:
        return ShownReport(self).html()


class Ledger(BaseModel):
    """The account of draft and source: `figures` and `by_verdict` of the model's figures, the rest of the source's numbers.

    reported + restated + missed + all of set_aside = mentions.
    """

    figures: int
    verified: int
    by_verdict: dict[Verdict, int]
    mentions: int
    reported: int
    restated: int
    missed: int
    set_aside: dict[str, int]


class ExchangeNote(BaseModel):
    """The stored facts of a request; `answer` is the raw text of an answer that could not be used.

    `cached_tokens`: of the tokens read, those from the provider's cache; null where the endpoint does not say.
    """

    model: str
    prompt: str
    digest: str
    replayed: bool
    round: int
    input_tokens: int | None
    output_tokens: int | None
    cached_tokens: int | None = None
    answer: str | None = None


class DocumentNote(BaseModel):
    """The input that a record belongs to, and what it states about itself; `url` and `publisher` where they are known.

    `form` says from what a file was converted (pdf, docx …), which then has no encoding. Spans count in the text that it
    became. `duplicate_of` is the id of the document that it is a copy or reprint of.
    """

    id: str
    path: str
    title: str | None = None
    url: str | None = Field(default=None, exclude_if=is_none)
    publisher: str | None = Field(default=None, exclude_if=is_none)
    published: str | None = None
    encoding: str | None = None
    sha256: str | None = None
    form: str | None = Field(default=None, exclude_if=is_none)
    columns: dict[str, Any] = Field(default_factory=dict)
    duplicate_of: str | None = Field(default=None, exclude_if=is_none)

    @property
    def cited(self) -> CitedSource:
        """What a citation says of the document."""
        return CitedSource(self.title, self.publisher, self.published, self.sha256, self.url)


class ErrorNote(BaseModel):
    """Why a document failed: a code with its parameters, as a finding has them, and the sentence in English."""

    code: str
    params: dict[str, Any] = Field(default_factory=dict)
    message: str

    @property
    def said(self) -> str:
        """The message, with what it takes to say it in another language."""
        return restored(self.code, self.params, self.message)

    @classmethod
    def of(cls, error: SummarizerError) -> Self:
        """The note of an error; parameters are those of a message whose key begins with the code."""
        key, _, form = getattr(error.message, "key", "").partition(".")
        if not isinstance(error.message, Message) or key != error.code:
            return cls(code=error.code, message=error.message)
        params = error.message.as_json()["params"] | ({"form": form} if form else {})
        return cls(code=error.code, params=params, message=error.message)


class Reviewed(BaseModel):
    """How many figures and measures of a corrected report a person accepted, rejected, added and edited.

    `fields` says who edited which field of the document itself, and what it `was`; `done`, who is done with the document.
    """

    accepted: int
    rejected: int
    added: int
    edited: int = 0
    fields: dict[str, DecisionNote] = Field(default_factory=dict, exclude_if=is_empty)
    done: DecisionNote | None = Field(default=None, exclude_if=is_none)


class Record(BaseModel):
    """One line of `reports.jsonl`: the outcome of one input; `reviewed` where it includes a person's decisions."""

    model_config = ConfigDict(title="report")

    contract: Literal[2] = 2
    document: DocumentNote
    status: Status
    report: Report | None = None
    ledger: Ledger | None = None
    findings: list[Finding] = Field(default_factory=list)
    exchanges: list[ExchangeNote] = Field(default_factory=list)
    error: ErrorNote | None = None
    reviewed: Reviewed | None = Field(default=None, exclude_if=is_none)

    def __repr__(self) -> str:
        return f"<Record {ShownReport.of(self).line()}>"

    def __str__(self) -> str:
        """What the document is, how its figures were judged, and what to look at."""
        return ShownReport.of(self).lines()

    def _repr_html_(self) -> str:
        return ShownReport.of(self).html()

    def facts(self) -> FactTable:
        """Its figures as rows of the table of facts; `conflicts`, which takes other documents, is null."""
        return FactTable(partial(record_facts, self))

    def to_frame(self, library: FrameLibrary | None = None) -> Any:
        """The facts as a data frame of pandas or polars (see `FactTable.to_frame`)."""
        return self.facts().to_frame(library)

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """The facts, to whatever reads Arrow: `polars.DataFrame(record)`."""
        return self.facts().__arrow_c_stream__(requested_schema)

    def citation(self, part: Figure | Measure, text: Text | None = None) -> Citation | None:
        """The citation of a figure's quote or a measure's name; None where the document does not have the words.

        With the Text that was read of the document (`scan(source).text`), its link leads to the right place also where
        the words occur several times.
        """
        words, raw = (
            (part.quote, part.quote_span) if isinstance(part, Figure) else (part.name, next(iter(part.spans), None))
        )
        if raw is None:
            return None
        span = text.text_span(*raw) if text else None
        where = (part.cell or part.page) if isinstance(part, Figure) else None
        return Citation.of(words, self.document.cited, text.content if text else None, span, where)

    @model_validator(mode="before")
    @classmethod
    def _read_earlier(cls, content: Any) -> Any:
        return contract1.record(content) if contract1.is_record(content) else content
