"""Standing: whether a figure is so, is planned, required, offered or denied; running total or new.

The status goes on through a statement (计划建设学校3所、医院1所，总投资2亿元) until other words tell another, and back
through a list (按50%、60%给予补助). Running totals and new numbers go on through a list alone.

After the sentence of a work report that sets its targets (今年发展主要预期目标是), what no words tell otherwise is planned.
"""

from collections.abc import Sequence
from typing import NamedTuple, cast

from summarizer.models import FactStatus, Mention
from summarizer.resources import lazy_pattern
from summarizer.scanning.facts.movement import Movement
from summarizer.scanning.facts.wording import Wording, stated

_TARGETS = lazy_pattern(r"主要(?:预期)?目标(?:是|为|:)|(?:工作安排|工作打算|下一步工作)\n")
_TOTALLED = frozenset({"amount", "duration"})


class Standing(NamedTuple):
    """Status, running total and newness; `stated` where words tell the status."""

    status: FactStatus | None = None
    cumulative: bool = False
    new: bool = False
    dated: bool = False


def standings(figures: Sequence[Mention], wordings: Sequence[Wording]) -> list[Standing]:
    """The standing of each figure, in order; a status of None is said by no words."""
    found: list[Standing] = []
    for mention, wording in zip(figures, wordings, strict=True):
        last = found[-1] if found and not wording.first else Standing()
        found.append(_standing(mention, wording, last))
    for index in range(len(found) - 2, -1, -1):
        if wordings[index + 1].listed and found[index].status is None:
            found[index] = found[index]._replace(status=found[index + 1].status)
    return found


def _standing(mention: Mention, wording: Wording, last: Standing) -> Standing:
    status = _status(mention, wording, last.status)
    counted = status in {None, "actual"}
    current = stated("current", wording) is not None
    dated = last.dated or stated("dated", wording) is not None
    goes_on = last.cumulative and (wording.item or (dated and not wording.bracketed))
    total = goes_on or stated("cumulative", wording) is not None
    cumulative = counted and not current and total
    new = stated("new", wording) is not None or (wording.item and last.new)
    return Standing(status, cumulative, new, dated)


def _status(mention: Mention, wording: Wording, last: FactStatus | None) -> FactStatus | None:
    found = stated("status", wording)
    if found == "negated" and mention.value != 1:
        found = None
    if found is None and last != "negated":
        return last
    return cast("FactStatus | None", found)


def planned_from(folded: str) -> int:
    """Where the part of a text begins that tells plans; its end where it has none."""
    targets = _TARGETS.search(folded)
    return targets.start() if targets else len(folded)


def totalled(standing: Standing, movement: Movement, wording: Wording) -> bool:
    """Whether a figure is a running total, or the growth of one (累计同比下降3.6%): no share or rate is."""
    grown = movement.aspect == "growth" and "累计" in wording.own
    return standing.cumulative and (grown or movement.aspect in _TOTALLED)


def renewed(standing: Standing, movement: Movement) -> bool:
    """Whether a figure counts what is new: no growth of it."""
    return standing.new and movement.aspect == "amount"
