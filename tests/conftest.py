"""What all tests share: shorter runs of properties for `make quick`, how the work is shared out, one language."""

import gc
import os
import sys
from collections import defaultdict
from itertools import chain, islice

import pytest
from hypothesis import settings

LONG = {"slow", "loopback", "browser", "wheel"}

settings.register_profile("whole", settings(), deadline=None)  # other processes may have the machine
settings.load_profile("whole")
settings.register_profile("quick", max_examples=20)
os.environ["LC_ALL"] = "C.UTF-8"  # wherever the tests run, what they read is English
gc.set_threshold(20_000, 20, 20)  # the tests hold few cycles and allocate much

# Hundreds of processes start, and three workers read all tests: that each compiles all of it anew doubles their time.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def pytest_xdist_auto_num_workers():
    """One more than there are processors: many tests wait, for a process, an endpoint or a package index."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(config, items):
    """Each worker begins with its share of the modules that take long, so that none of these begins last."""
    workers = getattr(config, "workerinput", {}).get("workercount", 1)
    modules = defaultdict(list)
    for item in items:
        modules[item.path].append(item)
    by_length = sorted(modules.values(), key=_length, reverse=True)
    long = [module for module in by_length if any(_length(module))]
    others = chain.from_iterable(by_length[len(long) :])
    ordered = []
    for worker in range(workers):
        ordered += chain.from_iterable(long[worker::workers])
        share = (worker + 1) * len(items) // workers  # as xdist's worksteal gives them out, in order
        ordered += islice(others, max(0, share - len(ordered)))
    items[:] = ordered


def _length(module):
    """What downloads is longest; else the share of tests that `make quick` leaves out says it well."""
    marks = [{mark.name for mark in item.iter_markers()} for item in module]
    return any("wheel" in each for each in marks), sum(not LONG.isdisjoint(each) for each in marks) / len(marks)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish():
    """What was imported and collected stays: the garbage collector need not walk it again and again."""
    gc.collect()
    gc.freeze()
