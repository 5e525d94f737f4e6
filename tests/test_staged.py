"""The staged strategy: rules bring the numbers, short answers bring what they mean, the checker judges both."""

import json

import pytest
from loopback import LOOPBACK, Loopback, answer, status

from summarizer import Draft, Summarizer, UsageError

pytestmark = LOOPBACK

ARTICLE = "某县推进植树造林\n某县推行“林长制”，组建巡护队12支，巡护员达340余名，完成造林2.1万亩。"
OVERVIEW = {"summary": "某县组建巡护队12支。", "region": None, "published": None}
NAMES = {"measures": ["“林长制”", "巡护队", "造林", "没有的做法"]}


def said(content):
    return answer(json.dumps(content, ensure_ascii=False))


def counted(subject, measure=None):
    return said({"subject": subject, "measure": measure})


def staged(server, *, text=ARTICLE, **options):
    chosen = {"base_url": server.url, "pause_seconds": 0.01, "timeout_seconds": 5, "patches": 0, **options}
    return Summarizer("m", strategy="staged", **chosen).summarize(text)


BEGINNING = (said(OVERVIEW), said({"measures": ["植树造林"]}), said(NAMES))


def test_each_number_is_asked_for_alone_and_verified():
    """Value, unit, qualifier and span are the document's; subject and measure are the answer's."""
    figures = counted("巡护队", "巡护队"), counted("巡护员", "巡护队"), counted("造林", "造林")
    with Loopback(*BEGINNING, *figures) as server:
        record = staged(server)
        asked = [received.body["messages"] for received in server.received]
    assert record.status == "ok"
    told = [(f.subject, f.value, f.unit, f.qualifier, f.measure) for f in record.report.figures]
    assert told == [
        ("巡护队", 12, "支", None, "巡护队"),
        ("巡护员", 340, "名", "余", "巡护队"),
        ("造林", 21000, "亩", None, "造林"),
    ]
    assert {f.verdict for f in record.report.figures} == {"verified"}
    assert len({messages[0]["content"] for messages in asked[3:]}) == 1


def test_measures_are_kept_where_the_paragraph_names_them():
    """A name that the paragraph does not have is dropped; the clause that names one is its quote."""
    with Loopback(*BEGINNING, counted("巡护队")) as server:
        record = staged(server)
    assert [m.name for m in record.report.measures] == ["植树造林", "“林长制”", "巡护队", "造林"]
    assert record.report.measures[2].quote == "组建巡护队12支"
    assert all(m.quote_span for m in record.report.measures)


def test_a_subject_of_another_number_gives_way_to_the_rules_noun():
    """What the model says a number counts is taken only where it fits what the rules read."""
    with Loopback(*BEGINNING, counted("巡护员")) as server:
        record = staged(server)
    assert [f.subject for f in record.report.figures] == ["巡护队", "巡护员", "造林"]


def test_an_answer_that_cannot_be_used_costs_its_question_alone():
    """The figure is told with the rules' noun, the raw answer is kept."""
    with Loopback(*BEGINNING, answer("no JSON")) as server:
        record = staged(server, reasks=0)
    assert record.ledger.verified == 3
    assert [exchange.answer for exchange in record.exchanges[3:]] == ["no JSON"] * 3


def test_a_server_that_is_down_fails_the_document():
    """Only an answer can be done without, not the model."""
    with Loopback(*BEGINNING, status(401)) as server:
        record = staged(server)
    assert record.error.code == "key_refused"
    assert len(record.exchanges) == 3


def test_staged_answers_are_recorded_and_replayed(tmp_path):
    """Every stage's exchange has its own digest."""
    with Loopback(*BEGINNING, counted("巡护队")) as server:
        first = staged(server, record=tmp_path)
    again = Summarizer(replay=tmp_path, strategy="staged", patches=0).summarize(ARTICLE)
    assert again.report == first.report


class Own(Draft):
    department: str | None = None


def test_fields_of_ones_own_need_the_single_strategy():
    """No stage asks for them, so that is said instead of leaving them out."""
    with Loopback(said(OVERVIEW)) as server, pytest.raises(UsageError, match="single"):
        staged(server, draft=Own)
