"""The benchmark of wrong figures keeps the rates that it promises for what figures mean, and reads other folders."""

import json
from functools import cache

import mutations
import pytest
from mutating import meaning_kinds, number_kinds
from mutating.case_files import folder_cases

TEXT = "全县户籍人口52万人，其中女性25万人。计划新建学校3所。"


@cache
def cases():
    """Those that are annotated by meaning, and each fourth of the others."""
    read = list(mutations.cases())
    annotated = [case for case in read if any(fact.facts for fact in case.figures)]
    return annotated + [case for case in read if case not in annotated][::4]


@pytest.mark.parametrize("kind", meaning_kinds.KINDS, ids=lambda kind: kind.__name__)
def test_a_number_told_with_another_meaning_is_caught(kind):
    """95 of 100 of each kind, of two dozen at least."""
    rate = mutations.detection(cases(), (kind,))[kind.__name__]
    assert rate.of >= 24
    assert rate.doubted >= 0.95 * rate.of, rate.fails


def test_the_meaning_of_a_true_figure_is_not_doubted():
    """Stated in fields or in words: at most 1 of 200 for what it means; what it counts is attribution's affair."""
    true = [
        (case, claim) for case in cases() for fact in case.figures for _, claim in meaning_kinds.true_in_words(fact)
    ]
    assert len(true) > 600
    doubted = [claim for case, claim in true if set(case.doubts(claim)) - {"misattributed"}]
    assert len(doubted) <= 0.005 * len(true), doubted


@pytest.fixture
def folders(tmp_path):
    """A folder of one annotated document, and one of what its figures mean."""
    pages, facts = tmp_path / "pages", tmp_path / "facts"
    pages.mkdir()
    facts.mkdir()
    (pages / "a.txt").write_text(TEXT, encoding="utf-8")
    rows = [("52万人", 520000, "人", "户籍人口"), ("25万人", 250000, "人", "女性"), ("3所", 3, "所", "学校")]
    figures = [
        {"start": TEXT.index(s), "end": TEXT.index(s) + len(s), "surface": s, "value": value}
        | {"unit": unit, "qualifier": None, "subject": subject}
        for s, value, unit, subject in rows
    ]
    (pages / "a.json").write_text(json.dumps({"doc": "a.txt", "figures": figures}), encoding="utf-8")
    plain = {
        "status": "actual",
        "aspect": "amount",
        "cumulative": False,
        "new": False,
        "direction": None,
        "whole": None,
    }
    coded = [
        {**plain, "start": figures[0]["start"], "surface": "52万人", "unsure": []},
        {**plain, "start": figures[1]["start"], "surface": "25万人", "whole": figures[0]["start"], "unsure": []},
        {**plain, "start": figures[2]["start"], "surface": "3所", "status": "planned", "new": True, "unsure": ["new"]},
    ]
    (facts / "a.json").write_text(json.dumps({"figures": coded}), encoding="utf-8")
    return pages, facts


def test_another_folder_is_read_with_what_its_figures_mean(folders):
    """A whole by its surface; what is usual is left out, and what is unsure not stated."""
    (case,) = folder_cases(*folders)
    assert [fact.meaning for fact in case.figures] == [{}, {"whole": "52万人"}, {"status": "planned", "new": None}]
    assert case.figures[2].stated.keys() & {"status", "new", "cumulative"} == {"status", "cumulative"}
    assert [fact.claim["subject"] for fact in case.figures] == ["户籍人口", "女性", "学校"]
    assert next(folder_cases(folders[0])).figures[1].facts is None


def test_the_command_prints_the_two_tables_side_by_side(folders, monkeypatch, capsys):
    """Each kind once, with a column for the repository's cases and one for the folder's."""
    monkeypatch.setattr(mutations, "cases", lambda: folder_cases(*folders))
    monkeypatch.setattr("sys.argv", ["mutations.py", "--pages", str(folders[0]), "--facts", str(folders[1])])
    mutations.main()
    lines = capsys.readouterr().out.splitlines()
    row = next(line for line in lines if line.startswith("  planned done stated"))
    assert row.count("1 of      1  100.00%") == 2
    for kind in (*number_kinds.KINDS, *meaning_kinds.KINDS):
        assert sum(line.startswith(f"  {kind.__name__.replace('_', ' '):28} ") for line in lines) == 1
    for kind in ("cell of another row", "cell of another column", "summary swap", "as it is", "with its facts stated"):
        assert any(line.startswith(f"  {kind}") for line in lines), kind
