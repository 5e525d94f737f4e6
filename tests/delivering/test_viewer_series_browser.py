"""Series and contradictions in a real browser: pictures, their sources, how values were joined."""

import re

import pytest
from contrast import CONTRAST
from handmade import outcome, store
from harvests import harvest_store
from loopback import LOOPBACK
from viewing import BROWSER, Served, written

from summarizer.delivering.consolidating.consolidation import consolidate
from summarizer.running.store.store import Store

pytestmark = BROWSER
SCREENS = [(1280, "en-GB"), (390, "zh-CN")]
ROW = "#browse-series tr.found"
PICTURE = "#picture svg.series:not(.sample)"


@pytest.fixture(scope="module")
def harvest_page(browser, tmp_path_factory):
    out = harvest_store(tmp_path_factory.mktemp("harvests") / "out")
    with Store.open_existing(out) as made:
        consolidate(made)
    return written(out)


def opened(show, page, name, width=1280, **options):
    """The picture of an indicator, from the list."""
    shown = show(page, "#/series", width, ready=ROW, **options)
    shown.click(f"{ROW} a:text-is('{name}')")
    shown.wait_for_selector(PICTURE)
    return shown


def marked(page, name):
    return page.locator(f"{PICTURE} {name}").count()


def amounts(texts):
    """The values as written in each."""
    return [re.search("[0-9.]+(?:万吨|亿公斤)", text)[0] for text in texts]


@pytest.mark.parametrize(("width", "locale"), SCREENS)
def test_a_series_is_drawn_as_a_line_a_place(show, harvest_page, width, locale):
    """Places differ in colour, dash and name; plans are hollow, contradictions ringed; the table has the same values.

    A value tells its quote by pointer and keyboard, and leads to its document; back leads to the same picture.
    """
    page = opened(show, harvest_page, "粮食产量", width, locale=locale)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    lines = page.locator(f"{PICTURE} polyline:not(.planned)").evaluate_all(
        "lines => lines.map((line) => [line.classList[1], line.getAttribute('stroke-dasharray')])"
    )
    assert len({colour for colour, _ in lines}) == len({dash for _, dash in lines}) == len(lines) == 3
    assert set(page.locator(f"{PICTURE} .names text").all_text_contents()) == {"玉门市", "两当县", "饶河县"}
    assert [marked(page, sign) for sign in (".marker", ".marker.planned", ".ring", ".cross")] == [7, 1, 1, 1]
    rows = page.locator("#picture .values tbody tr").all_inner_texts()
    drawn = page.locator(f"{PICTURE} a.value").evaluate_all(
        "values => values.map((value) => value.getAttribute('aria-label'))"
    )
    assert sorted(amounts(rows)) == sorted(amounts(drawn))
    assert len(drawn) == 8
    plan, against = {"en-GB": ("planned", "contradicting"), "zh-CN": ("计划", "与之矛盾")}[locale]
    assert [amounts([row]) for row in rows if plan in row] == [["5亿公斤"]]
    assert [amounts([row]) for row in rows if against in row] == [["45.4万吨"]]
    named = page.get_attribute(PICTURE, "aria-labelledby"), page.get_attribute(PICTURE, "aria-describedby")
    assert "粮食产量" in page.text_content(f"#{named[0]}")
    assert "2.8万吨" in page.text_content(f"#{named[1]}")
    page.locator(f"{PICTURE} .cross").hover()
    page.wait_for_selector("#picture .readout blockquote:has-text('粮食产量45.4万吨')")
    assert page.locator("#picture .readout .origin").get_attribute("href") == "#%3Cb%3E2.txt/figures/0"
    page.focus(f"{PICTURE} a[tabindex='0']")
    page.keyboard.press("ArrowRight")
    page.wait_for_selector("#picture .readout blockquote:has-text('万吨')")
    focused = page.evaluate("document.activeElement.getAttribute('href')")
    address = page.evaluate("location.hash")
    page.keyboard.press("Enter")
    page.wait_for_selector("#report tr.figure[aria-current]", state="attached")
    assert page.evaluate("location.hash") == focused
    page.go_back()
    page.wait_for_selector(PICTURE)
    assert page.evaluate("location.hash") == address


@pytest.mark.parametrize(("width", "locale"), SCREENS)
def test_one_period_is_drawn_as_bars(show, harvest_page, width, locale):
    """The longest first, with the values as written; an address says what is drawn."""
    page = opened(show, harvest_page, "文化广场", width, locale=locale)
    assert page.locator(f"{PICTURE}.bars text").all_text_contents() == ["玉门市", "12个", "饶河县", "7个"]
    longest, shorter = page.locator(f"{PICTURE} .extent").evaluate_all(
        "bars => bars.map((bar) => bar.width.baseVal.value)"
    )
    assert longest / shorter == pytest.approx(12 / 7, rel=0.01)
    page.click("#picture .back")
    page.click(f"{ROW} a:text-is('粮食产量')")
    page.select_option("#picture .times", "2022")
    page.wait_for_selector(f"{PICTURE}.bars")
    page.reload()
    page.wait_for_selector(f"{PICTURE}.bars")
    assert [marked(page, sign) for sign in (".extent", ".ring", ".cross")] == [3, 1, 1]
    page.select_option("#picture .times", "")
    page.click("#picture .drawn-places button:has-text('玉门市')")
    page.wait_for_selector(f"{PICTURE}.lines")
    assert page.locator("#picture .values tbody th").all_inner_texts() == ["两当县", "两当县", "饶河县"]
    assert "place=" in page.evaluate("location.hash")


def test_the_series_are_searched_and_narrowed(show, harvest_page):
    """By words, unit, status and place; it is told what is in no series and why."""
    page = show(harvest_page, "#/series?adcode=23&statuses=planned", ready=ROW)
    assert page.locator(f"{ROW} .name a").all_inner_texts() == ["粮食产量"]
    assert page.locator("#browse-series .chips .chip").all_inner_texts()[1].endswith("黑龙江省")
    page.goto(page.url.split("#")[0] + "#/series?q=广场")
    page.wait_for_selector(f"{ROW}:has-text('文化广场')")
    page.wait_for_selector(f"{ROW}:has-text('粮食')", state="detached")
    page.click("#browse-series .joining summary")
    assert "the only value of their indicator" in page.inner_text("#browse-series .joining")
    page.goto(page.url.split("#")[0] + "#/series/0123456789ab")
    page.wait_for_selector("#picture [role=alert]")


@pytest.mark.parametrize(("width", "locale"), SCREENS)
def test_a_contradiction_says_how_its_sides_were_joined(show, harvest_page, width, locale):
    """From the picture to both sides, with the reason in words, by which they can be narrowed too."""
    page = opened(show, harvest_page, "粮食产量", width, locale=locale)
    page.click("#picture .values .basis a")
    page.wait_for_selector("#browse-conflicts tr.found")
    joined, more = {
        "en-GB": ("other words for one indicator", "better supported"),
        "zh-CN": ("指标叫法不同", "依据较多"),
    }[locale]
    assert joined in page.inner_text("#browse-conflicts tr.found .joined")
    assert more in page.inner_text("#browse-conflicts tr.found")
    assert page.locator("#browse-conflicts tr.found .side > a").all_inner_texts() == ["44.5万吨", "45.4万吨"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.goto(page.url.split("#")[0] + "#/conflicts?basis=other_unit")
    page.wait_for_selector("#browse-conflicts .empty")


def test_without_series_it_is_said_what_they_need(show, tmp_path):
    """In both languages, with the reasons that figures are in none."""
    page = show(written(store(tmp_path / "out", outcome())), "#/series", ready="#browse-series .empty")
    assert "needs two values of one indicator" in page.inner_text("#browse-series .empty")
    page.click("#language")
    page.wait_for_selector("#browse-series .empty:has-text('至少要有同一指标的两个值')")
    page.click("#browse-series .joining summary")
    assert "地点不明" in page.inner_text("#browse-series .joining")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_word_of_series_can_be_read(show, harvest_page, theme):
    """WCAG AA, of the list, of a picture with a value that is pointed at, and of contradictions."""
    page = opened(show, harvest_page, "粮食产量", color_scheme=theme)
    page.locator(f"{PICTURE} .cross").hover()
    page.wait_for_selector("#picture .readout blockquote:has-text('45.4万吨')")
    assert page.evaluate(CONTRAST) == []
    for view in ("series", "conflicts"):
        page.click(f"#to-{view}")
        page.wait_for_selector(f"#browse-{view} tr.found")
        assert page.evaluate(CONTRAST) == []


@LOOPBACK[0]
@LOOPBACK[1]
def test_a_file_and_a_server_have_the_same_series(show, harvest_page):
    """The same rows, counts and points, whatever is asked; one that there is not is none."""
    file = show(harvest_page)
    with Served(harvest_page.parent) as served:
        page = show(served.server.url)
        for query in (
            "",
            "adcode=62&sort=-points",
            "adcode=6209&unit=%E5%90%A8",
            "contradicted=1&statuses=actual&q=%E7%B2%AE",
            "page=3",
        ):
            mine, other = (one.evaluate("(query) => data.answer('series', query)", query) for one in (file, page))
            assert other.pop("names").items() <= mine.pop("names").items()
            assert mine == other, query
        for asked in ("data.series(row.id)", "data.joined()", "data.series('0123456789ab').then(String)"):
            whole = f"data.answer('series', '').then(({{ rows: [row] }}) => {asked})"
            assert file.evaluate(whole) == page.evaluate(whole)
