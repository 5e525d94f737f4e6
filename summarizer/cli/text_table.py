"""What people see of checked texts in a terminal: a text with its numbers coloured, and what its sources say."""

from collections import Counter
from collections.abc import Mapping

from rich.padding import Padding
from rich.table import Table
from rich.text import Text as RichText

from summarizer.checking.report_values import TextVerdict
from summarizer.checking.texts.shown_text import MARKS, ShownCheck
from summarizer.checking.texts.text_check import VERDICTS_OF_TEXTS, TextCheck, TextJudgement
from summarizer.cli.language import counted, joined, label, say, words
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
            self._print(SafeText(words("check.more_texts", count=self.flagged - _MOST_TEXTS)))
        fine = self._texts - self.flagged - self.failed
        counts = {"fine": fine, "flagged": self.flagged, "failed": self.failed}
        self._print(SafeText(words("check.texts", count=self._texts, **counts, numbers=_counts(self._numbers))))

    def _show(self, check: TextCheck) -> None:
        shown = ShownCheck(check)
        name = check.document.id if check.document else ""
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
            self._print(SafeText(_summary(check)))

    def _against(self, check: TextCheck) -> str:
        """Which sources the text was held against, those that its numbers rest on first."""
        used = Counter(each.source for each in check.judgements if each.source is not None)
        names = [check.sources[place].id for place, _ in used.most_common(_MOST_NAMED)]
        names = names or [source.id for source in check.sources[:1]]
        others = len(check.sources) - len(names)
        sources = joined(names)
        if others > 0:
            sources = words("check.and_more", sources=sources, count=others)
        if self._sources > len(check.sources):
            sources = words("check.among", sources=sources, count=self._sources)
        return words("check.against", sources=sources)

    def _print(self, line: RichText) -> None:
        self._screen.print(line, highlight=False)


def _summary(check: TextCheck) -> str:
    """One line: how many numbers have which verdict, and how many are outside the article."""
    numbers = _counts(check.counts)
    if not check.left_out:
        return numbers
    return words("check.outside", numbers=numbers, reasons=counted("removed", check.left_out))


def _counts(counts: Mapping[TextVerdict, int]) -> str:
    """How many numbers there are, and how many have each verdict."""
    count = sum(counts.values())
    if not count:
        return words("check.no_numbers")
    each = [
        message("counted", count=counts[known], name=_name(known)) for known in VERDICTS_OF_TEXTS if counts.get(known)
    ]
    return words("check.number" if count == 1 else "check.numbers", count=count, counts=each)


def _name(verdict: TextVerdict) -> str:
    return label("judgement", verdict).replace("_", " ")


def _coloured(shown: ShownCheck) -> SafeText:
    """The words of a text, each number with the colour and mark of its verdict."""
    text = SafeText()
    for part, judgement in shown.parts():
        plain = part.replace("\t", "  ")
        if judgement is None:
            text.append(plain)
        else:
            text.append(plain + MARKS[judgement.verdict], STYLES[judgement.verdict])
    return text


def _table(shown: ShownCheck, rows: list[TextJudgement]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(words("head.number"), overflow="fold", max_width=20)
    table.add_column(words("head.verdict"), no_wrap=True)
    table.add_column(words("head.stated"), overflow="fold", ratio=1)
    for judgement in rows:
        style = STYLES[judgement.verdict]
        verdict = SafeText(f"{MARKS[judgement.verdict]} {_name(judgement.verdict)}", style)
        table.add_row(SafeText(judgement.surface, style), verdict, _stated(shown, judgement))
    return table


def _stated(shown: ShownCheck, judgement: TextJudgement) -> SafeText:
    """Why, and the source's words."""
    lines = [line for line in (judgement.formula, say(judgement.message)) if line]
    text = SafeText("\n".join(lines))
    excerpt = shown.excerpt(judgement)
    if excerpt is not None:
        text.append("\n" if lines else "")
        if len(shown.check.sources) > 1 and judgement.source is not None:
            text.append(shown.check.sources[judgement.source].id + ": ", "dim")
        text.append(excerpt.before, "dim")
        text.append(excerpt.words, "bold underline")
        text.append(excerpt.after, "dim")
    return text
