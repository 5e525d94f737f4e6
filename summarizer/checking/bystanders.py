"""Bystanders: names that only say who is concerned, or where (返乡人员, 各级党组织, 青禾县), listed as measures.

`data/bystanders.tsv` has a pattern a row. A name whose end or beginning tells a kind (劝返返乡人员, 护林员) is none.
"""

import re
from functools import cache

from summarizer.checking.measure_kinds import kind_of
from summarizer.resources import table
from summarizer.scanning.analysis import Analysis
from summarizer.scanning.grounding import bare


@cache
def _patterns(where: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(row[1]) for row in table("bystanders") if row[0] == where)


def is_bystander(name: str, analysis: Analysis) -> bool:
    """Whether a name is that of people, a body or a place alone."""
    words = bare(name)
    if words and any(bare(place.surface).endswith(words) for place in analysis.scan.places):
        return True
    patterns = _patterns("any") + (_patterns("unkinded") if kind_of(name) is None else ())
    return any(pattern.search(words) for pattern in patterns)
