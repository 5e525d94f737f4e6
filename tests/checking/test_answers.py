"""Answers to the request for a draft, as models give them: which part is used, and what findings report on the rest."""

import json
import math

import pytest
from pydantic import BaseModel, Field

from summarizer import Draft, DraftFigure
from summarizer.asking.bounds import LONGEST_FIELD, MOST_ITEMS
from summarizer.asking.fitting import fit_answer
from summarizer.summarizing.stage_answers import CountedNumbers, MeasureNames, Overview

FIGURE = {"quote": "干部60余名", "subject": "干部", "value": 60, "unit": "名", "qualifier": "余"}


def answered(**changes):
    return {"points": [{"text": "甲"}], "measures": [], "slogans": [], "figures": [FIGURE], **changes}


def with_figure(**changes):
    return answered(figures=[{name: value for name, value in (FIGURE | changes).items() if value != "(left out)"}])


def fit(answer, draft=Draft):
    return fit_answer(answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False), draft)


def used(answer, draft=Draft):
    fitted = fit(answer, draft)
    assert fitted.draft is not None
    return fitted.draft


@pytest.mark.parametrize(
    ("field", "said", "value"),
    [
        ("direction", "", None),
        ("direction", "无", None),
        ("direction", "持平", None),
        ("direction", "null", None),
        ("direction", "增长", "increase"),
        ("direction", "Decrease", "decrease"),
        ("direction", ["increase"], "increase"),
        ("low", "", None),
        ("low", "无", None),
        ("low", "6人", 6),
        ("high", "八", 8),
        ("high", True, None),
        ("qualifier", False, None),
        ("qualifier", "", None),
        ("qualifier", "None", None),
        ("unit", "无", None),
        ("unit", ["名"], "名"),
        ("unit", {"name": "名"}, "名"),
        ("period", "未提及", None),
        ("period", 2024, "2024"),
        ("place", {"name": "青禾县", "level": "county"}, "青禾县"),
        ("place", ["青禾县", "安澜镇"], "青禾县、安澜镇"),
        ("place", {}, None),
        ("status", "计划", "planned"),
        ("status", "如何", None),
        ("measure", ["安澜行动"], "安澜行动"),
        ("measure", 0, "0"),
        ("value", [60], 60),
        ("value", {"value": 60, "unit": "名"}, 60),
        ("value", "60", 60),
        ("value", "60余名", 60),
        ("value", "六十", 60),
        ("value", "1.2万", 12000),
        ("subject", ["干部"], "干部"),
        ("quote", {"text": "干部60余名"}, "干部60余名"),
    ],
)
def test_a_field_of_a_figure_is_read_or_left_empty(field, said, value):
    """One field that does not fit costs that field alone."""
    fitted = fit(with_figure(**{field: said}))
    assert [getattr(figure, field) for figure in fitted.draft.figures] == [value]
    assert not [flaw for flaw in fitted.flaws if flaw.part == "item"]


def test_a_number_in_words_fills_unit_and_qualifier():
    """60余名 is 60, 名, 余; 6-8人 has no value and both ends."""
    (figure,) = used(with_figure(value="60余名", unit="", qualifier=False)).figures
    assert (figure.value, figure.unit, figure.qualifier) == (60, "名", "余")
    (figure,) = used(with_figure(value="6-8人", unit=None, qualifier=None)).figures
    assert (figure.value, figure.low, figure.high, figure.unit) == (None, 6, 8, "人")


@pytest.mark.parametrize(
    ("changes", "field", "value"),
    [
        ({"published": 20240708}, "published", "2024-07-08"),
        ({"published": "2024年7月8日"}, "published", "2024-07-08"),
        ({"published": "2024/7/8 10:30"}, "published", "2024-07-08"),
        ({"published": "2024-07"}, "published", "2024-07"),
        ({"published": "null"}, "published", None),
        ({"published": "去年"}, "published", "去年"),
        ({"region": {"name": "青禾县"}}, "region", "青禾县"),
        ({"region": "无"}, "region", None),
        ({"region": ["青禾县"]}, "region", "青禾县"),
        ({"headline": "无"}, "headline", None),
        ({"slogans": None}, "slogans", []),
        ({"measures": None}, "measures", []),
        ({"measures": {}}, "measures", []),
        ({"measures": "无"}, "measures", []),
    ],
)
def test_a_field_of_the_draft_is_read_or_left_empty(changes, field, value):
    """Dates and regions in other forms, and lists that are none."""
    draft = used(answered(**changes))
    assert getattr(draft, field) == value
    assert len(draft.figures) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"points": ["甲。", "乙。"]},
        {"points": [{"text": "甲。"}, {"text": "乙。"}]},
        {"points": [], "summary": "甲。乙。"},
    ],
)
def test_points_may_be_bare_sentences_or_a_summary(changes):
    """A summary is divided into its sentences."""
    assert [point.text for point in used(answered(**changes)).points] == ["甲。", "乙。"]


@pytest.mark.parametrize("name", ["points", "measures", "slogans", "figures", "region", "published", "headline"])
def test_a_field_of_the_draft_may_be_missing(name):
    """What is there is used."""
    answer = answered(measures=[{"name": "安澜行动"}])
    answer.pop(name, None)
    assert fit(answer).draft is not None


@pytest.mark.parametrize(
    ("figures", "values"),
    [
        ({"60余名": {"quote": "干部60余名", "subject": "干部"}}, [60]),
        ({"1": FIGURE, "2": FIGURE | {"value": 7}}, [60, 7]),
        (FIGURE, [60]),
        ([FIGURE, "群众1.2万人", None, 7, []], [60]),
        ([[FIGURE]], [60]),
        (json.dumps([FIGURE]), []),
    ],
)
def test_figures_come_in_other_shapes_too(figures, values):
    """Keyed by their numbers, alone, mixed with what is no figure."""
    assert [figure.value for figure in used(answered(figures=figures)).figures] == values


def test_a_measure_may_be_a_bare_name():
    """One without a name is dropped; a part may be one too."""
    whole = {"name": "林长制", "parts": ["巡林", {"name": "护林队", "kind": "队伍"}]}
    draft = used(answered(measures=["安澜行动", whole, {"kind": "rule", "name": ""}, {"kind": "rule"}]))
    assert [measure.name for measure in draft.measures] == ["安澜行动", "林长制"]
    assert [(part.name, part.kind) for part in draft.measures[1].parts] == [("巡林", None), ("护林队", "body")]


def test_a_place_may_be_called_region():
    """As it was in the record before."""
    assert [figure.place for figure in used(with_figure(region="安澜镇")).figures] == ["安澜镇"]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"subject": "(left out)"}, "it has no subject"),
        ({"subject": None}, "subject"),
        ({"subject": " "}, "it has no subject"),
        ({"quote": "(left out)"}, "it has no quote"),
        ({"quote": ""}, "it has no quote"),
        ({"value": "(left out)"}, "it has no number"),
        ({"value": None}, "it has no number"),
        ({"value": "很多"}, "it has no number"),
        ({"value": math.nan}, "it has no number"),
        ({"value": math.inf}, "it has no number"),
        ({"value": "NaN"}, "it has no number"),
        ({"value": "-Infinity"}, "it has no number"),
        ({"value": "1e999"}, "it has no number"),
        ({"value": 10**30}, "it has no number"),
        ({"value": "9" * 5000}, "it has no number"),
        ({"value": True}, "it has no number"),
    ],
)
def test_a_figure_that_lacks_what_makes_it_one_is_dropped_alone(changes, why):
    """The others are used, and the flaw says which one was dropped, by its number in the answer, and why."""
    answer = with_figure(**changes)
    fitted = fit(answer | {"figures": [FIGURE, *answer["figures"], FIGURE | {"value": 7, "direction": "?"}]})
    assert [figure.value for figure in fitted.draft.figures] == [60, 7]
    (dropped,) = [flaw for flaw in fitted.flaws if flaw.part == "item"]
    assert dropped.where.startswith("figures/1")
    assert why in dropped.why or why in dropped.where


def test_numbers_of_items_are_those_of_the_answer():
    """What was dropped before does not shift the number of what is dropped later."""
    figures = [FIGURE | {"subject": None}, FIGURE, FIGURE | {"value": "很多"}, {"quote": "x"}]
    places = [flaw.where.partition(" ")[0] for flaw in fit(answered(figures=figures)).flaws if flaw.part == "item"]
    assert sorted(places) == ["figures/0", "figures/2", "figures/3"]


def test_a_figure_of_an_indefinite_number_needs_no_value():
    """数十 tells no value, and is a figure."""
    assert len(used(with_figure(quote="数十名干部", value=None)).figures) == 1


@pytest.mark.parametrize(
    "answer",
    [
        "抱歉",
        "{}",
        "[]",
        "60",
        '{"error": "no"}',
        {"figures": [{"value": 1}]},
        {"figures": "无"},
        {"summary": ""},
        "[" * 100_000,
    ],
)
def test_an_answer_of_which_nothing_can_be_used_is_no_draft(answer):
    """Such an answer alone is asked again."""
    assert fit(answer).draft is None


def test_an_endless_number_leaves_the_rest_of_the_answer_readable():
    """5,000 digits are no JSON number that anybody reads."""
    text = json.dumps(answered(figures=[FIGURE, FIGURE | {"value": "@"}])).replace('"@"', "9" * 5000)
    assert [figure.value for figure in used(text).figures] == [60]


@pytest.mark.slow
def test_items_and_texts_are_bounded():
    """300,000 figures or a quote of a megabyte take less than a minute, and findings report them."""
    fitted = fit(answered(figures=[FIGURE] * 300_000))
    assert len(fitted.draft.figures) == MOST_ITEMS
    assert [(flaw.part, flaw.where) for flaw in fitted.flaws] == [("field", "figures")]
    fitted = fit(with_figure(quote="一" * 1_000_000))
    assert len(fitted.draft.figures[0].quote) == LONGEST_FIELD
    assert [flaw.where for flaw in fitted.flaws] == ["figures/0/quote"]


class Contact(BaseModel):
    name: str
    phone: int | str | None = None


class OwnFigure(DraftFigure):
    source: str
    confidence: float | None = None
    contacts: list[Contact] = Field(default_factory=list)


class OwnDraft(Draft):
    topic: str
    figures: list[OwnFigure]


def test_fields_of_a_draft_of_ones_own_are_strict_where_they_are_required():
    """Optional ones are left empty, an item that lacks a required one is dropped, a draft without its own is asked again."""
    own = FIGURE | {"source": "县委", "confidence": "高", "contacts": [{"name": "甲", "phone": []}, {"phone": 1}]}
    draft = used(answered(topic="防汛", figures=[own, FIGURE]), OwnDraft)
    (figure,) = draft.figures
    assert (figure.source, figure.confidence, figure.contacts) == ("县委", None, [Contact(name="甲")])
    assert fit(answered(figures=[own]), OwnDraft).draft is None


def test_the_answers_of_the_stages_are_read_as_leniently():
    """Names as objects, nulls that are missing, one number too many."""
    names = used({"measures": [{"name": "林长制"}, "安澜行动", None]}, MeasureNames)
    assert names.measures == ["林长制", "安澜行动"]
    numbers = used({"numbers": [{"number": 60, "subject": "干部"}, {"number": "7户"}]}, CountedNumbers).numbers
    assert [(one.number, one.subject, one.measure) for one in numbers] == [("60", "干部", None)]
    many = [{"number": "1", "subject": "户", "measure": None}] * 12
    assert len(used({"numbers": many}, CountedNumbers).numbers) == 8
    overview = used({"region": {"name": "青禾县"}}, Overview)
    assert overview.region == "青禾县"


def test_what_is_nested_too_deep_and_wrong_twice_costs_its_measure_alone():
    """A part that one error has left out can't be mended for another."""
    parts = [{"name": "丁", "parts": [{}]}, {"name": "丁", "actor": {}, "parts": [{"actor": {}}, {}]}]
    measures = [{"name": "甲", "parts": [{"name": "乙", "parts": [{"name": "丙", "parts": parts}]}]}]
    answer = {"points": [], "slogans": [], "figures": [], "measures": measures}
    fitted = fit_answer(json.dumps(answer, ensure_ascii=False), Draft)
    assert fitted.draft is not None
    assert [part.name for part in fitted.draft.measures[0].parts] == ["乙"]
    assert fitted.flaws
