"""The facts of all figures of a scan, read once.

Words of the figure's own clause decide, else those of its statement, its paragraph, its title. A list has the facts of
its first member.
"""

from collections.abc import Sequence
from typing import Any

from summarizer.models import FactStatus, Mention, Span
from summarizer.scanning.facts.fact_types import FactPeriod, Facts, by_name
from summarizer.scanning.facts.locality import ToldPlace
from summarizer.scanning.facts.movement import Movement, movements
from summarizer.scanning.facts.parts import wholes
from summarizer.scanning.facts.standing import Standing, planned_from, renewed, standings, totalled
from summarizer.scanning.facts.timing import Timings
from summarizer.scanning.facts.wording import Wording


def read(folded: str, figures: Sequence[Mention], words: Sequence[Wording]) -> list[Facts]:
    """The facts of each figure, in order, but for times and places."""
    moved, standing = movements(folded, figures, words), standings(figures, words)
    parts = wholes(folded, figures, words, moved)
    plans = planned_from(folded)
    return [
        _facts(wording, movement, state, whole, assumed="planned" if mention.text_start > plans else "actual")
        for mention, wording, movement, state, whole in zip(figures, words, moved, standing, parts, strict=True)
    ]


def placed(
    found: Sequence[Facts],
    places: Sequence[ToldPlace],
    figures: Sequence[Mention],
    words: Sequence[Wording],
    times: Timings,
) -> list[Facts]:
    """The facts of each figure with its time and place."""
    with_both = [
        _placed(facts, times.of(mention, wording), place)
        for facts, mention, wording, place in zip(found, figures, words, places, strict=True)
    ]
    return _with_times_of_wholes(with_both, figures)


def _facts(
    wording: Wording, movement: Movement, standing: Standing, whole: Span | None, *, assumed: FactStatus
) -> Facts:
    """`assumed` is the status where no words tell one."""
    flags = {"status": standing.status, "former": wording.former}
    return Facts(
        status=standing.status or ("actual" if standing.cumulative else assumed),
        aspect=movement.aspect,
        direction=movement.direction,
        base=movement.base,
        base_text=movement.base_text,
        cumulative=totalled(standing, movement, wording),
        new=renewed(standing, movement),
        whole=whole,
        stated=frozenset(name for name, value in flags.items() if value),
    )


def _placed(facts: Facts, time: tuple[FactPeriod | None, bool], place: ToldPlace) -> Facts:
    by_words = {name for name, (_, stated) in (("period", time), ("place", place)) if stated}
    return facts._replace(period=time[0], place=place[0], stated=facts.stated.union(by_words))


def _with_times_of_wholes(found: list[Facts], figures: Sequence[Mention]) -> list[Facts]:
    """A part whose own statement tells no time or place has those of its whole, which comes before it."""
    indexes = {figure.start: index for index, figure in enumerate(figures)}
    for index, facts in enumerate(found):
        if facts.whole is not None:
            whole = found[indexes[facts.whole.start]]
            period = facts.period if "period" in facts.stated else whole.period
            place = facts.place if "place" in facts.stated else whole.place
            found[index] = facts._replace(period=period, place=place)
    return found


def as_json(facts: Facts) -> dict[str, Any]:
    """The facts as `scan --json` gives them: flat, without what is internal."""
    fields = facts._asdict()
    del fields["stated"]
    parts = {name: part and by_name(part) for name, part in (("period", facts.period), ("place", facts.place))}
    return fields | parts
