"""What a browser does not show is no text of the article, however it is hidden; what it shows stays."""

import time

import pytest

from summarizer import check, scan
from summarizer.resources import table

ARTICLE = (
    "2023年8月5日，青禾县遭遇强降雨，全县受灾325户，紧急转移群众1260人。目前已拨付救灾资金48万元，抢修道路36公里。"
)
FALSE = "虚增9000户"

BY_STYLE = [
    "display:none",
    "DISPLAY : NONE ! important",
    "disp\\6c ay:none",
    "disp\\6cay:none",
    "d\\000069splay:none",
    "display:/* x */none",
    "display:var(--x);--x:none",
    "display:var(--missing, none)",
    "visibility:hidden",
    "visibility:collapse",
    "content-visibility:hidden",
    "opacity:0",
    "opacity:.01",
    "opacity:1%",
    "filter:opacity(0)",
    "font-size:0",
    "font-size:1px",
    "font-size:.1em",
    "font-size:2%",
    "font-size:0.05rem",
    "font-size:calc(0px)",
    "font:0/0 a",
    "font:italic 1px/1 serif",
    "zoom:0.01",
    "color:transparent",
    "color:rgba(0,0,0,0)",
    "color:#0000",
    "-webkit-text-fill-color:transparent",
    "color:#fff",
    "color:#fefefe",
    "color:#fff;background:white",
    "background-color:rgb(255, 255, 255);color:hsl(0, 0%, 100%)",
    "color:red;background:#f00",
    "text-indent:-9999px",
    "text-indent:-999em",
    "text-indent:100%;white-space:nowrap;overflow:hidden",
    "position:absolute;left:-9999px",
    "position:absolute;left:-1000px",
    "position:fixed;top:-100vh;top:-200vh",
    "position:absolute;inset:-9999px auto auto auto",
    "position:absolute;right:10000px",
    "position:relative;left:-9999px",
    "margin-left:-9999px",
    "margin:0 0 0 -3000px",
    "position:absolute;clip:rect(0,0,0,0)",
    "position:absolute;clip:rect(1px 1px 1px 1px)",
    "clip-path:inset(50%)",
    "clip-path:inset(100%)",
    "clip-path:circle(0)",
    "clip-path:polygon(0 0,0 0,0 0)",
    "height:0;overflow:hidden",
    "max-height:0;overflow-y:hidden",
    "line-height:0;overflow:hidden",
    "width:1px;height:1px;overflow:clip",
    "transform:scale(0)",
    "transform:scaleX(0)",
    "transform:scale(.001)",
    "transform:translateX(-9999px)",
    "transform:translate(0,-200vh)",
    "transform:translate3d(-10000px,0,0)",
    "transform:rotateY(90deg)",
    "transform:matrix(0,0,0,0,0,0)",
    "scale:0",
    "translate:-9999px",
    "letter-spacing:-1em",
    "unicode-bidi:bidi-override;direction:rtl",
]
BY_SHEET = [
    (".x{display:none}", "<p class=x>{}</p>"),
    (".X{display:none}", '<p class="a x">{}</p>'),
    ("div > .x{display:none}", "<div><p class=x>{}</p></div>"),
    ("body div .x{opacity:0}", "<div><i><p class=x>{}</p></i></div>"),
    ("[data-h]{display:none}", "<p data-h>{}</p>"),
    ('[class^="hid"]{display:none}', "<p class=hidden-text>{}</p>"),
    ("#x{display:none}", "<p id=x>{}</p>"),
    ("section p:nth-child(2){display:none}", "<section><p>甲乡3个村</p><p>{}</p></section>"),
    ("section :nth-last-of-type(1){display:none}", "<section><p>甲乡3个村</p><p>{}</p></section>"),
    ("section p:not(.a){display:none}", "<section><p class=a>甲乡3个村</p><p>{}</p></section>"),
    ("section p:not(.a, .b){display:none}", "<section><p class=a>甲乡3个村</p><p>{}</p></section>"),
    (".a + .x{display:none}", "<p class=a>甲乡3个村</p><p class=x>{}</p>"),
    (".a ~ .x{display:none}", "<p class=a>甲乡3个村</p><p>乙</p><p class=x>{}</p>"),
    ("p:is(.x, .y){display:none}", "<p class=x>{}</p>"),
    ("@media screen{.x{display:none}}", "<p class=x>{}</p>"),
    ("@media not print{.x{display:none}}", "<p class=x>{}</p>"),
    ("@media only screen and (min-width:1px){.x{display:none}}", "<p class=x>{}</p>"),
    ("@supports (display:grid){.x{display:none}}", "<p class=x>{}</p>"),
    ("@layer a{.x{display:none}}", "<p class=x>{}</p>"),
    (".a{ .x{display:none} }", "<div class=a><p class=x>{}</p></div>"),
    (".a{ &.x{display:none} }", "<p class='a x'>{}</p>"),
    (":root{--h:none} .x{display:var(--h)}", "<p class=x>{}</p>"),
    (".x{display:none!important}", "<p class=x style='display:block'>{}</p>"),
    (".x{display:none} p{display:block}", "<p class=x>{}</p>"),
    ("p.x{color:#fff} body{background:#ffffff}", "<p class=x>{}</p>"),
    (".box{background:#123456} .x{color:rgb(18,52,86)}", "<div class=box><p class=x>{}</p></div>"),
    (".x{font-size:1px}", "<div class=x><b>{}</b></div>"),
    (".x{visibility:hidden}", "<div class=x><b>{}</b></div>"),
    ("<!-- .x{display:none} -->", "<p class=x>{}</p>"),
    (".y{color;} .x{display:none}", "<p class=x>{}</p>"),
]
BY_MARKUP = [
    "<p hidden>{}</p>",
    "<p HIDDEN=''>{}</p>",
    "<p aria-hidden='true'>{}</p>",
    "<p popover>{}</p>",
    "<dialog>{}</dialog>",
    "<noscript>{}</noscript>",
    "<template>{}</template>",
    "<noembed>{}</noembed>",
    "<noframes>{}</noframes>",
    "<iframe>{}</iframe>",
    "<canvas>{}</canvas>",
    "<video>{}</video>",
    "<audio>{}</audio>",
    "<progress>{}</progress>",
    "<bdo dir=rtl>{}</bdo>",
    "<font color=#ffffff>{}</font>",
    "<table bgcolor=navy><tr><td><font color=navy>{}</font></td></tr></table>",
    "<p style='display&#58;none'>{}</p>",
    "<p title='a>b' style=display:none>{}</p>",
    "<div style='font-size:0'><span>{}</span></div>",
    "<div style='display:none'>{}",
]

SHOWN_STYLES = [
    "display:block",
    "visibility:visible",
    "opacity:.85",
    "opacity:1",
    "font-size:12px",
    "font-size:9pt",
    "font-size:80%",
    "font-size:0.75rem",
    "color:#333",
    "color:#fff;background:#c00",
    "color:white;background:url(a.jpg)",
    "color:white;background:linear-gradient(red,blue)",
    "background:#fff;color:#000",
    "color:transparent;background-clip:text;background-image:linear-gradient(red,blue)",
    "text-indent:2em",
    "text-indent:-24px;padding-left:24px",
    "position:relative;left:-2px",
    "position:absolute;left:50%;transform:translate(-50%,-50%)",
    "left:-1200px",
    "margin-left:-15px",
    "margin:0 auto",
    "transform:scale(1.05)",
    "transform:none",
    "height:0",
    "height:100px;overflow:hidden",
    "max-width:0",
    "clip-path:inset(0 0 0 0)",
    "line-height:1.75;letter-spacing:-.5px",
    "text-decoration:none",
    "unicode-bidi:embed;direction:ltr",
]
SHOWN = [
    ("", "<p class=js_x>{}</p>"),
    (".tab{display:none} .tab-active{display:block}", "<div class='tab tab-active'>{}</div>"),
    (".tab{display:none} .tab.on{display:block}", "<div class='tab on'>{}</div>"),
    ("@media print{.x{display:none}}", "<p class=x>{}</p>"),
    ("@media (max-width:768px){.x{display:none}}", "<p class=x>{}</p>"),
    (".x{display:none} @media (max-width:768px){.x{display:block}}", "<p class=x>{}</p>"),
    ("@media (prefers-color-scheme:dark){.x{color:#fff}}", "<p class=x>{}</p>"),
    ("p:hover .x{display:none} a:active{opacity:0}", "<p class=x>{}</p>"),
    (".x::before{display:none}", "<p class=x>{}</p>"),
    (".x{display:none!important} .x{display:block!important}", "<p class=x>{}</p>"),
    ("p{display:none} p{display:block}", "<p>{}</p>"),
    ("#y{display:none} [data-k]{display:none} div > .z{display:none}", "<p class=z>{}</p>"),
    (".dark{background:#000} .x{color:#fff}", "<div class=dark><p class=x>{}</p></div>"),
    ("@keyframes a{from{opacity:0}}", "<p class=a style='animation:a 1s'>{}</p>"),
    (".x{font-size:0} .x span{font-size:14px}", "<div class=x><span>{}</span></div>"),
    (".x{visibility:hidden} .x b{visibility:visible}", "<div class=x><b>{}</b></div>"),
    ("", "<details><summary>详情</summary>{}</details>"),
    ("", "<dialog open>{}</dialog>"),
    ("", "<p aria-hidden=false>{}</p>"),
    (".x{display:flex}", "<p class=x hidden>{}</p>"),
    ("", "<div style='font-size:0'><span style='font-size:14px'>{}</span></div>"),
    ("", "<table bgcolor=#003366><tr><td><font color=white>{}</font></td></tr></table>"),
    ("", "<td background=a.gif><font color=white>{}</font></td>"),
    ("", "<p style='display:none'>甲</p><p>{}</p>"),
    ("", "<p style='display:none'>甲<p>{}</p>"),
    ("", "<p style='display:none'>甲<div>{}</div>"),
    ("", "<ul><li style='display:none'>甲<li>{}</ul>"),
    ("", "<div><span hidden>甲</div><p>{}</p>"),
    ("", "<table><tr><td hidden>甲<td>{}</table>"),
    ("", "<dl><dt hidden>甲<dd>{}</dl>"),
    ("", "<select><option hidden>甲</select><p>{}</p>"),
]


def page(inside, sheet=""):
    head = f"<Style Type=text/css>{sheet}</sTyle>" if sheet else ""
    return f"<!DOCTYPE html><html><head>{head}</head><body><p>{ARTICLE}</p>{inside}<p>全文完。</p></body></html>"


def content(raw):
    return scan(raw).text.content


@pytest.mark.parametrize("style", BY_STYLE)
def test_a_hiding_style_hides(style):
    """As an attribute and in a style sheet; the hidden figure flags the record, and the rest stays."""
    for raw in (page(f'<p style="{style}">{FALSE}</p>'), page(f"<p class=q>{FALSE}</p>", f"p.q{{{style}}}")):
        text = content(raw)
        assert FALSE not in text
        assert ARTICLE in text
        assert "全文完。" in text
        assert ("hidden_text", "error") in [(f.code, f.severity) for f in check({"figures": []}, raw).findings]


@pytest.mark.parametrize(("sheet", "inside"), BY_SHEET)
def test_a_style_sheet_hides_what_its_selector_matches(sheet, inside):
    """By any selector, under any condition that holds on a screen."""
    raw = page(inside.format(FALSE), sheet)
    assert FALSE not in content(raw)
    assert "甲" not in inside or "甲乡3个村" in content(raw)
    assert "hidden_text" in [finding.code for finding in check({"figures": []}, raw).findings]


@pytest.mark.parametrize("inside", BY_MARKUP)
def test_elements_and_attributes_hide(inside):
    """Also what is never closed, and what older attributes colour."""
    raw = page(inside.format(FALSE))
    assert FALSE not in content(raw)
    assert ARTICLE in content(raw)
    assert "hidden_text" in [finding.code for finding in check({"figures": []}, raw).findings]


@pytest.mark.parametrize("style", SHOWN_STYLES)
def test_an_ordinary_style_hides_nothing(style):
    """What every page has: small letters, shifted and clipped boxes, white on a colour."""
    for raw in (page(f'<p style="{style}">下拨70万元</p>'), page("<p class=q>下拨70万元</p>", f"p.q{{{style}}}")):
        assert "下拨70万元" in content(raw)


@pytest.mark.parametrize(("sheet", "inside"), SHOWN)
def test_what_a_browser_shows_stays(sheet, inside):
    """Open tabs, what telephones alone show or lack, sheets for print, and what follows a hidden element without an end."""
    assert "下拨70万元" in content(page(inside.format("下拨70万元"), sheet))


def test_letters_on_a_ground_that_a_linked_sheet_may_colour_stay():
    """White letters alone hide nothing then; both colours stated by the page do."""
    linked = '<link rel="stylesheet" href="a.css">'
    assert "下拨70万元" in content(page(f"{linked}<div class=b><p style='color:#fff'>下拨70万元</p></div>"))
    assert FALSE not in content(page(f"{linked}<p style='color:#fff;background:#fff'>{FALSE}</p>"))


def test_the_article_that_a_script_shows_stays():
    """WeChat's, and what a sheet hides until the page is ready."""
    article = f"<p>{ARTICLE}</p>" * 2 + f"<p>{ARTICLE.replace('325', '326')}</p>"
    for raw in (
        f"<html><body><div id=js_content style='visibility:hidden;opacity:0'>{article}</div></body></html>",
        f"<html><style>.app{{opacity:0}}</style><body class=app>{article}</body></html>",
        f"<html><style>html{{display:none}}</style><body>{article}</body></html>",
    ):
        assert ARTICLE in content(raw)


@pytest.mark.parametrize("row", table("hiding"), ids=lambda row: row[5])
def test_each_row_has_an_example_that_it_takes(row):
    """And its part says what becomes of the text."""
    name = row[5][1:].split()[0]
    text = scan(page(f"{row[5]}{FALSE}</{name}>")).text
    assert FALSE not in text.content
    assert text.removed["withdrawn" if row[0] == "struck" else "hidden"] >= 1


HOSTILE = {
    "rules": lambda n: page(FALSE, ".a .b>.c{display:none}" * (n // 22)),
    "rules of any element": lambda n: page("<b></b>" * (n // 14), "[a]{display:none}" * (n // 34)),
    "rules of ancestors": lambda n: page(
        "<div>" * (n // 22) + FALSE + "</div>" * (n // 22), ".a .b .c div{opacity:0}" * 20
    ),
    "siblings": lambda n: page("<i></i>" * (n // 7), "b ~ i{opacity:0} i:nth-last-of-type(3){display:none}"),
    "nested rules": lambda n: page(FALSE, ".a{" * (n // 3)),
    "nested selectors": lambda n: page(FALSE, ":not(" * (n // 5)),
    "brackets": lambda n: page(f"<p style='color:{'(' * n}'>甲</p>"),
    "variables": lambda n: page(
        "<b style='--a:var(--b) var(--b);--b:var(--a) var(--a);color:var(--a)'>甲</b>" * (n // 90)
    ),
    "styles": lambda n: page("".join(f"<i style='font-size:.{i}em'>甲" for i in range(n // 30))),
    "unclosed": lambda n: page("<div hidden>" * (n // 12)),
    "elements without an end": lambda n: page("<font color=white>甲" * (n // 20)),
}


@pytest.mark.slow
@pytest.mark.parametrize("shape", HOSTILE.values(), ids=HOSTILE)
def test_styles_take_time_in_proportion_to_their_length(shape):
    """Four times the length takes about four times as long."""

    def seconds(length):
        raw = shape(length)
        started = time.process_time()
        scan(raw)
        return time.process_time() - started

    seconds(2_000)
    small, large = (min(seconds(length) for _ in range(2)) for length in (20_000, 80_000))
    assert large < max(8 * small, 1.5)
