"""The tables of a whole run in a real browser: facets, addresses, many decisions at once, in a file and served."""

import json
import re
import shutil

import pytest
from contrast import CONTRAST
from loopback import LOOPBACK
from typer.testing import CliRunner
from viewing import BROWSER, Served, many_outcomes, save, written

from summarizer.cli import app
from summarizer.running.store.store import Store

pytestmark = BROWSER
SCREENS = [(1280, "en-GB"), (390, "zh-CN")]
CONTRADICT = """
INSERT INTO conflicts SELECT one.document, one.number, other.document, other.number, '{}'
FROM figures AS one JOIN figures AS other USING (subject)
WHERE subject = '党员先锋队' AND one.document <> other.document AND one.value <> other.value
"""
TABLE = ".browser:not([hidden]) .rows tr.found"


@pytest.fixture(scope="module")
def run_page(browser, tmp_path_factory):
    """Forty documents in several provinces, some doubted, one not read; figures of some contradict each other."""
    folder = save(tmp_path_factory.mktemp("run"), [*many_outcomes(40)])
    with Store.open_existing(folder) as store:
        store.database.execute(CONTRADICT)
        store.database.commit()
    return written(folder)


def facet(page, name, width):
    """The part of the facets with this name, which a narrow screen shows on request."""
    if width < 860 and not page.is_visible(".browser:not([hidden]) .facets"):
        page.click(".browser:not([hidden]) .to-facets")
    return page.locator(f".browser:not([hidden]) .facet:has([id$='-{name}'])")


def settled(page):
    """Wait until the table has what its address asks."""
    page.wait_for_selector(".browser:not([hidden]):not([aria-busy])")


def until(page, holds):
    """Wait until it holds; a page that forbids evaluation can't wait for it itself."""
    for _ in range(100):
        if holds():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it does not come to hold")


def count(page):
    """How many rows match, and of how many."""
    settled(page)
    return [
        int(number.replace(",", ""))
        for number in re.findall("[0-9,]+", page.inner_text(".browser:not([hidden]) .sums"))[:2]
    ]


@pytest.mark.parametrize(("width", "locale"), SCREENS)
def test_figures_are_narrowed_by_facets_and_an_address_says_how(show, run_page, width, locale):
    """Counts are of what matches; a row leads to its document, and back leads to the same table."""
    page = show(run_page, "#/figures", width, ready=TABLE, locale=locale)
    matching, total = count(page)
    assert matching == total > 400
    chosen = facet(page, "verdict", width).locator("[data-key='verdict=unit_mismatch']")
    stated = int(chosen.locator(".number").inner_text())
    chosen.click()
    assert count(page) == [stated, total]
    facet(page, "adcode", width).locator("button >> nth=0").click()
    assert 0 < count(page)[0] < stated
    assert re.fullmatch(r"#/figures\?verdict=unit_mismatch&adcode=\d\d", page.evaluate("location.hash"))
    assert page.locator(".chips .chip").count() == 2
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    words = {"en-GB": "unit mismatch", "zh-CN": "单位不符"}[locale]
    verdicts = page.locator(TABLE).locator(".verdict").all_inner_texts()
    assert verdicts == [words] * min(50, count(page)[0])
    subject = page.inner_text(f"{TABLE} >> nth=1 >> .subject")
    page.locator(TABLE).nth(1).locator(".quote").click()
    page.wait_for_selector("#report tr.details", state="attached")
    assert page.text_content("#report tr.figure[aria-current] .subject").startswith(subject)
    page.go_back()
    assert page.locator(".chips .chip").count() == 2
    page.reload()
    page.wait_for_selector(TABLE)
    assert page.locator(TABLE).locator(".verdict").all_inner_texts() == verdicts
    assert page.evaluate("document.querySelectorAll('.browser:not([hidden])').length") == 1


def test_figures_are_searched_sorted_and_turned_by_the_keyboard(show, run_page):
    """`f` and `/` lead to the search; a head sorts in both directions; the focus stays where it was."""
    page = show(run_page)
    page.keyboard.press("f")
    page.wait_for_selector(TABLE)
    page.keyboard.press("/")
    page.keyboard.type("先锋队")
    until(page, lambda: "q=" in page.evaluate("location.hash"))
    matching, total = count(page)
    assert 0 < matching < total
    page.focus("[data-sort=value]")
    page.keyboard.press("Enter")
    page.wait_for_selector("th[aria-sort=ascending]")
    values = page.locator(TABLE).evaluate_all(
        "rows => rows.map((row) => parseFloat(row.querySelector('.amount a').textContent))"
    )
    assert values == sorted(values)
    page.keyboard.press("Enter")
    page.wait_for_selector("th[aria-sort=descending] button:focus")
    page.keyboard.press("Tab")
    page.goto(page.url.split("#")[0] + "#/figures?page=1&sort=-value")
    settled(page)
    assert page.inner_text(".browser:not([hidden]) .pager").startswith("51–")


@pytest.mark.parametrize(("width", "locale"), SCREENS)
def test_many_figures_are_accepted_at_once(show, run_page, tmp_path, width, locale):
    """All that match, over pages and documents; `review apply` takes them, and the table has them as decided."""
    page = show(run_page, "#/figures?verdict=unit_mismatch", width, ready=TABLE, locale=locale)
    matching, _ = count(page)
    if width > 860:
        page.check("th.choice input")
        assert page.inner_text(".choosing .number").startswith(str(min(50, matching)))
        page.locator(TABLE).locator("input >> nth=0").uncheck()
        page.check("th.choice input")
    else:
        page.locator(TABLE).locator("input").first.check()
    if page.locator(".choosing .all").count():
        page.click(".choosing .all")
        page.wait_for_selector(f".choosing .number >> text={matching}")
    chosen = int(re.search(r"\d+", page.inner_text(".choosing .number"))[0])
    page.click(".choosing .accept")
    page.wait_for_selector(f"{TABLE}.accept")
    page.wait_for_selector(".choosing:not(.some)")
    assert str(chosen) in page.inner_text("#export")
    page.evaluate("decisions.write('summarizer:who', 'ming')")
    with page.expect_download() as download:
        page.click("#export")
    made = json.loads(download.value.path().read_text(encoding="utf-8"))["decisions"]
    assert len(made) == chosen == (matching if width > 860 else 1)
    assert {one["figure"]["verdict"] for one in made} == {"unit_mismatch"}
    folder = tmp_path / "run"
    shutil.copytree(run_page.parent, folder)
    applied = CliRunner().invoke(app, ["review", "apply", str(download.value.path()), "--out", str(folder)])
    assert applied.exit_code == 0
    again = show(written(folder), "#/figures?decision=accepted", width, ready=TABLE, locale=locale)
    assert count(again)[0] == chosen


def test_measures_of_one_name_are_counted_over_documents_and_counties(show, run_page):
    """By words of the name; each leads to itself in its document, and its figures to theirs."""
    page = show(run_page, "#/measures", ready=TABLE)
    with Store.read(run_page.parent) as store:
        named = store.database.execute(
            "SELECT count(*), count(DISTINCT document) FROM measures WHERE name LIKE '%先锋队%'"
        ).fetchone()
    words = facet(page, "name", 1280).locator("input")
    words.fill("先锋队")
    words.press("Enter")
    page.wait_for_selector(".chips .chip")
    assert count(page)[0] == named[0]
    assert f"documents: {named[1]}" in page.inner_text(".browser:not([hidden]) .sums")
    page.click(f"{TABLE} >> .name a >> nth=0")
    page.wait_for_selector("#report .measure[aria-current]")
    assert "先锋队" in page.inner_text("#report .measure[aria-current] .name")
    page.click("#to-overview")
    page.click("#overview a[href^='#/measures?kind=']")
    settled(page)
    assert page.locator(".chips .chip").count() == 1


@pytest.mark.parametrize(("width", "locale"), SCREENS)
def test_contradictions_have_both_quotes_and_lead_to_both_documents(show, run_page, width, locale):
    """Each once, whichever document is first; a run without any has no such view."""
    page = show(run_page, "#/conflicts", width, ready=TABLE, locale=locale)
    with Store.read(run_page.parent) as store:
        stated = store.database.execute("SELECT count(*) FROM conflicts").fetchone()[0]
    assert count(page) == [stated / 2, stated / 2]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    one, other = page.locator(TABLE).first.locator(".side").all()
    assert one.locator("a").inner_text() != other.locator("a").inner_text()
    assert "党员先锋队" in one.locator(".quote").inner_text()
    written_there, link = other.locator("a").inner_text(), other.locator("a").get_attribute("href")
    other.locator(".quote").click()
    page.wait_for_selector("#report tr.details", state="attached")
    assert page.evaluate("location.hash") == link
    assert page.text_content("#report tr.figure[aria-current] .amount a") == written_there


def test_errors_alone_are_listed_and_stepped_through(show, run_page):
    """`e` goes to the next error, over documents; with errors only, so does `n`, and warnings are folded."""
    page = show(run_page)
    page.click("#errors-only")
    page.wait_for_selector("#errors-only[aria-pressed=true]")
    until(page, lambda: page.locator("#list .entry").count() == page.locator("#list .sums .error[title]").count() > 5)
    assert page.locator("#report .findings > ol .finding:not(.error)").count() == 0
    seen = set()
    for key in 3 * "ne":
        page.keyboard.press(key)
        until(page, lambda: page.evaluate("location.hash") not in seen)
        page.wait_for_selector("#report .findings li[aria-current] .finding.error")
        seen.add(page.evaluate("location.hash"))
    assert len(seen) == 6


QUERIES = {
    "documents": ["", "status=flagged&sort=-look", "adcode=62&page=1", "codes=quote_not_found&q=%E5%85%9A", "near=30&sort=-published"],
    "figures": [
        "",
        "verdict=verified&verdict=missed&sort=-value&page=2",
        "adcode=6209",
        "adcode=&subject=%E5%85%9A%E5%91%98&sort=value",
        "kind=&unit=&year=2021&q=%E6%88%B7",
        "worst=error&decision=&status=actual&aspect=share",
    ],
    "conflicts": ["", "q=%E5%85%9A&sort=-published&page=1"],
    "measures": ["", "name=%E5%85%88%E9%94%8B&kind=body&sort=-published", "actor=%E9%A5%B6%E6%B2%B3%E5%8E%BF&q=%E7%BD%91&page=9"],
}  # fmt: skip


@LOOPBACK[0]
@LOOPBACK[1]
def test_a_file_and_a_server_answer_alike(show, run_page):
    """The same rows, counts and steps, whatever is asked; so a view need not know where its data comes from."""
    file, asked = show(run_page), "([name, query]) => data.answer(name, query)"
    with Served(run_page.parent) as served:
        page = show(served.server.url)
        for name, queries in QUERIES.items():
            for query in queries:
                mine, other = (one.evaluate(asked, [name, query]) for one in (file, page))
                names = mine.pop("names"), other.pop("names")
                assert names[1].items() - {(code, None) for code in names[1]} <= names[0].items()
                assert mine == other, (name, query)
                assert "matching" in mine
        steps = "data.step('status=flagged&near=7', -1, ['error']).then((id) => id ?? '')"
        assert file.evaluate(steps) == page.evaluate(steps) != ""
        assert file.evaluate("data.overview()") == page.evaluate("data.overview()")
        page.click("#to-figures")
        page.wait_for_selector(TABLE)
        page.click("[data-key='verdict=unit_mismatch']")
        page.wait_for_selector(".chips .chip")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_word_of_the_tables_can_be_read(show, run_page, theme):
    """WCAG AA, of what is chosen and decided too."""
    page = show(run_page, "#/figures?verdict=unit_mismatch", ready=TABLE, color_scheme=theme)
    page.locator(TABLE).locator("input").nth(0).check()
    page.click(".choosing .reject")
    page.wait_for_selector(f"{TABLE}.reject")
    page.locator(TABLE).locator("input").nth(1).check()
    assert page.evaluate(CONTRAST) == []
    page.click("#to-measures")
    page.wait_for_selector(TABLE)
    assert page.evaluate(CONTRAST) == []
