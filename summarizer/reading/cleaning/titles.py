"""The title of an article among its lines, and the lines that only repeat it.

A title is a short line above a paragraph. It is no byline, no dateline, no end of a sentence, and no name of a column or
site (`data/untitled.tsv`). Of several such lines the title is the first that the page states as its title, else the
first. A line that repeats it, with or without the site's name, goes: its numbers count once.
"""

import re
from collections.abc import Collection, Container, Sequence

from summarizer.models import Span
from summarizer.reading.cleaning.boilerplate import Line, is_byline, is_paragraph
from summarizer.resources import lazy_pattern, table

_TITLE_CHARS = 60
_LEAST_REPEATED = 6
_NO_TITLE_END = lazy_pattern(r"[。;:,、…]$")
_DATELINE = lazy_pattern(r"\S{0,20}(?:讯|电|消息|报道)(?: |\(|【|$)")
_UNTITLED = lazy_pattern("|".join(f"(?:{row[1]})" for row in table("untitled")))
SITE = lazy_pattern(
    r"(?:(?<![ \t\xa0])[ \t\xa0]++)?(?:(?<![_|｜—–-])[_|｜—–-]++|>>?)[ \t\xa0]*+"
    r"[^_|｜—–\s\d]{0,15}(?:网|網|政府|频道|頻道|新闻|新聞|资讯|資訊|在线|在線|中心|门户|門戶|日报|日報|要闻|动态|公告|央视|腾讯|新浪|搜狐|网易)"
    r"[^_|｜—–\s\d]{0,6}$"
)
_LABEL = re.compile(r"(?:文章|新闻|信息)?(?:标题|题名|名称) ?: ?(?=\S)")
_MARKS = " \t#*>[]()·•■◆●《》"


def squeeze(text: str) -> str:
    """`text` without white space, for comparison."""
    return "".join(text.split())


def is_untitled(folded: str) -> bool:
    """Whether a folded line is never the title of an article: a byline, a column, a site."""
    return _UNTITLED.match(folded.strip()) is not None


def choose(lines: Sequence[Line], stated: Collection[str] = (), goes_on: Container[int] = ()) -> int | None:
    """The index of the title's line, if there is a title; `stated` are squeezed titles that the page states.

    `goes_on` has the starts of lines that go on in the next one, which are no titles.
    """
    first: int | None = None
    for index, line in enumerate(lines[:-1]):
        if is_paragraph(line.text):
            break
        is_named = squeeze(line.text) in stated
        apart = line.start not in goes_on and (index == 0 or lines[index - 1].start not in goes_on)
        if (first is None or is_named) and apart and _fits(line.text):
            if is_named or not stated:
                return index
            first = index
    return first


def _fits(folded: str) -> bool:
    if len(folded) > _TITLE_CHARS or "\t" in folded or _NO_TITLE_END.search(folded):
        return False
    return not is_byline(folded) and not _DATELINE.match(folded) and not is_untitled(folded)


def span(line: Line) -> Span:
    """Where the title is in its line: after the label in 标题：某县防汛工作."""
    label = _LABEL.match(line.text)
    return Span(line.start + (label.end() if label else 0), line.end)


def repeats(lines: Sequence[Line], title: int) -> tuple[int, set[int]]:
    """Which line stays as the title, the first one without the site's name, and those that only repeat it."""
    own = _key(lines[title].text)
    if len(own) < _LEAST_REPEATED:
        return title, set()
    keys = [_key(line.text) for line in lines]
    same = [index for index, key in enumerate(keys) if _same(own, key)]
    plain = next((index for index in same if len(keys[index]) < len(own)), title)
    return plain, set(same) - {plain}


def _key(folded: str) -> str:
    if len(folded) > 2 * _TITLE_CHARS:
        return folded
    bare = folded.strip(_MARKS)
    return squeeze(_LABEL.sub("", bare, count=1) if ":" in bare else bare)


def _same(own: str, other: str) -> bool:
    """Whether two titles differ only by the name of a site after a mark."""
    if not own.startswith(other[:_LEAST_REPEATED]):
        return False
    short, long = sorted((own, other), key=len)
    if short == long:
        return True
    site = SITE.search(long, len(short)) if len(short) >= _LEAST_REPEATED and long.startswith(short) else None
    return site is not None and site.start() == len(short)
