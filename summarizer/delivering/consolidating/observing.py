"""Observations: figures of the facts by what they can be compared with: indicator, place and period.

Not comparable, and so never joined, are figures without a place, without a subject that names something, without a period
of their own (the day of publication alone), or that nobody bears out (`facts.counts`).

    a stretch that begins with the year, and a day, are told by their last day: 2022年, 2022年末 and 1—12月 are one
    a level (amount, share, average), a growth and a change are three aspects
    a general subject (投资) is told by its measure, if it has one
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from summarizer.delivering.consolidating.comparing import ValueRange, dimension, interval
from summarizer.delivering.consolidating.subject_heads import SubjectHead, names_place, subject_head
from summarizer.models import Number
from summarizer.running.store.rows import parsed
from summarizer.running.store.store import Store

_COLUMNS = (
    *("province", "city", "county", "town", "adcode", "place"),
    *("subject", "value", "low", "high", "unit", "as_written"),
    *("figure_status", "aspect", "direction", "base", "new", "cumulative", "period_start", "period_end"),
    *("published", "measure", "decision", "quote", "document", "number"),
)
_QUERY = (
    "SELECT facts.key, figures.period, figures.origin, "  # noqa: S608 - ours
    + ", ".join(f"facts.{name}" for name in _COLUMNS)
    + " FROM facts JOIN figures ON figures.document = facts.key AND figures.number = facts.number WHERE facts.counts"
)
_HERE = re.compile("(?:[全我本该](?:[省市县区州旗镇乡村国]|自治[区县州])|当地|辖区|境内)\\Z")
_MOVING = ("growth", "change")
_ON_THE_YEAR = frozenset([None, "yoy", "previous"])


class Indicator(NamedTuple):
    """What figures must share to be compared, but for place and period."""

    head: str
    scope: str
    measure: str
    aspect: str
    status: str
    base: str
    dimension: str


class Observation(NamedTuple):
    """A figure that can be compared; `start` is empty where `end` alone tells the period.

    `period_basis` is stated or inferred, `place_basis` stated or document. `is_witness`: whether it
    can contradict another. `low` and `high` are in base units, with what rounding leaves open.
    """

    indicator: Indicator
    adcode: str
    place: str
    start: str
    end: str
    document: str
    number: int
    key: int
    published: str
    subject: str
    measure: str | None
    value: Number | None
    unit: str | None
    as_written: str
    period: str
    period_basis: str
    place_basis: str
    is_witness: bool
    low: float
    high: float
    rounded: bool

    @property
    def group(self) -> tuple[Any, ...]:
        """What figures of one fact share."""
        return self[:5]

    @property
    def order(self) -> tuple[Any, ...]:
        """Puts those of one indicator, and of one group, together, whatever the order of the documents."""
        return (*self.group, self.document, self.number)

    @property
    def interval(self) -> ValueRange:
        return ValueRange(self.low, self.high, self.rounded)


def observations(store: Store) -> Iterator[Observation]:
    """What of a store's facts can be compared, in no certain order."""
    for row in store.database.execute(_QUERY):
        if (found := observation(dict(row))) is not None:
            yield found


def observation(row: dict[str, Any]) -> Observation | None:
    """A row of the facts, with `key`, `period` and `origin` of its figure, as it can be compared; None where it can't."""
    place, period = _place(row), _period(row)
    if place is None or period is None or row["figure_status"] == "negated" or not row["subject"]:
        return None
    head = _head(row)
    meant = _meant(row)
    if meant is None or not head.head or (head.general and not row["measure"]):
        return None
    return Observation(
        _indicator(row, head),
        *place,
        *period,
        row["document"],
        row["number"],
        row["key"],
        str(row["published"] or ""),
        row["subject"],
        row["measure"],
        row["value"],
        row["unit"],
        row["as_written"] or "",
        *_period_as_stated(row["period"]),
        "stated" if row["place"] else "document",
        _is_witness(row, head),
        meant.low,
        meant.high,
        meant.rounded,
    )


def _is_witness(row: dict[str, Any], head: SubjectHead) -> bool:
    """Whether a figure can contradict another: a model or a person names its subject, and its words tell whose it is.

    The subject is a known indicator, or belongs to a measure, or its words name the place: not the 30 chickens of a farmer.
    """
    if row["origin"] == "rules" and row["decision"] is None:
        return False
    return head.known or bool(row["measure"]) or names_place(f"{row['subject']} {row['quote']}", _names(row))


def _head(row: dict[str, Any]) -> SubjectHead:
    return subject_head(row["subject"], _names(row))


def _names(row: dict[str, Any]) -> tuple[str, ...]:
    return tuple(row[name] for name in ("province", "city", "county", "town", "place") if row[name])


def _indicator(row: dict[str, Any], head: SubjectHead) -> Indicator:
    aspect = row["aspect"] if row["aspect"] in _MOVING else "amount"
    scope = {*head.scope, *(("新增",) if row["new"] and "新" not in head.head else ())}
    return Indicator(
        head.head,
        " ".join(sorted(scope)),
        row["measure"] or "" if head.general else "",
        aspect,
        row["figure_status"] or "actual",
        _base(row) if aspect in _MOVING else "",
        dimension(row["unit"])[0],
    )


def _base(row: dict[str, Any]) -> str:
    """What a change is compared with; on the year where nothing else is said, or the year before is named."""
    base = row["base"]
    end = str(row["period_end"] or "")[:4]
    if base in _ON_THE_YEAR or (end.isdigit() and base == str(int(end) - 1)):
        return "yoy"
    return str(base)


def _meant(row: dict[str, Any]) -> ValueRange | None:
    moving = row["aspect"] in _MOVING and row["direction"] is not None
    decrease = row["direction"] == "decrease" if moving else None
    ends = (row["value"], row["low"], row["high"])
    return interval(*ends, row["as_written"], row["unit"], decrease=decrease)


def _place(row: dict[str, Any]) -> tuple[str, str] | None:
    """The division code of a figure's place and its name below that; None where no place is known."""
    if row["adcode"] is None:
        return None
    levels = [row[name] for name in ("province", "city", "county", "town")]
    named = row["place"]
    own = [name for name in levels if name]
    if named and named not in own and not _HERE.match(named):
        return row["adcode"], named
    return row["adcode"], row["town"] or (own[-1] if own else named or "")


def _period(row: dict[str, Any]) -> tuple[str, str] | None:
    """The first and last day of a figure's period; the first is empty where the last alone tells it."""
    start, end = (str(row[name] or "") for name in ("period_start", "period_end"))
    if not end or _period_as_stated(row["period"])[1] == "published":
        return None
    if start and (start == end or start == f"{end[:4]}-01-01"):
        start = ""
    return start, end


@lru_cache(maxsize=1024)
def _period_as_stated(stored: str | None) -> tuple[str, str]:
    """A period in ISO 8601, and how it is known: stated, inferred, or published, where only publication gives it."""
    period = parsed(stored) if stored else None
    if not isinstance(period, dict) or not period.get("iso"):
        return "", "published"
    if period.get("surface") is None:
        return str(period["iso"]), "published"
    return str(period["iso"]), "inferred" if period.get("inferred") else "stated"
