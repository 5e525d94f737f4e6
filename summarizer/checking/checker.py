"""Checking: a draft and a scan in, a report with verdicts, ledger and findings out. Deterministic, no network."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from summarizer.checking import findings, hostility, ledger, legibility
from summarizer.checking.anywhere import judge_anywhere
from summarizer.checking.draft import Draft, DraftFigure
from summarizer.checking.ledger import MentionStatus
from summarizer.checking.listing import Listing, listed, measured
from summarizer.checking.measures import of_measures, of_names
from summarizer.checking.points import judged_summary, of_summary
from summarizer.checking.record import Finding, Ledger, Report
from summarizer.checking.reporting import Checked, report_of
from summarizer.checking.settling import settle
from summarizer.checking.shown_report import ShownReport
from summarizer.checking.stated import StatedFigure
from summarizer.checking.verdicts import Evidence, Judgement, evidence_of
from summarizer.resources import message
from summarizer.scanning.analysis import Analysis


class JudgedFigures(NamedTuple):
    """A draft without its repeated figures, and what was found of each of the others.

    `repeated` has what is said of a repeated figure, by its place in the draft as it was.
    """

    draft: Draft
    judgements: list[Judgement]
    findings: list[Finding]
    repeated: dict[int, Finding]


@dataclass(frozen=True)
class CheckResult:
    """A checked draft: what is delivered, and what a patch needs to know about it."""

    draft: Draft
    ledger: Ledger
    findings: tuple[Finding, ...]
    judgements: tuple[Judgement, ...]
    fates: tuple[MentionStatus, ...]
    _checked: Checked = field(compare=False)
    _analysis: Analysis = field(compare=False)

    @cached_property
    def report(self) -> Report:
        """What is delivered, made when it is first asked for: a draft that a patch replaces has none."""
        return report_of(self._checked, self._analysis)

    @property
    def listing(self) -> Listing:
        """Its measures and slogans, for a draft that has the same."""
        return self._checked.listing

    @property
    def missed(self) -> list[MentionStatus]:
        return [fate for fate in self.fates if fate.fate == "missed"]

    @property
    def faults(self) -> int:
        return findings.faults(self.findings)

    @property
    def flagged(self) -> bool:
        return any(finding.severity == "error" for finding in self.findings)

    def __repr__(self) -> str:
        return f"<CheckResult: {self._shown.line()}>"

    def __str__(self) -> str:
        """How the figures were judged, and what to look at."""
        return self._shown.lines()

    def _repr_html_(self) -> str:
        return self._shown.html()

    @property
    def _shown(self) -> ShownReport:
        return ShownReport(self.report, self.ledger, self.findings)


def check(draft: Draft, analysis: Analysis, before: CheckResult | None = None) -> CheckResult:
    """Ground and check a draft against the analysis of its document; `before`: a check of the draft that it was made of."""
    scan = analysis.scan
    draft, judgements, found, _ = judged_figures(draft, analysis)
    fates = ledger.fates(scan.mentions, judgements)
    missed = [fate for fate in fates if fate.fate == "missed"]
    found += [findings.of_missed(f"figures/{len(judgements) + i}", fate) for i, fate in enumerate(missed)]
    listing = before.listing if before and measured(draft) == measured(before.draft) else listed(draft, analysis)
    summary = judged_summary(draft, listing, analysis)
    found += of_measures(listing)
    found += of_names(draft, listing)
    found += of_summary(summary)
    found += findings.of_document(draft, scan)
    found += hostility.of_document(scan)
    found += legibility.of_document(scan)
    account = ledger.account(scan.mentions, judgements, fates)
    checked = Checked(draft, judgements, missed, listing, summary.points)
    return CheckResult(draft, account, tuple(found), tuple(judgements), tuple(fates), checked, analysis)


def judged_figures(draft: Draft, analysis: Analysis) -> JudgedFigures:
    """The figures of a draft alone, which is all that a claim of another tool asks for."""
    judged = _judge_all(draft, analysis)
    for index, (figure, judgement) in enumerate(zip(judged.draft.figures, judged.judgements, strict=True)):
        judged.findings.extend(findings.of_figure(f"figures/{index}", figure, judgement, analysis.context))
    return judged


def _judge(evidence: Evidence, figure: DraftFigure, carried: set[int]) -> Judgement:
    """A figure by its quote; a claim of another tool that has none, by the whole document."""
    if isinstance(figure, StatedFigure) and not figure.quote.strip():
        return judge_anywhere(evidence, figure, carried)
    return evidence.judge(figure, carried)


def _judge_all(draft: Draft, analysis: Analysis) -> JudgedFigures:
    """Judge figure by figure; one that repeats a figure of the same mention is left out, with a finding."""
    kept: list[DraftFigure] = []
    judgements: list[Judgement] = []
    repeated: dict[int, Finding] = {}
    carried: set[int] = set()
    evidence = evidence_of(analysis)
    for place, figure in enumerate(draft.figures):
        judgement = _judge(evidence, figure, carried)
        mention = judgement.mention
        if judgement.verdict == "verified" and mention is not None and mention.text_start in carried:
            twice = message("duplicate_figure", surface=mention.surface)
            repeated[place] = Finding.of(twice, "info", (mention.start, mention.end))
            continue
        if judgement.verdict == "verified" and mention is not None:
            carried.add(mention.text_start)
        kept.append(figure)
        judgements.append(judgement)
    draft, judgements = draft.model_copy(update={"figures": kept}), settle(evidence, kept, judgements)
    return JudgedFigures(draft, judgements, list(repeated.values()), repeated)
