"""Gathering: the nested measures of a draft as items, each with its parent, before they get their ids.

A name that is listed already is the same measure again: it fills what the first lacks, and its parts are the first's. So is
a name that never appears but within a longer one of the same kind (巡河制度 in 健全巡河制度). A name that is cut out of a quoted
one is made whole. The head of a numbered package has the package's parts: those listed at the top become its own, those
that are not listed are added, if it has none and most of their names tell a kind (党员联户, 台账; not 查人, 小区大门, which only spell it
out). A slogan without parts, actor and figures is no measure, nor are people and places for which the model states no kind.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from summarizer.checking.bystanders import is_bystander
from summarizer.checking.draft import Draft, DraftDetail, DraftMeasure, DraftPart, DraftSubpart
from summarizer.checking.measure_kinds import kind_of
from summarizer.checking.record import Severity
from summarizer.checking.report_values import Origin
from summarizer.checking.slogans import names_operation, slogan_kind
from summarizer.checking.whole_names import cut_name
from summarizer.errors import Message
from summarizer.models import Span
from summarizer.resources import message
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.grounding import bare
from summarizer.scanning.packages import Package, packages

_NOT_FILLED = frozenset({"name", "parts"})
_MOST_SPANS = 64


@dataclass(eq=False)
class GatheredMeasure:
    """A measure with the spans of its name in Text, the measure that it is a part of, and what was noted of it."""

    measure: DraftDetail
    spans: tuple[Span, ...]
    parent: "GatheredMeasure | None" = None
    origin: Origin = "model"
    notes: list[tuple[Message, Severity]] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.measure.name

    def is_within(self, other: "GatheredMeasure") -> bool:
        """Whether it is another measure or one of its parts, at any depth."""
        above: GatheredMeasure | None = self
        while above is not None and above is not other:
            above = above.parent
        return above is other


@dataclass
class Gathering:
    """The measures so far, by the names that they were given; `slogans` and `bystanders` were given as measures."""

    analysis: Analysis
    measures: list[GatheredMeasure] = field(default_factory=list)
    by_name: dict[str, GatheredMeasure] = field(default_factory=dict)
    slogans: list[str] = field(default_factory=list)
    bystanders: list[str] = field(default_factory=list)

    def add_all(self, measures: Sequence[DraftDetail], parent: GatheredMeasure | None) -> None:
        """Add nested measures, each before its parts."""
        for measure in measures:
            own = self.add(measure, parent)
            if isinstance(measure, DraftMeasure | DraftPart | DraftSubpart):
                self.add_all(measure.parts, own)

    def add(self, measure: DraftDetail, parent: GatheredMeasure | None, origin: Origin = "model") -> GatheredMeasure:
        """The measure as it is gathered, which may be one gathered before."""
        given = bare(measure.name)
        measure, spans, notes = self._made_whole(measure)
        same = self.same(measure, spans)
        if same is not None and not _are_two(same, measure):
            self.by_name.setdefault(given, same)
            self.by_name.setdefault(bare(measure.name), same)
            _restate(same, measure, parent)
            return same
        made = GatheredMeasure(measure, spans, parent, origin, notes)
        self.by_name.setdefault(given, made)
        self.by_name.setdefault(bare(measure.name), made)
        self.measures.append(made)
        return made

    def same(self, measure: DraftDetail, spans: Sequence[Span]) -> GatheredMeasure | None:
        """The measure of the same name, else that of the same kind whose name overlaps this one wherever either appears."""
        wanted = bare(measure.name)
        if wanted in self.by_name:
            return self.by_name[wanted]
        kind = _kind(measure)
        for known, other in self.by_name.items():
            if spans and (wanted in known or known in wanted) and _kind(other.measure) == kind:
                fewer, more = sorted((spans, other.spans), key=len)
                if fewer and all(any(_overlap(span, beside) for beside in fewer) for span in more):
                    return other
        return None

    def _made_whole(self, measure: DraftDetail) -> tuple[DraftDetail, tuple[Span, ...], list[tuple[Message, Severity]]]:
        """A measure whose name is cut out of a quoted one with the whole name, its spans, and a note of the cut."""
        spans, text = self._spans(measure.name), self.analysis.scan.text
        cut = cut_name(text.folded, spans)
        if cut is None:
            return measure, spans, []
        if cut.whole is None:
            return measure, spans, [(message("measure_name_cut.word", name=measure.name, word=cut.words), "warning")]
        whole = text.content[cut.whole.start : cut.whole.end]
        note = message("measure_name_cut", name=measure.name, whole=whole)
        return measure.model_copy(update={"name": whole}), self._spans(whole), [(note, "warning")]

    def _spans(self, name: str) -> tuple[Span, ...]:
        return tuple(self.analysis.index.find(name)[:_MOST_SPANS])

    def add_packages(self) -> None:
        """Give the heads of numbered packages their parts."""
        names = "\n".join(self.by_name)
        for package in packages(self.analysis.scan.text.folded) if names else ():
            words = bare(self._words(package.head))
            head = self._head(package, words) if words in names else None
            if head is not None:
                self._add_parts(head, package)

    def _head(self, package: Package, words: str) -> GatheredMeasure | None:
        """The measure that is named as a package's head: where it appears, else by its words."""
        named = [measure for measure in self.measures if words in bare(measure.name)]
        there = [m for m in named if any(_overlap(span, package.head) for span in m.spans)]
        return min(there or named, key=lambda measure: len(measure.name), default=None)

    def _add_parts(self, head: GatheredMeasure, package: Package) -> None:
        has_parts = any(measure.parent is head for measure in self.measures)
        parts = [DraftDetail(name=self._words(span), status=head.measure.status) for span in package.parts]
        wanted = not has_parts and 2 * sum(kind_of(part.name) is not None for part in parts) > len(parts)
        for part, span in zip(parts, package.parts, strict=True):
            known = self.same(part, [span])
            if known is not None:
                if known.parent is None and not head.is_within(known):
                    known.parent = head
            elif wanted and slogan_kind(part.name) is None:
                self.add(part, head, "rules")

    def _words(self, span: Span) -> str:
        return self.analysis.scan.text.content[span.start : span.end]

    def refuse(self, counted: Iterable[str]) -> None:
        """Take out what is no measure: slogans, and people and places without a kind, that have no parts and no actor.

        `counted` are the names that figures have; what a figure belongs to stays.
        """
        wholes = {id(measure.parent) for measure in self.measures}
        of_figures = "\n".join({bare(name) for name in counted})
        kept: list[GatheredMeasure] = []
        for measure in self.measures:
            is_bare = id(measure) not in wholes and not measure.measure.actor
            if not is_bare or bare(measure.name) in of_figures or not self._is_refused(measure):
                kept.append(measure)
        stay = {id(measure) for measure in kept}
        self.measures, self.by_name = kept, {name: named for name, named in self.by_name.items() if id(named) in stay}

    def _is_refused(self, measure: GatheredMeasure) -> bool:
        """Whether a measure is a slogan or a bystander, which then is noted."""
        if slogan_kind(measure.name) and not names_operation(self.analysis.scan.text.folded, measure.spans):
            self.slogans.append(measure.name)
            return True
        if measure.measure.kind is None and is_bystander(measure.name, self.analysis):
            self.bystanders.append(measure.name)
            return True
        return False


def gathered(draft: Draft, analysis: Analysis) -> Gathering:
    """The measures of a draft, each before its parts."""
    gathering = Gathering(analysis)
    gathering.add_all(draft.measures, None)
    gathering.add_packages()
    gathering.refuse(figure.measure for figure in draft.figures if figure.measure)
    return gathering


def _kind(measure: DraftDetail) -> str | None:
    return measure.kind or kind_of(measure.name)


def _are_two(first: GatheredMeasure, measure: DraftDetail) -> bool:
    """Whether two measures of one name that appears twice have different actors: the teams of two departments."""
    actor, other = bare(first.measure.actor), bare(measure.actor)
    alike = not actor or not other or actor in other or other in actor
    return not alike and len(first.spans) > 1


def _restate(first: GatheredMeasure, measure: DraftDetail, parent: GatheredMeasure | None) -> None:
    """Fill what a measure lacks from the same one given again; its parent too, if it has none."""
    fields = (name for name in type(measure).model_fields if name not in _NOT_FILLED)
    filled = {name: getattr(measure, name) for name in fields if getattr(first.measure, name, None) is None}
    known = {name: value for name, value in filled.items() if name in type(first.measure).model_fields}
    first.measure = first.measure.model_copy(update=known)
    if first.parent is None and parent is not None and not parent.is_within(first):
        first.parent = parent
    first.notes.append((message("measure_restated", name=measure.name, first=first.name), "info"))


def _overlap(span: Span, other: Span) -> bool:
    return span.start < other.end and other.start < span.end
