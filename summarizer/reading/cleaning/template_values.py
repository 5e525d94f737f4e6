"""Templates that state their words in attributes: `<c:set var="title" value="某县建成水厂"/>` of JSP.

A view of the same length has the two ends of such a tag as plain ones, so that its value reads as text between them.
Values without a Chinese character are names and addresses, and stay in their tag.
"""

import re

from summarizer.resources import lazy_pattern

_SET = lazy_pattern(
    r"(?P<head><(?:c:set|c:param|jsp:param|s:set|s:param)\s(?:[^<>\"']|\"[^\"<>]{0,200}\"|'[^'<>]{0,200}'){0,40}?"
    r"(?<=\s)value=(?P<quote>[\"']))(?P<value>(?:(?!(?P=quote))[\s\S]){1,20000}+)"
    r"(?P<tail>(?P=quote)(?:[^<>\"']|\"[^\"<>]{0,200}\"|'[^'<>]{0,200}'){0,40}>)"
)
_HAN = lazy_pattern("[\u3400-\u9fff]")


def view(markup: str) -> str:
    """`markup` with the words in attributes of a template between tags, each character at its place."""
    return _SET.sub(_shown, markup) if "value=" in markup else markup


def _shown(tag: re.Match[str]) -> str:
    if not _HAN.search(tag["value"]):
        return tag[0]
    return f"{_paragraph(tag['head'])}{tag['value']}{_paragraph(tag['tail'])}"


def _paragraph(tag: str) -> str:
    return "<p".ljust(len(tag) - 1) + ">"
