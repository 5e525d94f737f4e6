"""How an export is laid out: its tables, the language of its heads, and how a workbook shows large numbers."""

from dataclasses import dataclass
from typing import Literal

from summarizer.delivering.exporting.export_columns import ExportTable
from summarizer.delivering.exporting.tables import TABLES
from summarizer.resources import Language

Numbers = Literal["plain", "wan", "yi"]


@dataclass(frozen=True)
class Layout:
    """`tables` with the columns of the input; `numbers` in full, in 万, or in 亿 and 万; `bom` marks CSV as UTF-8."""

    tables: tuple[ExportTable, ...] = TABLES
    language: Language = "en"
    numbers: Numbers = "plain"
    bom: bool = False

    @property
    def csv_language(self) -> Language:
        """That of the heads of CSV files: data for programs has the names of the columns, whatever the language."""
        return self.language if self.bom else "en"
