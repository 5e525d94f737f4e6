"""Findings on measures: the quote, the name, who does it and where must appear in the document.

A name need not be literal: it appears where the sentence of its quote has its characters in order (各党支部成立了先锋队,
党支部先锋队). Who and where may be lists, whose parts appear one by one, and a place may be named by its divisions.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from summarizer.checking.draft import Draft, DraftMeasure
from summarizer.checking.record import Finding, Severity
from summarizer.models import Region, Span
from summarizer.resources import message
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.grounding import bare, common, key
from summarizer.scanning.places import resolving

_APPEARS, _NEARLY = 0.8, 0.6
_MOST_QUOTES, _LONGEST = 4, 400
_SHORTEST, _LONGEST_NAME = 2, 40
_PARTS = re.compile("[、,，;；和与及]|等(?=、|$)")


def of_measures(draft: Draft, analysis: Analysis) -> Iterator[Finding]:
    """Findings on the measures of a draft, and on figures of an unlisted measure."""
    for index, measure in enumerate(draft.measures):
        yield from _of_measure(measure, f"measures/{index}", analysis)
    names = {key(measure.name) for measure in draft.measures}
    for index, figure in enumerate(draft.figures):
        if figure.measure and key(figure.measure) not in names:
            yield Finding.of(message("measure_not_listed", name=figure.measure), "warning", item=f"figures/{index}")


def _of_measure(measure: DraftMeasure, item: str, analysis: Analysis) -> Iterator[Finding]:
    quotes = analysis.index.find(measure.quote)[:_MOST_QUOTES]
    share = _share(measure.name, quotes, analysis)
    if not quotes:
        severity: Severity = "warning" if share >= _APPEARS else "error"
        yield Finding.of(message("measure_not_found", name=measure.name), severity, item=item)
    elif share < _APPEARS:
        severity = "warning" if share >= _NEARLY else "error"
        yield Finding.of(message("measure_not_in_text", name=measure.name), severity, item=item)
    if measure.actor and not _all_appear(measure.actor, quotes, analysis):
        actor = message("measure_not_in_text.actor", name=measure.name, actor=measure.actor)
        yield Finding.of(actor, "warning", item=item)
    if measure.region and not (_is_named(measure.region, analysis) or _all_appear(measure.region, quotes, analysis)):
        region = message("measure_not_in_text.region", name=measure.name, region=measure.region)
        yield Finding.of(region, "warning", item=item)


def _share(words: str, quotes: list[Span], analysis: Analysis) -> float:
    """The share of the words' characters that Text has in order: literally, or in the sentence of a quote."""
    if analysis.index.says(words):
        return 1.0
    wanted = bare(words)
    near = (common(wanted, _around(quote, analysis)) / len(wanted) for quote in quotes if wanted)
    return max(near, default=0.0)


def _around(quote: Span, analysis: Analysis) -> str:
    """The sentences of a quote, cut where they are very long."""
    sentence = analysis.index.sentence(quote)
    start = max(sentence.start, quote.start - _LONGEST)
    end = min(sentence.end, quote.start + _LONGEST)
    return key(analysis.scan.text.content[start:end])


def _all_appear(words: str, quotes: list[Span], analysis: Analysis) -> bool:
    if _share(words, quotes, analysis) >= _APPEARS:
        return True
    parts = [part for part in _PARTS.split(key(words)) if part]
    return all(_share(part, quotes, analysis) >= _APPEARS or _is_joined(part, analysis) for part in parts)


def _is_joined(words: str, analysis: Analysis) -> bool:
    """Whether words are two of the text put together: 东河乡 and 审计站 of 东河乡审计站."""
    cuts = range(_SHORTEST, min(len(words), _LONGEST_NAME) - _SHORTEST + 1)
    return any(analysis.index.says(words[:cut]) and analysis.index.says(words[cut:]) for cut in cuts)


def _is_named(name: str, analysis: Analysis) -> bool:
    """Whether a place is one that the document names, the document's own, or contains one of them."""
    claimed = resolving.resolve(name, analysis.scan.region)
    return any(region == other or resolving.contains(region, other) for region in claimed for other in _named(analysis))


@lru_cache(maxsize=4)
def _named(analysis: Analysis) -> frozenset[Region]:
    scan = analysis.scan
    named = frozenset(region for place in scan.places for region in place.candidates)
    return named | {scan.region} if scan.region else named
