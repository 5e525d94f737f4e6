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

    With Arabic digits or without, with 第 or without, with certain units; `within` are the bits of the names, quotes or
    places of which one holds it. `last`, `first`, `following` and `after` are the characters of which one precedes it,
    begins its digits, follows its digits, or follows its unit; the edge of the text may do so too.
    """

    answer: Answer
    arabic: bool | None = None
    unit: Callable[[str | None], bool] | None = None
    ordinal: bool | None = None
    within: int = 0
    last: str | None = None
    first: str | None = None
    following: str | None = None
    after: str | None = None


def sieve(rules: Sequence[RoleRule]) -> Callable[[Quantity, Context], tuple[Answer, ...]]:
    """What gives the rules of a table that are asked of a quantity, in order."""
    of_held = [_bits(not rule.within or bool(rule.within & held) for rule in rules) for held in range(8)]
    of_last, any_last = _by_character([rule.last for rule in rules])
    of_first, any_first = _by_character([rule.first for rule in rules])
    of_following, any_following = _by_character([rule.following for rule in rules])
    of_after, any_after = _by_character([rule.after for rule in rules])
    of_unit: dict[str | None, tuple[int, ...]] = {}

    def traits(unit: str | None) -> tuple[int, ...]:
        """The bits of a unit: of a number without 第 and with it, each without Arabic digits and with them."""
        if unit not in of_unit:
            kinds = [(arabic, ordinal) for ordinal in (False, True) for arabic in (False, True)]
            of_unit[unit] = tuple(_bits(_has_traits(rule, unit, *kind) for rule in rules) for kind in kinds)
        return of_unit[unit]

    @cache
    def answers(bits: int) -> tuple[Answer, ...]:
        return tuple(rule.answer for place, rule in enumerate(rules) if bits >> place & 1)

    def left(quantity: Quantity, context: Context) -> tuple[Answer, ...]:
        start, end, number_start, number_end, _, _, _, _, unit, _, ordinal, arabic, _, _ = quantity
        folded = context.folded
        of_kinds = of_unit.get(unit) or traits(unit if unit is None or unit in units.units() else _NOT_LISTED)
        return answers(
            of_kinds[arabic + 2 * ordinal]
            & of_held[context.held[number_start]]
            & of_last.get(folded[start - 1 : start], any_last)
            & of_first.get(folded[number_start], any_first)
            & of_following.get(folded[number_end : number_end + 1], any_following)
            & of_after.get(folded[end : end + 1], any_after)
        )

    return left


def _has_traits(rule: RoleRule, unit: str | None, arabic: bool, ordinal: bool) -> bool:  # noqa: FBT001
    alike = rule.arabic in {None, arabic} and rule.ordinal in {None, ordinal}
    return alike and (rule.unit is None or rule.unit(unit))


def _bits(left: Iterable[bool]) -> int:
    """One bit a rule, set where it is left."""
    return sum(1 << place for place, is_left in enumerate(left) if is_left)


def _by_character(needs: Sequence[str | None]) -> tuple[dict[str, int], int]:
    """The bits of the rules that each character leaves, and of those that any other does; the edge of a text leaves all."""
    any_other = _bits(need is None for need in needs)
    left = dict.fromkeys((char for need in needs for char in need or ""), any_other)
    for place, need in enumerate(needs):
        for char in set(need or ""):
            left[char] |= 1 << place
    return left | {"": (1 << len(needs)) - 1}, any_other
