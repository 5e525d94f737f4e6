"""Which elements of a page are dropped whole, and why: hidden, script, navigation, related, footer.

Rules:

1. A hidden element goes (see `hiding`), and so does the hidden text of one that shows other text. What is crossed out
   goes as withdrawn.
2. Elements that `data/elements.tsv` lists by name go if they are closed: scripts, navigation, footers. One that
   holds most sentences of the page (a form around all of it) stays, and so does the `<header>` of an article.
3. Readings above characters (`<rt>`) go as pinyin, marks of notes (`<sup>[1]</sup>`) as note (see `raised`).
4. Block elements that it lists by class, id or role (`<ul class="nav">`) go if they hold no sentence.
"""

import re
from bisect import bisect_left

from summarizer.models import Span
from summarizer.reading.cleaning.elements import ELEMENTS, Element, Leaf, Tree
from summarizer.reading.cleaning.pieces import Cut
from summarizer.reading.cleaning.raised import find, how, may_be_raised

_CLASS = re.compile(r"""\s(?:class|id|role)\s*=\s*["']?([^"'<>]*)""", re.IGNORECASE)
_REASONS = {name: reason for reason in ("navigation", "footer", "script", "feed") for name in ELEMENTS[reason]}
_CLASS_REASONS = {
    name: reason for reason in ("navigation", "related", "footer") for name in ELEMENTS[f"{reason} class"]
}
_VOID, _BLOCKS = ELEMENTS["void"], ELEMENTS["block"]
_READINGS = ELEMENTS["ruby"]
_HALF = 0.5
_FEW_SENTENCES, _FEW_CHARS = 3, 400


def dropped(tree: Tree) -> dict[int, Cut]:
    """The elements that go, outermost ones only, and texts that go by themselves, by where they start."""
    page = _Page(tree)
    cuts = page.hidden_texts()
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
    """What the decision on one element needs to know of the whole page: its sentences, and what is hidden."""

    def __init__(self, tree: Tree) -> None:
        from summarizer.reading.cleaning.hiding import concealed  # noqa: PLC0415 - parses CSS, which a text has none of

        self._tree = tree
        self._stops = [match.start() for match in re.finditer("。", tree.raw)]
        self._concealed = concealed(tree, self._share_of_style)

    def hidden_texts(self) -> dict[int, Cut]:
        """The texts that are hidden though their element is not."""
        leaves = (node for node in self._tree.nodes if isinstance(node, Leaf)) if self._concealed else ()
        return {leaf.start: Cut("hidden", leaf.start, leaf.end) for leaf in leaves if leaf.start in self._concealed}

    def judge(self, element: Element, *, in_article: bool) -> Cut | None:
        """The cut of an element that goes, with the reason."""
        hidden = self._concealed.get(element.start)
        if hidden is not None and not hidden.struck:
            return Cut("hidden", element.start, hidden.end)
        if hidden is not None:
            return Cut("withdrawn", element.start, hidden.end)
        if element.name in _READINGS:
            return Cut("pinyin", element.start, element.reach)
        tag = self._tree.raw[element.start : element.inner_start]
        if may_be_raised(element.name, tag) and (raised := find(self._tree.raw, element)) and how(raised) == "note":
            return Cut("note", element.start, element.end)
        reason = self._reason(element, tag, in_article=in_article) if element.is_closed else None
        return Cut(reason, element.start, element.end) if reason else None

    def _share_of_style(self, element: Element) -> float:
        """The part of the sentences, as styles count it: a few short ones, or a page without any, are no more than half."""
        start, end = element.inner_start, element.reach
        share = self._share(Span(start, end)) if self._stops else _HALF
        if not element.is_closed:
            return share
        held = bisect_left(self._stops, end) - bisect_left(self._stops, start)
        return min(share, _HALF) if held < _FEW_SENTENCES and end - start < _FEW_CHARS else share

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


def _class_reason(tag: str) -> str | None:
    names = (name for value in _CLASS.finditer(tag) for name in value[1].lower().split())
    return next((_CLASS_REASONS[name] for name in names if name in _CLASS_REASONS), None)
