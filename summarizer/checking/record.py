"""The report: a draft grounded and checked, and the record that is delivered for each document.

These models are the published contract; `schemas/report.json` is generated from them.
"""

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from summarizer.checking import fact_fields
from summarizer.checking.fields import ReportField
from summarizer.models import Aspect, Direction, FactStatus, Mention, Role
from summarizer.resources import Message
from summarizer.scanning.facts.context import FigureContext

Verdict = Literal["quote_not_found", "unsupported", "misattributed", "unit_mismatch", "qualifier_mismatch", "verified"]
VERDICTS: tuple[Verdict, ...] = (
    "quote_not_found",
    "unsupported",
    "misattributed",
    "unit_mismatch",
    "qualifier_mismatch",
    "verified",
)
Severity = Literal["error", "warning", "info"]
Status = Literal["ok", "flagged", "failed"]
Origin = Literal["model", "rules"]
Action = Literal["accept", "reject", "add"]
RawSpan = tuple[int, int]
_ROW_UNIT = "the row's unit"
_VERDICT = f"The checker's verdict: {', '.join((VERDICTS[-1], *VERDICTS[:-1]))}; null: from the rules."


class _Part(BaseModel):
    """Fields that a user's own draft adds are carried along."""

    model_config = ConfigDict(extra="allow")


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


class ReportRegion(BaseModel):
    """A division of China; `adcode` has six digits, `towncode` nine."""

    name: str
    province: str
    city: str | None
    county: str | None
    town: str | None
    adcode: str
    towncode: str | None
    level: Literal["province", "city", "county", "town"]


class ReportPublished(BaseModel):
    """When the document was published, with the precision known (ISO 8601)."""

    iso: str
    inferred: bool
    reason: str | None


class ReportDate(BaseModel):
    """A date that the document states; `iso` is null where it stays unknown."""

    start: int
    end: int
    surface: str
    iso: str | None
    inferred: bool
    reason: str | None


class Measure(_Part):
    """A measure; `quote_span` is null where the quote is not in the document."""

    name: Annotated[str, ReportField("Its name.", "措施名称")]
    description: Annotated[str | None, ReportField("What is done.", "做什么")]
    actor: Annotated[str | None, ReportField("Who does it.", "谁做")]
    region: Annotated[str | None, ReportField("Where it applies.", "在哪里")]
    quote: Annotated[str, ReportField("The document's words that support it.", "原文引句")]
    quote_span: RawSpan | None


class DecisionNote(BaseModel):
    """What a person decided on a figure; `verdict` is the checker's verdict, `at` is in UTC."""

    action: Action
    who: str
    at: str
    note: str | None
    verdict: Verdict | None


class Reviewed(BaseModel):
    """How many figures of a corrected report a person accepted, rejected and added."""

    accepted: int
    rejected: int
    added: int


def _is_none(value: object) -> bool:
    return value is None


def table_of(mention: Mention, _context: FigureContext) -> dict[str, Any] | None:
    """Where in a table the number is."""
    return mention.table.as_json() if mention.table else None


class Figure(_Part):
    """A figure with its verdict; those that the model missed have origin `rules` and no verdict.

    `decision` is there in corrected reports alone, on what a person accepted or added.
    """

    subject: Annotated[str | None, ReportField("What is counted.", "统计对象")]
    value: Annotated[
        int | float | None,
        ReportField("The stated number; null for a range or an indefinite number.", "数值", _ROW_UNIT),
    ]
    low: Annotated[
        int | float | None, ReportField("The least that the number can mean; null: no lower bound.", "下限", _ROW_UNIT)
    ]
    high: Annotated[
        int | float | None, ReportField("The most that the number can mean; null: no upper bound.", "上限", _ROW_UNIT)
    ]
    unit: Annotated[str | None, ReportField("The unit or classifier, in Simplified; null: none.", "单位或量词")]
    qualifier: Annotated[
        str | None, ReportField("The qualifier (余, 近, 约, 超过 …) as written, in Simplified.", "修饰词")
    ]
    direction: Annotated[Direction | None, ReportField("The direction of a change: increase or decrease.", "增减方向")]
    status: Annotated[
        FactStatus | None,
        ReportField("actual, planned, required, offered or negated.", "事实状态", rule=fact_fields.status_of),
    ] = None
    aspect: Annotated[
        Aspect | None,
        ReportField("amount, change, growth, share, per, index or duration.", "数值含义", rule=fact_fields.aspect_of),
    ] = None
    base: Annotated[
        str | None,
        ReportField(
            "What a change is told against: yoy, mom, previous, other, an ISO time.",
            "对比基准",
            rule=fact_fields.base_of,
        ),
    ] = None
    cumulative: Annotated[
        bool | None, ReportField("Whether it is a running total.", "是否累计", rule=fact_fields.cumulative_of)
    ] = None
    new: Annotated[
        bool | None, ReportField("Whether it counts what is new alone.", "是否新增", rule=fact_fields.new_of)
    ] = None
    time: Annotated[
        str | None,
        ReportField("The time that the text gives the figure, in ISO 8601.", "原文时间", rule=fact_fields.period_of),
    ] = None
    place: Annotated[
        dict[str, Any] | None,
        ReportField(
            "The division that the text gives the figure; the nation: CN.", "原文地点", rule=fact_fields.place_of
        ),
    ] = None
    whole: Annotated[
        RawSpan | None,
        ReportField("The span of the figure of which it is a part.", "所属总数的位置", rule=fact_fields.whole_of),
    ] = None
    period: Annotated[str | None, ReportField("The time that the figure is about, in the report's words.", "所属时间")]
    region: Annotated[str | None, ReportField("The place that the figure is about, in the report's words.", "所属地点")]
    measure: Annotated[str | None, ReportField("The measure that it belongs to: measures.name.", "所属措施")]
    quote: Annotated[str, ReportField("The document's words that support it.", "原文引句")]
    quote_span: RawSpan | None
    span: RawSpan | None
    role: Annotated[
        Role | None,
        ReportField(
            "What the rules read the number as: a figure, or a date, rank or name (a warning says so).", "数字类别"
        ),
    ] = None
    verdict: Annotated[Verdict | None, ReportField(_VERDICT, "核查结论")]
    origin: Annotated[Origin, ReportField("Who gave the figure: model, or rules if the model left it out.", "来源")]
    table: Annotated[
        dict[str, Any] | None,
        ReportField(
            "Its place in a table: label of the row, path of the column's heads, words above; units: those that it may have.",
            "在表格中的位置",
            rule=table_of,
        ),
    ] = None
    decision: DecisionNote | None = Field(default=None, exclude_if=_is_none)


class Report(_Part):
    """What a document states, each figure with its verdict. Spans are of the raw document."""

    summary: str
    region: ReportRegion | None
    published: ReportPublished | None
    dates: list[ReportDate]
    measures: list[Measure]
    figures: list[Figure]


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
    """The stored facts of a request; `answer` is the raw text of an answer that could not be used."""

    model: str
    prompt: str
    digest: str
    replayed: bool
    round: int
    input_tokens: int | None
    output_tokens: int | None
    answer: str | None = None


class DocumentNote(BaseModel):
    """The input that a record belongs to, and what it states about itself."""

    id: str
    path: str
    title: str | None = None
    published: str | None = None
    encoding: str | None = None
    sha256: str | None = None
    columns: dict[str, Any] = Field(default_factory=dict)


class ErrorNote(BaseModel):
    """Why a document failed."""

    code: str
    message: str


class Record(BaseModel):
    """One line of `reports.jsonl`: the outcome of one input; `reviewed` where it includes a person's decisions."""

    model_config = ConfigDict(title="report")

    document: DocumentNote
    status: Status
    report: Report | None = None
    ledger: Ledger | None = None
    findings: list[Finding] = Field(default_factory=list)
    exchanges: list[ExchangeNote] = Field(default_factory=list)
    error: ErrorNote | None = None
    reviewed: Reviewed | None = Field(default=None, exclude_if=_is_none)
