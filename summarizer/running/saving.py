"""Outcomes into the store: what can't be stored costs its document alone."""

from summarizer.checking.record import Record
from summarizer.errors import InternalError, last_net
from summarizer.reading.inputs.documents import InputRef, UnreadableInput
from summarizer.running.store.freshness import digest_of
from summarizer.running.store.rows import DocumentRows
from summarizer.running.store.store import Store
from summarizer.summarizing.outcome import Outcome
from summarizer.summarizing.pipeline import failed
from summarizer.summarizing.plan import Plan


def save_outcome(
    store: Store, outcome: Outcome | DocumentRows, sighting: InputRef, position: int, plan: Plan
) -> Record:
    """Put an outcome into the store; what can't be stored is stored, and returned, as a failure."""
    try:
        with last_net():
            store.save(outcome, position=position, digest=digest_of(sighting, plan))
            return outcome.record
    except InternalError as error:
        unsaved = failed_input(sighting, error)
        store.save(unsaved, position=position, digest="")
        return unsaved.record


def failed_input(sighting: InputRef, error: InternalError) -> Outcome:
    """The failure of an input of which no more is known than its sighting."""
    return failed(UnreadableInput(sighting.id, sighting.path, sighting.sha256, error), error)
