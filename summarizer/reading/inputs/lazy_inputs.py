"""An input before and after it is read: under its id with a call that decodes or converts it, or with why it can't be."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, NamedTuple

from summarizer.errors import InputError
from summarizer.models import Document
from summarizer.reading.inputs.decoding import encodable
from summarizer.resources import message, os_words


@dataclass(frozen=True, slots=True)
class UnreadableInput:
    """An input that could not become a Document; `sha256` is empty where its bytes could not be read."""

    id: str
    path: str
    sha256: str
    error: InputError


class InputRef(NamedTuple):
    """An input as it is known before it is decoded: under its id, with the hash of its bytes and its columns.

    `form` is that of a file that is to be converted, which may take seconds.
    """

    id: str
    path: str
    sha256: str
    columns: Mapping[str, Any] = {}
    form: str = ""


LazyInput = tuple[InputRef, Callable[[], Document | UnreadableInput]]
"""An input and the call that reads it, which another process can carry out too: it can be pickled."""


def unread(name: str, path: str, error: InputError) -> LazyInput:
    """An input whose bytes can't be read."""
    sighting = InputRef(encodable(name), encodable(path), "")
    return sighting, partial(UnreadableInput, sighting.id, sighting.path, "", error)


def read_as(read: Callable[[], Document | UnreadableInput], name: str) -> Document | UnreadableInput:
    """What a call reads, under another id."""
    return replace(read(), id=name)


def sound(raw: str) -> str:
    """`raw` itself; raises InputError where it is blank or holds what no text holds."""
    if "\0" in raw:
        raise InputError(message("nul_bytes"))
    try:
        raw.encode()
    except UnicodeEncodeError:
        raise InputError(message("lone_surrogates")) from None
    if not raw or raw.isspace():
        raise InputError(message("empty"))
    return raw


def refused_by_system(error: OSError) -> InputError:
    """What the system says, as the failure of an input."""
    code = "not_found" if isinstance(error, FileNotFoundError) else "unreadable"
    return InputError(message(f"{code}.system", why=os_words(error)))
