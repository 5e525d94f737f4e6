"""Run the example notebooks as Jupyter does, and write what their cells show into them.

    python scripts/make_notebooks.py

The cells run in IPython, within an event loop, in the notebook's folder.
"""

import asyncio
import contextlib
import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from IPython.core.displayhook import CapturingDisplayHook
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import RichOutput, capture_output
from traitlets.config import Config

FOLDER = Path(__file__).parents[1] / "docs" / "notebooks"
_SHOWN = ("text/plain", "text/html")

Json = dict[str, Any]


class NotebookShell(InteractiveShell):
    """IPython as a kernel has it, but for the kernel."""

    kernel = "none"

    @classmethod
    @contextlib.contextmanager
    def running(cls) -> Iterator["NotebookShell"]:
        """The shell of this process, which writes no history."""
        with tempfile.TemporaryDirectory() as folder, _environment("IPYTHONDIR", folder):
            shell = cls.instance(config=Config(HistoryManager={"enabled": False}))
            try:
                yield shell
            finally:
                cls.clear_instance()

    def shown_by(self, code: str) -> tuple[str, list[RichOutput]]:
        """What a cell prints, and what it displays; raises its error."""
        return asyncio.run(self._shown_by(code))

    async def _shown_by(self, code: str) -> tuple[str, list[RichOutput]]:
        with capture_output(stderr=False, display=False) as printed:
            self.display_pub = CapturingDisplayPublisher()
            outputs = self.display_pub.outputs
            self.display_trap.hook = CapturingDisplayHook(self, outputs)
            result = await self.run_cell_async(code, transformed_cell=code)
        result.raise_error()
        return printed.stdout, [RichOutput(**output) for output in outputs]


def notebooks() -> list[Path]:
    """The example notebooks, in the order in which to read them."""
    return sorted(FOLDER.glob("*.ipynb"))


def executed(path: Path) -> Json:
    """A notebook with what its cells show now; raises the error of a cell."""
    book: Json = json.loads(path.read_text(encoding="utf-8"))
    cells = [cell for cell in book["cells"] if cell["cell_type"] == "code"]
    with NotebookShell.running() as shell, contextlib.chdir(path.parent):
        for number, cell in enumerate(cells, 1):
            cell["execution_count"] = number
            cell["outputs"] = _outputs(*shell.shown_by("".join(cell["source"])), number)
    return book


def _outputs(printed: str, displayed: list[RichOutput], number: int) -> list[Json]:
    """The outputs of a cell as a notebook keeps them: of a display that was updated, the last."""
    found: list[Json] = []
    if printed:
        found.append({"name": "stdout", "output_type": "stream", "text": printed.splitlines(keepends=True)})
    displays: dict[str, Json] = {}
    for output in displayed:
        data = {kind: output.data[kind].splitlines(keepends=True) for kind in _SHOWN if kind in output.data}
        name = output.transient.get("display_id")
        if output.update and name in displays:
            displays[name]["data"] = data
            continue
        kind = {"output_type": "display_data"} if name else {"execution_count": number, "output_type": "execute_result"}
        found.append({"data": data, "metadata": {}, **kind})
        displays |= {name: found[-1]} if name else {}
    return found


@contextlib.contextmanager
def _environment(name: str, value: str) -> Iterator[None]:
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        os.environ.pop(name)
        if before is not None:
            os.environ[name] = before


def written(book: Json) -> str:
    """A notebook as its file holds it."""
    return json.dumps(book, ensure_ascii=False, indent=1) + "\n"


def main() -> None:
    for path in notebooks():
        path.write_text(written(executed(path)), encoding="utf-8")


if __name__ == "__main__":
    main()
