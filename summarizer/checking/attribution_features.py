"""The features of a number for a subject: in how many ways the words around the number name it, each 0 to 1.

    noun, literal, same, beside, right …   the subject is the number's noun, or next to it
    inherits_noun, chain …                 … or next to the number that this one continues
    own_untold, count_untold, excluded …   the number has words of its own, and the subject does not say them
    noun_top, beside_top …                 no other number of the sentence fits better in this way

`data/attribution.tsv` has their weights.
"""

import re
from collections.abc import Callable, Collection, Sequence
from functools import cache, lru_cache

from summarizer.checking.attribution_words import NumberWords
from summarizer.scanning.grounding import bare, common, likeness
from summarizer.scanning.numbers import nouns, units

Features = dict[str, float]

# Words that go with any count and distinguish none: 行政村|数量, 第一针|人数, 出口|增速.
_COUNT = re.compile(
    "(?<=..)(?:数量|人数|户数|个数|件数|次数|起数|间数|总数|总量|总值|总额|数额|金额|面积|数|额"
    "|增速|增幅|升幅|涨幅|降幅|跌幅|增长率|占比|比例|比重|增长)\\Z"
)
_SCOPE = re.compile("(?:全|该|本|我|各|这)(?:国|省|市|区|县|旗|州|镇|乡|村|街道|地|校|院)")
# Before a subject these make another thing of it: 不合格, 次密切接触者, 进出口, 微网格.
OTHERWISE = "不无非未次副微进"
_MONEY = re.compile("(?:额|收入|投资|资金|产值|支出|费|价|款|增加值|生产总值|利润|奖励|补助|补贴)\\Z")
_ASPECTS = {"total_text": re.compile("总|累计|共计|合计|全部|共"), "part_text": re.compile("其中|占")}
_TOPS = ("noun", "beside", "clause_lcs", "chain", "same")
_LONGEST_PLACE, _EDGE = 8, 2


def forms(subject: str, places: Collection[str]) -> tuple[str, ...]:
    """A subject, bare, and the same without its place and its word for a count: 全县行政村数量, 行政村."""
    words = bare(subject)
    scope = _SCOPE.match(words)
    place = scope.group() if scope else _place_of(words, places)
    wordings = [words]
    if len(words) > len(place) + 1:
        wordings.append(words.removeprefix(place))
    wordings += [_COUNT.sub("", form) for form in wordings]
    return tuple(dict.fromkeys(form for form in wordings if form))


def _place_of(words: str, places: Collection[str]) -> str:
    return next((words[:length] for length in range(_LONGEST_PLACE, 1, -1) if words[:length] in places), "")


def features(wordings: Sequence[str], read: Sequence[NumberWords], places: Collection[str]) -> list[Features]:
    """The features of each number of a sentence for the forms of a subject; the first form is the whole subject."""
    seen = [_without_denied(wordings, words) for words in read]
    rows = [_row(wordings, words, seen[words.root], index != words.root) for index, words in enumerate(seen)]
    place = wordings[0][: -len(wordings[1])] if wordings[1:] and wordings[0].endswith(wordings[1]) else ""
    for words, row in zip(seen, rows, strict=True):
        beside = place in words.left + words.right
        row["place_fits"] = float(bool(place) and beside)
        row["place_unfit"] = float(bool(place) and not beside and _names_place(words.left, places))
    _mark_tops(rows)
    return _with_runs(wordings, read, rows)


def _names_place(words: str, places: Collection[str]) -> bool:
    return any(len(place) > 1 and place in words for place in places)


def _with_runs(wordings: Sequence[str], read: Sequence[NumberWords], rows: list[Features]) -> list[Features]:
    """A、B、C产业增速分别…: a subject that only the last head says (产业增速) is that of each number."""
    for index, words in enumerate(read):
        if not words.run or words.run[-1] != index or not any(words.head.find(form) > 0 for form in wordings):
            continue
        if not any(read[place].head in wordings for place in words.run):
            for place in words.run:
                rows[place] = rows[index]
    return rows


def _row(wordings: Sequence[str], words: NumberWords, root: NumberWords, inherits: bool) -> Features:  # noqa: FBT001 -- a feature
    subject = wordings[0]
    noun = _likeness(wordings, words.noun)
    beside = _best(wordings, words.around)
    left = _best(wordings, words.left, share)
    row = {
        "noun": noun,
        "literal": float(any(len(form) > 1 and (form in words.item or form in words.right) for form in wordings[:2])),
        "noun_back": pairs(words.noun, subject) if not words.has_verb else 0.0,
        "no_noun": float(not words.noun),
        "same": float(_is_same(wordings, words)),
        "beside": beside,
        "right": _best(wordings, words.right),
        "clause": _best(wordings, words.clause),
        "clause_lcs": _best(wordings, words.clause, share),
        "inherits": float(inherits),
        "inherits_noun": _likeness(wordings, root.noun) if inherits else 0.0,
        "chain": max(beside, _best(wordings, root.around)) if inherits else beside,
        "chain_left": max(left, _best(wordings, root.left, share)) if inherits else left,
        "modifier": _has_edge(subject, subject[:_EDGE], words),
        "core": _has_edge(subject, subject[-_EDGE:], words),
        "in_subject": float(len(words.surface) > 1 and words.surface in subject),
        "money_fits": float(units.kind(words.unit) == "money" and _MONEY.search(subject) is not None),
    }
    return row | _untold(subject, words) | _aspects(subject, words)


def _untold(subject: str, words: NumberWords) -> Features:
    """How much of a number's own words the subject says, and leaves out."""
    own = words.own if len(words.own) > 1 else ""
    near = words.noun if words.noun in words.right or (len(words.noun) > 1 and words.noun in words.item) else ""
    near = "" if words.has_verb else near
    return {
        "own_told": pairs(own, subject),
        "own_untold": 1 - share(own, subject) if own else 0.0,
        "count_untold": 1 - share(near, subject) if near else 0.0,
        "excluded": float(bool(near) and not any(char in subject for char in near)),
    }


def _aspects(subject: str, words: NumberWords) -> Features:
    """Whether the text says total, or part, and the subject does not."""
    beside = words.left + "\x01" + words.right
    names = _aspects_of(beside) - _aspects_of(subject)
    return {name: float(name in names) for name in _ASPECTS}


@lru_cache(maxsize=16384)
def _aspects_of(words: str) -> frozenset[str]:
    return frozenset(name for name, pattern in _ASPECTS.items() if pattern.search(words))


def _best(wordings: Sequence[str], context: str, measure: Callable[[str, str], float] | None = None) -> float:
    fit = measure or pairs
    return max([fit(form, context) for form in wordings])


def _likeness(wordings: Sequence[str], noun: str) -> float:
    if not noun:
        return 0.0
    short = _without_count(noun)
    return max([likeness(form, other) for form in wordings for other in (noun, short)])


@lru_cache(maxsize=16384)
def _without_count(noun: str) -> str:
    return _COUNT.sub("", noun)


def _is_same(wordings: Sequence[str], words: NumberWords) -> bool:
    """Whether the subject is the noun, begins what follows the number, or ends what is before it."""
    before = _without_between(words.item)
    return any(
        len(form) > 1 and (words.noun == form or words.right.startswith(form) or before.endswith(form))
        for form in wordings
    )


@cache
def _between() -> tuple[str, ...]:
    return tuple(sorted(nouns.words("copula") | nouns.words("change"), key=lambda word: -len(word)))


@lru_cache(maxsize=4096)
def _without_between(item: str) -> str:
    """The words of an item without those between a noun and its number."""
    while item.endswith(_between()):
        item = item.removesuffix(next(word for word in _between() if item.endswith(word)))
    return item


def _has_edge(subject: str, edge: str, words: NumberWords) -> float:
    return float(len(subject) > _EDGE and edge in f"{words.left}\x01{words.right}\x01{words.noun}")


def _without_denied(wordings: Sequence[str], words: NumberWords) -> NumberWords:
    """The words around a number without those that hold the subject and are another thing: 不合格 for 合格."""
    denied = [mark + form for form in wordings[:2] if len(form) > 1 for mark in OTHERWISE]
    if not any(other in words.around for other in denied):
        return words
    for other in denied:
        words = words._replace(
            noun=words.noun.replace(other, "\x02"),
            left=words.left.replace(other, "\x02"),
            item=words.item.replace(other, "\x02"),
            clause=words.clause.replace(other, "\x02"),
            right=words.right.replace(other, "\x02"),
            own=words.own.replace(other, "\x02"),
        )
    return words


def _mark_tops(rows: Sequence[Features]) -> None:
    for name in _TOPS:
        best = max(row[name] for row in rows)
        for row in rows:
            row[f"{name}_top"] = float(row[name] >= best > 0)


@lru_cache(maxsize=65536)
def pairs(words: str, context: str) -> float:
    """The share of the words' characters that occur in a context together with a neighbour."""
    if not words or not context:
        return 0.0
    if words in context:
        return 1.0
    covered = {index for index in range(len(words) - 1) if words[index : index + 2] in context}
    return len(covered | {index + 1 for index in covered}) / len(words)


@lru_cache(maxsize=65536)
def share(words: str, context: str) -> float:
    """The share of the words' characters that a context has in the same order."""
    return common(words, context) / len(words) if words and context else 0.0
