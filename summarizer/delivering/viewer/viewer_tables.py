"""The tables of a whole run that a reader searches, filters and sorts: documents, figures, measures, contradictions.

Each is declared once: its columns with their SQL, its facets, what is searched, what it can be sorted by. The page has
all rows inside, or the server sends them a page at a time (`faceting`); templates/tables.js does for the page what
`faceting` does for the server.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, NamedTuple

from summarizer.running.store.store import Store

Way = Literal["value", "list", "place", "words"]
"""How a facet is filtered: by a value, by one of several in a cell with commas between, by the beginning of a division
code, or by words that the cell has."""

Row = tuple[Any, ...]


class ViewerTable(NamedTuple):
    """A table: SQL for each column of a row, where rows come from, and which columns are facets, searched or sorted by.

    `key` is SQL for the store's number of a row's document, and for the row's own within it. Division codes are in `adcode`, the
    names of divisions in `province`, `city` and `county`.
    """

    name: str
    columns: Mapping[str, str]
    source: str
    key: tuple[str, str]
    facets: Mapping[str, Way]
    searched: tuple[str, ...]
    sorts: tuple[str, ...]

    @property
    def as_json(self) -> dict[str, Any]:
        """What the page has to know of it."""
        facets = list(self.facets.items())
        return {"columns": list(self.columns), "facets": facets, "searched": self.searched, "sorts": self.sorts}

    def rows(self, store: Store, columns: Iterable[str]) -> Iterator[Row]:
        """These columns of all rows in the order of the inputs, after the place of the document and the row's number.

        A document at a time: SQLite then reads neighbours, and sorts nothing.
        """
        wanted = ", ".join(self.columns[name] for name in columns)
        document, number = self.key
        query = f"SELECT ?, {number}, {wanted} FROM {self.source} AND {document} = ? ORDER BY 2"  # noqa: S608 - ours
        for place, key in enumerate(keys_of(store)):
            yield from _tuples(store, query, place, key)

    def row(self, store: Store, key: int, number: int | str) -> Row:
        """All columns of one row of the document with this number in the store."""
        document, own = self.key
        wanted = ", ".join(self.columns.values())
        query = f"SELECT {wanted} FROM {self.source} AND {document} = ? AND {own} = ?"  # noqa: S608 - ours
        return next(_tuples(store, query, key, number))


def keys_of(store: Store) -> list[int]:
    """The store's numbers of the delivered documents in the order of the inputs; their places here are their places."""
    found = store.database.execute("SELECT document FROM documents WHERE position NOT NULL ORDER BY position, id")
    return [row[0] for row in found]


def _tuples(store: Store, query: str, *values: Any) -> Iterator[Row]:
    cursor = store.database.cursor()
    cursor.row_factory = None
    return cursor.execute(query, values)


def _plain(*names: str, of: str) -> dict[str, str]:
    return {name: f'{of}."{name}"' for name in names}


# Of a finding, whether a decision settles it; all points are edited at once.
_OPEN = (
    "NOT EXISTS (SELECT 1 FROM settled WHERE settled.document = findings.document AND (settled.item = findings.item"
    " OR settled.item = substr(findings.item, 1, instr(findings.item, '/') - 1)))"
)
_WORST = (
    f"(SELECT min(severity) FROM findings WHERE findings.document = {{0}} AND severity <> 'info' AND {{1}} AND {_OPEN})"  # noqa: S608 - ours
)
_CODES = "(SELECT group_concat(DISTINCT code) FROM findings WHERE findings.document = documents.document)"


def _count(severity: str) -> str:
    return (
        "(SELECT count(*) FROM findings WHERE findings.document = documents.document"  # noqa: S608 - ours
        f" AND severity = '{severity}' AND {_OPEN})"
    )


_STATUS = f"CASE WHEN documents.status = 'flagged' AND NOT {_count('error')} THEN 'ok' ELSE documents.status END"


DOCUMENTS = ViewerTable(
    name="documents",
    columns={
        "id": "documents.id",
        "title": "coalesce(documents.title, substr(documents.text, 1, 40) || '…')",
        "published": "coalesce(reports.published, documents.published)",
        "status": _STATUS,
        "error_code": "documents.error_code",
        **_plain("region", "province", "city", "county", "town", "adcode", of="reports"),
        **_plain("figures", "verified", "reported", "restated", "missed", of="reports"),
        "errors": _count("error"),
        "warnings": _count("warning"),
        "infos": _count("info"),
        "codes": _CODES,
        "reviewed": "reviewed.who",
        "review": "CASE WHEN reviewed.who NOT NULL THEN 'reviewed' WHEN documents.status <> 'failed' THEN 'open' END",
        "worst": f"CASE WHEN reviewed.who IS NULL THEN {_WORST.format('documents.document', '1')} END",
        "coverage": "(reports.reported + reports.restated) * 1.0"
        " / nullif(reports.reported + reports.restated + reports.missed, 0)",
        "look": f"(documents.status = 'failed') * 2e9 + ({_STATUS} = 'flagged') * 3e9 + {_count('error')} * 1e4"
        f" + {_count('warning')}",
    },
    source="documents LEFT JOIN reports ON reports.document = documents.document"
    " LEFT JOIN reviewed ON reviewed.document = documents.document WHERE documents.position NOT NULL",
    key=("documents.document", "0"),
    facets={"status": "value", "review": "value", "adcode": "place", "codes": "list", "worst": "value"},
    searched=("id", "title", "province", "city", "county", "town", "adcode"),
    sorts=("look", "coverage", "figures", "published", "title"),
)
FIGURES = ViewerTable(
    name="figures",
    columns={
        **_plain("number", "document", "title", "published", "province", "city", "county", "adcode", of="facts"),
        **_plain("place", "year", "subject", "value", "low", "high", "unit", of="facts"),
        **_plain("qualifier", of="figures"),
        **_plain("as_written", of="facts"),
        "status": "facts.figure_status",
        **_plain("aspect", "direction", "base", "cumulative", "new", of="facts"),
        "period": "CASE WHEN json_valid(figures.period) THEN json_extract(figures.period, '$.iso') END",
        "measure": "facts.measure",
        "kind": "facts.measure_kind",
        **_plain("quote", of="facts"),
        "verdict": "coalesce(facts.verdict, 'missed')",
        **_plain("role", "start", "end", "page", "cell", of="figures"),
        "worst": _WORST.format("facts.key", "item = 'figures/' || facts.number"),
        "decision": "facts.decision",
        "duplicate_of": "facts.duplicate_of",
    },
    source="facts JOIN figures ON figures.document = facts.key AND figures.number = facts.number WHERE 1",
    key=("facts.key", "facts.number"),
    facets={
        **dict.fromkeys(("verdict", "worst", "decision", "status", "aspect"), "value"),
        "subject": "words",
        "unit": "value",
        "adcode": "place",
        "year": "value",
        "kind": "value",
    },
    searched=("subject", "as_written", "quote", "measure", "title"),
    sorts=("subject", "value", "adcode", "year", "published", "measure"),
)
_OWN_PLACE = "CASE WHEN json_valid(measures.place) THEN json_extract(measures.place, '$.{}') END"
_HAS_PLACE = _OWN_PLACE.format("adcode")
_AMOUNTS = (
    "(SELECT json_group_array(json_array(figures.number, figures.as_written, figures.verdict)) FROM figures"
    " WHERE figures.document = measures.document AND figures.measure = measures.id)"
)
_YEAR = "GLOB '[0-9][0-9][0-9][0-9]*'"
MEASURES = ViewerTable(
    name="measures",
    columns={
        "number": "measures.number",
        "document": "documents.id",
        "title": "documents.title",
        "published": "coalesce(reports.published, documents.published)",
        **{
            name: f"CASE WHEN {_HAS_PLACE} NOT NULL THEN {_OWN_PLACE.format(name)} ELSE reports.{name} END"
            for name in ("province", "city", "county", "adcode")
        },
        "place": _OWN_PLACE.format("name"),
        "year": f'CASE WHEN measures."when" {_YEAR} THEN substr(measures."when", 1, 4)'
        f" WHEN coalesce(reports.published, documents.published) {_YEAR}"
        " THEN substr(coalesce(reports.published, documents.published), 1, 4) END",
        **_plain("name", "kind", "status", "actor", "target", "when", "origin", of="measures"),
        "whole": "(SELECT wholes.name FROM measures AS wholes WHERE wholes.document = measures.document"
        " AND wholes.id = measures.parent)",
        "amounts": f"CASE WHEN measures.figures <> '[]' THEN {_AMOUNTS} END",
    },
    source="measures JOIN documents ON documents.document = measures.document"
    " LEFT JOIN reports ON reports.document = measures.document WHERE documents.position NOT NULL",
    key=("measures.document", "measures.number"),
    facets={
        "kind": "value",
        "status": "value",
        "name": "words",
        "actor": "value",
        "adcode": "place",
        "year": "value",
    },
    searched=("name", "actor", "target", "title"),
    sorts=("name", "actor", "adcode", "year", "published"),
)
_OTHER = ("title", "published", "as_written", "value", "low", "high", "unit", "quote", "verdict")
CONFLICTS = ViewerTable(
    name="conflicts",
    columns={
        "number": "conflicts.number",
        **_plain("document", "title", "published", "province", "city", "county", "adcode", "place", of="facts"),
        **_plain("year", "subject", "period_start", "period_end", of="facts"),
        **_plain("as_written", "value", "low", "high", "unit", "quote", "verdict", of="facts"),
        **{f"other_{name}": f"others.{name}" for name in ("document", "number", *_OTHER)},
    },
    source="conflicts JOIN facts ON facts.key = conflicts.document AND facts.number = conflicts.number"
    " JOIN facts AS others ON others.key = conflicts.other_document AND others.number = conflicts.other_number"
    " WHERE (facts.position, facts.number) < (others.position, others.number)",
    key=("conflicts.document", "conflicts.number || '/' || conflicts.other_document || '/' || conflicts.other_number"),
    facets={"subject": "words", "unit": "value", "adcode": "place", "year": "value"},
    searched=("subject", "quote", "other_quote", "title", "other_title"),
    sorts=("subject", "adcode", "year", "published"),
)
TABLES = {table.name: table for table in (DOCUMENTS, FIGURES, MEASURES, CONFLICTS)}
