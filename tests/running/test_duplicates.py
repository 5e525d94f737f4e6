"""Duplicates: the measure, what it is compared with, and answers that serve twice."""

import json
from pathlib import Path

import pytest
from articles import article, draft
from faulty import Faulty
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer import Summarizer, scan
from summarizer.asking.pacing import RateLimits
from summarizer.models import Document
from summarizer.reading.cleaning.clean import clean
from summarizer.running.config import RunOptions
from summarizer.running.duplicates import NEAR, SKETCH, DuplicateIndex, resemblance, sketch
from summarizer.running.store.store import Store

SEEDS = Path(__file__).parents[2] / "seeds"
CLAUSES = [f"第{number}批志愿者走访各村各户" for number in range(400)]


def text_of(clauses):
    return clean(Document("1", "1.txt", "标题在此\n" + "。\n".join(clauses) + "。\n"))


def jaccard(one, other):
    return len({*one} & {*other}) / len({*one} | {*other})


def made(clauses):
    return sketch(text_of([CLAUSES[number] for number in clauses]))


@settings(deadline=None, max_examples=40)
@given(st.sets(st.integers(0, 60), min_size=5, max_size=50), st.sets(st.integers(0, 60), min_size=5, max_size=50))
def test_short_texts_are_compared_exactly(one, other):
    """As long as both sketches hold all clauses, resemblance is the share of clauses that both have."""
    assert resemblance(made(one), made(other)) == pytest.approx(jaccard(one, other))


@pytest.mark.slow
@settings(deadline=None, max_examples=25)
@given(st.integers(70, 380), st.floats(0, 1), st.randoms(use_true_random=False))
def test_long_texts_are_compared_by_an_estimate(length, share, chosen):
    """Within four standard errors of the true share, symmetric, and 1 of a text with itself."""
    one = set(chosen.sample(range(400), length))
    kept = set(chosen.sample(sorted(one), round(share * length)))
    other = kept | set(chosen.sample(sorted({*range(400)} - one) or [0], min(length - len(kept), 400 - length)))
    if len(other) < SKETCH:
        return
    left, right = made(one), made(other)
    true = jaccard(one, other)
    assert resemblance(left, right) == resemblance(right, left)
    assert abs(resemblance(left, right) - true) <= 4 * (true * (1 - true) / SKETCH) ** 0.5 + 0.02
    assert resemblance(left, left) == 1


def test_texts_of_a_few_words_are_like_nothing():
    """Two short notices with the same three clauses say little."""
    assert resemblance(made([1, 2, 3]), made([1, 2, 3])) == 0


def test_what_is_punctuation_width_or_script_makes_no_difference():
    """A site that sets its own commas and traditional characters publishes the same release."""
    one = [f"全县组织{number}支队伍，走访困难家庭" for number in range(10, 20)]
    other = [f"全縣組織{number}支隊伍 ; 走訪困難家庭" for number in range(10, 20)]
    assert resemblance(sketch(text_of(one)), sketch(text_of(other))) == 1


@pytest.mark.parametrize("seed", sorted(SEEDS.glob("0*.txt")), ids=lambda path: path.stem[:3])
def test_a_release_that_another_site_publishes_is_found(seed, tmp_path):
    """With a line of its own before and after, another source, and a sentence left out; no other seed is like it."""
    raw = seed.read_text(encoding="utf-8")
    lines = [line for line in raw.split("\n") if line.strip()]
    longest = max(lines, key=len)
    again = "\n".join(["某某新闻网转载", *(line.replace(longest[-40:], "") for line in lines), "来源：某某新闻网"])
    with Store.open(tmp_path) as store:
        sketches = DuplicateIndex(store)
        for position, path in enumerate(sorted(SEEDS.glob("0*.txt"))):
            assert sketches.near(sketch(scan(path).text), position) is None
            sketches.add(path.name, position, path.name, sketch(scan(path).text))
        twin = sketches.near(sketch(scan(again).text), 9)
    assert twin is not None
    assert twin.id == seed.name
    assert NEAR <= twin.resemblance <= 1


def test_only_what_stands_earlier_in_this_run_is_compared(tmp_path):
    """So a run that is repeated in part says the same, and nothing that left the inputs is named."""
    clauses = made(range(20))
    with Store.open(tmp_path) as store:
        sketches = DuplicateIndex(store)
        sketches.add("a", 3, "x", clauses)
        assert sketches.near(clauses, 3) is None
        assert sketches.same_bytes("x", 2) is None
        assert sketches.near(clauses, 4).id == sketches.same_bytes("x", 4).id == "a"
        later = DuplicateIndex(store)
        assert later.near(clauses, 4) is None
        later.place("a", 1)
        assert later.near(clauses, 2).resemblance == 1


def longer(number, more=""):
    """An article of many clauses with something of its own at the end."""
    return article(number, facts=20) + more


def run_of(server, folder, texts, **options):
    (folder / "in").mkdir()
    for name, text in texts.items():
        (folder / "in" / name).write_text(text, encoding="utf-8")
    asking = Summarizer("m", base_url=server.url)
    asking.run_to(folder / "out", [str(folder / "in")], RunOptions(RateLimits(4), **options))
    lines = (folder / "out" / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def told(record):
    return [finding["message"] for finding in record["findings"] if finding["code"] == "near_duplicate"]


def test_a_release_with_a_line_more_is_near_and_another_article_is_not():
    """What the tests below rest on."""
    one = sketch(scan(longer(1)).text)
    assert NEAR <= resemblance(one, sketch(scan(longer(1, "这项工作还将向更多乡镇推广。\n")).text)) < 1
    assert resemblance(one, sketch(scan(longer(2)).text)) < NEAR / 2


@pytest.mark.loopback
@pytest.mark.allow_hosts(["127.0.0.1"])
def test_near_duplicates_are_told_and_with_dedupe_asked_about_once(tmp_path):
    """The share of clauses is told either way; the answer is taken over where it holds, with all figures verified."""
    texts = {"a.txt": longer(1), "b.txt": longer(1, "这项工作还将向更多乡镇推广。\n"), "c.txt": longer(2)}
    with Faulty() as server:
        for name in ("told", "once"):
            (tmp_path / name).mkdir()
        both = run_of(server, tmp_path / "told", texts)
        asked = len(server.log())
        once = run_of(server, tmp_path / "once", texts, dedupe=True)
        assert (asked, len(server.log()) - asked) == (3, 2)
    assert [bool(told(record)) for record in both] == [False, True, False]
    assert "of its clauses also appear in a.txt" in told(both[1])[0]
    assert told(once[1])[0].endswith("whose answer is reused")
    assert once[1]["exchanges"] == []
    assert once[1]["report"]["figures"] == both[1]["report"]["figures"]
    assert once[1]["status"] == "ok"


@pytest.mark.loopback
@pytest.mark.allow_hosts(["127.0.0.1"])
def test_an_answer_that_does_not_hold_is_not_taken_over(tmp_path):
    """Where one number of the other page differs, a model is asked about that page."""
    [figure, *_] = draft(longer(1))["figures"]
    other = longer(1).replace(figure["quote"], figure["quote"].replace(str(figure["value"]), "31"))
    with Faulty() as server:
        first, second = run_of(server, tmp_path, {"a.txt": longer(1), "b.txt": other}, dedupe=True)
        assert len(server.log()) == 2
    assert told(second)
    assert not told(second)[0].endswith("taken for it")
    assert 31 in [one["value"] for one in second["report"]["figures"]]
    assert first["report"]["figures"] != second["report"]["figures"]
