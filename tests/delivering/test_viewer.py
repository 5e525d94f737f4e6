"""The viewer's file and its server: what they hold, and what they refuse."""

import base64
import gzip
import hashlib
import http.client
import json
import re
import shutil
from typing import get_args

import pytest
from loopback import LOOPBACK
from typer.testing import CliRunner
from viewing import ROOT, Served, doubted_outcomes, outcome, save, unread

from summarizer.checking.report_values import VERDICTS, TextVerdict
from summarizer.cli import app
from summarizer.delivering.viewer import payload, run_totals
from summarizer.delivering.viewer.page import page
from summarizer.delivering.viewer.series_table import SHAPES
from summarizer.delivering.viewer.viewer_tables import TABLES, keys_of
from summarizer.errors import InputError, ModelError, Party
from summarizer.models import Aspect, FactStatus, MeasureKind, MeasureStatus
from summarizer.running.store.store import Store

DRAFT = {"points": [{"text": "</script><!--<script>&\u2028"}], "measures": [], "slogans": [], "figures": []}


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    """A run of five doubted documents and one that could not be read."""
    return save(tmp_path_factory.mktemp("out"), [*doubted_outcomes(), unread("e.txt", "empty", "e.txt is empty")])


@pytest.fixture(scope="module")
def html(out):
    with Store.read(out) as store:
        return page(store).html


def view(*options):
    return CliRunner().invoke(app, ["view", *map(str, options)])


def test_the_page_is_written_beside_the_run_and_its_path_told(out, tmp_path):
    """Without -o it is OUT/view.html."""
    assert view(out).stdout.strip() == str(out / "view.html")
    assert view(out, "-o", tmp_path / "my.html").exit_code == 0
    assert (out / "view.html").read_bytes() == (tmp_path / "my.html").read_bytes()


@pytest.mark.parametrize(
    "options", [("nowhere",), ("{out}", "-o", "no/such/folder.html"), ("{out}", "--serve", "-o", "x.html")]
)
def test_what_can_not_be_shown_or_written_is_one_line(options, out):
    """Exit status 2, and no traceback."""
    told = view(*(str(option).format(out=out) for option in options))
    assert told.exit_code == 2
    assert told.stderr.startswith("summarizer: ")
    assert len(told.stderr.splitlines()) == 1


def test_the_page_allows_its_own_script_and_style_and_nothing_else(html):
    """The policy names them by hash; nothing is taken from anywhere else."""
    [policy] = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    for tag, name in (("script", "script-src"), ("style", "style-src")):
        [inline] = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()
        assert f"{name} 'sha256-{digest}';" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert not re.search(r"""(?:src|href|action)=["'](?!#|data:,)""", html)


def test_a_document_is_in_the_page_as_data_that_can_not_end_it(tmp_path):
    """What closes a script element is escaped, and comes back as it was."""
    name = "</script><script>alert(1)</script>&\u2029.txt"
    out = save(tmp_path, [outcome(name, "某县设置采样点97个。", DRAFT)])
    with Store.read(out) as store:
        made = page(store).html
    assert made.count("</script>") == 3 + len(SHAPES)
    contents = re.findall(r'<script type="[^"]*" id="[^"]*">(.*?)</script>', made, re.DOTALL)
    assert not any(re.search("[<>&\u2028\u2029]", content) for content in contents)
    assert embedded(made, "table-documents")[0][1] == name


def embedded(html, name):
    """What a page has packed under a name."""
    [packed] = re.findall(rf'id="{name}">(.*?)</script>', html, re.DOTALL)
    return json.loads(gzip.decompress(base64.b64decode(packed)))


def test_every_document_stands_once_in_the_table_and_once_in_full(html):
    """Failed ones too; columns and rows fit."""
    rows, shown = embedded(html, "table-documents"), embedded(html, "chunk-0")
    assert [row[:2] for row in rows] == [[place, one["note"]["id"]] for place, one in enumerate(shown)]
    assert shown[-1]["report"] is None
    assert shown[-1]["note"]["error_code"] == "empty"
    for name, table in TABLES.items():
        assert {len(row) for row in embedded(html, f"table-{name}")} <= {1 + len(table.columns)}
    for one in shown:
        for table, columns in payload.COLUMNS.items():
            assert all(len(row) == len(columns) for row in one[table])


def test_every_verdict_finding_and_failure_has_a_label_in_both_languages(html):
    """Whatever code a store holds, the page has words for it."""
    labels = set(re.findall(r'"(\w+)":\["[^"]+","[^"]+"\]', html))
    assert {f"verdict_{verdict}" for verdict in VERDICTS} <= labels
    codes = re.findall(r"`([a-z_]+)`", (InputError.__doc__ or "") + (ModelError.__doc__ or "").split("`asked`")[0])
    parties = {"party", *get_args(Party)}
    assert {f"failure_{code}" for code in codes if code not in parties} <= labels
    checker = (ROOT / "docs" / "checker.md").read_text(encoding="utf-8").split("## Findings")[1]
    assert {f"finding_{code}" for code in re.findall(r"^\| `([a-z_]+)` \|", checker, re.MULTILINE)} <= labels
    assert {f"judgement_{verdict}" for verdict in get_args(TextVerdict)} <= labels
    assert {f"kind_{kind}" for kind in get_args(MeasureKind)} <= labels
    assert {f"measure_status_{status}" for status in get_args(MeasureStatus)} <= labels
    assert {f"figure_status_{status}" for status in get_args(FactStatus)} <= labels
    assert {f"aspect_{aspect}" for aspect in get_args(Aspect)} <= labels


def test_the_documentation_names_all_that_an_address_may_say():
    """Of the tables of figures and measures."""
    words = (ROOT / "docs" / "viewer.md").read_text(encoding="utf-8").split("The address has the filter")[1]
    named = set(re.findall("`([a-z]+)`", words))
    assert named >= {*TABLES["figures"].facets, *TABLES["measures"].facets, "q", "sort"}


def test_the_spans_of_a_measure_are_those_in_the_text_that_is_shown(tmp_path):
    """Wherever its name appears, whatever was removed from the page before it."""
    raw = "<p>某县设置&nbsp;<b>采样点</b>97个。</p><p>采样点都有值守。</p>"
    draft = {"points": [], "measures": [{"name": "采样点", "kind": "facility"}], "slogans": [], "figures": []}
    with Store.read(save(tmp_path, [outcome("a.html", raw, draft)])) as store:
        shown = payload.document(store, keys_of(store)[0])
        totals = run_totals.totals(store)
    [measure] = [dict(zip(payload.COLUMNS["measures"], row, strict=True)) for row in shown["measures"]]
    assert [shown["note"]["text"][start:end] for start, end in measure["text_spans"]] == ["采样点", "采样点"]
    assert [(row["name"], row["measures"], row["documents"]) for row in totals["kinds"]] == [("facility", 1, 1)]


def test_the_reason_of_a_period_is_known_by_its_key(tmp_path):
    """So that it is told in Chinese too."""
    raw = "某县情况\n发布时间：2022-04-07\n某县设置采样点97个。"
    figure = {"quote": "设置采样点97个", "subject": "采样点", "value": 97, "unit": "个"}
    draft = {"points": [], "measures": [], "slogans": [], "figures": [figure]}
    with Store.read(save(tmp_path, [outcome("a.txt", raw, draft)])) as store:
        shown = payload.document(store, keys_of(store)[0])
    period = shown["figures"][0][payload.COLUMNS["figures"].index("period")]
    assert (period["iso"], json.loads(period["said"])["key"]) == ("/2022-04-07", "date.up_to_published")


def test_nothing_about_this_machine_is_in_the_page(html, out):
    """The page can be given away: it has no path but those of the inputs."""
    assert str(out) not in html


@pytest.fixture
def served(out):
    with Served(out) as server:
        yield server


def loopback(test):
    for mark in LOOPBACK:
        test = mark(test)
    return test


@loopback
def test_the_server_gives_the_page_a_document_and_a_search(served):
    """Each by GET; documents by their place, as JSON."""
    status, headers, body = served.ask("/")
    assert status == 200
    assert "chunk-0" not in body.split("<script>")[0]
    assert "connect-src 'self'" in headers["Content-Security-Policy"]
    status, headers, body = served.ask("/documents/2.json")
    assert (status, headers["Content-Type"]) == (200, "application/json; charset=utf-8")
    assert json.loads(body)["note"]["id"].startswith("002")
    assert json.loads(served.ask("/documents.json?q=%E5%8C%97%E5%A4%A7%E8%8D%92%E4%BA%BA")[2])["rows"] == []
    [[place, name, *_]] = json.loads(served.ask("/documents.json?q=%E6%BD%A2%E5%B7%9D%E5%8E%BF")[2])["rows"]
    assert (place, name[:3]) == (2, "002")
    assert json.loads(served.ask(f"/place.json?id={name}")[2]) == 2
    assert json.loads(served.ask("/step.json?near=2&by=-1&with=error")[2])[:3] == "001"


@loopback
def test_the_server_keeps_what_it_serves_to_this_machine_and_page(served):
    """No sniffing, no framing, no copies, no embedding by others; on 127.0.0.1 alone."""
    headers = served.ask("/documents/0.json")[1]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in headers
    assert served.server.server_address[0] == "127.0.0.1"


@loopback
@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1", "127.0.0.1:1"])
def test_a_request_that_names_another_host_is_refused(served, host):
    """A name of the web that was made to lead here (DNS rebinding) reads nothing."""
    status, _, body = served.ask("/documents/0.json", host=host)
    assert status == 421
    assert "note" not in body


@loopback
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"])
def test_only_get_is_answered(served, method):
    """Nothing can be changed through it."""
    status, headers, _ = served.ask("/", method)
    assert (status, headers["Allow"]) == (405, "GET")


@loopback
@pytest.mark.parametrize(
    "path",
    [
        "/documents/99.json",
        "/mentions.json",
        "/documents/../run.sqlite",
        "/run.sqlite",
        "/..%2frun.sqlite",
        "//x",
        "/documents/-1.json",
        "/originals/0.pdf",
        "/originals/99.pdf",
    ],
)
def test_no_path_leads_to_a_file(served, path):
    """Only what the index has is there."""
    assert served.ask(path)[0] == 404


@loopback
def test_a_refusal_is_in_the_language_of_the_browser(served):
    """Or in that of the server, where it was started in one."""
    assert served.ask("/x")[2] == "There is nothing here.\n"
    assert served.ask("/x", language="zh-CN,zh;q=0.9")[2] == "此处没有内容。\n"
    assert served.ask("/", "PUT", language="zh-CN")[2] == "只回应 GET 请求。\n"
    assert served.ask("/", host="evil.example", language="zh")[2] == "此服务只供本机使用。\n"


@loopback
def test_a_port_that_is_taken_is_said_in_one_line(served, out):
    """With what to do."""
    told = view(out, "--serve", "--port", served.server.server_port)
    assert told.exit_code == 2
    assert "take another --port" in told.stderr


def post(server, content, headers=None, path="/decisions"):
    """One request with decisions, as our own page sends it, unless `headers` say otherwise."""
    host = f"127.0.0.1:{server.server.server_port}"
    own = {"Content-Type": "application/json", "Origin": f"http://{host}", "Host": host}
    connection = http.client.HTTPConnection(host, timeout=30)
    try:
        connection.request("POST", path, content.encode(), {**own, **(headers or {})})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def decided(figure, **more):
    decision = {
        "document": "000_12f60860ce8b7f4d.txt",
        "sha256": None,
        "action": "reject",
        "figure": figure,
        "at": "2026-01-01T00:00:00Z",
    }
    return json.dumps({"format": "summarizer-decisions", "version": 2, "who": "李四", "decisions": [decision | more]})


@loopback
def test_the_server_stores_decisions_and_says_why_not(out, tmp_path):
    """At once, and the list knows; a refusal can be said in either language."""
    folder = tmp_path / "run"
    shutil.copytree(out, folder)
    with Store.read(folder) as store:
        figure = store.record("000_12f60860ce8b7f4d.txt").report.figures[0].model_dump(mode="json")
    with Served(folder) as served:
        before = json.loads(served.ask("/documents.json?")[2])["facets"]["review"]
        assert json.loads(post(served, decided(figure))[1]) == {"new": 1, "refused": []}
        lost = json.loads(post(served, decided(figure | {"value": 5}))[1])
        assert (lost["new"], lost["refused"][0]["key"]) == (0, "not_applied.no_figure")
        assert json.loads(post(served, decided(None, action="reviewed"))[1])["new"] == 1
        after = json.loads(served.ask("/documents.json?")[2])["facets"]["review"]
        assert (dict(before)["open"] - 1, dict(after)["reviewed"]) == (dict(after)["open"], 1)
        assert [one["action"] for one in json.loads(served.ask("/documents/0.json")[2])["decisions"]] == [
            "reject",
            "reviewed",
        ]


@loopback
@pytest.mark.parametrize(
    ("headers", "content", "status"),
    [
        ({"Origin": "http://evil.example"}, "{}", 403),
        ({"Origin": "null"}, "{}", 403),
        ({"Host": "evil.example"}, "{}", 403),
        ({"Content-Type": "text/plain"}, "{}", 403),
        ({"Content-Length": "99999999"}, "{}", 413),
        ({}, "{}", 409),
        ({}, '{"format": ', 409),
        ({}, decided({"quote": "x"}, at="yesterday"), 409),
    ],
)
def test_decisions_are_taken_from_our_own_page_alone(served, headers, content, status):
    """Another site's form, or script, changes nothing; nor does what is no file of decisions."""
    assert post(served, content, headers)[0] == status
