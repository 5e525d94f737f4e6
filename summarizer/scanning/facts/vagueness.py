"""Vagueness: the places and times of a claim that name none which a text could contradict (全市, 各地, 目前, 近三年)."""

import re
from functools import cache
from typing import Literal

from summarizer.resources import table
from summarizer.scanning.grounding import key

_LONGEST = 24


def is_vague(kind: Literal["place", "time"], words: str) -> bool:
    """Whether words for a place or a time leave open which one."""
    bare = key(words)
    return len(bare) <= _LONGEST and _vague(kind).fullmatch(bare) is not None


@cache
def _vague(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for name, pattern, _ in table("vague") if name == kind), re.IGNORECASE)
