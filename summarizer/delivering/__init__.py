"""What is made of a run: tables, a page to look at, corrected reports.

In: a `Store`. Out: files. Start at `exporting.exporter.export`, `viewer.page.page` and `reviewing.applying`.
"""
