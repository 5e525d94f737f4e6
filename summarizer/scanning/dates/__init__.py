"""Dates: every date and time of day, with the year that a page leaves out, and when it was published.

In: the folded text and the fields that the page states of itself. Out: `DateMention` and `Published`. Start at
`reader.read`.
"""
