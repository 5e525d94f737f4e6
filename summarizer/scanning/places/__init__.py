"""Places: the divisions of China named in a text, and the one that it is about.

In: the folded text. Out: `Place` with its candidates, and the document's `Region`. Start at `regions`.
"""
