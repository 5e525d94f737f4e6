"""Facts: what the words around a figure say of it: status, aspect, direction, base, total, new, time, place, whole.

In: a `Scan` and its figures. Out: the `Facts` of each, and whether a claim's place or time agrees with them. Start at
`context.FigureContext`; `figure_facts.read` puts the parts together: `wording` cuts the words around each figure and
has the table `data/facts.tsv`; `movement`, `standing`, `parts`, `timing` and `locality` read them.
"""
