"""The page of checked texts: what it holds, and that nothing of a document can act in it."""

import base64
import gzip
import hashlib
import json
import re

from summarizer import check_text
from summarizer.delivering.textpage.text_page import CHUNK, TextPage
from summarizer.errors import InputError
from summarizer.models import Document
from summarizer.reading.inputs.documents import UnreadableInput
from summarizer.resources import message

EVIL = "</script><script>window.ran=1</script>"
TABLE = (
    "<p>青禾县情况。以下为各乡镇户数。</p><table><tr><th>乡镇</th><th>户数（户）</th></tr><tr><td>石桥乡</td><td>86</td></tr>"
    "<tr><td>柳溪镇</td><td>131</td></tr></table><p>青禾县增设采样点<b>97</b>个。</p>"
)


def made(*checks):
    page = TextPage()
    for check in checks:
        page.add(check)
    return page.html()


def contents(html):
    """The index of a page, and its texts, unpacked."""
    run = json.loads(re.findall(r'id="run-data">(.*?)</script>', html, re.DOTALL)[0])
    chunks = re.findall(r'id="chunk-\d+">(.*?)</script>', html, re.DOTALL)
    texts = [text for chunk in chunks for text in json.loads(gzip.decompress(base64.b64decode(chunk)))]
    for text in texts:
        text["numbers"] = [dict(zip(run["columns"]["numbers"], row, strict=True)) for row in text["numbers"]]
    return [dict(zip(run["columns"]["index"], row, strict=True)) for row in run["index"]], texts


def test_each_number_leads_to_the_words_of_its_source():
    """Spans are those of the words that are shown, not of the raw page; tables are drawn."""
    text = Document("t", "t.md", "采样点**98**个，石桥乡86户。")
    _, [shown] = contents(made(check_text(text, Document("s", "s.html", TABLE))))
    [source] = shown["sources"]
    found = [
        (shown["words"][each["start"] : each["end"]], each["verdict"], source["words"][slice(*each["stated"])])
        for each in shown["numbers"]
    ]
    assert found == [("98**个", "contradicted", "97个"), ("86户", "supported", "86")]
    assert "98" in shown["numbers"][0]["why_zh"]
    assert shown["numbers"][0]["why_zh"] != shown["numbers"][0]["why_en"]
    assert len(source["tables"][0]["rows"]) == 3


def test_only_sources_that_a_number_rests_on_are_in_the_page():
    """The others are counted; of a text that no document bears out, the likeliest is shown."""
    sources = [Document(f"s{number}", f"s{number}.txt", f"青禾县设点{number}个。") for number in (90, 97)]
    _, [shown] = contents(made(check_text(Document("t", "t.txt", "青禾县设点97个。"), sources)))
    assert ([each["id"] for each in shown["sources"]], shown["others"]) == (["s97"], 1)
    _, [shown] = contents(made(check_text(Document("t", "t.txt", "没有数字。"), sources)))
    assert [each["id"] for each in shown["sources"]] == ["s90"]


def test_a_batch_is_listed_with_counts_and_with_what_failed():
    """More texts than one chunk takes keep their places."""
    page = TextPage()
    for number in range(CHUNK + 1):
        page.add(check_text(Document(f"t{number}", "t.jsonl", f"设点{number}0个。"), "设点30个。"))
    page.add_failed(UnreadableInput("bad", "t.jsonl", "", InputError(message("empty.bytes"))))
    index, texts = contents(page.html())
    assert [row["id"] for row in index] == [*(f"t{number}" for number in range(CHUNK + 1)), "bad"]
    assert [index[3]["supported"], index[4]["contradicted"], index[-1]["error_en"]] == [
        1,
        1,
        "empty: it has no bytes",
    ]
    assert index[-1]["error_zh"] == "没有字节"
    assert [text["words"] for text in texts][CHUNK] == f"设点{CHUNK}0个。"


def test_the_page_allows_its_own_script_and_style_and_nothing_else():
    """The policy names them by hash; data that would end a script is escaped; nothing comes from elsewhere."""
    html = made(check_text(Document(EVIL, EVIL, f"设点98个{EVIL}"), Document(EVIL, EVIL, f"设点97个{EVIL}")))
    [policy] = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    for tag, name in (("script", "script-src"), ("style", "style-src")):
        [inline] = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()
        assert f"{name} 'sha256-{digest}';" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert "<script>window.ran" not in html
    assert not re.search(r"""(?:src|href|action)=["'](?!#|data:,)""", html)
