"""How many cores there are, and when it pays to use more than one; without what workers need to be talked to."""

import os

ALONE_SECONDS = 0.2
"""A program works alone until the processor has worked for so long: a worker takes longer than that to start."""


def count() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
