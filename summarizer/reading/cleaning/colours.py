"""Colours of styles: which are the same to the eye, and which can't be seen at all."""

from functools import lru_cache
from typing import NamedTuple

import tinycss2.color4

_ALIKE = 0.05
_FAINT = 0.1
_LEGACY = frozenset("0123456789abcdef")


class Colour(NamedTuple):
    """Red, green and blue from 0 to 1, and how opaque."""

    red: float
    green: float
    blue: float
    alpha: float

    @property
    def is_faint(self) -> bool:
        return self.alpha < _FAINT

    def is_like(self, other: "Colour") -> bool:
        """Whether one can't be read on the other."""
        differences = (abs(mine - its) for mine, its in zip(self[:3], other[:3], strict=True))
        return max(differences) <= _ALIKE


WHITE, BLACK = Colour(1, 1, 1, 1), Colour(0, 0, 0, 1)


@lru_cache(maxsize=1024)
def read_colour(value: str) -> Colour | None:
    """`#fff`, `white`, `rgb(255,255,255)`, `hsl(0,0%,100%)`; None for what is no colour, or depends on another."""
    try:
        found = tinycss2.color4.parse_color(value)
        if found is None or isinstance(found, str):
            return None
        red, green, blue, alpha = found.to("srgb")
    except (ValueError, TypeError, NotImplementedError, ZeroDivisionError):
        return None
    return Colour(float(red or 0), float(green or 0), float(blue or 0), float(alpha or 0))


def read_legacy(value: str) -> Colour | None:
    """The colour of an attribute: `white`, `#fff`, also `ffffff`."""
    bare = value.strip().lower()
    return read_colour(f"#{bare}" if len(bare) in {3, 6} and _LEGACY.issuperset(bare) else bare)
