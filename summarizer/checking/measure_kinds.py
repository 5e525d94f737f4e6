"""Kinds: what a measure is by the end of its name, where the model says none (应急预案, a document; 采样点97个, a facility).

`data/kinds.tsv` has a rule a row: kind, sure or perhaps, pattern, example. The first row that matches decides; a name that
no row matches is a scheme if it has parts and a numeral or quotation marks, an action if a verb begins or ends it, else
of no known kind.
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple, cast

from summarizer.folding import fold
from summarizer.models import MeasureKind
from summarizer.resources import table
from summarizer.scanning.cues import Cues
from summarizer.scanning.grounding import bare
from summarizer.scanning.numbers import nouns

_COUNTED = re.compile("[0-9.一二两三四五六七八九十百千万]+(?:余|多)?[个支名张处座家块项条场次所台户]\\Z")
_HOLLOW = re.compile("(?<=[^开])(?:等?(?:各项)?工作|任务|措施)\\Z")
_MARKED = re.compile('["“”「」『』‘’]')
_NUMERAL = re.compile("[二两三四五六七八九十0-9]+(?!级|[0-9.%]|小时|[年天日月])")
_ALIKE: tuple[frozenset[MeasureKind], ...] = (
    frozenset({"rule", "scheme"}),
    frozenset({"rule", "document"}),
    frozenset({"rule", "tool"}),
    frozenset({"rule", "oversight"}),
    frozenset({"action", "oversight"}),
    frozenset({"action", "project"}),
    frozenset({"action", "scheme"}),
    frozenset({"action", "rule"}),
    frozenset({"facility", "project"}),
    frozenset({"project", "scheme"}),
    frozenset({"tool", "document"}),
    frozenset({"tool", "facility"}),
    frozenset({"body", "facility"}),
    frozenset({"funding", "rule"}),
)
"""Kinds of which a careful coder may choose either."""


class KindRule(NamedTuple):
    """A row of the table."""

    kind: MeasureKind
    sure: bool
    pattern: re.Pattern[str]


@cache
def rules() -> tuple[KindRule, ...]:
    """The rules, in the order of the table."""
    return tuple(
        KindRule(cast("MeasureKind", kind), sure == "sure", re.compile(pattern))
        for kind, sure, pattern, *_ in table("kinds")
    )


@cache
def _cues() -> Cues:
    return Cues([rule.pattern for rule in rules()])


def kind_of(name: str, *, has_parts: bool = False) -> MeasureKind | None:
    """The kind that a name tells; None where it tells none."""
    rule = _rule(name)
    heads = has_parts and bool(_MARKED.search(name) or _NUMERAL.match(plain(name)))
    if heads and (rule is None or not rule.sure):
        return "scheme"
    if rule is not None:
        return rule.kind
    return "action" if _has_verb(plain(name)) else None


def contradicted(name: str, kind: MeasureKind) -> MeasureKind | None:
    """The kind that the end of a name surely tells, where a given one is no other reading of it."""
    rule = _rule(name)
    if rule is None or not rule.sure or kind in {rule.kind, "scheme"}:
        return None
    return None if any({rule.kind, kind} <= pair for pair in _ALIKE) else rule.kind


def plain(name: str) -> str:
    """A name as the patterns read it: bare, without the number at its end and words that say nothing."""
    words = _COUNTED.sub("", bare(name))
    return _HOLLOW.sub("", words) or words


@lru_cache(maxsize=1024)
def _rule(name: str) -> KindRule | None:
    titled = fold(name)
    words = titled if "《" in titled else plain(name)
    for index in _cues().matching(words):
        rule = rules()[index]
        if rule.pattern.search(words):
            return rule
    return None


def _has_verb(words: str) -> bool:
    verbs = nouns.words("verb")
    return any(words[:length] in verbs or words[-length:] in verbs for length in (2, 3))
