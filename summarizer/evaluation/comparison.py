"""Two runs over the same gold: what the second one gained and lost, item by item."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from summarizer.evaluation.outcomes import ItemOutcome, Kind
from summarizer.evaluation.score import Evaluation


class Change(NamedTuple):
    """A gold item with the `aspects` that became right or wrong; of kind `wrong` or `extra`, one that is not in the gold."""

    document: str
    kind: Kind
    at: int
    name: str
    aspects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two evaluations, and what changed in the documents that both scored; the rest is in `only_one`."""

    before: Evaluation
    after: Evaluation
    gained: tuple[Change, ...]
    lost: tuple[Change, ...]
    only_one: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """What `summarizer evaluate --json` prints of two runs."""
        changes = {name: [change._asdict() for change in getattr(self, name)] for name in ("gained", "lost")}
        sides = {"before": self.before.as_json(), "after": self.after.as_json()}
        return {**sides, **changes, "only_one": list(self.only_one)}


def compare_runs(before: Evaluation, after: Evaluation) -> Comparison:
    """What is right after that was not before is gained, the reverse lost; what was wrong and is gone is gained."""
    both = set(before.scored) & set(after.scored)
    first, second = _by_place(before, both), _by_place(after, both)
    return Comparison(
        before,
        after,
        gained=_risen(first, second),
        lost=_risen(second, first),
        only_one=tuple(sorted(set(before.scored) ^ set(after.scored))),
    )


_Place = tuple[str, Kind, int, str]


def _by_place(evaluation: Evaluation, documents: set[str]) -> dict[_Place, ItemOutcome]:
    return {outcome[:4]: outcome for outcome in evaluation.outcomes if outcome.document in documents}


def _risen(lower: dict[_Place, ItemOutcome], upper: dict[_Place, ItemOutcome]) -> tuple[Change, ...]:
    """What is right in `upper` and not in `lower`, and the wrong figures and extra measures that only `lower` has."""
    changes = []
    for place, outcome in upper.items():
        old = lower[place].aspects if place in lower else {}
        aspects = tuple(name for name, right in outcome.aspects.items() if right and not old.get(name))
        if aspects:
            changes.append(Change(*place, aspects))
    gone = [place for place in lower if place[1] in {"wrong", "extra"} and place not in upper]
    return tuple(sorted([*changes, *(Change(*place, (place[1],)) for place in gone)]))
