"""Which documents are under way, and when they are not any more."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


class UnderWay:
    """Ids of documents under way."""

    def __init__(self) -> None:
        self._ends: dict[str, asyncio.Event] = {}

    def __len__(self) -> int:
        return len(self._ends)

    @contextmanager
    def holding(self, name: str) -> Iterator[None]:
        """Have a document under way for as long as the block lasts."""
        end = self._ends[name] = asyncio.Event()
        try:
            yield
        finally:
            del self._ends[name]
            end.set()

    async def finished(self, name: str) -> None:
        """Wait until this document is not under way."""
        if name in self._ends:
            await self._ends[name].wait()

    async def oldest_finished(self) -> None:
        """Wait for the document that began first."""
        for end in self._ends.values():
            await end.wait()
            return
