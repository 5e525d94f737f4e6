"""What is installed: the package's name and version, and where its prompts, schemas, recordings and tables are found."""

from importlib import metadata
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

DISTRIBUTION = "govnews-summarizer"
"""The name under which pip installs the package; it is imported, and called, as `summarizer`."""


def version() -> str:
    """The version that is installed."""
    return metadata.version(DISTRIBUTION)


def install_command(extra: str) -> str:
    """The command that adds an extra; double quotes serve every shell, cmd and PowerShell too."""
    return f'pip install "{DISTRIBUTION}[{extra}]"'


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
