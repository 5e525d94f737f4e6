"""True figures of documents, and ways to tell them wrongly; `benchmarks/mutations.py` is the command."""
