"""Belonging: which measure a number belongs to. The first row that applies; each is a name in the document's words.

    what is counted is set up: it is itself the measure        增设采样点97个                采样点
    the model names one that is in the sentence                79个村成立党员先锋队          党员先锋队
    … or nearly: the shortest stretch that has its characters  张贴通告, 张贴了一号通告       张贴了一号通告
    the model names none: what is counted, if it is a thing    “青年先锋队”55个              “青年先锋队”
    the measure of the number before in the sentence           增设采样点24个，覆盖15个村     采样点
    the nearest measure named in the sentence, else what the model named, though it is what is counted

The words for things, bodies and empty names are in `data/belonging.tsv`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from summarizer.checking.draft import DraftMeasure
from summarizer.folding import fold
from summarizer.models import Mention, Span
from summarizer.resources import table
from summarizer.scanning.grounding import TextIndex, bare, key
from summarizer.scanning.numbers import units
from summarizer.summarizing.chunks import clause

_LONGEST_NAME, _LONG_NAME, _SHORTEST_NAME, _SHORTEST_TAIL = 30, 12, 2, 3
_HEAD = re.compile("(?<=[的等])[^的等]{3,}\\Z")
_OPENING, _CLOSING = "“「『‘", "”」』’"
_TORN = re.compile(f"[{_OPENING}{_CLOSING}]")
_AROUND = "，,、；;：: "
_QUOTATION_MARKS = "\"'“”「」『』‘’"
_PUNCTUATION = frozenset("，,。；;！!？?、\n")


@dataclass(frozen=True)
class MeasureLinker:
    """The sentence of a few numbers, searched for the measures that they belong to.

    `named` are the measures known so far, without those that only count people.
    """

    ground: TextIndex
    sentence: Span
    figures: Sequence[Mention]
    named: Sequence[DraftMeasure]

    def measure(self, mention: Mention, subject: str, name: str | None, before: str | None) -> str | None:
        """The measure of a number that counts `subject`; `before` is that of the number before it in the sentence."""
        if subject and self._is_set_up(mention, subject):
            return subject
        stated = self._stated(name)
        if stated and key(stated) != key(subject):
            return stated
        if subject and _is_thing(mention) and not _ends(subject, "standing"):
            return subject
        return before or self._nearest(mention, subject) or stated

    def _is_set_up(self, mention: Mention, subject: str) -> bool:
        span = clause(self.ground.text.folded, Span(mention.text_start, mention.text_end))
        before = self.ground.text.folded[span.start : mention.text_start]
        verbs = _words("appoints") if units.same(mention.unit, "人") else _words("sets_up")
        counts = units.same(mention.unit, "人") or _is_thing(mention)
        return counts and not _ends(subject, "standing") and any(verb in before for verb in verbs)

    def _stated(self, claimed: str | None) -> str | None:
        """The model's name as the sentence has it, without numbers; None where it names nothing."""
        found = self._found("".join(char for char in key(claimed or "") if char not in _QUOTATION_MARKS))
        if found is None:
            return None
        name = _head(stripped_name(max(self._without_figures(found), key=len)))
        return None if is_empty(name) or len(name) > _LONGEST_NAME else name

    def _found(self, wanted: str) -> Span | None:
        """The span in the sentence that matches a name, nearly matches it, or matches its end."""
        if len(wanted) < _SHORTEST_NAME:
            return None
        stretch = shortest_stretch(self.ground.text.folded[self.sentence.start : self.sentence.end], wanted)
        if stretch is not None:
            return Span(self.sentence.start + stretch.start, self.sentence.start + stretch.end)
        tails = (wanted[cut:] for cut in range(len(wanted) - _SHORTEST_TAIL + 1))
        found = (span for tail in tails for span in self.ground.find(tail) if self._holds(span))
        return next(found, None)

    def _holds(self, span: Span) -> bool:
        return self.sentence.start <= span.start and span.end <= self.sentence.end

    def _without_figures(self, span: Span) -> list[str]:
        """The text before, between and after the figures of a span: 成立|91个|党员先锋队."""
        content, parts, start = self.ground.text.content, [], span.start
        for figure in self.figures:
            if span.start < figure.text_end and figure.text_start < span.end:
                parts.append(content[start : max(start, figure.text_start)])
                start = figure.text_end
        return [*parts, content[start : span.end]]

    def _nearest(self, mention: Mention, subject: str) -> str | None:
        """The measure named last before a number in its sentence, else first after it; none that the subject names."""
        placed = [
            (span.start >= mention.text_end, abs(span.start - mention.text_start), measure.name)
            for measure in self.named
            if key(measure.name) not in key(subject)
            for span in self.ground.find(measure.name)
            if self._holds(span)
        ]
        return min(placed)[2] if placed else None


def shortest_stretch(sentence: str, wanted: str) -> Span | None:
    """The shortest stretch of a folded sentence that has the characters of `wanted` in order.

    None where it is more than twice as long, or holds punctuation or a digit that `wanted` lacks.
    """
    starts = (index for index, char in enumerate(sentence) if char == wanted[0])
    found = [stretch for start in starts if (stretch := _stretch(sentence, wanted, start)) is not None]
    best = min(found, key=lambda span: span.end - span.start, default=None)
    if best is None or best.end - best.start > 2 * len(wanted) + 2:
        return None
    between = set(sentence[best.start : best.end]) - set(wanted)
    return None if between & _PUNCTUATION or any(char.isdigit() for char in between) else best


def _stretch(sentence: str, wanted: str, start: int) -> Span | None:
    """From `start` to the last character of `wanted`, each at its next occurrence."""
    end = start
    for char in wanted[1:]:
        end = sentence.find(char, end + 1)
        if end < 0:
            return None
    return Span(start, end + 1)


def stripped_name(name: str) -> str:
    """A name without punctuation around it; where quotation marks are torn, its longest part: 健康监测”措施, 健康监测."""
    name = name.strip(_AROUND)
    depth = 0
    for char in name:
        depth += (char in _OPENING) - (char in _CLOSING)
        if depth < 0:
            break
    return name if depth == 0 else max(_TORN.split(name), key=len).strip(_AROUND)


def is_empty(name: str) -> bool:
    """Whether it names nothing: one character, a verb alone, a slogan, a word like 工作."""
    return len(bare(name)) < _SHORTEST_NAME or bare(name) in _words("empty")


def names_people(name: str) -> bool:
    """Whether it names people, units or places alone, who do or get what is done: 社区、物业, 抽调的党员干部."""
    is_new = bare(name).startswith(tuple(_words("sets_up") | _words("appoints")))
    return not is_new and _ends(_head(name), "people")


def _head(name: str) -> str:
    """The head of a long name: 由各组织参加的|工作组, 采样、检测等|培训."""
    head = _HEAD.search(name) if len(name) > _LONG_NAME else None
    return head.group() if head else name


def _is_thing(mention: Mention) -> bool:
    """Whether the number counts things: not people, households or an amount."""
    unit = units.units().get(mention.unit or "个")
    return unit is not None and unit.kind in {"count", "noun"} and unit.base not in {"人", "户", "人次"}


def _ends(subject: str, kind: str) -> bool:
    return key(subject).endswith(tuple(_words(kind)))


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(word for row in table("belonging") if row[0] == kind for word in fold(row[1]).split())
