"""Exports: the delivered documents of a store as tables and files that other programs read.

In: a `Store`. Out: CSV, Excel, Parquet, SQLite, Markdown. Start at `exporter.export`; `tables` declares every column.
"""
