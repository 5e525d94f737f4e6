"""The tables of the exports for people, in Chinese: heads, names of codes, and sentences.

Their SQL calls functions that say a code, or a message by its code and parameters, in Chinese. What programs read (csv,
parquet, sqlite, jsonl) keeps names, codes and English sentences, whatever the language.
"""

from collections.abc import Iterator

from summarizer.checking.fact_sql import citation_sql
from summarizer.delivering.exporting.export_columns import Column, ExportTable
from summarizer.resources import Language, label, render, restored, translated
from summarizer.running.store.rows import parsed
from summarizer.running.store.store import Store

_FIGURES = {"verdict": "verdict", "aspect": "aspect", "direction": "direction", "base": "base", "decision": "decided"}
_CODES = {
    "facts": {
        **_FIGURES,
        "figure_status": "figure_status",
        "measure_kind": "kind",
        "measure_status": "measure_status",
    },
    "series": {
        name: _FIGURES.get(name, name) for name in ("aspect", "base", "figure_status", "period_basis", "place_basis")
    },
    "conflicts": {"aspect": "aspect", "figure_status": "figure_status"},
    "measure_places": {"kind": "kind", "status": "measure_status"},
    "documents": {"status": "status", "error_code": "failure"},
    "points": {"origin": "origin"},
    "figures": {**_FIGURES, "status": "figure_status", "role": "role", "origin": "origin"},
    "measures": {"kind": "kind", "status": "measure_status", "origin": "origin", "decision": "decided"},
    "findings": {"code": "finding", "severity": "severity"},
}
"""Columns of codes, by table: the kind of label that each code has (`data/labels.tsv`)."""

_CITATION = (
    f"(SELECT {citation_sql('zh')} FROM figures JOIN documents ON documents.document = figures.document"  # noqa: S608 - ours
    " WHERE figures.document = facts.key AND figures.number = facts.number)"
)
_SENTENCES = {
    "facts": {"citation": _CITATION},
    "documents": {
        "error_message": "in_chinese(documents.error_code, CASE WHEN json_valid(documents.record)"
        " THEN json_extract(documents.record, '$.error.params') END, documents.error_message)",
        "published_reason": "reason_in_chinese(reports.published_said, reports.published_reason)",
    },
    "conflicts": {"basis": "labels('basis', json_extract(conflicts.reason, '$.basis'))"},
    "findings": {"message": "in_chinese(findings.code, findings.params, findings.message)"},
}


def heads(table: ExportTable, language: Language) -> list[str]:
    """The heads of a table's columns."""
    return [column.chinese if language == "zh" else column.name for column in table.columns]


def in_language(table: ExportTable, language: Language) -> ExportTable:
    """The table with codes and sentences in a language; `prepare` its store before its rows are read."""
    return table if language == "en" else table._replace(columns=tuple(_columns(table)))


def prepare(store: Store) -> None:
    """Give a store the functions that the tables in Chinese call."""
    for function, count in ((_in_chinese, 3), (_reason_in_chinese, 2), (_label, 2), (_labels, 2)):
        store.database.create_function(function.__name__.removeprefix("_"), count, function, deterministic=True)


def _columns(table: ExportTable) -> Iterator[Column]:
    codes, sentences = _CODES.get(table.name, {}), _SENTENCES.get(table.name, {})
    for column in table.columns:
        if column.name in codes:
            yield column._replace(sql=f"label('{codes[column.name]}', {column.sql})")
        else:
            yield column._replace(sql=sentences.get(column.name, column.sql))


def _label(kind: str, code: str | None) -> str | None:
    return code and label(kind, code, "zh")


def _labels(kind: str, codes: str | None) -> str | None:
    """The names of the codes in a JSON array, with 、 between them."""
    found = parsed(codes) if codes else None
    return "、".join(label(kind, str(code), "zh") for code in found) if isinstance(found, list) else codes


def _in_chinese(code: str | None, params: str | None, stored: str | None) -> str | None:
    if code is None or stored is None:
        return stored
    found = parsed(params or "{}")
    return translated(restored(code, found if isinstance(found, dict) else {}, stored), "zh")


def _reason_in_chinese(packed: str | None, stored: str | None) -> str | None:
    reason = parsed(packed) if packed else None
    return render(reason["key"], reason["params"], "zh") if isinstance(reason, dict) else stored
