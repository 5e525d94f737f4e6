"""What a number counts: the noun bound to each figure, from the words around it.

    30名县级领导包乡镇       behind the number, up to a verb
    设置采样点97个，         before it, from the verb on, where nothing stands behind
    楼长103名、单元长198名    before it in a list
    覆盖率100%              before it for shares
    甲、乙分别增长5%和7%      the first with the first, the second with the second
    产值3亿元，同比增长5%     a share without a noun of its own takes that of the figure before it

Verbs and the words between noun and number stand in `data/words.tsv`.
"""

import re
from collections.abc import Sequence
from functools import cache

from summarizer.models import Span
from summarizer.numbers import units
from summarizer.numbers.quantities import Quantity
from summarizer.resources import table

_LONGEST = 18
_CLAUSE = re.compile(r"[。！？；!?;:，,、\n\t|]")
_SENTENCE = re.compile(r"[。！？!?;；\n]")
_LIST = re.compile(r"\s?(?:、|,|和|与|及|以及|,?其中)\s?\Z")
# These name people or events themselves, so what stands before them says which.
_NOUN_UNITS = {"人", "人次", "例", "起", "户次", "剂次", "%", "‰", "成", "倍", "个百分点", "百分点"}
_OPEN, _CLOSE = '("“‘《【[', ')"”’》】]'


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(word for row in table("words") if row[0] == kind for word in row[1].split())


@cache
def _one_of(*kinds: str) -> re.Pattern[str]:
    words = {word for kind in kinds for word in _words(kind)}
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=lambda word: -len(word))))


def bind(folded: str, figures: Sequence[Quantity]) -> list[Span | None]:
    """For each figure, in order, the span of its noun in the folded string, or None."""
    nouns: list[Span | None] = []
    for index, figure in enumerate(figures):
        floor = figures[index - 1].end if index else 0
        ceiling = figures[index + 1].start if index + 1 < len(figures) else len(folded)
        noun = _own_noun(folded, figure, floor, ceiling)
        if noun is None and index and _inherits(folded, figures[index - 1], figure):
            noun = nouns[-1]
        nouns.append(noun)
    _pair_respectively(folded, figures, nouns)
    return nouns


def _own_noun(folded: str, figure: Quantity, floor: int, ceiling: int) -> Span | None:
    before, behind = _before(folded, figure, floor), _behind(folded, figure, ceiling)
    prefers_before = units.kind(figure.unit) in {"share", "money"} or figure.unit in _NOUN_UNITS
    return (before or behind) if prefers_before else (behind or before)


def _behind(folded: str, figure: Quantity, ceiling: int) -> Span | None:
    start = figure.end
    while start < ceiling and folded[start] in "的 ":
        start += 1
    end = min(ceiling, start + _LONGEST)
    clause = _CLAUSE.search(folded, start, end)
    end = clause.start() if clause else end
    stop = _one_of("verb", "stop").search(folded, start, end)
    end = stop.start() if stop else end
    return _trimmed(folded, start, end)


def _before(folded: str, figure: Quantity, floor: int) -> Span | None:
    end = _strip_copulas(folded, figure.start, floor)
    start = max(floor, end - _LONGEST)
    for match in _CLAUSE.finditer(folded, start, end):
        start = match.end()
    for match in _one_of("verb").finditer(folded, start, end):
        if match.end() < end:
            start = match.end()
    for match in re.finditer("等|将|对", folded[start:end]):
        if start + match.end() < end:
            start += match.end()
            break
    return _trimmed(folded, start, end)


def _strip_copulas(folded: str, end: int, floor: int) -> int:
    """Back over the words between a noun and its number: 总人口|约为, GDP|同比增长."""
    words = _words("copula") | _words("change")
    while end > floor:
        length = next((n for n in range(min(5, end - floor), 0, -1) if folded[end - n : end] in words), 0)
        if not length and folded[end - 1] != " ":
            break
        end -= length or 1
    return end


def _trimmed(folded: str, start: int, end: int) -> Span | None:
    """Without white space, and without brackets or quotes whose other half is outside."""
    while start < end and (folded[start].isspace() or folded[start] in _CLOSE or _opens_only(folded, start, end)):
        start += 1
    while start < end and (folded[end - 1].isspace() or _unbalanced_end(folded, start, end)):
        end -= 1
    return Span(start, end) if start < end else None


def _opens_only(folded: str, start: int, end: int) -> bool:
    kind = _OPEN.find(folded[start])
    return kind >= 0 and _CLOSE[kind] not in folded[start + 1 : end]


def _unbalanced_end(folded: str, start: int, end: int) -> bool:
    last = folded[end - 1]
    if last in _OPEN and last not in _CLOSE:
        return True
    kind = _CLOSE.find(last)
    return kind >= 0 and _OPEN[kind] not in folded[start : end - 1]


def _inherits(folded: str, last: Quantity, figure: Quantity) -> bool:
    """A share or sum that follows a figure in its sentence tells more of the same."""
    same_sentence = _SENTENCE.search(folded, last.end, figure.start) is None
    return same_sentence and units.kind(figure.unit) in {"share", "money"}


def _pair_respectively(folded: str, figures: Sequence[Quantity], nouns: list[Span | None]) -> None:
    """A、B和C分别为1、2和3: the heads before 分别, one for each number of the list behind it."""
    for match in re.finditer("分别", folded):
        first = next((i for i, figure in enumerate(figures) if figure.start >= match.end()), None)
        if first is None or _SENTENCE.search(folded, match.end(), figures[first].start):
            continue
        run = _list_run(folded, figures, first)
        heads = _heads(folded, match.start())
        if len(heads) == len(run) > 1:
            for index, head in zip(run, heads, strict=True):
                nouns[index] = head


def _list_run(folded: str, figures: Sequence[Quantity], first: int) -> list[int]:
    run = [first]
    while run[-1] + 1 < len(figures) and _LIST.fullmatch(folded, figures[run[-1]].end, figures[run[-1] + 1].start):
        run.append(run[-1] + 1)
    return run


def _heads(folded: str, end: int) -> list[Span]:
    start = max([match.end() for match in re.finditer(r"[。！？；!?;:,\n]", folded[:end])][-1:] or [0])
    heads: list[Span] = []
    for part in re.finditer(r"[^、和与及]+", folded[start:end]):
        trimmed = _trimmed(folded, start + part.start(), start + part.end())
        if trimmed:
            heads.append(trimmed)
    return heads
