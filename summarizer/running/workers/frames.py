"""What the parent and a worker write to each other: frames, each a length of eight bytes and a pickle."""

import pickle
import struct
from typing import Any, BinaryIO, Literal, NamedTuple

LENGTH = struct.Struct("!Q")
_PROTOCOL = 5


class Frame(NamedTuple):
    """A message about call `number`.

    The parent sends `call` (function, arguments), `answer` and `refuse` (an error); a worker `ask` (a question),
    `tell` (which wants no answer), `return` and `raise` (an error).
    """

    number: int
    kind: Literal["call", "answer", "refuse", "ask", "tell", "return", "raise"]
    value: Any = None


def packed(frame: Frame) -> bytes:
    """A frame as bytes; raises what pickling raises."""
    body = pickle.dumps(tuple(frame), _PROTOCOL)
    return LENGTH.pack(len(body)) + body


def unpacked(body: bytes) -> Frame:
    """The frame of a pickle that a process of ours has written."""
    return Frame(*pickle.loads(body))  # noqa: S301 - written by this program alone


def next_frame(source: BinaryIO) -> Frame | None:
    """The next frame of a stream; None at its end."""
    head = source.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    body = source.read(length)
    return unpacked(body) if len(body) == length else None
