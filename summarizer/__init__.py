"""Messy Chinese local-government news in, a dataset whose every figure is checked against its source out.

    from summarizer import Summarizer, scan, check

Everything public is named in `__all__` and imported when it is first used; neither openai nor instructor is
imported before a model is asked.
"""

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any

# Before pydantic is imported: its messages go back to the model, and the address in them has its version.
os.environ.setdefault("PYDANTIC_ERRORS_INCLUDE_URL", "0")

if TYPE_CHECKING:
    from summarizer.api import Summarizer, check, check_text, rejudge, scan
    from summarizer.asking.pacing import RateLimits
    from summarizer.checking.checker import CheckResult
    from summarizer.checking.draft import Draft, DraftFigure, DraftMeasure
    from summarizer.checking.record import Record, Report
    from summarizer.checking.texts.text_check import TextCheck, TextJudgement
    from summarizer.errors import InputError, ModelError, SummarizerError, UsageError
    from summarizer.evaluation import Comparison, Evaluation, compare_runs, evaluate
    from summarizer.models import Document, Mention, Scan
    from summarizer.running.budget import Budget
    from summarizer.running.config import ModelOptions, PromptOptions, RunConfig, RunOptions
    from summarizer.running.engine import RunSummary
    from summarizer.running.store.store import Store
    from summarizer.running.verdict_changes import RejudgedDocument

__all__ = [
    "Budget",
    "CheckResult",
    "Comparison",
    "Document",
    "Draft",
    "DraftFigure",
    "DraftMeasure",
    "Evaluation",
    "InputError",
    "Mention",
    "ModelError",
    "ModelOptions",
    "PromptOptions",
    "RateLimits",
    "Record",
    "RejudgedDocument",
    "Report",
    "RunConfig",
    "RunOptions",
    "RunSummary",
    "Scan",
    "Store",
    "Summarizer",
    "SummarizerError",
    "TextCheck",
    "TextJudgement",
    "UsageError",
    "check",
    "check_text",
    "collect",
    "compare_runs",
    "evaluate",
    "rejudge",
    "scan",
]

_ROOMS = {
    "api": ("Summarizer", "check", "check_text", "collect", "rejudge", "scan"),
    "asking.pacing": ("RateLimits",),
    "checking.checker": ("CheckResult",),
    "checking.draft": ("Draft", "DraftFigure", "DraftMeasure"),
    "errors": ("InputError", "ModelError", "SummarizerError", "UsageError"),
    "evaluation": ("Comparison", "Evaluation", "compare_runs", "evaluate"),
    "models": ("Document", "Mention", "Scan"),
    "checking.texts.text_check": ("TextCheck", "TextJudgement"),
    "checking.record": ("Record", "Report"),
    "running.budget": ("Budget",),
    "running.config": ("ModelOptions", "PromptOptions", "RunConfig", "RunOptions"),
    "running.engine": ("RunSummary",),
    "running.store.store": ("Store",),
    "running.verdict_changes": ("RejudgedDocument",),
}
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _ROOM_OF:
        raise AttributeError(f"module 'summarizer' has no attribute {name!r}")
    return getattr(import_module(f"summarizer.{_ROOM_OF[name]}"), name)


def __dir__() -> list[str]:
    return __all__
