"""Globs as a shell has them, but no link is followed: `**` would walk in circles, and out of the folder."""

import glob
import os
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

Parts = tuple[str, ...]


def fixed_folder(pattern: str) -> str:
    """The folder that a pattern is below: its parts before the first with a wildcard."""
    parts = Path(pattern).parts
    fixed = next(index for index, part in enumerate(parts) if glob.has_magic(part))
    return str(Path(*parts[:fixed]))


def matching(pattern: str, skipped: list[str]) -> Iterator[str]:
    """The paths below `fixed_folder` that match, folders left out, in sorted order.

    Links to folders, and folders that can't be listed, are added to `skipped`.
    """
    folder = fixed_folder(pattern)
    parts = Path(pattern).parts[len(Path(folder).parts) :] if folder != "." else Path(pattern).parts
    yield from _matching(folder, {parts}, skipped)


def _matching(folder: str, states: set[Parts], skipped: list[str]) -> Iterator[str]:
    for entry in _entries(folder, skipped):
        path = entry.name if folder == "." else os.path.join(folder, entry.name)  # noqa: PTH118 - speed
        following = _after(states, entry.name)
        if not entry.is_dir():
            if () in following or ("**",) in following:
                yield path
        elif following - {()}:
            if entry.is_symlink():
                skipped.append(path)
            else:
                yield from _matching(path, following - {()}, skipped)


def _after(states: set[Parts], name: str) -> set[Parts]:
    """What is left to match below `name`, for each way in which the patterns match it."""
    hidden = name.startswith(".")
    following: set[Parts] = set()
    for parts in _with_nothing_for_stars(states):
        if parts[0] == "**":
            following |= set() if hidden else {parts}
        elif fnmatchcase(name, parts[0]) and (not hidden or parts[0].startswith(".")):
            following.add(parts[1:])
    return following


def _with_nothing_for_stars(states: set[Parts]) -> set[Parts]:
    """The states, and those in which `**` matches no folder at all."""
    found = set(states)
    for parts in states:
        while len(parts) > 1 and parts[0] == "**":
            parts = parts[1:]  # noqa: PLW2901
            found.add(parts)
    return found


def _entries(folder: str, skipped: list[str]) -> "list[os.DirEntry[str]]":
    try:
        with os.scandir(folder) as found:
            return sorted(found, key=lambda entry: entry.name)
    except OSError:
        skipped += [folder] if os.path.isdir(folder) else []  # noqa: PTH112 - a Path raises on names that are too long
        return []
