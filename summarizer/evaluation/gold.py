"""Gold: what a reader annotated in a document, in the form of `fixtures/gold/README.md`, or decided on its report.

Of corrected reports, gold are the figures of those documents that a person decided on something in: what was verified
and kept, what was accepted and what was added. Numbers of the rules that nobody decided on are neutral. Nothing
else of a report was reviewed, so nothing else is scored.
"""

from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from summarizer.checking.jsonl import read_as, read_records
from summarizer.checking.record import Figure, RawSpan, Report
from summarizer.errors import UsageError


class GoldMention(BaseModel):
    """A number of the raw file; a range has both its ends as `value`, None being open. Those of `core` false are neutral."""

    start: int
    end: int
    role: str
    surface: str = ""
    value: float | list[float | None] | str | None = None
    unit: str | None = None
    qualifier: str | None = None
    subject: str | None = None
    core: bool = True
    meta: bool = False


class GoldFigure(BaseModel):
    """What the mention with this span belongs to: a measure and a region, by name."""

    start: int
    end: int
    measure: str | None = None
    region: str | None = None


class GoldMeasure(BaseModel):
    """A measure that a report should name, unless `core` is false."""

    name: str
    core: bool = True


class GoldDate(BaseModel):
    """A date that the document states; `iso` is None where nobody can know it."""

    start: int
    end: int
    surface: str = ""
    iso: str | None = None


class GoldRegion(BaseModel):
    """The division that the document is about, by its six digits."""

    adcode: str


class Gold(BaseModel):
    """The annotations of one document; `doc` is its file's name, spans count code points of the raw file.

    With `figures_alone` nothing else was annotated, so region, date and measures are not scored.
    """

    doc: str
    region: GoldRegion | None
    published: str | None
    measures: list[GoldMeasure]
    mentions: list[GoldMention]
    figures: list[GoldFigure] = []
    event_dates: list[GoldDate] = []
    figures_alone: bool = False

    @property
    def numbers(self) -> list[GoldMention]:
        """The figures that have a value; a delivered figure that is not among them is wrong."""
        return [mention for mention in self.mentions if mention.role == "figure" and mention.value is not None]

    def figure_at(self, mention: GoldMention) -> GoldFigure | None:
        return next(
            (figure for figure in self.figures if (figure.start, figure.end) == (mention.start, mention.end)), None
        )


def read_gold(path: Path) -> list[Gold]:
    """The annotations of a folder, one `.json` file a document, or of a corrected `reports.jsonl`.

    Raises UsageError where there are none, or one can't be read.
    """
    if path.is_file():
        return _read_corrected(path)
    found = list(_read(path))
    if not found:
        raise UsageError(f"there is no gold in {path}: it needs one .json file a document (fixtures/gold/README.md)")
    return found


def _read_corrected(path: Path) -> list[Gold]:
    records = [record for record in read_records(path) if record.reviewed]
    found = [_of_report(record.document.id, record.report) for record in records if record.report]
    if not found:
        raise UsageError(f"{path} has no corrected report: make it with summarizer export OUT --corrected")
    return found


def _of_report(document: str, report: Report) -> Gold:
    """A corrected report as gold; figures without a span are left out."""
    placed = [(figure, figure.span) for figure in report.figures if figure.span is not None]
    decided = [(figure, span) for figure, span in placed if figure.decision is not None]
    return Gold(
        doc=document,
        region=None,
        published=None,
        measures=[],
        mentions=[_of_figure(figure, span) for figure, span in placed],
        figures=[
            GoldFigure(start=s, end=e, measure=decision.measure, region=decision.place.name if decision.place else None)
            for decision, (s, e) in decided
        ],
        figures_alone=True,
    )


def _of_figure(figure: Figure, span: RawSpan) -> GoldMention:
    return GoldMention(
        start=span[0],
        end=span[1],
        role="figure",
        value=[figure.low, figure.high] if figure.value is None else figure.value,
        unit=figure.unit,
        qualifier=figure.qualifier,
        subject=figure.subject,
        core=figure.decision is not None or figure.verdict == "verified",
    )


def _read(folder: Path) -> Iterator[Gold]:
    return (read_as(path, Gold, "gold annotation") for path in sorted(folder.glob("*.json")))
