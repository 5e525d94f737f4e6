"""Files of other forms (Word, PDF, mail, web archives, spreadsheets) → text with anchors; start at `converted`.

One module a form. A converter reads one file: `read(data) -> Converted`. A container holds several:
`members(data) -> Iterator[Member]`. Both raise InputError, with a line that tells the user what to do.
"""
