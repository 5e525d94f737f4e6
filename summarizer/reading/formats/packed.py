"""The files of a .zip, and the one file of a .gz.

Names are ids and nothing else: no file is written. Names from Chinese systems are often in GBK, which the format has no
mark for. What is no document for sure (folders, hidden files, pictures) is not unpacked.
"""

import gzip
import posixpath
import re
import stat
import zlib
from collections.abc import Iterator
from itertools import pairwise
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from summarizer.errors import InputError
from summarizer.reading.formats.allowance import Allowance
from summarizer.reading.formats.converted import Member
from summarizer.reading.inputs.decoding import decode
from summarizer.resources import message

GZIP_MAGIC = b"\x1f\x8b"
MEDIA = frozenset({
    ".apng", ".avif", ".bmp", ".gif", ".heic", ".ico", ".jpeg", ".jpg", ".png", ".svg", ".tif", ".tiff", ".webp",
    ".aac", ".avi", ".flac", ".flv", ".m4a", ".mov", ".mp3", ".mp4", ".ogg", ".wav", ".webm", ".wma", ".wmv",
    ".css", ".js", ".eot", ".otf", ".ttf", ".woff", ".woff2", ".exe", ".dll",
})  # fmt: skip
"""Suffixes of what surrounds pages, and is never one."""

_SILENT = re.compile(r"(?:^|/)(?:\.|__MACOSX/|Thumbs\.db$|desktop\.ini$|readme(?:\.[^/]*)?$)", re.IGNORECASE)
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f]")
_DRIVE = re.compile(r"[A-Za-z]:")
_TAR_MARK = slice(257, 262)
_LOCKED, _UTF8 = 0x1, 0x800
_HEADER_BYTES = 30


def members(file: BinaryIO, allowance: Allowance) -> Iterator[Member]:
    """The files of a .zip in its order; of a .gz its one file, without a name.

    Raises InputError (`unreadable`, `unsupported_type`, `too_large`).
    """
    magic = file.read(len(GZIP_MAGIC))
    file.seek(0)
    if magic == GZIP_MAGIC:
        yield Member("", gunzip(file, allowance))
        return
    try:
        archive = ZipFile(file)
    except (BadZipFile, NotImplementedError, OSError, ValueError, EOFError):
        raise InputError(message("unreadable.zip")) from None
    with archive:
        yield from _files(archive, allowance)


def gunzip(file: BinaryIO, allowance: Allowance) -> bytes:
    """The bytes of a .gz, of all of its parts. Raises InputError: `unreadable`, `too_large`, `unsupported_type` (.tar)."""
    with gzip.open(file, "rb") as unpacked:
        try:
            head = unpacked.read(_TAR_MARK.stop)
            if head[_TAR_MARK] == b"ustar":
                raise InputError(message("unsupported_type.archive", kind=".tar.gz"))
            return head + allowance.read(unpacked)
        except (OSError, EOFError, zlib.error):
            raise InputError(message("unreadable.gzip")) from None


def _files(archive: ZipFile, allowance: Allowance) -> Iterator[Member]:
    overlapping = _overlapping(archive.infolist())
    for number, info in enumerate(archive.infolist(), 1):
        name = _name(info, number)
        if info.is_dir() or _SILENT.search(name):
            continue
        kind = _left_out(info, name)
        if kind:
            yield Member(name, b"", left_out=kind)
            continue
        try:
            yield Member(name, _unpacked(archive, info, allowance, overlapping))
        except InputError as error:
            yield Member(name, b"", fault=error)
            if allowance.is_used_up:
                return


def _unpacked(archive: ZipFile, info: ZipInfo, allowance: Allowance, overlapping: frozenset[int]) -> bytes:
    if info.flag_bits & _LOCKED:
        raise InputError(message("encrypted.member"))
    if info.header_offset in overlapping:
        raise InputError(message("unreadable.overlap"))
    try:
        with archive.open(info) as file:
            return allowance.read(file)
    except (NotImplementedError, RuntimeError):
        raise InputError(message("unreadable.method")) from None
    except (BadZipFile, OSError, EOFError, zlib.error, ValueError):
        raise InputError(message("unreadable.member")) from None


def _overlapping(infos: list[ZipInfo]) -> frozenset[int]:
    """Where the members begin that lie within the one before: so a small archive claims to hold much."""
    spans = sorted((info.header_offset, info.header_offset + _HEADER_BYTES + info.compress_size) for info in infos)
    return frozenset(after[0] for before, after in pairwise(spans) if after[0] < before[1])


def _left_out(info: ZipInfo, name: str) -> str | None:
    """As what a member is counted that is not unpacked."""
    if stat.S_ISLNK(info.external_attr >> 16):
        return "link"
    suffix = posixpath.splitext(name)[1].lower()
    return suffix if suffix in MEDIA else None


def _name(info: ZipInfo, number: int) -> str:
    """The name of a member as a path below the archive; one without a name has its number."""
    stated = _UNPRINTABLE.sub("", _decoded(info)).replace("\\", "/")
    parts = [part for part in _DRIVE.sub("", stated, count=1).split("/") if part not in {"", ".", ".."}]
    return "/".join(parts) or str(number)


def _decoded(info: ZipInfo) -> str:
    """The name, which is in UTF-8 if it is marked so, else in the encoding of who packed it (read as CP437 by zipfile)."""
    if info.flag_bits & _UTF8 or info.filename.isascii():
        return info.filename
    raw = info.filename.encode("cp437", "replace")
    try:
        return decode(raw)[0]
    except InputError:
        return raw.decode("gb18030", "replace")
