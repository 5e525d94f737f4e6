"""The store: the truth of a run in one SQLite file.

In: outcomes and exchanges, each as it comes. Out: records in the order of the inputs. Start at `store.Store`.
"""
