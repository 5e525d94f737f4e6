"""Findings on measures: name, actor, target and place must appear in the document, parts and status agree with its words.

A name need not be literal: it appears where a sentence has its characters in order (各党支部成立了先锋队, 党支部先锋队). Actor
and target may appear anywhere, as they are often named once for many measures, or in order in a sentence of the name; they
may be lists, whose parts appear one by one, and a place may be named by its divisions. What the rules added themselves, and
`listing` found, is not judged again.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from summarizer.checking.counted_parts import promised_parts
from summarizer.checking.draft import Draft
from summarizer.checking.listing import ListedMeasure, Listing
from summarizer.checking.measure_kinds import contradicted
from summarizer.checking.record import Finding, Severity
from summarizer.models import MeasureStatus, Span
from summarizer.resources import message
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.grounding import bare, common, key
from summarizer.scanning.places import resolving
from summarizer.scanning.segments import segments

_APPEARS = 0.8
_MOST_SPANS, _MOST_SENTENCES = 4, 2000
_SHORTEST, _LONGEST_NAME = 2, 40
_PARTS = re.compile("[、,，;；和与及]|等(?=、|$)")
_OPEN = frozenset({"planned", "called_for"})


@lru_cache(maxsize=4)
def of_measures(listing: Listing) -> tuple[Finding, ...]:
    """Findings on measures and slogans, kept while drafts that list the same are checked."""
    return (*listing.findings, *_of_measures(listing), *_of_slogans(listing))


def _of_measures(listing: Listing) -> Iterator[Finding]:
    parts = Counter(measure.parent for measure in listing.measures)
    completed = {measure.parent for measure in listing.measures if measure.origin == "rules"}
    for index, measure in enumerate(listing.measures):
        item = f"measures/{index}"
        if measure.origin == "model":
            yield from of_words(measure, item, listing.analysis)
            yield from _of_state(measure, item)
        judged = parts[measure.id] and measure.id not in completed
        promised = promised_parts(measure.name) if judged else None
        if promised not in {None, parts[measure.id]}:
            differ = message("measure_parts_differ", name=measure.name, stated=promised, claimed=parts[measure.id])
            yield Finding.of(differ, "warning", item=item)


def _of_slogans(listing: Listing) -> Iterator[Finding]:
    for index, text in enumerate(listing.slogans):
        if not listing.analysis.index.says(text) and _nearest_sentence(text, listing.analysis) is None:
            yield Finding.of(message("slogan_not_in_text", text=text), "warning", item=f"slogans/{index}")


def of_names(draft: Draft, listing: Listing) -> Iterator[Finding]:
    """Findings on the names of measures that figures have and that are none of those listed."""
    unlisted: dict[str, int] = {}
    for index, figure in enumerate(draft.figures):
        if figure.measure and listing.id_of(figure.measure) is None:
            unlisted.setdefault(figure.measure, index)
    for name, index in unlisted.items():
        yield Finding.of(message("measure_not_listed", name=name), "warning", item=f"figures/{index}")


def _of_state(listed: ListedMeasure, item: str) -> Iterator[Finding]:
    """A kind that the end of the name contradicts, a status that the words around it contradict."""
    name, claimed, kind = listed.name, listed.measure.status, listed.measure.kind
    other = contradicted(name, kind) if kind else None
    if other:
        yield Finding.of(message("measure_kind_doubtful", name=name, claimed=kind, stated=other), "info", item=item)
    stated = listed.stated
    if claimed is None or stated is None or _standing(claimed) == _standing(stated.state):
        return
    severe = claimed == "completed" and stated.by_words and stated.state in _OPEN
    differ = message("measure_status_mismatch", name=name, claimed=claimed, stated=stated.state)
    yield Finding.of(differ, "error" if severe else "warning", item=item)


def _standing(status: MeasureStatus) -> str:
    """What is so, is to be, or is over."""
    return "open" if status in _OPEN else "over" if status == "ended" else "so"


def of_words(listed: ListedMeasure, item: str, analysis: Analysis) -> Iterator[Finding]:
    """Findings on the words of a measure that the document does not have: its name, actor, target and place."""
    measure, name = listed.measure, listed.name
    spans = list(listed.spans[:_MOST_SPANS])
    if not spans:
        near = _nearest_sentence(name, analysis)
        severity: Severity = "error" if near is None else "warning"
        yield Finding.of(message("measure_not_in_text", name=name), severity, item=item)
        spans = [near] if near else []
    for field in ("actor", "target"):
        words = getattr(measure, field)
        if words and not _all_appear(words, spans, analysis):
            missing = message(f"measure_not_in_text.{field}", name=name, words=words)
            yield Finding.of(missing, "warning", item=item)
    if measure.place and not (_all_appear(measure.place, spans, analysis) or _is_named(measure.place, analysis)):
        place = message("measure_not_in_text.place", name=name, words=measure.place)
        yield Finding.of(place, "warning", item=item)


def _nearest_sentence(name: str, analysis: Analysis) -> Span | None:
    """The first sentence that has a name's characters in order, nearly all of them."""
    wanted = bare(name)
    if not wanted:
        return None
    for sentence in _sentences(analysis)[:_MOST_SENTENCES]:
        if common(wanted, key(analysis.scan.text.content[sentence.start : sentence.end])) >= _APPEARS * len(wanted):
            return sentence
    return None


@lru_cache(maxsize=4)
def _sentences(analysis: Analysis) -> list[Span]:
    return list(segments(analysis.scan.text.folded).spans("sentence"))


def _all_appear(words: str, spans: Sequence[Span], analysis: Analysis) -> bool:
    """Whether words, or each of their parts, appear in Text, or in order within a sentence of the measure."""
    if analysis.index.says(words):
        return True
    around = [key(_sentence(span, analysis)) for span in spans]
    parts = [part for part in _PARTS.split(key(words)) if part]
    return all(_appears(part, around, analysis) for part in parts)


def _appears(part: str, around: Sequence[str], analysis: Analysis) -> bool:
    if analysis.index.says(part) or any(_has(part, sentence) for sentence in around):
        return True
    return _is_joined(part, analysis)


def _has(part: str, sentence: str) -> bool:
    return common(part, sentence) >= _APPEARS * len(part)


def _sentence(span: Span, analysis: Analysis) -> str:
    start, end = analysis.index.sentence(span)
    return analysis.scan.text.content[start:end]


def _is_joined(words: str, analysis: Analysis) -> bool:
    """Whether words are two of the text put together: 东河乡 and 审计站 of 东河乡审计站."""
    cuts = range(_SHORTEST, min(len(words), _LONGEST_NAME) - _SHORTEST + 1)
    return any(analysis.index.says(words[:cut]) and analysis.index.says(words[cut:]) for cut in cuts)


def _is_named(name: str, analysis: Analysis) -> bool:
    """Whether a place is one that the document names, the document's own, or contains one of them."""
    claimed = resolving.resolve(name, analysis.scan.region)
    return any(resolving.lies_around(region, _codes(analysis)) for region in claimed)


@lru_cache(maxsize=4)
def _codes(analysis: Analysis) -> frozenset[str]:
    """The codes of the document's own region and of those that it names, and of what these lie in."""
    scan = analysis.scan
    named = {region for place in scan.places for region in place.candidates}
    return resolving.surrounding({*named, scan.region} if scan.region else named)
