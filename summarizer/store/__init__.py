"""The store: a run's truth in one SQLite file."""
