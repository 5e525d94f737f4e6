"""What people see of checked texts in a terminal: a text with its numbers coloured, and what its sources say."""

from collections import Counter

from rich.padding import Padding
from rich.table import Table
from rich.text import Text as RichText

from summarizer.checking.report_values import TextVerdict
from summarizer.checking.texts.shown_text import MARKS, ShownCheck, in_words
from summarizer.checking.texts.text_check import VERDICTS_OF_TEXTS, TextCheck, TextJudgement
from summarizer.cli.safe_text import SafeText
from summarizer.cli.streams import complain, console
from summarizer.reading.inputs.documents import UnreadableInput
from summarizer.resources import message

STYLES: dict[TextVerdict, str] = {
    "supported": "green",
    "equivalent": "green",
    "derived": "cyan",
    "contradicted": "bold red",
    "not_stated": "bold yellow",
}
_MOST_TEXTS = 40
_MOST_NAMED = 3


class TextTable:
    """The texts as they are checked, and totals over them. Of many, those that are flagged are shown."""

    def __init__(self, *, is_single: bool, sources: int) -> None:
        self.failed = 0
        self.flagged = 0
        self._texts = 0
        self._numbers: Counter[TextVerdict] = Counter()
        self._is_single = is_single
        self._sources = sources
        self._screen = console()

    def add(self, result: TextCheck | UnreadableInput, *, is_shown: bool = True) -> None:
        """Count a text, and show it."""
        self._texts += 1
        if isinstance(result, UnreadableInput):
            self.failed += 1
            complain(message("named", name=result.id, what=result.error.message))
            return
        self.flagged += result.flagged
        self._numbers.update(result.counts)
        if is_shown and (self._is_single or (result.flagged and self.flagged <= _MOST_TEXTS)):
            self._show(result)

    def end(self) -> None:
        """The line of totals; a single text has its own."""
        if self._is_single:
            return
        if self.flagged > _MOST_TEXTS:
            self._print(SafeText(f"… and {self.flagged - _MOST_TEXTS} more texts that are flagged; --json has all"))
        fine = self._texts - self.flagged - self.failed
        counts = ", ".join(
            f"{self._numbers[verdict]} {in_words(verdict)}" for verdict in VERDICTS_OF_TEXTS if self._numbers[verdict]
        )
        texts = f"{self._texts} texts: {fine} without a flag, {self.flagged} flagged, {self.failed} failed."
        self._print(SafeText(f"{texts} {self._numbers.total()} numbers: {counts or 'none'}."))

    def _show(self, check: TextCheck) -> None:
        shown = ShownCheck(check)
        name = check.document.id if check.document else "text"
        self._print(SafeText.assemble((name, "bold"), "  ", (self._against(check), "dim")))
        if self._is_single:
            self._screen.print()
            self._screen.print(Padding(_coloured(shown), (0, 2), expand=False))
            self._screen.print()
        rows = [each for each in check.judgements if each.flagged or (self._is_single and each.verdict != "supported")]
        if rows:
            self._screen.print(_table(shown, rows))
            self._screen.print()
        if self._is_single:
            self._print(SafeText(shown.summary()))

    def _against(self, check: TextCheck) -> str:
        """Which sources the text was held against, those that its numbers rest on first."""
        used = Counter(each.source for each in check.judgements if each.source is not None)
        names = [check.sources[place].id for place, _ in used.most_common(_MOST_NAMED)]
        names = names or [source.id for source in check.sources[:1]]
        others = len(check.sources) - len(names)
        among = f" of {self._sources:,}" if self._sources > len(check.sources) else ""
        return f"against {', '.join(names)}" + (f" and {others} more{among}" if others > 0 else among)

    def _print(self, line: RichText) -> None:
        self._screen.print(line, highlight=False)


def _coloured(shown: ShownCheck) -> SafeText:
    """The words of a text, each number with the colour and mark of its verdict."""
    text = SafeText()
    for words, judgement in shown.parts():
        shown_words = words.replace("\t", "  ")
        if judgement is None:
            text.append(shown_words)
        else:
            text.append(shown_words + MARKS[judgement.verdict], STYLES[judgement.verdict])
    return text


def _table(shown: ShownCheck, rows: list[TextJudgement]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("number", overflow="fold", max_width=20)
    table.add_column("verdict", no_wrap=True)
    table.add_column("what the source says", overflow="fold", ratio=1)
    for judgement in rows:
        style = STYLES[judgement.verdict]
        verdict = SafeText(f"{MARKS[judgement.verdict]} {in_words(judgement.verdict)}", style)
        table.add_row(SafeText(judgement.surface, style), verdict, _stated(shown, judgement))
    return table


def _stated(shown: ShownCheck, judgement: TextJudgement) -> SafeText:
    """Why, and the source's words."""
    lines = [line for line in (judgement.formula, judgement.message) if line]
    text = SafeText("\n".join(lines))
    excerpt = shown.excerpt(judgement)
    if excerpt is not None:
        text.append("\n" if lines else "")
        text.append(excerpt.before, "dim")
        text.append(excerpt.words, "bold underline")
        text.append(excerpt.after, "dim")
    return text
