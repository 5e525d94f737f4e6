"""The outcome of one thing that is scored."""

from typing import Literal, NamedTuple

Kind = Literal["figure", "facts", "measure", "part", "slogan", "date", "document", "wrong", "extra"]
"""`facts`: what a gold figure means; `part`: a delivered measure that has a parent; `wrong` and `extra`: a figure and a
measure that are delivered and not in the gold."""


class ItemOutcome(NamedTuple):
    """The outcome of one gold item, or of a delivered one that the gold does not have.

    `at` is its position: a start in the raw file; of measures and slogans, the index in the gold's list. `aspects` has what
    was scored and whether it is right; what could not be scored is not in it.
    """

    document: str
    kind: Kind
    at: int
    name: str
    aspects: dict[str, bool]
