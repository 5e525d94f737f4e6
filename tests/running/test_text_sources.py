"""The sources of texts: files, rows, the store of a run; of many, those that a text is likeliest to rest on."""

import pytest
from viewing import outcome, save, unread

from summarizer import check_text
from summarizer.errors import InputError, UsageError
from summarizer.models import Document
from summarizer.running.row_sources import RowSources
from summarizer.running.text_sources import TextSources

COUNTIES = ["青禾县", "柳林县", "石桥县", "云溪县", "南坪县"]
EMPTY = {"points": [], "measures": [], "slogans": [], "figures": []}


def page(number):
    """One of very many reports: a county, a year, numbers of its own."""
    county = COUNTIES[number % 5]
    return (
        f"{county}{2000 + number // 5}年工作情况\n{county}新建公路{300 + 7 * number}公里，改造危房{1000 + 13 * number}户，"
        f"接待游客{50 + number}万人次，新增停车位{2000 + 11 * number}个。"
    )


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    """A run of sixty reports and a file that could not be read."""
    reports = [outcome(f"{number:02}.txt", page(number), EMPTY) for number in range(60)]
    return save(tmp_path_factory.mktemp("out"), [*reports, unread("a.pdf", "unsupported_type", "a.pdf is not text")])


TEXT = "石桥县2006年新建公路524公里，改造危房1416户，接待游客99万人次。"


def test_of_a_store_the_likeliest_documents_are_the_sources(out):
    """Document 32 states two of the numbers; it comes first, few others are held against the text."""
    with TextSources.of([str(out)]) as sources:
        assert len(sources) == 60
        check = sources.check(Document("t", "t.txt", TEXT))
    assert check.sources[0].id == "32.txt"
    assert len(check.sources) <= 20
    found = {each.surface: each for each in check.judgements}
    assert found["524公里"].verdict == found["1416户"].verdict == "supported"
    assert found["99万人次"].flagged


def test_spans_of_a_store_count_its_text(out):
    """A document of a store is a row of its file, though the page that it was made of is gone."""
    check = check_text(TEXT, out)
    judgement = next(each for each in check.judgements if each.surface == "524公里")
    source = check.sources[judgement.source]
    assert source.path == str(out / "run.sqlite")
    assert source.raw[slice(*judgement.source_span)] == "524公里"
    assert check.source_surface(judgement) == "524公里"


def test_of_many_files_the_likeliest_are_the_sources(tmp_path):
    """They are found by their numerals and first words, and only those are scanned."""
    for number in range(40):
        (tmp_path / f"{number:02}.txt").write_text(page(number), encoding="utf-8")
    with TextSources.of([str(tmp_path)]) as sources:
        check = sources.check(Document("t", "t.txt", TEXT))
        assert len(check.sources) <= len(sources._kept) <= 20
    assert check.sources[0].id == "32.txt"


def test_a_text_that_shares_nothing_is_judged_all_the_same(out):
    """Its numbers are not stated."""
    with TextSources.of([str(out)]) as sources:
        check = sources.check(Document("t", "t.txt", "Nothing 31 like it"))
    assert {each.verdict for each in check.judgements} <= {"not_stated", "contradicted"}


def test_a_source_that_cannot_be_read_costs_itself_alone(tmp_path):
    """It is noted; the others are used. Where none is left, no text can be checked."""
    (tmp_path / "a.txt").write_text("设点97个。", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    text = Document("t", "t.txt", "设点97个。")
    with TextSources.of([str(tmp_path)]) as sources:
        assert sources.check(text).judgements[0].verdict == "supported"
        assert {name: error.code for name, error in sources.unread.items()} == {"b.txt": "empty"}
    with TextSources.of([str(tmp_path / "b.txt")]) as sources, pytest.raises(InputError, match="no source"):
        sources.check(text)


def test_there_must_be_a_run(tmp_path):
    """A folder without one is a folder of documents."""
    with pytest.raises(UsageError, match="no documents"):
        TextSources.of([str(tmp_path)])


def row(tmp_path, source, **columns):
    return Document("r1", str(tmp_path / "t.jsonl"), "设点97个。", columns={"source": source, **columns})


def test_a_row_names_its_sources_by_id_by_file_or_in_words(tmp_path):
    """Each item of a list may be another kind."""
    (tmp_path / "b.txt").write_text("设点97个。", encoding="utf-8")
    known = Document("known", "x/known.txt", "设点90个。")
    with TextSources() as given:
        given.add(known)
        found = RowSources(given, "source").of(row(tmp_path, ["known", "b.txt", "全县设点96个。"]))
    assert [(each.id, each.raw) for each in found] == [
        ("known", "设点90个。"),
        ("b.txt", "设点97个。"),
        ("r1#source/2", "全县设点96个。"),
    ]


@pytest.mark.parametrize(
    ("source", "code"),
    [("../a.txt", "bad_row"), ("/etc/hosts.txt", "bad_row"), ("c.txt", "not_found"), ("", "no_source")],
)
def test_a_row_leads_to_no_file_outside_its_folder(tmp_path, source, code):
    """Nor to one that is not there."""
    with TextSources() as given, pytest.raises(InputError) as refused:
        RowSources(given).of(row(tmp_path, source))
    assert refused.value.code == code


def test_sources_for_all_texts_come_before_a_column_of_that_name(tmp_path):
    """Scraped rows have a column source that names a newspaper."""
    with TextSources() as given:
        given.add(Document("known", "known.txt", "设点90个。"))
        assert RowSources(given).of(row(tmp_path, "新华网")) is None
        assert [each.raw for each in RowSources(given, "of").of(row(tmp_path, "新华网", of="设点3个。"))] == [
            "设点3个。"
        ]
