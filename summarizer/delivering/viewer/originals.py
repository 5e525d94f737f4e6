"""The files that documents were converted from, as a browser shows them: beside its text, the page of a PDF as it looks."""

import hashlib
from pathlib import Path

from summarizer.errors import UsageError
from summarizer.resources import message, require_file
from summarizer.running.store.store import Store

_PDF = "SELECT path, sha256 FROM documents WHERE document = ? AND form = 'pdf'"


def original_pdf(store: Store, key: int) -> bytes:
    """The PDF of a document, by its number in the store; raises UsageError where it is no longer as it was read."""
    for path, digest in store.database.execute(_PDF, [key]):
        require_file(Path(path))
        try:
            data = Path(path).read_bytes()
        except OSError:
            break
        if hashlib.sha256(data).hexdigest() == digest:
            return data
    raise UsageError(message("server.original"))
