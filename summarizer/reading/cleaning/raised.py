"""Raised and lowered text: marks of notes go, powers become raised characters, the rest stays as it is.

    3000<sup>1</sup>万元       a note: the number before it is whole            3000万元
    投资<sup>[2]</sup>         a note: brackets, 注, *, rings                   投资
    10<sup>4</sup>吨           a power: after 10, or a letter or unit           10⁴吨
    3.2×10<sup>-3</sup>        also a negative one                              3.2×10⁻³
    m<sup>2</sup>, 平方公里    a power of a unit of length, area or time        m²
    <sup>137</sup>Cs           an isotope: a letter follows                     ¹³⁷Cs
    36<sup>0</sup>C            a degree                                         36°C
    1<sup>1</sup>/<sub>2</sub> a fraction: kept apart from the number before    1 1/2
    CO<sub>2</sub>, 21<sup>st</sup>, R<sup>2</sup>                              CO2, 21st, R²

`<sub>` directly after a digit is a note too. A raised span (`vertical-align: super`) is read as `<sup>`.
"""

import html
import re
from typing import Literal, NamedTuple

from summarizer.reading.cleaning.elements import Element
from summarizer.resources import lazy_pattern

How = Literal["note", "power", "degree", "apart"]

_AROUND = 200
_TAG = lazy_pattern(r"<[^<>]*>")
_STYLED = lazy_pattern(r"vertical-align\s*:\s*(super|sub)\b|mso-text-raise", re.IGNORECASE)
_LONGEST = 160
_NUMBER = lazy_pattern(r"[+＋\-−–]?\d{1,3}")
_CHARGE = lazy_pattern(r"\d?[+＋\-−]")
_NOTE = lazy_pattern(
    r"[\[［【〔(（]\s*(?:注|note)?\s*(?:\d{1,3}|[a-z]|[ivx]{1,4}|[一二三四五六七八九十]{1,2})(?:\s*[,，、\-–—~]\s*\d{1,3})*\s*[\]］】〕)）]"
    r"|(?:注|note)\s*[\d一二三四五六七八九十]{0,3}|[*＊†‡§#※]{1,3}|[①-⑳❶-❿]+|\d{1,3}(?:[,，、\-–]\s*\d{1,3})+|(?:[a-z]|\d{1,3})[)）]",
    re.IGNORECASE,
)
_TEN = lazy_pattern(r"(?<![\d.,，])10\Z")
_TIMES_TEN = lazy_pattern(r"[×xX*·✕⨯]\s*10\Z")
_UNIT = lazy_pattern(
    r"(?<![A-Za-z])(?:[nuμµmcdhk]?m|ft|in|yd|mi|s|h|d|a|L|kg|g|min)\Z|(?:[公分厘毫千微纳英海]?里|[分厘毫千微纳]?米|公尺|英尺|英寸)\Z"
)
_LETTER = lazy_pattern(r"(?<![A-Za-z])[A-Za-zα-ωΑ-Ω]\Z|[)）]\Z")
_FORMULA = lazy_pattern(r"[A-Za-z)\]]\Z")
_DIGIT = lazy_pattern(r"[\d一二三四五六七八九十百千万亿]\Z")
_POWERS = str.maketrans("0123456789+-−–＋", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁺")
_LEAST_OF_TEN = 3


class Raised(NamedTuple):
    """What is raised or lowered: its words, whether it is raised, and the text on both sides."""

    words: str
    is_up: bool
    before: str
    after: str


def may_be_raised(name: str, tag: str) -> bool:
    """Whether an element may be raised or lowered, by its name and opening tag."""
    return name in ("sup", "sub") or (name == "span" and _STYLED.search(tag) is not None)


def find(raw: str, element: Element) -> Raised | None:
    """The words of a raised or lowered element, with what is around it; None where it has no end or is long."""
    if not element.is_closed or element.end - element.start > _LONGEST:
        return None
    styled = _STYLED.search(raw, element.start, element.inner_start) if element.name == "span" else None
    way = (styled[1] or "super").lower() if styled else element.name
    before = _words(raw[max(0, element.start - _AROUND) : element.start])
    after = _words(raw[element.end : element.end + _AROUND])
    return Raised(_words(raw[element.inner_start : element.inner_end]).strip(), way != "sub", before, after)


def _words(source: str) -> str:
    """The text of a part of a page, which may begin or end inside of a tag."""
    source = source[source.find(">") + 1 :] if 0 <= source.find(">") < _first(source, "<") else source
    source = source[: source.rfind("<")] if source.rfind("<") > source.rfind(">") else source
    return html.unescape(_TAG.sub("", source))


def _first(source: str, char: str) -> int:
    found = source.find(char)
    return found if found >= 0 else len(source)


def how(raised: Raised) -> How | None:
    """What becomes of raised words: a note goes, a power is raised; None where they stay as they are."""
    words, before, after = raised.words, raised.before.rstrip(" \t"), raised.after.lstrip(" \t")
    if not raised.is_up:
        return "note" if _DIGIT.search(before) and _NUMBER.fullmatch(words) else None
    if words in ("o", "O", "0", "○", "〇") and re.match(r"[CF℃]", after):
        return "degree"
    if _NUMBER.fullmatch(words) or _CHARGE.fullmatch(words):
        return _of_number(words, before, after)
    if _NOTE.fullmatch(words) or (re.fullmatch(r"[a-mA-M]", words) and _DIGIT.search(before)):
        return "note"
    return None


def _of_number(words: str, before: str, after: str) -> How:
    signed = not words.isdigit()
    if after[:1] in ("/", "⁄", "∕") and not _FORMULA.search(before):
        return "apart"
    if _TIMES_TEN.search(before) or (_TEN.search(before) and (signed or int(words) >= _LEAST_OF_TEN)):
        return "power"
    if re.match(r"[A-Z][a-z]?(?![A-Za-z])", after) and not _DIGIT.search(before):
        return "power"
    if _UNIT.search(before):
        return "power" if signed or words in ("2", "3") else "note"
    if _FORMULA.search(before) and signed:
        return "power"
    return "power" if _LETTER.search(before) and len(words) == 1 else "note"


def raise_digits(text: str) -> str:
    """`text` with its digits and signs raised, character by character."""
    return text.translate(_POWERS)
