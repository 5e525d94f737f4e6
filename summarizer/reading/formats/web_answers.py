"""An answer of a web server as crawlers keep it: status line, headers, body as it was sent."""

import gzip
import io
import re
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from fastwarc import stream_io

from summarizer.errors import InputError
from summarizer.reading.formats.allowance import Allowance
from summarizer.resources import message

_STATUS = re.compile(rb"HTTP/[\d.]{1,8}[ \t]+(\d{3})\b")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_HEADER = re.compile(r"^([\w-]{1,60})[ \t]*:[ \t]*([^\r\n]*)", re.MULTILINE)
_CHUNK = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")
_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_HEAD_BYTES = 65_536
_AT_ONCE = timedelta(minutes=2)


class WebAnswer(NamedTuple):
    """What a server sent: its status, headers by lower-case name, the body as it was sent."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        return media_type(self.headers.get("content-type", ""))

    @property
    def charset(self) -> str | None:
        return charset(self.headers.get("content-type", ""))


def parse(block: bytes) -> WebAnswer | None:
    """The answer in a block; None where it is none."""
    status = _STATUS.match(block)
    if status is None:
        return None
    end = _HEAD_END.search(block, 0, _HEAD_BYTES)
    head, body = (block[: end.start()], block[end.end() :]) if end else (block[:_HEAD_BYTES], b"")
    headers = {match[1].lower(): match[2].strip() for match in _HEADER.finditer(head.decode("latin-1"))}
    return WebAnswer(int(status[1]), headers, body)


def media_type(content_type: str) -> str:
    """`text/html` of `Text/HTML; charset=gbk`."""
    return content_type.partition(";")[0].strip().lower()


def charset(content_type: str) -> str | None:
    """The charset that a content type names."""
    found = _CHARSET.search(content_type)
    return found[1] if found else None


def last_change(headers: Mapping[str, str]) -> str | None:
    """When a server says that a page changed last, in ISO 8601; None where it says the moment of its answer.

    Servers say that of each page that a program puts together.
    """
    changed, answered = (_moment(headers.get(name, "")) for name in ("last-modified", "date"))
    if changed is None or (answered is not None and abs(answered - changed) < _AT_ONCE):
        return None
    return changed.isoformat()


def _moment(stated: str) -> datetime | None:
    """A date of a header, which is in GMT."""
    try:
        moment = parsedate_to_datetime(stated)
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def content(answer: WebAnswer, allowance: Allowance) -> bytes:
    """The body without its chunks and unpacked; as it is where it is not what the headers say, as proxies leave it.

    Raises InputError (`unreadable`, `too_large`).
    """
    body = answer.body
    if "chunked" in answer.headers.get("transfer-encoding", "").lower() and _CHUNK.match(body):
        body = b"".join(_chunks(body))
    codings = answer.headers.get("content-encoding", "").lower().split(",")
    for coding in reversed([coding.strip() for coding in codings]):
        body = _unpacked(body, coding, allowance)
    return body


def _chunks(body: bytes) -> Iterator[bytes]:
    position = 0
    while (head := _CHUNK.match(body, position)) and (size := int(head[1], 16)):
        yield body[head.end() : head.end() + size]
        position = head.end() + size
        position += len(b"\r\n") if body.startswith(b"\r\n", position) else body.startswith(b"\n", position)


def _unpacked(body: bytes, coding: str, allowance: Allowance) -> bytes:
    try:
        if coding in {"gzip", "x-gzip"} and body.startswith(b"\x1f\x8b"):
            return allowance.read(gzip.open(io.BytesIO(body), "rb"))
        if coding == "deflate":
            return _inflated(body, allowance)
        if coding == "br":
            return allowance.read(stream_io.BrotliReader(io.BytesIO(body)))
    except (OSError, EOFError, zlib.error):
        raise InputError(message("unreadable.payload")) from None
    return body


def _inflated(body: bytes, allowance: Allowance) -> bytes:
    """What `deflate` packed, with or without the wrapper that it should have."""
    for window in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        with suppress(zlib.error):
            data = zlib.decompressobj(window).decompress(body, allowance.member_bytes + 1)
            return allowance.read(io.BytesIO(data))
    return body
