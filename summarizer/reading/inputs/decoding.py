"""Bytes to characters: byte order mark, then strict UTF-8, then what charset-normalizer finds among Chinese charsets.

GB2312 and GBK are read as GB18030, which contains them; HKSCS contains Big5. A text may hold few damaged bytes
(a page cut in the middle of a character): they become U+FFFD, at most one in a hundred of those beyond ASCII.
"""

import codecs
import json
import math
import re
from typing import Any

from charset_normalizer import from_bytes

from summarizer.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHINESE = {"gb18030": "gb18030", "big5": "big5hkscs"}
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
_SAMPLE_BYTES = 200_000
_BINARY_SHARE = 0.02
_DAMAGED_SHARE = 0.01


def decode(data: bytes) -> tuple[str, str]:
    """The characters of `data`, without a byte order mark, and the name of the encoding.

    Raises InputError (`empty`, `binary`, `nul_bytes`, `lone_surrogates`, `unreadable`).
    """
    if not data:
        raise InputError("empty: it has no bytes", "empty")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), encoding.removesuffix("-le").removesuffix("-be")
    _check_text(data)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _decode_other(data)


def sniff(path: str) -> str:
    """The Python codec for the table at `path`, told by its first 200,000 bytes; UTF-8 where they tell nothing.

    Raises OSError.
    """
    with open(path, "rb") as file:  # noqa: PTH123 - one path kind for files and tables
        head = file.read(_SAMPLE_BYTES)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    try:
        encoding = decode(head.rpartition(b"\n")[0] or head)[1]
    except InputError:
        return "utf-8"
    return _CHINESE.get(encoding, encoding)


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
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        pass
    else:
        raise InputError("holds lone surrogates: its text was damaged when it was written", "lone_surrogates")
    best = from_bytes(data[:_SAMPLE_BYTES], cp_isolation=list(_CHINESE)).best()
    for encoding in [best.encoding] if best else _CHINESE:
        text = _decode_damaged(data, _CHINESE.get(encoding, encoding))
        if text is not None:
            return text, encoding
    raise InputError("its characters can't be told: convert it to UTF-8", "unreadable")


def _decode_damaged(data: bytes, encoding: str) -> str | None:
    """The characters, if at most one in a hundred of those beyond ASCII is damaged; the last may be cut."""
    text = data.decode(encoding, "replace")
    foreign = len(text) - len(text.encode("ascii", "ignore"))
    return text if text.rstrip("\ufffd").count("\ufffd") <= foreign * _DAMAGED_SHARE else None


def tellable(said: Any) -> Any:
    """An id, path or column in characters that UTF-8 can hold: names from old archives are often in GB 18030."""
    if isinstance(said, list | dict):
        content = json.dumps(said, ensure_ascii=False).encode("utf-8", "replace")
        return json.loads(content, parse_constant=_no_number)
    if isinstance(said, float) and not math.isfinite(said):
        return None
    if not isinstance(said, str) or not any("\ud800" <= char <= "\udfff" for char in said):
        return said
    return "/".join(_part(part) for part in said.split("/"))


def _no_number(_word: str) -> None:
    """What NaN and Infinity are read as: JSON has neither."""


def _part(name: str) -> str:
    try:
        return name.encode("utf-8", "surrogateescape").decode("gb18030")
    except UnicodeError:
        return name.encode("utf-8", "replace").decode()
