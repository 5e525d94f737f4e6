"""Who published a page, as it states: in a meta tag, in a line such as 来源：青禾日报, or by the site's name.

The rules are those of `data/publishers.tsv`, the surest first. A name is one line of at most 60 characters; what names
nobody (本站, 互联网, undefined) is passed over.
"""

import re
from collections.abc import Iterator, Mapping

from summarizer.folding import fold
from summarizer.models import Text
from summarizer.resources import lazy_pattern, table

_LONGEST = 60
_TOP, _END = 1200, 400
_RULES = [(where, rule) for where, rule, _example in table("publishers")]
_NOBODY = lazy_pattern("|".join(f"(?:{rule})" for where, rule in _RULES if where == "nobody"))
_LINES = [lazy_pattern(rule, re.MULTILINE) for where, rule in _RULES if where == "line"]
_NAMES = {where: rule.split() for where, rule in _RULES if where not in {"nobody", "line"}}


def publisher(text: Text) -> str | None:
    """The name of who published a document; None where its page says none."""
    fields = {field.name: field.value for field in reversed(text.fields)}
    found = (*_stated(fields, "stated"), *_in_lines(text), *_stated(fields, "site"))
    return next(filter(None, map(publisher_name, found)), None)


def publisher_name(stated: str) -> str | None:
    """What is stated as a name on one line; None where it names nobody."""
    name = " ".join(stated.split())
    return name if 1 < len(name) <= _LONGEST and not _NOBODY.fullmatch(fold(name)) else None


def _stated(fields: Mapping[str, str], where: str) -> Iterator[str]:
    return (fields[name] for name in _NAMES[where] if name in fields)


def _in_lines(text: Text) -> Iterator[str]:
    """The names that lines at the top or the end of a text state."""
    for start, end in ((0, _TOP), (max(_TOP, len(text.folded) - _END), len(text.folded))):
        for rule in _LINES:
            for found in rule.finditer(text.folded, start, end):
                yield text.content[slice(*found.span("name"))]
