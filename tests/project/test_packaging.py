"""The built wheel: what it holds, and that it runs where nothing else is."""

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.wheel


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


def test_the_wheel_runs_in_an_empty_environment(wheel, tmp_path):
    """Installed with its dependencies and nothing else, it summarizes the seeds from its own recordings."""
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env" / "bin" / "python"
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", str(wheel)]
    installed = subprocess.run(install, capture_output=True, text=True, check=False)
    if "Could not find a version" in installed.stderr or "Connection" in installed.stderr:
        pytest.skip("its dependencies can't be had here: there is no package index")
    assert installed.returncode == 0, installed.stderr
    command = [tmp_path / "env" / "bin" / "summarizer", "run", ROOT / "seeds", "--out", tmp_path / "out"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, env={"PATH": ""})
    assert done.returncode == 0, done.stderr
    assert len((tmp_path / "out" / "reports.jsonl").read_text(encoding="utf-8").splitlines()) == 5
    assert "replaying recorded answers of large-llm" in done.stderr
