"""Where prompts, schemas, recordings and data tables are found, installed or in a checkout."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def locate(name: str) -> Traversable:
    """The file or folder `name` (e.g. `prompts/summarize.md`) that was shipped with the package.

    In a wheel it lies under `summarizer/_data`, in a checkout at the repository's root.
    """
    packed = files("summarizer") / "_data" / name
    if packed.is_file() or packed.is_dir():
        return packed
    return Path(__file__).resolve().parent.parent / name


def table(name: str) -> list[list[str]]:
    """The rows of `summarizer/data/<name>.tsv`, split at tabs; blank lines and lines with # are left out."""
    text = (files("summarizer") / "data" / f"{name}.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
