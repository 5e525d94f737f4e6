"""The facts as data frames: typed columns that pandas, polars and pyarrow take, of a store and of a single record."""

import sys
from datetime import date

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from counties import finished_county_store
from handmade import failure, figure, outcome, store
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from summarizer import Store, UsageError
from summarizer.checking import arrow_stream
from summarizer.checking.fact_columns import Fact, fact_columns
from summarizer.checking.fact_table import FactTable
from summarizer.checking.report_values import ReportPeriod
from summarizer.delivering.exporting.exporter import export

TYPES = {column.name: column.type for column in fact_columns()}
VALUES = {
    "string": st.text(st.characters(exclude_categories=["Cs"])),
    "integer": st.integers(-(2**63), 2**63 - 1),
    "number": st.floats(allow_nan=False) | st.integers(-(10**300), 10**300),
    "boolean": st.booleans(),
    "date": st.dates(),
}
CELLS = st.fixed_dictionaries({kind: st.none() | values for kind, values in VALUES.items()})
FACTS = CELLS.map(lambda cells: Fact(**{name: cells[kind] for name, kind in TYPES.items()}))


@pytest.fixture(scope="module")
def counties(tmp_path_factory):
    return finished_county_store(tmp_path_factory.mktemp("counties"))


def plain(rows):
    """The cells of facts as Arrow holds them: a number is a double."""
    return [
        {
            name: float(cell) if TYPES[name] == "number" and cell is not None else cell
            for name, cell in zip(Fact._fields, row, strict=True)
        }
        for row in rows
    ]


def test_the_facts_of_a_run_are_those_of_its_export(counties, tmp_path):
    """Each column, type and cell of facts.parquet, but for the columns of the inputs, which it has besides."""
    export(counties, ["parquet"], tmp_path)
    exported = parquet.read_table(tmp_path / "facts.parquet").select(list(Fact._fields))
    with Store.read(counties) as opened:
        table = pa.table(opened.facts())
    assert table.equals(exported.cast(table.schema))
    assert {field.name: field.type for field in table.schema} == {field.name: field.type for field in exported.schema}


def _without_fragment(fact):
    return fact._replace(citation=fact.citation.partition("#")[0])


def test_the_facts_of_a_record_are_those_of_its_store(counties):
    """All but what takes other documents to know, and, in a citation, the text around the quote."""
    with Store.read(counties) as opened:
        whole = [fact._replace(newest=None, same_as=None, conflicts=None) for fact in opened.facts()]
        of_records = [fact for record in opened.delivered() for fact in record.facts()]
    assert list(map(_without_fragment, of_records)) == list(map(_without_fragment, whole))
    assert len(whole) == 18


def test_a_part_names_its_whole_in_a_record_too(tmp_path):
    """As the document writes it."""
    figures = [figure("检查企业50家", "企业", 50, "家"), figure("其中工业企业30家", "工业企业", 30, "家")]
    made = outcome(article="某县检查企业50家，其中工业企业30家。", figures=figures, points=[], measures=[])
    with Store.read(store(tmp_path / "out", made)) as opened:
        assert list(opened.facts()) == list(made.record.facts())
    assert [fact.whole for fact in made.record.facts()] == [None, "50家"]


PERIODS = [None, "2023", "2023-02", "2024-02", "2023-12", "2023-06-30", "2023-01/2023-06", "/2022-03-17", "2022-03-17/"]
ODD = ["--12-03", "2023-13", "2023-00", "2023-02-30", "2023-06-00", "2023-06-32", "2023-W05", "2023/", "/", "", "今年"]


def test_the_times_of_a_record_are_those_of_its_store(tmp_path):
    """First and last day and year, of each form that a time can have."""
    made = outcome(figures=[figure("设置采样点97个", "采样点", 97, "个")])
    first, *_ = figures = made.record.report.figures
    figures[:] = [
        first.model_copy(update={"period": ReportPeriod(iso=iso, surface=None, inferred=False, reason=None)})
        for iso in [*PERIODS, *ODD]
    ]
    made.record.document.published = "2021-12-03"
    with Store.read(store(tmp_path / "out", made)) as opened:
        stored, record = list(opened.facts()), opened.record("a.txt")
    assert list(record.facts()) == stored
    assert [stored[4].period_start, stored[4].period_end, stored[0].year] == [
        date(2023, 12, 1),
        date(2023, 12, 31),
        2021,
    ]


@pytest.mark.parametrize("published", [None, "2021", "2021-12", "2021-12-03", "2021-02-30", "--12-03", "2021-12-03T09"])
def test_the_day_of_publication_of_a_record_is_that_of_its_store(published, tmp_path):
    """A day that is none, or not known to the day, is null; the year is that of the figures without a time of their own."""
    made = outcome(figures=[figure("设置采样点97个", "采样点", 97, "个")])
    made.record.report.figures[0].period = None
    made.record.document.published = published
    with Store.read(store(tmp_path / "out", made, failure())) as opened:
        assert [fact for record in opened.delivered() for fact in record.facts()] == list(opened.facts())


def test_a_frame_of_pandas_has_typed_columns(counties):
    """Whole numbers and booleans with nulls, days as dates; conditions on them can be joined."""
    with Store.read(counties) as opened:
        facts, rows = opened.facts().to_frame(), list(opened.facts())
    assert str(facts.dtypes["year"]) == "Int64"
    assert str(facts.dtypes["counts"]) == str(facts.dtypes["cumulative"]) == "boolean"
    assert str(facts.dtypes["published"]) == "datetime64[s]"
    assert str(facts.dtypes["value"]) == "float64"
    asked = facts[
        facts.counts & (facts.measure == "党员先锋队") & (facts.published >= "2023-01-01") & (facts.year == 2023)
    ]
    assert len(asked) == sum(fact.counts and fact.measure == "党员先锋队" and fact.year == 2023 for fact in rows)
    assert facts.town.isna().sum() == sum(fact.town is None for fact in rows)


@settings(max_examples=25, deadline=None)
@given(st.lists(FACTS, max_size=5))
def test_frames_hold_the_facts(rows):
    """Whatever they are, none at all and more than one batch of them."""
    facts = FactTable(lambda: rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(arrow_stream, "_ROWS", 2)
        assert facts.to_frame("polars").to_dicts() == plain(rows)
        assert pa.table(facts).to_pylist() == plain(rows)
    frame = facts.to_frame("pandas")
    assert frame.shape == (len(rows), len(TYPES))
    assert list(frame.columns) == list(TYPES)
    for name, kind in TYPES.items():
        cells = [None if pd.isna(cell) else cell for cell in frame[name]]
        found = [row[name] for row in plain(rows)]
        assert cells == [pd.Timestamp(cell) if kind == "date" and cell else cell for cell in found]


def test_a_record_is_a_table_to_what_reads_arrow(counties):
    """As it is."""
    with Store.read(counties) as opened:
        record = next(opened.delivered())
    assert pl.DataFrame(record).equals(record.to_frame("polars"))
    assert len(record.to_frame()) == len(record.report.figures)


def test_without_pandas_a_frame_is_of_polars_and_without_both_the_error_says_what_to_install(monkeypatch):
    """Nothing else is missing then."""
    facts = FactTable(list)
    monkeypatch.setitem(sys.modules, "pandas", None)
    assert isinstance(facts.to_frame(), pl.DataFrame)
    with pytest.raises(UsageError, match="pandas is not installed: pip install pandas"):
        facts.to_frame("pandas")
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(UsageError, match="needs pandas or polars, and neither is installed: pip install pandas"):
        facts.to_frame()


def test_facts_are_read_while_their_store_is_open(tmp_path):
    """The error says so; they can be read twice before."""
    with Store.read(store(tmp_path / "out", outcome())) as opened:
        facts = opened.facts()
        assert len(list(facts)) == len(facts.to_frame()) > 0
    with pytest.raises(UsageError, match=r"is closed: read its facts inside of the `with` block"):
        facts.to_frame()
