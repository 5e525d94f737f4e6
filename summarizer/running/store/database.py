"""The file `run.sqlite`: opened, locked, brought to the newest schema.

The schema's version is SQLite's `user_version`. `NNN.sql` beside this module leads from version NNN-1 to NNN; a store of
an older version is brought up, step by step, each step in one transaction, when a command opens it for writing. One
process writes: it holds a lock on `.run.lock`, which the system lets go however the process ends. Others read.
WAL with synchronous=NORMAL: what was committed survives a killed process, and the file stays sound when power fails.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from importlib.resources import files
from itertools import chain, count
from pathlib import Path

from filelock import FileLock, Timeout

from summarizer.errors import UsageError
from summarizer.resources import message, os_words

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
        raise UsageError(message("run.under_way", out=out)) from None
    except OSError as error:
        is_taken = isinstance(error, FileExistsError | NotADirectoryError)
        why = message("file.no_folder") if is_taken else os_words(error)
        raise UsageError(message("file.not_written", path=out, why=why)) from None
    return held


def connect(out: Path) -> sqlite3.Connection:
    """The database of `out` for writing, made or brought up to date; raises UsageError where it is none of ours."""
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise UsageError(message("store.old_sqlite", version=sqlite3.sqlite_version))
    path = out / FILE
    _require_file(path)
    # In a notebook the run writes in a thread beside the one that opened the store and waits for it (running/blocking).
    with _closed_on_failure(path, lambda: sqlite3.connect(path, check_same_thread=False)) as database:
        bring_up(database, path, steps())
        for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON"):
            database.execute(f"PRAGMA {pragma}")
    return database


def connect_to_read(out: Path) -> sqlite3.Connection:
    """The database of `out` for reading; raises UsageError where there is none, or of a newer version."""
    path = out / FILE
    _require_file(path)
    if not path.exists() or not path.stat().st_size:
        raise UsageError(message("run.none", out=out))
    address = f"{path.absolute().as_uri()}?{_way_to_read(out)}"
    with _closed_on_failure(path, lambda: sqlite3.connect(address, uri=True)) as database:
        version, newest = _version(database, path), max(steps())
        if version > newest:
            raise UsageError(message("store.newer_read", path=path))
    return database if version == newest else _brought_up_copy(database, path)


def _brought_up_copy(database: sqlite3.Connection, path: Path) -> sqlite3.Connection:
    """An older database as one of the newest schema: a temporary one of SQLite's own, gone when it is closed."""
    with closing(database), _closed_on_failure(path, lambda: sqlite3.connect("")) as copy:
        database.backup(copy)
        bring_up(copy, path, steps())
    return copy


def _require_file(path: Path) -> None:
    if path.exists() and not path.is_file():
        raise UsageError(message("store.no_file", path=path))


@contextmanager
def _closed_on_failure(path: Path, connect_to: Callable[[], sqlite3.Connection]) -> Iterator[sqlite3.Connection]:
    """A connection that stays open, unless what is done with it first fails."""
    database = None
    try:
        database = connect_to()
        yield database
    except (sqlite3.Error, UsageError) as error:
        if database is not None:
            database.close()
        raise error if isinstance(error, UsageError) else failure(error, path) from None


def failure(error: sqlite3.Error, path: Path) -> UsageError:
    """What SQLite refused, as a line that says what to do; the error itself may quote a document."""
    what = " ".join(str(error).split())[:100]
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # of an extended code, the primary one
    if code in {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}:
        return UsageError(message("store.full", path=path, what=what))
    if code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}:
        return UsageError(message("store.not_opened", path=path, what=what))
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return UsageError(message("store.in_use", path=path, what=what))
    if code == sqlite3.SQLITE_NOMEM:
        return UsageError(message("store.no_memory", path=path))
    return UsageError(message("store.damaged", path=path, what=what))


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
    """All of what is written in it, or nothing; raises UsageError where the disk is full or gone, the file damaged.

    A row that SQLite does not take is its document's fault: that error is raised as it is.
    """
    try:
        with database:
            yield
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.DataError):
        raise
    except sqlite3.Error as error:
        with suppress(sqlite3.Error):
            database.rollback()
        raise failure(error, path) from None


def remove(out: Path) -> None:
    """Delete the store of `out`, unless it holds what a person decided; one that can't be read is put aside.

    Raises UsageError where it is another program's, too.
    """
    path = out / FILE
    _require_file(path)
    if not path.exists():
        return
    try:
        with closing(sqlite3.connect(path)) as database:
            version = _version(database, path)
            decided = database.execute("SELECT count(*) FROM decisions").fetchone()[0] if version else 0
            whole = database.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
    except sqlite3.Error:
        decided, whole = 0, False
    if decided and whole:
        raise UsageError(message("store.decided", path=path, decided=decided))
    try:
        _take_away(path, aside=not whole)
    except OSError as error:  # on Windows, also while another program reads it
        raise UsageError(message("store.not_deleted", path=path, why=os_words(error))) from None


def _take_away(path: Path, *, aside: bool) -> None:
    """Delete a store, or leave it beside as `run.sqlite.damaged`: it may hold answers that were paid for."""
    if aside:
        path.replace(_unused(path.with_name(f"{FILE}.damaged")))
    for name in (FILE, f"{FILE}-wal", f"{FILE}-shm"):
        path.with_name(name).unlink(missing_ok=True)


def _unused(path: Path) -> Path:
    """`path`, or where it exists, the first of `path-2`, `path-3` … that does not."""
    numbered = (path.with_name(f"{path.name}-{number}") for number in count(2))
    return next(free for free in chain([path], numbered) if not free.exists())


def bring_up(database: sqlite3.Connection, path: Path, known: Mapping[int, str]) -> None:
    """Bring a database to the newest of the `known` versions; raises UsageError where it is newer, or none of ours."""
    version = _version(database, path)
    if version > max(known):
        raise UsageError(message("store.newer", path=path))
    for step in sorted(known):
        if step > version:
            ours = f"PRAGMA application_id = {APPLICATION_ID};\nPRAGMA user_version = {step};"
            database.executescript(f"BEGIN;\n{known[step]}\n{ours}\nCOMMIT;")


def _version(database: sqlite3.Connection, path: Path) -> int:
    """The schema's version, 0 where there is none; a database that is not empty and not ours is a UsageError."""
    version: int = database.execute("PRAGMA user_version").fetchone()[0]
    ours = database.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    if not ours and (version or database.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]):
        raise UsageError(message("store.other", path=path))
    return version
