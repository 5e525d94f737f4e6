"""The rows of `data/hiding.tsv`: the computed styles that hide an element, hide its text, or cross it out."""

import re
from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

from summarizer.reading.cleaning.computed import Inherited, pixels
from summarizer.resources import table

Part = Literal["whole", "text", "struck"]
_Test = Callable[[str, str, Inherited], bool]


class HidingRow(NamedTuple):
    """A row of the table: when one of these properties hides."""

    part: Part
    properties: tuple[str, ...]
    fits: _Test
    needs: tuple[str, frozenset[str]] | None

    def hides(self, name: str, style: Mapping[str, str], own: Inherited) -> bool:
        """Whether an element is hidden by what its style states of a property of this row; `own` is what it hands down."""
        if self.needs is not None and style.get(self.needs[0]) not in self.needs[1]:
            return False
        return self.fits(name, style[name], own)


def _row(part: str, properties: str, relation: str, value: str, needs: str, _example: str) -> HidingRow:
    name, _, values = needs.partition(":")
    kind: Part = "whole" if part == "whole" else "struck" if part == "struck" else "text"
    needed = (name, frozenset(values.split("|"))) if values else None
    return HidingRow(kind, tuple(properties.split()), _RELATIONS[relation](value), needed)


def _is(value: str) -> _Test:
    words = frozenset(value.split())
    return lambda _name, stated, _own: stated in words


def _like(value: str) -> _Test:
    pattern = re.compile(value)
    return lambda _name, stated, _own: pattern.fullmatch(stated) is not None


def _under(value: str) -> _Test:
    limit = float(value)

    def is_under(name: str, stated: str, own: Inherited) -> bool:
        if name == "font-size":
            return own.size < limit
        whole = 1.0 if name in ("opacity", "scale", "zoom") else 1280.0
        size = pixels(stated, own.size, whole)
        return size is not None and size < limit

    return is_under


def _before(value: str) -> _Test:
    limit = -float(value)
    return lambda _name, stated, own: (size := pixels(stated, own.size)) is not None and size <= limit


def _beyond(value: str) -> _Test:
    limit = float(value)
    return lambda _name, stated, own: (size := pixels(stated, own.size)) is not None and size >= limit


def _same(_value: str) -> _Test:
    return lambda _name, _stated, own: (
        own.ink is not None and (own.ink.is_faint or (own.ground is not None and own.ink.is_like(own.ground)))
    )


_RELATIONS = {"is": _is, "like": _like, "under": _under, "before": _before, "beyond": _beyond, "same": _same}
_ROWS = [_row(*row) for row in table("hiding")]
_PROPERTIES = {name for row in _ROWS for name in row.properties}
_OF_ELEMENT = {name: [row for row in _ROWS if row.part != "text" and name in row.properties] for name in _PROPERTIES}
_OF_TEXT = [row for row in _ROWS if row.part == "text"]
WANTED = frozenset(
    _PROPERTIES
    | {row.needs[0] for row in _ROWS if row.needs}
    | {"font", "margin", "background", "background-color", "background-image", "overflow-x", "overflow-y"}
    | {"text-shadow", "background-clip", "-webkit-background-clip"}
)
"""The properties that decide, with the shorthands that state them."""


def hidden_parts(style: Mapping[str, str], own: Inherited) -> set[Part]:
    """How an element of this style, which hands down `own`, is hidden, its text aside."""
    return {row.part for name in style for row in _OF_ELEMENT.get(name, ()) if row.hides(name, style, own)}


def hides_text(own: Inherited) -> bool:
    """Whether the text of an element is hidden by what it inherits or states: visibility, size or colour."""
    return any(
        row.fits(name, _VALUES[name](own), own) for row in _OF_TEXT for name in row.properties if name in _VALUES
    )


_VALUES: dict[str, Callable[[Inherited], str]] = {
    "visibility": lambda own: own.visibility,
    "font-size": lambda _own: "",
    "color": lambda _own: "",
}
