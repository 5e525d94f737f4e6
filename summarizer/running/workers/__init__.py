"""Other processes that read, scan and check, so that all cores work.

In: calls of functions of ours. Out: what they return, each once, whatever becomes of the process. Start at `crew`.
"""
