"""The plan of a run: which model is asked, for what, with which prompts."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from pydantic import BaseModel

from summarizer.asking.prompting import Prompt, load_prompt, schema_sha256
from summarizer.asking.recording import Request
from summarizer.asking.settings import Settings
from summarizer.checking.draft import Draft, FiguresDraft
from summarizer.errors import UsageError
from summarizer.resources import message, version
from summarizer.summarizing.stage_answers import CountedNumbers, MeasureNames, Overview, PointsDraft

FigureProgress = Callable[[int, int], None]
Strategy = Literal["single", "staged"]
ANSWERS: tuple[type[BaseModel], ...] = (Draft, FiguresDraft, Overview, MeasureNames, CountedNumbers, PointsDraft)
"""What models are asked for; each has its schema in `schemas/`."""
UNUSABLE = frozenset({"malformed", "truncated", "empty_answer", "refused"})
"""Codes of an answer of which nothing can be used, though it came."""
STAGES = ("overview", "measures", "figures")


def ignore_progress(_wanted: int, _done: int) -> None:
    """A `watch` that does nothing."""


@dataclass(frozen=True)
class Plan:
    """How documents are summarized.

    `single` asks for everything in one answer, and splits a Text of more than `longest_part` characters, then asks for the
    points of the whole; `staged` asks many short questions, for models that can't do it at once. Faulty and missed figures go back to the
    model at most `patches` times. `staged` calls `watch` with how many more figures are wanted, and how many more are
    done. Raises UsageError for `staged` with a draft class of your own, whose fields no stage asks for.
    """

    settings: Settings
    draft: type[Draft] = Draft
    prompt: Prompt = field(default_factory=lambda: load_prompt("summarize"))
    patch_prompt: Prompt = field(default_factory=lambda: load_prompt("patch"))
    points_prompt: Prompt = field(default_factory=lambda: load_prompt("points"))
    stage_prompts: Mapping[str, Prompt] = field(default_factory=lambda: {name: load_prompt(name) for name in STAGES})
    strategy: Strategy = "single"
    patches: int = 1
    longest_part: int = 6000
    watch: FigureProgress = ignore_progress

    def __post_init__(self) -> None:
        if self.strategy == "staged" and self.draft is not Draft:
            raise UsageError(message("fields.staged"))

    @cached_property
    def digest(self) -> str:
        """The hash of all that decides on a record besides its document.

        That is this package's version, the model, its sampling, the way to ask for JSON, the number of reasks and
        patches, the strategy, and the words of all prompts and schemas that it uses; neither endpoint nor key.
        """
        prompts = [self.prompt, self.patch_prompt, self.points_prompt, *self.stage_prompts.values()]
        settings = self.settings
        rests_on = {
            "version": version(),
            "model": settings.model,
            "sampling": settings.sampling,
            "mode": settings.mode,
            "reasks": settings.reasks,
            "strategy": self.strategy,
            "patches": self.patches,
            "longest_part": self.longest_part,
            "prompts": [[role, body.template] for prompt in prompts for role, body in prompt.sections],
            "schemas": [schema_sha256(self.draft), *(schema_sha256(draft) for draft in ANSWERS)],
        }
        return _digest(rests_on)

    @cached_property
    def questions(self) -> str:
        """The hash of what a model is asked at first, and how it answers: another one means that it is asked again."""
        staged = self.strategy == "staged"
        prompts = [*self.stage_prompts.values()] if staged else [self.prompt]
        return _digest(
            {
                "model": self.settings.model,
                "sampling": self.settings.sampling,
                "strategy": self.strategy,
                "longest_part": self.longest_part,
                "prompts": [[role, body.template] for prompt in prompts for role, body in prompt.sections],
                "schemas": [schema_sha256(draft) for draft in (ANSWERS if staged else (self.draft,))],
            }
        )

    def request(
        self, messages: tuple[dict[str, str], ...], prompt: Prompt, draft: type[BaseModel], round_: int = 0
    ) -> Request:
        """The request that asks for a `draft` with rendered messages."""
        settings = self.settings
        return Request(messages, settings.model, schema_sha256(draft), settings.sampling, round_, prompt.label)


def _digest(content: Any) -> str:
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
