"""Bytes to characters: byte order mark, then strict UTF-8, then UTF-16, then what charset-normalizer finds among
Chinese charsets.

GB2312 and GBK are read as GB18030, which contains them; HKSCS contains Big5. What a page declares of itself decides
only where its bytes do not. A text may hold few damaged bytes (a page cut in the middle of a character): they become
U+FFFD, at most one in a hundred of those beyond ASCII.
"""

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any

from charset_normalizer import from_bytes

from summarizer.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CODECS = {"gb18030": "gb18030", "big5": "big5hkscs"}
_DECLARED_NAMES = {
    b"gb2312": "gb18030",
    b"gbk": "gb18030",
    b"gb18030": "gb18030",
    b"x-gbk": "gb18030",
    b"cp936": "gb18030",
    b"big5": "big5",
    b"big5-hkscs": "big5",
}
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_MAGIC = (
    b"%PDF",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"Rar!",
    b"7z",
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_FOREIGN = re.compile(rb"[\x80-\xff]")
_LONG_ASCII = re.compile(rb"([\x00-\x7f]{32})[\x00-\x7f]+")
_USUAL = re.compile("[\t\n\r -~·“”‘’—…\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_SAMPLE_BYTES = 200_000
_CHUNK_BYTES = 1_000_000
_FEW_BYTES = 40
_BINARY_SHARE = 0.02
_DAMAGED_SHARE = 0.01
_USUAL_SHARE = 0.9


def decode(data: bytes) -> tuple[str, str]:
    """The characters of `data`, without a byte order mark, and the name of the encoding.

    Raises InputError (`empty`, `binary`, `nul_bytes`, `lone_surrogates`, `unreadable`).
    """
    if not data:
        raise InputError("empty: it has no bytes", "empty")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), encoding.removesuffix("-le").removesuffix("-be")
    wide = unmarked_utf16(data)
    if wide is not None:
        return data.decode(wide, "replace"), "utf-16"
    _check_text(data)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _decode_other(data)


def sniff(path: str) -> str:
    """The Python codec for the table at `path`, told by its first 200,000 bytes and, where these are ASCII, by those
    around its first byte beyond ASCII; UTF-8 where they tell nothing.

    Raises OSError.
    """
    head = _head(path)
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return "utf-8-sig" if mark == codecs.BOM_UTF8 else encoding.removesuffix("-le").removesuffix("-be")
    wide = unmarked_utf16(head)
    if wide is not None:
        return wide
    try:
        encoding = decode(head.rpartition(b"\n")[0] or head)[1]
    except InputError:
        return "utf-8"
    return _CODECS.get(encoding, encoding)


def _head(path: str) -> bytes:
    """The first bytes that tell an encoding: those of the file, or from its first line that is not ASCII."""
    with open(path, "rb") as file:  # noqa: PTH123 - one path kind for files and tables
        head = chunk = file.read(_SAMPLE_BYTES)
        line = b""
        while chunk and head.isascii() and b"\0" not in head:
            chunk = file.read(_CHUNK_BYTES)
            first = _FOREIGN.search(chunk)
            if first is not None:
                line = chunk[chunk.rfind(b"\n", 0, first.start()) + 1 :]
                return line + file.read(max(0, _SAMPLE_BYTES - len(line)))
    return head


def unmarked_utf16(data: bytes) -> str | None:
    """The codec of UTF-16 without a byte order mark: NUL bytes at every other place only, and usual characters."""
    head = data[: _SAMPLE_BYTES // 2 * 2]
    if b"\0" not in head or head.startswith(_MAGIC):
        return None
    high_first, low_first = head[::2].count(0), head[1::2].count(0)
    if high_first and low_first:
        return None
    encoding = "utf-16-be" if high_first else "utf-16-le"
    text = head[: len(head) // 2 * 2].decode(encoding, "replace")
    return encoding if len(_USUAL.findall(text)) >= len(text) * _USUAL_SHARE else None


def _check_text(data: bytes) -> None:
    head = data[:_SAMPLE_BYTES]
    is_binary = head.startswith(_MAGIC) or len(_CONTROL.findall(head)) > len(head) * _BINARY_SHARE
    if is_binary:
        raise InputError("binary: convert it to text first", "binary")
    if b"\0" in data:
        raise InputError("holds NUL bytes: remove them or convert it to text", "nul_bytes")


def _decode_other(data: bytes) -> tuple[str, str]:
    """`data` is no sound UTF-8: a damaged one, or one of the Chinese charsets."""
    damaged = _decode_damaged(data, "utf-8")
    if damaged is not None:
        return damaged, "utf-8"
    paired = _decode_paired(data)
    if paired is not None:
        return paired, "utf-8"
    for encoding in _guesses(data):
        text = _decode_damaged(data, _CODECS.get(encoding, encoding))
        if text is not None:
            return text, encoding
    raise InputError("its characters can't be told: convert it to UTF-8", "unreadable")


def _decode_paired(data: bytes) -> str | None:
    """The characters of UTF-8 whose surrogates were written one by one, as MySQL and Java do; else None."""
    try:
        text = data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return None
    try:
        return text.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        message = "holds lone surrogates: its text was damaged when it was written"
        raise InputError(message, "lone_surrogates") from None


def _guesses(data: bytes) -> Iterator[str]:
    """Encodings to try, the likeliest first: a handful of bytes tells less than what the page declares."""
    sample = _LONG_ASCII.sub(rb"\1", data)[:_SAMPLE_BYTES]
    match = _DECLARED.search(data[:_SAMPLE_BYTES])
    declared = _DECLARED_NAMES.get(match[1].lower()) if match else None
    best = from_bytes(sample, cp_isolation=list(_CODECS)).best()
    if declared and (best is None or len(_FOREIGN.findall(sample)) < _FEW_BYTES):
        yield declared
    yield from [best.encoding] if best else _CODECS


def _decode_damaged(data: bytes, encoding: str) -> str | None:
    """The characters, if at most one in a hundred of those beyond ASCII is damaged; the last may be cut."""
    text = data.decode(encoding, "replace")
    foreign = len(text) - len(text.encode("ascii", "ignore"))
    return text if text.rstrip("\ufffd").count("\ufffd") <= foreign * _DAMAGED_SHARE else None


def tellable(said: Any) -> Any:
    """An id, path or column in characters that UTF-8 can hold: names from old archives are often in GB 18030."""
    if isinstance(said, list | dict):
        return json.loads(json.dumps(said, ensure_ascii=False).encode("utf-8", "replace"))
    if not isinstance(said, str) or not any("\ud800" <= char <= "\udfff" for char in said):
        return said
    return "/".join(_part(part) for part in said.split("/"))


def _part(name: str) -> str:
    try:
        return name.encode("utf-8", "surrogateescape").decode("gb18030")
    except UnicodeError:
        return name.encode("utf-8", "replace").decode()
