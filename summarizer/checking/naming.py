"""Naming: whether a subject names what a number counts, or what another number of the document counts.

A subject is in a model's own words, so it need not be literal; what counts is which of the nearby numbers it fits
best. A score has two parts: how well the subject fits the noun that the rules bound to the number (its head above
all), and how much of it appears in the words around the number, from the number before to the next:

    现有确诊病例9358例，累计报告本土确诊病例27649例    both nouns end alike; the words before them tell them apart
    新能源项目17个、投资168亿元，文旅项目6个、投资23亿元   one noun; what the clause says before tells them apart
    排查隐患3872处，整改3654处                         整改 alone refers to the 隐患 before it

A subject names another number where that one scores higher by a margin. The margin is wider where the units differ,
as 户 and 人 often count the same thing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from summarizer.models import Mention, Scan
from summarizer.scanning.grounding import bare, common, likeness
from summarizer.scanning.numbers import nouns, units
from summarizer.scanning.segments import segments

_HEAD, _AROUND = 0.6, 0.4
_MARGIN_LITERAL, _MARGIN, _MARGIN_OTHER_UNIT = 0.01, 0.1, 0.25
_SAME_HEAD = 0.95
_FITS, _UNFIT = 0.6, 0.3
_OF_CLAUSE = 0.7  # words earlier in the clause count less than those next to the number
_NEAREST, _REACH, _FAR = 24, 24, 120
# Words that go with any count and distinguish none: 行政村|数量, 第一针|人数, 出口|增速.
_COUNT = re.compile(
    "(?<=..)(?:数量|人数|户数|个数|件数|次数|起数|间数|总数|总量|总值|总额|数额|金额|面积|数|额"
    "|增速|增幅|升幅|涨幅|降幅|跌幅|增长率|占比|比例)\\Z"
)
_SCOPE = re.compile("(?:全|该|本|我|各|这)(?:国|省|市|区|县|旗|州|镇|乡|村|街道|地|校|院)")


class NumberContext(NamedTuple):
    """The context of a number: what it may count, the words next to it, the clause before it."""

    counted: list[str]
    beside: str
    clause: str


@dataclass(frozen=True)
class Naming:
    """The figures of a document, in order, searched for the one that a subject names."""

    scan: Scan
    figures: Sequence[Mention]

    @cached_property
    def _index(self) -> dict[int, int]:
        return {mention.text_start: index for index, mention in enumerate(self.figures)}

    @cached_property
    def _by_noun(self) -> dict[str, Mention]:
        return {bare(mention.noun): mention for mention in reversed(self.figures) if mention.noun}

    @cached_property
    def _places(self) -> frozenset[str]:
        return frozenset(bare(place.surface) for place in self.scan.places)

    def score(self, subject: str, mention: Mention) -> float:
        """How well a subject names what a mention counts, 0 to 1."""
        return self._score(self._forms(subject), mention)

    def named_instead(self, subject: str, unit: str | None, mention: Mention) -> Mention | None:
        """The other mention that a subject names; None where it may well name this one."""
        words = bare(subject)
        if not words or bare(mention.surface) in words:
            return None
        near = self._near(mention)
        for other in near:
            words = words.replace(bare(other.surface), "")
        forms = self._forms(words)
        own = self._score(forms, mention)
        beaten = [
            (self._score(forms, other) - own - self._margin(forms, unit, mention, other), other) for other in near
        ]
        best = max((pair for pair in beaten if pair[0] > 0), key=lambda pair: pair[0], default=None)
        if best is not None:
            return best[1] if self._fits(forms, mention, best[1]) else None
        if own >= _UNFIT:
            return None
        return next((self._by_noun[form] for form in forms if form in self._by_noun), None)

    def _forms(self, subject: str) -> list[str]:
        """A subject, and the same without its place and its word for a count: 全县行政村数量, 行政村."""
        words = bare(subject)
        forms = [words]
        scope = _SCOPE.match(words)
        place = scope.group() if scope else next((words[:n] for n in range(8, 1, -1) if words[:n] in self._places), "")
        if len(words) > len(place) + 1:
            forms.append(words.removeprefix(place))
        forms += [_COUNT.sub("", form) for form in forms]
        return [form for form in dict.fromkeys(forms) if form]

    def _score(self, forms: Sequence[str], mention: Mention) -> float:
        context = self._context(mention)
        heads = [max(_likeness(form, noun) for noun in context.counted) for form in forms]
        shares = [_share(form, context.beside, context.clause) for form in forms]
        return max((_HEAD * head + _AROUND * share for head, share in zip(heads, shares, strict=True)), default=0.0)

    def _context(self, mention: Mention) -> NumberContext:
        context = self._known.get(mention.text_start)
        if context is None:
            context = NumberContext(self._counted(mention), self._beside(mention), self._clause(mention))
            self._known[mention.text_start] = context
        return context

    @cached_property
    def _known(self) -> dict[int, NumberContext]:
        return {}

    def _counted(self, mention: Mention) -> list[str]:
        """The noun; where it is only a verb after another place, also the noun of the figure before.

        甲市抓获嫌疑人9名，乙市抓获5名
        """
        words, noun = self._words(mention), bare(mention.noun)
        if noun not in nouns.words("verb") or not any(words.startswith(place) for place in self._places):
            return [noun]
        index = self._index[mention.text_start]
        before = self.figures[max(0, index - _NEAREST) : index][::-1]
        return [noun, *[bare(figure.noun) for figure in before if units.same(figure.unit, mention.unit)][:1]]

    def _fits(self, forms: Sequence[str], mention: Mention, other: Mention) -> bool:
        """Whether a subject may be what another mention counts; where its own has no noun, by the same head."""
        if mention.noun is None:
            return any(_likeness(form, bare(other.noun)) >= _SAME_HEAD for form in forms)
        return self._score(forms, other) >= _FITS

    def _margin(self, forms: Sequence[str], unit: str | None, mention: Mention, other: Mention) -> float:
        """The margin: small where the other's noun is literally the subject and this one's is not: 网格 claimed for 微网格."""
        alike = units.same(unit, other.unit) or not units.same(unit, mention.unit)
        literal = {bare(other.noun), _SCOPE.sub("", bare(other.noun))} & set(forms[:2])
        own = {short for noun in self._context(mention).counted for short in (noun, _SCOPE.sub("", noun))}
        if literal and alike and not own & set(forms):
            return _MARGIN_LITERAL
        return _MARGIN if alike else _MARGIN_OTHER_UNIT

    def _near(self, mention: Mention) -> list[Mention]:
        """The nearest other figures, up to the full stops before and after."""
        folded, place = self.scan.text.folded, self._index[mention.text_start]
        window = self.figures[max(0, place - _NEAREST) : place + _NEAREST + 1]
        start = max(folded.rfind(mark, window[0].text_start, mention.text_start) for mark in "。\n")
        ends = [folded.find(mark, mention.text_end, window[-1].text_end) for mark in "。\n"]
        end = min((found for found in ends if found >= 0), default=window[-1].text_end)
        near = [figure for figure in window if figure is not mention and start < figure.text_start < end]
        return near if mention.table is None else [figure for figure in near if _share_cell(figure, mention)]

    def _beside(self, mention: Mention) -> str:
        """The words next to a number, its noun, and the words next to the figure that it has its noun from."""
        words, noun = self._words(mention), bare(mention.noun)
        return "".join([words, noun, *self._before(mention, noun, inherited=noun not in words)])

    def _before(self, mention: Mention, noun: str, *, inherited: bool) -> Iterator[str]:
        """The words next to the last figure before that has the noun.

        Where the noun is only a verb, or 其中 comes between, those of the last figure before with the same unit.
        """
        index, verb = self._index[mention.text_start], noun in nouns.words("verb")
        for other in self.figures[max(0, index - _NEAREST) : index][::-1]:
            words, between = self._words(other), self.scan.text.folded[other.text_end : mention.text_start]
            if "。" in between or len(between) > _FAR:
                return
            part = units.same(other.unit, mention.unit) and (verb or "其中" in between)
            if part or (inherited and noun and noun in words):
                yield words
                return

    def _words(self, mention: Mention) -> str:
        """The words between the item's start, or the figure before, and its end, or the next figure."""
        folded, index = self.scan.text.folded, self._index[mention.text_start]
        items = segments(folded)
        floor = max(self.figures[index - 1].text_end if index else 0, mention.text_start - _REACH)
        ceiling = self.figures[index + 1].text_start if index + 1 < len(self.figures) else len(folded)
        start = max(floor, items.start("item", mention.text_start))
        end = min(ceiling, mention.text_end + _REACH, items.end("item", mention.text_end))
        return bare(folded[start : mention.text_start] + folded[mention.text_end : end])

    def _clause(self, mention: Mention) -> str:
        """The part of its clause before a number, other numbers included."""
        folded = self.scan.text.folded
        start = max(0, mention.text_start - 2 * _REACH, segments(folded).start("clause", mention.text_start))
        return bare(folded[start : mention.text_start])


def _share_cell(mention: Mention, other: Mention) -> bool:
    """Whether two numbers are in the same row and column: other cells are compared by their labels."""
    place, same = mention.table, other.table
    return bool(place and same and (place.labels, place.is_whole) == (same.labels, same.is_whole))


@lru_cache(maxsize=16384)
def _likeness(form: str, noun: str) -> float:
    """The likeness of a subject to a noun, or to the noun without its word for a count: 航线, 航线总数."""
    return max(likeness(form, noun), likeness(form, _COUNT.sub("", noun)))


def _share(words: str, beside: str, clause: str) -> float:
    """The share of the words' characters that appear next to a number, in order."""
    return max(common(words, beside), _OF_CLAUSE * common(words, clause)) / len(words)
