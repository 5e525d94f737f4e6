"""The facts of all figures of a scan, read once.

Words of the figure's own clause decide, else those of its statement, its paragraph, its title. A list has the facts of
its first member.
"""

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from summarizer.models import Facts, Mention, Scan, Span
from summarizer.scanning.facts.context import FigureContext
from summarizer.scanning.facts.locality import Localities
from summarizer.scanning.facts.movement import Movement, movements
from summarizer.scanning.facts.parts import wholes
from summarizer.scanning.facts.standing import Standing, renewed, standings, totalled
from summarizer.scanning.facts.timing import Timings
from summarizer.scanning.facts.wording import Wording, wordings


def read(scan: Scan, figures: Sequence[Mention], context: FigureContext) -> dict[int, Facts]:
    """The facts of each figure, by its start in Text."""
    folded = scan.text.folded
    words = wordings(folded, figures)
    moved = movements(folded, figures, words)
    standing = standings(figures, words, moved)
    parts = wholes(folded, figures, words, moved)
    times, places = Timings(scan, context), Localities(scan, context)
    rows = zip(figures, words, moved, standing, parts, strict=True)
    found = {row[0].text_start: _facts(*row, times, places) for row in rows}
    return _with_times_of_wholes(found, figures)


def _with_times_of_wholes(found: dict[int, Facts], figures: Sequence[Mention]) -> dict[int, Facts]:
    """A part whose own statement tells no time or place has those of its whole."""
    starts = {figure.start: figure.text_start for figure in figures}
    for start, facts in found.items():
        whole = found.get(starts.get(facts.whole.start, -1)) if facts.whole else None
        if whole is not None:
            period = facts.period if "period" in facts.stated else whole.period
            place = facts.place if "place" in facts.stated else whole.place
            found[start] = replace(facts, period=period, place=place)
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
    flags = {"status": standing.status, "period": dated, "place": placed}
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
    if fields["place"] is not None:
        fields["place"] = {name: value for name, value in fields["place"].items()}
    return fields
