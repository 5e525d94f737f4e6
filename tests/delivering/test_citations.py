"""Citations where people copy them: in the tables, in a terminal, and in the viewer of a real browser."""

import html
from dataclasses import replace

import pytest
from handmade import FIGURES, figure, outcome, store
from test_facts_table import sheet
from typer.testing import CliRunner
from viewing import BROWSER, written

from summarizer.checking.text_fragments import text_fragment
from summarizer.cli import app
from summarizer.delivering.exporting.exporter import export
from summarizer.models import Span
from summarizer.running.store.citations import citations_of
from summarizer.running.store.store import Store

URL = "https://www.example.org/news/1.html"
UNFOUND = figure("原文没有的话9人", "群众", 9, "人")
TWICE = "某县通报\n某县转移群众300人，设点12处。\n次日，某县转移群众300人，设点15处。\n"


@pytest.fixture(scope="module")
def cited(tmp_path_factory):
    """A document whose last figure has a quote that is not in it, and one that no address is known of."""
    here = outcome("a.txt", figures=[*FIGURES, UNFOUND], columns={"url": URL})
    note = here.record.document.model_copy(update={"publisher": "青禾发布"})
    here = replace(here, record=here.record.model_copy(update={"document": note}))
    return store(tmp_path_factory.mktemp("cited"), here, outcome("b.txt"))


def test_the_facts_have_a_citation_and_the_address_stays_that_of_the_page(cited):
    """After 某县, which may be one word with what follows; null where the quote is not in the document; without a link where no address is known."""
    with Store.read(cited) as opened:
        facts = [fact for fact in opened.facts() if fact.verdict]
    first, missing, bare = facts[0], facts[len(FIGURES)], facts[len(FIGURES) + 1]
    assert first.citation.startswith("“设置采样点97个” 某县疫情防控情况. 青禾发布. SHA-256 ")
    assert first.citation.endswith(
        f". {URL}#:~:text=%E6%9F%90%E5%8E%BF-,%E8%AE%BE%E7%BD%AE%E9%87%87%E6%A0%B7%E7%82%B997%E4%B8%AA"
    )
    assert first.url == URL
    assert (missing.subject, missing.citation) == ("群众", None)
    assert "http" not in bare.citation


def test_a_chinese_workbook_cites_in_chinese(cited, tmp_path):
    """As GB/T 7714 does; the corrected tables too, and the addresses are links."""
    export(cited, ["xlsx"], tmp_path, language="zh", correct=True)
    _, rows = sheet(tmp_path / "tables.xlsx", "数据总表")
    assert rows[0]["引用格式"].startswith("“设置采样点97个” 某县疫情防控情况[EB/OL]. 青禾发布. SHA-256：")
    assert rows[0]["链接"] == URL


def test_words_that_occur_twice_are_cited_at_their_own_place(tmp_path):
    """The second figure's link has what precedes it."""
    figures = [figure("次日，某县转移群众300人", "群众", 300, "人"), figure("设点15处", "设点", 15, "处")]
    with Store.read(store(tmp_path, outcome(article=TWICE, figures=figures, columns={"url": URL}))) as opened:
        links = [found.fragment for found in citations_of(opened, "a.txt")]
    assert links[0].startswith(":~:text=%E6%AC%A1%E6%97%A5")
    assert links[1] == ":~:text=%E8%AE%BE%E7%82%B915%E5%A4%84"


@pytest.mark.parametrize(("language", "mark"), [("en", "某县疫情防控情况. "), ("zh", "某县疫情防控情况[EB/OL]. ")])
def test_show_prints_citations_one_a_line(cited, language, mark):
    """Those of the figures, then those of the measures, whole whatever the width of the terminal."""
    shown = CliRunner().invoke(app, ["--lang", language, "show", str(cited), "a.txt", "--citations"])
    lines = shown.stdout.splitlines()
    with Store.read(cited) as opened:
        assert lines == [citation.text(language) for citation in citations_of(opened, "a.txt")]
    assert all(line.startswith("“") and mark in line and URL in line for line in lines)
    assert lines[-1].startswith("“采样点”")


@pytest.fixture(scope="module")
def cited_page(cited):
    return written(cited)


CLIPBOARD = "() => { navigator.clipboard.writeText = async (words) => { window.copied = words; }; }"
REFUSED = "() => { navigator.clipboard.writeText = async () => { throw new Error('not allowed'); }; }"


@pytest.mark.browser
@BROWSER[1]
def test_the_viewer_copies_what_python_cites(show, cited_page):
    """By a button that the keyboard reaches, or by q, for figures and measures, in the language of the page."""
    page = show(cited_page, "#a.txt/figures/0")
    page.evaluate(CLIPBOARD)
    with Store.read(cited_page.parent) as opened:
        figures = citations_of(opened, "a.txt")
    page.focus("#figures-1 button.cite")
    page.keyboard.press("Enter")
    page.wait_for_function("window.copied")
    assert page.evaluate("window.copied") == str(figures[1])
    assert page.text_content("#said") == "The citation was copied"
    page.click("#language")
    page.keyboard.press("q")
    page.wait_for_function("window.copied.includes('EB/OL')")
    assert page.evaluate("window.copied") == figures[0].text("zh")
    page.click("#measures-0 button.cite")
    page.wait_for_function("window.copied.startsWith('“采样点”')")
    assert page.evaluate("window.copied") == figures[-1].text("zh")


@pytest.mark.browser
@BROWSER[1]
def test_where_the_clipboard_is_not_allowed_the_citation_is_shown_to_be_copied(show, cited_page):
    """Chosen, in a dialog; a figure whose quote is not in the document has no button."""
    page = show(cited_page, "#a.txt/figures/0")
    page.evaluate(REFUSED)
    page.keyboard.press("q")
    page.wait_for_selector("#citing textarea")
    with Store.read(cited_page.parent) as opened:
        wanted = str(citations_of(opened, "a.txt")[0])
    assert page.evaluate("getSelection().toString() || document.activeElement.value") == wanted
    assert page.evaluate("[document.activeElement.selectionStart, document.activeElement.selectionEnd]") == [
        0,
        len(wanted),
    ]
    page.keyboard.press("Escape")
    assert page.locator(f"#figures-{len(FIGURES)} button.cite").count() == 0


@pytest.mark.browser
@BROWSER[1]
def test_a_browser_finds_the_words_of_a_fragment(show, tmp_path):
    """The second of two equal sentences, words within a sentence, words over two paragraphs: each comes into view."""
    lines = [
        "某县转移群众300人，设点12处。",
        "次日，某县转移群众300人，设点15处。",
        "其中党员先锋队85支。",
        "A-1,B&C到岗。",
    ]
    body = "".join(f"<p style='margin:1500px 0'>{html.escape(line)}</p>" for line in lines)
    (tmp_path / "page.html").write_text(f"<meta charset=utf-8><body data-ready=1>{body}", encoding="utf-8")
    text = "\n".join(lines)
    for words, line in (("某县转移群众300人", 1), ("先锋队85支。\nA-1,B&C到岗", 2), ("B&C", 3)):
        start = text.rindex(words)
        page = show(tmp_path / "page.html", f"#{text_fragment(text, Span(start, start + len(words)))}", ready="p")
        in_view = f"(() => {{ const box = document.querySelectorAll('p')[{line}].getBoundingClientRect(); return box.bottom > 0 && box.top < innerHeight; }})()"
        page.wait_for_function(in_view)
