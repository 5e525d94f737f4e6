"""`summarizer view`: a run as a page to look at."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from summarizer.cli.error_lines import errors_as_lines, exit_with_problems
from summarizer.cli.language import language
from summarizer.cli.streams import complain, note, write_path
from summarizer.resources import Language, message, os_words

LARGE_BYTES = 60_000_000


def view(
    context: typer.Context,
    out: Annotated[Path, typer.Argument(help="The folder of a run.", show_default=False)],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file to write.", show_default="OUT/view.html")
    ] = None,
    serve: Annotated[
        bool, typer.Option("--serve", help="Serve the page to this machine instead, for runs too large for one file.")
    ] = False,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port for --serve; 0 takes a free one.")] = 8765,
    open_: Annotated[
        bool, typer.Option("--open/--no-open", help="Open the page in the browser of this desktop.")
    ] = False,
) -> None:
    """Write one HTML file to read and correct a run: documents, articles, figures with their words marked."""
    with errors_as_lines():
        from summarizer.errors import UsageError

        if serve and output is not None:
            raise UsageError(message("view.no_file"))
        if serve:
            _serve(out, port, _start(context), opened=open_)
        else:
            _write(out, output or out / "view.html", _start(context), opened=open_)


def _start(context: typer.Context) -> Language | None:
    """The language that the page begins in: that of --lang, Chinese where the locale is; else the browser chooses."""
    asked = context.find_root().params.get("lang")
    return asked.value if asked else "zh" if language() == "zh" else None


def _write(out: Path, path: Path, start: Language | None, *, opened: bool) -> None:
    from summarizer.delivering.viewer.page import page
    from summarizer.errors import UsageError
    from summarizer.running.store.store import Store

    with Store.read(out) as store:
        html = page(store, start).html.encode("utf-8", "replace")
        if store.damage:
            complain(store.damage)
        problems = [message("named", name=name, what=why) for name, why in store.undelivered.items()]
    try:
        path.write_bytes(html)
    except OSError as error:
        raise UsageError(message("file.not_written", path=path, why=os_words(error))) from None
    if len(html) > LARGE_BYTES:
        note(message("view.large", path=path, size=len(html) // 1_000_000, out=out))
    write_path(path)
    if opened:
        _open(path.absolute().as_uri())
    exit_with_problems(problems)


def _serve(out: Path, port: int, start: Language | None, *, opened: bool) -> None:
    from summarizer.delivering.viewer.server import ViewerServer

    with ViewerServer(out, port, start) as server:
        typer.echo(server.url)
        note(message("view.serving"))
        if opened:
            _open(server.url)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            note(message("view.ended"))


def _open(url: str) -> None:
    """Open a page where there is a desktop; without one, browsers for the terminal would take it."""
    import webbrowser

    if sys.platform in {"darwin", "win32"} or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        webbrowser.open(url)
