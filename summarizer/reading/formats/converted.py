"""What a converter makes of a file, and what a container holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from summarizer.errors import InputError
from summarizer.models import Anchor


@dataclass(frozen=True, slots=True)
class Converted:
    """A file as text: `raw` is HTML without a head, or plain text, and what spans count in.

    `anchors`, in order, say where in the file its parts are. `removed` has the words that are in the file and not in
    `raw`, by reason (`deleted`, `running_head` …). `columns` are what the file states of itself (`title`, `date`, `url` …),
    as the columns of a row do.
    """

    raw: str
    anchors: tuple[Anchor, ...] = ()
    removed: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, Any] = field(default_factory=dict)


class Member(NamedTuple):
    """A file in a container: its name or address, its bytes, what the container states of it.

    The name is empty for what the container itself is about: the text of a mail, the one file of a .gz. `charset` is
    the encoding that the container declares, which is evidence and no more. `fault` says why the member can't be read,
    `left_out` as what kind it is to be counted that is no document: a suffix (`.png`) or a Message (`HTTP 404`).
    `is_page` says that the container declares it as text or HTML, so that its name and first bytes need not show it.
    """

    name: str
    data: bytes
    columns: Mapping[str, Any] = {}
    fault: InputError | None = None
    charset: str | None = None
    left_out: str | None = None
    is_page: bool = False
