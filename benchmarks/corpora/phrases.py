"""The sentences of the tables: by indicator and by topic."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache

from corpora.facts import TABLES, Indicator

ENOUGH = 6


@dataclass
class Phrases:
    """`full` are sentences of what is, `short` those of a list; the rest are targets and forecasts."""

    full: list[str] = field(default_factory=list)
    short: list[str] = field(default_factory=list)
    planned: list[str] = field(default_factory=list)
    planned_short: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)


@dataclass
class Topic:
    id: str
    office: str
    indicators: tuple[str, ...]
    lines: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


def _put(phrases: Phrases, line: str) -> None:
    kinds = {"!~": phrases.planned_short, "!": phrases.planned, "~": phrases.short, "?": phrases.expected}
    for mark, into in kinds.items():
        if line.startswith(mark):
            into.append(line.removeprefix(mark))
            return
    phrases.full.append(line)


@cache
def sentences() -> dict[str, Phrases]:
    found: dict[str, Phrases] = defaultdict(Phrases)
    for path in sorted(TABLES.glob("phrases_*.txt")):
        name = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("@"):
                name = line.removeprefix("@")
            elif line:
                _put(found[name], line)
    return dict(found)


@cache
def topics() -> dict[str, Topic]:
    found: dict[str, Topic] = {}
    topic = None
    for path in sorted(TABLES.glob("topics_*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("#"):
                name, office, *known = line.removeprefix("#").split()
                topic = found[name] = Topic(name, office, tuple(known))
            elif line and topic is not None:
                kind, text = line.split(":", 1)
                topic.lines[kind].append(text)
    return found


def of(known: Indicator) -> Phrases:
    """Return an indicator's sentences, with common ones where it has few of its own."""
    own = sentences().get(known.id, Phrases())
    if len(own.full) >= ENOUGH:
        return own
    kind = "stock" if known.is_stock else {"per": "flow"}.get(known.kind, known.kind)
    common = [line.replace("{N}", known.names[0]) for line in sentences()[kind].full]
    return Phrases([*own.full, *own.full, *common], own.short, own.planned, own.planned_short, own.expected)
