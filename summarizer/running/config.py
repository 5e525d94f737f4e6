"""The options of a run, grouped once: command line, library, batches and the store share them.

An option has one name, that of the command line (`max_cost` for `--max-cost`), and one place in `RunConfig`. A TOML file
has options by these names, under the heading of their group or under none.
"""

import os
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, reduce
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError

from summarizer.asking import local
from summarizer.asking.keys import looks_like_a_key, names_a_key
from summarizer.asking.pacing import RateLimits
from summarizer.asking.recording import Mode
from summarizer.asking.settings import KEY_VARIABLES
from summarizer.errors import UsageError
from summarizer.resources import message, misfit_words, os_words, require_file
from summarizer.running.budget import Budget
from summarizer.summarizing.plan import Strategy

Count = Annotated[int, Field(strict=True, ge=1)]
Times = Annotated[int, Field(strict=True, ge=0)]
Amount = Annotated[float, Field(strict=True, ge=0)]
Switch = Annotated[bool, Field(strict=True)]

GROUPS: dict[str, dict[str, str]] = {
    "model": {
        "model": "model.model",
        "base_url": "model.base_url",
        "mode": "model.mode",
        "max_answer_tokens": "model.max_tokens",
        "timeout": "model.timeout_seconds",
        "body": "model.body",
        "no_temperature": "model.no_temperature",
        "temperature": "model.temperature",
        "seed": "model.seed",
        "reasks": "model.reasks",
        "retries": "model.retries",
        "pause_seconds": "model.pause_seconds",
        "replay": "model.replay",
        "record": "model.record",
        "local": "model.local",
        "local_model": "model.local_model",
    },
    "prompt": {
        "prompt": "prompt.file",
        "strategy": "prompt.strategy",
        "patches": "prompt.patches",
        "codebook": "prompt.codebook",
        "fields": "prompt.fields",
    },
    "pace": {
        "concurrency": "run.limits.concurrency",
        "rpm": "run.limits.rpm",
        "tpm": "run.limits.tpm",
        "jobs": "run.jobs",
    },
    "budget": {"limit": "run.budget.documents", "max_tokens": "run.budget.tokens", "max_cost": "run.budget.cost_usd"},
    "inputs": {
        "text_column": "run.text_column",
        "max_bytes": "run.max_bytes",
        "dedupe": "run.dedupe",
        "retry_failed": "run.retry_failed",
    },
}
"""Each option by its group, with its place in `RunConfig`."""
OPTIONS = {option: place for group in GROUPS.values() for option, place in group.items()}
_OPTION_AT = {place: option for option, place in OPTIONS.items()}
_PATHS = {"replay", "record", "local_model", "prompt", "codebook", "fields"}
_SHORTEST_KEY = 8


@dataclass(frozen=True, slots=True)
class ModelOptions:
    """Which model answers, how it is asked, and where its answers are kept; None leaves it to `Settings`."""

    model: str | None = None
    base_url: str | None = None
    mode: Mode | None = None
    max_tokens: Count | None = None
    timeout_seconds: Annotated[float, Field(strict=True, gt=0)] | None = None
    body: Mapping[str, Any] = field(default_factory=dict, hash=False)
    no_temperature: Switch = False
    temperature: Amount | None = None
    seed: Annotated[int, Field(strict=True)] | None = None
    reasks: Times | None = None
    retries: Count | None = None
    pause_seconds: Amount | None = None
    replay: Path | None = None
    record: Path | None = None
    local: Switch = False
    local_model: Path | None = None

    @property
    def on_this_machine(self) -> bool:
        """Whether a model on this machine is started for the run."""
        return self.local or self.local_model is not None


@dataclass(frozen=True, slots=True)
class PromptOptions:
    """What the model is asked for: `file` is a changed copy of our prompt; `patches` as in `Plan`.

    `codebook` is a file of codes for measures (`Codebook`), `fields` one of fields of your own (`OwnFields`).
    """

    file: Path | None = None
    strategy: Strategy | None = None
    patches: Times = 1
    codebook: Path | None = None
    fields: Path | None = None


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How a run does its inputs: pace, budget, which text it reads; `dedupe` asks about copies and reprints once.

    `jobs` is how many processes read, scan and check; 1 starts none besides the program's own.
    """

    limits: RateLimits = field(default_factory=RateLimits)
    budget: Budget = field(default_factory=Budget)
    text_column: str | Sequence[str] | None = None
    max_bytes: Count = 20_000_000
    dedupe: Switch = False
    retry_failed: Switch = False
    jobs: Count = 1


@dataclass(frozen=True, slots=True)
class RunConfig:
    """All options of a run. No key is among them: keys come from the environment alone."""

    model: ModelOptions = field(default_factory=ModelOptions)
    prompt: PromptOptions = field(default_factory=PromptOptions)
    run: RunOptions = field(default_factory=RunOptions)

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> "RunConfig":
        """The config with these options, by their names on the command line; None leaves the default.

        Raises UsageError for an option that does not exist, that would hold a key, or whose value does not fit.
        """
        given = {name: value for name, value in options.items() if value is not None}
        _require_known(given, OPTIONS)
        if given.get("local") or "local_model" in given:
            given = {"concurrency": local.CONCURRENCY, **given}
        try:
            return _adapter().validate_python(_tree(given))
        except ValidationError as error:
            raise UsageError(_misfit(error)) from None

    @classmethod
    def read(cls, path: Path | str, **options: Any) -> "RunConfig":
        """The config of a TOML file; `options` win over the file. Raises UsageError."""
        return cls.of(read_options(Path(path)) | options)

    def with_options(self, options: Mapping[str, Any]) -> "RunConfig":
        """A copy in which `options`, unless None, take the place of what it has."""
        return self.of(self.as_options() | {name: value for name, value in options.items() if value is not None})

    def as_options(self) -> dict[str, Any]:
        """The options that differ from their defaults, by name, as JSON has them."""
        usual = type(self).of({"local": self.model.on_this_machine})
        every = {option: (_at(self, place), _at(usual, place)) for option, place in OPTIONS.items()}
        return {option: _plain(value) for option, (value, default) in every.items() if value != default} | (
            {"local": True} if self.model.local else {}
        )


def read_options(path: Path) -> dict[str, Any]:
    """The options of a TOML file, by name.

    Raises UsageError where the file can't be read, has an unknown option or one twice, holds a key, or a value does not
    fit.
    """
    require_file(path)
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        deep = isinstance(error, RecursionError)
        no_utf8 = isinstance(error, UnicodeDecodeError)
        why = message("text.no_utf8") if no_utf8 else message("text.too_deep") if deep else str(error)
        raise UsageError(message("config.not_toml", path=path, why=why)) from None
    except OSError as error:
        raise UsageError(message("file.unreadable", path=path, why=os_words(error))) from None
    try:
        _refuse_keys(table)
        options = _flat(table)
        RunConfig.of(options)
    except UsageError as error:
        raise UsageError(message("file.problem", path=path, what=error.message)) from None
    return options


def _flat(table: Mapping[str, Any]) -> dict[str, Any]:
    """The options of a table, out of their groups."""
    options: dict[str, Any] = {}
    for key, value in table.items():
        group = GROUPS.get(key) if isinstance(value, dict) else None
        found = {name.replace("-", "_"): inner for name, inner in (value if group else {key: value}).items()}
        _require_known(
            found, OPTIONS if group is None else group, message("option.in_group", group=key) if group else ""
        )
        twice = found.keys() & options.keys()
        if twice or len(found) != (len(value) if group else 1):
            raise UsageError(message("option.twice", names=sorted(twice) or [key]))
        options |= found
    return options


def _require_known(given: Mapping[str, Any], known: Mapping[str, str], where: str = "") -> None:
    if kept_out := next(filter(names_a_key, given), None):
        raise UsageError(_no_key(kept_out))
    if unknown := sorted(given.keys() - known.keys()):
        raise UsageError(message("option.unknown", where=where, unknown=unknown, known=list(known)))


def _refuse_keys(table: Mapping[str, Any]) -> None:
    """Raise UsageError where something in a file is a key, by its name or by its value."""
    real = [os.environ[name].strip() for name in KEY_VARIABLES if name in os.environ]
    secrets = [key for key in real if len(key) >= _SHORTEST_KEY]
    for name, value in _leaves(table):
        text = str(value)
        if names_a_key(name) or looks_like_a_key(text) or any(key in text for key in secrets):
            raise UsageError(_no_key(name))


def _leaves(table: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Each value of a table, with the name it has; values of a list have that of the list."""
    match table:
        case dict():
            for key, value in table.items():
                yield from _leaves(value, key)
        case list():
            for value in table:
                yield from _leaves(value, name)
        case _:
            yield name, table


def _no_key(name: str) -> str:
    return message("option.holds_a_key", name=name)


@cache
def _adapter() -> TypeAdapter[RunConfig]:
    return TypeAdapter(RunConfig)


def _tree(options: Mapping[str, Any]) -> dict[str, Any]:
    """Options as nested groups, each at its place."""
    tree: dict[str, Any] = {}
    for option, value in options.items():
        *groups, last = OPTIONS[option].split(".")
        branch = reduce(lambda inner, group: inner.setdefault(group, {}), groups, tree)
        branch[last] = Path(value) if option in _PATHS and isinstance(value, str) else value
    return tree


def _misfit(error: ValidationError) -> str:
    """Which option does not fit, and why; never its value."""
    first = error.errors(include_url=False, include_input=False)[0]
    parts = [str(part) for part in first["loc"]]
    places = [".".join(parts[:length]) for length in range(len(parts), 0, -1)]
    option = next((_OPTION_AT[place] for place in places if place in _OPTION_AT), places[0])
    return message("option.misfit", option=option, why=misfit_words(first))


def _at(config: object, place: str) -> Any:
    return reduce(getattr, place.split("."), config)


def _plain(value: Any) -> Any:
    match value:
        case Path():
            return str(value)
        case Mapping():
            return dict(value)
        case str():
            return value
        case Sequence():
            return list(value)
    return value
