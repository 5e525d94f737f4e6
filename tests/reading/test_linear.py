"""Cost grows with the length of a document, not with its square: four times the length takes about four times as long."""

import time
from contextlib import suppress

import pytest

from summarizer import scan
from summarizer.errors import InputError

SENTENCE = "共设置采样点97个。\n"
SHAPES = {
    "a flood of <": lambda n: "<" * n + SENTENCE,
    "bars after a <": lambda n: "<" + "|" * n + SENTENCE,
    "blanks in a front-matter title": lambda n: "---\ntitle: 某" + " " * n + "县\n---\n" + SENTENCE,
    "blanks in a page's title": lambda n: (
        f"<html><title>某县{' ' * n}</title><body><p>{SENTENCE * 9}</p></body></html>"
    ),
    "bars in a page's title": lambda n: f"<html><title>某县{'_' * n}</title><body><p>{SENTENCE * 9}</p></body></html>",
    "dates with their weekdays": lambda n: "3月1日星期二，" * (n // 8) + SENTENCE,
    "blanks in a paragraph": lambda n: "<p>某" + " " * n + "县</p>" + SENTENCE,
    "front matter of many fields": lambda n: "---\n" + "a:\n" * (n // 3) + "---\n" + SENTENCE,
    "digits and commas": lambda n: "1," * (n // 2) + SENTENCE,
    "ratios run together": lambda n: "1比" * (n // 2) + SENTENCE,
    "spaced ratios": lambda n: "5 : " * (n // 4) + SENTENCE,
    "blanks between groups of three": lambda n: "1 234 " * (n // 6) + SENTENCE,
    "times run together": lambda n: "5:5:" * (n // 4) + SENTENCE,
    "the name of a tag that never ends": lambda n: f"<p>{SENTENCE}</p><" + "a" * n,
    "elements in elements": lambda n: "<div>" * (n // 11) + SENTENCE + "</div>" * (n // 11),
    "elements that are never closed": lambda n: "<div><td><li>" * (n // 13) + SENTENCE,
    "elements wrongly nested": lambda n: (
        "<b><i>" * (n // 14) + SENTENCE + "</b>" * (n // 14) + "</i>" * (n // 14) + SENTENCE
    ),
    "times after fields": lambda n: (
        f"<p>{SENTENCE}</p>" + "<meta name=date content=1>" * (n // 43) + "<time datetime=1>" * (n // 43)
    ),
    "characters no decoder could read": lambda n: "\ufffd某" * (n // 2),
    "two kinds of damage in turn": lambda n: "\ufffd某锟斤拷县" * (n // 6),
}


def seconds(raw):
    started = time.process_time()
    with suppress(InputError):
        scan(raw)
    return time.process_time() - started


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_four_times_the_length_takes_no_more_than_eight_times_as_long(shape):
    """A square would take sixteen times; what takes under a second says nothing."""
    seconds(shape(2_000))
    small, large = (min(seconds(shape(length)) for _ in range(2)) for length in (10_000, 40_000))
    assert large < max(8 * small, 1)
