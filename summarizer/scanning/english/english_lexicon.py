"""Small sets of English words that decide how a number beside them is read, by `data/english_words.tsv`."""

from functools import cache

from summarizer.resources import table


@cache
def one_of(kind: str) -> frozenset[str]:
    """The words of a kind, in small letters."""
    return frozenset(word for row in table("english_words") if row[0] == kind for word in row[1].split())
