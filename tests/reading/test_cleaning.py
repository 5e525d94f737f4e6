"""A document to what the model reads: nothing of the article is lost, nothing else stays, all of it is mapped."""

import html
import json
import re
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from summarizer.errors import InputError
from summarizer.folding import fold
from summarizer.models import Document, Text
from summarizer.reading.cleaning.boilerplate import Line, counters, judge
from summarizer.reading.cleaning.clean import clean
from summarizer.reading.cleaning.raised import raise_digits
from summarizer.reading.inputs.documents import load
from summarizer.resources import table

ROOT = Path(__file__).parents[2]
PARAGRAPH = "今年以来，青山县累计投入资金三百万元，新建蓄水池12座，惠及群众4500余人，工程全部按期完工。"


def text_of(raw: str) -> Text:
    return clean(Document("a", "a", raw))


def load_clean(path: Path) -> tuple[str, Text]:
    (document,) = load([str(path)])
    assert isinstance(document, Document)
    return document.raw, clean(document)


def title_of(text: Text) -> str | None:
    return None if text.title is None else text.content[text.title.start : text.title.end]


def is_mapped(raw: str, text: Text) -> bool:
    """Whether each character is the raw one of its span, that one raised, or stands for an entity, a tag or a dump's syntax."""
    end = 0
    for char, start, stop in zip(text.content, text.starts, text.ends, strict=True):
        source = raw[start:stop]
        is_tag = char in "\n\t " and re.fullmatch(r"<[^<]*>|<.*>", source, re.DOTALL)
        whole = html.unescape(source)
        is_char = source and (char in (source, whole, raise_digits(whole)) or (char == "°" and len(whole) == 1))
        is_syntax = char == "\n" and re.fullmatch(r"[\"'`\s].*", source, re.DOTALL)
        if start < end or not (is_char or is_tag or is_syntax):
            return False
        end = stop
    return True


@pytest.mark.parametrize("path", sorted((ROOT / "seeds").glob("*.txt")), ids=lambda path: path.stem[:3])
def test_seed_keeps_its_numbers_and_nothing_else(path):
    """Each number of the article stays, each of what stands around it goes."""
    _, text = load_clean(path)
    kept = {offset for start, end in zip(text.starts, text.ends, strict=True) for offset in range(start, end)}
    gold = json.loads((ROOT / "fixtures" / "gold" / f"{path.stem}.json").read_text(encoding="utf-8"))
    for mention in gold["mentions"]:
        span = set(range(mention["start"], mention["end"]))
        if mention["role"] == "boilerplate":
            assert not span & kept, mention
        elif not mention.get("meta"):
            assert span <= kept, mention


@pytest.mark.parametrize(
    "path",
    sorted([*(ROOT / "seeds").glob("*.txt"), *(ROOT / "fixtures" / "pages").iterdir()]),
    ids=lambda path: path.name[:9],
)
def test_real_pages_are_mapped(path):
    """The map leads each character of seeds and pages back to the raw document."""
    raw, text = load_clean(path)
    assert is_mapped(raw, text)
    assert text.folded == fold(text.content)
    assert not re.search(r"^\s|\s$|\n\s|[ \t]\n", text.content)


SNIPPETS = st.sampled_from([
    "<p>", "</p>", "<br/>", "<td>", "<table><tr>", "<title>", "</title>", "<h1>", "</h1>", "<html><body>", "<nav>", "</nav>", "<!--", "-->", "<script>",
    "</script>", '<div style="display:none">', "</div>", "&deg;", "&nbsp;", "&#12345;", "&NotEqualTilde;", "&#0;", "&", "<", "---\n", "title: '三张网'\n",
    "<sup>", "</sup>", "<sub>2</sub>", "m<sup>2</sup>", "10<sup>4</sup>吨", "36<sup>0</sup>C", "<s>", "</s>", "<b>1</b>", "<i>2</i>", "<rt>3",
    "<span class=a>", "</span>", '<b style="font-size:0">', "</b>", "<style>.a{color:white}", "</style>", "第3页\n", "12,\n345元，", "[^1]", "~~5~~",
    "\r\n", "\n", " ", "\u3000", "\u200b", "網(wǎng)", "?zhí)", "http://a.cn/1 ", "浏览次数：12", "相关文章\n", "上一篇：1", PARAGRAPH, "第5条", "2021-12-03 ",
])  # fmt: skip


@given(st.lists(SNIPPETS | st.text(max_size=8), max_size=30).map("".join))
@example("---\ntitle: 'a\n  b'\n---\n<p>12</p>\n")
@example("title: '三张网'\ntitle: '三张网'\n")
def test_any_text_is_mapped(raw):
    """Whatever comes in: characters are raw ones, or one for an entity or tag; spans rise and never overlap."""
    with suppress(InputError):
        text = text_of(raw)
        assert is_mapped(raw, text)
        assert text.folded == fold(text.content)


@pytest.mark.parametrize("row", table("boilerplate"), ids=lambda row: row[3][:12])
def test_each_rule_takes_its_example(row):
    """The table's examples are what its rules take away, for the reason that it states."""
    reason, kind, _, example_line = row
    line = Line(0, len(example_line), fold(example_line))
    if kind == "inline":
        assert [cut.reason for cut in counters([line])] == [reason]
    else:
        assert judge([line]) == [reason]


@pytest.mark.parametrize(
    "paragraph",
    [
        "全县各单位转载防疫知识1200条，发放宣传资料3万份，关闭窗口行业网点15家，群众反响良好。",
        "县市场监管局查处无食品经营许可证案件12起，版权所有人投诉案件3起，罚没款共计56万元。",
        "该短视频点击量达1.2亿次，阅读量突破3000万，带动全县旅游收入同比增长百分之十五左右。",
        "地理位置：位于北纬38度，东经106度，总面积1200平方公里，辖12个乡镇、230个行政村。",
    ],
)
def test_paragraph_of_the_article_is_not_boilerplate(paragraph):
    """Words of footers within a sentence of the article take nothing away."""
    assert text_of(f"标题\n{paragraph}\n{PARAGRAPH}").content == f"标题\n{paragraph}\n{PARAGRAPH}"


def test_numbered_list_of_the_article_stays():
    """A list of results is no ranking list."""
    raw = f"{PARAGRAPH}\n1. 造林12万亩\n2. 新建水库3座\n3. 修路45公里"
    assert text_of(raw).content == raw


def test_article_goes_on_below_a_list_of_related_articles():
    """The heading takes its list along, but neither the outline heading nor the paragraphs below."""
    raw = f"{PARAGRAPH}\n相关阅读\n• 第3次会议召开\n• 5个项目开工\n二、经济增长5%\n{PARAGRAPH[5:]}"
    assert text_of(raw).content == f"{PARAGRAPH}\n二、经济增长5%\n{PARAGRAPH[5:]}"


def test_page_of_a_government():
    """Navigation, footer, tools, counter and hidden text go; title once, byline, table and entities stay."""
    _, text = load_clean(ROOT / "fixtures" / "pages" / "government.html")
    assert title_of(text) == "清河县2023年防汛救灾工作情况"
    assert text.content.count("清河县2023年防汛救灾工作情况") == 1
    for kept in ("发布时间：2023-08-05 09:30", "18°C", "柳林乡\t7\t2086", "道路127公里", "350万元"):
        assert kept in text.content
    for gone in ("77777", "1234", "05000000", "054800", "2022", "第3次", "2023专题", "99px", "88"):
        assert gone not in text.content
    assert text.removed["hidden"] == 1
    assert {(stated.name, stated.value) for stated in text.fields} >= {("pubdate", "2023-08-05 09:30")}


PAGES = {
    "tables.html": (
        (
            "2008年政府工作报告 2008-2-21 2007年 38.6亿 14.2% 3亿 3.12亿 3276元 411元 22.7\t6.1 21.4 2006年 12.9\t17.3\t34.1 10.8 "
            "12.6\t16.7 52\t48\t-7.7 126公里 1.8万 430户 5所 91.5% 6700名 13%"
        ),
        "90 911 96 93 95 97 990 999 9907 2013 28日 三月十九 98号",
    ),
    "wechat.html": (
        "28天 2022-04-06 3月9日 326名 8个 14轮、52.7万 67处 1830户 2.4万份 三十多万步 11斤 4月5日 12天 27个",
        "98 94 9.9 913 96 90秒 0/99 135 99 9912 1649232000",
    ),
    "portal.html": (
        (
            "2.36万 2023-07-19 08:41 59% 8140 2675 3.4% 4150.6万 3892 6.8亿 1120 3500 7月15日 7,215\t61.3% 5,064\t57.8% "
            "4,480\t55.2% 156场 1.7万 2.05万 800元至1500元 13个 48处 1.5万"
        ),
        "9月26日 19℃ 29℃ 12345 99 9318 98项 95公里 97个 94亿 07-18 07-16 92条 93分 9900000001 9:00",
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_keeps_every_number_of_its_article_and_none_around_it(name):
    """Layout tables of the 2000s, an article of WeChat, a portal with a sidebar; the title stands first, and once."""
    raw, text = load_clean(ROOT / "fixtures" / "pages" / name)
    kept, gone = (numbers.split(" ") for numbers in PAGES[name])
    assert [number for number in kept if number not in text.content] == []
    assert [number for number in gone if number in text.content or number not in html.unescape(raw)] == []
    assert text.content.startswith(f"{title_of(text)}\n")
    assert text.content.count(str(title_of(text))) == 1


def test_dump_of_a_traditional_page():
    """Rules for lines read Traditional too; the paragraph that stands twice stays once."""
    _, text = load_clean(ROOT / "fixtures" / "pages" / "forum.txt")
    assert title_of(text) == "我市查處食品安全案件56宗"
    assert text.content.splitlines()[1] == "時間：2022-03-15 10:20:05  來源：本地晚報"
    assert text.content.count("2,310間次") == 1
    assert text.removed == {
        "url": 4, "counter": 2, "navigation": 0, "related": 8, "duplicate": 5, "footer": 3,
    }  # fmt: skip


def test_fragment_of_a_page():
    """Hidden text and scripts go from a fragment, pinyin behind characters too."""
    _, text = load_clean(ROOT / "fixtures" / "pages" / "fragment.html")
    assert text.content.splitlines() == [
        "本报讯 今年以来，青山县引进项目42个，到位资金18.5亿元。",
        "全县新增就业3600人，“一县一业”初具规模。",
        "网格员共1200名，覆蓋全縣各個社區。",
    ]
    assert text.title is None


@pytest.mark.parametrize(
    ("front", "title"),
    [
        ("title: '三张网'", "三张网"),
        ('title: "三张网"', "三张网"),
        ("title: 某县: 三张网", "某县: 三张网"),
        ("title: >-\n  三张网\n  织密防线", "三张网 织密防线"),
    ],
)
def test_title_of_front_matter_is_the_first_line(front, title):
    """Also where it is quoted, folded or no YAML at all; the other fields have their raw spans."""
    raw = f"\n---\n{front}\ndate: 2021-12-03\ntags:\n - 新闻5\n---\n\n{PARAGRAPH}"
    text = text_of(raw)
    assert text.content == f"{title}\n{PARAGRAPH}"
    assert title_of(text) == title
    date = next(stated for stated in text.fields if stated.name == "date")
    assert raw[date.span.start : date.span.end] == date.value == "2021-12-03"


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("青山县投入5亿元_要闻_某某新闻网", "", "青山县投入5亿元"),
        ("青山县投入5亿元 - 青山县人民政府", "<h1>青山县投入5亿元</h1>", "青山县投入5亿元"),
        ("青山县人民政府", "<h1>青山县投入5亿元</h1>", None),
        ("2021-2022年度青山县成绩", "", "2021-2022年度青山县成绩"),
    ],
)
def test_title_of_a_page(head, body, title):
    """`<title>` loses the site's name, and the heading that says the same is not told twice."""
    text = text_of(f"<html><head><title>{head}</title></head><body>{body}<p>{PARAGRAPH}</p></body></html>")
    assert title is None or title_of(text) == title
    assert text.content.count(title or "青山县投入5亿元") == 1


@pytest.mark.parametrize(
    ("raw", "left"),
    [
        ("共有1\u200b27\u00ad个村", "共有127个村"),
        ("139個(gè)小區(qū)，我們(men)來（lái）", "139個小區，我們來"),
        ("日?qǐng)?bào)匯總,龍?zhí)┥鐓^(qū)", "日匯總,龍┥鐓^"),
        ("(三)村(社区)(a)项，咖啡(café)3杯", "(三)村(社区)(a)项，咖啡(café)3杯"),
        ("详见https://a.gov.cn/2021/t5.html，共3项", "详见，共3项"),
        ("来信寄12345@qq.com收，共3封", "来信寄收，共3封"),
        ("数值a<b且<通知>第3号", "数值a<b且<通知>第3号"),
        ("气温18&deg;C&#12288;湿度5&percnt;", "气温18°C\u3000湿度5%"),
    ],
)
def test_noise_inside_a_line(raw, left):
    """Only what is certainly noise goes."""
    assert text_of(raw + "\n" + PARAGRAPH).content == left + "\n" + PARAGRAPH


def test_list_of_results_on_a_page_stays():
    """Numbers outside of what readability keeps stay, unless they are links."""
    body = f"<p>{PARAGRAPH}</p><ul><li>项目1：投资5亿元</li><li><a href='#'>我县第3次调度会召开</a></li></ul>"
    text = text_of(f'<html><body><div id="js_content" style="visibility: hidden">{body}</div></body></html>')
    assert text.content == f"{PARAGRAPH}\n项目1：投资5亿元"


@pytest.mark.parametrize(
    ("tag", "stays"),
    [
        ('<ul class="nav"><li>热线12345</li></ul>', False),
        ('<div class="w1200 footer">邮编 999001</div>', False),
        ('<div id="sidebar"><p>第9次会议</p></div>', False),
        ('<div class="nav-content"><p>投资5亿元</p></div>', True),
        ('<div class="sidebar"><p>投资5亿元。</p></div>', True),
    ],
)
def test_an_element_whose_class_is_that_of_navigation_goes(tag, stays):
    """But not where it holds a sentence, nor by a part of its class's name."""
    text = text_of(f"<div>{tag}<p>{PARAGRAPH}</p></div>")
    assert (len(text.content) > len(PARAGRAPH)) == stays


@pytest.mark.parametrize("tag", ["h1", "h2", "p class='tit'"])
def test_the_title_of_a_page_is_what_is_shown_of_it(tag):
    """Of `<title>` and the heading that says the same the heading stays, and what stands above it goes."""
    raw = (
        "<html><head><title>青山县投入5亿元修路_青山县人民政府</title></head><body><p>热线12345</p>"
        f"<{tag}>青山县投入5亿元修路</{tag.split()[0]}><p>{PARAGRAPH}</p></body></html>"
    )
    text = text_of(raw)
    assert text.content == f"青山县投入5亿元修路\n{PARAGRAPH}"
    assert text.starts[0] == raw.rindex("青山县投入")


@pytest.mark.parametrize(
    ("above", "stays"),
    [
        ("即時新聞 | 港聞 | 兩岸 | 國際 | 財經", False),
        ("首页　新闻　文旅　视频", False),
        ("全市接种点名单（12家）　咨询电话：0571-1234567", False),
        ("抓防控 促生产 保民生 惠企业", True),
        ("类别 | 数量 | 投资 | 增长", True),
    ],
)
def test_a_menu_above_the_article_goes(above, stays):
    """A menu or a telephone number above title and byline is not the title."""
    text = text_of(f"{above}\n青山县投入5亿元修路\n来源：县政府 2022-03-01\n{PARAGRAPH}")
    assert (above in text.content) == stays


def test_form_around_the_whole_page_is_no_navigation():
    """An element that holds most sentences of the page stays."""
    assert PARAGRAPH in text_of(f"<html><body><form><nav>首页1</nav><p>{PARAGRAPH}</p></form></body></html>").content


def test_unclosed_elements_take_nothing_along():
    """What is never closed is not dropped to the end."""
    assert PARAGRAPH in text_of(f'<div><nav>首页<div style="display:none"><p>{PARAGRAPH}</p>').content


@pytest.mark.parametrize(
    "raw", ["<nav>首页</nav><p> </p>", "首页\n关闭窗口\n版权所有 2021", "---\ntitle: 三张网\n---\n<p></p>"]
)
def test_navigation_alone_is_no_article(raw):
    """Where nothing is left, the document says so."""
    with pytest.raises(InputError) as caught:
        text_of(raw)
    assert caught.value.code == "no_article"


@pytest.mark.slow
@pytest.mark.parametrize(
    "raw",
    [
        "<p>" + "<a<" * 300_000 + PARAGRAPH,
        "<p>" + '<a "' * 200_000 + PARAGRAPH,
        "<div>" * 10_000 + PARAGRAPH + "</div>" * 10_000,
        "<html><body>" + "<aside>" * 10_000 + PARAGRAPH + "</aside>" * 10_000 + "</body></html>",
        "<html><body>" + "<h1>1</h1>" * 20_000 + PARAGRAPH,
        "<html><title>一</title><body>" + "<h1>一</h1>" * 20_000 + "<p>一</p>" * 20_000 + PARAGRAPH,
        "<p>" + "<b>县</b>" * 200_000 + PARAGRAPH,
        '<div class="nav">' * 50_000 + PARAGRAPH,
        '<div class="' + "nav " * 200_000 + '">' + PARAGRAPH,
        ("首页 " * 140 + "。\n") * 1000 + PARAGRAPH,
        "1" * 1_000_000 + PARAGRAPH,
        "a." * 500_000 + PARAGRAPH,
        "网(" * 300_000 + PARAGRAPH,
        "&#1" * 300_000 + PARAGRAPH,
        (" " * 400 + "县" + "\n") * 2000 + PARAGRAPH,
        "相关文章\n" * 100_000 + PARAGRAPH,
        ("打印分享到" * 60 + "县\n") * 500 + PARAGRAPH,
        "---\na:\n" + " b\n" * 200_000 + PARAGRAPH,
        "<!--" * 200_000 + "<p>" + PARAGRAPH,
        "\n" * 500_000 + PARAGRAPH,
    ],
    ids=lambda raw: raw[:12].strip(),
)
def test_hostile_input_takes_seconds(raw):
    """Work grows with the length of the input, not with its square."""
    started = time.process_time()
    with suppress(InputError):
        text_of(raw)
    assert time.process_time() - started < 8
