"""What an input's record rests on, and whether it still does.

A record is fresh while the document's bytes, path and columns are the same, and all that `Plan.digest` names. What
failed is done again, and so is a document whose patch could not be asked for; but one that a model refused, or that was
too long for it, only where a model is to be asked anew (`retry_failed`): the same question would get the same answer.
"""

import hashlib
from typing import Literal

from summarizer.errors import InternalError, last_net
from summarizer.reading.inputs.documents import InputRef
from summarizer.running.store.rows import as_json
from summarizer.running.store.store import Store
from summarizer.summarizing.plan import Plan

Reason = Literal["new", "failed", "changed", "kept"]
_LASTING = {"refused", "too_long"}
_NOT_ITS_OWN = {None, "not_asked"}


def digest_of(sighting: InputRef, plan: Plan) -> str:
    """What an input's record rests on: 64 hex digits."""
    return digest_by(plan.digest, sighting)


def digest_by(plan_digest: str, sighting: InputRef) -> str:
    """As `digest_of`, for those who have no more of the plan than its digest."""
    rests_on = [plan_digest, sighting.sha256, sighting.path, dict(sighting.columns)]
    return hashlib.sha256(as_json(rests_on).encode()).hexdigest()


def freshness(store: Store | None, sighting: InputRef, plan: Plan, *, retry_failed: bool = False) -> Reason:
    """Why an input is to be done, or that its record is kept; one of which that is not known is done."""
    state = store.state(sighting.id) if store is not None else None
    if state is None:
        return "new"
    try:
        with last_net():
            same = state.digest == digest_of(sighting, plan)
    except InternalError:
        same = False
    if not same:
        return "changed"
    return "kept" if state.whole or (state.error_code in _LASTING and not retry_failed) else "failed"


def failed_by_itself(store: Store, sighting: InputRef) -> bool:
    """Whether a document failed by an error of its own: others are done before it."""
    state = store.state(sighting.id)
    return state is not None and state.error_code not in _NOT_ITS_OWN
