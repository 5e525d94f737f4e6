"""How good delivered reports are, measured against gold annotations, and what one run does better than another.

In: a folder of gold and reports. Out: an `Evaluation`, or the `Comparison` of two. Start at `score.evaluate`.
"""

from summarizer.evaluation.comparison import Change, Comparison, compare_runs
from summarizer.evaluation.gold import Gold
from summarizer.evaluation.metrics import METRICS, Metric
from summarizer.evaluation.outcomes import ItemOutcome
from summarizer.evaluation.score import Evaluation, evaluate

__all__ = ["METRICS", "Change", "Comparison", "Evaluation", "Gold", "ItemOutcome", "Metric", "compare_runs", "evaluate"]
