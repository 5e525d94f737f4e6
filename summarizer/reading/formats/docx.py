"""Word (.docx, .docm) → HTML by mammoth, of a document that was put into plain words before (`word`).

In: inserted text, text boxes before or after the paragraph that they hang on, tables with merged cells, lists, notes at
the end, crossed-out text as `<s>`. Out, and in `removed`: `deleted` and moved text, `hidden` text, `comment`,
`running_head` (headers and footers), `drawing` (words of diagrams and charts), `page_number`, `contents` (tables of contents). Macros and embedded files are never opened.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping

from lxml import etree

from summarizer.errors import InputError
from summarizer.reading.formats.converted import Converted
from summarizer.reading.formats.office_zip import OfficeZip, Xml
from summarizer.reading.formats.word.boxes import lift_boxes
from summarizer.reading.formats.word.computed_fields import take_out_fields
from summarizer.reading.formats.word.formulas import write_formulas
from summarizer.reading.formats.word.places import Places
from summarizer.reading.formats.word.revisions import take_out_deleted
from summarizer.reading.formats.word.tabbed_lines import join_tabs
from summarizer.reading.formats.word.unwrapping import choose, take_out_contents, unwrap
from summarizer.reading.formats.word.word_parts import WordParts
from summarizer.reading.formats.word.word_rows import fill_rows
from summarizer.reading.formats.word.word_runs import simplify, write_characters
from summarizer.reading.formats.word.word_styles import read_styles
from summarizer.reading.formats.word.word_titles import mark_title
from summarizer.reading.formats.word.wordml import PARAGRAPH, words
from summarizer.resources import message

_CONTENT_TYPE = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_NOTES = {"footnotes": "footnote", "endnotes": "endnote"}
_LISTS = ("unordered", "ul"), ("ordered", "ol")
_APART = {"comment": ("comments",), "running_head": ("header", "footer"), "drawing": ("diagramData", "chart")}
_STYLES = "\n".join(
    [
        "strike => s",
        *(f"p.Heading{level} => h{level}:fresh" for level in range(1, 7)),
        *(
            f"p:{kind}-list({level}) => {'ul|ol > li > ' * (level - 1)}{tag} > li:fresh"
            for level in range(1, 6)
            for kind, tag in _LISTS
        ),
    ]
)
_BACK = re.compile(r' ?<a href="#(?:foot|end)note-ref-[^"]*">↑</a>')
_LONE_PARAGRAPH = re.compile(r"(<t[dh](?: [^<>]*)?>)<p>((?:[^<]|<(?!/?(?:p|table|t[dh])\b))*+)</p>(?=</t[dh]>)")
_DEFAULT_TITLE = re.compile(
    r"(?:Microsoft\s*)?Word\b.*|(?:文档|文件|新建|无标题|未命名|Document|Untitled).{0,24}|.*\.(?:docx?|wps|dotx?)|[\W\d_a-zA-Z]*",
    re.IGNORECASE,
)
_LONGEST_TITLE = 200
_MOST_PARAGRAPHS = 50_000
_FOUND_IN_MAMMOTH = (AttributeError, IndexError, KeyError, TypeError, ValueError)


def read(data: bytes) -> Converted:
    """The document as HTML without a head.

    Anchors give paragraph and, where Word has noted it, page. `columns` has the `title`. Raises InputError where the
    file is encrypted, broken, too large or empty.
    """
    return _Word(WordParts(OfficeZip(data))).converted()


class _Word:
    """A document on its way to HTML: its parts, and the words that go by reason."""

    def __init__(self, parts: WordParts) -> None:
        self._parts = parts
        self._styles = read_styles(parts.part("styles"))
        self._gone: dict[str, list[str]] = {}
        self._places = Places()
        self._pictures = 0

    def converted(self) -> Converted:
        body = self._parts.body
        notes = {kind: root for kind in _NOTES if (root := self._parts.part(kind)) is not None}
        self._plain(body)
        title = mark_title(body, self._styles)
        self._note(simplify(body, self._styles))
        join_tabs(body)
        self._places.mark_body(body)
        for kind, root in notes.items():
            self._plain(root)
            self._note(simplify(root, self._styles))
            self._places.mark_notes(root, _NOTES[kind])
        for reason, kinds in _APART.items():
            self._note({reason: [words(root) for kind in kinds for root in self._parts.parts(kind)]})
        html = _LONE_PARAGRAPH.sub(r"\1\2", _BACK.sub("", _to_html(self._package(notes))))
        html, anchors = self._places.read(html)
        self._check(html)
        title = title or _stated_title(self._parts)
        return Converted(html, anchors, self._removed(), {"title": title} if title else {})

    def _plain(self, root: Xml) -> None:
        """Put a part into plain words; what a later step finds depends on the earlier ones."""
        count = sum(1 for _ in root.iter(PARAGRAPH))
        if count > _MOST_PARAGRAPHS:
            raise InputError(message("too_large.paragraphs", count=count, most=_MOST_PARAGRAPHS))
        choose(root)
        self._note({"contents": take_out_contents(root)})
        self._note({"deleted": take_out_deleted(root)})
        self._note(take_out_fields(root))
        unwrap(root)
        write_formulas(root)
        write_characters(root)
        self._pictures += lift_boxes(root)
        self._note({"hidden": fill_rows(root)})

    def _note(self, found: Mapping[str, Iterable[str]]) -> None:
        for reason, parts in found.items():
            self._gone.setdefault(reason, []).extend(part for part in parts if part.strip())

    def _removed(self) -> dict[str, str]:
        return {reason: "\n".join(parts) for reason, parts in self._gone.items() if parts}

    def _package(self, notes: Mapping[str, Xml]) -> bytes:
        """A .docx of what mammoth needs and nothing else."""
        numbering = self._parts.part("numbering")
        kept = {"document": self._parts.root, **notes} | ({"numbering": numbering} if numbering is not None else {})
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as package:
            package.writestr("[Content_Types].xml", _CONTENT_TYPE)
            for part, root in kept.items():
                package.writestr(f"word/{part}.xml", etree.tostring(root, encoding="utf-8"))
        return made.getvalue()

    def _check(self, html: str) -> None:
        if not re.sub(r"<[^<>]*>", "", html).strip():
            raise InputError(message("empty.pictures" if self._pictures else "empty"))


def _to_html(package: bytes) -> str:
    import mammoth  # noqa: PLC0415 - an extra, which `file_forms` asks for

    try:
        converted = mammoth.convert_to_html(
            io.BytesIO(package), style_map=_STYLES, include_default_style_map=False, include_embedded_style_map=False
        )
    except RecursionError:
        raise InputError(message("unreadable.nested", name="word/document.xml")) from None
    except _FOUND_IN_MAMMOTH:
        raise InputError(message("unreadable.no_document")) from None
    return str(converted.value)


def _stated_title(parts: WordParts) -> str:
    """The title of the file's properties, unless it is what a program puts there by itself."""
    properties = parts.properties()
    found = next(properties.iter("{http://purl.org/dc/elements/1.1/}title"), None) if properties is not None else None
    title = " ".join((found.text or "").split()) if found is not None else ""
    return "" if _DEFAULT_TITLE.fullmatch(title) or len(title) > _LONGEST_TITLE else title
