"""The pages of the documentation, and what stands in them: commands, examples, tables."""

import re
import shlex
from pathlib import Path

ROOT = Path(__file__).parent.parent
READMES = [ROOT / "README.md", *ROOT.glob("README.*.md")]
PAGES = [*READMES, *sorted((ROOT / "docs").glob("*.md"))]
WALKED = [ROOT / "README.md", ROOT / "docs" / "quickstart.md"]
"""Pages that take nothing for granted: whoever follows one begins with nothing active."""
ALL_PAGES = [*PAGES, ROOT / "CONTRIBUTING.md", ROOT / "ARCHITECTURE.md", ROOT / "CHANGELOG.md"]
CHINESE = sorted((ROOT / "docs" / "zh").glob("*.md"))
"""The pages in Chinese; each has a twin in English."""


def text_of(page):
    return page.read_text(encoding="utf-8")


def blocks(page, language):
    """The fenced blocks of a page in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", text_of(page), re.DOTALL | re.MULTILINE)


def command_lines(page):
    """The indented lines of a page, each a command: as it stands, and as words without comments and redirections."""
    told = re.sub(r"^```.*?^```", "", text_of(page), flags=re.DOTALL | re.MULTILINE)
    for line in told.splitlines():
        if line.startswith("    ") and line.strip():
            words = shlex.split(line, comments=True)
            words = words[: words.index(">")] if ">" in words else words
            while "=" in words[0]:
                words.pop(0)
            yield line.strip(), words


def commands(page):
    """The commands of a page, as words."""
    return [words for _, words in command_lines(page)]


def all_commands(program):
    return [(page, words) for page in ALL_PAGES for words in commands(page) if words[0] == program]
