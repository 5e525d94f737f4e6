"""Asking again about what a store has answers for: with another prompt, model, sampling, strategy or schema."""

from dataclasses import replace
from pathlib import Path

from summarizer.errors import UsageError
from summarizer.reading.inputs.finding import STDIN, InputSet
from summarizer.running.estimate import Forecast, forecast
from summarizer.running.setup import Setup
from summarizer.running.store.database import FILE
from summarizer.running.store.store import Store


def renewal(out: Path, inputs: InputSet, setup: Setup, *, fresh: bool) -> Forecast | None:
    """What a run takes that would ask again about documents with a report; None where it asks again about none.

    Standard input, which can be read only once, is left out. A store that can't be used is the run's own business.
    """
    if not (out / FILE).exists() or not _is_of_other_questions(out, setup):
        return None
    files = replace(inputs, files=[file for file in inputs.files if file.path != STDIN])
    expected = forecast(out, files, setup.plan, setup.config.run, fresh=fresh, recordings=setup.source.recordings)
    again = fresh or expected.reasons["changed"]
    return expected if again and expected.requests else None


def _is_of_other_questions(out: Path, setup: Setup) -> bool:
    """Whether a store has reports that rest on other questions than those of today."""
    try:
        with Store.read(out) as store:
            counts = store.counts()
            has_reports = bool(counts.get("ok") or counts.get("flagged"))
            return has_reports and store.settings.get("questions") != setup.plan.questions
    except UsageError:
        return False
