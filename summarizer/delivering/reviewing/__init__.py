"""Reviewing: what a person decided on figures, kept beside the model's answer and never over it.

In: a file of decisions. Out: corrected reports. Start at `applying`; `overlay` lays decisions over a store.
"""
