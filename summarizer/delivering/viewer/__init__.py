"""The viewer: the store of a run as one self-contained page, or served to this machine alone.

In: a `Store`. Out: HTML with its data inside. Start at `page.page`; the browser's part is in `templates/`.
"""
