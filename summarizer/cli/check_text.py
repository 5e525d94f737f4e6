"""`summarizer check --text`: any text against its sources, shown in the terminal, as JSON, as a page."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from summarizer.checking.texts.text_lines import failed_line
from summarizer.cli.streams import complain, note, write_json
from summarizer.cli.text_table import TextTable
from summarizer.errors import UsageError
from summarizer.reading.inputs.documents import UnreadableInput, sight
from summarizer.reading.inputs.finding import STDIN, InputSet, find
from summarizer.resources import message, os_words
from summarizer.running.text_checks import SourceOptions, checked_texts, opened

if TYPE_CHECKING:  # it loads what most commands don't need
    from summarizer.delivering.textpage.text_page import TextPage


class TextOptions(NamedTuple):
    """What the command line says: the text or texts, their sources, the columns of rows, where to write a page, how many processes."""

    text: str
    sources: list[str]
    source_column: str | None = None
    text_column: list[str] | None = None
    output: Path | None = None
    as_json: bool = False
    jobs: int = 1


def check_texts(options: TextOptions) -> tuple[bool, bool]:
    """Check texts and show each; returns whether a text or a source failed, and whether a text is flagged.

    Raises UsageError where an input does not exist, or no source is given.
    """
    texts = _texts(options)
    page = _page() if options.output else None
    columns = tuple(options.text_column) if options.text_column else None
    where = SourceOptions(tuple(options.sources), options.source_column, columns)
    with opened(where) as sources:
        table = TextTable(is_single=len(texts.files) == 1 and not texts.files[0].is_table, sources=len(sources))
        for result, unread in checked_texts(sight(texts, text_column=options.text_column), where, options.jobs):
            sources.unread.update(unread)
            if options.as_json:
                write_json(failed_line(result) if isinstance(result, UnreadableInput) else result.as_json())
            table.add(result, is_shown=not options.as_json)
            if page is not None:
                page.add_failed(result) if isinstance(result, UnreadableInput) else page.add(result)
        for name, error in sources.unread.items():
            complain(message("named", name=name, what=error.message))
    if not options.as_json:
        table.end()
    if page is not None and options.output is not None:
        _write(page, options.output)
    return table.failed > 0 or bool(sources.unread), table.flagged > 0


def _texts(options: TextOptions) -> InputSet:
    texts = find([options.text], text_column=options.text_column)
    if options.text == STDIN and STDIN in options.sources:
        raise UsageError(message("check.two_inputs"))
    if not options.sources and not any(file.is_table for file in texts.files):
        raise UsageError(message("check.no_source"))
    return texts


def _page() -> "TextPage":
    from summarizer.delivering.textpage.text_page import TextPage

    return TextPage()


def _write(page: "TextPage", path: Path) -> None:
    try:
        path.write_bytes(page.html().encode("utf-8", "replace"))
    except OSError as error:
        raise UsageError(message("file.not_written", path=path, why=os_words(error))) from None
    note(message("check.page", path=path))
