"""Reviewing: what a person decided on figures, kept beside the model's answer and never over it."""
