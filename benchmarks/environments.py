"""An environment of its own for each library that we are measured beside."""

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

REQUIREMENTS = {
    # 1.0.2a2 is a pre-release; newer versions of emoji lack what it imports.
    "recognizers-text": ["recognizers-text-number==1.0.2a2", "emoji==1.7.0", "--pre"],
    "cn2an": ["cn2an"],
    "chinese2digits": ["chinese2digits"],
    "jionlp": ["jionlp"],
    "langextract": ["langextract[openai]==1.7.1"],
    "instructor": ["instructor==1.17.0", "openai>=3,<4"],
}
DEFAULT = Path(tempfile.gettempdir()) / "summarizer-benchmark-environments"


class NotInstalled(Exception):
    """A library can't be installed here; the message says why."""


def python_of(peer: str, folder: Path = DEFAULT) -> Path:
    """The Python of a peer's environment, made if it is not there; raises NotInstalled."""
    home = folder / peer
    python, done = home / "bin" / "python", home / "installed.txt"
    if not done.exists():
        venv.create(home, with_pip=True, clear=True)
        command = [str(python), "-m", "pip", "install", "--quiet", *REQUIREMENTS[peer]]
        installed = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own table
        if installed.returncode:
            raise NotInstalled((installed.stderr.strip().splitlines() or ["pip failed"])[-1])
        done.write_text(version_of(python, peer), encoding="utf-8")
    return python


def version_of(python: Path, peer: str) -> str:
    """The installed version of a peer."""
    package = REQUIREMENTS[peer][0].split("==")[0].split("[")[0]
    code = f"import importlib.metadata as m; print(m.version({package!r}))"
    return run([str(python), "-c", code]).strip()


def run(command: list[str]) -> str:
    """The standard output of a command; its error output is passed on where it fails."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own commands
    if done.returncode:
        sys.stderr.write(done.stderr)
        done.check_returncode()
    return done.stdout
