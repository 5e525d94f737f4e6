"""One document, from its scan to its record: planned, asked about, checked, patched.

In: a `Document` and a `Plan`. Out: an `Outcome` with the `Record` to deliver. Start at `pipeline.summarize`.
"""
