"""Rounds of a batch: the requests that documents still need, written to a file, and the answers taken in.

The state lies beside the reports: `OUT/batch.json` says which inputs and settings it is about, `OUT/exchanges`
holds the answers as recordings. What is still to ask is found by walking every document's path with those
recordings alone; so answers may come in any order, twice, or not at all.
"""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from shlex import join
from typing import Any, Self

from pydantic import BaseModel

from summarizer.asking.batch import read_answers, request_line
from summarizer.asking.client import Answer, Client, DraftT
from summarizer.asking.prompting import load_prompt, schema_of
from summarizer.asking.recording import RecordingFolder, Request
from summarizer.asking.settings import Settings
from summarizer.drafting.plan import Plan
from summarizer.errors import MissingRecording, UsageError
from summarizer.models import Document
from summarizer.sources.documents import load
from summarizer.summarizing import summarize


class Listener(Client):
    """A client that replays, and remembers what it was asked for in vain."""

    def __init__(self, settings: Settings, recordings: RecordingFolder) -> None:
        super().__init__(settings, recordings)
        self.unanswered: dict[str, tuple[Request, type[BaseModel]]] = {}

    async def ask(self, request: Request, draft: type[DraftT]) -> Answer[DraftT]:
        try:
            return await super().ask(request, draft)
        except MissingRecording as error:
            if error.digest == request.digest(0):
                self.unanswered[error.digest] = (request, draft)
            raise


@dataclass(frozen=True)
class Rounds:
    """One batch: its inputs, its settings, and the recordings so far."""

    out: Path
    inputs: tuple[str, ...]
    settings: Settings
    prompt: str | None = None
    patches: int = 1
    text_column: str | None = None
    max_bytes: int = 20_000_000
    options: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def begin(cls, out: Path, inputs: Sequence[str], **options: Any) -> Self:
        """A new batch; raises UsageError where no model is named or an input does not exist."""
        rounds = cls._of(out, tuple(inputs), options)
        if not rounds.settings.model:
            raise UsageError("a batch needs to know the model that will answer: set --model")
        load(inputs, text_column=rounds.text_column)
        try:
            out.mkdir(parents=True, exist_ok=True)
            state = json.dumps({"inputs": list(inputs), **options}, ensure_ascii=False, indent=1)
            (out / "batch.json").write_text(state + "\n", encoding="utf-8")
        except OSError as error:
            raise UsageError(f"{out} can't be written: {error.strerror}") from None
        return rounds

    @classmethod
    def resume(cls, out: Path) -> Self:
        """The batch that `begin` left; raises UsageError where there is none."""
        try:
            state = json.loads((out / "batch.json").read_text(encoding="utf-8"))
            return cls._of(out, tuple(state.pop("inputs")), state)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            raise UsageError(
                f"there is no batch in {out}: begin one with summarizer batch export --out {out}"
            ) from None

    @classmethod
    def _of(cls, out: Path, inputs: tuple[str, ...], options: dict[str, Any]) -> Self:
        asked = Settings.from_environment(
            options["model"], options["base_url"], mode=options["mode"], max_tokens=options["max_tokens"]
        )
        kept = {name: options[name] for name in ("prompt", "patches", "text_column", "max_bytes")}
        return cls(out, inputs, replace(asked, api_key=None), options=options, **kept)

    @property
    def recordings(self) -> RecordingFolder:
        return RecordingFolder(self.out / "exchanges")

    def unanswered(self) -> list[tuple[Request, type[BaseModel]]]:
        """The requests that the documents need next and that no recording answers, each once."""
        return asyncio.run(self._unanswered())

    async def _unanswered(self) -> list[tuple[Request, type[BaseModel]]]:
        prompt = load_prompt(Path(self.prompt) if self.prompt else "summarize")
        plan = Plan(self.settings, prompt=prompt, patches=self.patches)
        async with Listener(self.settings, self.recordings) as client:
            for one in load(self.inputs, text_column=self.text_column, max_bytes=self.max_bytes):
                if isinstance(one, Document):
                    await summarize(one, client, plan)
            return list(client.unanswered.values())

    def write(self, output: Path) -> int:
        """Write the next round's requests and return how many they are; none leaves no file."""
        wanted = self.unanswered()
        lines = [request_line(request, schema_of(draft), self.settings.mode) for request, draft in wanted]
        if lines:
            try:
                text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
                output.write_text(text, encoding="utf-8")
            except OSError as error:
                raise UsageError(f"{output} can't be written: {error.strerror}") from None
        return len(lines)

    def take(self, answers: Path) -> tuple[int, list[str]]:
        """Keep the answers that belong to this batch; returns how many, and a line for each that can't be used."""
        try:
            lines = answers.read_text(encoding="utf-8-sig").split("\n")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"{answers} can't be read: {getattr(error, 'strerror', None) or 'no UTF-8'}") from None
        exchanges, problems = read_answers(lines, [request for request, _ in self.unanswered()])
        for exchange in exchanges:
            self.recordings.put(exchange)
        return len(exchanges), problems

    def command(self) -> str:
        """The command that makes the reports of this batch."""
        said = ["summarizer", "run", *self.inputs, "--replay", str(self.recordings), "--out", str(self.out)]
        for name in ("prompt", "text_column"):
            if self.options.get(name):
                said += [f"--{name.replace('_', '-')}", str(self.options[name])]
        return join([*said, "--patches", str(self.patches)])
