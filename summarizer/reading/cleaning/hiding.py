"""Text that a browser does not show, or shows crossed out: by element, attribute, style, or a style sheet of the page.

Rules:

1. `data/hiding.tsv` lists the styles that hide, told of the style that a browser computes: sheets, attributes and what is
   inherited, variables, !important, specificity. An element is hidden if it is on a wide screen (1280 pixels) and on a
   telephone (360) alike, so that what a page repeats for telephones stays.
2. `hidden`, `popover`, `aria-hidden="true"`, and a `<dialog>` that is not open hide by themselves; a style may show
   the first again, as `display:flex` does. Closed `<details>` are one click away, and stay.
3. What is hidden without a closing tag reaches as far as a browser lets it (`elements.Element.limit`), unless it would
   hold most of the page's sentences.
4. Letters in the colour of their ground are hidden where the ground is known: a page that links style sheets, a
   picture, or an element placed over others hides nothing by colour unless it states both.
5. What a sheet hides though it holds most of the sentences is shown by a script, and stays; so does WeChat's article.

When in doubt an element stays in Text, where `checking/hostility` looks at it.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from summarizer.reading.cleaning.computed import Inherited, hand_down, longhand, start
from summarizer.reading.cleaning.elements import ELEMENTS, Element, Leaf, Tree, attributes
from summarizer.reading.cleaning.hiding_rows import WANTED, Part, hidden_parts, hides_text
from summarizer.reading.cleaning.relatives import Relative, family
from summarizer.reading.cleaning.stylesheets import Cascade, StyleRule, depends_on_width, read_rules
from summarizer.resources import lazy_pattern

_WIDTHS = (1280, 360)
_SHOWN_BY_SCRIPT = "js_content"  # the article of a saved WeChat page is hidden until a script has run
_HALF = 0.5
_TOLD = frozenset({"bdo", "dialog", *ELEMENTS["withdrawn"]})
_WITHDRAWN = ELEMENTS["withdrawn"]
_MAY_HIDE = lazy_pattern(
    r"[<\s\"'](?:(?<!<)(?:style\s*=|(?:hidden|popover|aria-hidden|bgcolor|color|text)\b)"
    rf"|(?<=<)(?:style|dialog|bdo|(?:{'|'.join(_WITHDRAWN)})\b))",
    re.IGNORECASE,
)
_LINKED = lazy_pattern(r"<link\b[^<>]*stylesheet", re.IGNORECASE)
_IMPORT = lazy_pattern(r"@import", re.IGNORECASE)


class Concealed(NamedTuple):
    """Half-open [start, end) of the raw document that a browser does not show, or, if `struck`, crosses out."""

    start: int
    end: int
    struck: bool = False


def concealed(tree: Tree, share: Callable[[Element], float]) -> dict[int, Concealed]:
    """What is hidden or crossed out, by where its element or text starts; `share` is the part of the sentences in one."""
    if not _MAY_HIDE.search(tree.raw, tree.root.start):
        return {}
    sheets = list(_sheets(tree))
    rules = read_rules(sheets, WANTED)
    plain = not _LINKED.search(tree.raw) and not any(_IMPORT.search(css) for _, css in sheets)
    widths = _WIDTHS if depends_on_width(rules) else _WIDTHS[:1]
    nodes = family(tree)
    found = [_Browser(tree, rules, width, share, is_plain=plain).read(nodes) for width in widths]
    return {start: span for start, span in found[0].items() if all(start in other for other in found)}


def _sheets(tree: Tree) -> Iterator[tuple[str, str]]:
    """The `media` attribute and the text of each style sheet of the page."""
    for node in tree.nodes:
        if (
            isinstance(node, Leaf)
            and node.kind == "script"
            and tree.raw[node.start + 1 : node.start + 6].lower() == "style"
        ):
            tag, _, css = tree.source(node).partition(">")
            media = next((value for name, value, _ in attributes(tag) if name == "media"), "")
            yield media, re.split(r"</style", css, maxsplit=1, flags=re.IGNORECASE)[0]


class _State(NamedTuple):
    """What is known of an element: what it hands down, how it is hidden, and whether its own text is."""

    own: Inherited
    part: Part | None
    hides_text: bool


class _Browser:
    """Computes the style of each element on a screen of one width, and what that hides."""

    def __init__(
        self, tree: Tree, rules: list[StyleRule], width: int, share: Callable[[Element], float], *, is_plain: bool
    ) -> None:
        self._tree, self._share, self._plain = tree, share, is_plain
        self._cascade = Cascade(rules, width, WANTED)

    def read(self, nodes: list[Relative]) -> dict[int, Concealed]:
        """What is hidden of these elements, parents before their children."""
        states: dict[int, _State] = {id(nodes[0]): _State(start(is_plain=self._plain), None, hides_text=False)}
        for node in nodes[1:]:
            states[id(node)] = self._state(node, states[id(node.parent)])
        return dict(self._spans(nodes, states))

    def _state(self, node: Relative, above: _State) -> _State:
        declared = self._cascade.declared(node)
        if not declared and not node.stated and node.name not in _TOLD:
            return above if above.part is None else _State(above.own, None, above.hides_text)
        own_variables = {name: value for name, value in declared.items() if name.startswith("--")}
        style = longhand(declared, {**above.own.custom, **own_variables} if own_variables else above.own.custom)
        own = hand_down(node, style, above.own, is_plain=self._plain)
        part = self._part(node, style, own)
        hidden = above.hides_text if own == above.own else hides_text(own)
        if (part or (hidden and not above.hides_text)) and self._stays(node):
            return _State(above.own, None, above.hides_text)
        return _State(own, part, hidden)

    def _part(self, node: Relative, style: Mapping[str, str], own: Inherited) -> Part | None:
        """Whether an element is hidden whole, or crossed out."""
        if node.stated.get("aria-hidden", "").strip().lower() == "true" or _by_element(node, style):
            return "whole"
        parts = hidden_parts(style, own)
        if node.name in _WITHDRAWN and "none" not in style.get("text-decoration", ""):
            parts.add("struck")
        return "whole" if "whole" in parts else "struck" if "struck" in parts else None

    def _stays(self, node: Relative) -> bool:
        """Whether it holds most of the page, so that a script shows it."""
        element = node.element
        share = self._share(element)
        if share >= _HALF and node.stated.get("id") == _SHOWN_BY_SCRIPT:
            return True
        by_itself = element.is_closed and ("style" in node.stated or node.stated.keys() & {"hidden", "aria-hidden"})
        return share > _HALF and not by_itself

    def _spans(self, nodes: list[Relative], states: Mapping[int, _State]) -> Iterator[tuple[int, Concealed]]:
        shown: set[int] = {id(nodes[0])}
        for node in reversed(nodes[1:]):  # children before their parents
            state = states[id(node)]
            if state.part != "whole" and (not state.hides_text or id(node) in shown):
                shown |= {id(node), id(node.parent)}
        for node in nodes[1:]:
            state, element = states[id(node)], node.element
            if id(node) not in shown or state.part is not None:
                inherits = state.part is None and states[id(node.parent)].hides_text
                end = element.end if element.is_closed or inherits else element.reach
                yield element.start, Concealed(element.start, end, state.part == "struck")
            elif state.hides_text:
                leaves = (child for child in element.children if isinstance(child, Leaf))
                yield from ((leaf.start, Concealed(leaf.start, leaf.end)) for leaf in leaves)


def _by_element(node: Relative, style: Mapping[str, str]) -> bool:
    """What hides by its name or attributes, unless a style shows it."""
    display = style.get("display", "")
    if node.name == "dialog" and "open" not in node.stated:
        return display in ("", "none")
    if node.name == "bdo" and node.stated.get("dir", "").lower() == "rtl":
        return True
    return ("hidden" in node.stated or "popover" in node.stated) and display in ("", "none")
