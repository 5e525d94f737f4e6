"""Gold files: a folder of annotations, or what a person decided on reports.

Of corrected reports, gold are the figures of those documents that a person decided on something in: what was verified
and kept, what was accepted and what was added. Numbers of the rules that nobody decided on are neutral. Nothing
else of a report was reviewed, so nothing else is scored.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from summarizer.checking.jsonl import read_records
from summarizer.checking.record import Report
from summarizer.checking.report_figures import Figure
from summarizer.checking.report_values import RawSpan
from summarizer.errors import UsageError
from summarizer.evaluation.gold import Gold, GoldFigure, GoldMention
from summarizer.resources import message, misfit_words, read_text


def read_gold(path: Path) -> list[Gold]:
    """The annotations of a folder, one `.json` file a document, or of a corrected `reports.jsonl`.

    Raises UsageError where there are none, or some can't be used: it names the first problem of all files, its `details` the
    others.
    """
    if path.is_file():
        return _read_corrected(path)
    read = [_read(file) for file in sorted(path.glob("*.json"))]
    problems = [problem for found in read if isinstance(found, list) for problem in found]
    if problems:
        more = len(problems) - 1
        named = message("gold.problems_more", first=problems[0], count=more) if more else problems[0]
        raise UsageError(named, problems[1:])
    if not read:
        raise UsageError(message("gold.none", path=path))
    return [found for found in read if isinstance(found, Gold)]


def _read(path: Path) -> Gold | list[str]:
    """The annotations of a file, or all that is wrong with it, a line each."""
    try:
        gold = Gold.model_validate_json(read_text(path))
    except ValidationError as error:
        found = error.errors(include_url=False)
        return [message("gold.unusable", path=path, what=_misfit(problem)) for problem in found]
    return [message("gold.unusable", path=path, what=problem) for problem in _contradictions(gold)] or gold


def _misfit(problem: Mapping[str, Any]) -> str:
    place, why = "/".join(map(str, problem["loc"])), misfit_words(problem)
    return message("file.problem", path=place, what=why) if place else why


def _contradictions(gold: Gold) -> Iterator[str]:
    """Ids that are given twice, or that nothing has; spans that end before they begin."""
    ids = Counter(measure.id for measure in gold.measures if measure.id)
    yield from (message("gold.id_twice", id=id_, count=count) for id_, count in ids.items() if count > 1)
    for place, named in _references(gold):
        yield from (
            message("gold.no_measure", place=place, id=id_) for id_ in named if id_ is not None and id_ not in ids
        )
    for name in ("mentions", "figures", "event_dates"):
        for index, item in enumerate(getattr(gold, name)):
            if item.end <= item.start:
                yield message("gold.backwards", place=f"{name}/{index}", end=item.end)
    for index, measure in enumerate(gold.measures):
        for start, end in measure.spans:
            if end <= start:
                yield message("gold.backwards", place=f"measures/{index}/spans", end=end)
    yield from _without_figure(gold)


def _without_figure(gold: Gold) -> Iterator[str]:
    """Figures that are on no number, which nothing would be scored of."""
    known = {(mention.start, mention.end) for mention in gold.mentions}
    for index, figure in enumerate(gold.figures):
        if known and (figure.start, figure.end) not in known:
            yield message("gold.no_mention", place=f"figures/{index}", start=figure.start, end=figure.end)


def _references(gold: Gold) -> Iterator[tuple[str, Sequence[str | None]]]:
    """Each place that names measures by their ids, with these."""
    yield from ((f"measures/{index}/parent", measure.parent or []) for index, measure in enumerate(gold.measures))
    yield from ((f"neutral/{index}/parent", neutral.parent or []) for index, neutral in enumerate(gold.neutral))
    yield from ((f"figures/{index}/measures", figure.measures) for index, figure in enumerate(gold.figures))


def _read_corrected(path: Path) -> list[Gold]:
    records = [record for record in read_records(path) if record.reviewed]
    found = [_of_report(record.document.id, record.report) for record in records if record.report]
    if not found:
        raise UsageError(message("gold.not_corrected", path=path))
    return found


def _of_report(document: str, report: Report) -> Gold:
    """A corrected report as gold; figures without a span are left out."""
    names = {measure.id: measure.name for measure in report.measures}
    placed = [(figure, figure.span) for figure in report.figures if figure.span is not None]
    decided = [(figure, span) for figure, span in placed if figure.decision is not None]
    return Gold(
        doc=document,
        region=None,
        published=None,
        measures=[],
        mentions=[_of_figure(figure, span) for figure, span in placed],
        figures=[
            GoldFigure(
                start=start,
                end=end,
                measure=names.get(figure.measure or ""),
                region=figure.place.name if figure.place else None,
            )
            for figure, (start, end) in decided
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
