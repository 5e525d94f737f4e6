"""Documents to Text: title and article alone, each character with its span in the raw document.

In: a `Document`. Out: its `Text`, with the numbers of what was removed counted by reason. Start at `clean.clean`.
"""
