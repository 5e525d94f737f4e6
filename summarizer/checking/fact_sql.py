"""The columns of the facts as SQL on the tables of a store, which a view joins (`running/store/facts_view`).

`STANDS` is whether a figure counts before those of other documents are looked at.
"""

from summarizer.resources import Language

_CITED = ("text", "title", "publisher", "published", "sha256", "url")


def citation_sql(language: Language) -> str:
    """A figure's citation, by the function that `running/store/citations` gives a connection; null: no quote there."""
    own = ("figures.quote", "figures.quote_start", "figures.quote_text_start", "figures.quote_text_end")
    where = "coalesce(figures.cell, figures.page)"
    return f"citation('{language}', {', '.join([*own, where, *(f'documents.{name}' for name in _CITED)])})"


def of_json(column: str, name: str) -> str:
    return f"CASE WHEN json_valid({column}) THEN json_extract({column}, '$.{name}') END"


def of_place(name: str) -> str:
    """A part of the figure's division, or where it has none, of the report's."""
    own = of_json("figures.place", "adcode")
    return f"CASE WHEN {own} NOT NULL THEN json_extract(figures.place, '$.{name}') ELSE reports.{name} END"


def _day(iso: str, year: str, month: str) -> str:
    """A day as it is; of a year or a month the day that the other two give. The rest is null, as --12-03 is."""
    return (
        f"(SELECT CASE WHEN iso GLOB '{_YEAR}' THEN iso || '{year}' WHEN iso GLOB '{_YEAR}-{_TWO}' THEN {month}"  # noqa: S608 - ours
        f" WHEN iso GLOB '{_YEAR}-{_TWO}-{_TWO}' THEN date(iso, '+0 days') END FROM (SELECT {iso} AS iso))"
    )


_YEAR, _TWO = "[0-9][0-9][0-9][0-9]", "[0-9][0-9]"
ISO = of_json("figures.period", "iso")
_FROM = f"CASE WHEN instr({ISO}, '/') THEN substr({ISO}, 1, instr({ISO}, '/') - 1) ELSE {ISO} END"
_TO = f"substr({ISO}, instr({ISO}, '/') + 1)"
PERIOD_START = _day(_FROM, "-01-01", "date(iso || '-01')")
PERIOD_END = _day(_TO, "-12-31", "date(iso || '-01', '+1 month', '-1 day')")
# Without '+0 days', SQLite lets a 30th of February pass.
ISO_DAY = "length(documents.published) = 10 AND date(documents.published, '+0 days') = documents.published"
PUBLISHED = f"CASE WHEN {ISO_DAY} THEN documents.published END"
PUBLISHED_YEAR = f"CASE WHEN documents.published GLOB '{_YEAR}*' THEN documents.published END"
STANDS = (
    "duplicates.document IS NULL AND decided.action IS NOT 'reject' AND (coalesce(decided.action, '') IN ('accept', 'add')"
    " OR (figures.verdict IS NULL OR figures.verdict = 'verified') AND coalesce(figures.role, 'figure') = 'figure')"
    " AND (figures.repeats IS NULL OR repeated.action IS 'reject')"
)
COUNTS = f"{STANDS} AND (joined.same_document IS NULL OR stated.action IS 'reject')"
SAME_AS = (
    "(SELECT others.id || '#' || joined.same_number FROM documents AS others"
    " WHERE others.document = joined.same_document)"
)
CONFLICTS = (
    "(SELECT group_concat(place, ' ') FROM (SELECT others.id || '#' || conflicts.other_number AS place FROM conflicts"
    " JOIN documents AS others ON others.document = conflicts.other_document WHERE conflicts.document = figures.document"
    " AND conflicts.number = figures.number ORDER BY others.position, conflicts.other_number))"
)
WHOLE = (
    "CASE WHEN json_valid(figures.whole) THEN (SELECT surface FROM mentions WHERE mentions.document = figures.document"
    " AND mentions.start = json_extract(figures.whole, '$[0]') AND mentions.end = json_extract(figures.whole, '$[1]')) END"
)
DECISION = (
    "CASE decided.action WHEN 'accept' THEN 'accepted' WHEN 'reject' THEN 'rejected' WHEN 'add' THEN 'added'"
    " WHEN 'edit' THEN 'edited' END"
)
