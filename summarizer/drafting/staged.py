"""Many short questions, for models that can't answer all at once.

    overview    once, about the beginning: summary, region, date
    measures    paragraph by paragraph: the names of what is done there
    figure      number by number: what it counts, and which of those measures it belongs to

The rules bring value, unit, qualifier and span of each figure, the model brings what it means, and the checker
judges both: a subject must stand in the sentence and fit the noun that the rules bind to the number, if they do,
else that noun takes its place; a measure that the model does not choose is the nearest one of the sentence. What all questions of a stage share comes first in them, for servers that keep it.
"""

import re
from collections.abc import AsyncIterator, Awaitable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from summarizer.asking.client import Client, DraftT
from summarizer.asking.prompting import fence, outline, stated_lines
from summarizer.asking.recording import Asked
from summarizer.checking.draft import Counted, Draft, DraftFigure, DraftMeasure, MeasureNames, Overview
from summarizer.checking.grounding import Ground, fit, key
from summarizer.checking.verdicts import Evidence
from summarizer.drafting.plan import Plan
from summarizer.errors import ModelError, UsageError
from summarizer.models import Mention, Scan, Span
from summarizer.numbers import units

# In characters: what is read for the overview, and the pieces of text that a small model keeps in view.
BEGINNING, LONGEST_PIECE, SHORTEST_PIECE, LONGEST_SENTENCE = 700, 320, 8, 160
MOST_CHOICES = 8
FITS = 0.5
UNUSABLE = {"malformed", "truncated", "empty_answer", "refused"}
_PARAGRAPH = re.compile(r"[^\n]+")
_SENTENCE_END = re.compile("[。！？；!?;\n]")
_CLAUSE = re.compile("[。！？；!?;，,\n]")


@dataclass(frozen=True)
class Stages:
    """One document under way: its scan as evidence, whom to ask, and the exchanges so far."""

    evidence: Evidence
    client: Client
    plan: Plan
    asked: list[Asked]

    @property
    def scan(self) -> Scan:
        return self.evidence.scan

    @property
    def ground(self) -> Ground:
        return self.evidence.ground

    @cached_property
    def people(self) -> frozenset[str]:
        """What the numbers of people count, as keys."""
        persons = (mention for mention in self.evidence.figures if units.same(mention.unit, "人"))
        return frozenset(key(mention.noun) for mention in persons if mention.noun)

    def without_people(self, measures: Sequence[DraftMeasure]) -> list[DraftMeasure]:
        return [measure for measure in measures if key(measure.name) not in self.people]

    def holds_figure(self, span: Span) -> bool:
        """Whether a number of role figure stands in a span: 覆盖率100% is no measure."""
        return any(span.start <= figure.text_start < span.end for figure in self.evidence.figures)

    async def ask(self, stage: str, answer: type[DraftT], **variables: str) -> DraftT:
        """Put a stage's question; raises ModelError with what was asked already noted."""
        prompt = self.plan.stage_prompts[stage]
        messages = prompt.render(schema=outline(answer), **variables)
        try:
            got = await self.client.ask(self.plan.request(messages, prompt, answer), answer)
        except ModelError as error:
            self.asked.extend(error.asked)
            error.asked = ()
            raise
        self.asked.extend(got.asked)
        return got.draft


async def staged_draft(scan: Scan, client: Client, plan: Plan, asked: list[Asked]) -> Draft:
    """The draft of a document, in stages. Raises UsageError for a draft with fields that no stage asks for."""
    if plan.draft is not Draft:
        raise UsageError("fields of your own are asked for in one answer only: use --strategy single")
    stages = Stages(Evidence(scan, Ground(scan.text)), client, plan, asked)
    overview = await _overview(stages)
    measures = [measure async for measure in _measures(stages)]
    figures = [await _figure(stages, mention, measures) for mention in _wanted(scan.mentions)]
    return Draft(
        summary=overview.summary,
        region=overview.region,
        published=overview.published,
        measures=measures,
        figures=figures,
    )


async def _overview(stages: Stages) -> Overview:
    content = stages.scan.text.content
    beginning = content[: _cut(stages.scan.text.folded, 0, BEGINNING)]
    title, published, _ = stated_lines(stages.scan)
    return await stages.ask(
        "overview",
        Overview,
        title=title,
        published=published,
        fence=fence(beginning, title, published),
        document=beginning,
    )


async def _measures(stages: Stages) -> AsyncIterator[DraftMeasure]:
    """The measures named in each paragraph, once each, with the clause that names them as quote."""
    told: set[str] = set()
    text, ground = stages.scan.text, stages.ground
    for paragraph in _paragraphs(stages.scan):
        content = text.content[paragraph.start : paragraph.end]
        names = await _or_none(stages.ask("measures", MeasureNames, fence=fence(content), document=content))
        for name in names.measures if names else ():
            spans = [span for span in ground.find(name) if paragraph.start <= span.start and span.end <= paragraph.end]
            is_new = key(name) not in told and len(key(name)) > 1
            if spans and is_new and not stages.holds_figure(spans[0]):
                told.add(key(name))
                quote = _clause(text.folded, spans[0])
                yield DraftMeasure(quote=text.content[quote.start : quote.end], name=name)


def _paragraphs(scan: Scan) -> Iterator[Span]:
    """The paragraphs of the article, long ones at sentence ends in pieces."""
    folded = scan.text.folded
    for match in _PARAGRAPH.finditer(folded):
        start, end = match.span()
        while end - start > LONGEST_PIECE:
            cut = _cut(folded, start, start + LONGEST_PIECE)
            yield Span(start, cut)
            start = cut
        if end - start >= SHORTEST_PIECE:
            yield Span(start, end)


def _cut(folded: str, start: int, end: int) -> int:
    """The last end of a sentence before `end`, or `end` itself."""
    ends = [match.end() for match in _SENTENCE_END.finditer(folded, start, min(end, len(folded)))]
    return ends[-1] if ends and end < len(folded) else min(end, len(folded))


async def _figure(stages: Stages, mention: Mention, measures: Sequence[DraftMeasure]) -> DraftFigure:
    """What the model says that a mention counts, if the checker takes it; else what the rules say."""
    text, ground = stages.scan.text, stages.ground
    span = Span(mention.text_start, mention.text_end)
    quote = _clause(text.folded, span)
    sentence = _sentence(ground, span)
    said = await _or_none(
        stages.ask(
            "figure",
            Counted,
            fence=fence(sentence),
            sentence=sentence,
            measures="、".join(_choices(ground, span, stages.without_people(measures))) or "（无）",
            number=text.content[span.start : span.end],
            clause=text.content[quote.start : quote.end],
        )
    )
    figure = DraftFigure(
        quote=text.content[quote.start : quote.end],
        subject=said.subject if said else "",
        value=mention.value,
        low=mention.low if mention.value is None else None,
        high=mention.high if mention.value is None else None,
        unit=mention.unit,
        qualifier=mention.qualifier,
        measure=_chosen(stages, span, said, measures),
    )
    stands = said is not None and key(figure.subject) in key(sentence)
    fits = mention.noun is None or fit(figure.subject, mention.noun) >= FITS
    if stands and fits and stages.evidence.judge(figure).verdict == "verified":
        return figure
    return figure.model_copy(update={"subject": mention.noun or figure.subject})


def _wanted(mentions: Sequence[Mention]) -> Iterator[Mention]:
    return (mention for mention in mentions if mention.role == "figure" and not mention.indefinite)


def _clause(folded: str, span: Span) -> Span:
    """The clause around a span, without white space at its ends."""
    starts = [match.end() for match in _CLAUSE.finditer(folded, max(0, span.start - LONGEST_SENTENCE), span.start)]
    end = _CLAUSE.search(folded, span.end)
    start = starts[-1] if starts else max(0, span.start - LONGEST_SENTENCE)
    stop = min(end.start() if end else len(folded), span.end + LONGEST_SENTENCE)
    inner = folded[start:stop]
    return Span(start + len(inner) - len(inner.lstrip()), start + len(inner.rstrip()))


def _sentence(ground: Ground, span: Span) -> str:
    """The sentence around a span; of a very long one, the clauses near it."""
    whole = ground.sentence(span)
    if whole.end - whole.start > LONGEST_SENTENCE:
        folded = ground.text.folded
        left = _clause(folded, Span(max(whole.start, span.start - LONGEST_SENTENCE // 2), span.start))
        right = _clause(folded, Span(span.end, min(whole.end, span.end + LONGEST_SENTENCE // 2)))
        whole = Span(max(whole.start, left.start), min(whole.end, right.end))
    return " ".join(ground.text.content[whole.start : whole.end].split())


def _choices(ground: Ground, span: Span, measures: Sequence[DraftMeasure]) -> list[str]:
    """The names of the measures told nearest to a number, in the order of the text."""
    placed = [(min(abs(s.start - span.start) for s in ground.find(m.quote)), i) for i, m in enumerate(measures)]
    return [measures[index].name for index in sorted(index for _, index in sorted(placed)[:MOST_CHOICES])]


def _chosen(stages: Stages, span: Span, said: Counted | None, measures: Sequence[DraftMeasure]) -> str | None:
    """The measure that a number belongs to: the one it counts, else the model's choice, else the nearest told before.

    People who are counted (党员干部) are no measure that another number belongs to.
    """
    subject = key(said.subject) if said else ""
    own = [measure.name for measure in measures if key(measure.name) == subject]
    fitting = stages.without_people(measures)
    model = _listed(said.measure if said else None, fitting)
    return next(iter(own), None) or model or _nearest(stages.ground, span, fitting)


def _nearest(ground: Ground, span: Span, measures: Sequence[DraftMeasure]) -> str | None:
    """The measure named last before a number in its sentence, else first behind it."""
    whole = ground.sentence(span)
    inside = [
        (found.start >= span.end, abs(found.start - span.start), measure.name)
        for measure in measures
        for found in ground.find(measure.name)
        if whole.start <= found.start and found.end <= whole.end
    ]
    return min(inside)[2] if inside else None


def _listed(name: str | None, measures: Sequence[DraftMeasure]) -> str | None:
    return next((measure.name for measure in measures if name and key(measure.name) == key(name)), None)


async def _or_none(question: Awaitable[DraftT]) -> DraftT | None:
    """An answer that can't be used costs its question alone."""
    try:
        return await question
    except ModelError as error:
        if error.code not in UNUSABLE:
            raise
        return None
