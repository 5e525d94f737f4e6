"""Applying decisions: each is matched to a part of a report, or checked, before it is stored."""

from pathlib import Path
from typing import NamedTuple

from summarizer.checking.record import Finding
from summarizer.delivering.reviewing.decision_files import DecisionsFile, read_decisions
from summarizer.delivering.reviewing.decisions import Decision, keep
from summarizer.delivering.reviewing.desk import Desk, named
from summarizer.delivering.reviewing.refusals import RefusedDecision, in_place
from summarizer.errors import InputError, Message, last_net
from summarizer.running.store.store import Store


class Doubt(NamedTuple):
    """A value that was applied, and that the document does not bear out: a typo, perhaps."""

    document: str
    on: str
    finding: Finding

    @property
    def line(self) -> Message:
        return in_place(self.document, self.on, self.finding.said)


class Applied(NamedTuple):
    """The result of applying decisions: how many are new, how many the store had, which were not applied."""

    new: int
    known: int
    refusals: tuple[RefusedDecision, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def problems(self) -> tuple[str, ...]:
        """A line for each decision that was not applied."""
        return tuple(refused.line for refused in self.refusals)


def apply(out: Path, path: Path) -> Applied:
    """Apply the decisions of a file to the store of `out`; raises UsageError where either can't be used.

    Not applied are decisions on a document that the run lacks or has in another version, on a figure or measure that it
    lacks, added ones that are not in the document, and changes that can't be meant.
    """
    return apply_all(out, read_decisions(path))


def apply_all(out: Path, file: DecisionsFile) -> Applied:
    """Apply decisions that were read."""
    with Store.open_existing(out) as store:
        desks: dict[str, Desk] = {}
        decisions: list[Decision] = []
        refusals, doubts = [], []
        for filed in file.decisions:
            on = ""
            try:
                with last_net():
                    desk = desks[filed.document] = desks.get(filed.document) or Desk(store, filed.document)
                    on = named(filed)
                    decisions.append(decision := desk.decide(filed, file.who))
            except InputError as error:
                refusals.append(RefusedDecision(filed.document, on, error.message))
                continue
            doubts += [Doubt(filed.document, on, finding) for finding in decision.findings]
        new = keep(store, decisions)
    return Applied(new, len(decisions) - new, tuple(refusals), tuple(doubts))
