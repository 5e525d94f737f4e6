"""Words beside numbers, from `data/adjoining.tsv`: what makes a ratio, a score, a change or a balance of them."""

from functools import cache

from summarizer.resources import table


@cache
def words(kind: str) -> str:
    """What matches the words of a kind, as one group of an expression."""
    return f"(?:{'|'.join(pattern for row, pattern, _example in table('adjoining') if row == kind)})"
