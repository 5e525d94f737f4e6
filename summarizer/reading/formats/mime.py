"""The parts of a mail or saved page: heads, and bodies as text or bytes.

The library's own parser takes time that grows with the depth of the parts, and its `policy.default` decodes each encoded
word of a head alone, which breaks characters that mail programs of Chinese split between two. So heads and transfer
encodings are read by the library, and parts are told apart here.
"""

import base64
import binascii
import re
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.policy import compat32
from email.utils import collapse_rfc2231_value
from itertools import islice

from summarizer.errors import InputError
from summarizer.reading.inputs.decoding import decode

_HEAD_BYTES = 262_144
_FIELD_BYTES = 4_000
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_BEGIN = re.compile(rb"(?:From [^\r\n]*\r?\n)?[!-9;-~]+[ \t]*:")
_FIELD = re.compile(rb"^([!-9;-~]+)[ \t]*:([^\n]*(?:\n[ \t][^\n]*)*)", re.MULTILINE)
_LOST_BOUNDARY = re.compile(rb"^--(\S[^\r\n]{0,199}?)[ \t]*\r?\nContent-", re.MULTILINE | re.IGNORECASE)
_NO_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")
_FOLD = re.compile(rb"\r?\n[ \t]+")
_SEVEN_BIT = {
    "hz": "hz",
    "hz-gb-2312": "hz",
    "utf-7": "utf-7",
    "iso-2022-jp": "iso2022_jp",
    "iso-2022-kr": "iso2022_kr",
}
"""Charsets of ASCII bytes, which nothing but their name shows."""
_FOREIGN = re.compile(r"windows-125[0-8]|iso-8859-(?:[1-9]|1[013-6])|shift_jis|euc-jp|euc-kr|koi8-[ru]")


class MimePart:
    """A part of a mail, or the mail as a whole: the fields of its head, by lower-case name, and its body as it was sent."""

    def __init__(self, data: bytes) -> None:
        head, self.body = _split(data)
        self.fields = _fields(head)
        self._content = Message(policy=compat32)
        for name in ("content-type", "content-disposition"):
            if name in self.fields:
                self._content[name] = _word(self.fields[name], None)

    @property
    def media_type(self) -> str:
        return self._content.get_content_type()

    @property
    def is_attached(self) -> bool:
        return self._content.get_content_disposition() == "attachment"

    @property
    def filename(self) -> str:
        """The name that the part has as a file; empty where it has none."""
        try:
            return decoded(self._content.get_filename() or "")
        except (LookupError, ValueError):  # a charset of its own that is none
            return ""

    def field(self, name: str) -> str:
        """The words of a field of the head, on one line; empty where it is missing."""
        return decoded(self.fields.get(name, ""))

    def parameter(self, name: str) -> str:
        """A parameter of the content's type: `boundary`, `charset`, `start`."""
        try:
            return collapse_rfc2231_value(self._content.get_param(name) or "").strip()
        except (LookupError, ValueError):
            return ""

    def sections(self, most: int) -> list[bytes]:
        """The parts of a multipart, at most so many; its boundary may be another than it says, and miss its end."""
        marks = self._marks(self.parameter("boundary").encode("utf-8", "replace"), most)
        lost = _LOST_BOUNDARY.search(self.body) if not marks else None
        marks = self._marks(lost[1], most) if lost else marks
        ends = [*(mark.start() for mark in marks[1:]), len(self.body)][: len(marks)]
        return [self.body[mark.end() : end] for mark, end in zip(marks, ends, strict=True) if not mark[1]]

    def _marks(self, boundary: bytes, most: int) -> list[re.Match[bytes]]:
        if not boundary:
            return []
        mark = re.compile(rb"^--" + re.escape(boundary) + rb"(--)?[ \t]*\r?(?:\n|\Z)", re.MULTILINE)
        return list(islice(mark.finditer(self.body), most))

    def content(self) -> bytes:
        """The body without its transfer encoding."""
        encoding = self.fields.get("content-transfer-encoding", "").strip().lower()
        if encoding == "base64":
            return _of_base64(self.body)
        return binascii.a2b_qp(self.body) if encoding == "quoted-printable" else self.body

    def text(self) -> str:
        """The body as characters. Raises InputError as `decode` does."""
        return _characters(self.content(), self.parameter("charset"))


def decoded(field: str) -> str:
    """The words of a field, on one line: encoded words, and bytes that should have been encoded."""
    try:
        chunks = decode_header(field)
    except (HeaderParseError, ValueError):
        chunks = [(field, None)]
    words = (_word(chunk, charset) for chunk, charset in chunks)
    return " ".join("".join(char if char.isprintable() else " " for char in "".join(words)).split())


def _word(chunk: str | bytes, charset: str | None) -> str:
    raw = chunk.encode("utf-8", "surrogateescape") if isinstance(chunk, str) else chunk
    try:
        return _characters(raw, charset or "")
    except InputError:
        return raw.decode("ascii", "replace")


def _characters(data: bytes, declared: str) -> str:
    """The characters of a body or field; what is declared decides where only it can."""
    name = declared.lower()
    if name in _SEVEN_BIT:
        return data.decode(_SEVEN_BIT[name], "replace")
    try:
        return decode(data, declared)[0]
    except InputError:
        if not _FOREIGN.fullmatch(name):
            raise
    return data.decode(name, "replace")


def _split(data: bytes) -> tuple[bytes, bytes]:
    """Head and body; what begins with no field, or with a blank line, is all body."""
    if not _BEGIN.match(data):
        return b"", data
    end = _HEAD_END.search(data)
    head, body = (data[: end.start()], data[end.end() :]) if end else (data, b"")
    return head[:_HEAD_BYTES], body


def _fields(head: bytes) -> dict[str, str]:
    """The fields of a head, each on one line; of two that have one name, the first. Bytes beyond ASCII are surrogates."""
    fields: dict[str, str] = {}
    for match in _FIELD.finditer(head):
        words = _FOLD.sub(b" ", match[2][:_FIELD_BYTES]).strip()
        fields.setdefault(match[1].decode("ascii").lower(), words.decode("ascii", "surrogateescape"))
    return fields


def _of_base64(body: bytes) -> bytes:
    """The bytes; what is no character of base64 is passed over, and a last character that is cut off."""
    digits = _NO_BASE64.sub(b"", body)
    digits = digits[:-1] if len(digits) % 4 == 1 else digits
    return base64.b64decode(digits + b"=" * (-len(digits) % 4))
