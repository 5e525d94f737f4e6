"""Cost grows with the length of a document, not with its square: four times the length takes about four times as long."""

import time
from contextlib import suppress

import pytest

from summarizer import scan
from summarizer.errors import InputError

SENTENCE = "共设置采样点97个。\n"
SHAPES = {
    "values of a template": lambda n: '<c:set value="县' * (n // 15) + SENTENCE,
    "attributes of a template": lambda n: "<c:set " + 'a="" ' * (n // 5) + SENTENCE,
    "arguments of a dump": lambda n: '{"a": 1, "b": 2} ' + '", a.b, ' * (n // 8) + SENTENCE,
    "calls of a dump": lambda n: '{"a": 1, "b": 2}\n' + "a.b(" * (n // 4) + SENTENCE,
    "closing marks of a dump": lambda n: '{"a": 1, "b": 2} "' + ") " * (n // 2) + SENTENCE,
    "months in cells": lambda n: "2011.8 " * (n // 7) + SENTENCE,
    "PHP that is not closed": lambda n: "<?php " * (n // 6) + SENTENCE,
    "labels of an address": lambda n: "链接:" * (n // 3) + SENTENCE,
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
    "a list whose unit comes last": lambda n: "共" + "11、" * (n // 3) + "12个。" + SENTENCE,
    "ones in a list": lambda n: "青村一例、" * (n // 5) + SENTENCE,
    "corrections": lambda n: "“5户”应为" * (n // 6) + SENTENCE,
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
    "notes": lambda n: f"<p>{SENTENCE}</p>" + "3<sup>1</sup>" * (n // 13),
    "elements with a digit each": lambda n: f"<p>{SENTENCE}</p>" + "<b>1</b><i class=a>2</i>" * (n // 24),
    "withdrawn text without an end": lambda n: f"<p>{SENTENCE}</p>" + "<s>1" * (n // 4),
    "readings without an end": lambda n: f"<p>{SENTENCE}</p>" + "<ruby>三<rt>3" * (n // 12),
    "numbers broken at the end of a line": lambda n: "受灾共12\n万人，" * (n // 10) + SENTENCE,
    "lines of one width": lambda n: ("共设置采样点，设置采样点共十二个采样点" * 2 + "\n") * (n // 39) + SENTENCE,
    "lines that an old system ended": lambda n: "共设置采样点12个\r" * (n // 10) + SENTENCE,
    "crossed out by Markdown": lambda n: "~~1" * (n // 3) + SENTENCE,
    "numbers of pages": lambda n: "— 1 —\n" * (n // 6) + SENTENCE,
    "rows of tabs": lambda n: "情况\n" + "石桥乡\t12\t345\n" * (n // 11),
    "rows of heads": lambda n: "情况\n" + "2021\t2022\n" * (n // 20) + "甲\t乙\n" * (n // 8) + "丙\t12\n",
    "cells that cover many rows": lambda n: (
        f"<p>{SENTENCE}<table>" + "<tr><td colspan=9 rowspan=999>12" * (n // 32) + "</table>"
    ),
    "tables in tables": lambda n: "<table><tr><td>" * (n // 38) + SENTENCE + "</td></tr></table>" * (n // 38),
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
    small, large = (min(seconds(shape(length)) for _ in range(2)) for length in (6_000, 24_000))
    assert large < max(8 * small, 1)
