"""When to stop asking an endpoint: where a request without a document fails too, or where answers are useless.

A document's own failure (refused, too long, a 500 that it alone causes) never stops the others. So failures alone decide
nothing: after `BREAKS_AFTER` of them in a row, and at once after a failure of the account, `failed` asks for a probe,
which is the same request with a short message in the place of the document, and `probed` decides. What is sure needs
no probe: a key or a model that is refused before the endpoint ever answered.

Answers that can't be used are paid for: after `UNUSABLE_AFTER` documents in a row without a good answer none is asked.
"""

import anyio

from summarizer.errors import ModelError
from summarizer.resources import message

BREAKS_AFTER = 8
UNUSABLE_AFTER = 8

_LOOK_SECONDS = 0.02

_AT_ONCE = {"key_refused", "no_balance", "model_not_found", "certificate"}
_UNUSABLE = {"malformed", "empty_answer", "truncated"}


class Breaker:
    """Counts failures in a row; `check` raises once the endpoint must not be asked any more."""

    def __init__(self) -> None:
        self._failures = self._unusable = 0
        self._ever_answered = False
        self._suspected: ModelError | None = None
        self._broken: str | None = None

    def check(self) -> None:
        """Raises ModelError, `not_asked`, where the endpoint must not be asked any more."""
        if self._broken is not None:
            raise ModelError(message("not_asked", why=self._broken))

    async def decided(self) -> None:
        """Wait during a probe: a request meanwhile would cost money, or fail."""
        while self._suspected:  # noqa: ASYNC110 - few wait, and not for long
            await anyio.sleep(_LOOK_SECONDS)

    def answered(self) -> None:
        """Note an answer: the endpoint is up, and accepts the key."""
        self._failures = 0
        self._ever_answered = True

    def failed(self, error: ModelError, *, sure: bool = True) -> bool:
        """Note a failure; returns whether to send a probe. `sure`: the endpoint itself, not a filter, reported it."""
        if self._broken or self._suspected or error.party == "document":
            return False
        if sure and error.code in _AT_ONCE:
            if not self._ever_answered:
                self._broken = error.message
                return False
        else:
            self._failures += 1
            if self._failures < BREAKS_AFTER:
                return False
        self._suspected = error
        return True

    def probed(self, found: ModelError | None) -> None:
        """Note the result of the probe: None where it was answered, so that the documents were at fault."""
        suspected, self._suspected = self._suspected, None
        if found is None:
            self.answered()
        elif suspected is not None:
            self._broken = (found if found.party == "account" else suspected).message

    def judge(self, error: ModelError | None) -> None:
        """Note the result of a document's answers: None where they are usable, else what they lack."""
        if error is None:
            self._unusable = 0
        elif error.code in _UNUSABLE:
            self._unusable += 1
            if self._unusable >= UNUSABLE_AFTER:
                self._broken = self._broken or message(f"unusable.{error.code}", count=self._unusable)
