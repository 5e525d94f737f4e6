"""Reports, or another tool's figures, checked again by all cores: the lines about one document by one process."""

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from summarizer.checking.recheck import RecheckedFigure, lines_by_document, rechecked, unchecked
from summarizer.running.workers.in_order import Step, in_order


def recheck(
    reports: Path, source: Path, text_column: str | Sequence[str] | None = None, jobs: int = 1
) -> Iterator[RecheckedFigure]:
    """One row a figure, in the order of the lines; raises UsageError where a file can't be read at all."""
    by_document = in_order(Step(rechecked, unchecked), lines_by_document(reports, source, text_column), jobs)
    for _, figures in sorted(chain.from_iterable(by_document), key=lambda line: line[0]):
        yield from figures
