"""What `summarizer scan` shows in a terminal: the numbers of a document, and where a document is."""

from pathlib import Path

from rich.table import Table

from summarizer.cli.language import label, words
from summarizer.cli.safe_text import SafeText
from summarizer.cli.streams import console
from summarizer.models import Anchor, Document, Scan
from summarizer.reading.inputs.lazy_inputs import UnreadableInput


def scan_shown(document: Document, scan: Scan) -> str:
    """What rules read from one document, as text for this terminal."""
    screen = console()
    region = scan.region
    place = f"{region.name} {region.towncode or region.adcode}" if region else words("no_region")
    when = words("scan.published", date=scan.published.iso) if scan.published else words("scan.undated")
    table = Table(box=None, pad_edge=False, header_style="bold")
    located = ("where",) if any(anchor.page or anchor.cell for anchor in scan.text.anchors) else ()
    for name in ("number", "role", "value", "unit", "qualifier", "counts", *located):
        table.add_column(words(f"head.{name}"))
    for mention in scan.mentions:
        value = mention.value if mention.value is not None else f"{mention.low or ''}–{mention.high or ''}"
        shown = "" if mention.role in {"date", "time"} else str(value)
        cells = (
            mention.surface,
            label("role", mention.role),
            shown,
            mention.unit or "",
            mention.qualifier or "",
            mention.noun or "",
            *((_where(scan.text.anchor(mention.start)),) if located else ()),
        )
        table.add_row(*(SafeText(cell) for cell in cells))
    with screen.capture() as printed:
        screen.print(SafeText(words("scan.head", path=source_shown(document), place=place, when=when), "bold"))
        screen.print(table)
    return printed.get().removesuffix("\n")


def _where(anchor: Anchor | None) -> str:
    return where_shown(anchor.page, anchor.cell) if anchor else ""


def where_shown(page: int | None, cell: str | None) -> str:
    """The page or the cell where a number is, if its file has any."""
    return cell or (words("show.page", page=page) if page else "")


def source_shown(document: Document | UnreadableInput) -> str:
    """The path of a document, with the row or member that it is: `pages.zip#通知.html`."""
    container, _, part = document.id.partition("#")
    if f"/{Path(document.path).as_posix()}".endswith((f"/{document.id}", f"/{container}")):
        return document.path + (f"#{part}" if part else "")
    return document.id if document.path == "-" else f"{document.path}#{document.id}"
