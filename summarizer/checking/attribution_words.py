"""What a sentence says around each of its numbers, read once for all subjects.

A sentence is its numbers and the words between them. A number sees back over completed brackets, and one that has no
words of its own continues the number before:

    收入4894元(全国5963元、全市6351元),同比增长16.8%     16.8% continues 4894元, not 6351元
    失业率3.1%,低于控制目标1.4个百分点                  1.4个百分点 continues 3.1%
    甲、乙及丙产业增速分别达到15.6%、33.1%、12.9%        33.1% has the head 乙
    游客13万人次，收入4180万元，同比增长21%和32%        21% has the head 游客, as with 分别
    15人死亡（包括甲县1人、乙县6人）                   6人 continues 15人
    三名船员中有两位爬上岸                             两位 continues 三名
"""

import re
from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import NamedTuple

from summarizer.checking.attribution_lists import respective_heads, whole_of
from summarizer.checking.attribution_topics import BRACKETED, CLAUSE, EMPTY, FAR, ITEM, LEAST_OWN, topic
from summarizer.folding import fold
from summarizer.models import Mention, Span
from summarizer.scanning.grounding import bare
from summarizer.scanning.numbers import nouns

_MOST_PARTS = 5  # so many gaps between numbers are a clause at most
_MOST_DEPTH = 3
_BRACKET = re.compile(r"[()]")
_FROM, _TO = re.compile("从|由|自"), re.compile("[到至为]\\Z")
_THAN = re.compile(r",?\s*(?:[亦也均都更仍还又再则]\s*)*(?:比|较|高于|低于|多于|少于)")
_TWO = 2
_OF_IT = re.compile(
    r"\s*(?:[约仅只已共就均各也都更仍还又]|大概|分别|接近|超过|高达)*(?:占(?![地用道据领有])|[比较](?![重例大好高多强快]))"
)
_AMONG = re.compile(r"(?:之?中|里),?(?:只|仅|已|还|就|约|至少)?有")
_BEYOND = re.compile(r"(?:低|高|多|少|优|好|快|慢)于[^,。;]*\Z")  # what a number is compared with is not its topic
_LISTED = re.compile(r"\s*(?:、|和|与|及|以及|至|到|~|-)\s*-?")
_LINKS = frozenset(["", "的", "共", "、共"])


class NumberWords(NamedTuple):
    """The words around a number, all bare."""

    noun: str
    left: str  # from the number before
    item: str  # of these, those after the last list mark
    clause: str  # from the clause mark, without other numbers
    right: str  # up to a list mark, a bracket or the next number
    own: str  # the words of `left` that name something
    head: str  # the member of the list before 分别 that is this number's
    run: tuple[int, ...]  # the numbers of that list
    root: int  # the number that this one continues, itself if it has a topic of its own
    ties: frozenset[int]  # the numbers whose topic it has by its syntax (从…到, 比…, a breakdown), whatever its words
    unit: str | None
    surface: str

    @property
    def around(self) -> str:
        """Both sides up to the list marks, and the noun."""
        return f"{self.item}\x01{self.right}\x01{self.noun}"

    @property
    def is_bare(self) -> bool:
        """Whether a number has no words of its own: its topic is inherited."""
        return not (self.own or self.noun or self.head)

    @property
    def has_verb(self) -> bool:
        """Whether the rules found but a verb for a noun: 整改3654处."""
        return bool(self.noun) and topic(self.noun) in nouns.words("verb")


def read_words(folded: str, numbers: Sequence[Mention], sentence: Span, places: Collection[str]) -> list[NumberWords]:
    """The words around each of the numbers of a sentence; `places` are the bare names of the document's places."""
    gaps = _gaps(folded, numbers, sentence)
    heads, runs = respective_heads(folded, numbers, gaps)
    read: list[NumberWords] = []
    for index, (seen, nested) in enumerate(_visible(gaps)):
        parts = _parts(gaps, index, seen)
        if nested:
            parts[0] = gaps[index].rpartition(")")[2]
        if seen[:1] == [index - 1]:
            parts[0] = _after_noun(parts[0], numbers[index - 1].noun)
        words = _words(numbers[index], parts, (gaps[index], _following(gaps, index)), places)
        tied = bool(seen) and _is_tied(gaps, index, seen[0], numbers)
        if tied and words.noun.startswith("占"):
            words = words._replace(noun="")
        whole = whole_of(gaps, numbers, index) if words.own in words.left else None
        if whole is not None:
            words = words._replace(root=read[whole].root, ties=frozenset({whole, read[whole].root}))
        elif tied:
            root = index if words.own and _goes_on(gaps[index]) else read[seen[0]].root
            words = words._replace(root=root, ties=frozenset({seen[0], read[seen[0]].root, *read[seen[0]].ties}))
        elif seen and (_lacks_topic(words) or _is_listed(gaps, index, seen[0], numbers)):
            words = words._replace(root=read[seen[0]].root)
        else:
            words = words._replace(root=index)
        if index in heads:
            head = heads[index]
            own = EMPTY.sub("", head) or head
            words = words._replace(noun=head, left=head, item=head, head=head, own=own, run=runs[index])
            words = words._replace(root=index, ties=frozenset())
        read.append(words)
    return read


def reach(numbers: Sequence[Mention], sentence: Span) -> Span:
    """The part of a sentence that tells anything of its numbers."""
    return Span(max(sentence.start, numbers[0].text_start - FAR), min(sentence.end, numbers[-1].text_end + FAR))


def _gaps(folded: str, numbers: Sequence[Mention], sentence: Span) -> list[str]:
    """The words before, between and after the numbers."""
    start, end = reach(numbers, sentence)
    edges = [start, *(edge for number in numbers for edge in (number.text_start, number.text_end)), end]
    return [folded[edges[place] : edges[place + 1]] for place in range(0, len(edges), 2)]


def _words(number: Mention, parts: Sequence[str], beside: tuple[str, str], places: Collection[str]) -> NumberWords:
    left, right = _BEYOND.sub("", parts[0]), _BRACKET.split(ITEM.split(beside[1])[0])[0]
    own = _without_places(topic(bare(CLAUSE.split(left)[-1])), places)
    noun = bare(number.noun)
    if noun and (_is_compared_with(noun, parts[0], left) or _is_inherited(noun, own, beside)):
        noun = ""
    return NumberWords(
        noun=noun if _without_places(topic(noun), places) else "",
        left=bare(left),
        item=bare(ITEM.split(left)[-1]),
        clause=bare(_clause(parts)),
        right=bare(right),
        own=own,
        head="",
        run=(),
        root=0,
        ties=frozenset(),
        unit=number.unit,
        surface=bare(number.surface),
    )


def _is_compared_with(noun: str, before: str, left: str) -> bool:
    """Whether a noun is only in what the words before a number compare it with, `left` being the words without that."""
    return left != before and noun in bare(before) and noun not in bare(left)


def _is_inherited(noun: str, own: str, beside: tuple[str, str]) -> bool:
    """Whether a number with a name of its own has its noun from a number before: 收入4894元(全国5963元)."""
    return len(own) >= LEAST_OWN and not any(noun in bare(words) for words in beside)


def _following(gaps: Sequence[str], index: int) -> str:
    """The words after a number, and after those that only 的 parts from it: 总投资9亿元的20个|水利项目."""
    while index + 2 < len(gaps) and gaps[index + 1].strip() in _LINKS:
        index += 1
    return gaps[index + 1]


def _without_places(words: str, places: Collection[str]) -> str:
    """Words without places: 乙市抓获 is no topic."""
    named = [place for place in places if len(place) > 1 and place in words] if words else []
    for place in sorted(named, key=lambda place: (-len(place), place)):
        words = words.replace(place, "")
    return "" if named and words in nouns.words("verb") else words


def _lacks_topic(words: NumberWords) -> bool:
    return len(words.own) < LEAST_OWN and len(topic(words.right)) < LEAST_OWN


def _is_listed(gaps: Sequence[str], index: int, before: int, numbers: Sequence[Mention]) -> bool:
    same = before == index - 1 and numbers[index].unit == numbers[before].unit
    return same and _LISTED.fullmatch(gaps[index]) is not None


def _is_tied(gaps: Sequence[str], index: int, before: int, numbers: Sequence[Mention]) -> bool:
    """Whether a number has the topic of the number `before`: some of it, 从…到, 比…."""
    gap = gaps[index]
    if before == index - 1 and {numbers[index].unit, numbers[before].unit} <= nouns.PERSONS:
        noun = fold(numbers[before].noun or "")
        if noun and gap.startswith(noun) and _AMONG.fullmatch(gap, len(noun)):
            return True
    from_to = _TO.search(gap) and _FROM.search(gaps[before][-6:])
    return bool(from_to or _THAN.match(gap) or _goes_on(gap))


def _goes_on(gap: str) -> bool:
    """Whether the clause right after that of a number tells what it is of, or more than: 12起投诉|,占总量的|3%."""
    clauses = CLAUSE.split(gap)
    return len(clauses) == _TWO and _OF_IT.match(clauses[1]) is not None


def _visible(gaps: Sequence[str]) -> list[tuple[list[int], bool]]:
    """For each number the numbers before it outside completed brackets, the nearest first; and if a bracket holds it."""
    found: list[tuple[list[int], bool]] = []
    stack: list[list[int]] = [[]]
    for index in range(len(gaps) - 1):
        for mark in _BRACKET.findall(gaps[index]):
            if mark == "(" and len(stack) < _MOST_DEPTH:
                stack.append([])
            elif mark == ")" and len(stack) > 1:
                stack.pop()
        nested = len(stack) > 1
        seen = range(index - 1, -1, -1) if nested else reversed(stack[0])
        found.append(([*seen][:_MOST_PARTS], nested))
        stack[-1].append(index)
    return found


def _parts(gaps: Sequence[str], index: int, seen: Sequence[int]) -> list[str]:
    """The words between the visible numbers before a number, the nearest first, without completed brackets."""
    parts = []
    for later, earlier in pairwise([index, *seen, *([] if len(seen) == _MOST_PARTS else [-1])]):
        words = "\x00".join(gaps[earlier + 1 : later + 1])
        for _ in range(_MOST_DEPTH if "(" in words else 0):
            words = BRACKETED.sub("", words)
        parts.append(words.replace("\x00", "").lstrip(")"))
    return parts


def _after_noun(gap: str, noun: str | None) -> str:
    """The words between two numbers without the noun of the first."""
    words, counted = gap.lstrip("的 "), _BRACKET.split(fold(noun or ""))[0]
    if len(counted) < LEAST_OWN or not words.startswith(counted):
        return gap
    return words[len(counted) :].lstrip("和与及、 ")


def _clause(parts: Sequence[str]) -> str:
    words = ""
    for part in parts:
        *before, last = CLAUSE.split(part)
        words = last + words
        if before:
            break
    return words
