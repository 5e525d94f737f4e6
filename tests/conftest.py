"""What all tests share: shorter runs of properties for `make quick`, and how the work is shared out, one language."""

import gc
import os

import pytest
from hypothesis import settings

settings.register_profile("quick", max_examples=20)
os.environ["LC_ALL"] = "C.UTF-8"  # wherever the tests run, what they read is English
gc.set_threshold(20_000, 20, 20)  # the tests hold few cycles and allocate much


def pytest_xdist_auto_num_workers():
    """One more than there are processors: many tests wait, for a process, an endpoint or a package index."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items):
    """What downloads comes first, so that the others run while it waits."""
    items.sort(key=lambda item: item.get_closest_marker("wheel") is None)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish():
    """What was imported and collected stays: the garbage collector need not walk it again and again."""
    gc.collect()
    gc.freeze()
