"""Documents that a program makes are inputs of a run as files are: done once, done again when they change."""

import json
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from loopback import LOOPBACK, Loopback, answer
from pages import ROOT

from summarizer import Document, RateLimits, RunOptions, Store, Summarizer, UsageError
from summarizer.reading.inputs.items import sight_items

RECORDED = ROOT / "fixtures" / "recordings" / "large-llm"
PAGES = sorted((ROOT / "seeds").glob("00[12]*.txt"))


def documents():
    return [Document(page.stem[:3], "", page.read_text(encoding="utf-8")) for page in PAGES]


def test_a_run_goes_on_with_documents_where_it_stopped(tmp_path):
    """What is the same is kept; what has changed is done again, whether or not a hash came with it."""
    made, [first, second] = Summarizer(replay=RECORDED), documents()
    assert made.run_to(tmp_path, [first]).reasons == {"new": 1}
    assert made.run_to(tmp_path, iter([first, second])).reasons == {"kept": 1, "new": 1}
    changed = replace(first, raw=first.raw.replace("85", "86", 1))
    summary = made.run_to(tmp_path, [changed, second])
    assert summary.reasons == {"changed": 1, "kept": 1}
    assert str(summary) == "1 document done; 1 failed; 1 kept from earlier runs"
    assert "1 failed ✗" in summary._repr_html_()
    with Store.read(tmp_path) as store:
        assert [record.document.id for record in store.delivered()] == ["001", "002"]
        assert repr(store) == f"<Store {str(tmp_path / 'run.sqlite')!r}: 1 failed, 1 ok>"
        assert "1 ok ✓" in store._repr_html_()
    assert repr(store) == f"<Store {str(tmp_path / 'run.sqlite')!r}: not open>"


def test_documents_and_paths_are_inputs_of_one_run(tmp_path):
    """In their order, with ids that are unique; a single path is one input."""
    first, second = documents()
    made = Summarizer(replay=RECORDED)
    inputs = [second, PAGES[0], first, replace(first, id="002")]
    assert made.run_to(tmp_path, inputs).done == 4
    with Store.read(tmp_path) as store:
        assert [record.document.id for record in store.delivered()] == ["002", PAGES[0].name, "001", "002#2"]
        assert store.settings["inputs"] == [str(PAGES[0])]
    assert made.run_to(tmp_path / "other", PAGES[0]).done == 1
    with pytest.raises(UsageError, match="no such file or folder"):
        made.run_to(tmp_path / "third", [first, "nowhere.txt"])


def test_cells_of_a_data_frame_may_be_columns():
    """A time is its words, a number a number, and what is missing null."""
    cells = {
        "day": pd.Timestamp("2024-03-01"),
        "date": date(2024, 3, 1),
        "count": np.int64(3),
        "share": np.float64("nan"),
        "none": float("inf"),
        "missing": pd.NA,
        "nested": [np.float32(0.5)],
    }
    [(sighting, read)] = sight_items(Document("a", "", "某县", columns=cells))
    assert sighting.columns == read().columns
    assert sighting.columns == {
        "day": "2024-03-01 00:00:00",
        "date": "2024-03-01",
        "count": 3,
        "share": None,
        "none": None,
        "missing": "<NA>",
        "nested": [0.5],
    }
    assert len(sighting.sha256) == 64


def drafted(count):
    """The answer about a page that states so many teams."""
    figure = {"subject": "党员先锋队", "value": count, "unit": "支", "measure": "党员先锋队"}
    figures = [figure | {"quote": f"组建党员先锋队{count}支"}]
    measures = [{"name": "党员先锋队", "kind": "body", "actor": None, "target": None, "place": None}]
    return answer(
        json.dumps({"points": [], "slogans": [], "measures": measures, "figures": figures}, ensure_ascii=False)
    )


@pytest.mark.parametrize("mark", [pytest.param(None, marks=LOOPBACK, id="loopback")])
def test_a_run_of_a_program_knows_what_contradicts_what(mark, tmp_path):
    """As the command does: the column `conflicts` of the facts leads from one document to the other."""
    pages = [
        Document(f"{count}", "", f"甘肃省玉门市2023年1月{day}日讯\n玉门市2022年组建党员先锋队{count}支，服务群众。\n")
        for day, count in ((3, 85), (9, 58))
    ]
    with Loopback(drafted(85), drafted(58)) as server:
        made = Summarizer("m", base_url=server.url, patches=0)
        made.run_to(tmp_path, pages, RunOptions(RateLimits(1)))
    with Store.read(tmp_path) as store:
        assert [fact.conflicts for fact in store.facts()] == ["58#0", "85#0"]
