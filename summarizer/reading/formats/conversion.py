"""A file of a form that is read → its text with anchors; what was converted once, a store may keep."""

from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from typing import Any, BinaryIO, Protocol

from summarizer.errors import InputError, last_net
from summarizer.reading.formats.allowance import Allowance
from summarizer.reading.formats.converted import Converted, Member
from summarizer.reading.formats.file_forms import Form
from summarizer.reading.formats.limits import MOST_CHARACTERS
from summarizer.reading.inputs.table_row import TableRow
from summarizer.resources import message, version


class Conversions(Protocol):
    """What a store keeps of conversions: `sha256` is that of the bytes, `reader` says what converted them."""

    def kept(self, sha256: str, reader: str) -> Converted | None:
        """The conversion that is kept; None where there is none."""

    def keep(self, sha256: str, reader: str, converted: Converted) -> None:
        """Keep a conversion."""


class NoConversions:
    """Keeps nothing."""

    def kept(self, sha256: str, reader: str) -> Converted | None: ...

    def keep(self, sha256: str, reader: str, converted: Converted) -> None: ...


def converted(form: Form, data: bytes, sha256: str, conversions: Conversions) -> Converted:
    """A file as text, as it is kept, or converted now and kept. Raises InputError where it can't be read."""
    reader = reader_of(form)
    found = conversions.kept(sha256, reader)
    if found is None:
        found = _module(form).read(data)
        if len(found.raw) > MOST_CHARACTERS:
            raise InputError(message("too_large.text", most=MOST_CHARACTERS))
        conversions.keep(sha256, reader, found)
    return found


def members(form: Form) -> Callable[[BinaryIO, Allowance], Iterator[Member]]:
    """What opens a container of this form. Raises InputError where its library is missing."""
    opened: Callable[[BinaryIO, Allowance], Iterator[Member]] = _module(form).members
    return opened


def sheet_rows(form: Form, data: bytes, wanted: Sequence[str]) -> Iterator[TableRow] | None:
    """The rows of a spreadsheet, of which each is a document; None where it is a document itself, or none at all."""
    try:
        with last_net():
            module = _module(form)
            found: Iterator[TableRow] | None = module.rows(data, wanted) if module.has_rows(data, wanted) else None
            return found
    except InputError:
        return None  # what is wrong is said where it is converted


def reader_of(form: Form) -> str:
    """What converts files of a form, with its version and that of its library: `pdf 0.1.0 pdfminer.six 20260107`."""
    library = f" {form.library} {form.library_version}" if form.library else ""
    return f"{form.name} {version()}{library}"


def _module(form: Form) -> Any:
    """What reads files of a form. Raises InputError where its library is missing."""
    form.require()
    return import_module(f"{__package__}.{form.module}")
