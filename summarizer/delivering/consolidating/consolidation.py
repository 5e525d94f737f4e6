"""The consolidation of a store: series over time and place, contradictions, and measures counted over places.

    consolidate(store)              fills the tables `conflicts` and `joined` of a run that has ended
    lay_consolidated_over(store)    makes temporary tables of the store as this connection sees it, with what a person
                                    decided: these and `series`, which the exports read; nothing is written
    series(store, subject="党员先锋队", place="620000"), conflicts(store)       what a program asks

SQLite sorts the observations, so that memory holds one indicator at a time.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from summarizer.delivering.consolidating.joining import Contradiction, Series, contradictions, join
from summarizer.delivering.consolidating.newest import joined_rows
from summarizer.delivering.consolidating.observing import Indicator, Observation, observations
from summarizer.delivering.consolidating.series_rows import SERIES, rows
from summarizer.delivering.consolidating.subject_heads import subject_head
from summarizer.running.store.rows import as_json
from summarizer.running.store.store import Store

_PARTS = len(Indicator._fields)
_WIDTH = _PARTS + len(Observation._fields) - 1
_ORDER = ", ".join(f"c{place}" for place in range(_PARTS + Observation._fields.index("number")))
_MOST_SIMILAR, _SIMILAR = 5, 0.5
_CONFLICTS = (
    "CREATE TEMP TABLE conflicts (document INTEGER, number INTEGER, other_document INTEGER, other_number INTEGER,"
    " reason TEXT, PRIMARY KEY (document, number, other_document, other_number)) WITHOUT ROWID"
)
_JOINED = (
    "CREATE TEMP TABLE joined (document INTEGER, number INTEGER, same_document INTEGER, same_number INTEGER,"
    " newest INTEGER, PRIMARY KEY (document, number)) WITHOUT ROWID"
)


def consolidate(store: Store) -> None:
    """Find anew what several documents of a store state, and where they contradict each other, and keep it."""
    with store.transaction():
        store.database.execute("DELETE FROM conflicts")
        store.database.execute("DELETE FROM joined")
        for found in every_series(store):
            _insert(store, found)


def lay_consolidated_over(store: Store) -> None:
    """Make the temporary tables of a store."""
    for table in (_CONFLICTS, _JOINED, SERIES):
        store.database.execute(table)
    for number, found in enumerate(every_series(store)):
        _insert(store, found)
        store.database.executemany(f"INSERT INTO series VALUES ({_marks(20)})", rows(number, found))  # noqa: S608 - ours


def every_series(store: Store, unjoined: Counter[str] | None = None) -> Iterator[Series]:
    """The series of all indicators, in a fixed order; `unjoined` counts the figures that are in none by why."""
    return join(_sorted(store, observations(store, unjoined)))


def series(store: Store, *, subject: str | None = None, place: str | None = None) -> list[Series]:
    """The series of a subject (whatever place, time and verbs go with it; or the name of a measure) in a place.

    `place` is a division code: of a county, or of the city or province that its counties lie in (620000).
    """
    head = subject_head(subject).head if subject else None
    inside = (place or "").removesuffix("00").removesuffix("00")
    chosen = (
        found
        for found in observations(store)
        if found.adcode.startswith(inside)
        and (subject is None or found.indicator.head == head or subject in (found.subject, found.measure))
    )
    return list(join(sorted(chosen, key=lambda found: found.order)))


def similar_subjects(store: Store, subject: str) -> list[str]:
    """What has series and is called most like a subject: what has its words in it, the most frequent first, else a near name."""
    counted = Counter(found.indicator.head for found in observations(store))
    head = subject_head(subject).head or subject
    holding = [name for name, _ in counted.most_common() if head in name]
    return (holding or get_close_matches(head, counted, _MOST_SIMILAR, _SIMILAR))[:_MOST_SIMILAR]


def conflicts(store: Store) -> list[Contradiction]:
    """The contradictions between the documents of a store, in a fixed order."""
    return [found for each in every_series(store) for group in each.groups for found in contradictions(group)]


def _insert(store: Store, found: Series) -> None:
    store.database.executemany("INSERT OR IGNORE INTO conflicts VALUES (?, ?, ?, ?, ?)", _conflict_rows(found))
    store.database.executemany("INSERT OR IGNORE INTO joined VALUES (?, ?, ?, ?, ?)", joined_rows(found))


def _conflict_rows(found: Series) -> Iterator[tuple[int, int, int, int, str]]:
    """The contradictions of a series, in both directions."""
    for group in found.groups:
        for pair in contradictions(group):
            fewer, more = pair
            for figure, against, states in ((fewer, more, "fewer"), (more, fewer, "more")):
                reason = as_json({"states": states, "basis": pair.basis})
                yield figure.key, figure.number, against.key, against.number, reason


def _sorted(store: Store, found: Iterable[Observation]) -> Iterator[Observation]:
    """Observations in their order, through a temporary table, which is then dropped."""
    execute = store.database.execute
    execute("DROP TABLE IF EXISTS temp.observed")
    execute(f"CREATE TEMP TABLE observed ({', '.join(f'c{place}' for place in range(_WIDTH))})")
    store.database.executemany(
        f"INSERT INTO observed VALUES ({_marks(_WIDTH)})",  # noqa: S608 - ours
        ((*observation.indicator, *observation[1:]) for observation in found),
    )
    for row in execute(f"SELECT * FROM observed ORDER BY {_ORDER}"):  # noqa: S608 - ours
        yield Observation(Indicator(*row[:_PARTS]), *row[_PARTS:])
    execute("DROP TABLE temp.observed")


def _marks(count: int) -> str:
    return ", ".join("?" * count)
