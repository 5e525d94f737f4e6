"""Bounds: two numbers of a quote that a claim tells as one range, 超过2万元至5万元的部分 as 20000 to 50000."""

from collections.abc import Iterable
from itertools import pairwise

from summarizer.checking.claims import Claim
from summarizer.checking.table_values import near
from summarizer.models import Mention, Scan, Span
from summarizer.scanning.numbers import units
from summarizer.scanning.segments import segments


def bounded(scan: Scan, quoted: Iterable[tuple[Span, Mention]], claimed: Claim) -> tuple[Span, Mention] | None:
    """The number from the first bound to the second, with its quote.

    Both are beside each other in one clause and of one unit, and at least one of them says that it is a bound.
    """
    if claimed.value is not None or claimed.low is None or claimed.high is None:
        return None
    for (quote, first), (_, second) in pairwise(quoted):
        same = near(claimed.low, first.low) and near(claimed.high, second.high)
        is_bound = first.high is None or second.low is None
        if same and is_bound and units.same(first.unit, second.unit) and _is_one_clause(scan, first, second):
            return quote, _joined(scan, first, second)
    return None


def _is_one_clause(scan: Scan, first: Mention, second: Mention) -> bool:
    between = (first.text_end, second.text_start)
    return first.text_end <= second.text_start and not segments(scan.text.folded).divide("clause", *between)


def _joined(scan: Scan, first: Mention, second: Mention) -> Mention:
    surface = scan.text.content[first.text_start : second.text_end]
    return first._replace(
        end=second.end, text_end=second.text_end, surface=surface, value=None, high=second.high, qualifier=None
    )
