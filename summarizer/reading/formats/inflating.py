"""A .gz as a stream that gives what comes before damage, says where it is damaged, and goes on after it."""

import io
import zlib

from summarizer.reading.formats.allowance import Readable

MAGIC = b"\x1f\x8b\x08"
_CHUNK_BYTES = 65_536


class GunzipStream(io.RawIOBase):
    """The bytes of all members of a .gz, up to its end or to damage; `is_damaged` says which.

    Archives of crawls have a member for each record, so after damage the next record can be found (`resume`).
    """

    def __init__(self, file: Readable) -> None:
        super().__init__()
        self.is_damaged = False
        self._file = file
        self._packed = b""
        self._member: zlib._Decompress | None = None
        self._position = 0

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def read(self, size: int = -1, /) -> bytes:
        most = _CHUNK_BYTES if size < 0 else min(size, _CHUNK_BYTES)
        data = b""
        while most and not data and not self.is_damaged and self._fill():
            data = self._next(most)
        self._position += len(data)
        return data

    def resume(self) -> bool:
        """Go on at the next member after damage; False where there is none."""
        self._member = None
        self._packed = self._packed[1:]
        while (start := self._packed.find(MAGIC)) < 0:
            more = self._file.read(_CHUNK_BYTES)
            if not more:
                return False
            self._packed = self._packed[-len(MAGIC) + 1 :] + more
        self._packed = self._packed[start:]
        self.is_damaged = False
        return True

    def _fill(self) -> bool:
        """Whether bytes are left; between members, zeros are padding, and a member begins with all of its mark."""
        while len(self._packed) < (1 if self._member else len(MAGIC)):
            more = self._file.read(_CHUNK_BYTES)
            if not more:
                self.is_damaged = self._member is not None or bool(self._packed)
                return False
            self._packed = self._packed + more if self._member else (self._packed + more).lstrip(b"\0")
        return True

    def _next(self, most: int) -> bytes:
        if self._member is None:
            self._member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            data = self._member.decompress(self._packed, most)
        except zlib.error:
            self.is_damaged = True
            return b""
        self._packed = self._member.unconsumed_tail
        if self._member.eof:
            self._packed = self._member.unused_data.lstrip(b"\0")
            self._member = None
        return data
