"""Plain text of mails in `format=flowed` (RFC 3676): lines that end with a blank go on in the next one."""

import re
from collections.abc import Iterator

_SIGNATURE = "-- "
_QUOTED = re.compile(">*")


def unflowed(text: str, *, delsp: bool) -> str:
    """Each paragraph on one line; with `delsp`, as in Chinese, without the blanks that end its lines."""
    return "\n".join(_paragraphs(text.replace("\r\n", "\n").split("\n"), delsp=delsp))


def _paragraphs(lines: list[str], *, delsp: bool) -> Iterator[str]:
    open_parts: list[str] = []
    open_marks = ""
    for line in lines:
        marks = line[: _QUOTED.match(line).end()]  # type: ignore[union-attr]
        words = line[len(marks) :].removeprefix(" ")
        if open_parts and (marks != open_marks or words == _SIGNATURE):
            yield _joined(open_marks, open_parts)
            open_parts = []
        open_marks = marks
        flows = words.endswith(" ") and words != _SIGNATURE
        open_parts.append(words[:-1] if flows and delsp else words)
        if not flows:
            yield _joined(marks, open_parts)
            open_parts = []
    if open_parts:
        yield _joined(open_marks, open_parts)


def _joined(marks: str, parts: list[str]) -> str:
    return (f"{marks} " if marks else "") + "".join(parts)
