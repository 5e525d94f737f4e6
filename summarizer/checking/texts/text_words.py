"""Words by which a text is compared with its source: the rows of `data/text_words.tsv`, by kind."""

import re

from summarizer.resources import table

_ROWS = table("text_words")


def pattern_of(kind: str) -> re.Pattern[str]:
    """What the rows of a kind match, longer words before those that they begin with."""
    patterns = sorted((pattern for row_kind, _, pattern, _ in _ROWS if row_kind == kind), key=len, reverse=True)
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def values_of(kind: str) -> dict[str, str]:
    """The value of each word of a kind."""
    return {words: value for row_kind, value, words, _ in _ROWS if row_kind == kind}
