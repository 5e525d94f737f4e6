"""Many short questions, for models that can't answer all at once.

    overview    of a document whose region the rules don't find: about its beginning
    measures    piece by piece: the names of what is done there
    figures     sentence by sentence: what each of its numbers counts, and which measure it belongs to

The rules give the value, unit, qualifier and span of each figure, the model gives its meaning, and the checker judges
both: a subject must appear in the sentence and fit the noun that the rules bind to the number, if there is one;
otherwise that noun replaces it. `linking` decides which measure a number belongs to. A number that an answer leaves
out or changes is asked for again alone. Headline and points come from the document by rule (`points_by_rules`). The text that all questions of a stage share comes first, for servers that
cache prefixes.
"""

from collections.abc import AsyncIterator, Awaitable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from summarizer.asking.client import Client, DraftT
from summarizer.asking.prompting import outline
from summarizer.asking.recording import ExchangeSummary
from summarizer.checking.checker import CheckResult
from summarizer.checking.draft import Draft, DraftFigure, DraftMeasure
from summarizer.checking.record import Finding
from summarizer.checking.verdicts import Evidence
from summarizer.errors import ModelError
from summarizer.models import Mention, Scan, Span
from summarizer.resources import message
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.grounding import TextIndex, bare, fit, key
from summarizer.scanning.numbers import units
from summarizer.summarizing.chunks import beginning, clause, groups, in_context, one_line, paragraphs
from summarizer.summarizing.linking import MeasureLinker, is_empty, names_people, stripped_name
from summarizer.summarizing.plan import UNUSABLE, Plan
from summarizer.summarizing.rendering import stated_lines
from summarizer.summarizing.stage_answers import LONGEST_NAME, Counted, CountedNumbers, MeasureNames, Overview

FITS = 0.5


class NamedByRules(DraftFigure):
    """A figure whose subject is the rules' noun, as the model's did not fit."""


@dataclass(frozen=True)
class Stages:
    """One document in progress: its scan as evidence, the client, the exchanges and measures so far."""

    evidence: Evidence
    client: Client
    plan: Plan
    asked: list[ExchangeSummary]
    measures: dict[str, DraftMeasure] = field(default_factory=dict)

    @property
    def scan(self) -> Scan:
        return self.evidence.scan

    @property
    def ground(self) -> TextIndex:
        return self.evidence.ground

    @cached_property
    def people(self) -> frozenset[str]:
        """The nouns of the numbers that count people."""
        persons = (mention for mention in self.evidence.figures if units.same(mention.unit, "人"))
        return frozenset(bare(mention.noun) for mention in persons if mention.noun)

    @cached_property
    def places(self) -> frozenset[str]:
        """The names of the places that the document names."""
        return frozenset(bare(place.surface) for place in self.scan.places)

    def without_people(self) -> list[DraftMeasure]:
        """The measures that other numbers can belong to: not 党员干部, who are counted."""
        return [measure for name, measure in self.measures.items() if name not in self.people]

    def add_measure(self, name: str, inside: Span) -> str | None:
        """List a measure that a piece of the article names, with the clause that names it as quote.

        The name that it is listed by, which an earlier one with other quotation marks may have been; None for no name.
        """
        found = self.ground.find(stripped_name(name))
        spans = [span for span in found if inside.start <= span.start and span.end <= inside.end]
        if not spans or is_empty(name) or bare(name) in self.places or self._holds_figure(spans[0]):
            return None
        if names_people(name):
            return None
        name = one_line(self.scan.text, spans[0])
        measure = DraftMeasure(name=name)
        return self.measures.setdefault(bare(name), measure).name

    def _holds_figure(self, span: Span) -> bool:
        """Whether a span holds a number of role figure: 覆盖率100% is no measure."""
        return any(span.start < figure.text_end and figure.text_start < span.end for figure in self.evidence.figures)

    async def ask(self, stage: str, answer: type[DraftT], **variables: str) -> DraftT:
        """Ask a stage's question; raises ModelError after noting its exchanges."""
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


async def staged_draft(analysis: Analysis, client: Client, plan: Plan, asked: list[ExchangeSummary]) -> Draft:
    """The draft of a document, in stages."""
    stages = Stages(Evidence(analysis), client, plan, asked)
    wanted = _wanted(analysis.scan)
    plan.watch(len(wanted), 0)
    region = await _region(stages) if analysis.scan.region is None else None
    await _name_measures(stages)
    figures = [figure async for figure in _figures(stages, wanted)]
    return Draft(
        points=[],
        region=region,
        measures=list(stages.measures.values()),
        slogans=[],
        figures=figures,
    )


def count_questions(scan: Scan) -> int:
    """How many questions the stages ask about a document, if each answer can be used."""
    numbers = groups(TextIndex(scan.text), _wanted(scan))
    return (scan.region is None) + sum(1 for _ in paragraphs(scan.text)) + sum(1 for _ in numbers)


def _wanted(scan: Scan) -> list[Mention]:
    return [mention for mention in scan.mentions if mention.role == "figure" and not mention.indefinite]


def named_by_rules(checked: CheckResult) -> Iterator[Finding]:
    """A finding for each figure that has the rules' noun as its subject."""
    for index, (figure, reported) in enumerate(zip(checked.draft.figures, checked.report.figures, strict=False)):
        if isinstance(figure, NamedByRules):
            by_rules = message("subject_from_rules", subject=figure.subject)
            yield Finding.of(by_rules, "info", reported.span, f"figures/{index}")


async def _region(stages: Stages) -> str | None:
    text = stages.scan.text
    title, _, source = stated_lines(stages.scan)
    document = one_line(text, beginning(text))
    overview = await _or_none(stages.ask("overview", Overview, title=title, source=source, document=document))
    return overview.region if overview else None


async def _name_measures(stages: Stages) -> None:
    """The measures named in each piece of the article, once each."""
    text = stages.scan.text
    for piece in paragraphs(text):
        names = await _or_none(stages.ask("measures", MeasureNames, document=one_line(text, piece)))
        for name in names.measures if names else ():
            if len(name) < LONGEST_NAME:
                stages.add_measure(name, piece)


async def _figures(stages: Stages, wanted: Sequence[Mention]) -> AsyncIterator[DraftFigure]:
    """The model's answer on the numbers of each sentence where the checker accepts it, else the rules' values."""
    for sentence, group in groups(stages.ground, wanted):
        answers = await _complete(stages, sentence, group)
        belonging = MeasureLinker(stages.ground, sentence, stages.evidence.figures, stages.without_people())
        before: str | None = None
        for mention, answer in zip(group, answers, strict=True):
            figure = _figure(stages, mention, in_context(stages.scan.text, sentence), answer)
            name = belonging.measure(mention, figure.subject, answer.measure if answer else None, before)
            before = stages.add_measure(name, sentence) if name else None
            yield figure.model_copy(update={"measure": before})
        stages.plan.watch(0, len(group))


async def _complete(stages: Stages, sentence: Span, group: Sequence[Mention]) -> list[Counted | None]:
    """The model's answer on each number of a sentence; a number that it leaves out is asked for alone."""
    answers = await _answers(stages, sentence, group)
    if len(group) > 1:
        for index, answer in enumerate(answers):
            if answer is None:
                answers[index] = (await _answers(stages, sentence, [group[index]]))[0]
    return answers


async def _answers(stages: Stages, sentence: Span, group: Sequence[Mention]) -> list[Counted | None]:
    text = stages.scan.text
    numbers = [one_line(text, Span(mention.text_start, mention.text_end)) for mention in group]
    question = stages.ask("figures", CountedNumbers, sentence=in_context(text, sentence), numbers="、".join(numbers))
    answer = await _or_none(question)
    return aligned(numbers, answer.numbers if answer else [])


def aligned(numbers: Sequence[str], answers: Sequence[Counted]) -> list[Counted | None]:
    """For each number, in order, the answer that copies it, each used once; None for a number left out."""
    left = list(answers)
    found: list[Counted | None] = []
    for number in numbers:
        index = next((i for i, answer in enumerate(left) if key(answer.number) == key(number)), None)
        found.append(None if index is None else left[index])
        left = left if index is None else left[index + 1 :]
    return found


def _figure(stages: Stages, mention: Mention, sentence: str, answer: Counted | None) -> DraftFigure:
    """A figure without its measure: the rules' number, and the model's subject if it is stated and fits."""
    text = stages.scan.text
    quote = clause(text.folded, Span(mention.text_start, mention.text_end))
    fields: dict[str, Any] = {
        "quote": text.content[quote.start : quote.end],
        "subject": answer.subject if answer else "",
        "value": mention.value,
        "low": mention.low if mention.value is None else None,
        "high": mention.high if mention.value is None else None,
        "unit": mention.unit,
        "qualifier": mention.qualifier,
    }
    figure = DraftFigure(**fields)
    stated = key(figure.subject) in key(sentence)
    fits = mention.noun is None or fit(figure.subject, mention.noun) >= FITS
    if mention.noun is None or (stated and fits and stages.evidence.judge(figure).verdict == "verified"):
        return figure
    return NamedByRules(**{**fields, "subject": mention.noun})


async def _or_none(question: Awaitable[DraftT]) -> DraftT | None:
    """The answer, or None where it can't be used: that costs only its own question."""
    try:
        return await question
    except ModelError as error:
        if error.code not in UNUSABLE:
            raise
        return None
