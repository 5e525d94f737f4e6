"""A file and what is in it: itself, or where it is a container, its members, those of containers in it too.

The bounds of `formats/limits` hold for all that is within one file. A member that can't be read, or a container that
breaks off, costs itself.
"""

from collections.abc import Iterator, Mapping
from io import SEEK_END, BytesIO
from typing import Any, BinaryIO, NamedTuple

from summarizer.errors import InputError, last_net
from summarizer.reading.formats.allowance import Allowance
from summarizer.reading.formats.conversion import members
from summarizer.reading.formats.converted import Member
from summarizer.reading.formats.file_forms import Form, form_of
from summarizer.reading.formats.limits import MOST_DEPTH, MOST_NESTED
from summarizer.reading.inputs.kinds import FileKind, kind_of_member, suffix
from summarizer.reading.inputs.lazy_inputs import refused_by_system
from summarizer.resources import message


class Part(NamedTuple):
    """A file that is a document or a table: under its id and name, with what its containers state of it.

    `fault` says why it can't be read, `left_out` as what it is counted that is neither.
    """

    id: str
    name: str
    data: bytes = b""
    form: Form | None = None
    columns: Mapping[str, Any] = {}
    fault: InputError | None = None
    left_out: str | None = None
    charset: str | None = None
    is_table: bool = False


class Unpacking:
    """What is in one file, which is open; members have at most `max_bytes`."""

    def __init__(self, file: BinaryIO, max_bytes: int) -> None:
        self._allowance = Allowance(file.seek(0, SEEK_END), max_bytes)
        self._members_left = MOST_NESTED
        file.seek(0)

    def parts(self, container: Part, form: Form, file: BinaryIO, depth: int = 1) -> Iterator[Part]:
        """The documents and tables of a container, which is open; one part with a fault where it has none."""
        is_empty = True
        try:
            with last_net(OSError):
                for member in members(form)(file, self._allowance):
                    if depth > 1:
                        self._count()
                    for part in self._opened(container, member, depth):
                        is_empty = is_empty and part.left_out is not None
                        yield part
        except InputError as error:
            yield container._replace(fault=error)
        except OSError as error:
            yield container._replace(fault=refused_by_system(error))
        else:
            if is_empty:
                yield container._replace(fault=InputError(message("empty.container")))

    def _opened(self, container: Part, member: Member, depth: int) -> Iterator[Part]:
        """A member, or where it is a container, what is in it."""
        part = _part(container, member)
        if part.fault is not None or part.left_out is not None:
            yield part
            return
        file = BytesIO(part.data)
        form = form_of(file, "" if member.is_page else suffix(part.name))
        if form is None and member.is_page:
            yield part
        elif form is None:
            yield _by_kind(part)
        elif form.kind != "container":
            yield part._replace(form=form)
        elif depth == MOST_DEPTH:
            yield part._replace(fault=InputError(message("too_large.depth", most=MOST_DEPTH)))
        else:
            yield from self.parts(part._replace(data=b""), form, file, depth + 1)

    def _count(self) -> None:
        """Count a member of a container within a container; raises InputError where there are too many."""
        self._members_left -= 1
        if self._members_left < 0:
            raise InputError(message("too_large.members", most=MOST_NESTED))


def _by_kind(part: Part) -> Part:
    """A member as a page, a table, or as what is left out."""
    kind = kind_of_member(part.name, part.data)
    if kind is FileKind.other:
        return part._replace(left_out=suffix(part.name) or "without a suffix")
    return part._replace(is_table=kind is FileKind.table)


def _part(container: Part, member: Member) -> Part:
    """A member under its address, or the id of its container and its own name; without a name it is the container's text."""
    name = member.name or container.name.removesuffix(".gz")
    own_id = f"{container.id}#{member.name}" if member.name else container.id
    own_id = member.name if "://" in member.name else own_id
    columns = {**container.columns, **member.columns}
    return Part(own_id, name, member.data, None, columns, member.fault, member.left_out, member.charset)
