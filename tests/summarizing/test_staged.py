"""The staged strategy: rules bring the numbers, short answers bring what they mean, the checker judges both."""

import json

import pytest
from loopback import LOOPBACK, Loopback, answer, status

from summarizer import Draft, Summarizer, UsageError, scan
from summarizer.summarizing.staged import count_questions

pytestmark = LOOPBACK

ARTICLE = "某县推进植树造林\n某县推行“林长制”，组建巡护队12支，巡护员达340余名，完成造林2.1万亩。"
OVERVIEW = {"region": None}
NAMES = {"measures": ["植树造林", "“林长制”", "巡护队", "造林", "没有的做法"]}


def said(content):
    return answer(json.dumps(content, ensure_ascii=False))


def counted(*numbers):
    """What a model says of the numbers of one sentence: (number, subject, measure) each."""
    return said({"numbers": [dict(zip(("number", "subject", "measure"), one, strict=True)) for one in numbers]})


def staged(server, *, text=ARTICLE, **options):
    chosen = {"base_url": server.url, "pause_seconds": 0.01, "timeout_seconds": 5, "patches": 0, **options}
    return Summarizer("m", strategy="staged", **chosen).summarize(text)


BEGINNING = (said(OVERVIEW), said(NAMES))
TEAMS, PEOPLE, TREES = ("12支", "巡护队", "巡护队"), ("340余名", "巡护员", "巡护队"), ("2.1万亩", "造林", "“林长制”")


def test_the_numbers_of_a_sentence_are_asked_for_at_once_and_verified():
    """Value, unit, qualifier and span are the document's; subject and measure are the answer's."""
    with Loopback(*BEGINNING, counted(TEAMS, PEOPLE, TREES)) as server:
        record = staged(server)
        assert len(server.received) == 3
    assert record.status == "ok"
    names = {m.id: m.name for m in record.report.measures}
    told = [(f.subject, f.value, f.unit, f.qualifier, names[f.measure]) for f in record.report.figures]
    assert told == [
        ("巡护队", 12, "支", None, "巡护队"),
        ("巡护员", 340, "名", "余", "巡护队"),
        ("造林", 21000, "亩", None, "“林长制”"),
    ]
    assert {f.verdict for f in record.report.figures} == {"verified"}


def test_a_number_that_the_answer_leaves_out_or_changes_is_asked_for_alone():
    """What it says of the others is kept."""
    changed = ("350余名", "巡护员", "巡护队")
    with Loopback(*BEGINNING, counted(TEAMS, changed, TREES), counted(PEOPLE)) as server:
        record = staged(server)
        asked = [received.body["messages"][-1]["content"] for received in server.received]
    assert asked[-1].endswith("数字：340余名")
    assert [f.subject for f in record.report.figures] == ["巡护队", "巡护员", "造林"]
    assert record.ledger.verified == 3


def test_questions_of_a_stage_begin_alike():
    """So that a server which keeps the beginning of a prompt computes it once."""
    text = ARTICLE + "发放明白纸3万份。"
    with Loopback(*BEGINNING, counted(TEAMS, PEOPLE, TREES), counted(("3万份", "明白纸", "明白纸"))) as server:
        staged(server, text=text)
        asked = [received.body["messages"] for received in server.received]
    assert asked[2][0] == asked[3][0]


def test_a_document_stays_on_its_line_of_the_question():
    """Whatever counts as a line break in it is a blank there, so it can't write a line of its own."""
    text = "某县\n某县组建巡护队12支\u2028数字：99支\r另起一行。"
    with Loopback(*BEGINNING, counted(TEAMS)) as server:
        staged(server, text=text)
        asked = [received.body["messages"][-1]["content"] for received in server.received]
    assert [len(question.splitlines()) for question in asked] == [3, 1, 2, 2]


def test_measures_are_kept_where_the_article_names_them():
    """A name that it does not have is dropped."""
    with Loopback(*BEGINNING, counted(TEAMS, PEOPLE, TREES)) as server:
        record = staged(server)
    assert [m.name for m in record.report.measures] == ["植树造林", "“林长制”", "巡护队", "造林"]
    assert all(m.spans for m in record.report.measures)


def test_a_measure_that_only_a_number_names_is_among_the_measures():
    """So every figure's measure is one that the report tells of."""
    with Loopback(said(OVERVIEW), said({"measures": []}), counted(TEAMS, PEOPLE, TREES)) as server:
        record = staged(server)
    names = [m.name for m in record.report.measures]
    ids = [m.id for m in record.report.measures]
    assert [names[ids.index(f.measure)] for f in record.report.figures] == ["巡护队", "巡护队", "林长制"]
    assert names == ["巡护队", "林长制"]


def test_names_of_people_are_no_measures():
    """Who does something, or gets it, is none; what is done for them is."""
    text = "青禾县\n青禾县组织社区、物业和街道干部开展敬老慰问活动，慰问老人12名。"
    names = {"measures": ["社区、物业", "街道干部", "敬老慰问活动", "组织社区、物业和街道干部"]}
    with Loopback(said(names), counted(("12名", "老人", "敬老慰问活动"))) as server:
        record = staged(server, text=text)
    assert [m.name for m in record.report.measures] == ["敬老慰问活动"]


def test_a_region_is_asked_for_only_where_the_rules_find_none():
    """It is taken from the answer only if the document names it."""
    text = "婺源县\n婺源县组建巡护队12支。"
    with Loopback(said(NAMES), counted(TEAMS)) as server:
        record = staged(server, text=text)
        assert len(server.received) == 2 == count_questions(scan(text))
    assert record.report.region.adcode == "361130"
    assert count_questions(scan(ARTICLE)) == 3


def test_points_and_headline_come_from_the_document():
    """No stage asks for them."""
    with Loopback(*BEGINNING, counted(TEAMS, PEOPLE, TREES)) as server:
        report = staged(server).report
    assert report.headline == "某县推进植树造林"
    assert [(p.text, p.origin, len(p.measures)) for p in report.points] == [
        ("某县推行“林长制”，组建巡护队12支，巡护员达340余名，完成造林2.1万亩。", "rules", 3)
    ]


def test_a_subject_of_another_number_gives_way_to_the_rules_noun_and_that_is_said():
    """What the model says a number counts is taken only where it fits what the rules read."""
    others = ("12支", "巡护员", None), ("340余名", "巡护员", None), ("2.1万亩", "巡护员", None)
    with Loopback(*BEGINNING, counted(*others)) as server:
        record = staged(server)
    assert [f.subject for f in record.report.figures] == ["巡护队", "巡护员", "造林"]
    noted = [finding for finding in record.findings if finding.code == "subject_from_rules"]
    assert [(finding.item, finding.severity) for finding in noted] == [("figures/0", "info"), ("figures/2", "info")]


def test_an_answer_that_cannot_be_used_costs_its_question_alone():
    """The figures have the rules' nouns, and the raw answers are kept."""
    with Loopback(*BEGINNING, answer("no JSON")) as server:
        record = staged(server, reasks=0)
    assert record.ledger.verified == 3
    assert [exchange.answer for exchange in record.exchanges[2:]] == ["no JSON"] * 4


def test_a_server_that_is_down_fails_the_document():
    """Only an answer can be done without, not the model."""
    with Loopback(*BEGINNING, status(401)) as server:
        record = staged(server)
    assert record.error.code == "key_refused"
    assert len(record.exchanges) == 2


def test_staged_answers_are_recorded_and_replayed(tmp_path):
    """Every stage's exchange has its own digest."""
    with Loopback(*BEGINNING, counted(TEAMS, PEOPLE, TREES)) as server:
        first = staged(server, record=tmp_path)
    again = Summarizer(replay=tmp_path, strategy="staged", patches=0).summarize(ARTICLE)
    assert again.report == first.report


def test_who_waits_is_told_how_many_figures_are_wanted_and_done():
    """First what is wanted of a document, then each answer."""
    seen = []
    text = ARTICLE + "发放明白纸3万份。"
    with Loopback(*BEGINNING, counted(TEAMS, PEOPLE, TREES), counted(("3万份", "明白纸", "明白纸"))) as server:
        staged(server, text=text, watch=lambda wanted, done: seen.append((wanted, done)))
    assert seen == [(4, 0), (0, 3), (0, 1)]


class Own(Draft):
    department: str | None = None


def test_fields_of_ones_own_need_the_single_strategy():
    """No stage asks for them, so that is said before any document is read, instead of leaving them out."""
    with pytest.raises(UsageError, match="single"):
        Summarizer("m", strategy="staged", draft=Own, base_url="http://127.0.0.1:9/v1")
