"""The facts of all figures of a scan, read once.

Words of the figure's own clause decide, else those of its statement, its paragraph, its title. A list has the facts of
its first member.
"""

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from summarizer.models import Facts, Mention, Scan, Span
from summarizer.scanning.facts.locality import Localities
from summarizer.scanning.facts.movement import Movement, movements
from summarizer.scanning.facts.nearness import Nearness
from summarizer.scanning.facts.parts import wholes
from summarizer.scanning.facts.standing import Standing, renewed, standings, totalled
from summarizer.scanning.facts.timing import Timings
from summarizer.scanning.facts.wording import Wording


def read(scan: Scan, figures: Sequence[Mention], words: Sequence[Wording], near: Nearness) -> list[Facts]:
    """The facts of each figure, in order."""
    folded = scan.text.folded
    moved = movements(folded, figures, words)
    standing = standings(figures, words, moved)
    parts = wholes(folded, figures, words, moved)
    times, places = Timings(scan, near), Localities(scan, near)
    rows = zip(figures, words, moved, standing, parts, strict=True)
    return _with_times_of_wholes([_facts(*row, times, places) for row in rows], figures)


def _with_times_of_wholes(found: list[Facts], figures: Sequence[Mention]) -> list[Facts]:
    """A part whose own statement tells no time or place has those of its whole, which comes before it."""
    indexes = {figure.start: index for index, figure in enumerate(figures)}
    for index, facts in enumerate(found):
        if facts.whole is not None:
            whole = found[indexes[facts.whole.start]]
            period = facts.period if "period" in facts.stated else whole.period
            place = facts.place if "place" in facts.stated else whole.place
            found[index] = replace(facts, period=period, place=place)
    return found


def _facts(
    mention: Mention,
    wording: Wording,
    movement: Movement,
    standing: Standing,
    whole: Span | None,
    times: Timings,
    places: Localities,
) -> Facts:
    period, dated = times.of(mention, wording)
    place, placed = places.of(mention, wording)
    flags = {"status": standing.status, "period": dated, "place": placed, "former": wording.former}
    return Facts(
        status=standing.status or "actual",
        aspect=movement.aspect,
        direction=movement.direction,
        base=movement.base,
        base_text=movement.base_text,
        cumulative=totalled(standing, movement),
        new=renewed(standing, movement),
        period=period,
        place=place,
        whole=whole,
        stated=frozenset(name for name, value in flags.items() if value),
    )


def as_json(facts: Facts) -> dict[str, Any]:
    """The facts as `scan --json` gives them: flat, without what is internal."""
    fields = asdict(facts)
    del fields["stated"]
    return fields
