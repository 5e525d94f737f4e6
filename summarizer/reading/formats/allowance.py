"""How much may come out of a packed file: a small file can unpack to more than any disk holds.

What counts is what comes out, never what a header claims. One allowance serves a file and all that is packed in it.
"""

import io
from typing import Protocol

from summarizer.errors import InputError
from summarizer.resources import message

_LEAST_BYTES = 200_000_000
_LARGEST_RATIO = 200
_CHUNK_BYTES = 65_536


class Readable(Protocol):
    """What bytes are read from: a file, a decompressor."""

    def read(self, size: int = ..., /) -> bytes:
        """At most `size` bytes; none at the end."""
        ...


class Allowance:
    """The bytes that a file of `packed_bytes` may unpack to, and `member_bytes` that each of its members may have.

    All in all 200 times its own size, and never less than 200 MB: pages are packed to a fifth or a tenth.
    """

    def __init__(self, packed_bytes: int, member_bytes: int) -> None:
        self.member_bytes = member_bytes
        self._total = max(_LEAST_BYTES, packed_bytes * _LARGEST_RATIO)
        self._used = 0

    @property
    def is_used_up(self) -> bool:
        return self._used > self._total

    def spend(self, count: int) -> None:
        """Count bytes that came out. Raises InputError (`too_large`) where they are more than allowed."""
        self._used += count
        if self.is_used_up:
            raise InputError(message("too_large.unpacked", limit=self._total))

    def read(self, stream: Readable) -> bytes:
        """All that a decompressor gives. Raises InputError (`too_large`) as soon as it is too much."""
        chunks: list[bytes] = []
        size = 0
        while chunk := stream.read(_CHUNK_BYTES):
            self.spend(len(chunk))
            size += len(chunk)
            if size > self.member_bytes:
                raise InputError(message("too_large", limit=self.member_bytes))
            chunks.append(chunk)
        return b"".join(chunks)

    def counted(self, stream: Readable) -> "CountedStream":
        """The stream itself, of which each byte that is read is counted."""
        return CountedStream(stream, self)


class CountedStream(io.RawIOBase):
    """A stream that ends with InputError (`too_large`) where more comes out than an allowance permits."""

    def __init__(self, stream: Readable, allowance: Allowance) -> None:
        super().__init__()
        self._stream = stream
        self._allowance = allowance
        self._position = 0

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def read(self, size: int = -1, /) -> bytes:
        data = self._stream.read(_CHUNK_BYTES if size < 0 else min(size, _CHUNK_BYTES))
        self._allowance.spend(len(data))
        self._position += len(data)
        return data
