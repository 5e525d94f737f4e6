"""Opposites: whether a subject says the contrary of the words around a number.

出口增长5%，进口增长3%: 3% told of 出口   an antonym of the number's own words
"""

import re
from functools import cache

from summarizer.models import Mention
from summarizer.resources import table
from summarizer.scanning.facts.wording import Wording
from summarizer.scanning.grounding import bare
from summarizer.scanning.segments import ENDS

_ITEM_END = re.compile(f"[{re.escape(ENDS['item'])}]")


def own_words(mention: Mention, wording: Wording) -> str:
    """The words that say what a number counts: its noun, those before it, those after it in its item."""
    rest = _ITEM_END.split(wording.rest, maxsplit=1)[0]
    item = _ITEM_END.split(wording.own)[-1]
    return "|".join((bare(mention.noun), bare(item), bare(rest)))


def has_antonym(subject: str) -> bool:
    """Whether a subject has a word of which there is an opposite."""
    return _with_antonyms().search(bare(subject)) is not None


def opposite(subject: str, words: str) -> tuple[str, str] | None:
    """The word of a subject and its antonym in the words of its number, where neither has both."""
    claimed = bare(subject)
    for word, other in _antonyms():
        if word in claimed and other in words and other not in claimed and word not in words:
            return word, other
    return None


@cache
def _antonyms() -> tuple[tuple[str, str], ...]:
    rows = [(row[0], row[1]) for row in table("antonyms")]
    return (*rows, *((other, word) for word, other in rows))


@cache
def _with_antonyms() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word, _ in _antonyms()))
