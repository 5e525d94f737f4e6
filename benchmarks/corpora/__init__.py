"""The rooms of the corpus that `benchmarks/corpus.py` writes."""
