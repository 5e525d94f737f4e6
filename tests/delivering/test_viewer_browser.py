"""The viewer in a real browser: Debian's Chromium, without a network, as an analyst uses it.

Skipped where there is no Chromium; `.ci/run` installs one.
"""

import hashlib
import json
import shutil
import time

import pytest
from contrast import CONTRAST
from loopback import LOOPBACK
from typer.testing import CliRunner
from viewing import (
    BROWSER,
    Served,
    awaited,
    doubted_outcomes,
    many_outcomes,
    outcome,
    save,
    seed_outcomes,
    unread,
    written,
)

from summarizer import check, check_text
from summarizer.cli import app
from summarizer.delivering.textpage.text_page import TextPage
from summarizer.models import Anchor, Document
from summarizer.running.store.store import Store
from summarizer.scanning.scanner import scan_document
from summarizer.summarizing.pipeline import delivered

pytestmark = BROWSER

EVIL = "<script>window.ran=1</script><img src=x onerror=window.ran=1>\u202e"
HOSTILE = "某县情况\n&lt;script&gt;window.ran=1&lt;/script&gt;&lt;img src=x onerror=window.ran=1&gt;设点97个，\U00020bb7村👪转移1.2万人。"
HOSTILE_DRAFT = {
    "headline": EVIL,
    "points": [{"text": f"{EVIL}97个", "measures": [EVIL]}],
    "measures": [{"name": EVIL, "actor": EVIL, "target": "javascript:window.ran=1", "place": EVIL, "when": EVIL}],
    "slogans": [f"{EVIL}口号"],
    "figures": [
        {"quote": "设点97个", "subject": EVIL, "value": 97, "unit": "个", "measure": EVIL},
        {"quote": "村👪转移1.2万人", "subject": "村", "value": 12000, "unit": "人"},
    ],
}


@pytest.fixture(scope="module")
def seeds_page(tmp_path_factory):
    return written(tmp_path_factory.mktemp("seeds"), seed_outcomes())


@pytest.fixture(scope="module")
def doubted_page(tmp_path_factory):
    """Doubted seeds, a hostile page, an empty file and a PDF."""
    return written(
        tmp_path_factory.mktemp("doubted"),
        [
            *doubted_outcomes(),
            outcome("<b>evil</b>.txt", HOSTILE, HOSTILE_DRAFT),
            unread("empty.txt", "empty", "empty.txt is empty"),
            unread("scan.pdf", "unsupported_type", "scan.pdf is not text: convert it to .txt or .html"),
        ],
    )


def at(page):
    """Where the page is: what a link to it would say."""
    return page.evaluate("location.hash")


def marked(page):
    """The words that are marked in the article, those of the number, and whether they are in view."""
    return page.evaluate(
        """() => {
          const read = (name) => [...document.querySelectorAll(`#article .${name}`)].map((one) => one.textContent).join("");
          const box = document.querySelector("#article .focused, #article .quoted")?.getBoundingClientRect();
          return [read("quoted"), read("focused"), Boolean(box) && box.top > 40 && box.bottom < innerHeight];
        }"""
    )


def test_a_figure_leads_to_its_words_and_its_words_to_the_figure(show, doubted_page):
    """Clicking a figure marks its quote and number and brings them into view; clicking a number opens its figure."""
    page = show(doubted_page, "#002_c1da3120ac8a84ae.txt")
    page.click("#report tr.figure >> text=87名")
    quote, number, in_view = marked(page)
    assert ("87名志愿者" in quote, number, in_view) == (True, "87名", True)
    page.click("#report tr.figure >> text=6000多张")
    assert marked(page)[1:] == ["6000多张", True]
    assert "6,000–7,000" in page.inner_text("#report tr.details")
    page.click("#article a.mention >> text=245人")
    assert page.inner_text("#report tr.figure[aria-current] .amount") == "245人"
    assert "/figures/" in at(page)
    page.reload()
    page.wait_for_selector("#report tr.details")
    assert marked(page)[1:] == ["245人", True]


PAGED = "某县情况\n设点97个，\n转移1.2万人，修路8公里。"
PAGED_DRAFT = {"figures": [{"quote": "转移1.2万人", "subject": "转移", "value": 12000, "unit": "人"}]}


def test_pages_of_a_file_are_marked_where_they_begin(show, tmp_path):
    """In the middle of a sentence too, without being part of its words; a figure shows its page beside its quote."""
    anchors = (Anchor(0, page=1), Anchor(PAGED.index("转移"), page=2), Anchor(PAGED.index("修路"), page=3))
    document = Document("a.pdf", "a.pdf", PAGED, "", "0" * 64, form="pdf", anchors=anchors)
    page = show(
        written(tmp_path, [delivered(document, scan_document(document), check(PAGED_DRAFT, document))]), "#a.pdf"
    )
    marks = "all => all.map((one) => [one.dataset.page, one.textContent.slice(0, 2)])"
    assert page.eval_on_selector_all("#article [data-page]", marks) == [
        ["page 1", "某县"], ["page 2", "转移"], ["page 3", "修路"],
    ]  # fmt: skip
    page.click("#report tr.figure >> text=1.2万人")
    assert marked(page)[:2] == ["转移1.2万人", "1.2万人"]
    assert "page 2" in page.inner_text("#report tr.details")


@pytest.mark.loopback
@LOOPBACK[1]
def test_the_page_of_a_pdf_is_a_click_away_where_it_is_served(show, tmp_path):
    """The file as it was read; one that has changed since is not shown."""
    file = tmp_path / "a.pdf"
    file.write_bytes(b"%PDF-1.7 as it was read")
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    anchors = (Anchor(0, page=1), Anchor(PAGED.index("转移"), page=2))
    document = Document("a.pdf", str(file), PAGED, "", digest, form="pdf", anchors=anchors)
    save(tmp_path / "out", [delivered(document, scan_document(document), check(PAGED_DRAFT, document))])
    with Served(tmp_path / "out") as served:
        page = show(f"{served.server.url}#a.pdf/figures/0")
        link = page.get_attribute("#report tr.details a >> text=page 2", "href")
        assert link == "originals/0.pdf#page=2"
        status, headers, body = served.ask("/originals/0.pdf")
        assert (status, headers["Content-Type"], body) == (200, "application/pdf", "%PDF-1.7 as it was read")
        file.write_bytes(b"%PDF-1.7 changed")
        assert served.ask("/originals/0.pdf")[0] == 404


def test_the_address_of_a_page_heads_its_text(show, tmp_path):
    """As a link, where it is one of the web."""
    columns = {"url": "https://www.example.org/news/1.html?a=b"}
    document = Document("a.txt", "a.txt", PAGED, "utf-8", "0" * 64, columns)
    page = show(written(tmp_path, [delivered(document, scan_document(document), check(PAGED_DRAFT, document))]))
    assert page.get_attribute("#article header a", "href") == columns["url"]


def test_an_unknown_document_is_said_and_the_first_one_shown(show, doubted_page):
    """As where no document is named."""
    page = show(doubted_page, "#nowhere.txt")
    assert page.inner_text("#said")
    assert page.locator("#report tr.figure").count()


TABLE = (
    "<p>某县情况</p><table><tr><td rowspan=2>乡镇</td><td colspan=2>脱贫户</td></tr><tr><td>户数</td><td>人数</td></tr>"
    "<tr><td>石桥乡</td><td>86</td><td>240</td></tr><tr><td>柳溪镇</td><td></td><td>402</td></tr></table><p>全县12个村。</p>"
)
TABLE_DRAFT = {
    "points": [],
    "measures": [],
    "slogans": [],
    "figures": [
        {"quote": "石桥乡 | 86 | 240", "subject": "石桥乡户数", "value": 86},
        {"quote": "石桥乡 | 86 | 240", "subject": "柳溪镇人数", "value": 240},
    ],
}


def test_a_table_is_drawn_as_a_table_with_its_marks(show, tmp_path):
    """Cells in their rows and columns, heads as heads; a click on a number opens its figure, which says row and column."""
    page = show(written(tmp_path, [outcome("table.html", TABLE, TABLE_DRAFT)]), "#table.html")
    cells = page.eval_on_selector_all(
        "#article .words tr",
        "rows => rows.map((row) => [...row.cells].map((cell) => [cell.tagName, cell.textContent, cell.rowSpan, cell.colSpan]))",
    )
    assert cells == [
        [["TH", "乡镇", 2, 1], ["TH", "脱贫户", 1, 2]],
        [["TH", "户数", 1, 1], ["TH", "人数", 1, 1]],
        [["TD", "石桥乡", 1, 1], ["TD", "86", 1, 1], ["TD", "240", 1, 1]],
        [["TD", "柳溪镇", 1, 1], ["TD", "", 1, 1], ["TD", "402", 1, 1]],
    ]
    assert page.eval_on_selector_all("#article td .mention", "all => all.map((one) => one.className)") == [
        "mention good",
        "mention bad",
        "mention missed",
    ]
    assert (
        page.eval_on_selector_all("#article .words > p", "all => all.map((one) => one.textContent)")[-1]
        == "全县12个村。"
    )
    right = "cells => cells.map((cell) => Math.round(cell.getBoundingClientRect().right - cell.firstChild.getBoundingClientRect().right))"
    assert len(set(page.eval_on_selector_all("#article td.amount", right))) == 1
    page.click("#article td >> text=86")
    assert "石桥乡 / 脱贫户/户数" in page.inner_text("#report tr.figure >> nth=0")
    assert marked(page)[:2] == ["石桥乡86240", "86"]


TREE = (
    "某县情况\n发布时间：2022-04-07\n全县推行“三清”工作法，即清塘、清沟、清淤。县水务局组织清塘120处，共投入清塘资金2.3万元。"
    "下一步将新建泵站3座。筑牢绿色屏障。"
)
TREE_DRAFT = {
    "headline": "某县推行“三清”工作法",
    "points": [
        {"text": "𠮷：县水务局清塘120处，投入2.3万元。", "measures": ["清塘"]},
        {"text": "全县清塘500处。"},
    ],
    "measures": [
        {
            "name": "“三清”工作法",
            "kind": "scheme",
            "actor": "全县",
            "parts": [
                {"name": "清塘", "kind": "action", "actor": "县水务局"},
                {"name": "清沟", "kind": "action"},
                {"name": "清淤", "kind": "action"},
            ],
        },
        {"name": "新建泵站", "kind": "project", "status": "planned"},
    ],
    "slogans": ["筑牢绿色屏障"],
    "figures": [
        {"quote": "组织清塘120处", "subject": "清塘", "value": 120, "unit": "处", "measure": "清塘"},
        {"quote": "共投入清塘资金2.3万元", "subject": "清塘资金", "value": 23000, "unit": "元", "measure": "清塘"},
        {
            "quote": "将新建泵站3座",
            "subject": "泵站",
            "value": 3,
            "unit": "座",
            "status": "planned",
            "measure": "新建泵站",
        },
    ],
}


@pytest.fixture(scope="module")
def tree_page(tmp_path_factory):
    return written(tmp_path_factory.mktemp("tree"), [outcome("tree.txt", TREE, TREE_DRAFT)])


def texts(page, selector):
    return page.eval_on_selector_all(selector, "all => all.map((one) => one.textContent)")


def test_measures_are_a_tree_with_kind_status_and_figures(show, tree_page):
    """Parts are within their whole; a click on a name marks it wherever it appears, a click on a figure opens it."""
    page = show(tree_page, "#tree.txt")
    assert texts(page, ".measures .tree > li > .measure .name") == ["“三清”工作法", "新建泵站"]
    assert texts(page, ".measures .tree > li > ul > li > .measure .name") == ["清塘", "清沟", "清淤"]
    assert texts(page, "#measures-0 .badge") == ["scheme"]
    assert texts(page, "#measures-4 .badge") == ["project", "planned"]
    assert page.inner_text("#measures-1 .about") == "by 县水务局"
    assert page.locator("#measures-2 .about").count() == 0
    page.click("#measures-1 .name")
    assert marked(page) == ["清塘清塘清塘", "", True]
    assert page.get_attribute("#measures-1", "aria-current") == "true"
    page.click("#measures-1 .amounts >> text=2.3万元")
    assert at(page).endswith("/figures/1")
    assert marked(page)[1] == "2.3万元"
    page.click("#language")
    assert texts(page, "#measures-4 .badge") == ["工程项目", "计划"]


def test_a_number_of_a_point_has_its_verdict_and_leads_to_its_figure(show, tree_page):
    """Verified ones as verified figures are; one that the document does not state is red and leads nowhere."""
    page = show(tree_page, "#tree.txt")
    assert page.inner_text("#report .headline") == "某县推行“三清”工作法"
    assert texts(page, "#points-0 a.mention.good") == ["120处", "2.3万元"]
    assert texts(page, "#points-1 .mention.bad") == ["500处"]
    assert page.locator("#points-1 a.mention").count() == 0
    assert texts(page, "#points-1 .why") == ["500处 of the text: the document says 120处, not 500处"]
    assert page.get_attribute("#points-1 .mention.bad", "title") in {
        "not stated in the document",
        "contradicts the document",
    }
    page.click("#points-0 a.mention >> text=120处")
    assert at(page).endswith("/figures/0")
    assert marked(page) == ["组织清塘120处", "120处", True]
    page.click("#points-0 >> text=清塘 >> nth=-1")
    assert at(page).endswith("/measures/1")


def test_the_parts_of_a_long_report_are_a_click_away(show, doubted_page):
    """The list of them stays in view, and hides nothing that is selected."""
    page = show(doubted_page, "#002_c1da3120ac8a84ae.txt")
    page.click("#report .contents >> text=Figures")
    top = "document.querySelector('{}').getBoundingClientRect().top"
    below = page.evaluate("document.querySelector('#report .contents').getBoundingClientRect().bottom")
    assert below <= page.evaluate(top.format("#figures-title")) < 400
    page.click("#measures-0 .name")
    assert below <= page.evaluate(top.format("#measures-0"))


def test_slogans_are_folded_and_lead_to_their_words(show, tree_page):
    """They are no measures, so they are listed apart; so are findings that are only notes."""
    page = show(tree_page, "#tree.txt")
    assert not page.is_visible("#slogans-0")
    page.click("#report .slogans summary")
    page.click("#slogans-0 a")
    assert marked(page) == ["筑牢绿色屏障", "", True]
    page = show(tree_page, "#tree.txt/slogans/0")
    page.wait_for_selector("#article .quoted")
    assert page.is_visible("#slogans-0")


def test_findings_that_are_only_notes_are_folded(show, doubted_page):
    """What is to be reviewed is counted and listed without them; a link to a note unfolds them."""
    page = show(doubted_page, "#000_12f60860ce8b7f4d.txt")
    counted = page.inner_text("#findings-title")
    assert counted == f"To review ({page.locator('#report .findings > ol .finding').count()})"
    assert page.locator("#report .findings > ol .finding.info").count() == 0
    note = page.locator("#report .notes .finding.info >> nth=0")
    assert not note.is_visible()
    page.click("#report .notes summary")
    note.click()
    assert "/findings/" in at(page)
    page.reload()
    page.wait_for_selector("#report .notes[open] li[aria-current]")


def test_a_figure_tells_its_number_as_written_its_status_and_its_time(show, tree_page):
    """The value beside a number whose digits don't show it; how a time is known in both languages."""
    page = show(tree_page, "#tree.txt/figures/1")
    assert page.inner_text("#figures-1 .amount a") == "2.3万元"
    assert page.inner_text("#figures-1 .reading") == "23,000 元"
    assert page.inner_text("#figures-0 .reading") == ""
    assert texts(page, "#figures-2 .badge") == ["planned"]
    assert "until 2022-04-07 (inferred: up to the day of publication)" in page.inner_text("#report tr.details")
    page.click("#language")
    assert "截至 2022-04-07 (推断： 截至发布之日)" in page.inner_text("#report tr.details")


def test_a_report_of_before_is_shown_by_its_summary(show, tmp_path):
    """Without headline, points, kinds and slogans there are no empty places for them."""
    folder = tmp_path / "run"
    path = written(folder, [outcome("tree.txt", TREE, TREE_DRAFT)])
    with Store.open_existing(folder) as store:
        for change in (
            "UPDATE reports SET headline = NULL",
            "DELETE FROM points",
            "DELETE FROM slogans",
            "UPDATE measures SET kind = NULL, parent = NULL, status = NULL, description = '每周一次'",
        ):
            store.database.execute(change)
        store.database.commit()
    page = show(written(folder), "#tree.txt")
    assert page.inner_text("#points-title") == "Summary"
    assert page.inner_text("#summary-0").startswith("𠮷：县水务局")
    assert page.locator("#report .headline, #report .slogans, #report .badge:not(.state)").count() == 0
    assert "每周一次" in page.inner_text("#measures-0 .about")
    page.click("#to-overview")
    assert "Measures by kind" not in page.inner_text("#overview")
    assert path.exists()


def test_characters_beyond_the_first_plane_do_not_move_the_marks(show, doubted_page):
    """Spans count code points; JavaScript counts 𠮷 and 👪 twice."""
    page = show(doubted_page, "#%3Cb%3Eevil%3C%2Fb%3E.txt/figures/1")
    page.wait_for_selector("#article .focused")
    assert marked(page)[:2] == ["村👪转移1.2万人", "1.2万人"]


def test_the_first_finding_of_each_seed_is_two_steps_away(show, seeds_page):
    """A document, then n: its words are marked and in view."""
    page = show(seeds_page)
    for number in range(5):
        page.click(f"#list li:nth-child({number + 1}) a")
        page.wait_for_selector(f"#list li:nth-child({number + 1}) a[aria-current]")
        page.keyboard.press("n")
        page.wait_for_selector("#article :is(.focused, .quoted)")
        assert marked(page)[2], number
        assert page.locator("#report .finding").count() > 0


def test_keys_walk_through_findings_and_documents(show, doubted_page):
    """Keys n and p go through what is to be looked at, over the ends of documents; [ ] / ? as the help says."""
    page = show(doubted_page)
    page.keyboard.press("n")
    assert at(page).endswith("/findings/0")
    page.keyboard.press("p")
    assert at(page).endswith("/findings/0")
    page.keyboard.press("]")
    page.wait_for_selector("#list li:nth-child(2) a[aria-current]")
    page.keyboard.press("p")
    page.wait_for_selector("#list li:nth-child(1) a[aria-current]")
    assert "/findings/" in at(page)
    page.keyboard.press("?")
    assert page.is_visible("dialog#help >> text=next / previous finding")
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog#help", state="hidden")
    page.keyboard.press("/")
    page.wait_for_selector("#words:focus")


def listed(page, count):
    """Wait until so many documents are listed."""
    page.locator("#list li >> nth=" + str(count - 1)).wait_for()
    page.locator("#list li >> nth=" + str(count)).wait_for(state="detached")


def entries(page):
    return page.eval_on_selector_all("#list .name", "names => names.map((one) => one.textContent)")


def test_documents_are_filtered_and_sorted(show, doubted_page):
    """By status, region, finding and words of the text; the page states how many are shown."""
    page = show(doubted_page)
    page.click("#statuses [data-status=failed]")
    listed(page, 2)
    assert entries(page) == ["empty.txt", "scan.pdf"]
    page.click("#list li:nth-child(2) a")
    page.wait_for_selector("#report .failure >> text=convert it to .txt")
    page.click("#statuses [data-status=flagged]")
    page.select_option("#region", "62")
    listed(page, 2)
    page.select_option("#region", "")
    page.fill("#words", "党员联系卡")
    listed(page, 1)
    assert entries(page) == ["潢川县老城街道：携手战_疫_  筑牢防线"]
    assert page.inner_text("#count") == "1 of 8 documents"
    page.fill("#words", "")
    page.click("#statuses [data-status=all]")
    page.select_option("#code", "quote_not_found")
    listed(page, 5)
    page.select_option("#code", "")
    page.select_option("#sort", "look")
    assert entries(page)[-2:] == ["empty.txt", "scan.pdf"]


def test_language_and_theme_switch_and_are_remembered(show, doubted_page):
    """All labels in both languages, and what the checker says too."""
    page = show(doubted_page, "#000_12f60860ce8b7f4d.txt")
    assert page.get_attribute("html", "lang") == "en"
    page.click("#language")
    page.click("#theme")
    page.reload()
    page.wait_for_selector("#report h2")
    assert (page.get_attribute("html", "lang"), page.get_attribute("html", "data-theme")) == ("zh-CN", "dark")
    assert "需要看的" in page.inner_text("#report")
    told = page.eval_on_selector_all("#report .finding .muted", "all => all.map((one) => one.textContent)")
    assert len(told) > 5
    assert not any(any("a" <= sign <= "z" for sign in one) for one in told)
    page.click("#to-overview")
    assert "核对结论" in page.inner_text("#overview")
    assert page.evaluate("Object.values(LABELS).every((pair) => pair.length === 2 && pair.every(Boolean))")


def test_a_hostile_document_is_words_and_nothing_else(show, doubted_page):
    """Markup, event handlers and signs that turn the writing are shown as they are; nothing runs."""
    page = show(doubted_page, "#%3Cb%3Eevil%3C%2Fb%3E.txt")
    assert "<script>window.ran=1</script><img src=x onerror=window.ran=1>" in page.text_content("#article .words")
    assert "onerror=window.ran=1>⟪U+202E⟫" in page.inner_text("#report tr.figure .subject >> nth=0")
    assert "onerror=window.ran=1>⟪U+202E⟫" in page.inner_text("#report .headline")
    page.click("#report .slogans summary")
    page.click("#report tr.figure >> nth=0")
    page.hover("#article a.mention")
    page.click("#to-overview")
    page.fill("#words", EVIL) if page.is_visible("#words") else None
    assert page.evaluate("window.ran") is None
    assert page.evaluate("document.querySelectorAll('img, iframe, object, main script').length") == 0
    assert "\u202e" not in page.text_content("#bench") + page.text_content("#overview")


def select_words(page, words):
    """Select words of the article, as a reader does with the mouse."""
    page.evaluate(
        """(words) => {
          const nodes = document.createTreeWalker(document.querySelector("#article .words"), NodeFilter.SHOW_TEXT);
          for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
            const at = node.data.indexOf(words);
            if (at < 0) continue;
            getSelection().setBaseAndExtent(node, at, node, at + words.length);
            return;
          }
          throw new Error("not there");
        }""",
        words,
    )


def test_decisions_are_kept_exported_and_applied(show, doubted_page, tmp_path):
    """Accept, reject, add: each with the figure by its content; `review apply` takes them, and they are shown then."""
    page = show(doubted_page, "#002_c1da3120ac8a84ae.txt/figures/1")
    page.fill("#note", "按原文")
    page.click("#report .deciding .reject")
    page.click("#report tr.figure >> nth=2")
    page.keyboard.press("y")
    select_words(page, "进行走访调查" if page.locator("text=进行走访调查").count() else "开展走访调查")
    page.click("#add")
    page.fill("#new-subject", "走访")
    page.fill("#new-value", "12x")
    page.click("#adding .main")
    assert page.inner_text("#adding .wrong")
    page.fill("#new-value", "1,200")
    page.fill("#new-unit", "次")
    page.keyboard.press("Enter")
    page.wait_for_selector("#report .added >> text=1,200 次")
    page.reload()
    page.wait_for_selector("#report .added")
    page.click("#export")
    page.fill("#new-who", "ming@example.cn")
    with page.expect_download() as download:
        page.click("#signing .main")
    told = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert (told["format"], told["version"], told["who"]) == ("summarizer-decisions", 2, "ming@example.cn")
    rejected, accepted, added = told["decisions"]
    assert [one["action"] for one in told["decisions"]] == ["reject", "accept", "add"]
    assert {one["document"] for one in told["decisions"]} == {"002_c1da3120ac8a84ae.txt"}
    assert rejected["note"] == "按原文"
    assert rejected["figure"]["verdict"] == "unit_mismatch"
    assert rejected["figure"]["span"] is not None
    assert accepted["figure"]["verdict"] == "quote_not_found"
    assert accepted["figure"]["quote_span"] is None
    assert (added["figure"]["subject"], added["figure"]["value"], added["figure"]["unit"]) == ("走访", 1200, "次")
    assert added["figure"]["quote"] == "开展走访调查"
    assert set(added["figure"]) == set(rejected["figure"])
    file, folder = tmp_path / "decisions.json", tmp_path / "run"
    shutil.copytree(doubted_page.parent, folder)
    file.write_text(json.dumps(told), encoding="utf-8")
    applied = CliRunner().invoke(app, ["review", "apply", str(file), "--out", str(folder)])
    doubt, done = applied.stderr.strip().splitlines()
    assert "走访 1200次: 1200 does not appear in the document" in doubt
    assert done == "3 decisions applied"
    again = show(written(folder), "#002_c1da3120ac8a84ae.txt")
    assert "rejected · by ming@example.cn" in again.inner_text("#report tr.figure.reject")
    assert "按原文" in again.inner_text("#report tr.figure.reject")
    assert "1,200 次" in again.inner_text("#report .added")


def test_a_missed_number_is_added_from_its_words(show, doubted_page):
    """Its value, unit and span are filled in from what the rules read."""
    page = show(doubted_page, "#002_c1da3120ac8a84ae.txt")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('#article a.mention.missed').parentNode)")
    page.keyboard.press("a")
    assert page.input_value("#new-value")
    page.fill("#new-subject", "某物")
    page.keyboard.press("Enter")
    [made] = page.evaluate(
        "JSON.parse(localStorage.getItem(Object.keys(localStorage).find((one) => one.includes('decisions'))))"
    )
    assert made["figure"]["span"] is not None
    assert made["figure"]["low"] is not None


def test_a_narrow_screen_shows_one_pane_at_a_time(show, doubted_page):
    """At 390 pixels nothing is wider than the screen, and two taps lead to a finding's words."""
    page = show(doubted_page, width=390)
    assert [page.is_visible(f"#{pane}") for pane in ("documents", "article", "report")] == [True, False, False]
    page.click("#list li:nth-child(2) a")
    page.click("#report .finding")
    assert page.is_visible("#article")
    assert marked(page)[2]
    assert page.is_visible("#selected")
    for view in ("#to-overview", "#to-bench"):
        page.click(view)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for pane in ("documents", "article", "report"):
        page.click(f".panes [data-pane={pane}]")
        assert page.evaluate(f"document.getElementById('{pane}').scrollWidth") <= 390


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_word_can_be_read_against_its_ground(show, doubted_page, theme):
    """WCAG AA: 4.5 to 1 for all text, in both themes, whatever is selected."""
    page = show(doubted_page, "#000_12f60860ce8b7f4d.txt/findings/1", color_scheme=theme)
    page.wait_for_selector("#article .focused")
    page.click("#report .deciding .accept")
    assert page.get_attribute("html", "data-theme") == theme
    assert page.evaluate(CONTRAST) == []
    page.click("#to-overview")
    assert page.evaluate(CONTRAST) == []
    page.goto(page.url.split("#")[0] + "#scan.pdf")
    page.wait_for_selector("#report .failure")
    assert page.evaluate(CONTRAST) == []
    page.keyboard.press("?")
    assert page.evaluate(CONTRAST) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_points_and_measures_can_be_read_too(show, tree_page, theme):
    """Their badges and numbers, those of what is selected too."""
    for place in ("measures/4", "figures/2", "slogans/0"):
        page = show(tree_page, f"#tree.txt/{place}", color_scheme=theme)
        page.wait_for_selector("#report [aria-current]")
        assert page.evaluate(CONTRAST) == []
        page.context.close()


def test_everything_that_can_be_pressed_has_a_name(show, doubted_page):
    """A screen reader can distinguish buttons, links and fields."""
    page = show(doubted_page, "#000_12f60860ce8b7f4d.txt/figures/0")
    page.wait_for_selector("#report tr.details")
    nameless = """() => [...document.querySelectorAll("button, a, input, select")].filter((one) => one.checkVisibility() &&
      !(one.textContent.trim() || one.ariaLabel || one.querySelector("[aria-label]") || one.labels?.length)).map((one) => one.outerHTML)"""
    assert page.evaluate(nameless) == []


def test_the_report_of_the_open_document_is_printed(show, doubted_page):
    """On paper there are neither lists nor buttons; all measures are."""
    page = show(doubted_page, "#002_c1da3120ac8a84ae.txt", color_scheme="dark")
    page.emulate_media(media="print")
    assert not page.is_visible("#documents")
    assert not page.is_visible(".tools")
    assert page.is_visible("#report .ledger")
    last = page.locator("#report .measure").count() - 1
    assert last > 12
    assert page.is_visible(f"#measures-{last}")
    assert page.is_visible("#slogans-0")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(26, 32, 39)"


def opening(show, path):
    """An opened page, and the seconds that it took."""
    begun = time.monotonic()
    page = show(path)
    return page, time.monotonic() - begun


def test_a_thousand_documents_open_in_three_seconds(show, tmp_path):
    """And turn, filter and search without freezing; the file stays under 60 MB."""
    path = written(tmp_path, [*many_outcomes(1000)])
    assert path.stat().st_size < 60_000_000
    page, seconds = opening(show, path)
    for _ in range(2 if seconds >= 3 else 0):  # other tests may have the machine
        page, seconds = min((page, seconds), opening(show, path), key=lambda one: one[1])
    assert seconds < 3
    assert page.inner_text("#count") == "1,000 of 1,000 documents"
    page.click("#pager button >> nth=1")
    assert entries(page)[0].startswith("第50期")
    page.click("#statuses [data-status=failed]")
    listed(page, 43)
    page.click("#statuses [data-status=all]")
    page.fill("#words", "第999期")
    listed(page, 1)
    page.click("#to-overview")
    assert page.locator("#overview .map button").count() > 5


@pytest.mark.loopback
@LOOPBACK[1]
def test_the_served_page_asks_for_documents_as_they_are_wanted(show, doubted_page):
    """The same bench, over the server of `--serve`."""
    with Served(doubted_page.parent) as served:
        page = show(served.server.url, "#002_c1da3120ac8a84ae.txt")
        page.click("#report tr.figure >> text=245人")
        page.wait_for_selector("#article .focused")
        assert marked(page)[1:] == ["245人", True]
        page.fill("#words", "党员联系卡")
        listed(page, 1)


def test_a_checked_text_is_read_beside_its_source(browser, tmp_path):
    """Hover and focus say what the source states, a click and the keys mark it there; nothing of a document acts."""
    page_of_texts = TextPage()
    text = Document("t.md", "t.md", f"设点97个，转移1.3万人{EVIL}，建桥5座。")
    source = Document("s.txt", "s.txt", "某县情况。\n" * 60 + "某县设点97个，\U00020bb7村转移1.2万人。")
    page_of_texts.add(check_text(text, source))
    page_of_texts.add(check_text(Document("u.md", "u.md", "设点90个。"), source))
    (tmp_path / "page.html").write_text(page_of_texts.html(), encoding="utf-8")
    context = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    faults = []
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text))
    page.goto(f"file://{tmp_path / 'page.html'}")
    page.wait_for_selector("body[data-ready]")
    page.hover("#text >> text=97个")
    assert "某县设点97个，" in page.inner_text("#about")
    page.click("[data-filter=flagged]")
    assert page.locator("#text a.mention").all_inner_texts() == ["1.3万人", "5座"]
    page.keyboard.press("n")
    awaited(page, "document.querySelector('#sources .here')?.textContent === '1.2万人'")
    assert page.evaluate("document.querySelector('#sources .here').getBoundingClientRect().bottom < innerHeight")
    assert "contradicts the document" in page.inner_text("#about")
    assert page.evaluate("document.activeElement.textContent") == "1.3万人"
    page.keyboard.press("n")
    page.keyboard.press("n")
    awaited(page, "location.hash === '#/1/0'")
    page.click("#language")
    assert "与原文矛盾" in page.inner_text("#legend")
    page.set_viewport_size({"width": 390, "height": 800})
    page.click("#text a.mention")
    page.click("#about button")
    assert page.is_visible("#sources .here")
    assert not page.is_visible("#text")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert (faults, page.evaluate("window.ran ?? null")) == ([], None)
    context.close()


def export_of(page, who="ming@example.cn"):
    """The decisions that the page gives away."""
    page.click("#export")
    if page.is_visible("#new-who"):
        page.fill("#new-who", who)
    with page.expect_download() as download:
        page.click("#signing .main")
    return json.loads(download.value.path().read_text(encoding="utf-8"))


@pytest.mark.parametrize(("width", "locale"), [(1280, "en-GB"), (390, "zh-CN")])
def test_figures_measures_and_fields_are_edited_and_applied(show, doubted_page, tmp_path, width, locale):
    """By keys, with a typo seen at once; what the file says is applied, and shown then."""
    page = show(doubted_page, "#002_c1da3120ac8a84ae.txt/figures/0", width=width, locale=locale)
    page.keyboard.press("c")
    assert page.evaluate("document.activeElement.id") == "edit-subject"
    page.fill("#edit-value", "987")
    assert "987" not in page.inner_text("#edit-hint")
    page.fill("#edit-value", "much")
    page.keyboard.press("Enter")
    assert page.inner_text("#editing .wrong")
    page.fill(
        "#edit-value", page.evaluate("String(routes.shown().mentions.find((one) => one.surface === '六个').value)")
    )
    page.fill("#edit-period", "2022-03")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.keyboard.press("Enter")
    page.wait_for_selector("#figures-0.good .decided.edit", state="attached")
    page.evaluate("routes.pane('report')")
    page.click("#report .measure .pen:not(.cite) >> nth=0")
    page.select_option("#edit-status", "planned")
    page.click("#editing .main")
    page.wait_for_selector("#measures-0.edit", state="attached")
    page.click("#report .measure .pen:not(.cite) >> nth=1")
    page.click("#editing .reject")
    page.click("#edit-document")
    page.fill("#edit-headline", "新标题")
    page.click("#editing .main")
    assert page.inner_text("#report .headline") == "新标题"
    before = page.locator("#report .findings > ol > li").count()
    assert before < len(page.evaluate("routes.shown().raw.findings.filter((one) => one.severity !== 'info')"))
    told = export_of(page)
    assert [one["action"] for one in told["decisions"]] == ["edit", "edit", "reject", "edit"]
    assert told["decisions"][0]["changes"] == {"value": 6, "period": "2022-03"}
    assert told["decisions"][3]["changes"] == {"headline": "新标题"}
    file, folder = tmp_path / "decisions.json", tmp_path / "run"
    shutil.copytree(doubted_page.parent, folder)
    file.write_text(json.dumps(told), encoding="utf-8")
    applied = CliRunner().invoke(app, ["review", "apply", str(file), "--out", str(folder)])
    assert "4 decisions applied" in applied.stderr
    again = show(written(folder), "#002_c1da3120ac8a84ae.txt", width=width, locale=locale)
    assert "ming@example.cn" in again.text_content("#figures-0.good .decided")
    assert again.text_content("#report .headline") == "新标题"
    assert again.locator("#measures-1.reject").count() == 1


def test_reviewed_documents_are_marked_and_what_is_left_is_listed(show, doubted_page):
    """With a key; the list says how many are open, and the next finding is one of an open document."""
    page = show(doubted_page, "#000_12f60860ce8b7f4d.txt")
    open_before = int(page.inner_text("#review-open .number"))
    page.keyboard.press("r")
    page.wait_for_selector("#list .reviewed")
    page.wait_for_selector(f"#said >> text={open_before - 1} documents left")
    assert page.inner_text("#review-reviewed .number") == "1"
    page.click("#review-open")
    listed(page, open_before - 1)
    page.reload()
    page.wait_for_selector("#list .reviewed")
    page.click("#review-reviewed")
    listed(page, 1)
    page.keyboard.press("r")
    page.wait_for_selector("#list .empty")
    assert page.get_attribute("#mark-reviewed", "aria-pressed") == "false"


def test_what_is_decided_is_no_longer_red(show, doubted_page):
    """A page whose errors are all decided on has none left, in the article, the report and the list."""
    page = show(doubted_page, "#002_c1da3120ac8a84ae.txt")
    for number in range(3):
        page.click(f"#figures-{number} .amount a")
        page.keyboard.press("y" if number else "x")
        page.wait_for_selector(f"#figures-{number}.{'accept' if number else 'reject'}")
    left = page.evaluate(
        "routes.shown().findings.filter((one) => !one.settled && one.severity === 'error').map((one) => one.item)"
    )
    assert all(not item.startswith("figures/") for item in left)
    assert page.locator("#article .words .mention.bad, #report tr.figure.bad").count() == 0
    page.keyboard.press("u")
    page.wait_for_selector("#figures-2.bad")


@pytest.mark.loopback
@LOOPBACK[1]
def test_a_served_page_stores_decisions_at_once(show, doubted_page, tmp_path):
    """The name is asked for once; what can't be meant is refused in words of the reader's language."""
    folder = tmp_path / "run"
    shutil.copytree(doubted_page.parent, folder)
    with Served(folder) as served:
        page = show(f"{served.server.url}#002_c1da3120ac8a84ae.txt/figures/0", locale="zh-CN")
        page.keyboard.press("c")
        page.fill("#edit-value", "987")
        page.keyboard.press("Enter")
        page.fill("#new-who", "李四")
        page.click("#signing .main")
        page.wait_for_selector("#figures-0 .decided >> text=李四", state="attached")
        assert "原文中没有 987" in page.text_content("#figures-0")
        page.click("#edit-document")
        page.fill("#edit-region", "没有的县")
        page.click("#editing .main")
        page.wait_for_selector("#said >> text=没有叫“没有的县”的区划")
        page.keyboard.press("r")
        page.wait_for_selector("#list .reviewed")
        awaited(page, "decisions.count() === 0")
    listing = CliRunner().invoke(app, ["review", "list", str(folder), "--json"])
    kept = [json.loads(line) for line in listing.stdout.splitlines()]
    assert [(one["action"], one["who"]) for one in kept] == [("edit", "李四"), ("reviewed", "李四")]
