"""The style of an element as a browser computes it, as far as it decides what is shown.

Lengths are pixels on a screen of 1280 by 800. A colour or ground that is not known (a picture, a sheet that the page
only links) hides nothing.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from summarizer.reading.cleaning.colours import BLACK, WHITE, Colour, read_colour, read_legacy
from summarizer.reading.cleaning.relatives import Relative
from summarizer.reading.cleaning.stylesheets import resolve
from summarizer.resources import lazy_pattern

_SIZE = 16.0
_UNITS = {
    "px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4, "q": 96 / 101.6, "rem": _SIZE,
    "vw": 12.8, "vh": 8.0, "vmin": 8.0, "vmax": 12.8, "dvh": 8.0, "": 1.0,
}  # fmt: skip
_PER_LETTER = {"em": 1.0, "ex": 0.5, "ch": 0.5, "ic": 1.0, "lh": 1.2}
_LENGTH = lazy_pattern(r"(?:calc\()?([+-]?\d*\.?\d+(?:e[+-]?\d+)?)(%|[a-z]*)\)?")
_NAMED_SIZES = {"xx-small": 9.0, "x-small": 10.0, "small": 13.0, "medium": 16.0, "large": 18.0, "x-large": 24.0}
_FONT_SIZE = lazy_pattern(r"(?:^|.* )([+-]?\d*\.?\d+(?:[a-z]+|%)?|[a-z-]*(?:small|large|medium))(?:/\S+)? \S.*")
_SIDES = ("top", "right", "bottom", "left")
_PLACES = {1: (0, 0, 0, 0), 2: (0, 1, 0, 1), 3: (0, 1, 2, 1), 4: (0, 1, 2, 3)}
_WIDTH = 1280.0


class Inherited(NamedTuple):
    """What an element hands down: size of letters, visibility, colour, ground (None: not known), variables."""

    size: float
    visibility: str
    ink: Colour | None
    ground: Colour | None
    custom: Mapping[str, str]
    direction: str


def start(*, is_plain: bool) -> Inherited:
    """What a page begins with; where it links style sheets its ground is not known."""
    return Inherited(_SIZE, "visible", BLACK, WHITE if is_plain else None, {}, "ltr")


def pixels(value: str, size: float = _SIZE, whole: float = _WIDTH) -> float | None:
    """A length in pixels, with `size` the size of letters and `whole` what 100 % is; None where it is none."""
    match = _LENGTH.fullmatch(value)
    if match is None:
        return None
    number, unit = float(match[1]), match[2]
    if unit == "%":
        return number / 100 * whole
    if unit in _PER_LETTER:
        return number * _PER_LETTER[unit] * size
    return number * _UNITS[unit] if unit in _UNITS else None


def longhand(declared: Mapping[str, str], custom: Mapping[str, str]) -> dict[str, str]:
    """The declarations with variables put in, and what shorthands say of their properties."""
    style: dict[str, str] = {}
    for name, written in declared.items():
        value = resolve(written, custom) if "var(" in written else written
        style[name] = value
        if name in ("margin", "inset"):
            parts = value.split()
            for side, place in zip(_SIDES, _PLACES.get(len(parts), ()), strict=False):
                style[f"margin-{side}" if name == "margin" else side] = parts[place]
        elif name == "font" and (match := _FONT_SIZE.fullmatch(value)):
            style["font-size"] = match[1]
        elif name in ("overflow-x", "overflow-y"):
            style["overflow"] = value
        elif name == "overflow":
            style["overflow"] = value.split()[0] if value else ""
    return style


def hand_down(node: Relative, style: Mapping[str, str], above: Inherited, *, is_plain: bool) -> Inherited:
    """What an element hands down, given its own declarations and what it inherits."""
    custom = above.custom
    own = {name: value for name, value in style.items() if name.startswith("--")}
    ink = _ink(node, style, above)
    return Inherited(
        _font_size(style.get("font-size", ""), above.size),
        style.get("visibility", above.visibility) if style.get("visibility") != "inherit" else above.visibility,
        ink,
        _ground(node, style, above.ground, is_plain=is_plain),
        {**custom, **own} if own else custom,
        style.get("direction", node.stated.get("dir", above.direction).lower()),
    )


def _font_size(value: str, above: float) -> float:
    if not value:
        return above
    if value in _NAMED_SIZES:
        return _NAMED_SIZES[value]
    return max(0.0, size) if (size := pixels(value, above, above)) is not None else above


def _ink(node: Relative, style: Mapping[str, str], above: Inherited) -> Colour | None:
    """The colour of letters; None where it is not known, or where a shadow or a picture makes them visible."""
    if style.get("text-shadow", "none") != "none" or "text" in (
        style.get("background-clip"),
        style.get("-webkit-background-clip"),
    ):
        return None
    value = style.get("-webkit-text-fill-color") or style.get("color")
    if value in (None, "inherit", "currentcolor"):
        legacy = node.stated.get("color" if node.name == "font" else "text" if node.name == "body" else "", "")
        if legacy:
            return read_legacy(legacy)
        return Colour(0, 0, 0.93, 1) if node.name == "a" and "href" in node.stated else above.ink
    return read_colour(value)


def _ground(node: Relative, style: Mapping[str, str], above: Colour | None, *, is_plain: bool) -> Colour | None:
    """The colour behind the letters; None where it is not known."""
    value = f"{style.get('background', '')} {style.get('background-color', '')}".strip()
    picture = f"{value} {style.get('background-image', '')}"
    if "url(" in picture or "gradient(" in picture or node.stated.get("background"):
        return None
    for part in reversed(_parts(value)):
        if (colour := read_colour(part)) is not None and not colour.is_faint:
            return colour if colour.alpha == 1 else None
    if node.stated.get("bgcolor"):
        return read_legacy(node.stated["bgcolor"])
    if _is_over_others(style) or (not is_plain and (node.classes or "id" in node.stated)):
        return None
    return above


def _is_over_others(style: Mapping[str, str]) -> bool:
    """Whether an element is placed over others, which may be pictures."""
    return style.get("position") in ("absolute", "fixed") or style.get("margin-top", "").startswith("-")


def _parts(value: str) -> list[str]:
    """The parts of a value, those in parentheses whole."""
    return re.findall(r"[^\s()]+(?:\([^()]*\))?", value)
