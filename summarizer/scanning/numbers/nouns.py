"""What a number counts: the noun bound to each figure, from the words around it.

    30名县级领导负责乡镇                after the number, up to a verb
    设置采样点97个，                    before it, from the verb on, where no noun follows
    楼长103名、单元长198名              before it in a list
    覆盖率100% · 面积：120平方公里       before it for shares and after a colon
    民间投资占投资的比重为56.3%          with what it is a share of
    甲、乙分别增长5%和7%                 the first with the first, the second with the second, of heads
    甲3亿元，乙2亿元，分别增长5%和7%      … or of the figures before
    产值3亿元，同比增长5%                a number with no words of its own takes the noun of the one before
    新增病例9例，其中甲市5例              and one that has but a place, that of the last one of its unit
    水厂⇥5万吨⇥3亿元                   the head of its row, in a table

Verbs and the words between noun and number are in `data/words.tsv`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from summarizer.models import Span
from summarizer.resources import lazy_pattern
from summarizer.scanning.numbers import units
from summarizer.scanning.numbers.noun_edges import DATE, JOINER, cleaned, find, one_of, strip_back, trimmed, words
from summarizer.scanning.numbers.noun_lists import pair_lists
from summarizer.scanning.numbers.quantities import Quantity
from summarizer.scanning.segments import end_near, is_divided, start_near

__all__ = ["PERSONS", "bind", "one_of", "words"]

_LONGEST = 18
_OF_WHICH = lazy_pattern("(?:其中|含|有)\\Z")
_MOST_LINKED = 8
_LINK = frozenset(["", "的", "共"])
_MARK = re.compile("[等将对]")
_COMPARED = re.compile("[比较].{1,8}")
_CELL_END = lazy_pattern(r"[\t|]")
_CELL = re.compile(r"[\t|]\s*\Z")
_AMONG = lazy_pattern("(?:之?中|里),?(?:只|仅|已|还|就|约|至少)?有")
_SPAN_OF_TIME = lazy_pattern("(?:期|天数|日数|时数|时间|时长|时限|年限|年龄|工龄|历时|寿命|持续|耗时|用时|间隔|刑)\\Z")
PERSONS = frozenset({"人", "名", "位", "员"})
_COUNTED, _GIVEN = {"count", "noun"}, {"share", "money"}
# These name people or events, so the words before them say which.
_NOUN_UNITS = {"人", "人次", "例", "起", "户次", "剂次", "%", "‰", "成", "倍", "个百分点", "百分点"}


def bind(folded: str, figures: Sequence[Quantity], places: Sequence[Span] = ()) -> list[Span | None]:
    """For each figure, in order, the span of its noun in the folded string, or None.

    `places` are the spans of places named in it, in order.
    """
    nouns: list[Span | None] = []
    named = {place.start: place.end for place in places}
    for index, figure in enumerate(figures):
        floor = figures[index - 1].end if index else 0
        ceiling = figures[index + 1].start if index + 1 < len(figures) else len(folded)
        linked = _linked(folded, figures, index)
        if linked is not None:
            nouns.append(linked)
            continue
        noun = _of_members(folded, figures, nouns, index) or _own(folded, figure, floor, ceiling, named)
        if noun is None or (index and _is_body(folded, noun, figure)):
            noun = _from_before(folded, figures, nouns, index) or noun
        nouns.append(noun)
    pair_lists(folded, figures, nouns)
    return nouns


def _own(folded: str, figure: Quantity, floor: int, ceiling: int, places: Mapping[int, int]) -> Span | None:
    """The noun beside a figure; of a length of time only a word for one: 见习期12个月, but none in 经过12个月跟踪研究."""
    kind = units.kind(figure.unit)
    for noun in _own_nouns(folded, figure, kind, floor, ceiling):
        clean = cleaned(folded, noun) if noun else None
        if clean is not None and clean.start in places:
            clean = _without_places(folded, clean, places)
        if clean is not None and (kind != "time" or _SPAN_OF_TIME.search(folded, *clean)):
            return clean
    return None


def _of_members(folded: str, figures: Sequence[Quantity], nouns: Sequence[Span | None], index: int) -> Span | None:
    """三名船员中有两位爬上岸: some of the people before; of things what follows says which (37座水库中有9座超汛限的)."""
    if not index or (noun := nouns[index - 1]) is None:
        return None
    before, figure = figures[index - 1], figures[index]
    if figure.unit not in PERSONS or before.unit not in PERSONS or noun.start < before.end:
        return None
    return noun if _AMONG.fullmatch(folded, noun.end, figure.start) else None


def _linked(folded: str, figures: Sequence[Quantity], index: int) -> Span | None:
    """26类300项问题清单: the noun after the next number, where nothing parts the two and both are counts."""
    last, limit = index, min(len(figures), index + _MOST_LINKED) - 1
    while last < limit and folded[figures[last].end : figures[last + 1].start] in _LINK:
        last += 1
    if last == index:
        return None
    kinds = {units.kind(figure.unit) for figure in figures[index : last + 1]}
    if not kinds <= _COUNTED or folded[figures[index].end : figures[index + 1].start] == "共":
        return None
    ceiling = figures[last + 1].start if last + 1 < len(figures) else len(folded)
    return _after(folded, figures[last], ceiling)


def _own_nouns(folded: str, figure: Quantity, kind: str | None, floor: int, ceiling: int) -> Iterator[Span | None]:
    """What may be the noun, the likelier first; each is looked for when it is asked for."""
    award = _award(folded, figure, ceiling) if kind in _GIVEN else None
    if award:
        yield award
    elif _CELL.search(folded, max(0, figure.start - 2), figure.start):
        yield _after(folded, figure, ceiling)
        yield _row_head(folded, figure)
    elif kind in _GIVEN or figure.unit in _NOUN_UNITS:
        before = _before(folded, figure, floor)
        follows = before is not None and (before.start == floor > 0 or _ends_in_verb(folded, before))
        if not follows:
            yield before
        yield _after(folded, figure, ceiling)
        if follows:
            yield before
    else:
        yield _after(folded, figure, ceiling)
        yield _before(folded, figure, floor)


def _award(folded: str, figure: Quantity, ceiling: int) -> Span | None:
    """给予企业30万元奖励, 按20%给予企业奖励: what a sum is, right after it or after whom it goes to."""
    match = _awards().match(folded, figure.end, ceiling)
    return Span(*match.span(1)) if match else None


@cache
def _awards() -> re.Pattern[str]:
    return re.compile(f"(?:的|的比例)? ?(?:给予[^,。;、]{{0,6}}?)?({one_of('award').pattern})(?!标准|对象|办法|政策)")


@cache
def _bodies() -> tuple[str, ...]:
    return tuple(words("body"))


def _is_body(folded: str, noun: Span, figure: Quantity) -> bool:
    """其中某某医院达117%: a body of which a share or people are counted is not itself counted."""
    owned = units.kind(figure.unit) == "share" or figure.unit in _NOUN_UNITS
    return owned and noun.end <= figure.start and folded.endswith(_bodies(), noun.start, noun.end)


def _ends_in_verb(folded: str, before: Span) -> bool:
    noun = folded[before.start : before.end]
    return any(end == len(noun) for _, _, end in find(noun, "verb"))


def _after(folded: str, figure: Quantity, ceiling: int) -> Span | None:
    start = figure.end
    if folded.startswith(("为", "是"), start) and _OF_WHICH.search(folded, max(0, figure.start - 2), figure.start):
        start += 1
    while start < ceiling and folded[start] in "的 ":
        start += 1
    if folded.startswith("(", start):
        return None  # 3858人(含专家组72人): what a bracket adds is another number's
    end = end_near(folded, "term", start, min(_LONGEST, ceiling - start))
    found = find(folded[start:end], "verb", "stop", "change", "whole")
    end = next((start + at for word, at, _ in found if word not in words("whole")), end)
    return trimmed(folded, start, _unopened(folded, start, end))


def _unopened(folded: str, start: int, end: int) -> int:
    """The end of a noun in a bracket that closes: 监测断面|)基础上."""
    close = folded.find(")", start, end)
    return close if close >= 0 and folded.find("(", start, close) < 0 else end


def _before(folded: str, figure: Quantity, floor: int) -> Span | None:
    end = strip_back(folded, figure.start, floor)
    start = start_near(folded, "term", end, min(_LONGEST, end - floor))
    share = units.kind(figure.unit) == "share" and folded.find("占", start, end) >= 0
    start = _after_verbs(folded, start, folded.index("占", start, end) if share else end)
    mark = _MARK.search(folded, start, end - 1)
    start = mark.end() if mark else start
    if _COMPARED.fullmatch(folded, start, end):
        return None
    date = DATE.match(folded, start, end)
    joiner = JOINER.match(folded, date.end() if date else start, end)
    return trimmed(folded, joiner.end() if joiner else date.end() if date else start, end)


def _after_verbs(folded: str, start: int, end: int) -> int:
    """After the last verb that leaves a noun: 设置|采样点; but 污水处理厂 and 生产总值 hold none."""
    first = start
    for word, _, after in find(folded[first:end], "verb", "whole"):
        if first + after < end - 1 and word not in words("whole"):
            start = first + after
    return start


def _row_head(folded: str, figure: Quantity) -> Span | None:
    """The first cell of a row of a table."""
    start = folded.rfind("\n", 0, figure.start) + 1
    while start < figure.start and folded[start] in "|\t ":
        start += 1
    cell = _CELL_END.search(folded, start, figure.start)
    return trimmed(folded, start, min(cell.start(), start + _LONGEST)) if cell else None


def _without_places(folded: str, noun: Span, places: Mapping[int, int]) -> Span | None:
    """A noun without the places that it begins with, of which `places` has the ends; None where it is but a place."""
    start = noun.start
    while places.get(start, noun.end + 1) <= noun.end:
        start = places[start]
    if start == noun.start:
        return noun
    rest = trimmed(folded, start, noun.end)
    return cleaned(folded, rest) if rest else None


def _from_before(folded: str, figures: Sequence[Quantity], nouns: Sequence[Span | None], index: int) -> Span | None:
    """The noun of the last figure of the same unit before, in the sentence; of a share or sum, of the last of any.

    Of a figure right after another (3126件4508人), the other's.
    """
    figure = figures[index]
    of_any = units.kind(figure.unit) in {"share", "money"}
    for before in range(index - 1, max(-1, index - 1 - _LONGEST), -1):
        other = figures[before]
        if is_divided(folded, "sentence", other.end, figure.start):
            return None
        if folded.count(")", other.end, figure.start) > folded.count("(", other.end, figure.start):
            continue
        if other.end == figure.start or units.same(other.unit, figure.unit):
            return nouns[before]
        if of_any and units.kind(other.unit) != "time" and nouns[before] is not None:
            return nouns[before]
    return None
