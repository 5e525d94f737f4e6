"""Totals over all documents of a run: what the viewer's overview draws."""

from typing import Any

from summarizer.running.store.store import Store

MOST_MEASURES = 24
LOWEST = 40
"""So many documents are shown one by one: those whose numbers are covered least."""

_DELIVERED = "documents LEFT JOIN reports USING (document) WHERE position NOT NULL"
_STATED = "(reported + restated + missed)"
_SUMS = f"""
SELECT count(*) AS documents, coalesce(sum(figures), 0) AS figures, coalesce(sum(verified), 0) AS verified,
       coalesce(sum{_STATED}, 0) AS stated, coalesce(sum(missed), 0) AS missed
FROM {_DELIVERED}
"""  # noqa: S608 - ours, as all below
_CONFLICTS = """
SELECT count(*) AS conflicts FROM conflicts JOIN documents USING (document)
JOIN documents AS others ON others.document = other_document
WHERE (documents.position, number) < (others.position, other_number)
"""
_STATUSES = f"SELECT status AS name, count(*) AS documents FROM {_DELIVERED} GROUP BY 1"  # noqa: S608
_VERDICTS = """
SELECT coalesce(verdict, 'missed') AS name, count(*) AS figures FROM figures JOIN documents USING (document)
WHERE position NOT NULL GROUP BY 1 ORDER BY 2 DESC
"""
_KINDS = """
SELECT kind AS name, count(*) AS measures, count(DISTINCT document) AS documents,
       count(*) FILTER (WHERE measures.status IN ('planned', 'called_for')) AS ahead,
       count(*) FILTER (WHERE measures.status = 'ended') AS ended
FROM measures JOIN documents USING (document) WHERE position NOT NULL AND kind NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1
"""
_MEASURES = """
SELECT measures.name, count(*) AS figures, count(DISTINCT figures.document) AS documents
FROM figures JOIN measures ON measures.document = figures.document AND measures.id = figures.measure
JOIN documents ON documents.document = figures.document
WHERE position NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?
"""
_CODES = """
SELECT code AS name, severity, count(*) AS findings, count(DISTINCT document) AS documents
FROM findings JOIN documents USING (document) WHERE position NOT NULL GROUP BY 1, 2 ORDER BY severity, 3 DESC
"""
_MODELS = """
SELECT model AS name, count(*) AS answers, sum(paid) AS paid, sum(input_tokens) AS input_tokens,
       sum(output_tokens) AS output_tokens, sum(cost_usd) AS cost_usd
FROM exchanges GROUP BY 1 ORDER BY 2 DESC
"""
_DECISIONS = """
SELECT count(*) AS decisions FROM decisions JOIN documents USING (document)
WHERE position NOT NULL AND decisions.sha256 IS documents.sha256
"""
_COVERED = f"(reported + restated) * 1.0 / nullif({_STATED}, 0)"
_COVERAGE = f"""
SELECT min(9, CAST({_COVERED} * 10 AS INTEGER)) AS tenth, count(*) AS documents
FROM {_DELIVERED} AND {_COVERED} NOT NULL GROUP BY 1
"""  # noqa: S608
_LOWEST = f"""
SELECT id, title, reported, restated, missed FROM {_DELIVERED} AND {_COVERED} NOT NULL
ORDER BY {_COVERED}, position LIMIT ?
"""  # noqa: S608
_PUBLISHED = "coalesce(reports.published, documents.published)"
_MONTHS = f"""
SELECT substr({_PUBLISHED}, 1, 7) AS month, status, count(*) AS documents
FROM {_DELIVERED} AND {_PUBLISHED} GLOB '[0-9][0-9][0-9][0-9]*' GROUP BY 1, 2 ORDER BY 1
"""  # noqa: S608
_PROVINCES = f"""
SELECT substr(adcode, 1, 2) AS code, max(province) AS name, count(*) AS documents, sum(figures + missed) AS figures
FROM {_DELIVERED} AND adcode NOT NULL AND province NOT NULL GROUP BY 1 ORDER BY 4 DESC
"""  # noqa: S608


def sums(store: Store) -> dict[str, int]:
    """How many documents, figures of the model, verified ones, numbers of the sources, missed ones, contradictions."""
    return {**_all(store, _SUMS)[0], **_all(store, _CONFLICTS)[0]}


def totals(store: Store) -> dict[str, Any]:
    """Documents by status, coverage, month and province; figures by verdict and measure, measures by kind, and more."""
    return {
        **sums(store),
        "statuses": _all(store, _STATUSES),
        "verdicts": _all(store, _VERDICTS),
        "kinds": _all(store, _KINDS),
        "measures": _all(store, _MEASURES, MOST_MEASURES),
        "codes": _all(store, _CODES),
        "models": _all(store, _MODELS),
        "coverage": _all(store, _COVERAGE),
        "lowest": _all(store, _LOWEST, LOWEST),
        "months": _all(store, _MONTHS),
        "provinces": _all(store, _PROVINCES),
        **_all(store, _DECISIONS)[0],
    }


def _all(store: Store, query: str, *values: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in store.database.execute(query, values)]
