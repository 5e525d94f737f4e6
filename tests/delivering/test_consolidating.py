"""Figures of many documents: series, contradictions, and what is not comparable."""

import json
from collections import Counter
from pathlib import Path

import pytest
from counties import county_store
from handmade import figure, outcome, store
from harvests import harvest_store
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from summarizer.cli import app
from summarizer.delivering.consolidating.comparing import dimension, interval
from summarizer.delivering.consolidating.consolidation import conflicts, consolidate, lay_consolidated_over, series
from summarizer.delivering.consolidating.joining import MOST_VALUES, contradictions, join
from summarizer.delivering.consolidating.newest import joined_rows
from summarizer.delivering.consolidating.observing import observation
from summarizer.delivering.consolidating.picturing import pictures
from summarizer.delivering.consolidating.series_json import POINTS, conflict_as_json, series_as_json
from summarizer.delivering.consolidating.series_rows import points
from summarizer.delivering.consolidating.subject_heads import subject_head
from summarizer.resources import table
from summarizer.running.store.store import Store


@pytest.mark.parametrize("row", table("indicators"), ids=lambda row: f"{row[0]} {row[1]}")
def test_indicators(row):
    """The example of each row names a subject and its head, with its scope, or two units that count alike."""
    given, head = row[3].split(" = ")
    if row[0] == "units":
        assert dimension(given.lstrip("0123456789")[0])[0] == dimension(head.lstrip("0123456789")[0])[0]
        return
    found = subject_head(given)
    assert [found.head, *(f"+{scope}" for scope in found.scope)] == [head.split()[0], *sorted(head.split()[1:])]
    assert found.general or row[0] != "general"


@pytest.mark.parametrize(
    ("subject", "places", "head", "scope"),
    [
        ("2022年饶河县全县规上工业企业数", ("饶河县",), "工业企业", ("规模以上",)),
        ("饶河粮食总产量", ("黑龙江省", "饶河县"), "粮食产量", ()),
        ("市本级一般公共预算收入", (), "一般公共预算收入", ("本级",)),
        ("固定资产投资（不含农户）", (), "固定资产投资", ("不含农户",)),
        ("户籍人口城镇化率", (), "人口城镇化率", ("户籍",)),
        ("常住人口", (), "人口", ("常住",)),
        ("全县", (), "全县", ()),
    ],
)
def test_heads_of_subjects(subject, places, head, scope):
    """A subject's head has neither place, time nor verb; its scope is kept apart."""
    assert subject_head(subject, places)[:2] == (head, scope)


def meant(written, value, unit, low=None, high=None, **more):
    ends = (value, value) if low is None and high is None else (low, high)
    return interval(value, *ends, written, unit, **more)


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        (("126.38亿元", 12_638_000_000, "元"), ("126.4亿元", 12_640_000_000, "元"), True),
        (("126.38亿元", 12_638_000_000, "元"), ("1263800万元", 12_638_000_000, "元"), True),
        (("126.38亿元", 12_638_000_000, "元"), ("126.5亿元", 12_650_000_000, "元"), False),
        (("1.215万亩", 12_150, "亩"), ("810公顷", 810, "公顷"), True),
        (("1.215万亩", 12_150, "亩"), ("820公顷", 820, "公顷"), False),
        (("44.5万吨", 445_000, "吨"), ("4.45亿公斤", 445_000_000, "公斤"), True),
        (("8.9亿斤", 890_000_000, "斤"), ("44.5万吨", 445_000, "吨"), True),
        (("1.62万亩", 16_200, "亩"), ("1.6万多亩", 16_000, "亩", 16_000, 17_000), True),
        (("1.72万亩", 17_200, "亩"), ("1.6万多亩", 16_000, "亩", 16_000, 17_000), False),
        (("超1万人", 10_000, "人", 10_000, None), ("12.5万人", 125_000, "人"), True),
        (("不足1万人", 10_000, "人", None, 10_000), ("12.5万人", 125_000, "人"), False),
        (("880座", 880, "座"), ("808座", 808, "座"), False),
        (("17家", 17, "家"), ("17个", 17, "个"), True),
        (("126.3亿元", 12_630_000_000, "元"), ("126.4亿元", 12_640_000_000, "元"), False),
        (("近50.4万亩", 504_000, "亩", 503_000, 504_000), ("超50.4万亩", 504_000, "亩", 504_000, None), True),
        (("1500人", 1500, "人"), ("1501人", 1501, "人"), False),
        (("1388370000元", 1_388_370_000, "元"), ("1388370000元", 1_388_370_000, "元"), True),
        (("1388370000元", 1_388_370_000, "元"), ("1388370001元", 1_388_370_001, "元"), False),
        (("12.4%", 12.4, "%"), ("12%", 12, "%"), True),
        (("三百", 300, "人"), ("300人", 300, "人"), True),
    ],
)
def test_what_agrees(one, other, agree):
    """Two figures agree where both can be one value, whatever unit of a dimension they are in, and as rounding leaves it."""
    assert meant(*one).meets(meant(*other)) is agree
    assert meant(*other).meets(meant(*one)) is agree


def test_directions_are_signs():
    """下降8.1% and 增长8.1% differ, and a table's -8.1 is 下降8.1%."""
    fell, rose = (meant("8.1%", 8.1, "%", decrease=decrease) for decrease in (True, False))
    assert not fell.meets(rose)
    assert fell.meets(meant("-8.1", -8.1, "%", decrease=True))


ROW = {
    "province": "甘肃省",
    "city": "酒泉市",
    "county": "玉门市",
    "town": None,
    "adcode": "620981",
    "place": "玉门市",
    "subject": "全市粮食总产量",
    "value": 445_000,
    "low": 445_000,
    "high": 445_000,
    "unit": "吨",
    "as_written": "44.5万吨",
    "figure_status": "actual",
    "aspect": "amount",
    "direction": None,
    "base": None,
    "new": 0,
    "cumulative": 0,
    "period_start": "2022-01-01",
    "period_end": "2022-12-31",
    "published": "2023-01-09",
    "measure": None,
    "decision": None,
    "quote": "",
    "document": "a.txt",
    "number": 0,
    "key": 1,
    "origin": "model",
    "period": json.dumps({"iso": "2022", "surface": "2022年", "inferred": False, "reason": None}),
}


def observed(document, **changed):
    return observation({**ROW, "document": document, "key": ord(document[0]), **changed})


def told(*rows):
    found = join(sorted(rows, key=lambda row: row.order))
    return [
        (pair.figure.document, pair.other.document)
        for each in found
        for group in each.groups
        for pair in contradictions(group)
    ]


def grain(document, tons, **changed):
    return observed(document, value=tons, low=tons, high=tons, as_written=f"{tons}吨", **changed)


COMPARABLE = [
    {"subject": "玉门市2022年粮食产量"},
    {"period_start": None, "period": json.dumps({"iso": "/2022-12-31", "surface": "截至2022年底", "inferred": False})},
    {"place": None},
    {"aspect": None},
    {"measure": "粮食增产行动"},
]
NOT_COMPARABLE = [
    {"figure_status": "planned"},
    {"aspect": "growth", "direction": "increase"},
    {"new": 1},
    {"adcode": "620900", "county": None, "place": "酒泉市"},
    {"town": "花海镇"},
    {"place": "花海镇"},
    {"adcode": "CN", "province": None, "city": None, "county": None, "place": "全国"},
    {"period_end": "2022-06-30"},
    {"period_start": "2022-10-01"},
    {"period_start": "2021-01-01", "period_end": "2021-12-31"},
    {"subject": "人均粮食产量"},
    {"subject": "规模以上粮食产量"},
    {"unit": "亩"},
]


@pytest.mark.parametrize("changed", COMPARABLE)
def test_comparable(changed):
    """Other words for indicator, place and period, and a point at the end of the year, are compared."""
    assert told(grain("a.txt", 445_000), grain("b.txt", 454_000, **changed)) == [("b.txt", "a.txt")]


@pytest.mark.parametrize("changed", NOT_COMPARABLE)
def test_not_comparable(changed):
    """Another status, aspect, scope, place, period or dimension is never compared."""
    assert told(grain("a.txt", 445_000), grain("b.txt", 454_000, **changed)) == []


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"period": None}, "no_period"),
        ({"period": json.dumps({"iso": "/2022-12-31", "surface": None, "inferred": True})}, "no_period"),
        ({"period_start": "2022-01-01", "period_end": None}, "no_period"),
        ({"adcode": None, "place": None}, "no_place"),
        ({"subject": None}, "no_subject"),
        ({"subject": "总投资"}, "general_subject"),
        ({"figure_status": "negated"}, "negated"),
        ({"value": None, "low": None, "high": None}, "no_bound"),
    ],
)
def test_what_is_not_joined(changed, why):
    """No figure is joined without a place, a period of its own, a bound, or a subject that names something."""
    assert observed("a.txt", **changed) == why


def test_a_general_subject_is_of_its_measure():
    """The 总投资 of one project in two documents is compared, that of two projects is not."""
    one, other = (grain(name, tons, subject="总投资", measure="粮仓") for name, tons in (("a.txt", 3), ("b.txt", 5)))
    assert told(one, other) == [("b.txt", "a.txt")]
    assert told(one, grain("b.txt", 5, subject="总投资", measure="学校")) == []


def test_a_value_of_more_documents_comes_first():
    """The figure that fewer documents state is told against the other; a document that states both is no witness."""
    right = [grain(name, 445_000) for name in ("a.txt", "b.txt")]
    assert told(*right, grain("c.txt", 454_000)) == [("c.txt", "a.txt")]
    assert told(*right, grain("c.txt", 454_000), grain("c.txt", 445_000, number=1)) == []


def test_too_many_values_are_not_one_indicator():
    """So many documents don't err: their words mean different things."""
    rows = [grain(f"{name}.txt", 1000 + place) for place, name in enumerate("abcdefgh")]
    assert len(told(*rows[:MOST_VALUES])) == 6
    assert told(*rows) == []


def test_rules_alone_accuse_nobody():
    """A figure whose subject only the rules give is no contradiction, until a person accepts it."""
    assert told(grain("a.txt", 445_000), grain("b.txt", 454_000, origin="rules")) == []
    assert told(grain("a.txt", 445_000), grain("b.txt", 454_000, origin="rules", decision="accepted"))


def test_whose_a_figure_is():
    """The chickens of two farmers are no contradiction, those of the county are."""
    birds = [grain("a.txt", 219, subject="土鸡"), grain("b.txt", 198, subject="土鸡", quote="去年卖了土鸡198只")]
    assert told(*birds) == []
    county = [
        grain(name, tons, subject="土鸡", quote=f"全市土鸡{tons}只") for name, tons in (("a.txt", 219), ("b.txt", 198))
    ]
    assert told(*county) == [("b.txt", "a.txt")]


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_the_order_of_documents_decides_nothing(data):
    """Whatever the order in which observations come, the same series and contradictions are told."""
    value = st.sampled_from([1000, 1010, 2000])
    rows = [grain(f"{name}.txt", data.draw(value), number=data.draw(st.integers(0, 2))) for name in "abcdef"]
    rows = list({(row.document, row.number): row for row in rows}.values())
    assert told(*data.draw(st.permutations(rows))) == told(*rows)


# Stores


def page(number, county, year, teams, published, *, words="党员先锋队", copy=None):
    article = f"{county}组建党员先锋队\n甘肃省{county}{published}讯\n{county}{year}年组建党员先锋队{teams}支，服务群众。\n{copy or ''}"
    figures = [
        figure(f"组建党员先锋队{teams}支", words, teams, "支", period=f"{year}年", place=county, measure="党员先锋队")
    ]
    measures = [{"name": "党员先锋队", "kind": "body", "actor": county}]
    return outcome(
        f"{number}.txt", article, figures, {"链接": f"https://www.example.org/{number}"}, measures=measures, points=[]
    )


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    pages = [
        page(0, "玉门市", 2022, 85, "2023年1月3日"),
        page(1, "玉门市", 2022, 58, "2023年1月9日"),
        page(2, "玉门市", 2023, 96, "2024年1月9日"),
        page(3, "两当县", 2022, 28, "2023年2月1日"),
    ]
    return store(tmp_path_factory.mktemp("run") / "out", *pages)


def test_conflicts_of_a_store(out):
    """Two documents that can't both be right are told, in the table, the facts, and with both quotes for a page."""
    with Store.open(out) as written:
        consolidate(written)
        [pair] = conflicts(written)
        rows = written.database.execute("SELECT document, other_document, reason FROM conflicts ORDER BY 1").fetchall()
        assert [fact.conflicts for fact in written.facts()] == ["1.txt#0", "0.txt#0", None, None]
        [found] = series(written)
        told = conflict_as_json(written, found, pair)
    assert {figure.as_written for figure in pair} == {"85支", "58支"}
    assert [json.loads(row[2])["states"] for row in rows].count("fewer") == 1
    assert {each["quote"] for each in told["figures"]} == {"组建党员先锋队85支", "组建党员先锋队58支"}
    assert {each["url"] for each in told["figures"]} == {"https://www.example.org/0", "https://www.example.org/1"}


def test_one_figure_of_a_fact_counts_and_the_newest_of_a_year_is_marked(tmp_path):
    """Of documents that state one indicator, place and period, the value of most counts once; a person can put it aside."""
    pages = [
        page(0, "玉门市", 2023, 85, "2024年1月3日"),
        page(1, "玉门市", 2023, 58, "2024年1月9日"),
        page(2, "玉门市", 2023, 85, "2024年2月9日"),
        page(3, "玉门市", 2022, 61, "2023年2月1日"),
        page(4, "两当县", 2023, 28, "2024年2月1日"),
    ]
    with Store.open(store(tmp_path / "out", *pages)) as written:
        consolidate(written)
        consolidate(written)
        facts = [(fact.counts, fact.same_as, fact.newest) for fact in written.facts()]
    assert facts == [
        (True, None, True),
        (False, "0.txt#0", False),
        (False, "0.txt#0", False),
        (True, None, True),
        (True, None, True),
    ]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        (976, 976, True),
        (30, 30, False),  # of two farmers
        (30000, 30000, False),
        (971, 976, False),
    ],
)
def test_a_particular_value_without_an_owner_counts_once(first, second, joined):
    """What no words give to the place is joined across documents only where its digits say that it is the same."""
    found = [grain(name, tons)._replace(is_witness=False) for name, tons in (("a", first), ("b", second))]
    rows = [row for each in join(found) for row in joined_rows(each)]
    assert [(row[0], row[2]) for row in rows] == ([(ord("b"), ord("a"))] if joined else [])


def test_series_of_a_store(out):
    """An indicator is found by subject or measure, with place, time and verbs, and in a province, city or county."""
    with Store.read(out) as read:
        for subject in ("党员先锋队", "2022年全市党员先锋队"):
            [found] = series(read, subject=subject)
            assert [(group.members[0].place, group.members[0].end) for group in found.groups] == [
                ("玉门市", "2022-12-31"),
                ("玉门市", "2023-12-31"),
                ("两当县", "2022-12-31"),
            ]
        assert [
            len(series(read, subject="党员先锋队", place=code)[0].groups) for code in ("620000", "620900", "621228")
        ] == [3, 2, 1]
        assert series(read, subject="党员先锋队", place="110000") == []
        assert series(read, subject="河长") == []


def test_the_command(out):
    """The series is printed by place and time with its sources, contradictions marked; as JSON, a line a series."""
    shown = CliRunner().invoke(app, ["series", str(out), "--subject", "党员先锋队", "--place", "620900"])
    assert shown.exit_code == 0
    assert "✗ 85支" in shown.output
    assert "✗ 58支" in shown.output
    assert "2.txt" in shown.output
    [line] = CliRunner().invoke(app, ["series", str(out), "--subject", "党员先锋队", "--json"]).output.splitlines()
    assert len(json.loads(line)["conflicts"]) == 1


@pytest.mark.parametrize(
    ("asked", "similar"), [("先锋队", "党员先锋队"), ("党员先锋队伍", "党员先锋队"), ("河长", "look at the subjects")]
)
def test_an_unknown_subject_names_those_like_it(out, asked, similar):
    """Subjects that have its words in them, or else that are written almost like it."""
    shown = CliRunner().invoke(app, ["series", str(out), "--subject", asked])
    assert shown.exit_code == 2
    assert similar in shown.output


def test_a_series_as_json(out):
    """Its points are listed by place and period."""
    with Store.read(out) as read:
        [found] = series(read)
    told = series_as_json(found, list(points(found)))
    assert (told["subject"], told["unit"], told["aspect"]) == ("党员先锋队", "支", "amount")
    yumen, liangdang = told["places"]
    assert [yumen["adcode"], liangdang["adcode"]] == ["620981", "621228"]
    first = dict(zip(POINTS, yumen["points"][0], strict=True))
    assert (first["period"], first["value"], first["documents"], first["differing"]) == ("2022", 85.0, 1, 1)


def test_pictures(tmp_path):
    """Planned values are in the picture of actual ones, all in one unit, each with what contradicts it and how it was joined."""
    unjoined = Counter()
    with Store.read(harvest_store(tmp_path / "out")) as read:
        grain, squares = pictures(read, unjoined)
        assert [grain.id, squares.id] == [found.id for found in pictures(read, Counter())]
    assert (grain.indicator.head, grain.unit, grain.names) == ("粮食产量", "吨", ("粮食产量", "粮食总产量"))
    assert (len(grain.points), grain.documents, grain.figures, len(squares.points)) == (7, 8, 8, 2)
    [told] = [point for point in grain.points if point.others]
    assert [told.stated.value, *(other.value for other in told.others)] == [445_000, 454_000]
    assert (told.contradictions, told.basis) == (1, ("other_words",))
    [planned] = [point.stated for point in grain.points if point.stated.figure.indicator.status == "planned"]
    assert (planned.value, planned.figure.unit) == (500_000, "公斤")
    assert unjoined == {"alone": 1}


def test_nothing_is_written_to_a_store_that_is_read(out):
    """Series and contradictions are laid over a store; its file stays as it is."""
    before = (out / "run.sqlite").read_bytes()
    with Store.read(out) as read:
        lay_consolidated_over(read)
        assert read.database.execute("SELECT count(*) FROM series").fetchone()[0] == 3
    assert (out / "run.sqlite").read_bytes() == before


def test_copies_contradict_nothing(tmp_path):
    """A copy is neither told against its original nor counted beside it."""
    from summarizer.running.copies import find_copies

    with Store.open(county_store(tmp_path / "out")) as made:
        find_copies(made)
        assert conflicts(made) == []


@pytest.fixture(scope="module")
def rates(tmp_path_factory):
    patch = pytest.MonkeyPatch()
    patch.syspath_prepend(Path(__file__).parents[2] / "benchmarks")
    try:
        import consolidation
        from corpora.assembling import assemble

        folder = tmp_path_factory.mktemp("corpus")
        corpus = assemble(60, 3)
        consolidation.make_store(corpus, folder / "pages", folder / "out")
        with Store.read(folder / "out") as read:
            return consolidation.measure(corpus.key, read)
    finally:
        patch.undo()


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("contradictions found", 0.75),
        ("contradictions told that are right", 0.95),
        ("copies found", 0.9),
        ("answers", 0.85),
    ],
)
def test_generated_corpus(rates, name, least):
    """On pages of many counties and years, contradictions, copies, series and answers are found (benchmarks/consolidation.py)."""
    assert rates[name].of > 0
    assert float(rates[name]) >= least


def test_generated_corpus_has_no_false_copies(rates):
    """Pages of one template are no copies of each other."""
    assert rates["documents told as copies that are none"].right == 0
