"""What is around and inside an article without being part of it, judged line by line.

Rules:

1. The rules are the rows of `data/boilerplate.tsv`, matched on folded lines. Only a rule of licence removes a paragraph
   (a long line with a sentence in it). A byline stays, without its counters.
2. With a heading of related articles go the lines below it, up to the next paragraph or byline. The line above that
   byline, or an outline heading above that paragraph (二、…), belongs to the article again.
3. The second of two equal paragraphs goes; rows of tables may be equal.
4. Menus and telephone numbers above the title and the byline go, so that none becomes the title.
5. Inside lines go characters that can't be seen, addresses of the web, and pinyin that a site put after characters,
   網(wǎng). Where the pinyin replaced its character, 日?qǐng), only what is certainly noise goes.
6. Marks of notes after a number or in the manner of Markdown (3000[1]万元, 3000①万元, [^1]), and what Markdown crosses
   out (~~50座~~), see `notes`.
7. Tokens that frame the turns of a chat (`<|im_start|>`) go too: model servers would read them as the frame itself.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from summarizer.reading.cleaning.notes import marks_of_notes
from summarizer.reading.cleaning.pieces import Cut, apart
from summarizer.resources import lazy_pattern, table

_RULE_CHARS = 450
_PARAGRAPH_CHARS = 30
_BYLINE_CHARS = 150
_TOP_LINES = 5

_DECORATION = " \t\xa0|:：·•>»-—=[]【】()《》■◆▌●▪★☆*#+▼▽↓▶◀▲△⬇👇"
_BYLINE_DATE = re.compile(r"(?:\d{4}|\d{2}) ?[-/.年] ?\d{1,2} ?[-/.月] ?\d{1,2}")
_BYLINE_WORD = lazy_pattern(r"来源|发布|发表|时间|日期|编辑|作者|记者|稿源|浏览|点击|阅读|\d{1,2}:\d{2}")
_SENTENCE_ENDS, _CLOSING = ("。", "!", "?", "…", ";"), '"”’)】》'
_OUTLINE = lazy_pattern(r"\(?(?:[一二三四五六七八九十]{1,3}[、)]|第[一二三四五六七八九十]{1,3}[,、章节])")
_DIGIT = re.compile(r"\d")
_ITEM = lazy_pattern(r"[•·●■◆▪\-*]|\[?\d{1,2}[\s.、\]]")

_UNSEEN = (
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e"
    r"\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e01ef]"
)
INVISIBLE = lazy_pattern(f"{_UNSEEN}{_UNSEEN}*+")
_ADDRESSES = (
    r"(?:https?|ftp)://[A-Za-z0-9._~:/?#@$&+=%-]+",
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}",
    r"(?<![A-Za-z0-9.-])(?:[A-Za-z0-9-]{1,63}\.){1,4}(?:com|cn|net|org)(?![A-Za-z0-9])(?:/[A-Za-z0-9._~:/?#@$&+=%-]*)?",
)
_ADDRESS = lazy_pattern("|".join(_ADDRESSES))
_WORD, _ADDRESS_MARK = lazy_pattern(r"[!-~][!-~]{3,}"), lazy_pattern(r"://|@|\.(?:com|cn|net|org)")
_LINK_MARK = lazy_pattern(r"\[(?<!!.)([^\[\]\n]{1,200})\]\((?=[^()\s]{0,200}[./#:])[^()\n]{0,2000}\)")
_IMAGE_MARK = lazy_pattern(r"!\[[^\[\]\n]{0,200}\]\([^()\n]{0,2000}\)|#(?<![^\n].)#{0,5} +")

_CHAT_MARK = lazy_pattern("|".join(row[2] for row in table("injections") if row[0] == "mark"), re.IGNORECASE)

_TONES = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹ", "aaaaeeeeiiiioooouuuuvvvvnnn", "")
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹ"
_READING = lazy_pattern(
    rf"[(（?？](?<![A-Za-z\s].)(?P<reading>[a-zü]{{0,5}}[{_TONED}][a-zü]{{0,4}})(?:[)）]|(?![a-z)）]))"
)
_SYLLABLE = lazy_pattern(
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:i?ang|i?ong|u?ang|[uü]?an|[iuüv]?e|[aeio]|ai|ei|ui|ao|ou|iu|ie|ve|er|ia|iao|ian|in|ing|en|eng|un|vn|ua|uo|uai|uan|u|v|ng?)$"
)
_TONELESS = lazy_pattern(r"[(（](?<=[\u3400-\u9fff].)(?:men|de|le|zhe|me|ma|ne|ba|zi|ge|er|a)[)）]")


class Line(NamedTuple):
    """A line without outer white space: its span, and its folded text."""

    start: int
    end: int
    text: str


def _compile(kind: str) -> list[tuple[str, re.Pattern[str]]]:
    """One pattern for each reason of this kind, from the table."""
    rows = [(row[0], row[2]) for row in table("boilerplate") if row[1] == kind]
    reasons = dict.fromkeys(reason for reason, _ in rows)
    grouped = {reason: "|".join(pattern for other, pattern in rows if other == reason) for reason in reasons}
    if kind == "words":
        grouped = {reason: _only_words(words) for reason, words in grouped.items()}
    return [(reason, lazy_pattern(pattern, re.IGNORECASE)) for reason, pattern in grouped.items()]


def _only_words(words: str) -> str:
    longest_first = "|".join(sorted(words.split("|"), key=len, reverse=True))
    return rf"[\s|:·\[\]【】()/-]*+(?:(?:{longest_first})[\s|:·\[\]【】()/-]*+)++$"


_RULES = {kind: _compile(kind) for kind in ("line", "words", "top", "end", "section", "inline")}
_AROUND = re.compile("|".join(rule.pattern for kind in ("line", "words") for _, rule in _RULES[kind]), re.IGNORECASE)


def is_paragraph(folded: str) -> bool:
    """Whether a folded line reads like a paragraph of an article rather than a heading or an item."""
    return len(folded) >= _PARAGRAPH_CHARS and ("。" in folded or folded.rstrip(_CLOSING).endswith(_SENTENCE_ENDS))


def is_byline(folded: str) -> bool:
    """Whether a folded line states when or by whom the article was published."""
    if len(folded) > _BYLINE_CHARS or "。" in folded:
        return False
    return bool(_BYLINE_DATE.search(folded)) and bool(_BYLINE_WORD.search(folded))


def invisible(content: str) -> list[Cut]:
    """The characters that can't be seen: zero width, direction marks, soft hyphens, controls."""
    return [Cut("invisible", *match.span()) for match in INVISIBLE.finditer(content)]


def noise(content: str) -> list[Cut]:
    """What was injected into lines, in order: addresses, marks of images and headings, pinyin, marks of a chat."""
    cuts = [Cut("url", *span) for span in _addresses(content)]
    cuts += [Cut("markup", *match.span()) for match in _IMAGE_MARK.finditer(content)]
    for link in _LINK_MARK.finditer(content):
        cuts += [Cut("markup", link.start(), link.start(1)), Cut("markup", link.end(1), link.end())]
    cuts += _pinyin(content)
    cuts += marks_of_notes(content)
    cuts += _chat_marks(content)
    return apart(cuts)


def _addresses(content: str) -> Iterator[tuple[int, int]]:
    """Addresses have no blank and nothing beyond ASCII, so only such words are searched."""
    if not _ADDRESS_MARK.search(content):
        return
    for word in _WORD.finditer(content):
        if _ADDRESS_MARK.search(content, *word.span()):
            yield from (match.span() for match in _ADDRESS.finditer(content, *word.span()))


def plain_words(stated: str) -> str:
    """What a page states about itself, without characters that can't be seen and marks of a chat."""
    return _CHAT_MARK.sub("", INVISIBLE.sub("", stated))


def _chat_marks(content: str) -> list[Cut]:
    if "<" not in content and "[" not in content:
        return []
    return [Cut("chat_mark", *match.span()) for match in _CHAT_MARK.finditer(content)]


def _pinyin(content: str) -> list[Cut]:
    found = [Cut("pinyin", *match.span()) for match in _READING.finditer(content) if _is_reading(match["reading"])]
    if found:
        found += [Cut("pinyin", *match.span()) for match in _TONELESS.finditer(content)]
    return found


@cache
def _is_reading(letters: str) -> bool:
    return bool(_SYLLABLE.match(letters.translate(_TONES)))


def judge(lines: list[Line]) -> list[str | None]:
    """For each line the reason why it goes, or None where it stays."""
    reasons = [_line_reason(line.text) for line in lines]
    _judge_top(lines, reasons)
    _judge_sections(lines, reasons)
    _judge_end(lines, reasons)
    _judge_doubles(lines, reasons)
    return reasons


def counters(lines: list[Line]) -> list[Cut]:
    """The numbers of readers in short lines, each with its label."""
    return apart(cut for line in lines for cut in _counters(line))


def _counters(line: Line) -> list[Cut]:
    if len(line.text) > _BYLINE_CHARS or "。" in line.text or not _DIGIT.search(line.text):
        return []
    found = ((reason, match) for reason, rule in _RULES["inline"] for match in rule.finditer(line.text))
    return [Cut(reason, line.start + match.start(), line.start + match.end()) for reason, match in found]


def is_line_around(folded: str) -> bool:
    """Whether a folded line by itself belongs around articles: a menu, a counter, a footer."""
    return _line_reason(folded) is not None


def _line_reason(folded: str) -> str | None:
    if not folded or len(folded) > _RULE_CHARS or not _AROUND.match(folded):
        return None
    for kind in ("line", "words"):
        for reason, rule in _RULES[kind]:
            if rule.match(folded) and (kind == "words" or reason == "licence" or not is_byline(folded)):
                return reason
    return None


def _judge_top(lines: list[Line], reasons: list[str | None]) -> None:
    """Drop menus and telephone numbers above the article's title, byline or first paragraph."""
    for index, line in enumerate(lines[:_TOP_LINES]):
        if is_paragraph(line.text) or is_byline(line.text):
            return
        if reasons[index] is None and len(line.text) <= _RULE_CHARS:
            reasons[index] = next((reason for reason, rule in _RULES["top"] if rule.match(line.text)), None)


def _judge_sections(lines: list[Line], reasons: list[str | None]) -> None:
    section: str | None = None
    for index, line in enumerate(lines):
        heading = section_reason(line.text)
        if heading:
            section = heading
        elif section and reasons[index] is None and _resumes(lines, index):
            section = None
        if section and reasons[index] is None:
            reasons[index] = section


def section_reason(folded: str) -> str | None:
    """Why a folded line and the list below it go, if it heads a list of related articles."""
    if len(folded) > _PARAGRAPH_CHARS:
        return None
    bare = folded.strip(_DECORATION)
    return next((reason for reason, rule in _RULES["section"] if rule.match(bare)), None)


def _resumes(lines: list[Line], index: int) -> bool:
    """Whether the article continues at this line: a paragraph, a byline, or the heading right above one."""
    here = lines[index].text
    below = lines[index + 1].text if index + 1 < len(lines) else ""
    if _ITEM.match(here):
        return False
    if is_paragraph(here) or is_byline(here) or is_byline(below):
        return True
    return bool(_OUTLINE.match(here)) and is_paragraph(below)


def _judge_end(lines: list[Line], reasons: list[str | None]) -> None:
    """Drop the lines of a footer below the last paragraph that stays."""
    for index in range(len(lines) - 1, -1, -1):
        text = lines[index].text
        if reasons[index] is None and is_paragraph(text):
            return
        if reasons[index] is None and len(text) <= _RULE_CHARS:
            reasons[index] = next((reason for reason, rule in _RULES["end"] if rule.match(text)), None)


def _judge_doubles(lines: list[Line], reasons: list[str | None]) -> None:
    seen: set[str] = set()
    for index, line in enumerate(lines):
        if reasons[index] is None and len(line.text) >= _PARAGRAPH_CHARS and "\t" not in line.text:
            if line.text in seen:
                reasons[index] = "duplicate"
            seen.add(line.text)
