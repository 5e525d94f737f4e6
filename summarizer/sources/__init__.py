"""Inputs to documents: files, folders, globs, tables and standard input, decoded."""
