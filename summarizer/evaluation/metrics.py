"""The metrics, each a part of a whole, so that none hides how much it rests on."""

from typing import NamedTuple


class Metric(NamedTuple):
    """`part` of `whole`: a share, or (calls, tokens) a sum over documents."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """Their quotient; None where there was nothing to score."""
        return self.part / self.whole if self.whole else None


METRICS = {
    "figure_f1": "harmonic mean of figure_precision and figure_recall",
    "figure_precision": "verified figures that are gold figures; neutral ones are left out",
    "figure_recall": "core gold figures that a verified figure has: value and place",
    "value": "of core gold figures with a verified figure at their place: same value",
    "unit": "of the found figures: same unit (名, 人 and 位 are one)",
    "qualifier": "of the found figures: same qualifier (余, 约, 超过 …)",
    "subject": "of the found figures: what is counted",
    "figure_measure": "of the found figures whose gold names one: the measure that it belongs to",
    "figure_region": "of the found figures whose gold names one: the place that it describes",
    "measures": "core gold measures that are named, one to one",
    "region": "documents whose region has the right adcode",
    "published": "documents with the right date of publication",
    "dates": "dated events that have the right day",
    "verified": "figures of the model that are verified",
    "hallucinated": "figures of the model whose number or quote is not in the document",
    "coverage": "figure mentions that are reported or restated, not missed",
    "answered": "scored documents that have a report; failed ones have none, and their gold is missed",
    "scored": "gold documents that the reports have a line of",
    "calls": "requests to the model a document",
    "input_tokens": "tokens read a document, where known",
    "output_tokens": "tokens written a document, where known",
}
LESS_IS_BETTER = frozenset({"hallucinated", "calls", "input_tokens", "output_tokens"})
SUMS = frozenset({"calls", "input_tokens", "output_tokens"})
