"""Somebody who reads a page of the documentation and does what it says, in its order, in one folder."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

from make_terminal_picture import UNSET
from pages import ROOT, blocks
from typer.testing import CliRunner

from summarizer.cli import app
from summarizer.running.store.store import Store

SEEDS, RECORDED = ROOT / "seeds", ROOT / "fixtures" / "recordings" / "large-llm"
ASKS = {"--model", "--base-url", "--local", "--local-model", "--record"}
NAMES_A_PROVIDER = ASKS - {"--local"} | {"--mode", "--max-answer-tokens", "--max-cost"}
ASKS_FOR_MORE = {"--codebook", "--fields"}
BASH = shutil.which("bash")
OURS = ("summarizer", "fixtures", "seeds", "prompts", "schemas", "Makefile", "pyproject.toml", "requirements.txt")


def is_endless(words):
    """Whether a command goes on until somebody ends it."""
    return "--serve" in words


def played(words):
    """The command itself, or, where a `run` would ask a model, the same run from what was recorded, without own fields."""
    if "--config" in words:
        return [*words, "--replay", str(RECORDED), "--model", "large-llm"]
    if words[:2] != ["summarizer", "run"] or not ASKS & set(words) or "--dry-run" in words:
        return words
    kept, rest = [], iter(words)
    for word in rest:
        if word in NAMES_A_PROVIDER | ASKS_FOR_MORE:
            next(rest)
        elif word != "--local":
            kept.append(word)
    return [*kept, "--replay", str(RECORDED)]


def play_the_provider(words):
    """Answer the file of requests that `batch export` wrote: with what was recorded about the same documents."""
    requests = Path(words[words.index("-o") + 1])
    parallel = [*words[: words.index("--model")], "--model", "large-llm", "--out", "recorded", "-o", "recorded.jsonl"]
    assert CliRunner().invoke(app, parallel[1:]).exit_code == 0
    asked = (json.loads(line)["custom_id"] for line in requests.read_text(encoding="utf-8").splitlines())
    known = (json.loads(line)["custom_id"] for line in Path("recorded.jsonl").read_text(encoding="utf-8").splitlines())
    with Path("answers.jsonl").open("w", encoding="utf-8") as answers:
        for custom_id, digest in zip(asked, known, strict=True):
            body = json.loads((RECORDED / f"{digest}.json").read_text(encoding="utf-8"))["response"]
            line = {"custom_id": custom_id, "response": {"status_code": 200, "body": body}, "error": None}
            answers.write(json.dumps(line) + "\n")


def decide(out):
    """Write `decisions.json` as the viewer of this run gives it: one figure is rejected."""
    with Store.read(Path(out)) as store:
        record = next(store.records(1))
    figure = record.report.figures[0].model_dump()
    decided = {"document": record.document.id, "sha256": record.document.sha256, "action": "reject", "figure": figure}
    decided |= {"note": None, "at": "2026-11-22T10:00:00Z"}
    filed = {"format": "summarizer-decisions", "version": 1, "who": "甲", "decisions": [decided]}
    Path("decisions.json").write_text(json.dumps(filed), encoding="utf-8")


def prepare(words):
    """What a person, not a command, brings before a command."""
    if words[1:3] == ["review", "apply"]:
        decide(words[words.index("--out") + 1])


def follow_up(words):
    """What a provider, not a command, brings after a command."""
    if words[1:3] == ["batch", "export"]:
        play_the_provider(words)


def lay_out(folder):
    """What the pages take as the reader's own: pages, a table, another tool's figures, texts, and more."""
    (folder / "pages").symlink_to(SEEDS)
    (folder / "gold").symlink_to(ROOT / "fixtures" / "gold")
    (folder / "articles.csv").write_text("content,site\n某县设置采样点97个。,甲\n", encoding="utf-8")
    shutil.copy(ROOT / "prompts" / "summarize.md", folder / "my-prompt.md")
    own = '{"properties": {"measure": {"properties": {"budget": {"type": "number"}}}}}'
    (folder / "fields.json").write_text(own, encoding="utf-8")
    codes = '[[codes]]\ncode = "C1"\nlabel = "学校停课"\n'
    (folder / "codes.toml").write_text(codes, encoding="utf-8")
    [claim] = blocks(ROOT / "docs" / "recipes.md", "json")
    (folder / "claims.jsonl").write_text(claim, encoding="utf-8")
    [options] = blocks(ROOT / "docs" / "recipes.md", "toml")
    (folder / "run.toml").write_text(options, encoding="utf-8")
    [row, _] = blocks(ROOT / "docs" / "texts.md", "json")
    (folder / "batch.jsonl").write_text(row, encoding="utf-8")
    (folder / "summary.txt").write_text("老城街道共有党员联系卡6000多张。\n", encoding="utf-8")
    for name, language in (("fields.json", "json"), ("codes.toml", "toml")):
        [shown] = blocks(ROOT / "docs" / "library.md", language)
        (folder / name).write_text(shown, encoding="utf-8")


def fresh_copy(folder):
    """The repository as a clone has it, as far as commands name its parts; no environment is active."""
    for name in OURS:
        whole = ROOT / name
        copy = shutil.copytree if whole.is_dir() else shutil.copy
        copy(whole, folder / name)
    for name in ("README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder / name)
    return folder


def set_up(folder):
    """What `make` sets up in `.venv` from the lock, but with the packages of the environment that runs the tests."""
    environment = folder / ".venv"
    venv.create(environment, symlinks=True)
    [packages] = environment.glob("lib/python*/site-packages")
    installed = sysconfig.get_paths()["purelib"]
    (packages / "installed.pth").write_text(f"{folder}\n{installed}\n", encoding="utf-8")
    command = environment / "bin" / "summarizer"
    command.write_text(f"#!{environment / 'bin' / 'python'}\nfrom summarizer.cli import app\n\napp()\n")
    command.chmod(0o755)
    (environment / "demo").touch()


def shell_environment():
    """The variables of a shell in which no environment is active and no provider configured; pip compiles nothing."""
    unset = {*UNSET, "VIRTUAL_ENV", "MAKEFLAGS", "MAKELEVEL", "MFLAGS", "PYTHONPATH"}
    active = Path(sys.prefix) / "bin"
    path = [part for part in os.environ["PATH"].split(os.pathsep) if Path(part) != active]
    kept = {name: value for name, value in os.environ.items() if name not in unset}
    return kept | {"PATH": os.pathsep.join([str(Path(sys.base_prefix) / "bin"), *path]), "PIP_NO_COMPILE": "0"}


CALLS = """
import json, sys
from typer.testing import CliRunner
from summarizer.cli import app

for line in sys.stdin:
    done = CliRunner().invoke(app, json.loads(line))
    print(json.dumps([done.exit_code, done.output]), flush=True)
"""


class Shell:
    """One shell in a folder: a line has the effect that earlier activations left."""

    def __init__(self, folder):
        self.folder = folder
        self.activations = []

    def type(self, line):
        """Run a line; its status, and all that it printed."""
        script = "\n".join([*self.activations, line])
        done = subprocess.run(
            [BASH, "-ec", script],
            cwd=self.folder,
            env=shell_environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        if line.strip().startswith(". "):
            self.activations.append(line)
        return done.returncode, done.stdout + done.stderr

    def which(self, name):
        """Where a command is, if it is one."""
        status, printed = self.type(f"command -v {name}")
        return None if status else Path(printed.strip())

    @contextlib.contextmanager
    def calling(self):
        """Calls `summarizer` with words, in the folder and with the Python of the activated environment, started once."""
        command = [self.which("python"), "-c", CALLS]
        piped = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        with subprocess.Popen(command, cwd=self.folder, env=shell_environment(), **piped) as python:

            def call(words):
                print(json.dumps(words), file=python.stdin, flush=True)
                return json.loads(python.stdout.readline())

            yield call
            python.stdin.close()
