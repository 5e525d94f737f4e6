"""Rates: of wrong figures by kind, how many are caught; of true ones by kind of words, how many are doubted."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import NamedTuple

import rewriting
from table_claims import TableCase, table_cases

from mutating import meaning_kinds, number_kinds
from mutating.case_files import Case, Claim, Fact

Kind = Callable[[Case, Fact], Iterator[Claim]]
KINDS: tuple[Kind, ...] = (*number_kinds.KINDS, *meaning_kinds.KINDS)


class Rate(NamedTuple):
    """Of `of` figures, how many were doubted, and those that went the wrong way."""

    doubted: int
    of: int
    fails: tuple[Claim, ...]


def detection(read: list[Case], kinds: tuple[Kind, ...] = KINDS) -> dict[str, Rate]:
    """By kind, the mutants that were caught."""
    rates = {}
    for kind in kinds:
        mutants = [(case, m) for case in read for true in case.figures for m in kind(case, true) if not case.is_true(m)]
        missed = tuple(mutant for case, mutant in mutants if not case.doubts(mutant))
        rates[kind.__name__] = Rate(len(mutants) - len(missed), len(mutants), missed)
    return rates


def false_alarms(read: list[Case]) -> dict[str, Rate]:
    """By kind of rewriting, the true figures that were doubted."""
    claims: defaultdict[str, list[tuple[Case, Claim]]] = defaultdict(list)
    for case in read:
        for true in case.figures:
            claims["as it is"].append((case, true.claim))
            rewritten = rewriting.rewritings(case.scan, true.claim, true.also, true.mention)
            for kind, words in (*rewritten, *meaning_kinds.true_in_words(true)):
                claims[kind].append((case, words))
    return {kind: _doubted(all_claims) for kind, all_claims in claims.items()}


def table_rates() -> tuple[dict[str, Rate], Rate]:
    """Of the cells of tables, the claims of other rows and columns that were caught, and the true ones that were doubted."""
    read = table_cases()
    caught = {}
    for kind in ("another row", "another column", "another row and column"):
        claims = [(case, claim) for case in read for told, claim in case.crosswise_claims() if told == kind]
        missed = tuple(claim for case, claim in claims if not case.doubts(claim))
        caught[f"cell of {kind}"] = Rate(len(claims) - len(missed), len(claims), missed)
    return caught, _doubted([(case, claim) for case in read for claim in case.true_claims()])


def _doubted(claims: list[tuple[Case, Claim]] | list[tuple[TableCase, Claim]]) -> Rate:
    doubted = tuple(claim | {"doubts": doubts} for case, claim in claims if (doubts := case.doubts(claim)))
    return Rate(len(doubted), len(claims), doubted)
