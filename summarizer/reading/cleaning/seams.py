"""Where markup alone lies between two digits: one number that formatting splits, or two that stand side by side.

Two neighbours are one number if a browser shows them alike, as editors and word processors split numbers:

    <b>3</b>000                                    text beside formatting: one
    <span>1</span><span>2</span>                   alike: one
    <span class=n>1</span><span class=n>2</span>   alike, as counters are built: one
    <span style="font-family:宋体">12</span><span lang=EN-US style="font-family:Times">345</span>
                                                   fonts and languages differ, nothing that one sees as another number: one
    <span class=old>80</span><span class=new>70</span>              two
    <b>80</b><i>70</i>, <font color=red>80</font><font>70</font>    two: weight, slant, colour or size differ
    <span style="margin-right:9px">80</span><span>70</span>         two: room between them
    <a>1</a><a>2</a>, 80<img>70, 80<s>75</s>70                      two: links, a picture, withdrawn text between them
    <span>2024-07-09</span><span>08:30</span>                       two: a date and a time, two years, a year and a month, two decimals

Between two a space takes the place of a tag; between `12` and `345` two do, as one would make thousands of them.
"""

from collections.abc import Iterable
from functools import lru_cache

from summarizer.reading.cleaning.elements import ELEMENTS, attributes
from summarizer.resources import lazy_pattern

_SAME_LOOK = {"strong": "b", "em": "i", "cite": "i", "ins": "u", "span": "", "font": "", "o:p": "", "st1:chmetcnv": ""}
_ROOM = ("margin", "margin-left", "margin-right", "padding", "padding-left", "padding-right", "float")
_SEEN = frozenset(
    {*_ROOM, "color", "background", "background-color", "font-size", "font-weight", "font-style", "text-decoration"}
    | {"vertical-align", "border", "display", "position"}
)
_USUAL = frozenset(
    {"normal", "inherit", "none", "0", "0px", "0pt", "auto", "inline", "static", "baseline", "400", "0cm"}
)
_LAST, _FIRST = lazy_pattern(r"[\d.,:/-]{1,20}\Z"), lazy_pattern(r"[\d.,:/-]{1,20}")
_DATE, _CLOCK = lazy_pattern(r"\d{4}([-/.])\d{1,2}\1\d{1,2}"), lazy_pattern(r"\d{1,2}:\d{2}(?::\d{2})?")
_YEAR, _POINT = lazy_pattern(r"(?:19|20)\d\d"), lazy_pattern(r"\d\.\d")
_PART_OF_DATE, _YEAR_DIGITS = lazy_pattern(r"\d{1,2}[月日时]"), 4
_THREE = lazy_pattern(r"\d{3}(?!\d)")
_DIGITS = frozenset("0123456789０１２３４５６７８９")
_BLOCKS = ELEMENTS["block"] | ELEMENTS["cell"]


@lru_cache(maxsize=4096)
def _look(tag: str, name: str) -> frozenset[str]:
    """What one sees of an inline element, from its opening tag."""
    from summarizer.reading.cleaning.stylesheets import inline  # noqa: PLC0415 - parses CSS, which a text has none of

    seen = {f"<{_SAME_LOOK.get(name, name)}>"} - {"<>"}
    for attribute, value, _ in attributes(tag):
        if attribute == "class":
            seen |= {f".{part}" for part in value.lower().split()}
        elif attribute == "style":
            seen |= {f"{key}:{stated}" for key, stated, _ in inline(value, _SEEN) if stated not in _USUAL}
        elif attribute in ("color", "size") and name == "font":
            seen.add(f"{attribute}:{value.lower()}")
    return frozenset(seen)


def may_begin(after: str) -> bool:
    """Whether a text begins with a digit, as only then it can be the rest of a number, or the next one."""
    return after[:1] in _DIGITS


class Seam:
    """The tags between two texts: what was closed, what was opened, and whether something else lay between."""

    def __init__(self) -> None:
        self._closed: list[tuple[str, str]] = []
        self._opened: list[tuple[str, str]] = []
        self._torn = False
        self._tags: list[tuple[int, int]] = []

    def close(self, tag: str, name: str, start: int, end: int) -> None:
        """A closing tag at [start, end), of an element with this opening tag."""
        self._tags.append((start, end))
        if name not in _BLOCKS:
            self._closed.append((tag, name))

    def enter(self, tag: str, name: str, start: int, end: int) -> None:
        """An opening tag at [start, end)."""
        self._tags.append((start, end))
        if name in ("img", "input"):
            self._torn = True
        elif name not in _BLOCKS and name != "wbr":
            self._opened.append((tag, name))

    def tear(self, start: int, end: int) -> None:
        """Something that one sees, and that is no text, at [start, end)."""
        self._tags.append((start, end))
        self._torn = True

    def gaps(self, before: str, after: str) -> list[tuple[int, int]]:
        """The tags that spaces replace if the texts on both sides are two numbers; two before what looks like thousands."""
        if not self._parts(before, after):
            return []
        return self._tags[-2:] if _THREE.match(after) else self._tags[-1:]

    def _parts(self, before: str, after: str) -> bool:
        if before[-1:] not in _DIGITS or not may_begin(after):
            return False
        if self._torn or _are_whole(before, after):
            return True
        if not (self._closed and self._opened):
            return False
        closed, opened = _union(self._closed), _union(self._opened)
        return closed != opened or "<a>" in closed or any(trait.startswith(_ROOM) for trait in closed)

    def __bool__(self) -> bool:
        return bool(self._tags)


def _union(tags: Iterable[tuple[str, str]]) -> frozenset[str]:
    return frozenset().union(*(_look(*tag) for tag in tags))


def _are_whole(before: str, after: str) -> bool:
    """Whether both are complete: a date and a time, two years, a year and a month, two decimals."""
    last, first = _LAST.search(before), _FIRST.match(after)
    if last is None or first is None:
        return False
    left, right = last[0], first[0]
    if any(form.fullmatch(left) or form.match(right) for form in (_DATE, _CLOCK)):
        return True
    both = (left, right)
    if len(left) >= _YEAR_DIGITS and _PART_OF_DATE.match(after):
        return True
    return all(map(_YEAR.fullmatch, both)) or all(map(_POINT.search, both))
