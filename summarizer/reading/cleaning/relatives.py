"""Which selectors of a style sheet an element of a page matches.

cssselect parses a selector; it is then matched here, on our own tree, because each element must keep its place in the
raw document. Matching takes time in proportion to elements and selectors: what is known of an element's ancestors and
elder siblings is kept. Names are compared in lower case, as pages without a doctype are. What depends on a pointer,
on a click or on another state (`:hover`, `:target`, `:checked`) matches nothing, nor does what no rule here knows.
"""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from cssselect import SelectorError
from cssselect import parser as selectors

from summarizer.reading.cleaning.elements import Element, Tree, attributes
from summarizer.resources import lazy_pattern

_SELECTOR_CHARS = 300
_NESTED = 6
_NOT_ANY = lazy_pattern(r":not\(([^()]*,[^()]*)\)", re.IGNORECASE)
_NTH = lazy_pattern(r"(?:(?P<step>[+-]?\d*)n)?(?P<first>[+-]?\d+)?")


@dataclass(slots=True, eq=False)
class Relative:
    """An element among its relatives: `index` counts elder siblings, `like_index` those of the same name."""

    element: Element
    parent: "Relative | None"
    elder: "Relative | None"
    index: int
    like_index: int
    stated: dict[str, str]
    classes: frozenset[str]
    names: dict[str, int] = field(default_factory=dict)
    children: int = 0
    last: "Relative | None" = None

    @property
    def name(self) -> str:
        return self.element.name

    def add(self, element: Element, stated: dict[str, str]) -> "Relative":
        """Add a child."""
        classes = frozenset(stated.get("class", "").lower().split())
        like = self.names.get(element.name, 0)
        child = Relative(element, self, self.last, self.children, like, stated, classes)
        self.names[element.name], self.children, self.last = like + 1, self.children + 1, child
        return child


def family(tree: Tree) -> list[Relative]:
    """All elements of a page, parents before their children, the root of the tree first."""
    root = Relative(tree.root, None, None, 0, 0, {}, frozenset())
    found, stack = [root], [root]
    while stack:
        node = stack.pop()
        for child in node.element.children:
            if isinstance(child, Element):
                found.append(node.add(child, _stated(tree, child)))
                stack.append(found[-1])
    return found


def _stated(tree: Tree, element: Element) -> dict[str, str]:
    """The attributes of an element; of two with one name the first counts."""
    if element.inner_start - element.start <= len(element.name) + len("<>"):
        return {}
    stated: dict[str, str] = {}
    for name, value, _ in attributes(tree.source(element)):
        stated.setdefault(name, html.unescape(value) if "&" in value else value)
    return stated


@dataclass(frozen=True, slots=True, eq=False)
class CompiledSelector:
    """A selector: its parse tree, its specificity, and what an element must have to match it: `.name`, `#name`, a name."""

    tree: selectors.Tree
    specificity: tuple[int, int, int]
    key: str


@lru_cache(maxsize=8192)
def compile_selector(text: str) -> CompiledSelector | None:
    """One selector without commas at its top; None where it is none, names a pseudo-element, or is beyond all measure."""
    if len(text) > _SELECTOR_CHARS or text.count("(") > _NESTED:
        return None
    apart = _NOT_ANY.sub(lambda match: "".join(f":not({part})" for part in match[1].split(",")), text)
    try:
        (parsed,) = selectors.parse(apart)
    except (SelectorError, ValueError):
        return None
    if parsed.pseudo_element is not None:
        return None
    return CompiledSelector(parsed.parsed_tree, parsed.specificity(), _key(parsed.parsed_tree))


def _key(tree: selectors.Tree) -> str:
    """What the subject of a selector must have: its id, else a class, else its name; `*` where it needs none of them."""
    node = tree.subselector if isinstance(tree, selectors.CombinedSelector) else tree
    key = "*"
    while not isinstance(node, selectors.Element | selectors.CombinedSelector):
        if isinstance(node, selectors.Hash):
            return f"#{node.id.lower()}"
        if isinstance(node, selectors.Class):
            key = f".{node.class_name.lower()}"
        node = node.selector
    if key == "*" and isinstance(node, selectors.Element) and node.element:
        return node.element.lower()
    return key


class Selection:
    """Matches the elements of one page, and keeps what it knows of those around them."""

    def __init__(self) -> None:
        self._around: dict[tuple[int, int, str], bool] = {}

    def matches(self, selector: CompiledSelector, node: Relative) -> bool:
        return self._fits(selector.tree, node)

    def _fits(self, tree: selectors.Tree, node: Relative) -> bool:
        if isinstance(tree, selectors.CombinedSelector):
            return self._fits(tree.subselector, node) and self._combined(tree, node)
        if isinstance(tree, selectors.Element):
            return tree.element is None or tree.element.lower() == node.name
        return self._fits(tree.selector, node) and self._has(tree, node)

    def _has(self, tree: selectors.Tree, node: Relative) -> bool:
        fits = False
        if isinstance(tree, selectors.Class):
            fits = tree.class_name.lower() in node.classes
        elif isinstance(tree, selectors.Hash):
            fits = tree.id.lower() == node.stated.get("id", "").lower()
        elif isinstance(tree, selectors.Attrib):
            fits = _has_attribute(tree, node)
        elif isinstance(tree, selectors.Negation):
            fits = not self._fits(tree.subselector, node)
        elif isinstance(tree, selectors.Matching | selectors.SpecificityAdjustment):
            fits = any(self._fits(option, node) for option in tree.selector_list)
        elif isinstance(tree, selectors.Function):
            fits = _is_nth(tree, node)
        elif isinstance(tree, selectors.Pseudo) and tree.ident in _STATES:
            fits = _STATES[tree.ident](node)
        return fits

    def _combined(self, tree: selectors.CombinedSelector, node: Relative) -> bool:
        if tree.combinator in ">+":
            other = node.parent if tree.combinator == ">" else node.elder
            return other is not None and self._fits(tree.selector, other)
        return self._any_around(tree.selector, node, "parent" if tree.combinator == " " else "elder")

    def _any_around(self, tree: selectors.Tree, node: Relative, way: str) -> bool:
        """Whether any ancestor (or elder sibling) matches; each is looked at once for each selector."""
        passed: list[tuple[int, int, str]] = []
        found = False
        other: Relative | None = getattr(node, way)
        while other is not None and not found:
            key = (id(tree), id(other), way)
            if (known := self._around.get(key)) is not None:
                found = known
                break
            passed.append(key)
            found = self._fits(tree, other)
            other = getattr(other, way)
        self._around.update(dict.fromkeys(passed, found))
        return found


def _has_attribute(tree: selectors.Attrib, node: Relative) -> bool:
    value = node.stated.get(tree.attrib.lower())
    if value is None or tree.operator == "exists":
        return value is not None
    wanted = str(tree.value.css() if tree.value is not None else "").strip("\"'").lower()
    return bool(wanted) and _OPERATORS[tree.operator](value.lower(), wanted)


_OPERATORS: dict[str, Callable[[str, str], bool]] = {
    "=": lambda value, wanted: value == wanted,
    "!=": lambda value, wanted: value != wanted,
    "~=": lambda value, wanted: wanted in value.split(),
    "|=": lambda value, wanted: value == wanted or value.startswith(f"{wanted}-"),
    "^=": lambda value, wanted: value.startswith(wanted),
    "$=": lambda value, wanted: value.endswith(wanted),
    "*=": lambda value, wanted: wanted in value,
}
_STATES: dict[str, Callable[[Relative], bool]] = {
    "root": lambda node: node.name == "html",
    "first-child": lambda node: node.index == 0,
    "last-child": lambda node: node.parent is not None and node.index + 1 == node.parent.children,
    "only-child": lambda node: node.parent is not None and node.parent.children == 1,
    "first-of-type": lambda node: node.like_index == 0,
    "last-of-type": lambda node: node.parent is not None and node.like_index + 1 == node.parent.names[node.name],
    "only-of-type": lambda node: node.parent is not None and node.parent.names[node.name] == 1,
    "link": lambda node: node.name == "a" and "href" in node.stated,
    "any-link": lambda node: node.name == "a" and "href" in node.stated,
    "enabled": lambda node: "disabled" not in node.stated,
    "empty": lambda node: not node.element.children,
}


def _is_nth(tree: selectors.Function, node: Relative) -> bool:
    """`:nth-child(2n+1)` and its kin: the place from the front or the end, among all siblings or those of its name."""
    if node.parent is None or not tree.name.startswith("nth-"):
        return False
    alike = tree.name.endswith("of-type")
    place = node.like_index if alike else node.index
    if tree.name.startswith("nth-last-"):
        place = (node.parent.names[node.name] if alike else node.parent.children) - 1 - place
    written = "".join(str(token.value or "") for token in tree.arguments).replace(" ", "").lower()
    written = {"odd": "2n+1", "even": "2n"}.get(written, written)
    nth = _NTH.fullmatch(written)
    if not written or nth is None:
        return False
    first = int(nth["first"] or 0)
    if nth["step"] is None:
        return place + 1 == first
    step = int(f"{nth['step']}1") if nth["step"] in ("", "+", "-") else int(nth["step"])
    beyond = place + 1 - first
    return beyond == 0 if step == 0 else beyond % step == 0 and beyond // step >= 0
