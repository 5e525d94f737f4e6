"""What a sentence says around each of its numbers, read once for all subjects.

A sentence is its numbers and the words between them. A number sees back over completed brackets, and one that has no
words of its own continues the number before:

    收入4894元(全国5963元、全市6351元),同比增长16.8%     16.8% continues 4894元, not 6351元
    失业率3.1%,低于控制目标1.4个百分点                  1.4个百分点 continues 3.1%
    甲、乙及丙产业增速分别达到15.6%、33.1%、12.9%        33.1% has the head 乙
"""

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from summarizer.folding import fold
from summarizer.models import Mention, Span
from summarizer.scanning.grounding import bare
from summarizer.scanning.numbers import nouns
from summarizer.scanning.segments import ENDS

_FAR = 160  # words so far before the first number of a sentence tell nothing of it
_MOST_PARTS = 5  # so many gaps between numbers are a clause at most
_LEAST_OWN = 2  # one character is no topic
_MOST_DEPTH = 3
_ITEM, _CLAUSE = (re.compile(f"[{re.escape(ENDS[kind])}]") for kind in ("item", "clause"))
_BRACKETED = re.compile(r"\([^()]*\)")
_BRACKET = re.compile(r"[()]")
# Words that name no topic: what is left of 同比, 其中 or 比去年同期 is empty.
_EMPTY = re.compile(
    r"(?:比|较|与|和|同|按|自|从|由|在|截至|占|为|将|已|也|则|却|的|了|又|再|共|约|近|超|逾|达|至|到|是|有"
    r"|\d+年|\d+月份?|\d+日|去年|上年|今年|全年|同期|年末|年底|年初|年均|月均|年度|年|月|末|首|前|个|季度|半年"
    r"|目前|建成|完成|实现|达成"
    r"|其中|分别|同比|环比|均|各|仅|只|还|累计|总数|总量|全部|目标|任务|计划|百分之|大幅|小幅|略|进一步|预计|初步|平均|每)+"
)
_FROM, _TO = re.compile("从|由|自"), re.compile("[到至为]\\Z")
_THAN = re.compile(r",?\s*(?:比|较|高于|低于|多于|少于)")
_BEYOND = re.compile(r"(?:低|高|多|少|优|好|快|慢)于[^,。;]*\Z")  # what a number is compared with is not its topic
_LISTED = re.compile(r"\s*(?:、|和|与|及|以及|至|到|~|-)\s*-?")
_RESPECTIVELY = re.compile("分别|依次|各为")
_JOINT = re.compile(
    r"\s*(?:、|,|和|与|及|以及|,?其中|[()]|\s)+\s*|\s*(?:、|和|与|及|以及|,)\s*(?:增长|下降|为|达|占)?\s*-?"
)
_LINKS = frozenset(["", "的", "共", "、共"])
_HEAD_MARKS = ("、|和|与|及|以及", "、|以及|及", "、")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")


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
        return bool(self.noun) and _topic(self.noun) in nouns.words("verb")


def read_words(folded: str, numbers: Sequence[Mention], sentence: Span, places: Collection[str]) -> list[NumberWords]:
    """The words around each of the numbers of a sentence; `places` are the bare names of the document's places."""
    gaps = _gaps(folded, numbers, sentence)
    heads, runs = _heads(folded, numbers, gaps)
    read: list[NumberWords] = []
    for index, (seen, nested) in enumerate(_visible(gaps)):
        parts = _parts(gaps, index, seen)
        if nested:
            parts[0] = gaps[index].rpartition(")")[2]
        if seen[:1] == [index - 1]:
            parts[0] = _after_noun(parts[0], numbers[index - 1].noun)
        words = _words(numbers[index], parts, _following(gaps, index), places)
        if seen and _continues(words, gaps, index, seen[0], numbers):
            words = words._replace(root=read[seen[0]].root)
        else:
            words = words._replace(root=index)
        if index in heads:
            head = heads[index]
            own = _EMPTY.sub("", head) or head
            words = words._replace(noun=head, left=head, item=head, head=head, own=own, run=runs[index], root=index)
        read.append(words)
    return read


def _gaps(folded: str, numbers: Sequence[Mention], sentence: Span) -> list[str]:
    """The words before, between and after the numbers."""
    start = max(sentence.start, numbers[0].text_start - _FAR)
    end = min(sentence.end, numbers[-1].text_end + _FAR)
    edges = [start, *(edge for number in numbers for edge in (number.text_start, number.text_end)), end]
    return [folded[edges[place] : edges[place + 1]] for place in range(0, len(edges), 2)]


def _words(number: Mention, parts: Sequence[str], following: str, places: Collection[str]) -> NumberWords:
    left, right = _BEYOND.sub("", parts[0]), _BRACKET.split(_ITEM.split(following)[0])[0]
    noun = bare(number.noun)
    if noun in bare(parts[0]) and noun not in bare(left):
        noun = ""
    return NumberWords(
        noun=noun if _without_places(_topic(noun), places) else "",
        left=bare(left),
        item=bare(_ITEM.split(left)[-1]),
        clause=bare(_clause(parts)),
        right=bare(right),
        own=_without_places(_topic(bare(_CLAUSE.split(left)[-1])), places),
        head="",
        run=(),
        root=0,
        unit=number.unit,
        surface=bare(number.surface),
    )


def _following(gaps: Sequence[str], index: int) -> str:
    """The words after a number, and after those that only 的 parts from it: 总投资9亿元的20个|水利项目."""
    while index + 2 < len(gaps) and gaps[index + 1].strip() in _LINKS:
        index += 1
    return gaps[index + 1]


@lru_cache(maxsize=16384)
def _topic(words: str) -> str:
    """What is left of words without those that name nothing."""
    return _EMPTY.sub("", nouns.one_of("change", "copula").sub("", words))


def _without_places(words: str, places: Collection[str]) -> str:
    """Words without places: 乙市抓获 is no topic."""
    named = [place for place in places if len(place) > 1 and place in words] if words else []
    for place in named:
        words = words.replace(place, "")
    return "" if named and words in nouns.words("verb") else words


def _continues(words: NumberWords, gaps: Sequence[str], index: int, before: int, numbers: Sequence[Mention]) -> bool:
    """Whether a number has the topic of the number `before`: no words of its own, its neighbour in a list, 从…到, 比…."""
    if len(words.own) < _LEAST_OWN and len(_topic(words.right)) < _LEAST_OWN:
        return True
    gap = gaps[index]
    if before == index - 1 and numbers[index].unit == numbers[before].unit and _LISTED.fullmatch(gap):
        return True
    from_to = _TO.search(gap) and _FROM.search(gaps[before][-6:])
    return bool(from_to or _THAN.match(gap))


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
            words = _BRACKETED.sub("", words)
        parts.append(words.replace("\x00", "").lstrip(")"))
    return parts


def _after_noun(gap: str, noun: str | None) -> str:
    """The words between two numbers without the noun of the first."""
    words, counted = gap.lstrip("的 "), fold(noun or "")
    if len(counted) < _LEAST_OWN or not words.startswith(counted):
        return gap
    return words[len(counted) :].lstrip("和与及、 ")


def _clause(parts: Sequence[str]) -> str:
    words = ""
    for part in parts:
        *before, last = _CLAUSE.split(part)
        words = last + words
        if before:
            break
    return words


def _heads(
    folded: str, numbers: Sequence[Mention], gaps: Sequence[str]
) -> tuple[dict[int, str], dict[int, tuple[int, ...]]]:
    """The head of each number of a list after 分别, and the list: A、B及C分别1、2和3, A(1)、B(2)、C(3)增长分别…."""
    heads: dict[int, str] = {}
    runs: dict[int, tuple[int, ...]] = {}
    for first in range(len(numbers)):
        marks = list(_RESPECTIVELY.finditer(gaps[first]))
        run = _run(gaps, first) if marks else ()
        if len(run) < _LEAST_OWN:
            continue
        end = numbers[first].text_start - len(gaps[first]) + marks[-1].start()
        start = numbers[0].text_start - len(gaps[0])
        members = _members(_BRACKETED.sub("", folded[max(start, end - _FAR) : end]), len(run))
        if not members and first >= len(run):
            members = [
                _ITEM.split(gaps[place])[-1] + bare(numbers[place].noun) for place in range(first - len(run), first)
            ]
        for place, member in zip(run, members, strict=False):
            heads[place], runs[place] = bare(member), run
    return heads, runs


def _run(gaps: Sequence[str], first: int) -> tuple[int, ...]:
    last = first
    while last + 2 < len(gaps) and _JOINT.fullmatch(gaps[last + 1]):
        last += 1
    return tuple(range(first, last + 1))


def _members(words: str, count: int) -> list[str]:
    """The members of the list that ends a clause, if they are that many."""
    clause = _CLAUSE.split(_THOUSANDS.sub("", words))[-1]
    for marks in _HEAD_MARKS:
        members = [part for part in re.split(marks, clause) if bare(part)]
        if len(members) == count:
            return members
    return []
