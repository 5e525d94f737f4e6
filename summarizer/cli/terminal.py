"""What people see in a terminal at the end: tables on stdout. Text from documents is never markup here."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table

from summarizer.asking.sources import WHAT_TO_SET
from summarizer.checking.number_digits import number_digits
from summarizer.cli.language import counted, joined, label, language, say, words
from summarizer.cli.safe_text import SafeText
from summarizer.cli.short_ids import short_ids
from summarizer.cli.streams import complain, console, write_json
from summarizer.resources import message

if TYPE_CHECKING:  # what scans and runs takes a second to load, and most of these tables show neither
    from summarizer.asking.diagnosis import Check
    from summarizer.checking.recheck import RecheckedFigure
    from summarizer.checking.record import Finding, Record
    from summarizer.checking.report_figures import Figure
    from summarizer.running.engine import RunSummary
    from summarizer.running.estimate import Forecast
    from summarizer.running.store.store import Store

STYLES = {"ok": "green", "flagged": "yellow", "failed": "red", "verified": "green", "rules": "cyan"}
MARKS = {"verified": "✓", "rules": "+"}
_CHECK_MARKS = {"ok": ("✓", "green"), "missing": ("–", "yellow"), "wrong": ("✗", "red")}
SEVERITIES = {"error": "red", "warning": "yellow", "info": "dim"}
_UNCONFIGURED = {"no_recording", "not_configured"}
_CHECK_NAME = 12  # how many cells the name of a check takes
_MOST_DOCUMENTS, _MOST_FINDINGS = 40, 12
_OTHER_COLUMNS = {"en": 67, "zh": 55}  # the width that all columns but the first need


def show(store: "Store", path: Path, tally: "RunSummary") -> None:
    """The table of a run, its findings, its totals, and one line for each kind of failure."""
    screen = console()
    counts = store.counts()
    records = list(store.records(_MOST_DOCUMENTS))
    screen.print(_table(records, screen.width))
    if (left := sum(counts.values()) - len(records)) > 0:
        screen.print(words("run.more_documents", count=left), highlight=False)
    _show_findings(screen, store)
    if any(record.report and record.report.published and record.report.published.inferred for record in records):
        screen.print(words("run.inferred"), highlight=False)
    screen.print(_totals(store, counts), highlight=False, markup=False)
    screen.print(_sitting(store, tally), highlight=False, markup=False)
    screen.print(SafeText(str(path)), soft_wrap=True)
    for code, count, why in store.failures():
        hint = message("run.hint", how=WHAT_TO_SET) if code in _UNCONFIGURED else ""
        complain(message("run.failures", count=count, code=label("failure", code), why=why, hint=hint))
    if tally.stopped:
        complain(message("run.stopped", why=tally.stopped))


def show_forecast(forecast: "Forecast") -> None:
    """What a run would do."""
    for line in forecast_lines(forecast):
        print(line)


def forecast_lines(forecast: "Forecast") -> Iterator[str]:
    """The documents, requests, tokens and cost of a run, a line each."""
    wanted = sum(count for reason, count in forecast.reasons.items() if reason != "kept")
    known = forecast.cost_usd is not None
    cost = message("forecast.cost", cost=forecast.cost_usd) if known else message("forecast.no_price")
    reasons = counted("reason", forecast.reasons)
    yield words("forecast.documents", count=forecast.reasons.total(), reasons=reasons)
    yield words("forecast.unreadable" if forecast.unreadable else "forecast.readable", count=forecast.unreadable)
    yield words("forecast.asked", count=wanted - forecast.unreadable, requests=forecast.requests)
    yield words("forecast.tokens", read=forecast.input_tokens, written=forecast.output_tokens, cost=cost)
    yield words("forecast.patches", requests=forecast.most_patches, tokens=forecast.most_patch_tokens)


def _table(records: "Sequence[Record]", width: int) -> Table:
    table = Table(box=None, pad_edge=False, collapse_padding=True, header_style="bold")
    widest = max(12, width - _OTHER_COLUMNS[language()])
    ids = short_ids([record.document.id for record in records], widest)
    fits = all(cell_len(name) <= widest for name in ids)
    table.add_column(words("head.document"), overflow="ellipsis" if fits else "fold", no_wrap=fits, max_width=widest)
    for name in ("status", "region", "published"):
        table.add_column(words(f"head.{name}"), no_wrap=True)
    for name in ("verified", "added", "measures", "errors"):
        table.add_column(words(f"head.{name}"), justify="right", no_wrap=True)
    for name, record in zip(ids, records, strict=True):
        table.add_row(SafeText(name), *record_cells(record)[1:])
    return table


def record_cells(record: "Record") -> list[SafeText | str]:
    """A record's row in the table of a run."""
    name = SafeText(" ".join(record.document.id.split()))
    status = SafeText(label("status", record.status), STYLES[record.status])
    if record.report is None or record.ledger is None:
        return [name, status, SafeText(label("failure", record.error.code) if record.error else "", "red")]
    region, ledger = record.report.region, record.ledger
    place = f"{region.town or region.county or region.city or region.province} {region.adcode}" if region else "–"
    published = record.report.published
    when = f"{published.iso}{'*' if published.inferred else ''}" if published else "–"
    errors = sum(finding.severity == "error" for finding in record.findings)
    counts = (
        f"{ledger.verified}/{ledger.figures}",
        ledger.missed,
        len(record.report.measures),
        errors,
    )
    return [name, status, SafeText(place), SafeText(when), *map(str, counts)]


def _show_findings(screen: Console, store: "Store") -> None:
    """What a person should review first: errors, then missed numbers."""
    for name, finding in store.worst_findings(_MOST_FINDINGS):
        screen.print(finding_line(name, finding), highlight=False)
    if (left := store.count_findings() - _MOST_FINDINGS) > 0:
        screen.print(words("run.more_findings", count=left), highlight=False)


def finding_line(name: str, finding: "Finding") -> SafeText:
    """A finding of the document `name`, on one line."""
    line = SafeText(f"{name} ", "dim")
    line.append(label("finding", finding.code), SEVERITIES[finding.severity])
    return line.append(f" {say(finding.said)}", "default")


def figure_cells(figure: "Figure") -> tuple[SafeText, ...]:
    """A figure's row: its verdict, number, subject and quote."""
    verdict = figure.verdict or "rules"
    mark = SafeText(f"{MARKS.get(verdict, '✗')} {label('verdict', verdict)}", STYLES.get(verdict, "red"))
    number = number_digits(figure.value, figure.low, figure.high)
    amount = f"{number} {figure.unit or ''}" + (f" ({figure.qualifier})" if figure.qualifier else "")
    return mark, SafeText(amount), SafeText(figure.subject or "–"), _clause(figure)


def _clause(figure: "Figure") -> SafeText:
    """The quote, with its number marked where the document has the same characters."""
    quote = SafeText(figure.quote.replace("\n", " "), "dim")
    if figure.span and figure.quote_span and figure.quote_span[1] - figure.quote_span[0] == len(figure.quote):
        offset = figure.quote_span[0]
        quote.stylize("not dim bold underline", figure.span[0] - offset, figure.span[1] - offset)
    return quote


def _totals(store: "Store", counts: Mapping[str, int]) -> str:
    verified, figures, missed = store.ledger()
    listed = counted("status", counts) or message("nothing")
    documents = message("run.documents", count=sum(counts.values()), statuses=listed)
    return words("run.totals", documents=documents, verified=verified, figures=figures, missed=missed)


def _sitting(store: "Store", tally: "RunSummary") -> str:
    """What this command did, and what the whole run has cost."""
    spent = store.spent
    parts = [words("run.this_time", reasons=counted("reason", tally.reasons) or message("nothing"))]
    if tally.left_out:
        parts.append(words("run.left_out", count=tally.left_out.total()))
    if spent.exchanges:
        cost = "" if spent.cost_usd is None else message("run.cost", cost=spent.cost_usd)
        cached = message("run.cached", count=read) if (read := store.cached_tokens) else ""
        parts.append(words("run.paid", count=spent.exchanges, tokens=spent.tokens, cached=cached, cost=cost))
    return ("" if language() == "zh" else " ").join(parts)


def show_checks(checks: "Iterable[Check]") -> "Iterator[Check]":
    """What `summarizer doctor` finds, as it is found."""
    screen = console()
    for check in checks:
        mark, style = _CHECK_MARKS[check.state]
        name = words(f"doctor.name.{check.name}")
        padded = name + " " * (_CHECK_NAME - cell_len(name))
        line = SafeText.assemble((f"{mark} ", style), (f"{padded} ", "bold"), say(check.detail))
        screen.print(line, highlight=False, soft_wrap=True)
        yield check


def show_decisions(decisions: Sequence[Mapping[str, Any]]) -> None:
    """What a person decided, one row a decision; those on another version of a document no longer hold."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("document", "decision", "figure", "counts", "changes", "who", "when", "note"):
        table.add_column(words(f"head.{name}"))
    for decision in decisions:
        action = label("decision", decision["action"])
        cell = SafeText(
            action if decision["holds"] else words("review.outdated", action=action),
            "" if decision["holds"] else "dim",
        )
        table.add_row(
            SafeText(decision["document"]),
            cell,
            *_decided_cells(decision),
            *(SafeText(decision[name] or "") for name in ("who", "at", "note")),
        )
    console().print(table)


def _decided_cells(decision: Mapping[str, Any]) -> tuple[SafeText, ...]:
    """The figure that was decided on, what it counts or the name of a measure, and what was changed."""
    number, subject = SafeText(), SafeText((decision["measure"] or {}).get("name", ""))
    if decision["figure"] is not None:
        from summarizer.checking.report_figures import Figure

        _, number, subject, _ = figure_cells(Figure.model_validate(decision["figure"]))
    was = decision["was"] or {}
    changes = (f"{name}: {_shown(was.get(name))} → {_shown(now)}" for name, now in (decision["changes"] or {}).items())
    return number, subject, SafeText("; ".join(changes))


def _shown(value: Any) -> str:
    """A value of a field on a line: a place or time by its name, a list by its length."""
    if isinstance(value, dict):
        value = value.get("surface") or value.get("iso") or value.get("name")
    if isinstance(value, list):
        return f"[{len(value)}]"
    return "–" if value is None else str(value)


def show_rechecked(rows: "Sequence[RecheckedFigure]", *, as_json: bool) -> None:
    """The figures whose verdict changed, or that another tool got wrong; as JSON, all of them."""
    if as_json:
        for row in rows:
            write_json(asdict(row) | {"changed": row.changed})
        return
    screen = console()
    for row in rows:
        if row.error:
            complain(message("named", name=row.document, what=row.error))
        elif row.changed or (row.before is None and row.flagged):
            screen.print(_recheck_line(row), highlight=False)
    verdicts = Counter(row.verdict for row in rows if row.verdict and row.part == "figures")
    of_summaries = [row.flagged for row in rows if row.part == "summary"]
    doubted = sum(of_summaries)
    named = [message("counted", count=count, name=label("verdict", code)) for code, count in verdicts.most_common()]
    shown = joined(named) or words("check.no_figures")
    line = words("check.totals", verdicts=shown, changed=sum(row.changed for row in rows))
    if of_summaries:
        line += words("check.summaries", doubted=doubted, count=len(of_summaries))
    screen.print(line, highlight=False, markup=False)


def _recheck_line(row: "RecheckedFigure") -> SafeText:
    line = SafeText(f"{row.document} ", "dim")
    figure = row.figure
    number = f"{figure.get('subject') or '?'} {figure.get('value')} {figure.get('unit') or ''} "
    if row.part == "summary":
        number = words("check.summary", number=figure["as_written"]) + " "
    line.append(number, "bold")
    kind = "judgement" if row.part == "summary" else "verdict"
    line.append(f"{label(kind, row.before)} → " if row.before else "", "dim")
    line.append(label(kind, str(row.verdict)), STYLES.get(str(row.verdict), "red"))
    return line.append(f" {say(row.why)}", "default")
