"""The text that a decision is checked against: read again from the store, since its source may be gone."""

from array import array
from dataclasses import replace
from functools import cached_property

from summarizer.checking.record import Finding
from summarizer.checking.report_values import RawSpan
from summarizer.errors import InputError
from summarizer.folding import fold
from summarizer.models import Anchor, Published, Region, Scan, Span, Text
from summarizer.resources import message
from summarizer.running.store.rows import parsed
from summarizer.running.store.store import Store
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.scanner import scan_text
from summarizer.scanning.tables.table_rows import tables_as_drawn

_SPANS = (("mentions", ""), ("figures", "quote_"), ("dates", ""), ("measures", ""), ("slogans", ""), ("findings", ""))


class ReviewedText:
    """A document of the store with its report, scanned when it is first needed.

    Raises InputError where the store has neither.
    """

    def __init__(self, store: Store, document_id: str) -> None:
        row = store.database.execute(
            "SELECT document, sha256, title, text, tables, anchors, columns FROM documents WHERE id = ?", [document_id]
        ).fetchone()
        record = store.record(document_id)
        if row is not None and record is None:
            raise InputError(message("bad_row.record"))
        if row is None or record is None:
            raise InputError(message("not_found.record", out=store.out))
        if record.report is None:
            raise InputError(message("no_report"))
        self.id, self.report = document_id, record.report
        self.key, self.sha256, self._title, self._content, self._tables, self._anchors, self._columns = row
        self._store = store

    @cached_property
    def analysis(self) -> Analysis:
        """Its scan, whose spans are those of the text: `raw` leads back to the document."""
        return Analysis(self._scan())

    def _scan(self) -> Scan:
        """The scan as it was made of the page: with the report's region, and from its date of publication."""
        published, region = self.report.published, self.report.region
        columns = parsed(self._columns)
        stated = (columns if isinstance(columns, dict) else {}) | ({"published": published.iso} if published else {})
        scan = scan_text(self._text(), stated)
        return replace(
            scan,
            published=Published(**published.model_dump()) if published else None,
            region=Region(**region.model_dump()) if region else None,
        )

    def _text(self) -> Text:
        content, places = self._content, array("i", range(len(self._content) + 1))
        title = Span(0, len(self._title)) if self._title and content.startswith(self._title) else None
        tables = tables_as_drawn(parsed(self._tables or "[]") or [])
        anchors = tuple(Anchor(*anchor) for anchor in parsed(self._anchors or "[]") or [])
        return Text(content, fold(content), places[:-1], places[1:], title=title, tables=tables, anchors=anchors)

    def raw(self, span: RawSpan | Span | None) -> RawSpan | None:
        """The raw span of a span of the text: of a part of the report as the store has it, else None where it is not certain.

        Cleaning never moves a character back, so between two parts that were moved by as much nothing was deleted.
        """
        if span is None:
            return None
        if known := self._known.get((span[0], span[1])):
            return known
        before = [moved for at, moved in self._moves if at <= span[0]]
        after = [moved for at, moved in self._moves if at >= span[1]]
        if not before or not after or max(before) != min(after):
            return None
        return span[0] + max(before), span[1] + max(before)

    def traced(self, finding: Finding) -> Finding:
        """A finding of its check, with its span in the document."""
        return finding.model_copy(update={"span": self.raw(finding.span)})

    @cached_property
    def _known(self) -> dict[RawSpan, RawSpan]:
        """The raw spans of numbers, quotes, dates, names and slogans, by their spans in the text."""
        spans = " UNION ".join(
            f"SELECT {prefix}text_start, {prefix}text_end, {prefix}start, {prefix}end FROM {table}"  # noqa: S608 - ours
            f" WHERE document = :key AND {prefix}text_start NOT NULL"
            for table, prefix in _SPANS
        )
        found = self._store.database.execute(spans, {"key": self.key})
        return {(text_start, text_end): (start, end) for text_start, text_end, start, end in found}

    @cached_property
    def _moves(self) -> list[tuple[int, int]]:
        """Offsets in Text, and how many characters cleaning deleted before each."""
        spans = self._known.items()
        return [(at, place - at) for ends, places in spans for at, place in zip(ends, places, strict=True)]
