"""Temporary tables of what a person decided: empty until the decisions are laid over (delivering/reviewing/overlay)."""

_COLUMNS = "document INTEGER, number INTEGER, action, who, at, note, was, PRIMARY KEY (document, number)"
TABLES = (
    f"CREATE TEMP TABLE decided ({_COLUMNS})",
    f"CREATE TEMP TABLE decided_measures ({_COLUMNS})",
    "CREATE TEMP TABLE reviewed (document INTEGER PRIMARY KEY, who, at, edited)",
    "CREATE TEMP TABLE settled (document INTEGER, item TEXT, PRIMARY KEY (document, item)) WITHOUT ROWID",
)
