"""Text that a browser does not show: elements hidden by attribute, by style, or by a style sheet of the page.

Rules:

1. `data/hiding.tsv` lists the styles that hide. They are read as a browser reads them: entities resolved, blanks
   and comments ignored. `hidden` and `aria-hidden="true"` hide by themselves.
2. Of style sheets only plain rules are read: a class or an id, alone or after the name of an element, outside
   @media. A class that another rule shows again (`.tab` and `.tab-active`) hides nothing, since scripts switch it on.
3. A hidden element that is never closed reaches to the end of the page, unless it would hold most of the page's sentences.

When in doubt an element stays in Text, where `checking/hostility` looks at it.
"""

import html
import re
from collections.abc import Iterable
from typing import NamedTuple

from summarizer.models import Span
from summarizer.reading.cleaning.elements import attributes
from summarizer.resources import table

_NOTE = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_GROUP = re.compile(r"@[^{};]{0,200}+\{(?:[^{}]*+\{[^{}]*+\})*+[^{}]*+\}?")
_SELECTOR = re.compile(r"[a-z0-9]*([.#][\w-]+)")
_STYLED = re.compile(r"\s(?:style|class|size)\s*=", re.IGNORECASE)
_SHOWN = re.compile(r"(?<![a-z-])display:(?!none)")
_SHOWN_BY_SCRIPT = "js_content"  # the article of a saved WeChat page is hidden until a script has run
_HALF = 0.5

_MARKS = re.compile("|".join(map(re.escape, {"hidden", *(mark for row in table("hiding") for mark in row[1].split())})))
_WHOLE, _BARE = (
    re.compile("|".join(row[2] for row in table("hiding") if row[0] == kind)) for kind in ("whole", "bare")
)


class Sheet(NamedTuple):
    """The classes and ids (`.name`, `#name`, lower case) that the style sheets of a page hide, and show again."""

    hidden: frozenset[str] = frozenset()
    shown: frozenset[str] = frozenset()


def read_sheets(sheets: Iterable[str]) -> Sheet:
    """What the style sheets of a page (`<style>…</style>`) hide by class or id."""
    hidden: set[str] = set()
    shown: set[str] = set()
    for sheet in sheets:
        plain = _plain(sheet.partition(">")[2])
        if not _MARKS.search(plain):
            continue
        for rule in _GROUP.sub("", plain).split("}"):
            selectors, _, body = rule.rpartition("{")
            if _WHOLE.search(body):
                hidden |= _names(selectors)
            elif _SHOWN.search(body):
                shown |= _names(selectors)
    return Sheet(frozenset(hidden), frozenset(shown))


def _names(selectors: str) -> set[str]:
    found = (_SELECTOR.fullmatch(selector) for selector in selectors.rpartition("{")[2].split(","))
    return {match[1] for match in found if match}


def may_hide(tag: str, sheet: Sheet) -> bool:
    """Whether anything in an opening tag could hide its element: a quick test that few pass."""
    if sheet.hidden:
        return True
    if "style" not in tag and "hidden" not in tag:
        lowered = tag.lower()
        if "style" not in lowered and "hidden" not in lowered:
            return False
    return _MARKS.search(_plain(tag)) is not None


def hides(raw: str, tag: str, inner: Span, sheet: Sheet, share: float) -> bool:
    """Whether a browser does not show the element of this opening tag, which holds `raw[inner]`.

    `share` is the part of the page's sentences in the element, 0.5 on a page without any. A style sheet does not hide
    what holds most of them. Nothing hides WeChat's article, which a script shows.
    """
    stated = {name: html.unescape(value) for name, value, _ in attributes(tag.lower())}
    if share >= _HALF and stated.get("id") == _SHOWN_BY_SCRIPT:
        return False
    if "hidden" in stated or stated.get("aria-hidden") == "true":
        return True
    style = _plain(stated.get("style", ""))
    if _WHOLE.search(style) or (_BARE.search(style) and not _STYLED.search(raw, *inner)):
        return True
    names = {f".{name}" for name in stated.get("class", "").split()} | {f"#{stated.get('id', '')}"}
    return share <= _HALF and not names.isdisjoint(sheet.hidden) and names.isdisjoint(sheet.shown)


def _plain(style: str) -> str:
    """A style as a browser compares it: lower case, without comments and white space."""
    if "&" in style:
        style = html.unescape(style)
    if "/*" in style:
        style = _NOTE.sub("", style)
    return "".join(style.lower().split())
