"""English units: what follows a number, by `data/english_units.tsv`.

Money, measures, times and shares follow their number at once (5,000 mu, 10-kilometer, US$300). What is counted may
have words before it (300 new energy vehicles); its first plural noun decides.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from summarizer.resources import table
from summarizer.scanning.english.english_lexicon import one_of
from summarizer.scanning.english.english_tokens import TokenText

_LONGEST = 5
_REACH = 5
_KINDS = {"sign": "money"}
_SHORTENED = frozenset({"sq", "cu"})


class EnglishUnit(NamedTuple):
    """A unit in Chinese, its kind, and the counters that Chinese may use in its place."""

    unit: str
    kind: str
    counters: tuple[str, ...]
    factor: int = 1


class UnitPlace(NamedTuple):
    """A unit, the token after it, whether it was written as a plural, and its first token.

    `last` is 0 where other words come between the number and what it counts, and of a sign its first token.
    """

    unit: EnglishUnit
    last: int
    plural: bool = False
    first: int = -1


@cache
def _rows(*, signs: bool) -> tuple[tuple[str, EnglishUnit], ...]:
    """The names and units of the table, those of signs of money before a number or all others."""
    found = []
    for names, unit, kind, counters, _ in table("english_units"):
        if (kind == "sign") != signs:
            continue
        name = unit.lstrip("0123456789")
        factor = int(unit.removesuffix(name) or 1)
        row = EnglishUnit(name, _KINDS.get(kind, kind), () if counters == "-" else tuple(counters.split()), factor)
        found += [(words, row) for words in names.split("|")]
    return tuple(found)


@cache
def _words() -> Mapping[str, EnglishUnit]:
    return {name.rstrip("*").lower(): row for name, row in _rows(signs=False) if not name.startswith("=")}


@cache
def _always_plural() -> frozenset[str]:
    return frozenset(name.rstrip("*").split()[-1] for name, _ in _rows(signs=False) if name.endswith("*"))


@cache
def _beginnings() -> frozenset[str]:
    """The words with which units begin, plurals of single ones included, and the first letters or signs of symbols."""
    found = {sign for symbol in _symbols() for sign in (symbol[0], symbol)}
    for words in _words():
        first, _, following = words.partition(" ")
        found |= {first} if following else {first, f"{first}s", f"{first}es", f"{first[:-1]}ies"}
    return frozenset(found)


@cache
def _symbols() -> Mapping[str, EnglishUnit]:
    return {name[1:]: row for name, row in _rows(signs=False) if name.startswith("=")}


@cache
def _signs() -> Mapping[str, EnglishUnit]:
    return {name[1:]: row for name, row in _rows(signs=True)}


def is_symbol(written: str) -> bool:
    """Whether letters are the symbol of a unit: MW, km2."""
    return written in _symbols()


def sign_before(text: TokenText, index: int) -> UnitPlace | None:
    """The sign of money that ends before a token, and its first token: RMB 3, US$3, ¥3."""
    for length in (2, 1):
        start = index - length
        if start < 0 or (length > 1 and not text.is_glued(start + 1)):
            continue
        written = text.folded[text.at(start).start : text.at(index - 1).end]
        unit = _signs().get(written)
        if unit is not None:
            return UnitPlace(unit, start)
    return None


def at(text: TokenText, index: int) -> UnitPlace | None:
    """The unit that begins at a token, the longest: square meters, percentage points, kWh."""
    first = text.at(index)
    if first.word not in _beginnings() and first.text[:1] not in _beginnings():
        return None
    words: list[str] = []
    found: UnitPlace | None = None
    place = index
    for length in range(_LONGEST):
        place = text.after_hyphen(place) if length else place
        token = text.at(place)
        if token.kind == "none" or (token.kind != "word" and token.text not in {"%", "‰", "°C", "℃", "㎡"}):
            break
        words.append(token.word)
        place += 1 + (token.word in _SHORTENED and text.word(place + 1) == ".")
        unit = _named(words)
        found = UnitPlace(unit, place, plural=is_plural(words[-1]), first=index) if unit else found
    return found or _symbol(text, index)


def _symbol(text: TokenText, index: int) -> UnitPlace | None:
    """The unit of a symbol in its own case: MW, km2, %."""
    if text.at(index).text[:1] not in _beginnings():
        return None
    for length in (3, 2, 1):
        end = index + length
        if all(text.is_glued(place) for place in range(index + 1, end)):
            unit = _symbols().get(text.folded[text.at(index).start : text.at(end - 1).end])
            if unit is not None:
                return UnitPlace(unit, end, first=index)
    return None


def _named(words: list[str]) -> EnglishUnit | None:
    """The unit of a phrase, whose last word may be a plural."""
    *before, last = words
    start = "".join(f"{word} " for word in before)
    return next((unit for form in singulars(last) if (unit := _words().get(start + form))), None)


def singulars(word: str) -> Iterator[str]:
    """A word, and what it may be the plural of."""
    yield word
    if word.endswith("s") and len(word) > 2:
        yield word[:-1]
        if word.endswith("ies"):
            yield word[:-3] + "y"
        if word.endswith("es"):
            yield word[:-2]


def is_plural(word: str) -> bool:
    """Whether a word looks like a plural noun."""
    return word in _always_plural() or (
        word.endswith("s") and not word.endswith("ss") and word not in one_of("no plural") and len(word) > 2
    )


def head(text: TokenText, index: int, *, plural: bool) -> UnitPlace | None:
    """What is counted by a number that ends before a token: the first plural noun, of one the first noun.

    None where that noun is unknown; `last` is the token after it.
    """
    place, found = index + _before_counted(text, index), None
    while place < index + _REACH:
        token = text.at(place)
        if token.kind != "word" or token.word in one_of("ends noun"):
            break
        unit = at(text, place)
        if unit is not None and (unit.plural or unit.unit.kind not in {"count", "time"} or not plural):
            if unit.unit.kind in {"count", "time"} or place == index:
                found = unit
            break
        if is_plural(token.word):
            break
        place = text.after_hyphen(unit.last if unit else place + 1)
    if found is not None and not plural:
        return _whole_compound(text, found)
    return found


def _before_counted(text: TokenText, index: int) -> int:
    """How many words go before what is counted: 3 more centers; not 3 more than planned."""
    return int(text.word(index) in one_of("before noun") and text.word(index + 1) != "than")


def _whole_compound(text: TokenText, found: UnitPlace) -> UnitPlace:
    """Of one village school the school."""
    longer = at(text, found.last)
    return longer if longer is not None and longer.unit.kind == "count" and found.unit.kind == "count" else found
