"""Public pages of many makes, each as its site, feed, API or repository writes it: title, published date and text."""

import pytest

from summarizer import scan

FIRST = "今年以来，石泉县累计投入资金三百万元，新建蓄水池12座，惠及群众4500余人。"
SECOND = "下一步，石泉县将再新建蓄水池8座，确保群众饮水安全。"
OLD = "政府今日宣布，全港新增熟食市場12個，受惠市民約4500人。"
TITLE = "石泉县新建蓄水池12座"

KINDS = {
    "a portal with its head lines": (
        (
            f"<html><head><title>{TITLE}_石泉县人民政府</title></head><body><div class='crumb'>当前位置：<a href='/'>首页</a>"
            f" &gt; <a href='/xw'>政务动态</a></div><h1>{TITLE}</h1><div class='info'>发布时间：2024-03-21 18:30　来源：县水利局　"
            f"浏览次数：<script>count()</script>次 字号：[大 中 小]</div><div id='zoom'><p>{FIRST}</p><p>{SECOND}</p></div></body></html>"
        ),
        TITLE,
        "2024-03-21",
        [FIRST, SECOND],
        ["首页", "count"],
    ),
    "a notice with index table": (
        (
            f"<table><tr><td>索引号</td><td>000014349/2024-00012</td><td>发布日期</td><td>2024-05-06</td></tr></table>"
            f"<h1>{TITLE}</h1><p>{FIRST}</p><p>{SECOND}</p>"
        ),
        TITLE,
        "2024-05-06",
        [FIRST],
        [],
    ),
    "a notice signed at its end": (
        f"关于{TITLE}的通告\n\n{FIRST}\n\n{SECOND}\n\n石泉县水利局\n2024年5月6日\n",
        f"关于{TITLE}的通告",
        "2024-05-06",
        [FIRST],
        [],
    ),
    "a press release of Hong Kong": (
        (
            f"新增熟食市場12個\n＊＊＊＊＊＊＊＊＊\n　　{OLD}\n　　食物環境衞生署發言人表示，有關設施將於下季啟用。\n完\n"
            "2024年5月6日（星期一）\n香港時間15時30分\n"
        ),
        "新增熟食市場12個",
        "2024-05-06",
        [OLD],
        [],
    ),
    "a question of the council of Hong Kong": (
        (
            f"立法會七題：熟食市場\n＊＊＊＊＊＊＊＊＊\n　　以下是今日（五月八日）在立法會會議上張議員的提問和局長的書面答覆：\n{OLD}\n完\n"
            "２０２４年５月８日（星期三）\n"
        ),
        "立法會七題：熟食市場",
        "2024-05-08",
        [OLD],
        [],
    ),
    "an agency of Taiwan": (
        (
            "臺北市新增公園12處\n發布機關：臺北市政府工務局\n發布日期：113-05-06\n"
            "臺北市政府表示，今(113)年新增公園12處，惠及市民4500人。\n"
        ),
        "臺北市新增公園12處",
        "2024-05-06",
        ["新增公園12處，"],
        [],
    ),
    "a press release of Taiwan with its day below": (
        "新北市清淤12公里\n新北市政府水利局表示，昨(5)日完成清淤12公里，出動人員450人次。\n更新日期：113年5月6日\n",
        "新北市清淤12公里",
        "2024-05-06",
        ["450人次"],
        [],
    ),
    "a bureau of Macau": (
        "新聞局\n2024-05-06 15:20\n本澳新增泊車位1,200個\n交通事務局表示，本澳新增泊車位1,200個，預計每年服務4.5萬車次。\n",
        "本澳新增泊車位1,200個",
        "2024-05-06",
        ["1,200個"],
        [],
    ),
    "an article of WeChat": (
        (
            f"<html><body><h1 id='activity-name'>{TITLE}</h1><em id='publish_time'></em><div id='js_content'><p>{FIRST}</p><p>{SECOND}</p></div>"
            '<script>var ct = "1715000000";</script></body></html>'
        ),
        TITLE,
        "2024-05-06",
        [FIRST],
        ["1715000000"],
    ),
    "an article of WeChat as text": (
        f"{TITLE}\n原创 县融媒体中心 石泉发布 2024-05-06 18:30 陕西\n{FIRST}\n{SECOND}\n",
        TITLE,
        "2024-05-06",
        [FIRST],
        [],
    ),
    "an entry of RSS": (
        (
            f"<item><title>{TITLE}</title><link>https://example.org/a/9.htm</link><guid>tag-88213</guid>"
            f"<pubDate>Mon, 06 May 2024 09:00:00 +0800</pubDate><description><![CDATA[<p>{FIRST}</p><p>{SECOND}</p>]]></description></item>"
        ),
        TITLE,
        "2024-05-06",
        [FIRST],
        ["88213"],
    ),
    "an entry of Atom": (
        (
            f"<entry><title>{TITLE}</title><id>urn:uuid:1225-77</id><published>2024-05-06T09:00:00+08:00</published>"
            f"<content type='html'><p>{FIRST}</p><p>{SECOND}</p></content></entry>"
        ),
        TITLE,
        "2024-05-06",
        [FIRST],
        ["1225"],
    ),
    "an answer of an API": (
        '{"code": 200, "data": {"id": 8821, "title": "'
        + TITLE
        + '", "publishTime": "2024-05-06 09:00:00", "viewCount": 311, "content": "<p>'
        + FIRST
        + "<\\/p><p>"
        + SECOND
        + '<\\/p>"}}',
        TITLE,
        "2024-05-06",
        [FIRST],
        ["8821"],
    ),
    "a list of JSON with escapes": (
        '[{"title": "' + TITLE + '", "date": "2024-05-06", "body": "' + FIRST + "\\n" + SECOND + '"}]',
        TITLE,
        "2024-05-06",
        [FIRST, SECOND],
        [],
    ),
    "an object of a program": (
        "export default {\n  title: '"
        + TITLE
        + "',\n  date: '2024-05-06',\n  content: `"
        + FIRST
        + "\n"
        + SECOND
        + "`\n}\n",
        TITLE,
        "2024-05-06",
        [FIRST],
        ["export"],
    ),
    "arguments of a constructor": (
        f'list.add(new News("{TITLE}", "2024-05-06", R.drawable.n5, "{FIRST}\\n" +\n        "{SECOND}\\n"));\n',
        TITLE,
        "2024-05-06",
        [FIRST, SECOND],
        ['" +', '",'],
    ),
    "a row of SQL": (
        f"INSERT INTO `news` VALUES (12, '{TITLE}', '2024-05-06 09:00:00', '<p>{FIRST}</p><p>{SECOND}</p>');\n",  # noqa: S608
        None,
        "2024-05-06",
        [FIRST],
        [],
    ),
    "front matter of Hexo": (
        f"---\ntitle: {TITLE}\ndate: 2024-05-06 09:00:00\ntags:\n  - 水利\ncategories: 民生\n---\n\n{FIRST}\n\n<!-- more -->\n\n{SECOND}\n",
        TITLE,
        "2024-05-06",
        [FIRST],
        ["more", "民生"],
    ),
    "front matter of Hugo": (
        f'+++\ntitle = "{TITLE}"\ndate = 2024-05-06T09:00:00+08:00\ndraft = false\n+++\n\n{FIRST}\n\n{SECOND}\n',
        TITLE,
        "2024-05-06",
        [FIRST],
        ["draft", "+++"],
    ),
    "notes with a heading and a day in code": (
        f"[回到首頁](https://example.org)\n\n## {TITLE}\n`2024-05-06 01:14 ZHANG` [轉載自某網](https://example.org/1)\n\n{FIRST}\n\n{SECOND}\n",
        TITLE,
        "2024-05-06",
        [FIRST],
        [],
    ),
    "a post of a forum": (
        f"{TITLE}\n楼主 山里人 发表于 2024-5-6 09:12:33 | 只看该作者\n{FIRST}\n{SECOND}\n",
        TITLE,
        "2024-05-06",
        [FIRST],
        [],
    ),
    "a template of PHP": (
        f"<?php\n$base = Yii::app()->theme->baseUrl;\n?>\n<h2>{TITLE}</h2>\n<p>{FIRST}</p><p>{SECOND}</p><?php echo $this->foot(3); ?>\n",
        TITLE,
        None,
        [FIRST],
        ["Yii", "foot", "->"],
    ),
    "a template of PHP that is not closed": (
        f"<div><h2>{TITLE}</h2><p>{FIRST}</p><p>{SECOND}</p></div>\n<?php $this->render('foot', 3);\n",
        TITLE,
        None,
        [FIRST],
        ["render"],
    ),
    "a template of JSP": (
        (
            f'<%@ page language="java" %>\n<c:set var="path" value="/a/1.jsp" scope="page" />\n<c:set var="title" value="{TITLE}" scope="page" />\n'
            f'<c:set var="content" value="<p>{FIRST}</p><p>{SECOND}</p>" scope="page" />\n'
        ),
        TITLE,
        None,
        [FIRST, SECOND],
        ["scope", "1.jsp"],
    ),
    "a component of Vue": (
        (
            f"<template>\n  <div class='a'>\n    <h2>{TITLE}</h2>\n    <p>{FIRST}</p>\n    <p>{SECOND}</p>\n  </div>\n</template>\n"
            "<script>\nexport default { name: 'news12' }\n</script>\n"
        ),
        TITLE,
        None,
        [FIRST],
        ["news12"],
    ),
    "a dateline of an agency": (
        f"{TITLE}\n新华社西安2024年5月6日电（记者 张三）{FIRST}\n{SECOND}\n",
        TITLE,
        "2024-05-06",
        [FIRST],
        [],
    ),
    "a dump of a crawler": (
        f"标题：{TITLE}\n发布时间：2024-05-06 09:00\n来源：县水利局\n抓取时间：2026-04-03\n正文：\n{FIRST}\n{SECOND}\n",
        TITLE,
        "2024-05-06",
        [FIRST],
        [],
    ),
    "a heading that holds a day": (
        f"# 2024-05-03 石泉暴雨灾情记录\n\n## 救援\n\n2024.05.04 县应急局简报\n\n{FIRST}\n\n{SECOND}\n",
        "2024-05-03 石泉暴雨灾情记录",
        None,
        [FIRST],
        [],
    ),
    "a paper with its page": (
        f"{TITLE}\n《石泉日报》（2024年05月06日 第A02版）\n{FIRST}\n{SECOND}\n",
        TITLE,
        "2024-05-06",
        [FIRST],
        [],
    ),
    "a notice without its year": (
        f"{TITLE}\n时间：05-06 09:12\n{FIRST}\n{SECOND}\n",
        TITLE,
        None,
        [FIRST],
        [],
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_of_each_make_reads_as_its_article(kind: str) -> None:
    """The title, the published date and the sentences are the article's; what only serves the site is gone."""
    raw, title, published, present, absent = KINDS[kind]
    found = scan(raw)
    span = found.text.title
    assert (found.text.content[span.start : span.end] if span else None) == title
    assert (found.published.iso if found.published else None) == published
    assert [words for words in present if words not in found.text.content] == []
    assert [words for words in absent if words in found.text.content] == []
