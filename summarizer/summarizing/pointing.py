"""Pointing: headline and points of a document that was asked about in parts, asked for once.

The question shows the measures of all parts, nested, each with the clauses of its verified figures, within a bound: the
first clause of every measure goes before the second of any.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from pydantic import create_model

from summarizer.asking.client import Answer, Client
from summarizer.asking.prompting import fence, outline
from summarizer.asking.recording import ExchangeSummary
from summarizer.checking.draft import Draft, DraftDetail
from summarizer.checking.verdicts import evidence_of
from summarizer.errors import ModelError
from summarizer.models import Mention, Scan, Span
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.grounding import bare
from summarizer.summarizing.chunks import clause, one_line
from summarizer.summarizing.plan import UNUSABLE, Plan
from summarizer.summarizing.rendering import stated_lines
from summarizer.summarizing.stage_answers import PointsDraft

MOST_CHARACTERS = 5_000
_LONGEST_CLAUSE = 80


def points_of(draft: type[Draft]) -> type[PointsDraft]:
    """What the question must return: points of the kind that the draft has."""
    kind: Any = draft.model_fields["points"].annotation
    if kind == PointsDraft.model_fields["points"].annotation:
        return PointsDraft
    return create_model("PointsDraft", __base__=PointsDraft, points=(kind, ...))


async def pointed(whole: Draft, analysis: Analysis, client: Client, plan: Plan, asked: list[ExchangeSummary]) -> Draft:
    """A merged draft with the headline and the points that the model gives it; without, where its answer is unusable."""
    lines = shown_measures(whole, analysis)
    if not lines:
        return whole
    kind = points_of(plan.draft)
    request = plan.request(render_points(plan, analysis.scan, lines), plan.points_prompt, kind)
    try:
        answer: Answer[PointsDraft] = await client.ask(request, kind)
    except ModelError as error:
        if error.code not in UNUSABLE:
            raise
        asked += error.asked
        return whole
    asked += answer.asked
    return with_points_of(whole, answer.draft)


def with_points_of(whole: Draft, answer: PointsDraft) -> Draft:
    """A merged draft with an answer's headline and points."""
    return whole.model_copy(update={"headline": answer.headline, "points": answer.points})


def render_points(plan: Plan, scan: Scan, lines: Sequence[str]) -> tuple[dict[str, str], ...]:
    """The messages that ask for headline and points of what these lines show."""
    content = "\n".join(lines)
    title, published, _ = stated_lines(scan)
    return plan.points_prompt.render(
        schema=outline(points_of(plan.draft)),
        title=title,
        published=published,
        fence=fence(content, title, published),
        document=content,
    )


def longest_points(plan: Plan, scan: Scan) -> tuple[dict[str, str], ...]:
    """The messages of about the longest question that a document can need, for estimates: its clauses with figures."""
    figures = [mention for mention in scan.mentions if mention.role == "figure"]
    return render_points(plan, scan, list(_bounded(["-"], {0: _clauses(scan, figures)})))


def shown_measures(whole: Draft, analysis: Analysis) -> list[str]:
    """A line for each measure of a merged draft, with the clauses of its verified figures; the last has the others."""
    nested = list(_nested(whole.measures))
    places = {bare(name): place for place, (name, _) in enumerate(nested)}
    by_place: dict[int, list[Mention]] = defaultdict(list)
    evidence = evidence_of(analysis)
    for figure in whole.figures:
        judged = evidence.judge(figure)
        if judged.verdict == "verified" and judged.mention is not None:
            by_place[places.get(bare(figure.measure), len(nested))].append(judged.mention)
    heads = [f"{'  ' * depth}- {one_line_of(name)}" for name, depth in nested]
    clauses = {place: _clauses(analysis.scan, mentions) for place, mentions in by_place.items()}
    return list(_bounded([*heads, "- （其他）"] if len(nested) in by_place else heads, clauses))


def one_line_of(name: str) -> str:
    """A name on one line, of bounded length."""
    return " ".join(name.split())[:_LONGEST_CLAUSE]


def _nested(measures: Iterable[DraftDetail], depth: int = 0) -> Iterator[tuple[str, int]]:
    for measure in measures:
        yield measure.name, depth
        yield from _nested(getattr(measure, "parts", ()), depth + 1)


def _clauses(scan: Scan, mentions: Iterable[Mention]) -> list[str]:
    """The clauses of figures, each once, in their order; those that are too long are left out."""
    spans = (clause(scan.text.folded, Span(mention.text_start, mention.text_end)) for mention in mentions)
    found = (one_line(scan.text, span) for span in sorted(set(spans)))
    return list(dict.fromkeys(words for words in found if len(words) <= _LONGEST_CLAUSE))


def _bounded(heads: Sequence[str], clauses: Mapping[int, Sequence[str]]) -> Iterator[str]:
    """The lines of measures within the bound: as many names as it holds, then a clause of each in turn."""
    room, lines = MOST_CHARACTERS, 0
    for head in heads:
        room -= len(head) + 1
        lines += room >= 0
    kept: dict[int, list[str]] = defaultdict(list)
    room = max(room, 0)
    for turn in zip_longest(*(clauses.get(place, ()) for place in range(lines))):
        for place, words in enumerate(turn):
            if words is not None and len(words) < room:
                kept[place].append(words)
                room -= len(words) + 1
    for place, head in enumerate(heads[:lines]):
        yield f"{head}：{'；'.join(kept[place])}" if kept[place] else head
