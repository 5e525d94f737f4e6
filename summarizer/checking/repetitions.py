"""Repetitions: figures of a report that state what an earlier one states, so that nobody counts them twice."""

from collections.abc import Sequence

from summarizer.checking.report_figures import Figure

_OWN = {
    "as_written", "qualifier", "quote", "quote_span", "span", "verdict", "origin", "decision",
}  # fmt: skip


def repetitions(figures: Sequence[Figure]) -> dict[int, int]:
    """By its place, the place of the first figure with the same subject, value and facts; of sound figures alone.

    What differs only in its words, its quote or its place in the document is the same.
    """
    first: dict[str, int] = {}
    same = {}
    for number, figure in enumerate(figures):
        if figure.verdict not in {None, "verified"} or figure.role not in {None, "figure"}:
            continue
        earlier = first.setdefault(figure.model_dump_json(exclude=_OWN), number)
        if earlier != number:
            same[number] = earlier
    return same
