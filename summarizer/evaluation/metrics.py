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


METRICS = (
    "figure_f1",
    "figure_precision",
    "figure_recall",
    "value",
    "unit",
    "qualifier",
    "subject",
    "figure_measure",
    "figure_region",
    "measure_f1",
    "measure_precision",
    "measure_recall",
    "kind",
    "measure_status",
    "actor",
    "target",
    "measure_place",
    "parent_recall",
    "parent_precision",
    "slogans_as_measures",
    "slogans_apart",
    "names_per_core",
    "top_per_core",
    "fact_status",
    "fact_aspect",
    "fact_direction",
    "fact_base",
    "fact_cumulative",
    "fact_new",
    "fact_whole",
    "fact_period",
    "fact_place",
    "region",
    "published",
    "dates",
    "verified",
    "hallucinated",
    "coverage",
    "answered",
    "scored",
    "calls",
    "input_tokens",
    "output_tokens",
)
"""Their names, in the order in which they are shown; `metric.{name}` of `data/terminal.tsv` says what each means."""
LESS_IS_BETTER = frozenset(
    {"hallucinated", "slogans_as_measures", "names_per_core", "top_per_core", "calls", "input_tokens", "output_tokens"}
)
SUMS = frozenset({"calls", "input_tokens", "output_tokens"})
