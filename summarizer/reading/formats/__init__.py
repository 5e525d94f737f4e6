"""Files of other forms (Word, PDF, mail, web archives, spreadsheets) → text with anchors; start at `converted`.

One module a form. A converter reads one file: `read(data) -> Converted`. A container holds several, and streams them
from an open binary file: `members(file, max_bytes) -> Iterator[Member]`. Both raise InputError, with a line that tells
the user what to do; what is wrong with one member alone is its `fault`.
"""
