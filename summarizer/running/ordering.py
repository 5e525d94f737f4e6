"""The order in which a run does its inputs.

What is new or changed comes first, in the order of the inputs, and so does what was never asked about. What failed by an
error of its own comes last: a growing folder is not held up by pages that fail again and again. Only ids are kept until
then; the inputs are walked a second time. Standard input can't be, so what it gives is done in its turn.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Literal, NamedTuple

from summarizer.models import Document
from summarizer.reading.inputs.documents import InputRef, LazyInput, LazyInputs, UnreadableInput
from summarizer.reading.inputs.items import SightedItems
from summarizer.running.store.freshness import Reason, failed_by_itself, freshness
from summarizer.running.store.store import Store
from summarizer.summarizing.plan import Plan

Reading = Callable[[], Document | UnreadableInput]


class Turn(NamedTuple):
    """An input whose turn it is: its place, why it is done, kept or left for later, and a call that reads it."""

    position: int
    sighting: InputRef
    read: Reading
    reason: Reason | Literal["later"]


def turns(
    inputs: Iterable[LazyInput], store: Store, plan: Plan, *, most: int | None = None, retry_failed: bool = False
) -> Iterator[Turn | None]:
    """Each of the first `most` inputs in its turn; one for later comes again at the end. None: another input passed by."""
    later: dict[str, int] = {}
    repeatable = isinstance(inputs, LazyInputs | SightedItems) and inputs.repeatable
    for position, (sighting, read) in islice(enumerate(inputs), most):
        reason = freshness(store, sighting, plan, retry_failed=retry_failed)
        if reason == "failed" and repeatable and failed_by_itself(store, sighting):
            later[sighting.id] = position
            yield Turn(position, sighting, read, "later")
        else:
            yield Turn(position, sighting, read, reason)
    for sighting, read in inputs if later else ():
        place = later.pop(sighting.id, None)
        if place is None:
            yield None
        else:
            yield Turn(place, sighting, read, freshness(store, sighting, plan, retry_failed=retry_failed))
        if not later:
            return
