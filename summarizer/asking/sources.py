"""Where answers come from: a model, recordings, or both."""

from dataclasses import dataclass
from pathlib import Path

from summarizer.asking.recording import RecordingFolder
from summarizer.asking.settings import OPENAI_URL, Settings
from summarizer.errors import UsageError
from summarizer.resources import locate, message

SHIPPED = "fixtures/recordings/large-llm"
WHAT_TO_SET = message("model.what_to_set")


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
        lacking = message("model.not_named") if settings.api_key else message("model.no_key", host=settings.host)
        raise UsageError(message("model.missing", lacking=lacking, how=WHAT_TO_SET))


def choose(settings: Settings, replay: Path | None = None, record: Path | None = None) -> AnswerSource:
    """Recordings alone with `replay`; a model and what `record` lacks of its answers; else the model.

    Where neither a key nor an endpoint is set, the recordings that ship with the package are replayed. Raises
    UsageError where recordings are asked for and there are none.
    """
    if replay is not None and record is not None:
        raise UsageError(message("recordings.both"))
    if replay is not None:
        return _replayed(RecordingFolder(replay), settings)
    if record is not None:
        return AnswerSource(settings, RecordingFolder(record), record=True)
    if settings.api_key or settings.model or settings.base_url != OPENAI_URL:
        return AnswerSource(settings)
    source = _replayed(RecordingFolder(locate(SHIPPED)), settings)
    notice = message("model.replayed", model=source.settings.model, how=WHAT_TO_SET)
    return AnswerSource(source.settings, source.recordings, notice=notice)


def _replayed(recordings: RecordingFolder, settings: Settings) -> AnswerSource:
    """Ask as the recordings were asked: the same model and sampling, so that their digests are met."""
    sample = recordings.sample()
    if sample is None:
        raise UsageError(message("recordings.none", folder=recordings, how=WHAT_TO_SET))
    asked = dict(sample.request["sampling"])
    sampling = {name: asked.pop(name, None) for name in ("max_tokens", "temperature", "seed")}
    model = settings.model or sample.request["model"]
    replayed = Settings(model=model, mode=settings.mode, reasks=settings.reasks, body=asked, **sampling)
    return AnswerSource(replayed, recordings)
