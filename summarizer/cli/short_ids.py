"""Ids of documents cut to the width of a column, so that they still tell the documents apart."""

from collections.abc import Callable, Sequence

from rich.cells import cell_len


def short_ids(ids: Sequence[str], width: int) -> list[str]:
    """The ids, the longer ones with … in their middle or at their left; whole where no cut keeps them apart.

    `width` counts the cells of a terminal: a Chinese character takes two.
    """
    cuts: tuple[Callable[[str, int], str], ...] = (_outside, _end)
    for cut in cuts:
        short = [name if cell_len(name) <= width else cut(name, width) for name in ids]
        if len(set(short)) == len(set(ids)):
            return short
    return list(ids)


def _end(name: str, width: int) -> str:
    return f"…{_last(name, width - 1)}"


def _outside(name: str, width: int) -> str:
    """The beginning and the end of a name, the beginning being a third."""
    first = _last(name[::-1], width // 3)[::-1]
    return f"{first}…{_last(name, width - 1 - cell_len(first))}"


def _last(name: str, width: int) -> str:
    name = name[-max(width, 1) :]
    while cell_len(name) > width:
        name = name[1:]
    return name
