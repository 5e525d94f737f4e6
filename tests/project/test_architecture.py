"""ARCHITECTURE.md describes the rooms and layers that exist, and the code follows its rules."""

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "summarizer"
PAGE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
LAYERS = CONTRACTS[0]["layers"]
VAGUE_NAMES = {"one", "said", "taken", "told", "behind"}
ROOMS = {folder.name for folder in PACKAGE.iterdir() if (folder / "__init__.py").exists()}


def test_the_page_shows_the_contracts_layers():
    """Line by line, as import-linter holds them."""
    assert "\n".join(LAYERS) in PAGE


def test_the_pages_table_lists_the_rooms():
    """Each folder of the package once, and no other."""
    listed = re.findall(r"^\| `([a-z]+)/` \|", PAGE, re.MULTILINE)
    assert sorted(listed) == sorted(ROOMS)


def test_the_files_where_the_page_says_to_start_exist():
    """Each path of the table's last column, within its room."""
    for room, start in re.findall(r"^\| `([a-z]+)/` \|.*\| ([^|]+) \|$", PAGE, re.MULTILINE):
        for path in re.findall(r"`([^`]+)`", start):
            assert (PACKAGE / room / path).is_file(), path


def test_the_contract_names_every_room_and_module():
    """Nine rooms, and at most six modules beside them."""
    named = {name for layer in LAYERS for name in layer.split(" | ")}
    modules = {path.stem for path in PACKAGE.glob("*.py")} - {"__init__"}
    assert named == ROOMS | modules
    assert len(ROOMS) == 9
    assert len(modules) + 1 <= 6


def test_no_two_modules_share_a_name_and_no_two_classes_do():
    """One owner each, so that a name says where to look."""
    paths = [path for path in PACKAGE.rglob("*.py") if path.name != "__init__.py"]
    classes = Counter(
        name
        for path in paths
        for name in re.findall(r"^class (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
        if not name.startswith("_")
    )
    modules = Counter(path.stem for path in paths)
    assert [name for name, count in modules.items() if count > 1] == []
    assert [name for name, count in classes.items() if count > 1] == []


def test_functions_and_files_stay_short():
    """No function over 60 lines, no file of the package over 300."""
    for path in PACKAGE.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        assert source.count("\n") <= 300, path
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert (node.end_lineno or 0) - node.lineno < 60, f"{path}: {node.name}"


def test_each_room_says_what_comes_in_what_goes_out_and_where_to_start():
    """In the docstring of its `__init__`; the command line says its exit statuses instead."""
    for init in PACKAGE.rglob("__init__.py"):
        if init.parent in {PACKAGE, PACKAGE / "cli", PACKAGE / "data"}:
            continue
        doc = init.read_text(encoding="utf-8").split('"""')[1]
        assert "In: " in doc, init
        assert "Out: " in doc, init
        assert re.search(r"\bStart at\b", doc), init


def _inside(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def _local_names(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """The line and name of each variable, parameter and pattern that a module binds."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, ast.MatchAs | ast.MatchStar) and node.name:
            yield node.lineno, node.name


def test_variables_are_named_by_nouns():
    """None is called one, said, taken, told or behind: `claimed`, `stated`, `matches`, `figure` say more."""
    paths = PACKAGE.rglob("*.py")
    found = [
        f"{_inside(path)}:{line}: {name}"
        for path in paths
        for line, name in _local_names(ast.parse(path.read_text(encoding="utf-8")))
        if name in VAGUE_NAMES
    ]
    assert found == []
