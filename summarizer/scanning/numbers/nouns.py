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
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from summarizer.models import Span
from summarizer.resources import table
from summarizer.scanning.numbers import units
from summarizer.scanning.numbers.noun_edges import trimmed
from summarizer.scanning.numbers.quantities import Quantity
from summarizer.scanning.segments import segments

_LONGEST, _LONGEST_CHAIN = 18, 80
_LIST = re.compile(r"\s?(?:、|,|和|与|及|以及|,?其中)\s?\Z")
_JOINER = re.compile(r"(?:其中|以及|并且|而且|且|和|与|及|的|\s)+")
_OF_WHICH = re.compile("(?:其中|含|有)\\Z")
_LINK = frozenset(["", "的", "共"])
_MARK = re.compile("等|将|对")
_COMPARED = re.compile("[比较].{1,8}")
_CELL_END = re.compile(r"[\t|]")
_CELL = re.compile(r"[\t|]\s*\Z")
_DATE = re.compile(
    r"(?:截至|比|较|与|同|从|由|自|到|至|在)?(?:[0-9〇零一二三四五六七八九十]{1,4}(?:年|月份|月|日|号|季度))+(?:底|末|初|以来|同期)?"
)
_COUNTED = {"count", "noun"}
# These name people or events, so the words before them say which.
_NOUN_UNITS = {"人", "人次", "例", "起", "户次", "剂次", "%", "‰", "成", "倍", "个百分点", "百分点"}


@cache
def words(kind: str) -> frozenset[str]:
    """The words of a kind of `data/words.tsv`."""
    return frozenset(word for row in table("words") if row[0] == kind for word in row[1].split())


@cache
def one_of(*kinds: str) -> re.Pattern[str]:
    """A pattern of the words of some kinds, the longest first."""
    longest_first = sorted({word for kind in kinds for word in words(kind)}, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, longest_first)))


@cache
def _stops() -> re.Pattern[str]:
    return one_of("verb", "stop", "change", "whole")


@cache
def _verbs() -> re.Pattern[str]:
    return one_of("verb", "whole")


@cache
def _between() -> frozenset[str]:
    """What may come between a noun and its number."""
    return words("copula") | words("change")


@cache
def _between_ends() -> frozenset[str]:
    return frozenset(word[-1] for word in _between())


def bind(folded: str, figures: Sequence[Quantity], places: Sequence[Span] = ()) -> list[Span | None]:
    """For each figure, in order, the span of its noun in the folded string, or None.

    `places` are the spans of places named in it, in order.
    """
    nouns: list[Span | None] = []
    for index, figure in enumerate(figures):
        floor = figures[index - 1].end if index else 0
        ceiling = figures[index + 1].start if index + 1 < len(figures) else len(folded)
        linked = _linked(folded, figures, index)
        if linked is not None:
            nouns.append(linked)
            continue
        own = (_without_places(folded, noun, places) for noun in _own_nouns(folded, figure, floor, ceiling))
        noun = next((noun for noun in own if noun is not None), None)
        if noun is None or (index and _is_body(folded, noun, figure)):
            noun = _from_before(folded, figures, nouns, index) or noun
        nouns.append(noun)
    _pair_respectively(folded, figures, nouns)
    return nouns


def _linked(folded: str, figures: Sequence[Quantity], index: int) -> Span | None:
    """26类300项问题清单: the noun after the next number, where nothing parts the two and both are counts."""
    last = index
    while last + 1 < len(figures) and folded[figures[last].end : figures[last + 1].start] in _LINK:
        last += 1
    kinds = {units.kind(figure.unit) for figure in figures[index : last + 1]}
    if last == index or not kinds <= _COUNTED or folded[figures[index].end : figures[index + 1].start] == "共":
        return None
    ceiling = figures[last + 1].start if last + 1 < len(figures) else len(folded)
    return _after(folded, figures[last], ceiling)


def _own_nouns(folded: str, figure: Quantity, floor: int, ceiling: int) -> list[Span]:
    """What may be the noun, the likelier first."""
    award = _award(folded, figure, ceiling)
    if award:
        return [award]
    before, after = _before(folded, figure, floor), _after(folded, figure, ceiling)
    if _CELL.search(folded, max(0, figure.start - 2), figure.start):
        return [noun for noun in (after, _row_head(folded, figure)) if noun]
    prefers_before = units.kind(figure.unit) in {"share", "money"} or figure.unit in _NOUN_UNITS
    if before and prefers_before and (before.start == floor > 0 or _ends_in_verb(folded, before)):
        prefers_before = False
    return [noun for noun in ((before, after) if prefers_before else (after, before)) if noun]


def _award(folded: str, figure: Quantity, ceiling: int) -> Span | None:
    """给予企业30万元奖励, 按20%给予企业奖励: what a sum is, right after it or after whom it goes to."""
    if units.kind(figure.unit) not in {"money", "share"}:
        return None
    match = _awards().match(folded, figure.end, ceiling)
    return Span(*match.span(1)) if match else None


@cache
def _awards() -> re.Pattern[str]:
    return re.compile(f"(?:的|的比例)? ?(?:给予[^,。;、]{{0,6}}?)?({one_of('award').pattern})(?!标准|对象|办法|政策)")


def _is_body(folded: str, noun: Span, figure: Quantity) -> bool:
    """其中某某医院达117%: a body of which a share or people are counted is not itself counted."""
    owned = units.kind(figure.unit) == "share" or figure.unit in _NOUN_UNITS
    return owned and noun.end <= figure.start and folded.endswith(tuple(words("body")), noun.start, noun.end)


def _ends_in_verb(folded: str, before: Span) -> bool:
    return any(match.end() == before.end for match in one_of("verb").finditer(folded, before.start, before.end))


def _after(folded: str, figure: Quantity, ceiling: int) -> Span | None:
    start = figure.end
    if folded.startswith(("为", "是"), start) and _OF_WHICH.search(folded, max(0, figure.start - 2), figure.start):
        start += 1
    while start < ceiling and folded[start] in "的 ":
        start += 1
    if folded.startswith("(", start):
        return None  # 3858人(含专家组72人): what a bracket adds is another number's
    end = min(ceiling, start + _LONGEST, segments(folded).end("term", start))
    stop = _stops().search(folded, start, end)
    while stop and stop.group() in words("whole"):
        stop = _stops().search(folded, stop.end(), end)
    end = stop.start() if stop else end
    return trimmed(folded, start, end)


def _before(folded: str, figure: Quantity, floor: int) -> Span | None:
    end = _strip_back(folded, figure.start, floor)
    start = max(floor, end - _LONGEST, segments(folded).start("term", end))
    share = units.kind(figure.unit) == "share" and folded.find("占", start, end) >= 0
    start = _after_verbs(folded, start, folded.index("占", start, end) if share else end)
    marks = (match.end() for match in _MARK.finditer(folded, start, end))
    start = next((mark for mark in marks if mark < end), start)
    if _COMPARED.fullmatch(folded, start, end):
        return None
    date = _DATE.match(folded, start, end)
    joiner = _JOINER.match(folded, date.end() if date else start, end)
    return trimmed(folded, joiner.end() if joiner else date.end() if date else start, end)


def _after_verbs(folded: str, start: int, end: int) -> int:
    """After the last verb that leaves a noun: 设置|采样点; but 污水处理厂 and 生产总值 hold none."""
    first = start
    for match in _verbs().finditer(folded, first, end):
        if match.end() < end - 1 and match.group() not in words("whole"):
            start = match.end()
    return start


def _strip_back(folded: str, end: int, floor: int) -> int:
    """Back over the words between a noun and its number: 总人口|约为, GDP|同比增长, 藏书|增加到2023年的."""
    while end > floor:
        length = 0
        if folded[end - 1] in _between_ends():
            length = next((n for n in range(min(5, end - floor), 0, -1) if folded[end - n : end] in _between()), 0)
        length = length or _date_length(folded, floor, end)
        if not length and folded[end - 1] != " ":
            break
        end -= length or 1
    return end


def _date_length(folded: str, floor: int, end: int) -> int:
    if folded[end - 1] not in "年月日号份度底末初来期":
        return 0
    for start in range(max(floor, end - 14), end - 1):
        if _DATE.fullmatch(folded, start, end):
            return end - start
    return 0


def _row_head(folded: str, figure: Quantity) -> Span | None:
    """The first cell of a row of a table."""
    start = folded.rfind("\n", 0, figure.start) + 1
    while start < figure.start and folded[start] in "|\t ":
        start += 1
    cell = _CELL_END.search(folded, start, figure.start)
    return trimmed(folded, start, min(cell.start(), start + _LONGEST)) if cell else None


def _without_places(folded: str, noun: Span, places: Sequence[Span]) -> Span | None:
    """A noun without the places that it begins with; None where it is but a place."""
    start = noun.start
    index = bisect_left(places, start, key=lambda place: place.start)
    while index < len(places) and places[index].start == start and places[index].end <= noun.end:
        start = places[index].end
        index += 1
    return trimmed(folded, start, noun.end)


def _from_before(folded: str, figures: Sequence[Quantity], nouns: Sequence[Span | None], index: int) -> Span | None:
    """The noun of the last figure of the same unit before, in the sentence; of a share or sum, of the last of any.

    Of a figure right after another (3126件4508人), the other's.
    """
    figure = figures[index]
    of_any = units.kind(figure.unit) in {"share", "money"}
    for before in range(index - 1, max(-1, index - 1 - _LONGEST), -1):
        other = figures[before]
        if segments(folded).divide("sentence", other.end, figure.start):
            return None
        if folded.count(")", other.end, figure.start) > folded.count("(", other.end, figure.start):
            continue
        if other.end == figure.start or units.same(other.unit, figure.unit):
            return nouns[before]
        if of_any and units.kind(other.unit) != "time" and nouns[before] is not None:
            return nouns[before]
    return None


def _pair_respectively(folded: str, figures: Sequence[Quantity], nouns: list[Span | None]) -> None:
    """A、B和C分别为1、2和3: the heads before 分别, or the figures before it, one for each number after it."""
    starts = [figure.start for figure in figures]
    for match in re.finditer("分别", folded):
        first = bisect_left(starts, match.end())
        if first == len(figures) or segments(folded).divide("sentence", match.end(), figures[first].start):
            continue
        run = _list_run(folded, figures, first)
        heads = list(_heads(folded, match.start()))
        if len(heads) != len(run):
            heads = _figures_before(folded, figures, nouns, first, len(run))
        if len(heads) == len(run) > 1:
            for index, head in zip(run, heads, strict=True):
                nouns[index] = head


def _list_run(folded: str, figures: Sequence[Quantity], first: int) -> list[int]:
    run = [first]
    while run[-1] + 1 < len(figures) and _LIST.fullmatch(folded, figures[run[-1]].end, figures[run[-1] + 1].start):
        run.append(run[-1] + 1)
    return run


def _heads(folded: str, end: int) -> Iterator[Span]:
    floor = max(0, end - _LONGEST_CHAIN)
    start = max(floor, segments(folded).start("phrase", end))
    end = _strip_back(folded, end, start)
    for part in re.finditer(r"[^、和与及]+", folded[start:end]):
        head = trimmed(folded, start + part.start(), start + part.end())
        if head:
            yield head


def _figures_before(
    folded: str, figures: Sequence[Quantity], nouns: Sequence[Span | None], first: int, count: int
) -> list[Span]:
    """The nouns of that many figures right before, if they are in the same sentence."""
    if first < count or segments(folded).divide("sentence", figures[first - count].end, figures[first].start):
        return []
    return [noun for noun in nouns[first - count : first] if noun is not None]
