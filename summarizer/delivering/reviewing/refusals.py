"""Why a decision is not applied, in either language."""

from typing import Any, NamedTuple

from summarizer.errors import InputError
from summarizer.resources import Message, message


class Refusal(NamedTuple):
    """A decision that was not applied: its document, what of it the decision is on, and why."""

    document: str
    on: str
    why: str

    @property
    def line(self) -> str:
        """It as one line; a reason that is about the whole document is one by itself."""
        named = f"{self.document}: {self.on}{self.why}: not applied" if isinstance(self.why, Message) else self.why
        return " ".join(named.split())


def refusal(key: str, **params: Any) -> InputError:
    """The error that says with a message why a decision can't be applied."""
    return InputError(message(key, **params), "not_applied")
