"""A run set up: where its answers come from, and how its documents are summarized."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from summarizer.asking.prices import cost_usd
from summarizer.asking.sources import AnswerSource
from summarizer.resources import version
from summarizer.running.store.archive import Archive
from summarizer.running.store.store import Store
from summarizer.summarizing.plan import Plan


@dataclass(frozen=True)
class Setup:
    """What a run needs besides its inputs and its store."""

    source: AnswerSource
    plan: Plan

    def archive(self, store: Store) -> Archive:
        """The recordings of a run: the store, and the folder that answers are replayed from or recorded in."""
        return Archive(store, self.source.recordings, self.source.record, partial(cost_usd, self.plan.settings))

    def described(self, inputs: Sequence[str]) -> dict[str, Any]:
        """What a store keeps of how its run was told to go; no key is in it."""
        settings, plan = self.plan.settings, self.plan
        return {
            "version": version(),
            "inputs": list(inputs),
            "model": settings.model,
            "endpoint": settings.host,
            "mode": settings.mode,
            "sampling": settings.sampling,
            "strategy": plan.strategy,
            "patches": plan.patches,
            "prompt": plan.prompt.label,
        }
