"""Numbers: what is written, its value, what it counts, and what role it has.

In: the folded text. Out: `Quantity`, its role and the span of its noun. Start at `quantities.read`, then `roles` and
`nouns.bind`.
"""
