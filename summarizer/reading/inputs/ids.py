"""Ids of documents: unique in a run, and no longer than needed to tell files apart."""

import os
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path


def short_names(paths: Iterable[str]) -> dict[str, str]:
    """Each path with its last part; those that share it, with their path below the folder that they share."""
    alike: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for path in paths:
        whole = os.path.abspath(path)  # noqa: PTH100 - keeps links
        alike[os.path.basename(whole)][path] = whole  # noqa: PTH119
    return {path: name for group in alike.values() for path, name in _apart(group).items()}


def _apart(group: dict[str, str]) -> dict[str, str]:
    if len(set(group.values())) == 1:
        return {path: os.path.basename(whole) for path, whole in group.items()}  # noqa: PTH119
    shared = Path(os.path.commonpath(group.values()))
    return {path: Path(whole).relative_to(shared).as_posix() for path, whole in group.items()}


def unique(wanted: str, used: set[str], path: str | None = None) -> str:
    """`wanted`, or on a clash `path`, or `wanted` with a number that makes it unique; it is added to `used`."""
    options = [wanted] if path is None else [wanted, Path(path).as_posix()]
    chosen = next((option for option in options if option not in used), None)
    number = 1
    while chosen is None:
        number += 1
        chosen = None if f"{wanted}#{number}" in used else f"{wanted}#{number}"
    used.add(chosen)
    return chosen
