"""The sentences of the exports that people read, in Chinese: what findings say, why documents failed, how dates are known.

A table's SQL then calls functions that say a message by its code and parameters. What programs read (csv, parquet,
sqlite, jsonl) keeps the English sentences, whatever the language.
"""

from summarizer.delivering.exporting.export_columns import ExportTable
from summarizer.resources import Language, render, restored, translated
from summarizer.running.store.rows import parsed
from summarizer.running.store.store import Store

_SENTENCES = {
    "documents": {
        "error_message": "in_chinese(documents.error_code, CASE WHEN json_valid(documents.record)"
        " THEN json_extract(documents.record, '$.error.params') END, documents.error_message)",
        "published_reason": "reason_in_chinese(reports.published_said, reports.published_reason)",
    },
    "findings": {"message": "in_chinese(findings.code, findings.params, findings.message)"},
}
"""The SQL of columns that hold sentences, by table and column."""


def in_language(table: ExportTable, language: Language) -> ExportTable:
    """The table with its sentences in a language; `prepare` its store before its rows are read."""
    sentences = _SENTENCES.get(table.name, {}) if language == "zh" else {}
    columns = (column._replace(sql=sentences.get(column.name, column.sql)) for column in table.columns)
    return table._replace(columns=tuple(columns))


def prepare(store: Store) -> None:
    """Give a store the functions that tables in Chinese call."""
    store.database.create_function("in_chinese", 3, _in_chinese, deterministic=True)
    store.database.create_function("reason_in_chinese", 2, _reason_in_chinese, deterministic=True)


def _in_chinese(code: str | None, params: str | None, stored: str | None) -> str | None:
    if code is None or stored is None:
        return stored
    found = parsed(params or "{}")
    return translated(restored(code, found if isinstance(found, dict) else {}, stored), "zh")


def _reason_in_chinese(packed: str | None, stored: str | None) -> str | None:
    reason = parsed(packed) if packed else None
    return render(reason["key"], reason["params"], "zh") if isinstance(reason, dict) else stored
