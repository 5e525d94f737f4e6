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
    "measure_f1": "harmonic mean of measure_precision and measure_recall",
    "measure_precision": "measures that are core gold measures; neutral ones are left out",
    "measure_recall": "core gold measures that a report has, each once",
    "kind": "of the found measures: an accepted kind",
    "measure_status": "of the found measures: planned, completed … as the gold has it",
    "actor": "of the found measures whose gold names one: who does it",
    "target": "of the found measures whose gold names one: whom or what it is about",
    "measure_place": "of the found measures whose gold names one: where",
    "parent_recall": "core gold measures that are a part: found, with the right measure as parent",
    "parent_precision": "delivered parents of accepted measures that are right",
    "slogans_as_measures": "of the delivered measures: words that the gold lists as slogan, aim or effect",
    "slogans_apart": "of the gold's slogans: those that the report lists as such",
    "names_per_core": "delivered measures for each core measure of the gold",
    "top_per_core": "delivered measures without a parent for each core measure of the gold",
    "fact_status": "of the gold's figures: done, planned, required, offered or negated",
    "fact_aspect": "of the gold's figures: an amount, a change, a share …",
    "fact_direction": "of the gold's figures: increase, decrease, or neither",
    "fact_base": "of the gold's figures: what a change is measured against",
    "fact_cumulative": "of the gold's figures: whether it is a running total",
    "fact_new": "of the gold's figures: whether it counts what is new",
    "fact_whole": "of the gold's figures: which figure it is a part of",
    "fact_period": "of the gold's figures: a time that overlaps, with a year in common",
    "fact_place": "of the gold's figures: the code of its place",
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
LESS_IS_BETTER = frozenset(
    {"hallucinated", "slogans_as_measures", "names_per_core", "top_per_core", "calls", "input_tokens", "output_tokens"}
)
SUMS = frozenset({"calls", "input_tokens", "output_tokens"})
