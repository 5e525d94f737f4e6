"""Bytes to characters: byte order mark, UTF-16, strict UTF-8, then the Chinese charset that makes common characters.

GB2312 and GBK are read as GB18030, which contains them; HKSCS contains Big5. Nearly all bytes are sound in both, but
of a text read in the wrong charset, half of the characters are rare. What a page declares decides only where its
bytes do not. A text may hold few damaged bytes (a page cut in the middle of a character): they become
U+FFFD, at most one in a hundred of those beyond ASCII.
"""

import codecs
import json
import math
import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain, product
from typing import Any

from summarizer.errors import InputError
from summarizer.resources import lazy_pattern, message

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
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)""")
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
_FOREIGN_RUN = re.compile(rb"[\x80-\xff]+[\x00-\x7f]{0,32}")
_ASCII_RUN = lazy_pattern(r"[\x00-\x7f]+")
_USUAL = lazy_pattern("[\t\n\r -~·“”‘’—…\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_SAMPLE_BYTES = 200_000
_CHUNK_BYTES = 1_000_000
_SAMPLE_CHARS = 4_000
_BINARY_SHARE = 0.02
_DAMAGED_SHARE = 0.01
_COMMON_SHARE = 0.5
_USUAL_SHARE = 0.9


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """The characters of `data`, without a byte order mark, and the name of the encoding.

    `declared` is what a server or mail calls the encoding, if `data` itself says nothing of it. Raises InputError (`empty`, `binary`, `nul_bytes`, `lone_surrogates`, `unreadable`).
    """
    if not data:
        raise InputError(message("empty.bytes"))
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
        return _decode_other(data, declared)


def sniff(path: str) -> str:
    """The Python codec for the table at `path`; UTF-8 where its bytes decide nothing.

    The first 200,000 bytes decide or, where these are ASCII, those from the first line that is not.
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
    """The first bytes that show an encoding: those of the file, or from its first line that is not ASCII."""
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
    """The codec of UTF-16 without a byte order mark: it has NUL bytes, and the characters that it makes are usual."""
    head = data[: min(len(data), _SAMPLE_BYTES) // 2 * 2]
    if b"\0" not in head or head.startswith(_MAGIC):
        return None
    return next(
        (encoding for encoding in ("utf-16-le", "utf-16-be") if _is_usual(head.decode(encoding, "replace"))), None
    )


def _is_usual(text: str) -> bool:
    return len(_USUAL.findall(text)) >= len(text) * _USUAL_SHARE


def _check_text(data: bytes) -> None:
    head = data[:_SAMPLE_BYTES]
    is_binary = head.startswith(_MAGIC) or len(_CONTROL.findall(head)) > len(head) * _BINARY_SHARE
    if is_binary:
        raise InputError(message("binary"))
    if b"\0" in data:
        raise InputError(message("nul_bytes.bytes"))


def _decode_other(data: bytes, declared: str | None) -> tuple[str, str]:
    """The characters of `data`, which is no sound UTF-8: it is damaged, or in one of the Chinese charsets."""
    for read in (_decode_paired, lambda data: _decode_damaged(data, "utf-8")):
        text = read(data)
        if text is not None:
            return text, "utf-8"
    _check_surrogates(data)
    for encoding in _guesses(data, declared):
        text = _decode_damaged(data, _CODECS.get(encoding, encoding))
        if text is not None:
            return text, encoding
    raise InputError(message("unreadable.encoding"))


def _decode_paired(data: bytes) -> str | None:
    """The characters of UTF-8 whose surrogates were written one by one, as MySQL and Java do; else None."""
    try:
        return data.decode("utf-8", "surrogatepass").encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        return None


def _check_surrogates(data: bytes) -> None:
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return
    raise InputError(message("lone_surrogates"))


def _guesses(data: bytes, declared: str | None) -> list[str]:
    """The Chinese charsets that make usual characters of `data`, the likeliest first; what is declared breaks a tie."""
    sample = b"".join(_FOREIGN_RUN.findall(data))[:_SAMPLE_BYTES]
    match = _DECLARED.search(data[:_SAMPLE_BYTES].lower())
    named = match[1] if match else (declared or "").lower().encode("ascii", "ignore")
    declared = _DECLARED_NAMES.get(named)
    shares = {encoding: _common_share(sample.decode(codec, "replace")) for encoding, codec in _CODECS.items()}
    likely = [encoding for encoding in shares if shares[encoding] >= _COMMON_SHARE]
    return sorted(likely, key=lambda encoding: (round(shares[encoding], 1), encoding == declared), reverse=True)


def _common_share(text: str) -> float:
    """How many of the first characters beyond ASCII are common ones: of a text in the wrong charset, few are."""
    foreign = _ASCII_RUN.sub("", text)[:_SAMPLE_CHARS]
    common = sum(map(common_characters().__contains__, foreign))
    return common / len(foreign) if foreign else 0.0


@cache
def common_characters() -> frozenset[str]:
    """The characters of level 1 of GB2312 (3,755) and of Big5 (5,401), which are the common ones, and punctuation."""
    simplified = "".join(_plane("gb2312", range(0xB0, 0xD8), range(0xA1, 0xFF)))
    traditional = "".join(_plane("big5", range(0xA4, 0xC7), range(0x40, 0xFF)))
    full_width = map(chr, chain(range(0x3000, 0x3040), range(0xFF00, 0xFFF0)))
    return frozenset(simplified) | frozenset(traditional) | frozenset(full_width) | frozenset("·“”‘’—…")


def _plane(codec: str, leads: Iterable[int], trails: Iterable[int]) -> Iterator[str]:
    return (bytes(pair).decode(codec, "ignore") for pair in product(leads, trails))


def _decode_damaged(data: bytes, encoding: str) -> str | None:
    """The characters, if at most one in a hundred of those beyond ASCII is damaged; the last may be cut."""
    text = data.decode(encoding, "replace")
    foreign = len(text) - len(text.encode("ascii", "ignore"))
    return text if text.rstrip("\ufffd").count("\ufffd") <= foreign * _DAMAGED_SHARE else None


def encodable(value: Any) -> Any:
    """An id, path or column in characters that UTF-8 can hold: names from old archives are often in GB 18030."""
    if isinstance(value, list | dict):
        content = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
        return json.loads(content, parse_constant=_no_number)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if not isinstance(value, str) or not any("\ud800" <= char <= "\udfff" for char in value):
        return value
    return "/".join(_part(part) for part in value.split("/"))


def _no_number(_word: str) -> None:
    """What NaN and Infinity are read as: JSON has neither."""


def _part(name: str) -> str:
    try:
        return name.encode("utf-8", "surrogateescape").decode("gb18030")
    except UnicodeError:
        return name.encode("utf-8", "replace").decode()
