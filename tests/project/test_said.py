"""What the program says is in the catalogue, in English and Chinese; no sentence of its own is written elsewhere."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from summarizer.errors import InternalError
from summarizer.resources import messages

PACKAGE = Path(__file__).parents[2] / "summarizer"
SAYING = {"complain", "note", "UsageError", "InputError", "ModelError", "InternalError"}


@cache
def trees():
    """The modules of the package, parsed."""
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}


def literal_words(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """The line and function of each call that says a sentence which is written where it is said."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        parts = getattr(node.args[0], "values", [node.args[0]])
        literal = "".join(str(part.value) for part in parts if isinstance(part, ast.Constant))
        if name in SAYING and literal.strip():
            yield node.lineno, name


def test_errors_and_notes_are_messages():
    """`raise UsageError(message("key", …))` can be said in Chinese; `raise UsageError(f"…")` can't."""
    assert [(path.name, *found) for path, tree in trees().items() for found in literal_words(tree)] == []


def keys(path):
    """The literal keys that a module has said."""
    source = path.read_text(encoding="utf-8")
    used = set(
        re.findall(r"^from summarizer\.(?:resources|cli\.language) import .*?\b(message|words)\b", source, re.MULTILINE)
    )
    for node in ast.walk(trees()[path]):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in used and node.args:
            key = node.args[0]
            if isinstance(key, ast.Constant):
                yield key.value


def test_keys_that_the_code_names_are_there():
    """Each literal key of message(…) and words(…)."""
    known = messages("en")
    assert [(path.name, key) for path in trees() for key in keys(path) if key not in known] == []


def test_an_unforeseen_error_says_what_the_catalogue_says():
    """`errors` can't read the catalogue, so the sentence is there too."""
    made = InternalError.of(KeyError("x"))
    assert made.message == messages("en")["internal_error"].format(**made.message.params)
