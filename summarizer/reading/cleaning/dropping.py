"""Which elements of a page are dropped whole, and why: hidden, script, navigation, related, footer.

Rules:

1. A hidden element goes (see `hiding`), even one that is never closed: it reaches to the end of the page then.
2. Elements that `data/elements.tsv` lists by name go if they are closed: scripts, navigation, footers. One that
   holds most sentences of the page (a form around all of it) stays, and so does the `<header>` of an article.
3. Block elements that it lists by class, id or role (`<ul class="nav">`) go if they hold no sentence.
"""

import re
from bisect import bisect_left

from summarizer.models import Span
from summarizer.reading.cleaning.elements import ELEMENTS, Element, Leaf, Tree
from summarizer.reading.cleaning.hiding import hides, may_hide, read_sheets
from summarizer.reading.cleaning.pieces import Cut

_CLASS = re.compile(r"""\s(?:class|id|role)\s*=\s*["']?([^"'<>]*)""", re.IGNORECASE)
_REASONS = {name: reason for reason in ("navigation", "footer", "script") for name in ELEMENTS[reason]}
_CLASS_REASONS = {
    name: reason for reason in ("navigation", "related", "footer") for name in ELEMENTS[f"{reason} class"]
}
_VOID, _BLOCKS = ELEMENTS["void"], ELEMENTS["block"]
_HALF = 0.5


def dropped(tree: Tree) -> dict[int, Cut]:
    """The elements that go, outermost ones only, by where they start."""
    page = _Page(tree)
    cuts: dict[int, Cut] = {}
    end = article_end = -1
    for element in tree.elements:
        if element.start < end or element.name in _VOID:
            continue
        cut = page.judge(element, in_article=element.start < article_end)
        if cut is not None:
            cuts[element.start] = cut
            end = cut.end
        elif element.is_closed and element.name in ("article", "main"):
            article_end = max(article_end, element.inner_end)
    return cuts


class _Page:
    """What the decision on one element needs to know of the whole page: its sentences and its style sheets."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._stops = [match.start() for match in re.finditer("。", tree.raw)]
        self._sheet = read_sheets(tree.source(node) for node in tree.nodes if _is_sheet(tree.raw, node))

    def judge(self, element: Element, *, in_article: bool) -> Cut | None:
        """The cut of an element that goes, with the reason."""
        tag = self._tree.raw[element.start : element.inner_start]
        if may_hide(tag, self._sheet) and (end := self._hidden_end(element, tag)) is not None:
            return Cut("hidden", element.start, end)
        reason = self._reason(element, tag, in_article=in_article) if element.is_closed else None
        return Cut(reason, element.start, element.end) if reason else None

    def _hidden_end(self, element: Element, tag: str) -> int | None:
        """Where a hidden element ends; None where the element is shown, or not closed but holds most of the page."""
        page_end = len(self._tree.raw)
        content = Span(element.inner_start, element.inner_end if element.is_closed else page_end)
        share = self._share(content)
        if not hides(self._tree.raw, tag, content, self._sheet, share if self._stops else _HALF):
            return None
        if element.is_closed:
            return element.end
        return page_end if share <= _HALF else None

    def _reason(self, element: Element, tag: str, *, in_article: bool) -> str | None:
        """Why a closed element goes by its name, or by its class, id or role."""
        reason = _REASONS.get(element.name)
        if reason is not None:
            stays = self._share(element.content) > _HALF or (element.name == "header" and in_article)
            return None if stays else reason
        if element.name not in _BLOCKS:
            return None
        reason = _class_reason(tag)
        return reason if reason and not self._share(element.content) else None

    def _share(self, content: Span) -> float:
        """The part of the page's sentences that end in `content`."""
        held = bisect_left(self._stops, content.end) - bisect_left(self._stops, content.start)
        return held / len(self._stops) if held else 0.0


def _is_sheet(raw: str, node: Element | Leaf) -> bool:
    return isinstance(node, Leaf) and node.kind == "script" and raw.startswith(("<style", "<STYLE"), node.start)


def _class_reason(tag: str) -> str | None:
    names = (name for value in _CLASS.finditer(tag) for name in value[1].lower().split())
    return next((_CLASS_REASONS[name] for name in names if name in _CLASS_REASONS), None)
