"""Runs: a hundred bare numbers or more with nothing but a mark between them, data that no person wrote as prose.

A run is one mention of role name and says no number: reading each of 1,1,1,… or 5:5:5:… would cost more than all else of a page.
"""

import re
from collections.abc import Iterator

from summarizer.scanning.numbers.amounts import Quantity

_DECIMALS = r"(?:\.[0-9]{1,9}+)?"
_NUMBER = rf"[0-9]{{1,9}}+{_DECIMALS}"
# A digit comes first, as a class of characters is found fast, and then what may not precede it.
_RUN = re.compile(
    rf"[0-9](?<![0-9.].)(?<![0-9][,;、:/-].)(?<![0-9][,;、:/-][ ].)[0-9]{{0,8}}+{_DECIMALS}(?:[ ]?[,;、:/-][ ]?{_NUMBER}){{99,}}+(?![0-9.])"
)


def find(folded: str) -> Iterator[Quantity]:
    """The runs of a folded string, in order."""
    for match in _RUN.finditer(folded):
        yield Quantity(*match.span(), *match.span(), None, None, None, 0, arabic=True)


def without(folded: str) -> str:
    """The string with each run blanked out, as long as before."""
    return _RUN.sub(lambda match: "\0" * len(match[0]), folded)
