"""Texts with a measure in 【】, and what the rules say of it."""

import re

from summarizer.folding import fold
from summarizer.models import Span
from summarizer.scanning.facts.undertakings import undertaking


def marked(text):
    """The folded text and the spans of what is in 【】."""
    spans, plain = [], ""
    for part in re.split("(【.+?】)", text):
        words = part.strip("【】")
        if part.startswith("【"):
            spans.append(Span(len(plain), len(plain) + len(words)))
        plain += words
    return fold(plain), tuple(spans)


def state(text):
    found = undertaking(*marked(text))
    return found.state if found else None
