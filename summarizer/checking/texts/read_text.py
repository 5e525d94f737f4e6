"""Reading a text to check: without the marks of Markdown, and of a document the article alone.

A `str` is taken whole; its dates are those of its source's day. Of a Document the article is read, as of a source, and
where it has a day of publication of its own, its 去年 and 3月5日 count from that day.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from summarizer.checking.texts.marks import Unmarked, unmarked
from summarizer.checking.texts.text_check import TextJudgement
from summarizer.errors import InputError
from summarizer.models import DateMention, Document, Scan, Span
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.scanner import scan_document, scan_prose
from summarizer.scanning.segments import segments

_UNSEEN = frozenset({"markup", "script", "invisible", "url"})
_PROSE = re.compile("[。！？!?；;]")


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
        """The text, its dates told from its own day of publication, else from that of the source."""
        if self._own is not None and self._own.scan.published:
            return self._own
        published = source.published.iso if source.published else None
        if published not in self._read:
            self._read[published] = self._analysis(published)
        return self._read[published]

    def located(self, judgement: TextJudgement, analysis: Analysis) -> TextJudgement:
        """A judgement on the text of an analysis with its span in `raw`."""
        inner = analysis.scan.text.raw_span(judgement.start, judgement.end)
        start, end = self._unmarked.span(*inner)
        return replace(judgement, start=start, end=end)

    def is_byline(self, judgement: TextJudgement, analysis: Analysis) -> bool:
        """Whether a date of a page but says when the page itself was published: it claims nothing of the source."""
        text, published = analysis.scan.text, analysis.scan.published
        if self._own is None or published is None or published != self._own.scan.published:
            return False
        line = segments(text.folded).around("line", Span(judgement.start, judgement.end))
        if _PROSE.search(text.folded, *line) or (text.title and line.start < text.title.end):
            return False
        inside = [date for date in analysis.scan.dates if _is_within(date, line)]
        own = any(date.iso == published.iso for date in inside)
        return own and any(date.text_start == judgement.start for date in inside)

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


def _is_within(date: DateMention, line: Span) -> bool:
    return date.text_start is not None and line.start <= date.text_start < line.end


@lru_cache(maxsize=32)
def read_prose(words: str, published: str | None) -> Analysis:
    """The analysis of a few sentences, their dates told from a day in ISO 8601."""
    return Analysis(scan_prose(words, published))


def _scanned(document: Document, published: str | None) -> Scan:
    """The scan of a document's article; where cleaning leaves none, of all its words; if foreign, as that of prose."""
    columns = document.columns if published is None else {**document.columns, "published": published}
    try:
        scan = scan_document(replace(document, columns=columns))
    except InputError as error:
        if error.code != "no_article":
            raise
        return scan_prose(document.raw, published)
    return scan_prose(scan.text, scan.published.iso if scan.published else None) if scan.foreign else scan
