"""Figures that a person adds or edits: grounded and checked like those of a model, so that a typo is seen at once."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from summarizer.checking.checker import check
from summarizer.checking.record import Finding
from summarizer.checking.redrafting import words_of
from summarizer.checking.report_figures import Figure
from summarizer.checking.report_measures import Measure
from summarizer.checking.stated import StatedDraft
from summarizer.delivering.reviewing.decision_files import DecidedFigure, FigureChanges
from summarizer.delivering.reviewing.refusals import refusal
from summarizer.delivering.reviewing.reviewed_text import ReviewedText
from summarizer.delivering.reviewing.revised_values import period_of_words, place_of_words
from summarizer.scanning.numbers.qualifiers import plain

_NUMBER = ("value", "low", "high", "unit", "qualifier")
_JUDGED = (*_NUMBER, "as_written", "quote", "quote_span", "span", "page", "cell", "role", "verdict", "table")
_MEANING = ("status", "aspect", "direction", "base", "cumulative", "new", "period", "place", "whole")
_STATED = ("aspect", "cumulative", "new", "base")


class CheckedFigure(NamedTuple):
    """A figure with its verdict, and what makes it an error; `is_quoted`: its quote is in the document."""

    figure: Figure
    findings: tuple[Finding, ...]
    is_quoted: bool


def added_figure(text: ReviewedText, wanted: DecidedFigure, measures: Sequence[Measure]) -> CheckedFigure:
    """A missing figure; raises InputError where its quote is not in the document.

    Its origin is `rules`: the model did not report it, so neither the ledger nor an evaluation counts it as the model's,
    and its number is one that the rules read. `decision` says that a person added it.
    """
    added = checked_figure(text, wanted.model_dump(exclude={"span"}, exclude_none=True))
    if not added.is_quoted:
        raise refusal("not_applied.no_quote")
    measure = measure_named(wanted.measure, measures)
    own = {"origin": "rules", "measure": measure.name if measure else None}
    return added._replace(figure=added.figure.model_copy(update=own))


def revised_figure(
    text: ReviewedText, figure: Figure, changes: FigureChanges, figures: Sequence[Figure], measures: Sequence[Measure]
) -> CheckedFigure:
    """A figure with a person's changes: value and unit as the document has them where they are verified.

    Where the number is another one now, what the text says of that takes the place of what it said of the first.
    Its measure is by name, since the ids of measures change. Raises InputError where a change can't be meant: a quote that
    is not in the document, an unknown measure.
    """
    whole = _figure_at(changes.whole, figures)
    claim = _claim(figure) | _claimed_changes(changes) | ({"whole": whole.as_written} if whole else {})
    checked = checked_figure(text, {name: value for name, value in claim.items() if value is not None})
    if not checked.is_quoted and "quote" in changes.names:
        raise refusal("not_applied.no_quote")
    carried = _JUDGED if checked.figure.span in {None, figure.span} else (*_JUDGED, *_MEANING)
    fields = {name: getattr(checked.figure, name) for name in carried}
    revised = figure.model_copy(update=fields | _coded(text, figure, changes, measures))
    return checked._replace(figure=revised)


def checked_figure(text: ReviewedText, claim: Mapping[str, Any]) -> CheckedFigure:
    """A claim as a figure, with its spans in the document."""
    draft = StatedDraft.model_validate(
        {"points": [], "measures": [], "slogans": [], "figures": [{"subject": "", **claim, "measure": None}]}
    )
    result = check(draft, text.analysis)
    figure = result.report.figures[0]
    spans = {name: text.raw(getattr(figure, name)) for name in ("span", "quote_span", "whole")}
    numbers = {name: plain(getattr(figure, name)) for name in ("value", "low", "high")}
    if figure.qualifier is None and numbers["low"] is None and numbers["high"] is None:
        numbers |= {"low": numbers["value"], "high": numbers["value"]}
    errors = [text.traced(f) for f in result.findings if f.item == "figures/0" and f.severity == "error"]
    return CheckedFigure(
        figure.model_copy(update=spans | numbers), tuple(errors), result.judgements[0].quote is not None
    )


def measure_named(name: str | None, measures: Sequence[Measure]) -> Measure | None:
    """The measure that a person names by its id or its name."""
    return next((measure for measure in measures if name and name in {measure.id, measure.name}), None)


def known_measure(name: str, measures: Sequence[Measure]) -> Measure:
    """The measure that a person names; raises InputError where there is none."""
    measure = measure_named(name, measures)
    if measure is None:
        raise refusal("not_applied.unknown_measure", name=name)
    return measure


def _claim(figure: Figure) -> dict[str, Any]:
    """What a figure of a report claims."""
    words = {"period": words_of(figure.period), "place": words_of(figure.place)}
    return figure.model_dump(include={"subject", "quote", "direction", "status", *_NUMBER}) | words


def _claimed_changes(changes: FigureChanges) -> dict[str, Any]:
    """What the changes claim; bounds that were those of the number before are dropped with it."""
    names = changes.names & {"subject", "quote", "direction", "status", "period", "place", *_NUMBER, *_STATED}
    claimed = {name: getattr(changes, name) for name in names}
    loose = names & {"value", "unit", "qualifier"} and changes.value is not None
    return ({"low": None, "high": None} if loose else {}) | claimed


def _coded(text: ReviewedText, figure: Figure, changes: FigureChanges, measures: Sequence[Measure]) -> dict[str, Any]:
    """The changes as a report has them; number and quote are as they were checked."""
    unknown = changes.names - set(Figure.model_fields) - set(figure.model_extra or ())
    if unknown:
        raise refusal("not_applied.unknown_field", names=sorted(unknown))
    coded = {name: getattr(changes, name) for name in changes.names - {"value", "unit", "qualifier", "quote"}}
    scan = text.analysis.scan
    if "period" in coded:
        coded["period"] = period_of_words(changes.period, scan)
    if "place" in coded:
        coded["place"] = place_of_words(changes.place, scan)
    if changes.measure:
        coded["measure"] = known_measure(changes.measure, measures).name
    return coded


def _figure_at(span: tuple[int, int] | None, figures: Sequence[Figure]) -> Figure | None:
    """The figure of which a person says that another is a part."""
    if span is None:
        return None
    found = next((figure for figure in figures if figure.span == span), None)
    if found is None:
        raise refusal("not_applied.no_whole", start=span[0])
    return found
