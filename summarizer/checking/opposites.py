"""Opposites: whether a subject says the contrary of the words around a number.

不合格产品12批次 told as 合格产品        a dropped denial; 合格108批次 told as 不合格产品 a turned one
出口增长5%，进口增长3%: 3% told of 出口   an antonym of the number's own words
"""

import re
from functools import cache

from summarizer.models import Mention
from summarizer.resources import table
from summarizer.scanning.facts.wording import Wording
from summarizer.scanning.grounding import bare
from summarizer.scanning.segments import ENDS

_DENIED = re.compile("(?:尚未|从未|未能|没有|拒绝|[未不非无])(?P<core>[\u4e00-\u9fff]{2})")
_ITEM_END = re.compile(f"[{re.escape(ENDS['item'])}]")
# Denials that begin words with a sense of their own.
_WORDS = frozenset({"不锈", "不仅", "不断", "不同", "不少", "不足", "无锡", "未来", "非常", "无人", "不动", "非洲"})


def own_words(mention: Mention, wording: Wording) -> str:
    """The words that say what a number counts: its noun, those before it, those after it in its item."""
    rest = _ITEM_END.split(wording.rest, maxsplit=1)[0]
    item = _ITEM_END.split(wording.own)[-1]
    return "|".join((bare(mention.noun), bare(item), bare(rest)))


def turned_denial(subject: str, words: str) -> str | None:
    """The denied word that a subject drops or adds, compared with the words of its number; None where both agree."""
    claimed = bare(subject)
    return _dropped(words, claimed) or _dropped(claimed, words)


def _dropped(denying: str, plain: str) -> str | None:
    """The word that `denying` denies everywhere and `plain` has without a denial."""
    for match in _DENIED.finditer(denying):
        core = match["core"]
        if match.group()[:2] in _WORDS or _affirmed(core, denying):
            continue
        if _affirmed(core, plain) and not _denied(core, plain):
            return match.group()
    return None


def _affirmed(core: str, words: str) -> bool:
    return len(re.findall(re.escape(core), words)) > len(_denials(core, words))


def _denied(core: str, words: str) -> bool:
    return bool(_denials(core, words))


def _denials(core: str, words: str) -> list[str]:
    return [match["core"] for match in _DENIED.finditer(words) if match["core"] == core]


def opposite(subject: str, words: str) -> tuple[str, str] | None:
    """The word of a subject and its antonym in the words of its number, where neither has both."""
    claimed = bare(subject)
    for word, other in _antonyms():
        if word in claimed and other in words and other not in claimed and word not in words:
            return word, other
    return None


@cache
def _antonyms() -> tuple[tuple[str, str], ...]:
    rows = [(row[0], row[1]) for row in table("antonyms")]
    return (*rows, *((other, word) for word, other in rows))
