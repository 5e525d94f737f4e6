"""Exports: the delivered documents of a store as tables and files that other programs read."""
