"""What a check of a text gives: a judgement on each of its numbers, and the documents that they were looked for in.

supported      the source states it so
equivalent     the source states it in other words (`how`: `data/restatements.tsv`)
derived        the source states what it can be computed from (`formula`, `operands`)
contradicted   the source states it otherwise (`how`: the code of the difference; `source_span`: what it should be)
not_stated     the source does not state it
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from summarizer.checking.report_values import TextVerdict
from summarizer.checking.texts.shown_text import ShownCheck
from summarizer.errors import Message
from summarizer.models import Document, Span

VERDICTS_OF_TEXTS: tuple[TextVerdict, ...] = get_args(TextVerdict)
StatementKind = Literal["figure", "date", "time", "label", "score"]
FLAGGED: frozenset[TextVerdict] = frozenset(["contradicted", "not_stated"])


@dataclass(frozen=True, slots=True)
class TextJudgement:
    """The verdict on one number of a text; `start` and `end` count code points of the text, half-open.

    `source` is the place of the document in `TextCheck.sources`, `source_span` the span of its words in the raw
    document; both are None where no document states anything like it. `operands` are the spans that `formula` names.
    """

    start: int
    end: int
    surface: str
    kind: StatementKind
    verdict: TextVerdict
    how: str | None = None
    source: int | None = None
    source_span: Span | None = None
    formula: str | None = None
    operands: tuple[Span, ...] = ()
    why: Message | None = None

    @property
    def message(self) -> str:
        """Why, in a sentence; empty where the source states the number so."""
        return self.why or ""

    @property
    def flagged(self) -> bool:
        """Whether a person should look at it."""
        return self.verdict in FLAGGED

    def as_json(self) -> dict[str, Any]:
        """The judgement as `summarizer check --text --json` prints it."""
        return {
            "start": self.start,
            "end": self.end,
            "surface": self.surface,
            "kind": self.kind,
            "verdict": self.verdict,
            "how": self.how,
            "source": self.source,
            "source_span": self.source_span,
            "formula": self.formula,
            "operands": list(self.operands),
            "message": self.message,
        }


@dataclass(frozen=True, slots=True)
class TextCheck:
    """A text, its sources, and the judgements on its numbers, in their order.

    `document` is the text as a document, if it was given as one; then `left_out` counts the numbers outside its article,
    which are not judged, by reason.
    """

    text: str
    sources: Sequence[Document]
    judgements: tuple[TextJudgement, ...]
    document: Document | None = None
    left_out: Mapping[str, int] = field(default_factory=dict)

    @property
    def flagged(self) -> bool:
        """Whether a number of the text is contradicted or not stated."""
        return any(judgement.flagged for judgement in self.judgements)

    @property
    def counts(self) -> dict[TextVerdict, int]:
        """How many numbers have each verdict, in the order above; a verdict that none has is left out."""
        found = Counter(judgement.verdict for judgement in self.judgements)
        return {verdict: found[verdict] for verdict in VERDICTS_OF_TEXTS if found[verdict]}

    def source_surface(self, judgement: TextJudgement) -> str | None:
        """The characters of a source that a judgement rests on; None where there are none."""
        if judgement.source is None or judgement.source_span is None:
            return None
        start, end = judgement.source_span
        return self.sources[judgement.source].raw[start:end]

    def __repr__(self) -> str:
        return f"<TextCheck: {ShownCheck(self).summary()}>"

    def __str__(self) -> str:
        """The text with marks at its numbers, what is wrong with them, and the counts, for a terminal."""
        return ShownCheck(self).lines()

    def _repr_html_(self) -> str:
        return ShownCheck(self).html()

    def as_json(self) -> dict[str, Any]:
        """The check as `summarizer check --text --json` prints it, one line a text."""
        own = self.document
        return {
            "id": own.id if own else None,
            "path": own.path if own else None,
            "flagged": self.flagged,
            "counts": self.counts,
            "sources": [{"id": source.id, "path": source.path, "sha256": source.sha256} for source in self.sources],
            "judgements": [
                judgement.as_json() | {"source_surface": self.source_surface(judgement)}
                for judgement in self.judgements
            ],
            "left_out": dict(self.left_out),
            "error": None,
        }
