"""The READMEs and the quick start, done as they are written, in a fresh copy with nothing active."""

import contextlib
import shlex
import shutil

import pytest
from pages import ROOT, WALKED, command_lines, commands
from reading_along import BASH, Shell, follow_up, fresh_copy, is_endless, lay_out, played, prepare, set_up

NOT_TYPED = {"export", "pip", "python3"}  # keys, and what needs a package index

pytestmark = pytest.mark.skipif(not (BASH and shutil.which("make")), reason="needs bash and make")


def test_the_chinese_readme_has_the_same_commands():
    """So whoever follows one follows the other."""
    assert commands(ROOT / "README.zh.md") == commands(ROOT / "README.md")


@pytest.mark.slow
@pytest.mark.parametrize("page", WALKED, ids=lambda page: page.name)
def test_a_page_can_be_followed_from_a_fresh_copy(page, tmp_path):
    """Each command finds what it calls and what it names, from what the page has had the reader do before it."""
    shell = Shell(fresh_copy(tmp_path))
    set_up(tmp_path)
    lay_out(tmp_path)
    for name in ("before", "after"):  # runs of the reader's own, in the README's last section
        (tmp_path / name).symlink_to("out")
    assert shell.type("summarizer --version")[0] == 127
    for line, words in command_lines(page):
        if words[0] in NOT_TYPED or is_endless(words):
            continue
        with contextlib.chdir(tmp_path):
            prepare(words)
            status, printed = shell.type(line if played(words) == words else shlex.join(played(words)))
            assert status == 0, f"{line}\n{printed}"
            follow_up(words)


@pytest.mark.slow
def test_what_make_demo_says_to_type_next_works(tmp_path):
    """From a fresh copy whose packages are installed: its last line makes `summarizer` a command."""
    shell = Shell(fresh_copy(tmp_path))
    set_up(tmp_path)
    status, printed = shell.type("make demo")
    assert status == 0, printed
    [after] = [line.partition(":")[2] for line in printed.splitlines() if line.startswith("To call summarizer")]
    assert shell.type(after)[0] == 0
    assert shell.type("summarizer show out 002")[0] == 0
