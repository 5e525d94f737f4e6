"""Duplicates: the measure, what it is compared with, and answers that serve twice."""

import csv
import json
import random
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from articles import article, draft
from faulty import Faulty
from handmade import outcome
from handmade import store as store_of
from reprints import release, versions

from summarizer import Summarizer, scan
from summarizer.asking.pacing import RateLimits
from summarizer.delivering.exporting.exporter import export
from summarizer.running.config import RunOptions
from summarizer.running.copies import write_reports
from summarizer.running.duplicates import DuplicateIndex
from summarizer.running.sketches import (
    KEYS,
    NUMBERS,
    SHINGLES,
    WrittenNumber,
    copy_resemblance,
    resemblance,
    sketch,
    sketch_of,
)
from summarizer.running.store.database import FILE
from summarizer.running.store.store import Store

SEEDS = Path(__file__).parents[2] / "seeds"
KINDS = ("source", "frame", "words", "rewritten", "shortened", "traditional")
LOOK_ALIKES = ("next month", "corrected", "other county", "update")


def families(count, seed=1):
    """Releases with their versions: pages by kind."""
    chosen = random.Random(seed)  # noqa: S311 - repeatable
    for _ in range(count):
        yield {version.kind: version for version in versions(release(chosen), chosen)}


@pytest.fixture(scope="module")
def sketched():
    """The sketches of some releases and of what other sites made of them, by kind."""
    return [{kind: sketch_of(scan(page.text)) for kind, page in pages.items()} for pages in families(12)]


@pytest.mark.parametrize("kind", KINDS)
def test_a_release_that_another_site_publishes_is_a_copy(kind, sketched):
    """With another source line, frame, headline, words or script, a sentence more or less; and it is found by its keys."""
    for pages in sketched:
        assert copy_resemblance(pages["original"], pages[kind]) is not None
        assert {*pages["original"].keys} & {*pages[kind].keys}


@pytest.mark.parametrize("kind", LOOK_ALIKES)
def test_a_page_of_the_same_template_is_no_copy(kind, sketched):
    """Next month's bulletin, a correction, another county's page, a report that adds to it: their numbers differ."""
    for pages in sketched:
        assert copy_resemblance(pages["original"], pages[kind]) is None


@pytest.mark.parametrize("seed", sorted(SEEDS.glob("0*.txt")), ids=lambda path: path.stem[:3])
def test_a_seed_that_another_site_publishes_is_found(seed, tmp_path):
    """With a line of its own before and after, another source, and a sentence left out; no other seed is like it."""
    raw = seed.read_text(encoding="utf-8")
    lines = [line for line in raw.split("\n") if line.strip()]
    longest = max(lines, key=len)
    again = "\n".join(["某某新闻网转载", *(line.replace(longest[-40:], "") for line in lines), "来源：某某新闻网"])
    with Store.open(tmp_path) as store:
        sketches = DuplicateIndex(store)
        for position, path in enumerate(sorted(SEEDS.glob("0*.txt"))):
            own = sketch_of(scan(path))
            assert sketches.near(own, position) is None
            sketches.add(path.name, position, path.name, own)
        twin = sketches.near(sketch_of(scan(again)), 9)
    assert twin is not None
    assert twin.id == seed.name
    assert 0.8 <= twin.resemblance <= 1


def test_texts_of_a_few_words_are_like_nothing():
    """Two short notices say little."""
    short = sketch_of(scan("通知\n今日停水。\n"))
    assert copy_resemblance(short, short) is None


@pytest.mark.parametrize("length", [40, 128, 300, 1000])
@pytest.mark.parametrize("share", [0, 0.3, 0.6, 0.9, 1])
def test_resemblance_is_estimated_within_its_error(length, share):
    """Within four standard errors of the true share of hashes that both have, symmetric, and 1 of a text with itself."""
    chosen = random.Random(length)  # noqa: S311 - repeatable
    one = set(chosen.sample(range(2**32), length))
    kept = set(chosen.sample(sorted(one), round(share * length)))
    other = kept | set(chosen.sample(range(2**32), length - len(kept)))
    left, right = (sorted(part)[:SHINGLES] for part in (one, other))
    true = len(one & other) / len(one | other)
    assert resemblance(left, right) == resemblance(right, left)
    assert abs(resemblance(left, right) - true) <= 4 * (true * (1 - true) / SHINGLES) ** 0.5
    assert resemblance(left, left) == 1


def test_a_sketch_takes_time_that_grows_with_the_text():
    """A large table of numbers costs what its length does, and its sketch stays small."""
    numbers = [WrittenNumber(at * 10 + 6, at * 10 + 9, "figure", at) for at in range(20_000)]
    folded = "".join(f"某村共有人口{at % 1000:03}。" for at in range(20_000))
    started = time.process_time()
    found = sketch(folded, numbers)
    assert time.process_time() - started < 5
    assert (len(found.shingles), len(found.numbers), len(found.keys)) == (SHINGLES, NUMBERS, KEYS)


def test_only_what_stands_earlier_in_this_run_is_compared(tmp_path, sketched):
    """So a run that is repeated in part says the same, and nothing that left the inputs is named."""
    own = sketched[0]["original"]
    with Store.open(tmp_path) as store:
        sketches = DuplicateIndex(store)
        sketches.add("a", 3, "x", own)
        assert sketches.near(own, 3) is None
        assert sketches.same_bytes("x", 2) is None
        assert sketches.near(own, 4).id == sketches.same_bytes("x", 4).id == "a"
        later = DuplicateIndex(store)
        assert later.near(own, 4) is None
        later.place("a", 1)
        assert later.near(own, 2).resemblance == 1


def named(out):
    """The original of each document that is a copy, by its id, as the facts, the documents and the records have it."""
    with Store.read(out) as opened:
        facts = {fact.document: fact.duplicate_of for fact in opened.facts() if fact.duplicate_of}
        counted = {fact.document for fact in opened.facts() if fact.counts}
        records = {record.document.id: record.document.duplicate_of for record in opened.delivered()}
    assert {name: original for name, original in records.items() if original} == facts
    assert counted == {*records} - {*facts}
    return facts


def stored(out, pages):
    """A store of pages by name, without figures of a model, as a run leaves it."""
    store_of(out, *(outcome(name, text, []) for name, text in pages.items()))
    with Store.open(out) as opened:
        write_reports(opened)
    return out


@pytest.mark.parametrize("order", [0, 1, 2])
def test_the_original_is_the_first_published_whatever_the_order_of_the_inputs(order, tmp_path):
    """All copies name it, their figures do not count; look-alikes are originals of their own."""
    pages = {f"{kind}.txt": page.text for kind, page in next(families(1, seed=4)).items()}
    pages["original.txt"] = pages["original.txt"].replace("发布时间：20", "发布时间：19", 1)
    names = sorted(pages)
    random.Random(order).shuffle(names)  # noqa: S311 - repeatable
    found = named(stored(tmp_path / "out", {name: pages[name] for name in names}))
    assert found == {f"{kind}.txt": "original.txt" for kind in KINDS}


def test_copies_are_found_in_a_store_of_a_run_that_did_not_tell_them(tmp_path):
    """A store without sketches is read as it is: the exports tell its copies, the file stays."""
    pages = next(families(1))
    out = stored(tmp_path / "out", {"a.txt": pages["original"].text, "b.txt": pages["words"].text})
    with closing(sqlite3.connect(out / FILE)) as database, database:
        for table in ("sketches", "sketch_keys", "duplicates"):
            database.execute(f"DELETE FROM {table}")  # noqa: S608 - ours
    before = (out / FILE).read_bytes()
    export(out, ["csv"], tmp_path)
    with (tmp_path / "facts.csv").open(encoding="utf-8", newline="") as file:
        told = {(row["document"], row["duplicate_of"], row["counts"]) for row in csv.DictReader(file)}
    assert told == {("a.txt", "", "true"), ("b.txt", "a.txt", "false")}
    assert (out / FILE).read_bytes() == before


def test_a_copy_that_is_read_anew_is_told_anew(tmp_path):
    """A page that is no copy any more is an original again, in the tables and in its record."""
    pages = next(families(1))
    out = stored(tmp_path / "out", {"a.txt": pages["original"].text, "b.txt": pages["words"].text})
    assert named(out) == {"b.txt": "a.txt"}
    with Store.open(out) as opened:
        opened.database.execute("DELETE FROM sketches WHERE id = 'b.txt'")
        opened.database.commit()
        opened.save(outcome("b.txt", pages["next month"].text, []), position=1, digest="")
        write_reports(opened)
    assert named(out) == {}


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


@pytest.mark.loopback
@pytest.mark.allow_hosts(["127.0.0.1"])
def test_near_duplicates_are_told_and_with_dedupe_asked_about_once(tmp_path):
    """The share of their words is told either way; the answer is taken over where it holds, with all figures verified."""
    texts = {"a.txt": longer(1), "b.txt": longer(1, "这项工作还将向更多乡镇推广。\n"), "c.txt": longer(2)}
    with Faulty() as server:
        for name in ("told", "once"):
            (tmp_path / name).mkdir()
        both = run_of(server, tmp_path / "told", texts)
        asked = len(server.log())
        once = run_of(server, tmp_path / "once", texts, dedupe=True)
        assert (asked, len(server.log()) - asked) == (3, 2)
    assert [bool(told(record)) for record in both] == [False, True, False]
    assert told(both[1])[0].startswith("a copy of a.txt: ")
    assert "whose answer is reused" in told(once[1])[0]
    assert once[1]["exchanges"] == []
    assert once[1]["report"]["figures"] == both[1]["report"]["figures"]
    assert once[1]["status"] == "ok"


@pytest.mark.loopback
@pytest.mark.allow_hosts(["127.0.0.1"])
def test_a_page_with_another_number_is_asked_about(tmp_path):
    """A page that differs in one number is no copy: a model is asked about it."""
    [figure, *_] = draft(longer(1))["figures"]
    other = longer(1).replace(figure["quote"], figure["quote"].replace(str(figure["value"]), "31"))
    with Faulty() as server:
        first, second = run_of(server, tmp_path, {"a.txt": longer(1), "b.txt": other}, dedupe=True)
        assert len(server.log()) == 2
    assert not told(second)
    assert 31 in [one["value"] for one in second["report"]["figures"]]
    assert first["report"]["figures"] != second["report"]["figures"]
