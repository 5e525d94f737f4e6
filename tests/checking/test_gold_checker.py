"""The checker against the gold of the seeds and the benchmark's own cases, without any model."""

from functools import cache

import mutations
import pytest
import rewriting
from mutating import number_kinds
from pages import ROOT

from summarizer.checking.draft import DraftFigure

SEEDS = sorted(path.name for path in (ROOT / "seeds").glob("*.txt"))


@cache
def cases():
    return list(mutations.cases())


@cache
def gold():
    return {case.name: case for case in cases() if case.name in SEEDS}


@cache
def true():
    return [(case, fact) for case in gold().values() for fact in case.figures]


def verdict(case, told):
    return case.evidence.judge(DraftFigure.model_validate(told)).verdict


def test_the_gold_holds_as_many_figures_as_are_told_of_it():
    """All figures of the gold with a value are claimed, and some 1,600 claims differ from them by one digit."""
    changed = [told for case, fact in true() for told in mutations.digit(case, fact)]
    assert len(true()) == 72
    assert len(changed) > 1400


@pytest.mark.parametrize("name", SEEDS)
def test_no_value_that_differs_by_one_digit_is_verified(name):
    """Each digit of each figure by each other one, with the figure's own sentence as quote."""
    case = gold()[name]
    changed = [told for fact in case.figures for told in mutations.digit(case, fact)]
    assert [told for told in changed if verdict(case, told) == "verified" and not case.is_true(told)] == []


def test_every_true_figure_is_verified():
    """With the sentence that holds it as quote and the gold's subject, unit and qualifier."""
    assert [fact.claim for case, fact in true() if verdict(case, fact.claim) != "verified"] == []


def test_every_true_figure_is_verified_however_its_value_is_written():
    """两万三千, ２.３万, 1,809, 百分之百 and ４ are the values that they mean."""
    told = [
        (case, fact.claim | {"value": v}) for case, fact in true() for v in rewriting.values(fact.claim, fact.mention)
    ]
    assert len(told) > 250
    assert [words for case, words in told if verdict(case, words) != "verified"] == []


def test_every_true_figure_is_verified_in_either_script_and_any_width():
    """Quote and subject in the other script, in other widths, with white space or cut down to their clause."""
    told = [
        (case, fact.claim | {"quote": quote})
        for case, fact in true()
        for quote in rewriting.quotes(case.scan, fact.claim, fact.mention)
    ]
    told += [
        (case, fact.claim | {"subject": words})
        for case, fact in true()
        for words in rewriting.subjects(fact.claim, fact.also, fact.mention)
    ]
    assert len(told) > 900
    assert [words for case, words in told if verdict(case, words) != "verified"] == []


RATES = {"neighbour": 0.98, "crosswise": 0.94, "other_place": 0.97}


@pytest.mark.slow
def test_wrong_figures_are_caught_at_the_rates_that_the_benchmark_tells():
    """99.5 % of most kinds at least; less where a number of the sentence or another place is claimed."""
    for kind, rate in mutations.detection(cases()[::2], number_kinds.KINDS).items():
        assert rate.doubted / max(1, rate.of) >= RATES.get(kind, 0.995), kind


@pytest.mark.slow
def test_true_figures_are_doubted_no_oftener_than_one_in_a_hundred():
    """As they are, and in every rewriting; with what they mean, see `test_mutations`."""
    for kind, rate in mutations.false_alarms(cases()[::2]).items():
        assert rate.doubted / rate.of <= 0.01 or kind.startswith("with its facts"), kind
