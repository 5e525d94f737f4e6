"""Where answers come from: a model, recordings, or both."""

from dataclasses import dataclass
from pathlib import Path

from summarizer.asking.recording import RecordingFolder
from summarizer.asking.settings import OPENAI_URL, Settings
from summarizer.errors import UsageError
from summarizer.resources import locate

SHIPPED = "fixtures/recordings/large-llm"
WHAT_TO_SET = (
    "set OPENAI_API_KEY and --model for OpenAI, or --base-url and --model for any OpenAI-compatible endpoint "
    "(with SUMMARIZER_API_KEY if it wants a key), or --replay DIR for recordings of your own"
)


@dataclass(frozen=True, slots=True)
class AnswerSource:
    """The settings and recordings that a run uses; `notice` says what the user should know of that choice."""

    settings: Settings
    recordings: RecordingFolder | None = None
    record: bool = False
    notice: str | None = None


def require_model(source: AnswerSource) -> None:
    """Raises UsageError where a model must be asked and it, or its key, is missing."""
    settings = source.settings
    if source.recordings is None and not settings.configured:
        lacking = "no model is named: give --model" if settings.api_key else f"there is no key for {settings.host}"
        raise UsageError(f"{lacking}; {WHAT_TO_SET}")


def choose(settings: Settings, replay: Path | None = None, record: Path | None = None) -> AnswerSource:
    """Recordings alone with `replay`; a model and what `record` lacks of its answers; else the model.

    Where neither a key nor an endpoint is set, the recordings that ship with the package are replayed. Raises
    UsageError where recordings are asked for and there are none.
    """
    if replay is not None and record is not None:
        raise UsageError("--replay and --record exclude each other: --record replays what its folder has already")
    if replay is not None:
        return _replayed(RecordingFolder(replay), settings)
    if record is not None:
        return AnswerSource(settings, RecordingFolder(record), record=True)
    if settings.api_key or settings.model or settings.base_url != OPENAI_URL:
        return AnswerSource(settings)
    source = _replayed(RecordingFolder(locate(SHIPPED)), settings)
    notice = (
        f"No model is configured: replaying recorded answers of {source.settings.model}, which exist for seeds/ alone."
    )
    return AnswerSource(source.settings, source.recordings, notice=f"{notice} To ask a model, {WHAT_TO_SET}.")


def _replayed(recordings: RecordingFolder, settings: Settings) -> AnswerSource:
    """Ask as the recordings were asked: the same model and sampling, so that their digests are met."""
    sample = recordings.sample()
    if sample is None:
        raise UsageError(f"there are no recordings in {recordings}: {WHAT_TO_SET}")
    asked = dict(sample.request["sampling"])
    sampling = {name: asked.pop(name, None) for name in ("max_tokens", "temperature", "seed")}
    model = settings.model or sample.request["model"]
    replayed = Settings(model=model, mode=settings.mode, reasks=settings.reasks, body=asked, **sampling)
    return AnswerSource(replayed, recordings)
