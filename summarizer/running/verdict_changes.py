"""What judging again changed in a record: figures by verdict, findings by code, the status."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any, NamedTuple

from summarizer.checking.record import Record
from summarizer.checking.report_figures import Figure
from summarizer.scanning.grounding import key


class VerdictChange(NamedTuple):
    """A figure with its verdict before and after; `missed` is that of a figure of the rules, None: it was not there."""

    figure: Figure
    before: str | None
    after: str | None


@dataclass(frozen=True)
class RejudgedDocument:
    """One document judged again; `problem` says why it was left as it was, if it was."""

    before: Record
    after: Record
    problem: str | None = None
    changes: tuple[VerdictChange, ...] = ()
    new_findings: Counter[str] = field(default_factory=Counter)
    gone_findings: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, before: Record, after: Record) -> "RejudgedDocument":
        """A document with what differs between its records."""
        codes, old = _codes(after), _codes(before)
        return cls(before, after, None, tuple(_changes(before, after)), codes - old, old - codes)

    @property
    def changed(self) -> bool:
        """Whether its record says anything else than before."""
        return self.before != self.after

    def as_json(self) -> dict[str, Any]:
        """One line of `summarizer rejudge --json`."""
        return {
            "document": self.before.document.id,
            "problem": self.problem,
            "changed": self.changed,
            "status": {"before": self.before.status, "after": self.after.status},
            "figures": [_as_json(change) for change in self.changes],
            "findings": {"new": dict(self.new_findings), "gone": dict(self.gone_findings)},
        }


def _as_json(change: VerdictChange) -> dict[str, Any]:
    names = {"subject", "value", "low", "high", "unit", "qualifier", "quote", "span"}
    figure = change.figure.model_dump(mode="json", include=names)
    return {**figure, "before": change.before, "after": change.after}


def _codes(record: Record) -> Counter[str]:
    return Counter(finding.code for finding in record.findings)


def _changes(before: Record, after: Record) -> Iterator[VerdictChange]:
    """The figures whose verdict differs: the model's paired by subject and quote, those of the rules by their span.

    A number that the rules deliver since the model's figure of it is doubted is one change, the model's.
    """
    old, new = _by_identity(before), _by_identity(after)
    changed: set[tuple[int, int] | None] = set()
    for known in sorted({**old, **new}, key=lambda known: known[0] == "rules"):
        for was, now in zip_longest(old[known], new[known]):
            figure, verdicts = now or was, (_verdict(was), _verdict(now))
            if figure is None or verdicts[0] == verdicts[1] or (known[0] == "rules" and figure.span in changed):
                continue
            changed.add(figure.span)
            yield VerdictChange(figure, *verdicts)


def _by_identity(record: Record) -> defaultdict[tuple[Any, ...], list[Figure]]:
    found: defaultdict[tuple[Any, ...], list[Figure]] = defaultdict(list)
    for figure in record.report.figures if record.report else ():
        model = figure.origin == "model"
        found[("model", key(figure.subject or ""), key(figure.quote)) if model else ("rules", figure.span)].append(
            figure
        )
    return found


def _verdict(figure: Figure | None) -> str | None:
    return None if figure is None else figure.verdict or "missed"
