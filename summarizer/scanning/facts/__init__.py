"""Facts: what the words around a figure say of it: where, when, and in which direction it went.

In: a `Scan` and a mention. Out: its places, dates and direction. Start at `context.FigureContext`.
"""
