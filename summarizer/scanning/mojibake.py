"""Texts that are mostly damaged: none to ask a model about, nor to read numbers from.

Two signs: more characters are damaged (see `damage`) than are sound, or more than a fifth of the Han characters are
rare. Of real pages one in a hundred is; of a page read in the wrong charset two thirds are.

Nothing is repaired silently: where the bytes can restore the whole document, the error says how.
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from summarizer.errors import InputError
from summarizer.models import DamagedText, Text
from summarizer.resources import lazy_pattern, message
from summarizer.scanning import damage

_HAN = lazy_pattern("[\u3400-\u9fff\uf900-\ufaff]+")
_KANA = lazy_pattern("[\u3041-\u30fa]")
_MISREAD_AS = lazy_pattern("[\uac00-\ud7af\uff61-\uff9f]")
_LETTER = lazy_pattern(r"[^\W\d_]")
_QUESTIONS = lazy_pattern(r"\?\?+")
_WIDTHS = {"latin-1": 3.0, "gbk": 1.5, "filler": 1.5}
_MOSTLY = 0.5
_RARE_SHARE, _ENOUGH, _MIXED = 0.2, 20, 4


class _Misreading(NamedTuple):
    """What a text was read as, and what it is."""

    taken_for: str
    truly: str
    name: str
    read_as: str


_MISREADINGS = (
    _Misreading("gb18030", "utf-8", "UTF-8", "GBK"),
    _Misreading("latin-1", "utf-8", "UTF-8", "Latin-1"),
    _Misreading("cp1252", "utf-8", "UTF-8", "Windows-1252"),
    _Misreading("big5hkscs", "gb18030", "GBK", "Big5"),
    _Misreading("gb18030", "big5hkscs", "Big5", "GBK"),
    _Misreading("latin-1", "gb18030", "GBK", "Latin-1"),
)
_REMEDIES = {"escape", "quoted-printable"}


def refuse(raw: str, text: Text, damaged: Sequence[DamagedText]) -> None:
    """Raise InputError (`mojibake`) where the text of the document `raw` is mostly damaged."""
    if not _is_rare(text) and _share(text.content, damaged) <= _MOSTLY:
        return
    kinds = Counter(part.kind for part in damaged)
    most = max(kinds, key=kinds.__getitem__) if kinds else None
    remedy = message(f"mojibake.{most}") if most in _REMEDIES else _misread(raw)
    raise InputError(message("mojibake", remedy=remedy))


def _share(content: str, damaged: Sequence[DamagedText]) -> float:
    """The share of characters that are damaged, each counted as what it was before."""
    questions = sum(len(match[0]) for match in _QUESTIONS.finditer(content))
    lost = questions + sum(_meant(content[part.span.start : part.span.end], part.kind) for part in damaged)
    if not lost:
        return 0
    hurt = sum(len(_LETTER.findall(content, *part.span)) for part in damaged)
    sound = len(_LETTER.findall(content)) - hurt
    return lost / (lost + sound)


def _meant(part: str, kind: str) -> float:
    """About how many characters a damaged part was."""
    if kind in ("escape", "quoted-printable"):
        widths = {trace: width for known, width, trace in damage.traces() if known == kind}
        return sum(len(match[0]) / width for trace, width in widths.items() for match in trace.finditer(part))
    return len(part) / _WIDTHS.get(kind, 1)


def _is_rare(text: Text) -> bool:
    """Whether too many of its characters are rare (those of Japanese may be), or mixed with Hangul or narrow kana throughout."""
    content = text.content
    other, rare = len(_MISREAD_AS.findall(content)), damage.count_unfamiliar(text.folded)
    if other <= _ENOUGH / 2 and rare <= _ENOUGH * _RARE_SHARE:
        return False
    written = _count_han(content)
    if other > _ENOUGH / 2 and written * _MIXED > other > written / _MIXED:
        return True
    if written < _ENOUGH or len(_KANA.findall(content)) * 4 > written:
        return False
    most = written * _RARE_SHARE
    return rare > most and damage.count_unfamiliar(content) > most


def _count_han(text: str) -> int:
    return sum(map(len, _HAN.findall(text)))


def _misread(raw: str) -> str:
    """How to restore the whole document, if one other reading makes all of it Chinese."""
    for taken_for, truly, name, read_as in _MISREADINGS:
        try:
            restored = raw.encode(taken_for).decode(truly)
        except UnicodeError:
            continue
        written = _count_han(restored)
        if written and len(damage.unfamiliar(restored)) <= written * _RARE_SHARE / 4:
            return message("mojibake.misread", name=name, read_as=read_as, wrong=taken_for, right=truly)
    return message("mojibake.again")
