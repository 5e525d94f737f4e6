"""What a file is: a page, a table, a file of another form that is read, or something that is left out of a folder.

For pages and tables of usual names the name decides. Others have one of the forms of `formats/file_forms`, or are pages if
their first bytes are text with HTML or Chinese prose in it: crawlers save pages as `content_123`, `q.html?id=3` or
`t20240321.shtml`.
"""

import codecs
import os
import re
import stat
from collections.abc import Sequence
from enum import Enum
from itertools import islice

from summarizer.errors import InputError
from summarizer.reading.formats.file_forms import form_of, read_suffixes
from summarizer.reading.inputs.columns import text_columns
from summarizer.reading.inputs.decoding import decode
from summarizer.reading.inputs.tabular import DELIMITED, JSON_LINES, UNICODE_TEXT, rows
from summarizer.resources import lazy_pattern


class FileKind(Enum):
    """How a file is read; an `other` one is left out of a folder."""

    page = "page"
    table = "table"
    form = "form"
    other = "other"


TEXTS = frozenset({".txt", ".md", ".html", ".htm"})
TABLES = DELIMITED | JSON_LINES
_SERVED = frozenset({
    ".shtml", ".shtm", ".xhtml", ".jhtml", ".dhtml", ".jsp", ".jspx", ".asp", ".aspx", ".php", ".do", ".action",
    ".markdown", ".text",
})  # fmt: skip
_ASIDE = frozenset({
    ".js", ".mjs", ".ts", ".css", ".map", ".xml", ".xsl", ".rss", ".atom", ".svg", ".log", ".py", ".java", ".c", ".h",
    ".sh", ".bat", ".yml", ".yaml", ".toml", ".ini", ".cfg", ".conf", ".sql", ".sqlite", ".sqlite-wal", ".sqlite-shm",
    ".db", ".lock", ".geojson",
})  # fmt: skip
_MARKUP = lazy_pattern(
    r"<(?:!doctype html|html|head|body|title|meta|div|p|br|table|td|span|article|section|h[1-6])\b", re.IGNORECASE
)
_MARKUP_BYTES = lazy_pattern(_MARKUP.pattern.encode(), re.IGNORECASE)
_SOURCE_CODE = ("<?php", "<%", "#!")
_HAN = lazy_pattern("[\u4e00-\u9fff]")
_HEAD_BYTES = 65_536
_LARGEST_JSON = 50_000_000
_PEEKED_ROWS = 20
_PROSE_SHARE = 0.2


def suffix(path: str) -> str:
    """The last suffix of a path, in lower case; of `q.html?id=3`, that of the page's name."""
    name = os.path.basename(path)  # noqa: PTH119 - a Path for each file costs more than reading it
    return os.path.splitext(name.partition("?")[0])[1].lower()  # noqa: PTH122


def kind_of(path: str, wanted: Sequence[str] = ()) -> FileKind:
    """The kind of a file in a folder; `wanted` are the text columns that a .json needs one of.

    A file that can't be opened is a page, so that its record says why. So is the form of one whose suffix is that of a
    form that is read: a damaged `.pdf` has a record.
    """
    ending = suffix(path)
    if ending in TEXTS:
        return FileKind.page
    if ending in TABLES:
        return FileKind.table
    try:
        if ending in _ASIDE or not stat.S_ISREG(os.lstat(path).st_mode):
            return FileKind.other
        with open(path, "rb") as file:  # noqa: PTH123 - one path kind for files and tables
            form, head = form_of(file, ending), file.read(_HEAD_BYTES)
        if form is not None:
            return FileKind.form if form.is_read or ending in read_suffixes() else FileKind.other
        found = _kind_by_content(path, head, wanted)
        return FileKind.form if found is FileKind.other and ending in read_suffixes() else found
    except OSError:
        return FileKind.page


def kind_of_member(name: str, data: bytes) -> FileKind:
    """The kind of a file in a container that has none of the forms, by its name and its bytes."""
    ending = suffix(name)
    if ending in TEXTS:
        return FileKind.page
    if ending in TABLES:
        return FileKind.table
    is_page = ending not in _ASIDE | {".json"} and _is_page(data[:_HEAD_BYTES], served=ending in _SERVED)
    return FileKind.page if is_page else FileKind.other


def _kind_by_content(path: str, head: bytes, wanted: Sequence[str]) -> FileKind:
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"{", b"["}:
        return FileKind.table if is_json_table(path, wanted) else FileKind.other
    if suffix(path) == ".json":
        return FileKind.other
    return FileKind.page if _is_page(head, served=suffix(path) in _SERVED) else FileKind.other


def is_json_table(path: str, wanted: Sequence[str] = ()) -> bool:
    """Whether a file of JSON holds rows with a text column. Raises OSError."""
    if os.stat(path).st_size > _LARGEST_JSON:  # noqa: PTH116
        return False
    return any(text_columns(row.columns, wanted) for row in islice(rows(path), _PEEKED_ROWS))


def is_unicode_text(path: str, wanted: Sequence[str]) -> bool:
    """Whether a .txt is a table as Excel writes "Unicode text": UTF-16, tabs, a header with a text column."""
    try:
        if suffix(path) != UNICODE_TEXT or not stat.S_ISREG(os.lstat(path).st_mode):
            return False
        with open(path, "rb") as file:  # noqa: PTH123 - one path kind for files and tables
            head = file.read(2)
            if head not in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
                return False
            header = (head + file.read(_HEAD_BYTES)).decode("utf-16", "replace").splitlines()[:1]
    except OSError:
        return False
    cells = header[0].split("\t") if header else []
    return len(cells) > 1 and bool(text_columns(cells, wanted))


def _is_page(head: bytes, *, served: bool) -> bool:
    try:
        text = decode(head)[0].lstrip()
    except InputError as error:
        return error.code != "binary" and (served or _MARKUP_BYTES.search(head) is not None)
    if text.startswith(_SOURCE_CODE):
        return False
    letters = len(text) - sum(map(str.isspace, text))
    is_prose = len(_HAN.findall(text)) >= max(2, letters * _PROSE_SHARE)
    return served or is_prose or _MARKUP.search(text) is not None


def label(path: str) -> str:
    """What a file that is left out is counted as: its suffix, or that it has none. Raises OSError."""
    ending, mode = suffix(path), os.lstat(path).st_mode
    if not stat.S_ISREG(mode):
        return "link" if stat.S_ISLNK(mode) else "pipe, socket or device"
    return ending if re.fullmatch(r"\.\w{1,10}", ending) else "without a suffix"
