"""Grouped digits: blanks part the groups of three of 66 764, where the rules read two numbers.

Two cells of a flattened table look the same, so a claim of 66764 is verified with a warning. Groups after the first
have three digits: 66 76 and 66 7641 are no one number.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from summarizer.checking.claims import Claim
from summarizer.models import Mention, Scan, Span

_FIRST = re.compile(r"(?<![\d.,-])[1-9]\d{0,2}(?=[ \t])")
_NEXT = re.compile(r"[ \t]{1,2}(\d{3})(?![\d,]|\.\d)")
_MOST_GROUPS = 4


@lru_cache(maxsize=8)
def grouped_digits(folded: str) -> dict[int, list[Span]]:
    """The spans of a folded text that digits in groups of three take up, by the value that they have together."""
    found: defaultdict[int, list[Span]] = defaultdict(list)
    for first in _FIRST.finditer(folded):
        digits, end = first[0], first.end()
        for _ in range(_MOST_GROUPS):
            following = _NEXT.match(folded, end)
            if following is None:
                break
            digits, end = digits + following[1], following.end()
            found[int(digits)].append(Span(first.start(), end))
    return found


def grouped_numbers(scan: Scan, quotes: Sequence[Span], claimed: Claim) -> Iterator[tuple[Span, Mention]]:
    """The numbers in the quotes whose grouped digits have the value of a claim, each with its quote."""
    if claimed.value is None or claimed.qualifier or not float(claimed.value).is_integer():
        return
    folded, number = scan.text.folded, int(claimed.value)
    for start, end in grouped_digits(folded).get(number, ()):
        quote = next((quote for quote in quotes if quote.start <= start and end <= quote.end), None)
        if quote is not None:
            raw, surface = scan.text.raw_span(start, end), scan.text.content[start:end]
            named = Mention(raw.start, raw.end, surface, start, end, number, number, number, None, None, "name")
            yield quote, named
