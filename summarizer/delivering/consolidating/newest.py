"""Which of the figures of one fact counts, and which is the newest of its year.

Of several documents that state one indicator, place and period, one figure counts: that of the value which most of them
state, the most exact one. A figure of which no words tell whose it is (the 30 chickens of a farmer) counts by itself, unless
its value is too particular to be another's: 976 of one document is 976 of the next.

    48名 (年末, two documents), 47名 (9月末)    48名 counts once, and is the newest; 47名 counts, and is not
"""

import re
from collections.abc import Iterator

from summarizer.delivering.consolidating.joining import FactGroup, Series
from summarizer.delivering.consolidating.observing import Observation

_PARTICULAR = 3
_NOT_DIGITS = re.compile(r"\D")

JoinedRow = tuple[int, int, int | None, int | None, bool | None]
"""As in the table `joined`: key and number of a figure, those of the figure that counts in its place, and is it the newest."""


def joined_rows(found: Series) -> Iterator[JoinedRow]:
    """The figures of a series that can be compared."""
    newest = {_year(group): group for group in sorted(found.groups, key=_recency)}
    for group in found.groups:
        first = group.values[0].figure
        if first.is_witness:
            yield first.key, first.number, None, None, newest[_year(group)] is group
        for other in group.members:
            if other is not first and (_are_witnesses(first, other) or _is_particular(first, other)):
                yield other.key, other.number, first.key, first.number, False


def _are_witnesses(first: Observation, other: Observation) -> bool:
    return first.is_witness and other.is_witness


def _is_particular(first: Observation, other: Observation) -> bool:
    """Whether two documents state one value, of three digits or more that aren't zeros at its end."""
    return (
        first.document != other.document
        and first.value is not None
        and (first.low, first.high) == (other.low, other.high)
        and len(_NOT_DIGITS.sub("", f"{first.value:f}".rstrip("0").rstrip(".")).strip("0")) >= _PARTICULAR
    )


def _year(group: FactGroup) -> tuple[str, str, str]:
    member = group.members[0]
    return member.adcode, member.place, member.end[:4]


def _recency(group: FactGroup) -> tuple[bool, str, bool]:
    """Later ends are newer, and of one end, what is told of the whole year so far."""
    member: Observation = group.members[0]
    return group.values[0].figure.is_witness, member.end, member.start == ""
