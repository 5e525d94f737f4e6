"""Lines that a converter broke at the edge of a page, joined again by deleting the line break.

In a number, wherever it is broken, if words come before it in its line and the next line is no item:

    投入资金2,518.⏎4万元    after the point               累计降雨量1,⏎234毫米   after a mark of thousands
    接待游客12⏎万人次      before 万, 亿, %              完成投资300⏎元，…     before a unit at the end of a clause
    面积36⏎平方公里的       before a unit of two or more  惠及300⏎余户           before 余, 多
    设3个组，有30⏎名党员    before a classifier, if a clause ended before it in the line
    自2001⏎年起, 3月5⏎日   within a date
    降水12-⏎15毫米         after the mark of a range     增长百分之⏎五, 约⏎3人  after what only a number follows

Between words only if the document, or its block between blank lines, is plainly wrapped: of its lines most are as wide as the widest, few of these end
with a mark of punctuation while half have one inside, and there are sentences. Then a full line goes on in the next
one, unless that is indented, or, where no line is, unless it ends a sentence:

    全县投入防汛抢险救灾资⏎金300万元    共有受灾群众3⏎00人

Across the number of a page (— 1 —) a line goes on if it is long and has no mark at its end.
The first line of a document, its title, goes on only if it has a mark. What stays apart: columns of numbers, tables,
lists of items, addresses, verses, headings, an indented line.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from summarizer.reading.cleaning.boilerplate import Line
from summarizer.resources import lazy_pattern, table

_HAN = re.compile("[\u4e00-\u9fff]+")
_WORD = "[\u3400-\u9fff（(，,、：:；“”A-Za-z]"
_POINT = lazy_pattern(rf"{_WORD}.*\d\.\Z")
_THOUSANDS = lazy_pattern(rf"{_WORD}.*(?<![\d.,])\d{{1,3}}(?:,\d{{3}})*,\Z")
_RANGE = lazy_pattern(rf"{_WORD}.*(?<![\d-])\d{{1,6}}(?:\.\d+)?[%万亿]?[-~]\Z")
_NUMBER = lazy_pattern(rf"{_WORD}.*\d[万亿]?亿?[余多]?\Z")
_LEAD_WORDS = [
    "百分之",
    "千分之",
    "万分之",
    "第",
    "约",
    "近",
    "逾",
    "超过",
    "突破",
    "不足",
    "至少",
    "不少于",
    "¥",
    "￥",
    "$",
]
_LEADS = lazy_pattern(rf"(?:{'|'.join(map(re.escape, _LEAD_WORDS))})\Z")
_MAY_GO_ON = lazy_pattern(rf"[\d万亿余多.,~{''.join(word[-1] for word in _LEAD_WORDS)}-]")
_DECIMALS = lazy_pattern(r"\d{1,4}(?!\d)(?![.、)]|\s|$)")
_THREE = lazy_pattern(r"\d{3}(?:,\d{3})*(?:\.\d+)?(?!\d)(?![.、)]|\s*$)")
_LED = lazy_pattern(r"[\d一二三四五六七八九十百千两]")
_NAMES = sorted({row[0] for row in table("units")}, key=len, reverse=True)
_AFTER_SCALE = "".join(sorted({name[0] for name in _NAMES if not name[0].isascii()} - set("里年")))
_SCALE = lazy_pattern(
    rf"(?:[余多]?万?亿|[余多]?万)(?=[{_AFTER_SCALE}余多美日港,，。;；、)])(?!万?[州县市区镇乡])|[%‰](?=[^\d\s])"
)
_CLASSIFIER = lazy_pattern(
    r"(?:个(?![人体别性])|名(?![单称字额牌])|户(?![籍外口型])|[座亩吨辆]|所(?![有以在属])|项(?!目)|条(?![例件])|例(?!如)|位(?![于置列数])|宗(?![教旨族])|处(?![理置于在])|台(?![风湾州账]))"
    r"[\u3400-\u9fff]"
)
_NOT_AFTER_NUMBER = lazy_pattern(r"元[旦宵月素]|家庭|街道|社区|单元|小类|大类|中类|门类|学期|年度|星期|周年")
_DATES = tuple(
    (lazy_pattern(rf"{_WORD}.*{before}\Z"), lazy_pattern(after))
    for before, after in (
        (r"(?<![\d.,])(?:19|20)\d\d", "年(?![级龄货产薪均夜终])"),
        (r"年 ?\d{1,2}", "月"),
        (r"月 ?\d{1,2}", "日(?![常均产])"),
    )
)
_ITEM = lazy_pattern(
    r"[•·●■◆▪★☆*#>|-]|\(?(?:\d{1,3}|[一二三四五六七八九十百]{1,4}|[a-zA-Z])[、.)](?!\d)|\([一二三四五六七八九十\d]{1,3}\)"
    r"|第[一二三四五六七八九十百\d]{1,4}[章节条款项,、]|[①-⑳]|(?:附件|附表|表|图|注|备注|来源|来源于|发布|作者|编辑|责编|记者)\d{0,2}:|\d{4}年\d{1,2}月\d{1,2}日$"
)
_END = lazy_pattern(r"[。!?;:…][”\"’')》】]*\Z|[.,、]\Z")
_SENTENCE_END = lazy_pattern(r"[。!?;:…][”\"’')》】]*\Z")
_MARK = lazy_pattern(r"[。!?;:…,、.][”\"’')》】]*\Z")
_MARKS = lazy_pattern(r"[,，。;；、:：]")
_GAP = lazy_pattern(r"\t|\S {2,}\S")
_INDENT = lazy_pattern(r"[ \t\u3000\xa0]{2,}|\u3000")
_NARROWEST, _WIDEST, _LOOSE = 28, 130, 4
_WIDER_LINES = 5  # one of so many lines may be wider than the others
_FULL_LINES, _MOST, _MARKED = 3, 0.6, 0.35
_LONG, _INDENT_CHARS = 30, 40
_MARK_ALONE = lazy_pattern(r"[\W\d]{1,12}")
_PAGE = lazy_pattern(r"(?=.*\d)(?:[\W\d第共页]|page|of){1,24}", re.IGNORECASE)


class _Edge(NamedTuple):
    """How the lines of a document are broken: their width, the line breaks between two, whether paragraphs are indented."""

    width: int
    breaks: int
    is_indented: bool


def joined(content: str, lines: Sequence[Line], parted: Sequence[bool]) -> set[int]:
    """Where the lines begin that go on in the next one.

    `parted[i]` says whether the number of a page was between line i and the next, and has gone.
    """
    indents = [_width(_indent(content, line)) for line in lines]
    widths = [_width(line.text) + indent for line, indent in zip(lines, indents, strict=True)]
    breaks = min((content.count("\n", line.end, below.start) for line, below in pairwise(lines)), default=1)
    edges = _edges(content, lines, widths, indents, breaks)
    found = {
        line.start
        for (line, below), width, edge, across in zip(pairwise(lines), widths, edges, parted, strict=False)
        if _goes_on(content, line, below, width, edge, across=across)
    }
    if (
        lines
        and not _MARKS.search(lines[0].text)
        and not (len(lines) > 1 and is_in_number(lines[0].text, lines[1].text))
    ):
        found.discard(lines[0].start)
    return found


def is_page_number(folded: str) -> bool:
    """Whether a line that went is the number of a page: — 1 —, 第3页 共9页, 3 / 9."""
    return _PAGE.fullmatch(folded) is not None


def _goes_on(content: str, line: Line, below: Line, width: int, edge: _Edge | None, *, across: bool) -> bool:
    in_number = not across and is_in_number(line.text, below.text)
    if not in_number and not _is_open(line.text, width, edge, across=across):
        return False
    breaks = 1 if across else content.count("\n", line.end, below.start)
    most = edge.breaks if edge else 1
    if breaks > most or _ITEM.match(below.text) or _has_columns(line) or _has_columns(below):
        return False
    if in_number:
        return True
    starts = _INDENT.fullmatch(_indent(content, below)) or _MARK_ALONE.fullmatch(below.text)
    return not starts and not _are_words(line.text, below.text)


def _has_columns(line: Line) -> bool:
    return _GAP.search(line.text) is not None


def _is_open(text: str, width: int, edge: _Edge | None, *, across: bool) -> bool:
    """Whether a line is as wide as lines are before they are broken, and does not end there."""
    if across:
        return width >= min(edge.width if edge else _LONG, _LONG) and not _END.search(text)
    if edge is None or width < edge.width - _LOOSE:
        return False
    return edge.is_indented or not _SENTENCE_END.search(text)


def _indent(content: str, line: Line) -> str:
    """The white space before a line, as far as it is looked at."""
    first = max(0, line.start - _INDENT_CHARS)
    return content[max(first, content.rfind("\n", first, line.start) + 1) : line.start]


def is_in_number(line: str, below: str) -> bool:
    """Whether a folded line ends within a number that the one below it completes."""
    if not _MAY_GO_ON.match(line[-1:]):
        return False
    tail = line[-40:]
    if _POINT.search(tail):
        return _DECIMALS.match(below) is not None
    if _THOUSANDS.search(tail):
        return _THREE.match(below) is not None
    if _LEADS.search(tail) or _RANGE.search(tail):
        return _LED.match(below) is not None
    if not _NUMBER.search(tail):
        return False
    is_counted = _MARKS.search(tail) is not None and _CLASSIFIER.match(below) is not None
    return is_counted or _is_in_date(tail, below) or _is_measured(below)


def _is_in_date(tail: str, below: str) -> bool:
    return any(before.search(tail) and after.match(below) for before, after in _DATES)


def _is_measured(below: str) -> bool:
    """Whether a line begins with the multiplier or unit of the number before it."""
    if _SCALE.match(below) or _unit().match(below):
        return True
    return _measure().match(below) is not None and _NOT_AFTER_NUMBER.match(below) is None


@cache
def _unit() -> re.Pattern[str]:
    return re.compile(rf"[余多]?(?:{'|'.join(map(re.escape, _NAMES))}) ?[,，。;；、)）]")


@cache
def _measure() -> re.Pattern[str]:
    long = "|".join(re.escape(name) for name in _NAMES if len(name) > 1 and not name.isascii())
    return re.compile(rf"[余多](?:{'|'.join(map(re.escape, _NAMES))})|(?:万?[美日欧]?元|{long})(?![数率以为是线:])")


def _are_words(line: str, below: str) -> bool:
    """Whether joining would run two words of a Latin script together."""
    return line[-1:].isascii() and line[-1:].isalpha() and below[:1].isascii() and below[:1].isalpha()


def _width(text: str) -> int:
    """The columns of a line, two for a character of Chinese; of one too long for a page, only that it is."""
    if text.isascii() or len(text) > _WIDEST:
        return len(text)
    others = _HAN.sub("", text)
    return 2 * (len(text) - len(others)) + sum(map(_columns, others))


@cache
def _columns(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _edges(
    content: str, lines: Sequence[Line], widths: Sequence[int], indents: Sequence[int], breaks: int
) -> list[_Edge | None]:
    """For each line where lines like it are broken: all of the document, else of its block between blank lines.

    A block that shows no width has that of most other blocks, unless it is wider.
    """
    whole = _edge(lines, widths, indents, breaks)
    if whole or breaks > 1:
        return [whole] * len(lines)
    blocks = list(pairwise([0, *_block_starts(content, lines), len(lines)]))
    own = [_edge(lines[a:b], widths[a:b], indents[a:b], breaks) for a, b in blocks]
    counted = Counter(edge for edge in own if edge is not None)
    common = counted.most_common(1)[0][0] if counted else None
    found: list[_Edge | None] = []
    for (a, b), edge in zip(blocks, own, strict=True):
        fits = common is not None and max(widths[a:b], default=0) <= common.width
        found += [edge or (common if fits else None)] * (b - a)
    return found


def _block_starts(content: str, lines: Sequence[Line]) -> Iterator[int]:
    """The indices of lines that a blank line parts from the one before."""
    for index, (line, below) in enumerate(pairwise(lines), 1):
        if content.count("\n", line.end, below.start) > 1:
            yield index


def _edge(lines: Sequence[Line], widths: Sequence[int], indents: Sequence[int], breaks: int) -> _Edge | None:
    """Where the lines of a document are broken; None where they are not plainly wrapped.

    A few lines may be wider than the edge: those whose indentation, or the number of an item, has gone.
    """
    common = sorted(widths)[-1 - len(widths) // _WIDER_LINES] if widths else 0
    found = (_edge_at(edge, lines, widths, indents, breaks) for edge in (max(widths, default=0), common))
    return next(filter(None, found), None)


def _edge_at(
    edge: int, lines: Sequence[Line], widths: Sequence[int], indents: Sequence[int], breaks: int
) -> _Edge | None:
    full = [line.text for line, width in zip(lines, widths, strict=True) if width >= edge - _LOOSE]
    if not _NARROWEST <= edge <= _WIDEST or len(full) < _FULL_LINES or not any("。" in line.text for line in lines):
        return None
    indented = sum(indent > 1 for indent in indents)
    is_indented = 0 < indented <= len(lines) / 2
    long = sum(width >= _NARROWEST for width in widths)
    marked = sum(_MARK.search(text) is not None for text in full)
    prose = sum(_MARKS.search(text) is not None for text in full)
    columns = sum(map(_has_columns, lines))
    wrapped = len(full) >= _MOST * long and marked <= (_MOST if is_indented else _MARKED) * len(full)
    return (
        _Edge(edge, breaks, is_indented) if wrapped and prose * 2 >= len(full) and columns * 4 <= len(lines) else None
    )
