"""Which form a file has, by its content: a row of `data/file_forms.tsv`, whose first that a file shows the sign of is its form.

A name decides only where bytes can't: pages are saved as `.doc`, and what a server answers as `.pdf`.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from functools import cache, cached_property
from typing import BinaryIO, Literal, NamedTuple

from summarizer.errors import InputError
from summarizer.resources import install_command, message, table

_HEAD_BYTES = 16_384
_NEAR_BYTES = 1024
_UNPACKED_BYTES = 512
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP, _GZIP = (b"PK\x03\x04", b"PK\x05\x06"), b"\x1f\x8b"
_FIELD = re.compile(rb"([A-Za-z][A-Za-z0-9-]*):|[ \t]|From ")
_MAIL_FIELDS = frozenset({b"mime-version", b"message-id", b"received", b"return-path"})


class Form(NamedTuple):
    """A row of the table: how files of a form are told, and what reads them or takes its place."""

    name: str
    kind: Literal["file", "sheets", "container", "refused"]
    suffixes: tuple[str, ...]
    sign: str
    module: str
    extra: str
    library: str
    refused: str

    @property
    def is_read(self) -> bool:
        return self.kind != "refused"

    @property
    def is_ready(self) -> bool:
        """Whether it is read and its library, if it needs one, is installed."""
        return self.is_read and (not self.library or self.library_version is not None)

    @property
    def library_version(self) -> str | None:
        """The version of its library that is installed."""
        return _installed(self.library)

    @property
    def how_to_install(self) -> str:
        """The command that brings its library."""
        return install_command(self.extra)

    def require(self) -> None:
        """Raise InputError where what reads files of this form is not installed."""
        if not self.is_ready:
            raise InputError(message("no_reader", form=self.name, how=self.how_to_install))

    def refusal(self, ending: str) -> InputError:
        """Why files of this form are not read, and what to do; `ending` is the suffix of the file's name."""
        kind = ending if ending in self.suffixes else f".{self.name}"
        if self.refused == "password":
            return InputError(message("encrypted.office"))
        if self.refused == "unpack":
            return InputError(message("unsupported_type.archive", kind=kind))
        if self.refused.startswith("."):
            return InputError(message("unsupported_type.save", kind=kind, other=self.refused))
        return InputError(message("unsupported_type.convert", kind=kind, command=self.refused))


@cache
def _installed(distribution: str) -> str | None:
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - files of some forms alone need it

    try:
        return version(distribution)
    except PackageNotFoundError:
        return None


@cache
def forms() -> tuple[Form, ...]:
    """The rows of the table, in their order."""
    rows = ([cell if cell != "-" else "" for cell in row] for row in table("file_forms"))
    return tuple(Form(name, kind, tuple(suffixes.split()), *rest) for name, kind, suffixes, *rest in rows)  # type: ignore[arg-type]


@cache
def read_suffixes() -> frozenset[str]:
    """The last suffixes of the forms that are read: a file that has one gets a record in any case."""
    return frozenset(f".{suffix.rpartition('.')[2]}" for form in forms() if form.is_read for suffix in form.suffixes)


@cache
def several_suffixes() -> frozenset[str]:
    """The last suffixes of files that may hold several documents."""
    several = (form for form in forms() if form.is_read and form.kind != "file")
    return frozenset(f".{suffix.rpartition('.')[2]}" for form in several for suffix in form.suffixes)


def form_of(file: BinaryIO, ending: str) -> Form | None:
    """The form of an open file, whose name ends so; None for a plain page or table. Raises OSError."""
    probe = _Probe(file, ending)
    found = next((form for form in forms() if probe.shows(form)), None)
    file.seek(0)
    return found


class _Probe:
    """What is looked at in a file to tell its form, each part when it is first asked for."""

    def __init__(self, file: BinaryIO, ending: str) -> None:
        self._file = file
        self._ending = ending
        self.head = file.read(_HEAD_BYTES)

    def shows(self, form: Form) -> bool:
        kind, _, words = form.sign.partition(" ")
        if kind == "binary":
            return b"\0" in self.head and self._ending in form.suffixes
        if kind == "mail":
            return self._is_mail(words, named=self._ending in form.suffixes)
        return _SIGNS[kind](self, _bytes(words))

    @cached_property
    def entries(self) -> AbstractSet[str]:
        """The paths of the files of a zip archive; of one without a directory, those that its head may have."""
        if not self.head.startswith(_ZIP):
            return frozenset()
        try:
            with zipfile.ZipFile(self._file) as archive:
                return frozenset(archive.namelist())
        except (zipfile.BadZipFile, struct.error, EOFError, NotImplementedError, OverflowError, ValueError):
            return frozenset(re.findall(r"[\w\[\]./-]+", self.head.decode("latin-1")))

    @cached_property
    def streams(self) -> bytes:
        """The beginning of the directory of a compound file, which has the names of its streams."""
        shift = int.from_bytes(self.head[30:31])
        if not self.head.startswith(_OLE) or shift not in {9, 12}:
            return b""
        self._file.seek((int.from_bytes(self.head[48:52], "little") + 1) << shift)
        return self._file.read(_HEAD_BYTES)

    @cached_property
    def unpacked(self) -> bytes:
        """The first bytes of what is packed by gzip."""
        if not self.head.startswith(_GZIP):
            return b""
        try:
            return zlib.decompressobj(wbits=zlib.MAX_WBITS | 16).decompress(self.head, _UNPACKED_BYTES)
        except zlib.error:
            return b""

    @cached_property
    def _fields(self) -> AbstractSet[bytes]:
        """The names of the fields that it begins with, in lower case; none where another line is among them."""
        found = [_FIELD.match(line) for line in self._mail_head.splitlines()]
        return frozenset(match[1].lower() for match in found if match and match[1]) if all(found) else frozenset()

    @cached_property
    def _mail_head(self) -> bytes:
        """What is before the first blank line; where it is longer than what was read, its whole lines."""
        head, blank, _ = re.sub(b"\r\n?", b"\n", self.head).partition(b"\n\n")
        return head if blank or len(self.head) < _HEAD_BYTES else head.rpartition(b"\n")[0]

    def _is_mail(self, words: str, *, named: bool) -> bool:
        """Whether it begins with the fields of a mail, one of which has the words; a name allows for few fields."""
        if not (self._fields & _MAIL_FIELDS or (named and self._fields)):
            return False
        return words.encode() in self._mail_head.lower()


_SIGNS: Mapping[str, Callable[[_Probe, bytes], bool]] = {
    "start": lambda probe, sign: probe.head.startswith(sign),
    "near": lambda probe, sign: sign in probe.head[:_NEAR_BYTES],
    "at": lambda probe, sign: probe.head[int(sign.split()[0]) :].startswith(sign.split()[1]),
    "zip": lambda probe, sign: all(
        any(path.startswith(start) for path in probe.entries) for start in sign.decode().split()
    ),
    "ole": lambda probe, sign: sign.decode().encode("utf-16-le") in probe.streams,
    "gzip": lambda probe, sign: probe.unpacked.startswith(sign),
}


@cache
def _bytes(words: str) -> bytes:
    return words.encode("latin-1").decode("unicode_escape").encode("latin-1")
