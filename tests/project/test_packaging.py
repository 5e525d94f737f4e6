"""The built wheel: what it holds, and that it runs where nothing else is."""

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.wheel

OLDEST_PIP = {(3, 11): "22.3.1", (3, 12): "23.2.1", (3, 13): "24.2", (3, 14): "25.2"}
"""What the first release of each Python brings, or the oldest that runs on it."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    [built] = folder.glob("*.whl")
    return built


def test_the_wheel_holds_prompts_schemas_tables_and_recordings_and_nothing_else(wheel):
    """Tests, seeds and gold stay in the repository."""
    names = zipfile.ZipFile(wheel).namelist()
    for needed in ("_data/prompts/summarize.md", "_data/schemas/report.json", "data/units.tsv", "py.typed"):
        assert f"summarizer/{needed}" in names
    assert sum("recordings/large-llm" in name for name in names) >= 6
    assert not any(part in name for name in names for part in ("tests/", "seeds/", "gold/", "benchmarks"))
    assert wheel.stat().st_size < 3_000_000


def bare_environment(folder, pip):
    """An environment with nothing in it but this version of pip."""
    venv.create(folder, symlinks=True)
    install([sys.executable, "-m", "pip", "--python", folder], f"pip=={pip}")
    return folder


def install(pip, requirement):
    command = [*pip, "install", "--quiet", "--quiet", requirement]
    quicker = os.environ | {"PIP_NO_COMPILE": "0"}  # a zero, as pip reads it: nothing is compiled but what is called
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=quicker)
    if "No matching distribution" in done.stderr or "Connection" in done.stderr:
        pytest.skip("what it needs can't be had here: there is no package index")
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """Calls the command of the wheel, installed in an empty environment by the oldest pip that such a Python brings."""
    environment = bare_environment(tmp_path_factory.mktemp("bare") / "env", OLDEST_PIP[sys.version_info[:2]])
    assert install([environment / "bin" / "python", "-m", "pip"], str(wheel)) == ""

    def call(*words):
        command = [environment / "bin" / "summarizer", *map(str, words)]
        return subprocess.run(command, capture_output=True, text=True, check=False, env={"PATH": ""})

    return call


def test_the_wheel_summarizes_the_seeds_from_its_own_recordings(installed, tmp_path):
    """Installed with its dependencies and nothing else."""
    done = installed("run", ROOT / "seeds", "--out", tmp_path)
    assert done.returncode == 0, done.stderr
    assert len((tmp_path / "reports.jsonl").read_text(encoding="utf-8").splitlines()) == 5
    assert "replaying recorded answers of large-llm" in done.stderr


def test_the_wheel_reads_whole_pages(installed):
    """HTML takes packages that texts do not: each page of the fixtures comes out as a line, with its numbers."""
    pages = sorted((ROOT / "fixtures" / "pages").iterdir())
    done = installed("scan", *pages, "--json")
    assert done.returncode == 0, done.stderr
    scans = [json.loads(line) for line in done.stdout.splitlines()]
    assert [Path(scan["path"]) for scan in scans] == pages
    assert all(scan["mentions"] for scan in scans)


def test_a_message_names_a_command_that_installs_an_extra(installed):
    """`doctor` says what is missing, and by which name pip knows the package."""
    assert 'pip install "govnews-summarizer[parquet]"' in installed("doctor").stdout
    assert installed("--version").stdout.strip()
