"""Reprints: another frame, source line or title, two or three words, a paragraph less, an editor's line more."""

import copy
import datetime as dt
import random
from dataclasses import replace

from corpora.facts import County
from corpora.frames import PORTALS, publisher
from corpora.text import Block, Page, Piece, article_text, mapped, plain

WORDS = (("推动", "推进"), ("不断", "持续"), ("有效", "切实"), ("加快", "加速"), ("表示", "说"), ("进一步", "更好地"), ("努力", "全力"), ("及时", "第一时间"), ("明显", "显著"),
         ("继续", "接着"), ("充分", "全面"), ("如今", "现在"), ("越来越", "愈发"), ("介绍", "说"), ("健全", "完善"))  # fmt: skip
LINES = (
    "编者按：基层有许多好做法值得关注，现将这篇报道转发，供学习参考。",
    "编辑点评：事情不大，见的是作风，暖的是人心。",
    "（本网综合整理）",
    "来看详细报道↓↓",
    "【编者的话】实干最有说服力，一起来看看。",
)
GENRES = ("news", "measure", "meeting", "feature", "project", "city", "bulletin", "briefing", "communique")
LEAST = 330


def reprint(page: Page, county: County, roll: random.Random, avoid: set[str]) -> tuple[Page, list[str]]:
    """Return a copy of a page as another publisher would run it, and what was changed."""
    changes = ["frame", "source"]
    made = copy.deepcopy(page)
    voices = [each for each in ("site", "daily", "wechat", "portal") if each != page.voice]
    made.voice = roll.choice(voices)
    made.source = roll.choice(
        (publisher(page.voice, county), page.source, PORTALS[county.province], f"转载自{publisher(page.voice, county)}")
    )
    made.published = _later(page.published, roll)
    if roll.random() < 0.6:  # noqa: PLR2004
        made = replace(made, title=_title(made, county, roll))
        changes.append("title")
    if roll.random() < 0.65:  # noqa: PLR2004
        made, words = _words(made, roll, avoid)
        changes += ["words"] if words else []
    if roll.random() < 0.25 and len(article_text(made)) - len(plain(made.blocks[0].pieces)) > LEAST:  # noqa: PLR2004
        made.blocks = made.blocks[1:]
        changes.append("first paragraph dropped")
    if roll.random() < 0.4:  # noqa: PLR2004
        line = Block("p", (roll.choice(LINES),))
        made.blocks = [line, *made.blocks] if "）" not in line.pieces[0] else [*made.blocks, line]  # type: ignore[operator]
        changes.append("line added")
    return made, changes


def _later(published: str, roll: random.Random) -> str:
    day = dt.date.fromisoformat(published)
    later = day + dt.timedelta(days=roll.choice((0, 0, 1, 1, 2, 3, 5)))
    return (later if later.month == day.month else day).isoformat()


def _title(page: Page, county: County, roll: random.Random) -> tuple[Piece, ...]:
    bare = "".join(piece if isinstance(piece, str) else piece.text for piece in page.title)
    if any(not isinstance(piece, str) for piece in page.title):
        return (*page.title, roll.choice(("！", " 详情来了")))
    forms = [
        f"【{county.short}】{bare}",
        f"{bare}｜{county.province.removesuffix('省')}看点",
        f"关注｜{bare}",
        f"{bare}（转载）",
        f"{county.city}{bare}",
    ]
    return (roll.choice(forms if not bare.startswith(county.city) else forms[:-1]),)


def _words(page: Page, roll: random.Random, avoid: set[str]) -> tuple[Page, int]:
    """Change two or three words of the running text; names of measures and subjects keep theirs."""
    text = article_text(page)
    held = [each for each in avoid if each in text]
    usable = [pair for pair in WORDS if pair[0] in text and not any(pair[0] in each for each in held)]
    chosen = roll.sample(usable, min(len(usable), roll.choice((2, 3))))
    left = dict(chosen)

    def change(piece: Piece) -> Piece:
        if not isinstance(piece, str):
            return piece
        for old in [each for each in left if each in piece]:
            piece = piece.replace(old, left.pop(old), 1)
        return piece

    title = page.title
    return replace(mapped(page, change), title=title), len(chosen)
