"""The READMEs and the quick start, done as they are written, in a fresh copy with nothing active."""

import contextlib
import shutil

import pytest
from pages import ROOT, WALKED, command_lines, commands
from reading_along import BASH, Shell, follow_up, fresh_copy, is_endless, lay_out, played, prepare, set_up

NOT_TYPED = {"export", "pip", "python3", "."}  # keys, what needs a package index, what is typed once

pytestmark = pytest.mark.skipif(not (BASH and shutil.which("make")), reason="needs bash and make")


def test_the_chinese_readme_has_the_same_commands():
    """So whoever follows one follows the other."""
    assert commands(ROOT / "README.zh.md") == commands(ROOT / "README.md")


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The shell in which `make demo` was typed, in a fresh copy whose packages are installed, and what that printed."""
    folder = fresh_copy(tmp_path_factory.mktemp("demo"))
    set_up(folder)
    shell = Shell(folder)
    assert shell.type("summarizer --version")[0] == 127
    status, printed = shell.type("make demo")
    assert status == 0, printed
    return shell, printed


@pytest.mark.slow
@pytest.mark.parametrize("page", WALKED, ids=lambda page: page.name)
def test_a_page_can_be_followed_from_a_fresh_copy(page, demo, tmp_path):
    """Each command finds what it calls and what it names, from what the page has had the reader do before it."""
    shell = Shell(fresh_copy(tmp_path))
    set_up(tmp_path)
    lay_out(tmp_path)
    shutil.copytree(demo[0].folder / "out", tmp_path / "out")
    for name in ("before", "after"):  # runs of the reader's own, in the README's last section
        (tmp_path / name).symlink_to("out")
    first, activation, *lines = command_lines(page)
    assert first[1] == ["make", "demo"]
    assert shell.type(activation[0])[0] == 0
    assert shell.which("summarizer") == tmp_path / ".venv" / "bin" / "summarizer"
    done = []
    with shell.calling() as call, contextlib.chdir(tmp_path):
        for line, words in lines:
            if words[0] in NOT_TYPED or is_endless(words) or played(words) in done:
                continue
            prepare(words)
            status, printed = call(played(words)[1:])
            assert status == 0, f"{line}\n{printed}"
            follow_up(words)
            done.append(played(words))


@pytest.mark.slow
def test_what_make_demo_says_to_type_next_works(demo):
    """From a fresh copy whose packages are installed: its last line makes `summarizer` a command."""
    shell, printed = demo
    [after] = [line.partition(":")[2] for line in printed.splitlines() if line.startswith("To call summarizer")]
    assert shell.type(after)[0] == 0
    assert shell.type("summarizer show out 002")[0] == 0
