"""Reading a text to check: without the marks of Markdown, and of a document the article alone.

A `str` is taken whole; its dates are those of its source's day. Of a Document the article is read, as of a source, and
where it has a day of publication of its own, its 去年 and 3月5日 count from that day.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from summarizer.checking.texts.marks import Unmarked, unmarked
from summarizer.checking.texts.text_check import TextJudgement
from summarizer.errors import InputError
from summarizer.models import DateMention, Document, Scan, Span
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.english.stretches import is_english, without_english
from summarizer.scanning.scanner import scan_document, scan_prose
from summarizer.scanning.sentences import scan_sentences

_UNSEEN = frozenset({"markup", "script", "invisible", "url"})
_LONGEST_BYLINE = 200


@dataclass(frozen=True)
class ReadText:
    """A text as it is read beside each of its sources. Raises InputError where it is damaged."""

    given: str | Document
    _read: dict[str | None, Analysis] = field(default_factory=dict)

    @property
    def raw(self) -> str:
        """Its characters as they are, which the spans of judgements count."""
        return self.given.raw if isinstance(self.given, Document) else self.given

    @property
    def scan(self) -> Scan:
        """The text by itself: no source gives it a day."""
        return (self._own or read_prose(self._unmarked.words, None)).scan

    def beside(self, source: Scan) -> Analysis:
        """The text, its dates read from its own day of publication, else from that of the source."""
        if self._own is not None and self._own.scan.published:
            return self._own
        published = _day(source)
        if published not in self._read:
            self._read[published] = self._analysis(published)
        return self._read[published]

    @classmethod
    def of_sentences(cls, sentences: Sequence[str], source: Scan) -> "list[ReadText]":
        """Each of some sentences, read beside one source; together, which takes less time."""
        published, words = _day(source), [unmarked(sentence).words for sentence in sentences]
        scans = scan_sentences([without_english(each) for each in words], published)
        return [cls(each, {published: Analysis(scan)}) for each, scan in zip(sentences, scans, strict=True)]

    def located(self, judgement: TextJudgement, analysis: Analysis) -> TextJudgement:
        """A judgement on the text of an analysis with its span in `raw`."""
        inner = analysis.scan.text.raw_span(judgement.start, judgement.end)
        start, end = self._unmarked.span(*inner)
        same = (start, end) == (judgement.start, judgement.end)
        return judgement if same else replace(judgement, start=start, end=end)

    def bylines(self, analysis: Analysis) -> frozenset[int | None]:
        """Where the dates of a page start that but say when it was published itself: they claim nothing of a source."""
        published = analysis.scan.published
        if self._own is None or published is None or published != self._own.scan.published:
            return frozenset()
        lines = {id(date): _line_of(date, analysis) for date in analysis.scan.dates}
        own = {lines[id(date)] for date in analysis.scan.dates if date.iso == published.iso} - {None}
        return frozenset(date.text_start for date in analysis.scan.dates if lines[id(date)] in own)

    @property
    def english(self) -> str:
        """What the English rules read, at the offsets of the analyses: all of a text, of a document one in English."""
        if self._own is None:
            return self._unmarked.words
        return self._own.scan.text.content if self._own.scan.foreign else ""

    @property
    def left_out(self) -> Mapping[str, int]:
        """How many numbers that people see are outside the article of a document, by the reason."""
        removed = self._own.scan.text.removed if self._own is not None else {}
        return {reason: count for reason, count in removed.items() if count and reason not in _UNSEEN}

    @cached_property
    def _unmarked(self) -> Unmarked:
        return unmarked(self.raw)

    @cached_property
    def _own(self) -> Analysis | None:
        return self._analysis(None) if isinstance(self.given, Document) else None

    def _analysis(self, published: str | None) -> Analysis:
        if isinstance(self.given, Document):
            return Analysis(_scanned(replace(self.given, raw=self._unmarked.words), published))
        return read_prose(self._unmarked.words, published)


def _day(source: Scan) -> str | None:
    return source.published.iso if source.published else None


def _line_of(date: DateMention, analysis: Analysis) -> Span | None:
    """The line of a date; None where it is prose or the title, or the date is in no line."""
    text = analysis.scan.text
    if date.text_start is None or date.text_end is None or (text.title and date.text_start < text.title.end):
        return None
    line = analysis.segments.around("line", Span(date.text_start, date.text_end))
    is_prose = analysis.segments.divide("sentence", *line)
    return None if line.end - line.start > _LONGEST_BYLINE or is_prose else line


@lru_cache(maxsize=32)
def read_prose(words: str, published: str | None) -> Analysis:
    """The analysis of a few sentences, their dates read from a day in ISO 8601."""
    return Analysis(scan_prose(without_english(words), published))


def _scanned(document: Document, published: str | None) -> Scan:
    """The scan of a document's article; where cleaning leaves none, of all its words; if foreign, as that of prose."""
    columns = document.columns if published is None else {**document.columns, "published": published}
    try:
        scan = scan_document(replace(document, columns=columns))
    except InputError as error:
        if error.code != "no_article":
            raise
        return scan_prose(document.raw, published)
    if not scan.foreign:
        return scan
    read = scan_prose(scan.text, scan.published.iso if scan.published else None)
    return replace(read, foreign=scan.foreign, mentions=(), dates=()) if is_english(scan.text.content) else read
