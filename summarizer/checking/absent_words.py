"""Absent words: what of a subject does not appear in the sentence of its number.

接种第一针114107人      第一针接种人数: none; 第三针接种: 第三针
"""

from summarizer.checking.attribution_features import forms
from summarizer.models import Mention
from summarizer.scanning.grounding import TextIndex, bare
from summarizer.scanning.segments import segments

_LEAST, _REACH, _LONGEST = 2, 60, 120  # one character is no word; bare words are cut short


def absent_words(subject: str, mention: Mention, ground: TextIndex) -> str:
    """The longest part of a subject, without its word for a count, of which no two characters occur in the statement."""
    folded, parts = ground.text.folded, segments(ground.text.folded)
    start = max(parts.start("statement", mention.text_start), mention.text_start - _REACH)
    end = min(parts.end("statement", mention.text_end), mention.text_end + _REACH)
    stated = folded[start:end][:_LONGEST]
    if bare(subject) in stated:
        return ""
    words = min(forms(subject, ()), key=len, default="")
    return _absent(words, stated) and _absent(words, bare(stated))


def _absent(words: str, stated: str) -> str:
    known = {place for place in range(len(words) - 1) if words[place : place + 2] in stated}
    known |= {place + 1 for place in known}
    parts = "".join(" " if place in known else char for place, char in enumerate(words)).split()
    longest = max(parts, key=len, default="")
    return longest if len(longest) >= _LEAST else ""
