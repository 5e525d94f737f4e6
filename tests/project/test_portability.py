"""What Linux, macOS and Windows do differently, and the package must not rest on."""

import ast
import re
import subprocess

import pytest
from pages import ROOT, text_of

PACKAGE = ROOT / "summarizer"
SOURCES = sorted(PACKAGE.rglob("*.py"))
POSIX_ALONE = {"fcntl", "grp", "pwd", "resource", "termios", "tty"}
TEXT_OPENERS = {"fdopen", "open", "read_text", "write_text"}
# The last reads UTF-8 (resources); members of a zip are bytes.
NO_FILES = ("Store.", "cls.", "webbrowser.", "os.open", "archive.open", "collection.open", "read_text")
RESERVED = re.compile(r'[<>:"\\|?*\x00-\x1f]|[ .]$|^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$', re.IGNORECASE)


def calls(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield getattr(node.func, "attr", getattr(node.func, "id", "")), node


def is_text_without_encoding(call):
    """Whether a call opens a file as text, in whatever encoding the system has."""
    values = [node.value for node in call.args if isinstance(node, ast.Constant)]
    binary = any(isinstance(value, str) and re.fullmatch(r"[rwax]\+?b", value) for value in values)
    return not (binary or any(keyword.arg == "encoding" for keyword in call.keywords))


def test_text_is_read_and_written_in_a_named_encoding():
    """Windows takes another one for granted."""
    opened = [
        (path, call) for path in SOURCES for name, call in calls(ast.parse(text_of(path))) if name in TEXT_OPENERS
    ]
    files = [(path, call) for path, call in opened if not ast.unparse(call.func).startswith(NO_FILES)]
    assert [f"{path}: {ast.unparse(call)}" for path, call in files if is_text_without_encoding(call)] == []


def test_modules_of_one_system_are_not_imported_at_the_top():
    """So every module can be imported everywhere; what needs one looks where it is first."""
    for path in SOURCES:
        for node in ast.parse(text_of(path)).body:
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) else []
            assert not POSIX_ALONE & set(names), path


def committed():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)  # noqa: S607
    if listed.returncode:
        pytest.skip("not a checkout")
    return [name for name in listed.stdout.decode().split("\0") if name]


def test_every_file_can_be_checked_out_on_windows_and_macos():
    """No name is reserved, none differs from another by case alone, none is too long below a user's folder."""
    names = committed()
    assert len(names) > 100
    assert [name for name in names if any(RESERVED.search(part) for part in name.split("/"))] == []
    assert len({name.casefold() for name in names}) == len(names)
    assert max(map(len, names)) < 160


def test_a_checkout_changes_no_line_ends():
    """Spans and hashes go by bytes."""
    assert "* -text" in text_of(ROOT / ".gitattributes")
    seeds = sorted((ROOT / "seeds").glob("*.txt"))
    assert len(seeds) == 5
    assert not any(b"\r\n" in path.read_bytes() for path in seeds)


def test_no_page_and_no_message_calls_the_distribution_by_the_packages_name():
    """A stranger has that name: an extra asked of it installs something else."""
    wrong = re.compile(r"(?<![\w-])summarizer\[|pip install [\"']?summarizer\b|--group")
    suffixes = {".md", ".py", ".toml", ".txt", ".js"}
    for name in committed():
        if (ROOT / name).suffix in suffixes and not name.startswith(("tests/", "seeds/", "benchmarks/")):
            assert wrong.findall(re.sub(r"uv pip compile .*", "", text_of(ROOT / name))) == [], name
