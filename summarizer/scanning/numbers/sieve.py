"""The sieve of the role rules: most need a certain character beside a number, so what is there leaves few to ask.

Each rule is a bit. Each trait of a number, and each character beside it, has the bits of the rules that it leaves; those
that all of them leave are asked, in the order of the table.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import NamedTuple

from summarizer.models import Role
from summarizer.scanning.numbers import units
from summarizer.scanning.numbers.quantities import Quantity
from summarizer.scanning.numbers.surroundings import Context

_NOT_LISTED = "unit that the table does not list"

Answer = Callable[[Quantity, Context], Role | None]


class RoleRule(NamedTuple):
    """A rule and the quantities that it applies to; None is any.

    With Arabic digits or without, with 第 or without, with certain units; `named` are those within a name, quote or place.
    `last`, `first`, `following` and `after` are the characters of which one precedes it, begins its digits, follows its
    digits, or follows its unit; the edge of the text may do so too.
    """

    answer: Answer
    arabic: bool | None = None
    unit: Callable[[str | None], bool] | None = None
    ordinal: bool | None = None
    named: bool = False
    last: str | None = None
    first: str | None = None
    following: str | None = None
    after: str | None = None


class Sieve:
    """The rules of a table, sieved for each quantity."""

    def __init__(self, rules: Sequence[RoleRule]) -> None:
        self._all = (1 << len(rules)) - 1
        self._unnamed = _bits(not rule.named for rule in rules)
        self._last, self._any_last = _by_character([rule.last for rule in rules])
        self._first, self._any_first = _by_character([rule.first for rule in rules])
        self._following, self._any_following = _by_character([rule.following for rule in rules])
        self._after, self._any_after = _by_character([rule.after for rule in rules])

        @cache
        def of_traits(arabic: bool, ordinal: bool, unit: str | None) -> int:  # noqa: FBT001
            return _bits(_has_traits(rule, arabic=arabic, ordinal=ordinal, unit=unit) for rule in rules)

        @cache
        def answers(bits: int) -> tuple[Answer, ...]:
            return tuple(rule.answer for place, rule in enumerate(rules) if bits >> place & 1)

        self._of_traits, self._answers = of_traits, answers

    def left(self, quantity: Quantity, context: Context) -> tuple[Answer, ...]:
        """What is asked of a quantity, in order."""
        folded, unit = context.folded, quantity.unit
        start, end, number_start, number_end = quantity[:4]
        if unit is not None and unit not in units.units():
            unit = _NOT_LISTED
        return self._answers(
            self._of_traits(quantity.arabic, quantity.ordinal, unit)
            & (self._all if context.held[number_start] else self._unnamed)
            & self._last.get(folded[start - 1 : start], self._any_last)
            & self._first.get(folded[number_start], self._any_first)
            & self._following.get(folded[number_end : number_end + 1], self._any_following)
            & self._after.get(folded[end : end + 1], self._any_after)
        )


def _has_traits(rule: RoleRule, *, arabic: bool, ordinal: bool, unit: str | None) -> bool:
    alike = rule.arabic in {None, arabic} and rule.ordinal in {None, ordinal}
    return alike and (rule.unit is None or rule.unit(unit))


def _bits(left: Iterable[bool]) -> int:
    """One bit a rule, set where it is left."""
    return sum(1 << place for place, is_left in enumerate(left) if is_left)


def _by_character(needs: Sequence[str | None]) -> tuple[dict[str, int], int]:
    """The bits of the rules that each character leaves, and of those that any other does; the edge of a text leaves all."""
    characters = {"", *(char for need in needs for char in need or "")}
    return {char: _bits(need is None or char in need for need in needs) for char in characters}, _bits(
        need is None for need in needs
    )
