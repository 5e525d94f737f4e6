"""What is installed: the package's name and version, its prompts, schemas, recordings and tables; and how files are read."""

import stat
from importlib import metadata
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from summarizer.errors import UsageError

_MOST_BYTES = 1_000_000_000
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


def require_file(path: Path) -> None:
    """Raise UsageError where `path` is no file to read from its beginning to its end: a pipe may never end."""
    try:
        found = path.stat()
    except OSError as error:
        raise UsageError(f"{path} can't be read: {error.strerror}") from None
    except ValueError:
        raise UsageError(f"{path!a} can't be read: no file has such a name") from None
    if stat.S_ISDIR(found.st_mode):
        raise UsageError(f"{path} is a folder: name a file")
    if not stat.S_ISREG(found.st_mode):
        raise UsageError(f"{path} is no regular file: save what it gives in one, and name that")
    if found.st_size > _MOST_BYTES:
        raise UsageError(f"{path} has {found.st_size:,} bytes, more than {_MOST_BYTES:,}: split it")


def read_text(path: Path | Traversable) -> str:
    """The text of a UTF-8 file, without its byte order mark; raises UsageError where it can't be read."""
    if isinstance(path, Path):
        require_file(path)
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path} can't be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise UsageError(f"{path}, line {line} is not UTF-8: save the file in UTF-8") from None
