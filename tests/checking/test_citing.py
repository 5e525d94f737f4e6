"""Citations: the words of a document with their source, and a link whose text fragment leads a browser to them."""

import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import check, scan
from summarizer.checking.citing import Citation, CitedSource
from summarizer.checking.text_fragments import linked, text_fragment
from summarizer.models import Document, Span
from summarizer.summarizing.pipeline import delivered

URL = "https://www.example.org/news/1.html"
SOURCE = CitedSource("青禾县防汛通报", "青禾发布", "2024-05-06", "5a" * 32, URL)
TEXT = (
    "青禾县防汛通报\n5月6日，全县累计转移群众1.2万人，出动党员先锋队85支、2300余人，巡查堤坝130公里。\n"
    "东乡\t转移群众\t300人\n专班A-1,B&C到岗。\n累计转移群众1.2万人。"
)


def parts_of(fragment):
    """Prefix, start, end and suffix of a text fragment as the WICG's draft has them."""
    assert fragment.startswith(":~:text=")
    terms = fragment.removeprefix(":~:text=").split(",")
    prefix = unquote(terms.pop(0)[:-1]) if terms[0].endswith("-") else ""
    suffix = unquote(terms.pop()[1:]) if terms[-1].startswith("-") else ""
    start, end = [*map(unquote, terms), ""][:2]
    return prefix, start, end, suffix


def shown_by_a_browser(text, fragment):
    """The first words of a text that fit a fragment; white space is one blank, and may part the terms."""
    prefix, start, end, suffix = (re.escape(" ".join(part.split())) for part in parts_of(fragment))
    squeezed = re.sub(r"\s+", " ", text)
    rest = f".*?{end}" if end else ""
    before, after = (f"{prefix} ?" if prefix else ""), (f" ?{suffix}" if suffix else "")
    found = re.search(f"{before}(?P<shown>{start}{rest}){after}", squeezed)
    return (found.start("shown"), found["shown"]) if found else None


def meant(text, span):
    """Where a span is in a text with each white space as one blank, and its words from the first to the last clause."""
    before = re.sub(r"\s+", " ", text[: span.start])
    return len(before), re.sub(r"\s+", " ", text[slice(*span)])


@pytest.mark.parametrize(
    ("words", "place", "decoded"),
    [
        ("巡查堤坝130公里", 0, ":~:text=巡查堤坝130公里"),
        ("专班A-1,B&C到岗", 0, ":~:text=专班A-1,B&C到岗"),
        ("先锋队85支", 0, ":~:text=出动党员-,先锋队85支"),
        ("党员先锋队", 0, ":~:text=出动-,党员先锋队"),
        ("累计转移群众1.2万人", 1, ":~:text=B&C到岗。-,累计转移群众1.2万人"),
        ("东乡\t转移群众\t300人", 0, ":~:text=东乡,300人"),
        (
            TEXT[TEXT.index("5月") : TEXT.index("公里") + 2],
            0,
            ":~:text=5月6日，全县累计转移群众1.2万人,出动党员先锋队85支、2300余人，巡查堤坝130公里",
        ),
    ],
)
def test_a_fragment_has_what_leads_to_the_words(words, place, decoded):
    """Short words as they are; context where they occur before or begin within a word; of long ones both ends."""
    start = [found.start() for found in re.finditer(re.escape(words), TEXT)][place]
    assert unquote(text_fragment(TEXT, Span(start, start + len(words)))) == decoded


def test_marks_of_the_directive_are_encoded():
    """`-`, `,` and `&` are its own, and a fragment of the address stays."""
    fragment = text_fragment("A-1,B&C", Span(0, 7))
    assert fragment == ":~:text=A%2D1%2CB%26C"
    assert linked(f"{URL}#part", fragment) == f"{URL}#part{fragment}"
    assert linked(f"{URL}#:~:text=other", fragment) == f"{URL}#{fragment}"


CLAUSES = st.text("甲乙a1-,&。，%# \u3000\n\t“”", min_size=0, max_size=30)


@given(CLAUSES, st.text("甲乙丙a1-,&。%+", min_size=1, max_size=60), CLAUSES)
def test_a_fragment_leads_to_its_words(before, words, after):
    """Decoded, it has the words of the quote; read as a browser reads it, it shows what begins with the quote."""
    text, span = f"{before}{words}{after}", Span(len(before), len(before) + len(words))
    fragment = text_fragment(text, span)
    value = fragment.removeprefix(":~:text=")
    assert re.fullmatch(r"(?:[\w.~]|%[0-9A-F]{2}|[-,])*", value, re.ASCII)
    prefix, start, end, _ = parts_of(fragment)
    assert start in words
    assert end in words
    if not end and len(words) <= 40:
        assert start == words
    assert not prefix or " ".join(prefix.split()) in re.sub(r"\s+", " ", before)


@given(st.lists(st.sampled_from(["转移群众3人", "巡查堤坝", "甲队", "到岗"]), min_size=2, max_size=12), st.data())
def test_words_that_occur_several_times_are_told_apart_by_what_is_around_them(clauses, data):
    """As far as some clauses before and after them differ."""
    text = "青禾县通报\n" + "，".join(f"{clause}第{number}" for number, clause in enumerate(clauses, 1)) + "。"
    number = data.draw(st.integers(0, len(clauses) - 1))
    start = text.index(f"{clauses[number]}第{number + 1}")
    span = Span(start, start + len(clauses[number]))
    assert shown_by_a_browser(text, text_fragment(text, span)) == meant(text, span)


def test_a_citation_is_one_line_with_all_that_is_known():
    """In English plain, in Chinese as GB/T 7714 has sources on the web; the address comes last, with nothing after it."""
    citation = Citation.of("巡查堤坝130公里", SOURCE, TEXT)
    digest, link = "5a" * 32, f"{URL}#:~:text=%E5%B7%A1%E6%9F%A5%E5%A0%A4%E5%9D%9D130%E5%85%AC%E9%87%8C"
    assert str(citation) == f"“巡查堤坝130公里” 青禾县防汛通报. 青禾发布, 2024-05-06. SHA-256 {digest}. {link}"
    assert (
        citation.text("zh")
        == f"“巡查堤坝130公里” 青禾县防汛通报[EB/OL]. 青禾发布, 2024-05-06. SHA-256：{digest}. {link}"
    )
    assert citation.link == link


@pytest.mark.parametrize(
    ("source", "cited"),
    [
        (CitedSource(), "“甲”"),
        (CitedSource(title="乙"), "“甲” 乙."),
        (CitedSource(title="乙", published="--05-06"), "“甲” 乙."),
        (
            CitedSource(title="乙", published="2024-05", url=URL),
            f"“甲” 乙. www.example.org, 2024-05. {URL}#:~:text=%E7%94%B2",
        ),
        (CitedSource(title="乙\n\x1b丙", publisher="丁"), "“甲” 乙 �丙. 丁."),
    ],
)
def test_what_is_not_known_is_left_out(source, cited):
    """A publisher that the page does not state is the host of its address; a date without a year is none."""
    assert str(Citation.of("甲", source)) == cited


def test_a_citation_names_the_page_or_the_cell():
    """Of a file that has any, right after the quote."""
    source = CitedSource("青禾县统计公报", published="2024-03-28")
    paged, celled = (Citation.of("粮食总产量18万吨", source, where=where) for where in (3, "产量!B4"))
    assert str(paged) == "“粮食总产量18万吨” (p. 3) 青禾县统计公报. 2024-03-28."
    assert paged.text("zh") == "“粮食总产量18万吨”（第 3 页） 青禾县统计公报. 2024-03-28."
    assert str(celled) == "“粮食总产量18万吨” (产量!B4) 青禾县统计公报. 2024-03-28."


def test_a_record_cites_its_figures_and_measures():
    """Where the document has the words; with the Text that was read, at the place that is meant."""
    page = Document(id="1", path="1.html", raw=TEXT, sha256="5a" * 32, columns={"url": URL, "来源": "青禾日报"})
    draft = {
        "figures": [
            {"quote": "累计转移群众1.2万人", "subject": "群众", "value": 12000, "unit": "人"},
            {"quote": "原文没有的话9人", "subject": "群众", "value": 9, "unit": "人"},
        ],
        "measures": [{"name": "党员先锋队"}],
    }
    record = delivered(page, scan(page), check(draft, page)).record
    cited, missing, *_ = (record.citation(figure, scan(page).text) for figure in record.report.figures)
    assert (cited.quote, cited.source.publisher) == ("累计转移群众1.2万人", "青禾日报")
    assert cited.link.startswith(f"{URL}#:~:text=")
    assert missing is None
    assert str(record.citation(record.report.measures[0])).startswith("“党员先锋队” 青禾县防汛通报. 青禾日报")


def test_text_of_any_length_is_cited_in_time_that_grows_with_it():
    """A line without an end of a clause gives no fragment that is longer than a few hundred characters."""
    text = "甲" * 200_000
    assert len(text_fragment(text, Span(100_000, 100_010))) < 4_000
    assert len(text_fragment(text, Span(0, 200_000))) < 4_000
