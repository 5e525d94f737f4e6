"""Which decisions hold, of all those on a document: the latest on each part that was not taken back."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from summarizer.checking.report_figures import Figure
from summarizer.checking.report_measures import Measure
from summarizer.checking.report_values import DecidedPart
from summarizer.delivering.reviewing.decisions import Decision, Identity, identity

_Place = tuple[DecidedPart, Identity]


class Decided(NamedTuple):
    """The decision that holds on each part of a report, by its number there, and those on parts that a person added."""

    of_record: dict[int, Decision]
    added: tuple[Decision, ...]

    @property
    def every(self) -> tuple[Decision, ...]:
        return (*self.of_record.values(), *self.added)


class Held(NamedTuple):
    """The decision that holds on each figure and measure, on each field of the document, and on the document as a whole.

    `added` are the figures and measures that a person added.
    """

    figures: dict[Identity, Decision]
    measures: dict[Identity, Decision]
    added: set[Identity]
    fields: dict[str, Decision]
    review: Decision | None

    def on_figures(self, figures: Sequence[Figure]) -> Decided:
        """The decisions on these figures of a report, and on added ones."""
        return self._on([identity(figure) for figure in figures], self.figures)

    def on_measures(self, measures: Sequence[Measure]) -> Decided:
        """The decisions on these measures of a report, and on added ones."""
        return self._on([identity(measure) for measure in measures], self.measures)

    def _on(self, identities: Sequence[Identity], latest: dict[Identity, Decision]) -> Decided:
        of_record = {number: latest[known] for number, known in enumerate(identities) if known in latest}
        added = self.added.difference(identities)
        kept = (decision for known, decision in latest.items() if known in added and decision.action != "reject")
        return Decided(of_record, tuple(kept))


def held(decisions: Sequence[Decision]) -> Held:
    """What holds of the decisions on one document, which come latest last."""
    stacks: dict[_Place, list[Decision]] = {}
    review = None
    for decision in decisions:
        stack = stacks.setdefault((decision.part, decision.identity), [])
        if decision.action in {"reviewed", "reopened"}:
            review = decision if decision.action == "reviewed" else None
        elif decision.action != "undo":
            stack.append(decision)
        elif stack:
            stack.pop()
    on_document = stacks.get(("document", ()), [])
    return Held(
        dict(_latest(stacks, "figure")),
        dict(_latest(stacks, "measure")),
        {known for (_, known), stack in stacks.items() if any(decision.action == "add" for decision in stack)},
        {name: decision for decision in on_document for name in decision.changes or ()},
        review,
    )


def _latest(stacks: dict[_Place, list[Decision]], wanted: DecidedPart) -> Iterator[tuple[Identity, Decision]]:
    yield from ((known, stack[-1]) for (part, known), stack in stacks.items() if part == wanted and stack)
