"""Rendering: the questions about a document as the messages of a request.

A document goes between two marks that carry a hash of it (`prompting.fence`); what a page states about itself is on
one short line each.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pydantic import BaseModel

from summarizer.asking.prompting import Prompt, fence, outline
from summarizer.checking.draft import DraftFigure
from summarizer.checking.ledger import MentionStatus
from summarizer.checking.verdicts import Judgement
from summarizer.models import Scan, Span, Text
from summarizer.reading.cleaning.boilerplate import plain_words
from summarizer.scanning.grounding import TextIndex
from summarizer.scanning.segments import segments
from summarizer.scanning.tables.table_rows import rows_at, table_lines
from summarizer.summarizing.chunks import LONGEST_PIECE, groups, in_context, shown

MOST_NUMBERS_A_LINE = 30

_PROBLEMS = {
    "quote_not_found": "引文不在原文中",
    "unsupported": "原文没有这个数",
    "misattributed": "引文中没有统计它的这个数",
    "unit_mismatch": "单位不对",
    "qualifier_mismatch": "修饰词（余、近、约等）不对",
}


def render_document(prompt: Prompt, scan: Scan, part: Span, draft: type[BaseModel]) -> tuple[dict[str, str], ...]:
    """The messages that ask for the draft of (a part of) a document."""
    content = shown_part(scan.text, part)
    title, published, source = stated_lines(scan)
    return prompt.render(
        schema=outline(draft),
        title=title,
        published=published,
        source=source,
        fence=fence(content, title, published, source),
        document=content,
    )


def shown_part(text: Text, part: Span) -> str:
    """A part of a Text as the model reads it: in a table, each row has all its cells, with pipes between them.

    A part that begins within a table has the heads of its columns first.
    """
    shown_parts, position = [], part.start
    for table in text.tables:
        start, end = max(table.span.start, part.start), min(table.span.end, part.end)
        if start < end:
            lines = rows_at if table.span.start < part.start else table_lines
            rows = lines(text, table, Span(start, end))
            shown_parts += [text.content[position:start], "\n".join(rows)]
            position = end
    return "".join([*shown_parts, text.content[position : part.end]])


def stated_lines(scan: Scan) -> tuple[str, str, str]:
    """What a page states about itself, in the form of prompts: title, published, source."""
    stated = {field.name.lower(): field.value for field in scan.text.fields}
    title = scan.text.title
    return (
        _line(scan.text.content[title.start : title.end] if title else stated.get("title")),
        _line(next((stated[name] for name in ("date", "published", "pubdate") if name in stated), None)),
        _line(next((stated[name] for name in ("source", "author") if name in stated), None)),
    )


def _line(stated: str | None) -> str:
    """One short line, without invisible characters and chat tokens."""
    return " ".join(plain_words(stated or "").split())[:200] or "（未标明）"


@dataclass(frozen=True, slots=True)
class PatchLine:
    """A line of a patch: faulty figures of the draft, by their places in it, or missed numbers of one sentence.

    `words` come before the sentence.
    """

    words: str
    sentence: str
    faulty: tuple[int, ...] = ()
    missed: int = 0

    @property
    def numbers(self) -> int:
        return len(self.faulty) + self.missed

    @property
    def length(self) -> int:
        """In characters."""
        return len(self.words) + len(self.sentence)


def patch_lines(
    text: Text, faulty: Sequence[tuple[int, DraftFigure, Judgement]], missed: Sequence[MentionStatus]
) -> Iterator[PatchLine]:
    """The lines of a patch: each faulty figure of the draft, by its index, then the missed numbers by sentence."""
    ground = TextIndex(text)
    for index, figure, judgement in faulty:
        yield PatchLine(_faulty_words(figure, judgement), _sentence(ground, judgement), (index,))
    for span, group in groups(ground, [fate.mention for fate in missed], MOST_NUMBERS_A_LINE):
        surfaces = "、".join(" ".join(mention.surface.split()) for mention in group)
        yield PatchLine(f"{surfaces}。", f"原句：{in_context(text, span)}", missed=len(group))


def render_patch(prompt: Prompt, lines: Sequence[PatchLine], draft: type[BaseModel]) -> tuple[dict[str, str], ...]:
    """The messages that ask for the faulty and the missed figures alone; a sentence is quoted once, then referred to by its number."""
    wrong = "\n".join(_numbered([line for line in lines if line.faulty]))
    left = "\n".join(_numbered([line for line in lines if line.missed]))
    body = {"faulty": wrong or "（无）", "missed": left or "（无）"}
    return prompt.render(schema=outline(draft), fence=fence("".join(body.values())), **body)


def _numbered(lines: Sequence[PatchLine]) -> Iterator[str]:
    places: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        place = places.setdefault(line.sentence, number)
        sentence = line.sentence if place == number or not line.sentence else f"原句同第{place}条"
        yield f"{number}. {line.words}{sentence}"


def _faulty_words(figure: DraftFigure, judgement: Judgement) -> str:
    return f"{_PROBLEMS[judgement.verdict]}：{faulty_claim(figure)}。"


def faulty_claim(figure: DraftFigure) -> str:
    """What a patch's line says of a faulty figure, whatever is wrong with it."""
    numbers = [figure.value] if figure.value is not None else [figure.low, figure.high]
    number = "-".join(f"{number:g}" for number in numbers if number is not None)
    claimed = " ".join(filter(None, (figure.subject, number, figure.unit, figure.qualifier)))
    quote = _shortened(figure.quote)
    return f"你写的是“{_shortened(claimed)}”，引文“{quote}”"


def _shortened(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= LONGEST_PIECE else f"{words[: LONGEST_PIECE // 2]}…{words[-LONGEST_PIECE // 2 :]}"


def _sentence(ground: TextIndex, judgement: Judgement) -> str:
    """The sentence of a quote; of a very long quote, the part near the number that was meant."""
    span, mention = judgement.quote, judgement.mention
    if span is None:
        return ""
    if span.end - span.start > LONGEST_PIECE:
        span = Span(mention.text_start, mention.text_end) if mention else Span(span.start, span.start + 1)
    return f"原句：{in_context(ground.text, shown(ground, span))}"


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
