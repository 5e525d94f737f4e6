"""What `summarizer series` prints: a table for each indicator, or its JSON."""

from collections.abc import Iterator, Sequence

from rich.table import Table

from summarizer.cli.language import label, words
from summarizer.cli.safe_text import SafeText
from summarizer.cli.streams import console, write_json
from summarizer.delivering.consolidating.joining import FactGroup, Series, contradictions
from summarizer.delivering.consolidating.observing import Observation
from summarizer.delivering.consolidating.picturing import conflict_as_json, series_as_json
from summarizer.delivering.consolidating.series_rows import every_point
from summarizer.running.store.store import Store

_COLUMNS = ("place", "period", "number", "documents", "source")


def write_series(store: Store, found: Sequence[Series]) -> None:
    """One line a series, with its contradictions."""
    for each in found:
        pairs = [pair for group in each.groups for pair in contradictions(group)]
        conflicts = [conflict_as_json(store, each, pair) for pair in pairs]
        write_json({**series_as_json(each, list(every_point(each))), "conflicts": conflicts})


def show_series(found: Sequence[Series]) -> None:
    """A table of each series: place, period, value, sources."""
    screen = console()
    for place, each in enumerate(found):
        if place:
            screen.print()
        screen.print(SafeText(_title(each), "bold"))
        screen.print(_table(each))


def _title(found: Series) -> str:
    indicator = found.indicator
    named = [*indicator.scope.split(), indicator.head, *([f"({indicator.measure})"] if indicator.measure else [])]
    facts = [label("aspect", indicator.aspect)] if indicator.aspect != "amount" else []
    facts += [label("figure_status", indicator.status)] if indicator.status != "actual" else []
    return " ".join([*named, *facts])


def _table(found: Series) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in _COLUMNS:
        table.add_column(words(f"series.{name}"), justify="right" if name in {"number", "documents"} else "left")
    last = ""
    for group in found.groups:
        for cells in _rows(group):
            shown = SafeText("") if cells[0].plain == last else cells[0]
            last = cells[0].plain
            table.add_row(shown, *cells[1:])
    return table


def _rows(group: FactGroup) -> Iterator[tuple[SafeText, ...]]:
    """The value that most documents state, and those that contradict it."""
    against = [pair.figure for pair in contradictions(group)]
    value = group.values[0]
    yield _cells(value.figure, len(value.documents), contradicted=bool(against))
    for figure in {(each.document, each.as_written): each for each in against}.values():
        yield _cells(figure, 1, contradicted=True, differs=True)


def _cells(figure: Observation, documents: int, *, contradicted: bool, differs: bool = False) -> tuple[SafeText, ...]:
    mark = "✗ " if contradicted else ""
    inferred = "*" if figure.period_basis == "inferred" else ""
    return (
        SafeText(f"{figure.place} {figure.adcode}"),
        SafeText("" if differs else f"{figure.period}{inferred}"),
        SafeText(f"{mark}{_number(figure)}", "red" if contradicted else ""),
        SafeText(str(documents), "dim"),
        SafeText(" ".join(filter(None, (figure.published, figure.document))), "dim"),
    )


def _number(figure: Observation) -> str:
    """The number as written, with its unit where that appears in the head of a table."""
    bare = figure.as_written or ("" if figure.value is None else str(figure.value))
    unit = figure.unit or ""
    return bare if bare.endswith(unit) else f"{bare} ({figure.value:,} {unit})"
