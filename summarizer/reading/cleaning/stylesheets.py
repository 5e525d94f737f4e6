"""What the style sheets and `style` attributes of a page declare (tinycss2 parses them).

Rules:

    value      in lower case, without comments and escapes, one blank between its parts: `translate(-9999px,0)`
    media      rules apply for a screen of a given width; @supports, @layer and @container apply, @keyframes do not
    order      important before plain, the attribute before sheets, then specificity, then the later rule
    nested     `.a { .b {…} }` is `.a .b`, `&` its parent
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import tinycss2
from tinycss2.ast import (
    AtRule,
    Declaration,
    DimensionToken,
    FunctionBlock,
    HashToken,
    IdentToken,
    LiteralToken,
    Node,
    NumberToken,
    ParenthesesBlock,
    PercentageToken,
    QualifiedRule,
    URLToken,
    WhitespaceToken,
)

from summarizer.reading.cleaning.relatives import CompiledSelector, Relative, Selection, compile_selector
from summarizer.resources import lazy_pattern

_SAME_KEY, _ANY_KEY = 200, 50
_EXPANDED = 50
_VALUE_CHARS = 400
_DEPTH = 8
_APPLIED = frozenset({"supports", "layer", "container", "scope", "document", "media"})
_FEATURE = lazy_pattern(r"\(\s*(min-|max-)?(?:device-)?width\s*(?::|(>=?|<=?))\s*([\d.]+)(px|r?em)\s*\)")
_UNUSUAL = lazy_pattern(r":\s*(?:dark|reduce|active|none|more|less|portrait|custom)\s*\)")
_TYPE = lazy_pattern(r"\s*(?:(not|only)\s+)?([a-z-]+)?")
_VARIABLE = lazy_pattern(r"var\(\s*(--[\w-]+)\s*(?:,((?:[^()]|\([^()]*\))*))?\)")
_ESCAPED = lazy_pattern(r"\\0{0,4}([46][1-9a-f]|[57][0-9a])\s?", re.IGNORECASE)
_EM = 16.0


class RankedValue(NamedTuple):
    """The value of a property and its rank in the cascade: the higher one counts."""

    rank: tuple[bool, bool, tuple[int, int, int], int]
    value: str


class StyleRule(NamedTuple):
    """A rule of a style sheet for one selector; `media` are the conditions around it."""

    selector: CompiledSelector
    order: int
    media: tuple[str, ...]
    declarations: tuple[tuple[str, str, bool], ...]


def read_rules(sheets: Iterable[tuple[str, str]], wanted: Collection[str]) -> list[StyleRule]:
    """The rules of style sheets, each given by its `media` attribute and its text, that declare a wanted property."""
    found: list[StyleRule] = []
    for media, css in sheets:
        around = (media.lower(),) if media.strip() else ()
        for node in tinycss2.parse_stylesheet(unescape(css), skip_comments=True, skip_whitespace=True):
            for names, conditions, declarations in _styles(node, (), around, wanted, _DEPTH):
                compiled = filter(None, map(compile_selector, names))
                found += [StyleRule(selector, len(found), conditions, declarations) for selector in compiled]
    return found


def unescape(css: str) -> str:
    r"""A style with the letters of ASCII that are escaped inside of words: `disp\6c ay`.

    So is `disp\6cay`, which a browser reads as another word: whoever writes it wants to hide.
    """
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), css) if "\\" in css else css


_Style = tuple[tuple[str, ...], tuple[str, ...], tuple[tuple[str, str, bool], ...]]


def _styles(
    node: object, parents: tuple[str, ...], media: tuple[str, ...], wanted: Collection[str], depth: int
) -> Iterator[_Style]:
    """Selectors, media and declarations of a rule and of those nested in it."""
    if isinstance(node, AtRule):
        if node.content is None or node.lower_at_keyword not in _APPLIED or depth == 0:
            return
        condition = _compact(node.prelude)
        if node.lower_at_keyword == "media":
            media = (*media, condition)
        elif node.lower_at_keyword == "supports" and condition.startswith("not"):
            return
        names = parents
    elif isinstance(node, QualifiedRule) and depth:
        names = _nested(parents, list(_selectors(node.prelude)))
    else:
        return
    inside = tinycss2.parse_blocks_contents(node.content or [], skip_comments=True, skip_whitespace=True)
    declarations = tuple(_declarations(inside, wanted))
    if declarations and names:
        yield names, media, declarations
    for child in inside:
        yield from _styles(child, names, media, wanted, depth - 1)


def _selectors(prelude: Sequence[Node]) -> Iterator[str]:
    """The selectors of a list, as they are written."""
    part: list[Node] = []
    for token in prelude:
        if isinstance(token, LiteralToken) and token.value == ",":
            yield tinycss2.serialize(part).strip()
            part = []
        else:
            part.append(token)
    yield tinycss2.serialize(part).strip()


def _nested(parents: tuple[str, ...], names: list[str]) -> tuple[str, ...]:
    if not parents:
        return tuple(names)
    joined = (name.replace("&", parent) if "&" in name else f"{parent} {name}" for parent in parents for name in names)
    return tuple(joined)[:_EXPANDED]


def _declarations(nodes: Iterable[object], wanted: Collection[str]) -> Iterator[tuple[str, str, bool]]:
    for node in nodes:
        if isinstance(node, Declaration) and (node.lower_name in wanted or node.name.startswith("--")):
            yield node.lower_name, _compact(node.value), bool(node.important)


def _compact(tokens: Iterable[Node], depth: int = _DEPTH) -> str:
    """A value as it is compared."""
    parts: list[str] = []
    for token in tokens:
        parts.append(_word(token, depth))
        if len(parts) > _VALUE_CHARS:
            break
    return " ".join("".join(parts).split()).replace(", ", ",").replace("( ", "(").replace(" )", ")")


def _word(token: Node, depth: int) -> str:
    word: str = ""
    if isinstance(token, IdentToken | LiteralToken | HashToken):
        word = ("#" if isinstance(token, HashToken) else "") + token.value.lower()
    elif isinstance(token, NumberToken | PercentageToken | DimensionToken):
        unit = token.lower_unit if isinstance(token, DimensionToken) else ""
        word = f"{token.value:.10g}{'%' if isinstance(token, PercentageToken) else unit}"
    elif isinstance(token, FunctionBlock):
        word = f"{token.lower_name}({_compact(token.arguments, depth - 1) if depth else ''})"
    elif isinstance(token, ParenthesesBlock):
        word = f"({_compact(token.content, depth - 1) if depth else ''})"
    elif isinstance(token, WhitespaceToken):
        word = " "
    elif isinstance(token, URLToken):
        word = "url()"
    return word


@lru_cache(maxsize=4096)
def inline(style: str, wanted: frozenset[str]) -> tuple[tuple[str, str, bool], ...]:
    """The wanted declarations of a `style` attribute, each with its name, value and whether it is important."""
    nodes = tinycss2.parse_blocks_contents(unescape(style), skip_comments=True, skip_whitespace=True)
    return tuple(_declarations(nodes, wanted))


class Cascade:
    """The rules that apply on a screen of `width` pixels, found by what their subject must have."""

    def __init__(self, rules: Iterable[StyleRule], width: int, wanted: frozenset[str]) -> None:
        self._selection = Selection()
        self._wanted = wanted
        self._rules: dict[str, list[StyleRule]] = {}
        for rule in rules:
            if all(_applies(condition, width) for condition in rule.media):
                self._rules.setdefault(rule.selector.key, []).append(rule)
        self._rules = {key: alike[-(_ANY_KEY if key == "*" else _SAME_KEY) :] for key, alike in self._rules.items()}

    def declared(self, node: Relative) -> dict[str, str]:
        """What is declared for an element, without what is inherited."""
        best: dict[str, RankedValue] = {}
        for rule in self._matching(node):
            for name, value, important in rule.declarations:
                _put(best, name, RankedValue((important, False, rule.selector.specificity, rule.order), value))
        if "style" in node.stated:
            for name, value, important in inline(node.stated["style"], self._wanted):
                _put(best, name, RankedValue((important, True, (0, 0, 0), 0), value))
        return {name: declared.value for name, declared in best.items()}

    def _matching(self, node: Relative) -> Iterator[StyleRule]:
        if not self._rules:
            return
        keys = ["*", node.name, *(f".{name}" for name in node.classes)]
        if "id" in node.stated:
            keys.append(f"#{node.stated['id'].lower()}")
        for key in keys:
            for rule in self._rules.get(key, ()):
                if self._selection.matches(rule.selector, node):
                    yield rule


def _put(best: dict[str, RankedValue], name: str, declared: RankedValue) -> None:
    if name not in best or best[name].rank <= declared.rank:
        best[name] = declared


def depends_on_width(rules: Iterable[StyleRule]) -> bool:
    """Whether any rule applies on screens of some widths alone."""
    return any("width" in condition for rule in rules for condition in rule.media)


def _applies(media: str, width: int) -> bool:
    return any(_query_applies(query, width) for query in media.split(","))


def _query_applies(query: str, width: int) -> bool:
    start = _TYPE.match(query)
    negated, kind = (start[1] == "not", start[2]) if start else (False, None)
    fits = kind in (None, "all", "screen", "and", "not", "only")
    fits = fits and not _UNUSUAL.search(query)
    for bound, comparison, size, unit in _FEATURE.findall(query):
        pixels = float(size) * (1 if unit == "px" else _EM)
        fits = fits and (width >= pixels if bound == "min-" or comparison.startswith(">") else width <= pixels)
    return fits != negated


def resolve(value: str, custom: Mapping[str, str]) -> str:
    """A value with its variables put in; one without a value becomes nothing."""
    for _ in range(_DEPTH):
        if "var(" not in value or len(value) > _VALUE_CHARS:
            break
        value = _VARIABLE.sub(lambda match: custom.get(match[1], (match[2] or "").strip()), value)
    return value
