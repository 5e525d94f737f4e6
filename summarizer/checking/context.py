"""What the sentence around a figure says of it: where, when, and in which direction it went."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from summarizer.checking.draft import Direction
from summarizer.checking.grounding import Ground, key
from summarizer.folding import fold
from summarizer.models import DateMention, Mention, Place, Region, Scan, Span
from summarizer.places import regions

# What a change is told by, e.g. 同比增长5.1%, 比上年减少3人, 降幅达12%.
INCREASE = [
    "增长",
    "增加",
    "上升",
    "提高",
    "上涨",
    "增幅",
    "涨幅",
    "回升",
    "攀升",
    "扩大",
    "增至",
    "升至",
    "提升",
    "多增",
    "增收",
    "增产",
    "提速",
    "高出",
]
DECREASE = [
    "下降",
    "减少",
    "降低",
    "下跌",
    "回落",
    "缩小",
    "收窄",
    "下滑",
    "降幅",
    "跌幅",
    "萎缩",
    "降至",
    "减至",
    "少增",
    "减产",
    "减收",
    "压减",
    "下调",
    "压降",
    "缩短",
]
_CHANGE = re.compile("|".join([*INCREASE, *DECREASE]))
_CLAUSE = re.compile("[。！？；!?;,，、\n]")
_REACH = 14


@dataclass(frozen=True)
class Surroundings:
    """A scan that is asked what stands around a mention."""

    scan: Scan
    ground: Ground

    def direction(self, mention: Mention) -> Direction | None:
        """The direction that the words right before the number tell, else those right behind it."""
        folded = self.scan.text.folded
        before = _clause_before(folded, mention.text_start)
        words = [match.group() for match in _CHANGE.finditer(before)]
        if not words:
            behind = folded[mention.text_end : mention.text_end + 4]
            words = [match.group() for match in _CHANGE.finditer(_CLAUSE.split(behind)[0])]
        return None if not words else ("increase" if words[-1] in INCREASE else "decrease")

    def places(self, mention: Mention) -> list[Place]:
        """The places named in the mention's sentence; else the last one named before it in its paragraph."""
        sentence = self.ground.sentence(Span(mention.text_start, mention.text_end))
        inside = [place for place in self.scan.places if sentence.start <= place.text_start < sentence.end]
        if inside:
            return inside
        paragraph = self.scan.text.folded.rfind("\n", 0, mention.text_start) + 1
        before = [place for place in self.scan.places if paragraph <= place.text_start < mention.text_start]
        return before[-1:]

    def agrees_on_place(self, mention: Mention, name: str) -> bool:
        """Whether a figure can be told of a place: the sentence's, one around or within it, or the document's."""
        around = self.places(mention)
        folded = key(name)
        if any(key(place.surface) in folded or folded in key(place.surface) for place in around):
            return True
        said = regions.resolve(name, self.scan.region)
        if not said:
            return folded in key(self.scan.text.content)
        near = [region for place in around for region in place.candidates] or _own(self.scan.region)
        return any(_akin(one, other) for one in said for other in near)

    def agrees_on_period(self, mention: Mention, period: str) -> bool:
        """Whether a figure can be of a period: the sentence's own dates decide, else any that the document states."""
        sentence = self.ground.sentence(Span(mention.text_start, mention.text_end))
        wanted = key(period)
        if wanted in key(self.scan.text.content[sentence.start : sentence.end]):
            return True
        inside = [
            d for d in self.scan.dates if d.text_start is not None and sentence.start <= d.text_start < sentence.end
        ]
        dated = [date for date in inside if date.iso is not None and date.kind == "date"]
        if dated:
            return any(_means(date, period) for date in dated)
        return wanted in key(self.scan.text.content) or any(_means(date, period) for date in self._all_dates())

    def _all_dates(self) -> Iterator[DateMention]:
        yield from self.scan.dates
        if self.scan.published is not None:
            yield DateMention(0, 0, "", self.scan.published.iso)


def _clause_before(folded: str, position: int) -> str:
    return _CLAUSE.split(folded[max(0, position - _REACH) : position])[-1]


def _own(region: Region | None) -> list[Region]:
    return [region] if region else []


def _akin(one: Region, other: Region) -> bool:
    return regions.contains(one, other) or regions.contains(other, one)


def _means(date: DateMention, period: str) -> bool:
    """Whether a date and a period as told are one, as far as both are known: 3月17日 and 2022-03-17."""
    digits = [int(part) for part in re.findall(r"\d+", fold(period))]
    known = [int(part) for part in re.findall(r"\d+", date.iso or "")]
    return bool(digits) and bool(known) and (_within(digits, known) or _within(known, digits))


def _within(few: list[int], many: list[int]) -> bool:
    return any(many[start : start + len(few)] == few for start in range(len(many) - len(few) + 1))
