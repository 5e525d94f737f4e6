"""Inputs to documents: files, folders, globs, tables and standard input, decoded.

In: what the user names. Out: a `Document` or an `UnreadableInput` for each file and row. Start at `documents.load`.
"""
