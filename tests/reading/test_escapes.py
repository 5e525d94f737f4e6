r"""Dumps of JSON and programs: their escapes, keys and templates."""

import contextlib
import time

import pytest

from summarizer.errors import InputError
from summarizer.models import Document, Text
from summarizer.reading.cleaning.clean import clean
from summarizer.reading.cleaning.escapes import is_dump, view


def cleaned(raw: str) -> Text:
    return clean(Document("d", "d", raw))


JSON = r'''"title":"青山县就业补贴","author":"县人社局","content":"<p class=\"a\">\t对16\u201424岁失业青年补贴500元。<\/p><p>第二段\u201c稳岗\u201d见效。<\/p>","id": 17,"date": "2023-05-06 08:00:00"'''


def test_a_dump_of_json_reads_as_the_page_that_it_holds() -> None:
    """Escaped tags part paragraphs, escapes are characters, and keys and ids go."""
    assert cleaned(JSON).content.splitlines()[:4] == [
        "青山县就业补贴",
        "县人社局",
        "对16—24岁失业青年补贴500元。",
        "第二段“稳岗”见效。",
    ]
    assert "17" not in cleaned(JSON).content


def test_each_character_of_a_dump_leads_to_its_escape() -> None:
    """The dash of 16—24 has the span of its six characters."""
    text = cleaned(JSON)
    at = text.content.index("—")
    assert JSON[text.starts[at] : text.ends[at]] == r"\u2014"


def test_the_title_of_a_dump_is_what_its_key_names() -> None:
    """The first text is the title, without its key."""
    text = cleaned(JSON)
    assert text.title is not None
    assert text.content[text.title.start : text.title.end] == "青山县就业补贴"


def test_tags_with_escaped_brackets_are_tags() -> None:
    r"""\u003cp\u003e is a tag, in a view of the same length."""
    raw = r'{"body": "\u003cp\u003e全县修路12公里。\u003c/p\u003e\u003cp\u003e受益300户。\u003c/p\u003e"}'
    assert len(view(raw)) == len(raw)
    assert cleaned(raw).content.splitlines()[:2] == ["全县修路12公里。", "受益300户。"]


def test_strings_that_a_program_joins_are_one_text() -> None:
    """The joints between strings of a program go, and its line breaks are line breaks."""
    raw = 'new Page("标题", "今年全县种树300亩。\\n" +\n        "成活率达到90%。\\n" +\n        "明年再种500亩。\\n"'
    assert cleaned(raw).content.splitlines()[:4] == [
        "标题",
        "今年全县种树300亩。",
        "成活率达到90%。",
        "明年再种500亩。",
    ]


def test_keys_of_a_program_are_no_figures() -> None:
    """`id: 1` goes, and the words of other keys stay."""
    raw = 'export default {\n list: [\n { id: 1, header: "就医须知",\n text: "门诊每天开放8小时,请提前预约。" } ] }'
    content = cleaned(raw).content
    assert "1" not in content
    assert "就医须知" in content
    assert "开放8小时" in content


@pytest.mark.parametrize(
    "raw", [r"路径是C:\new\table，共3处。", r"全县有“\”号12个。", "他说：“今年3个。”\n她说：“明年5个。”"]
)
def test_a_page_with_a_backslash_is_no_dump(raw: str) -> None:
    """A single backslash makes no dump, and stays."""
    assert not is_dump(raw)
    assert cleaned(raw).content == raw


@pytest.mark.parametrize(
    "template",
    [
        '<?php\n$url = Yii::app()->theme->baseUrl . "/images/12";\n?>',
        '<%@ page contentType="text/html" import="a.b.*" %>',
        "<% if (a > 3) { %>",
        "{{-- 共5个模块 --}}",
        "{{ url('a/3') }}",
        "{% include 'head5.html' %}",
        "{!! $body !!}",
    ],
)
def test_templates_are_markup(template: str) -> None:
    """What a template engine would have replaced is neither a title nor a figure."""
    raw = f"{template}\n<p>青山县修路记</p>\n<p>今年全县修路12公里，惠及群众三千人。</p>"
    text = cleaned(raw)
    assert text.content == "青山县修路记\n今年全县修路12公里，惠及群众三千人。"
    assert text.title is not None
    assert text.content[: text.title.end] == "青山县修路记"


def test_a_hidden_span_of_a_dump_is_withheld() -> None:
    """A style within escaped quotes hides as any style does."""
    raw = r'"content":"<p>受灾300户。<span style=\"display:none\">受灾900户。<\/span><\/p>"'
    text = cleaned(raw)
    assert "900" not in text.content
    assert any("900" in hidden.words for hidden in text.withheld)


@pytest.mark.parametrize("part", ["\\u003c", '"a": "', "<?", "{{--", "<%", '"+', "\\", '"id": "', "<\\/p", "[ { "])
def test_dumps_take_linear_time(part: str) -> None:
    """A long row of any sign of a dump is read in linear time."""
    raw = '"a": "b", "c": "字\\n' + part * (120_000 // len(part))
    start = time.perf_counter()
    with contextlib.suppress(InputError):
        cleaned(raw)
    assert time.perf_counter() - start < 4
