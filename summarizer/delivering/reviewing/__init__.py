"""Reviewing: a person's decisions on figures, stored next to the model's answer, which they never replace.

In: a file of decisions. Out: corrected reports. Start at `applying`; `overlay` lays decisions over a store.
"""
