"""What an input's record rests on, and whether it still does.

A record is fresh while the document's bytes, path and columns are the same, and all that `Plan.digest` names. What
failed is done again, and so is a document whose patch could not be asked for.
"""

import hashlib
from typing import Literal

from summarizer.reading.inputs.documents import InputRef
from summarizer.running.store.rows import as_json
from summarizer.running.store.store import Store
from summarizer.summarizing.plan import Plan

Reason = Literal["new", "failed", "changed", "kept"]


def digest_of(sighting: InputRef, plan: Plan) -> str:
    """What an input's record rests on: 64 hex digits."""
    rests_on = [plan.digest, sighting.sha256, sighting.path, dict(sighting.columns)]
    return hashlib.sha256(as_json(rests_on).encode()).hexdigest()


def freshness(store: Store | None, sighting: InputRef, plan: Plan) -> Reason:
    """Why an input is to be done, or that its record is kept."""
    state = store.state(sighting.id) if store is not None else None
    if state is None:
        return "new"
    if state.digest != digest_of(sighting, plan):
        return "changed"
    return "kept" if state.whole else "failed"
