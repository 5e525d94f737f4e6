"""Numerals: where a number is written, and its value. No units, no roles: see `numbers` and `roles`.

Read from a folded string (Simplified, half width). What is understood, each form with its table below:

    Arabic       1809 · 1,809 · 99.5 · 15k · 30w
    Chinese      一千八百零九 · 二〇二二 · 廿三 · 十点六七
    financial    壹佰叁拾
    mixed        2.3万 · 3千5百 · 1.2亿
    short        百八 = 180 · 一万二 = 12,000
    neighbours   三四百 = 300 to 400 · 十五六 = 15 to 16
    inner words  64余万 · 30多万 · 十几万 · 数百 · 几十

The value of a positional chain (千 百 十 within 万 within 亿) is built as in every grammar of Chinese numerals;
the step is the place of the last digit given (1500 → 100, 2.3万 → 1000).
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

Value = int | Decimal

DIGITS = {char: value for value, chars in enumerate(("零〇", "一幺", "二两俩", *"三四五六七八九")) for char in chars}
FINANCIAL = {char: value for value, char in enumerate("壹贰叁肆伍陆柒捌玖", 1)}
TENS = {"廿": 20, "卅": 30, "卌": 40}
SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
BIG = {"万": 10**4, "亿": 10**8, "兆": 10**12}
LATIN = {"k": 1000, "K": 1000, "w": 10**4, "W": 10**4}
VAGUE = {"几": (2, 9), "数": (2, 9)}
MORE = "余多来"

# Alone they are words more often than numbers: 队伍, 大陆, 放肆, 收拾.
_ALONE_NO_NUMBER = set("伍陆肆拾佰仟兆幺廿卅卌")
_ATOM = re.compile(
    r"(?P<arabic>\d{1,3}(?:,\d{3})+(?![\d,])(?:\.\d+)?|\d+(?:\.\d+)?)|(?P<han>[零〇一幺二两俩三四五六七八九])"
    r"|(?P<fin>[壹贰叁肆伍陆柒捌玖])|(?P<tens>[廿卅卌])|(?P<small>[十拾百佰千仟])|(?P<big>[万亿兆])"
    r"|(?P<vague>[几数])|(?P<more>[余多来]|个(?=[万亿]))|(?P<point>点)|(?P<latin>[kKwW])(?![A-Za-z])"
)


class Numeral(NamedTuple):
    """A number as written at [start, end) of the folded string.

    `low` and `high` differ for neighbours (三四百) and vague ones (几十); `vague` says which of them it is.
    `more` is the word inside it (64余万, 两个亿), `arabic` whether it has Arabic digits. Alone, 百 千 万 亿 几 数
    are given too: whether they are numbers depends on what stands around them (近百家, 百姓).
    """

    start: int
    end: int
    low: Value
    high: Value
    step: Value
    vague: str | None = None
    more: str | None = None
    arabic: bool = False

    @property
    def value(self) -> Value | None:
        return self.low if self.low == self.high else None


class _Atom(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


def find(folded: str) -> Iterator[Numeral]:
    """All numerals of a folded string, from left to right, without overlaps."""
    for chain in _chains(folded):
        index = 0
        while index < len(chain):
            numeral, index = _read(chain, index, folded)
            if numeral is not None:
                yield numeral


def parse(folded: str) -> Value | None:
    """The value of a string that is one plain number and nothing else, or None."""
    sign = -1 if folded[:1] in {"负", "-"} else 1
    body = folded[1:] if sign < 0 else folded
    found = list(find(body))
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(body)) or found[0].vague or found[0].more:
        single = DIGITS.get(body, FINANCIAL.get(body, SMALL.get(body)))
        return None if single is None else sign * single
    return None if found[0].value is None else sign * found[0].value


def _chains(folded: str) -> Iterator[list[_Atom]]:
    chain: list[_Atom] = []
    for match in _ATOM.finditer(folded):
        atom = _Atom(str(match.lastgroup), match.group(), match.start(), match.end())
        if chain and not _adjoin(chain[-1], atom, folded):
            yield chain
            chain = []
        chain.append(atom)
    if chain:
        yield chain


def _adjoin(atom: _Atom, following: _Atom, folded: str) -> bool:
    """Whether two atoms touch; typesetters put a space into 177.1 亿."""
    spaced = atom.kind == "arabic" and following.kind == "big" and folded[atom.end : following.start] == " "
    return spaced or atom.end == following.start


def _read(chain: list[_Atom], index: int, folded: str) -> tuple[Numeral | None, int]:
    reader = _Reader(chain, index, folded)
    numeral = reader.numeral()
    return numeral, max(reader.index, index + 1)


class _Reader:
    """Reads one numeral from a chain of adjoining atoms; `index` is the atom to read next."""

    def __init__(self, chain: list[_Atom], index: int, folded: str) -> None:
        self.chain, self.index, self.first, self.folded = chain, index, index, folded
        self.total: list[Value] = [0, 0]
        self.section: list[Value] = [0, 0]
        self.room: Value = 10**16
        self.big_room: Value = 10**17
        self.step: Value = 1
        self.first_is_bare = False
        self.filled = False
        self.vague: str | None = None
        self.more: str | None = None

    def numeral(self) -> Numeral | None:
        while self.index < len(self.chain) and self._take():
            pass
        if self.index == self.first:
            return None
        atoms = self.chain[self.first : self.index]
        if len(atoms) == 1 and atoms[0].text in _ALONE_NO_NUMBER:
            return None
        low, high = (self.total[side] + self.section[side] for side in (0, 1))
        arabic = any(atom.kind == "arabic" for atom in atoms)
        return Numeral(atoms[0].start, atoms[-1].end, low, high, self.step, self.vague, self.more, arabic)

    def _peek(self, ahead: int = 0) -> str:
        at = self.index + ahead
        return self.chain[at].kind if at < len(self.chain) else ""

    def _take(self) -> bool:
        """Take the next group: digits with the scale behind them, or a scale alone. False ends the numeral."""
        kind = self._peek()
        if kind in {"small", "big"}:
            return self._take_scale(None)
        if kind == "more" and self.index > self.first:
            return self._take_more()
        if kind == "point" and self.index > self.first and self.room > 1:
            return self._take_point()
        if self._is_filler():
            self.index += 1
            self.filled = True
            return True
        if kind in {"arabic", "han", "fin", "vague", "tens"}:
            return self._take_digits(kind)
        return False

    def _is_filler(self) -> bool:
        """零 between scales: 一万零五百, 两千零十."""
        inside = self.index > self.first and self.chain[self.index - 1].kind in {"small", "big"}
        return inside and self.chain[self.index].text in "零〇" and self._peek(1) in {"han", "fin", "small"}

    def _take_digits(self, kind: str) -> bool:
        if kind == "arabic" and self.index > self.first and self.chain[self.index - 1].kind not in {"small", "big"}:
            return False
        start = self.index
        while self._peek() == kind and (self.index == start or self._continues(kind)):
            self.index += 1
        digits = self.chain[start : self.index]
        if kind == "vague":
            return self._take_vague(digits[0], start)
        if kind in {"han", "fin"} and self._peek() == "point":
            digits = [*digits, *self._decimals()]
        ahead = self._peek()
        if kind == "arabic" and ahead == "latin":
            self.index += 1
            return self._add_last(*_pair(digits), LATIN[self.chain[self.index - 1].text])
        if ahead in {"small", "big"} or (ahead == "more" and self._peek(1) == "big"):
            return self._take_scale(digits, start) or self._take_one_after_ten(digits, start)
        if kind == "tens":
            return self._take_tens(digits[0], start)
        return self._take_last(digits, start)

    def _continues(self, kind: str) -> bool:
        """Digits go on, but for 两 that is a unit (二两); 一两 before a unit is 1 to 2."""
        here, last = self.chain[self.index].text, self.chain[self.index - 1].text
        return kind in {"han", "fin"} and (here not in {"两", "俩"} or last == "一")

    def _take_one_after_ten(self, digits: list[_Atom], start: int) -> bool:
        """十一十二 is 11 and 12: the digit behind 十 stays with it where the next scale can't follow."""
        if start == self.first or self.chain[start - 1].text != "十" or len(digits) != 1 or self.room != SMALL["十"]:
            return False
        self.index = start + 1
        self._add_last(*_pair(digits), 1)
        return False

    def _take_point(self) -> bool:
        """点 behind a scale: 十点六七亿, 一万点一二三."""
        decimals = self._decimals()
        if not decimals:
            return False
        low, high = _pair([_Atom("han", "零", 0, 0), *decimals])
        self.section = [self.section[0] + low, self.section[1] + high]
        self.step, self.room = place(low), 1
        return self._peek() == "big"

    def _decimals(self) -> list[_Atom]:
        """点 and the digits behind it, if they are decimals and no time of day (八点十五分, 八点五分)."""
        end = self.index + 1
        while end < len(self.chain) and self.chain[end].kind in {"han", "fin"}:
            end += 1
        after = self.chain[end] if end < len(self.chain) else None
        follows = self.folded[self.chain[end - 1].end : self.chain[end - 1].end + 2]
        is_time = follows[:1] in {"分", "刻"} and follows != "分之"
        if end == self.index + 1 or is_time or (after and after.kind == "small"):
            return []
        decimals = self.chain[self.index : end]
        self.index = end
        return decimals

    def _take_vague(self, word: _Atom, start: int) -> bool:
        """几十, 数百, 十几, 几: a digit that is not told."""
        if self._peek() in {"small", "big"} and not self.vague:
            self.vague = word.text
            return self._take_scale([word], start)
        if start == self.first:
            self.vague = word.text
            return self._add_last(*VAGUE[word.text], 1)
        behind_ten = start > self.first and self.chain[start - 1].kind == "small" and word.text == "几"
        if not behind_ten or self.vague:
            self.index = start
            return False
        self.vague = word.text
        unit = SMALL[self.chain[start - 1].text] // 10
        return self._add_last(unit, 9 * unit, 1, then_big=True)

    def _take_scale(self, digits: list[_Atom] | None, start: int | None = None) -> bool:
        """Digits (or none: 百八, 十) times the scale that stands next; False where it can't belong here."""
        begin = self.index if start is None else start
        if self._peek() == "more":
            self.more = self.chain[self.index].text
            self.index += 1
        scale_atom = self.chain[self.index]
        low, high = _pair(digits) if digits else (1, 1)
        if scale_atom.kind == "small":
            fits = self._take_small(SMALL[scale_atom.text], low, high, bare=digits is None)
        else:
            fits = self._take_big(BIG[scale_atom.text], low, high, digits)
        if not fits:
            self.index = begin
            return False
        if self.index == self.first:
            self.first_is_bare = scale_atom.text != "十"
        self.index += 1
        return True

    def _take_small(self, scale: int, low: Value, high: Value, *, bare: bool) -> bool:
        behind_bare = self.index > self.first and self.first_is_bare
        if scale >= self.room or (bare and self.index > self.first and (scale != SMALL["十"] or behind_bare)):
            return False
        self.section = [self.section[0] + low * scale, self.section[1] + high * scale]
        self.room, self.filled = scale, False
        self.step = scale * place(low)
        if self.vague:
            self.section[1] += scale - 1
        return True

    def _take_big(self, scale: int, low: Value, high: Value, digits: list[_Atom] | None) -> bool:
        add = (low, high) if digits or self.index == self.first else (0, 0)
        section = [self.section[side] + add[side] for side in (0, 1)]
        inside = self.total if scale > self.big_room else [0, 0]
        if scale == self.big_room or not any((*section, *inside)):
            return False
        rest = [0, 0] if inside is self.total else self.total
        self.total = [rest[side] + (inside[side] + section[side]) * scale for side in (0, 1)]
        self.step = scale * (place(low) if digits else (self.step if any(self.section) else 1))
        if self.vague and digits:
            self.total[1] += scale - 1
        self.section, self.room, self.big_room, self.filled = [0, 0], 10**16, scale, False
        return True

    def _take_more(self) -> bool:
        """余, 多, 来 between a small scale and 万 or 亿: 二十余万, 三百多亿."""
        if self.more or self._peek(1) != "big" or self.chain[self.index - 1].kind not in {"small", "vague"}:
            return False
        self.more = self.chain[self.index].text
        self.index += 1
        taken = self._take_scale(None)
        if not taken:
            self.index -= 1
            self.more = None
        return taken

    def _take_tens(self, atom: _Atom, start: int) -> bool:
        if start != self.first:
            self.index = start
            return False
        value = TENS[atom.text]
        self.section, self.room, self.step = [value, value], 10, 10
        return True

    def _take_last(self, digits: list[_Atom], start: int) -> bool:
        """Digits with no scale behind them end the numeral: 1809, 百八, 十五六, 零三."""
        if start == self.first:
            return self._add_last(*_pair(digits), 1)
        if digits[0].kind == "arabic" and self.chain[start - 1].kind == "small":
            if Decimal(digits[0].text) >= self.room:
                self.index = start
                return False
            return self._add_last(*_pair(digits), 1)
        has_point = any(atom.kind == "point" for atom in digits)
        body = digits
        if digits[0].text in {"零", "〇"} and not has_point:
            self.index = start
            return False
        if len(digits) > 1 and not has_point and digits[0].kind != "arabic" and not _neighbours(digits):
            self.index = start + 1
            body = digits[:1]
        return self._add_last(*_pair(body), 1 if has_point else self._short_scale(body, start))

    def _short_scale(self, body: list[_Atom], start: int) -> int:
        """百八 is 180 and 一万二 12,000; but 一百零八, 1万600."""
        before, text = self.chain[start - 1].text, body[0].text
        scale = SMALL.get(before) or BIG.get(before) or 10
        short = scale > 10 and not self.filled and text not in "零〇两俩" and len(text) == 1
        return scale // 10 if short else 1

    def _add_last(self, low: Value, high: Value, scale: int, *, then_big: bool = False) -> bool:
        self.section = [self.section[0] + low * scale, self.section[1] + high * scale]
        self.step = scale * place(low) if not then_big else low
        self.room = 1
        return then_big or self._peek() in {"big", "more"}


def _pair(digits: list[_Atom]) -> tuple[Value, Value]:
    """Low and high of adjoining digits: positional (二〇二二), or two neighbours (三四, 七八)."""
    text = "".join(atom.text for atom in digits)
    if digits[0].kind == "vague":
        return VAGUE[text]
    if digits[0].kind == "arabic":
        plain = text.replace(",", "")
        value: Value = Decimal(plain) if "." in plain else int(plain)
        return value, value
    numbers = [DIGITS.get(char, FINANCIAL.get(char, -1)) for char in text]
    if _neighbours(digits):
        return numbers[0], numbers[1]
    plain = "".join("." if number < 0 else str(number) for number in numbers)
    value = Decimal(plain) if "." in plain else int(plain)
    return value, value


def _neighbours(digits: list[_Atom]) -> bool:
    """三四, 七八: two digits that follow each other tell a range."""
    first, second = (DIGITS.get(atom.text) for atom in digits) if len(digits) == 2 else (None, None)
    return bool(first and second and first + 1 == second)


def place(value: Value) -> Value:
    """The place of the last digit given: 1500 → 100, 2.3 → 0.1, 0 → 1."""
    if not value:
        return 1
    digits = Decimal(value)
    exponent = int(digits.as_tuple().exponent)
    if exponent < 0:
        return Decimal(1).scaleb(exponent)
    whole = str(int(digits))
    return int("1".ljust(len(whole) - len(whole.rstrip("0")) + 1, "0"))
