"""Files that are either complete or absent."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from summarizer.errors import UsageError
from summarizer.resources import message, os_words


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A file beside `path` to write to, that takes its place at the end; raises UsageError where that can't be done."""
    temporary = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.unlink(missing_ok=True)
        yield temporary
        temporary.replace(path)
    except OSError as error:
        raise UsageError(message("file.not_written", path=path, why=os_words(error))) from None
    finally:
        if temporary.parent.is_dir():
            temporary.unlink(missing_ok=True)
