"""The file `run.sqlite`: opened, locked, brought to the newest schema.

The schema's version is SQLite's `user_version`. `NNN.sql` beside this module leads from version NNN-1 to NNN; a store of
an older version is brought up, step by step, each step in one transaction, when a command opens it for writing. One
process writes: it holds a lock on `.run.lock`, which the system lets go however the process ends. Others read.
WAL with synchronous=NORMAL: what was committed survives a killed process, and the file stays sound when power fails.
"""

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from importlib.resources import files
from pathlib import Path

from filelock import FileLock, Timeout

from summarizer.errors import UsageError

FILE = "run.sqlite"
LOCK = ".run.lock"
APPLICATION_ID = int.from_bytes(b"summ")
_OLDEST_SQLITE = (3, 37)


def steps() -> dict[int, str]:
    """The SQL that leads to each version, by version."""
    found = (file for file in files(__package__).iterdir() if file.name.endswith(".sql"))
    return {int(file.name.removesuffix(".sql")): file.read_text(encoding="utf-8") for file in found}


def lock(out: Path) -> FileLock:
    """The lock of a store, held; raises UsageError where another process holds it or the folder can't be written."""
    held = FileLock(out / LOCK)
    try:
        out.mkdir(parents=True, exist_ok=True)
        held.acquire(blocking=False)
    except Timeout:
        raise UsageError(f"another run is writing to {out}: wait for it, or take another --out") from None
    except OSError as error:
        raise UsageError(f"{out} can't be written: {error.strerror}") from None
    return held


def connect(out: Path) -> sqlite3.Connection:
    """The database of `out` for writing, made or brought up to date; raises UsageError where it is none of ours."""
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise UsageError(f"SQLite {sqlite3.sqlite_version} is too old: 3.37 is needed")
    path = out / FILE
    database = sqlite3.connect(path)
    try:
        bring_up(database, path, steps())
        for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON"):
            database.execute(f"PRAGMA {pragma}")
    except (sqlite3.Error, UsageError) as error:
        database.close()
        raise _told(error, f"{path} can't be used ({error}): move it away, or take another --out") from None
    return database


def connect_to_read(out: Path) -> sqlite3.Connection:
    """The database of `out` for reading; raises UsageError where there is none, or of another version."""
    path = out / FILE
    if not path.is_file():
        raise UsageError(f"there is no run in {out}: make one with summarizer run … --out {out}")
    database = sqlite3.connect(f"{path.absolute().as_uri()}?{_way_to_read(out)}", uri=True)
    try:
        version = _version(database, path)
    except (sqlite3.Error, UsageError) as error:
        database.close()
        raise _told(error, f"{path} can't be read ({error})") from None
    if version != max(steps()):
        database.close()
        raise UsageError(f"{path} has version {version}: bring it up with the command that made it")
    return database


def _told(error: Exception, message: str) -> UsageError:
    return error if isinstance(error, UsageError) else UsageError(message)


def _way_to_read(out: Path) -> str:
    """How SQLite opens a file of WAL mode to read it.

    Opened as if to write, it takes the files beside it away again; in a folder that can't be written, it reads one
    only as a file that nobody changes.
    """
    if os.access(out, os.W_OK):
        return "mode=rw"
    return "mode=ro" if (out / f"{FILE}-wal").exists() else "mode=ro&immutable=1"


@contextmanager
def transaction(database: sqlite3.Connection, path: Path) -> Iterator[None]:
    """All of what is written in it, or nothing; raises UsageError where the disk is full or gone."""
    try:
        with database:
            yield
    except sqlite3.DatabaseError as error:
        if database.in_transaction:
            database.rollback()
        raise UsageError(f"{path} can't be written ({error}): make room there, then run the same command") from None


def remove(out: Path) -> None:
    """Delete the store of `out`, unless it holds what a person decided."""
    path = out / FILE
    if not path.exists():
        return
    with suppress(sqlite3.Error), closing(sqlite3.connect(path)) as database:
        decided = database.execute("SELECT count(*) FROM decisions").fetchone()[0]
        if decided:
            raise UsageError(f"{path} holds {decided} decisions of a person: move it away, or take another --out")
    try:
        for name in (FILE, f"{FILE}-wal", f"{FILE}-shm"):
            (out / name).unlink(missing_ok=True)
    except OSError as error:  # on Windows, also while another program reads it
        raise UsageError(
            f"{path} can't be deleted ({error.strerror}): close what reads it, or take another --out"
        ) from None


def bring_up(database: sqlite3.Connection, path: Path, known: Mapping[int, str]) -> None:
    """Bring a database to the newest of the `known` versions; raises UsageError where it is newer, or none of ours."""
    version = _version(database, path)
    if version > max(known):
        raise UsageError(f"{path} was made by a newer summarizer: update, or take another --out")
    for step in sorted(known):
        if step > version:
            ours = f"PRAGMA application_id = {APPLICATION_ID};\nPRAGMA user_version = {step};"
            database.executescript(f"BEGIN;\n{known[step]}\n{ours}\nCOMMIT;")


def _version(database: sqlite3.Connection, path: Path) -> int:
    """The schema's version, 0 where there is none; a database that is not empty and not ours is a UsageError."""
    version: int = database.execute("PRAGMA user_version").fetchone()[0]
    ours = database.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    if not ours and (version or database.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]):
        raise UsageError(f"{path} is not the store of a run: take another --out")
    return version
