"""Questions to a model, and the recordings that stand for it."""
