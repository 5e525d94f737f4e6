"""A run set up: where its answers come from, and how its documents are summarized."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from functools import partial
from typing import Any, Self

from summarizer.asking import local
from summarizer.asking.local.llama_server import LlamaServer
from summarizer.asking.prices import cost_usd
from summarizer.asking.prompting import load_prompt
from summarizer.asking.settings import Settings
from summarizer.asking.sources import AnswerSource, choose
from summarizer.checking.codebook import Codebook
from summarizer.checking.draft import Draft
from summarizer.checking.own_drafts import DraftAdditions
from summarizer.checking.own_fields import OwnFields
from summarizer.errors import UsageError
from summarizer.resources import message, version
from summarizer.running.config import ModelOptions, RunConfig
from summarizer.running.store.archive import Archive
from summarizer.running.store.store import Store
from summarizer.summarizing.plan import FigureProgress, Plan, ignore_progress


@dataclass(frozen=True)
class Setup:
    """What a run needs besides its inputs and its store; `engine` is the model on this machine, if it runs.

    `additions` are the codes and fields that its draft has besides ours.
    """

    config: RunConfig
    source: AnswerSource
    plan: Plan
    engine: LlamaServer | None = None
    additions: DraftAdditions = field(default_factory=DraftAdditions)

    @classmethod
    def of(cls, config: RunConfig, draft: type[Draft] = Draft, watch: FigureProgress = ignore_progress) -> Self:
        """Open what a config names: prompt, recordings, model. Raises UsageError where one of them can't be used."""
        model, asked = config.model, config.prompt
        prompt = load_prompt(asked.file or "summarize")
        additions = DraftAdditions(
            Codebook.read(asked.codebook) if asked.codebook else None,
            OwnFields.read(asked.fields) if asked.fields else None,
        )
        own_draft = additions.draft(draft)
        engine = _engine(model)
        settings = _settings(model) if engine is None else _local_settings(model, engine)
        source = choose(settings, model.replay, model.record)
        strategy = asked.strategy or ("staged" if engine else "single")
        plan = Plan(source.settings, own_draft, prompt, strategy=strategy, patches=asked.patches, watch=watch)
        return cls(config, source, plan, engine, additions)

    def archive(self, store: Store) -> Archive:
        """The recordings of a run: the store, and the folder that answers are replayed from or recorded in."""
        return Archive(store, self.source.recordings, self.source.record, partial(cost_usd, self.plan.settings))

    def described(self, inputs: Sequence[str]) -> dict[str, Any]:
        """The settings that a store keeps of its run; no key is among them, and of an address only the host."""
        settings, plan = self.plan.settings, self.plan
        options = self.config.as_options()
        for of_this_machine in ("base_url", "jobs"):
            options.pop(of_this_machine, None)
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
            "questions": plan.questions,
            "options": options,
            **self.additions.as_json(),
        }


def _engine(model: ModelOptions) -> LlamaServer | None:
    """The model on this machine, started, where the options ask for it."""
    if not model.on_this_machine:
        return None
    if model.model or model.base_url or model.replay:
        raise UsageError(message("local.rivals"))
    return LlamaServer(model.local_model)


def _settings(model: ModelOptions) -> Settings:
    return Settings.from_environment(model.model, model.base_url, **_asked(model))


def _local_settings(model: ModelOptions, engine: LlamaServer) -> Settings:
    """Settings for a local model, which has no use for the environment's endpoints and keys."""
    asked = local.SETTINGS | {name: value for name, value in _asked(model).items() if value is not None}
    return Settings(model=engine.model, base_url=engine.url, api_key=engine.key, **asked)


def _asked(model: ModelOptions) -> dict[str, Any]:
    """The fields of `Settings` that say how a model is asked."""
    names = {field.name for field in fields(Settings)} & {field.name for field in fields(ModelOptions)}
    return {name: getattr(model, name) for name in names - {"model", "base_url"}}
