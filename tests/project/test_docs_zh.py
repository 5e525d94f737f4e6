"""The pages in Chinese say what their English twins say: the same commands, examples, codes and figures."""

import re

import pytest
from pages import CHINESE, ROOT, commands, text_of

FIGURE = r"\d+\.\d+|\d+(?= ?%)|\d+/\d+|(?<![\d.,])\d{2,}(?:,\d{3})*(?![\d.])"


def twin(page):
    return ROOT / "docs" / page.name


def fenced(page):
    return re.findall(r"^```.*?^```", text_of(page), re.DOTALL | re.MULTILINE)


def prose(page):
    """A page without examples in blocks, addresses of links, and words in ` `."""
    plain = re.sub(r"^```.*?^```|^    .*?$", "", text_of(page), flags=re.DOTALL | re.MULTILINE)
    return re.sub(r"\]\([^)]*\)|`[^`]*`", "", plain)


def test_five_pages_are_there():
    """Those that a reader needs first."""
    assert {page.stem for page in CHINESE} >= {"quickstart", "concepts", "viewer", "providers", "limits"}


@pytest.mark.parametrize("page", CHINESE, ids=lambda page: page.stem)
def test_a_page_has_its_twins_commands_and_examples(page):
    """In the same order."""
    assert commands(page) == commands(twin(page))
    assert fenced(page) == fenced(twin(page))


@pytest.mark.parametrize("page", CHINESE, ids=lambda page: page.stem)
def test_a_page_has_its_twins_parts(page):
    """As many headings of each level, and rows of tables."""
    for mark in (r"^#+ ", r"^\|"):
        levels = [re.findall(rf"({mark})", text_of(text), re.MULTILINE) for text in (page, twin(page))]
        assert levels[0] == levels[1]


@pytest.mark.parametrize("page", CHINESE, ids=lambda page: page.stem)
def test_a_page_names_what_its_twin_names(page):
    """Each code, option, field and file in ` `: none is left out."""
    spans = [set(re.findall(r"`([^`\n]+)`", text_of(text))) for text in (page, twin(page))]
    assert sorted(span for span in spans[1] - spans[0] if not re.search(r"[a-z] [a-z]+ [a-z]", span)) == []


@pytest.mark.parametrize("page", CHINESE, ids=lambda page: page.stem)
def test_a_page_has_its_twins_figures(page):
    """A figure that is measured anew is changed in both."""
    figures = [set(re.findall(FIGURE, prose(text))) for text in (page, twin(page))]
    assert sorted(figures[1] - figures[0]) == []


@pytest.mark.parametrize("page", CHINESE, ids=lambda page: page.stem)
def test_the_pages_lead_to_each_other(page):
    """Each names the other at its beginning, and the Chinese README names it."""
    assert f"[English](../{page.name})" in text_of(page)
    assert f"[中文](zh/{page.name})" in text_of(twin(page))
    assert f"(docs/zh/{page.name})" in text_of(ROOT / "README.zh.md")
