"""Drafts: how a model is brought to tell what a document says, in one answer or in stages, and to mend it."""
