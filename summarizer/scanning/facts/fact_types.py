"""The types of facts: what a figure means, as the rules read it."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from summarizer.models import Aspect, Direction, FactStatus, Region, Span


@dataclass(frozen=True, slots=True)
class FactPeriod:
    """The time of a figure in ISO 8601: a point, `start/end`, `start/` (since) or `/end` (up to).

    `surface` are the words of Text that give it, None where it comes from the document; `inferred` and `reason` as of a date.
    """

    iso: str
    surface: str | None
    inferred: bool = False
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place that is no division: the nation (adcode CN)."""

    name: str
    adcode: str | None = None


class Facts(NamedTuple):
    """What a figure means, by the words around it.

    `base` is yoy, mom, previous, other or an ISO time, `base_text` its words; `whole` is the raw span of the figure of
    which this one is a part. `stated` names the facts that words tell, the default of the others being only assumed.
    """

    status: FactStatus = "actual"
    aspect: Aspect = "amount"
    direction: Direction | None = None
    base: str | None = None
    base_text: str | None = None
    cumulative: bool = False
    new: bool = False
    period: FactPeriod | None = None
    place: Region | NamedPlace | None = None
    whole: Span | None = None
    stated: frozenset[str] = frozenset()


def by_name(part: Any) -> dict[str, Any]:
    """The fields of a part of a scan by name; `dataclasses.asdict` would copy all that is in them."""
    return {name: getattr(part, name) for name in part.__dataclass_fields__}
