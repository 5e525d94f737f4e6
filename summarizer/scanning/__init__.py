"""Text to Scan: the numbers, dates and places that rules read, without any model.

In: a `Document`, cleaned on the way. Out: `models.Scan`. Start at `scanner.scan_document`; each reader has a folder.
"""
