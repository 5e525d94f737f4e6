"""The measures, points and slogans of a report."""

from collections.abc import Iterator, Sequence
from typing import Annotated

from pydantic import BaseModel, Field

from summarizer.checking import flat_columns
from summarizer.checking.fields import ReportField
from summarizer.checking.report_values import (
    DecisionNote,
    Origin,
    PlaceName,
    RawSpan,
    ReportPart,
    ReportRegion,
    TextVerdict,
    is_none,
)
from summarizer.models import MeasureKind, MeasureStatus


class Measure(ReportPart):
    """A measure, its parts after it; `spans` are empty where its name is not in the document.

    `decision` is there in corrected reports alone, as that of a figure.
    """

    id: Annotated[str, ReportField("Its id within the report.", "编号")]
    name: Annotated[str, ReportField("Its name, in the document's words.", "措施名称")]
    kind: Annotated[
        MeasureKind | None,
        ReportField(
            "scheme, rule, body, action, facility, tool, document, oversight, project or funding; null: not known.",
            "种类",
        ),
    ]
    parent: Annotated[str | None, ReportField("The id of the measure that it is a part of.", "上级措施")]
    actor: Annotated[str | None, ReportField("Who does it.", "谁做")]
    target: Annotated[str | None, ReportField("Whom or what it is about.", "对象")]
    place: Annotated[
        ReportRegion | PlaceName | None,
        ReportField(
            "Where it applies, if not in the document's whole region; with its code.", "地点", flat=flat_columns.PLACE
        ),
    ]
    status: Annotated[MeasureStatus, ReportField("in_force, completed, planned, called_for or ended.", "状态")]
    when: Annotated[str | None, ReportField("When, in ISO 8601, or in the report's words.", "何时")]
    spans: Annotated[list[RawSpan], ReportField("Where its name appears.", "出现位置", flat=flat_columns.APPEARANCES)]
    page: Annotated[int | None, ReportField("The page of the file on which its name appears first.", "页码")] = None
    figures: Annotated[
        list[int],
        ReportField("The places of its figures in the report's figures.", "所含数字", flat=flat_columns.FIGURES),
    ]
    origin: Annotated[
        Origin, ReportField("Who gave the measure: model, or rules if the model left it out.", "来源")
    ] = "model"
    decision: DecisionNote | None = Field(default=None, exclude_if=is_none)


def nested(measures: Sequence[Measure], parent: str | None = None, depth: int = 0) -> Iterator[tuple[Measure, int]]:
    """Measures, each followed by its parts, with how deep they are nested."""
    for measure in measures:
        if measure.parent == parent:
            yield measure, depth
            yield from nested(measures, measure.id, depth + 1)


class PointNumber(BaseModel):
    """A number of a point: its span there, whether the document states it, and the figure of the report that has it."""

    start: int
    end: int
    verdict: TextVerdict
    figure: int | None


class Point(ReportPart):
    """A sentence of the summary with the ids of the measures that it is about."""

    text: Annotated[str, ReportField("The sentence.", "要点")]
    measures: Annotated[
        list[str], ReportField("The ids of the measures that it is about.", "涉及措施", flat=flat_columns.MEASURES)
    ]
    numbers: Annotated[
        list[PointNumber], ReportField("Its numbers, each with a verdict.", "其中的数字", flat=flat_columns.NUMBERS)
    ]
    origin: Annotated[Origin, ReportField("Who wrote it: model, or rules.", "来源")] = "model"


class Slogan(BaseModel):
    """A metaphor, aim, effect or attitude; `span` is null where it is not in the document."""

    text: str
    span: RawSpan | None
