"""Deliverables of a run: tables, a viewer page, corrected reports.

In: a `Store`. Out: files. Start at `exporting.exporter.export`, `viewer.page.page` and `reviewing.applying`.
"""
