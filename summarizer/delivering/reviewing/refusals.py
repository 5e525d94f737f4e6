"""Why a decision is not applied, in either language."""

from typing import Any, NamedTuple

from summarizer.errors import InputError, Message
from summarizer.resources import message


class RefusedDecision(NamedTuple):
    """A decision that was not applied: its document, what of it the decision is on, and why."""

    document: str
    on: str
    why: str

    @property
    def line(self) -> Message:
        """It as one line."""
        return message("not_applied", what=in_place(self.document, self.on, self.why))


def refusal(key: str, **params: Any) -> InputError:
    """The error that says with a message why a decision can't be applied."""
    return InputError(message(key, **params))


def in_place(document: str, on: str, what: str) -> Message:
    """What is said of a part of a document, or without one of the document, after their names."""
    return message("named", name=document, what=message("named", name=on, what=what) if on else what)
