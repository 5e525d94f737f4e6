"""Files of other forms (Word, PDF, mail, web archives, spreadsheets) → text with anchors.

One module a form. A converter reads one file: `read(data) -> Converted`. A container holds several, and streams them
from an open binary file: `members(file, allowance) -> Iterator[Member]`. Both raise InputError, with a line that tells
the user what to do; what is wrong with one member alone is its `fault`.

In: the bytes of a file, or the open file. Out: `Converted`, or a `Member` each. Start at `converted`.
"""
