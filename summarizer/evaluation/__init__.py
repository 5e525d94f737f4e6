"""How good delivered reports are, measured against gold annotations, and what one run does better than another."""

from summarizer.evaluation.comparison import Change, Comparison, compare
from summarizer.evaluation.gold import Gold
from summarizer.evaluation.metrics import METRICS, Metric
from summarizer.evaluation.score import Evaluation, Outcome, evaluate

__all__ = ["METRICS", "Change", "Comparison", "Evaluation", "Gold", "Metric", "Outcome", "compare", "evaluate"]
