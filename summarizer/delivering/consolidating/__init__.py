"""Consolidating: the figures of many documents as series over time, contradictions between documents, measures counted.

In: the facts of a store. Out: `Consolidation`. Start at `consolidation.py`; `joining.py` has the rules, as pure functions.
"""
