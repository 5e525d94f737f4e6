"""The parts of a .docx by what its relations call them."""

from collections.abc import Iterator
from posixpath import dirname, join, normpath

from summarizer.errors import InputError
from summarizer.reading.formats.office_zip import OfficeZip, Xml
from summarizer.resources import message

_MAIN = "officeDocument"


class WordParts:
    """The main part of a document, and the parts that it refers to. Raises InputError where there is none."""

    def __init__(self, file: OfficeZip) -> None:
        self._file = file
        main = next(self._targets("", _MAIN), "word/document.xml")
        root = file.xml(main)
        body = next(root.iter("{*}body"), None) if root is not None else None
        if root is None or body is None:
            raise InputError(message("unreadable.no_document"))
        self.root, self.body = root, body
        self._main = main

    def part(self, kind: str) -> Xml | None:
        """The root of the first part of a kind (`styles`, `footnotes` …); None where there is none."""
        return next(self.parts(kind), None)

    def parts(self, kind: str) -> Iterator[Xml]:
        """The roots of all parts of a kind, each part once."""
        for name in dict.fromkeys(self._targets(self._main, kind)):
            root = self._file.xml(name)
            if root is not None:
                yield root

    def properties(self) -> Xml | None:
        """The root of what the file states of itself (`docProps/core.xml`)."""
        name = next(self._targets("", "core-properties"), "docProps/core.xml")
        return self._file.xml(name)

    def _targets(self, part: str, kind: str) -> Iterator[str]:
        """The parts of this kind that a part refers to, or the whole file where it is empty."""
        folder, file = dirname(part), part.rpartition("/")[2]
        relations = self._file.xml(join(folder, "_rels", f"{file}.rels"))
        for relation in relations if relations is not None else ():
            is_inner = relation.get("TargetMode") != "External"
            if is_inner and (relation.get("Type") or "").rpartition("/")[2] == kind:
                yield normpath(join("/", folder, relation.get("Target") or "")).lstrip("/")
