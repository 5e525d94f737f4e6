"""The page of checked texts: each text beside its sources, in one file.

In: `TextCheck`s. Out: HTML with its data inside. Start at `text_page.TextPage`; the browser's part is in `templates/`.
"""
