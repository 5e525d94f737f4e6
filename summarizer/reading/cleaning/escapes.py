r"""Dumps: text that lies in strings of JSON or of a program, as scrapers and repositories keep it.

    escapes        each becomes the one character that it stands for: \u2014, \n, \"
    markup         `<\/p>`, `style=\"…\"` and `\u003cp\u003e` are tags: a view of the same length has them as plain ones
    keys           `"title":"` and `","author":"` part two texts; the keys of dates stay, as they name what follows
    arguments      `", "2024-07-09", R.id.n5, "` and `list.add(new News("` part texts too
    machine values `"id": 17,` and `"slug": "…"` go with their values

A document is a dump only if it has several such signs, is no whole page, and holds no answer in a report's form.
"""

import re
from collections.abc import Iterator
from itertools import islice

from summarizer.models import Field, Span
from summarizer.reading.cleaning.pieces import Piece
from summarizer.resources import lazy_pattern

_HEX = "[0-9a-fA-F]"
_NAME = r"[A-Za-z_]\w{0,40}"
_SIGN = lazy_pattern(
    rf"<\\/[a-zA-Z]|=\\\"|\\u{_HEX}{{4}}|\\n(?![A-Za-z])|\"{_NAME}\":\s{{0,4}}[\"\[{{\d]"
    rf"|(?:^|[,{{])[ \t{{]{{0,40}}{_NAME}: ?[\"'`]\S",
    re.MULTILINE,
)
_MAY_SIGN = lazy_pattern(r"[\\:](?:(?<=\\)|(?<=\":)| ?[\"'`])")
_PAGE = lazy_pattern(r"<(?:html|body)[\s>]", re.IGNORECASE)
# Whoever slips an answer into a page must not have its keys, by which it is known, taken for those of a dump.
_ANSWER = lazy_pattern(r"[\"'](?:figures|quote|measures|subject)\\{0,2}[\"']\s{0,4}:", re.IGNORECASE)
_SIGNS = 2
_CLOSING = lazy_pattern(r"<(\\{1,3})(/[a-zA-Z][\w:-]{0,30})(\s{0,20})>")
_HIDDEN_TAG = lazy_pattern(r"\\{1,2}u003[cC](?P<tag>(?:(?!\\{1,2}u003[cC])[^<>\n]){1,2000}?)\\{1,2}u003[eE]")
_QUOTE = lazy_pattern(r"(\\{1,3})([\"'])")
_CODES = {"n": "\n", "r": "\r", "t": "\t"}
_ESCAPE = lazy_pattern(
    rf"\\{{1,2}}(?:u(?P<high>[dD][89abAB]{_HEX}{{2}})\\{{1,2}}u(?P<low>[dD][c-fC-F]{_HEX}{{2}})"
    rf"|u(?P<code>(?![dD][89a-fA-F]){_HEX}{{4}})|(?P<char>[nrt](?![a-z])|[\"'/\\]))"
)
_MACHINE = (
    r"(?:\w{0,30}[iI][dD]|id\w{0,12}|slug|sort|index|order|level|status|parent|link|url|href|src|img|image|cover)"
)
_DATED = r"(?!\w{0,20}(?:date|time|publish|posted|modified|update|created))"
_STRING = r"(?:\"(?:[^\"\\\n]|\\.){0,500}+\"|'[^'\n]{0,500}+')"
_MARKS = r"[\s{}\[\],]"
_KEY = lazy_pattern(
    rf"(?:[\"'`]\s{{0,40}}[,}}\]]?{_MARKS}{{0,80}}+|(?<!{_MARKS}){_MARKS}{{1,80}}+|(?=[\"'\w]))(?<!\w)(?P<quote>[\"']?)"
    rf"(?:{_MACHINE}(?P=quote)\s{{0,4}}:\s{{0,4}}(?:{_STRING}|-?\d[\d.]{{0,20}}|null|true|false)(?:\s{{0,4}},)?"
    rf"|{_DATED}{_NAME}(?P=quote)\s{{0,4}}:\s{{0,4}}(?:[\"'`]|[\[{{](?=\s){_MARKS}{{0,80}}+))",
    re.IGNORECASE,
)
_ARGUMENT = lazy_pattern(
    r"(?<!\\)[\"'`]\s{0,4},\s{0,80}(?:[\w.$]{1,60},\s{0,4}){0,4}(?:[\"'`](?=[^\s,\"'`])|(?=[\"']?\w{0,20}(?:[dD]ate|[tT]ime)\w{0,4}[\"']?:))"
    r"|(?m:^)[ \t]{0,40}(?:\w[\w.]{0,40}[(. =]{1,3}){1,6}[\"'`](?=[^\s,\"'`])"
    r"|(?m:^)(?:export default|module\.exports ?=|(?:var|let|const) \w{1,40} ?=)(?=[ \t]{0,4}[\[{(])"
    r"|(?<!\\)[\"'`]\s{0,20}[)\]}][\s)\]};,]{0,40}"
)
_TITLE = lazy_pattern(
    r"(?<!\w)(?P<quote>[\"']?)(?:title|headline|article_?title|news_?title|标题|標題)(?P=quote)\s{0,4}:\s{0,4}"
    r"(?P<mark>[\"'`])(?P<value>[^\"'`\n\\]{4,120})(?P=mark)",
    re.IGNORECASE,
)
_JOINT = lazy_pattern(r"(?<!\\)\"\s{0,8}\+\s{0,80}\"")


def is_dump(raw: str, start: int = 0) -> bool:
    """Whether the text lies in strings of JSON or of a program: several of its signs, no page around it, and no answer in it."""
    if not _MAY_SIGN.search(raw, start):
        return False
    signs = sum(1 for _ in islice(_SIGN.finditer(raw, start), _SIGNS))
    return signs == _SIGNS and _PAGE.search(raw, start) is None and _ANSWER.search(raw, start) is None


def view(raw: str) -> str:
    """`raw` with its escaped tags as plain ones, each character at its place."""
    tagged = _HIDDEN_TAG.sub(_plain_tag, raw)
    closed = _CLOSING.sub(lambda tag: f"<{tag[2]}{tag[3]}{' ' * len(tag[1])}>", tagged)
    return _QUOTE.sub(lambda quote: " " * len(quote[1]) + quote[2], closed)


def title(raw: str, start: int) -> Iterator[Field]:
    """The field `headline` with the first title that a dump states under such a key."""
    stated = _TITLE.search(raw, start)
    if stated:
        yield Field("headline", stated["value"], Span(*stated.span("value")))


def _plain_tag(escaped: re.Match[str]) -> str:
    tag = f"<{escaped['tag'].replace(chr(92) + '/', '/')}"
    return tag.ljust(len(escaped[0]) - 1) + ">"


def read(raw: str, start: int, end: int) -> Iterator[Piece]:
    """The text of `raw[start:end]` in pieces: escapes as their characters, keys as line breaks, joints of strings as nothing."""
    for part in _parts(raw, start, end):
        position = part.start
        for match in _ESCAPE.finditer(raw, part.start, part.end) if part.text else ():
            if position < match.start():
                yield Piece(position, match.start(), raw[position : match.start()])
            yield Piece(match.start(), match.end(), _char(match))
            position = match.end()
        if position < part.end:
            yield Piece(position, part.end, raw[position : part.end] if part.text else "")


def _parts(raw: str, start: int, end: int) -> Iterator[Piece]:
    """Texts and, without text, what parts them."""
    marks = (match for mark in (_KEY, _JOINT, _ARGUMENT) for match in mark.finditer(raw, start, end))
    for match in sorted(marks, key=re.Match[str].start):
        if match.start() < start:
            continue
        yield Piece(start, match.start(), raw[start : match.start()])
        yield Piece(match.start(), match.end(), "")
        start = match.end()
    yield Piece(start, end, raw[start:end])


def _char(escape: re.Match[str]) -> str:
    if escape["high"]:
        return chr(0x10000 + (int(escape["high"], 16) - 0xD800) * 0x400 + int(escape["low"], 16) - 0xDC00)
    if escape["code"]:
        char = chr(int(escape["code"], 16))
        return char if char >= " " or char in "\n\r\t" else " "
    return _CODES.get(escape["char"], escape["char"])
