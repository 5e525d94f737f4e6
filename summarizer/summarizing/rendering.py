"""Rendering: what is asked about a document, as the messages of a request.

A document goes between two marks that carry a hash of it (`prompting.fence`); what a page states of itself is told on
one short line each.
"""

from collections.abc import Sequence

from pydantic import BaseModel

from summarizer.asking.prompting import Prompt, fence, outline
from summarizer.checking.draft import DraftFigure
from summarizer.checking.ledger import MentionStatus
from summarizer.checking.verdicts import Judgement
from summarizer.models import Scan, Span, Text
from summarizer.reading.cleaning.boilerplate import plain_words
from summarizer.scanning.grounding import TextIndex
from summarizer.scanning.segments import segments

_PROBLEMS = {
    "quote_not_found": "引文不在原文中",
    "unsupported": "原文没有这个数",
    "misattributed": "引文中没有统计它的这个数",
    "unit_mismatch": "单位不对",
    "qualifier_mismatch": "修饰词（余、近、约等）不对",
}


def render_document(prompt: Prompt, scan: Scan, part: Span, draft: type[BaseModel]) -> tuple[dict[str, str], ...]:
    """The messages that ask for the draft of (a part of) a document."""
    content = scan.text.content[part.start : part.end]
    title, published, source = stated_lines(scan)
    return prompt.render(
        schema=outline(draft),
        title=title,
        published=published,
        source=source,
        fence=fence(content, title, published, source),
        document=content,
    )


def stated_lines(scan: Scan) -> tuple[str, str, str]:
    """What a page states of itself, as prompts tell it: title, published, source."""
    stated = {field.name.lower(): field.value for field in scan.text.fields}
    title = scan.text.title
    return (
        _line(scan.text.content[title.start : title.end] if title else stated.get("title")),
        _line(next((stated[name] for name in ("date", "published", "pubdate") if name in stated), None)),
        _line(next((stated[name] for name in ("source", "author") if name in stated), None)),
    )


def _line(stated: str | None) -> str:
    """One short line; what can't be seen, and tokens of chats, are no part of it."""
    return " ".join(plain_words(stated or "").split())[:200] or "（未标明）"


def render_patch(
    prompt: Prompt,
    text: Text,
    faulty: Sequence[tuple[DraftFigure, Judgement]],
    missed: Sequence[MentionStatus],
    draft: type[BaseModel],
) -> tuple[dict[str, str], ...]:
    """The messages that ask for the faulty and the missed figures alone, with the sentences that hold them."""
    ground = TextIndex(text)
    wrong = [_faulty_line(number, pair, ground) for number, pair in enumerate(faulty, 1)]
    left = [_missed_line(number, fate, ground) for number, fate in enumerate(missed, 1)]
    body = {"faulty": "\n".join(wrong) or "（无）", "missed": "\n".join(left) or "（无）"}
    return prompt.render(schema=outline(draft), fence=fence("".join(body.values())), **body)


def _faulty_line(number: int, pair: tuple[DraftFigure, Judgement], ground: TextIndex) -> str:
    figure, judgement = pair
    numbers = [figure.value] if figure.value is not None else [figure.low, figure.high]
    told = "-".join(f"{number:g}" for number in numbers if number is not None)
    said = " ".join(filter(None, (figure.subject, told, figure.unit, figure.qualifier)))
    return f"{number}. {_PROBLEMS[judgement.verdict]}：你写的是“{said}”，引文“{figure.quote}”。{_sentence(ground, judgement.quote)}"


def _missed_line(number: int, fate: MentionStatus, ground: TextIndex) -> str:
    mention = fate.mention
    sentence = _sentence(ground, Span(mention.text_start, mention.text_end))
    return f"{number}. {mention.surface}。{sentence}"


def _sentence(ground: TextIndex, span: Span | None) -> str:
    if span is None:
        return ""
    whole = ground.sentence(span)
    return "原句：" + " ".join(ground.text.content[whole.start : whole.end].split())


def parts(text: Text, longest: int) -> list[Span]:
    """Text cut at sentence ends into parts of at most `longest` characters, for models that can't read it whole."""
    cuts, start, end = [], 0, len(text.content)
    while end - start > longest:
        cut = _last_sentence_end(text.folded, start, start + longest)
        cuts.append(Span(start, cut))
        start = cut
    return [*cuts, Span(start, end)]


def _last_sentence_end(folded: str, start: int, end: int) -> int:
    half = start + (end - start) // 2
    cut = segments(folded).start("sentence", end)
    return cut if cut > half else end
