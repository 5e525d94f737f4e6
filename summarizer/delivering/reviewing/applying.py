"""Applying decisions: each is matched to a part of a report, or checked, before it is stored."""

from pathlib import Path
from typing import NamedTuple

from summarizer.delivering.reviewing.decision_files import DecisionsFile, read_decisions
from summarizer.delivering.reviewing.decisions import Decision, keep
from summarizer.delivering.reviewing.desk import Desk, named
from summarizer.errors import InputError
from summarizer.running.store.store import Store


class Applied(NamedTuple):
    """The result of applying decisions: how many are new, how many the store had, and a line for each problem.

    `doubts` has a line for each value that was applied and that the document does not bear out: a typo, perhaps.
    """

    new: int
    known: int
    problems: tuple[str, ...]
    doubts: tuple[str, ...] = ()


def apply(out: Path, path: Path) -> Applied:
    """Apply the decisions of a file to the store of `out`; raises UsageError where either can't be used.

    Not applied, but listed in `problems`: decisions on a document that the run lacks or has in another version, on a
    figure or measure that it lacks, added ones that are not in the document, and changes that can't be meant.
    """
    return apply_all(out, read_decisions(path))


def apply_all(out: Path, file: DecisionsFile) -> Applied:
    """Apply decisions that were read."""
    with Store.open_existing(out) as store:
        desks: dict[str, Desk] = {}
        decisions: list[Decision] = []
        problems, doubts = [], []
        for filed in file.decisions:
            try:
                if filed.document not in desks:
                    desks[filed.document] = Desk(store, filed.document)
                decision = desks[filed.document].decide(filed, file.who)
            except InputError as error:
                problems.append(error.message)
                continue
            decisions.append(decision)
            doubts += [f"{filed.document}: {named(filed)}{finding.message}" for finding in decision.findings]
        new = keep(store, decisions)
    return Applied(new, len(decisions) - new, tuple(problems), tuple(doubts))
