"""A key that nothing writes down by accident."""

import re
from typing import Any

_NAMES = re.compile(
    r"(api|access|secret|private)_?keys?|key|authorization|bearer|password|secret|(access|auth|api)?_?token"
)
_VALUES = re.compile(r"\bsk-[\w-]{16,}")


class ApiKey(str):
    """A key as text: a header holds it, but no `repr`, no pickle (None comes back) and no `dataclasses.asdict`."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "'[key]'"

    def __reduce__(self) -> tuple[Any, ...]:
        return _no_key, ()

    def __reduce_ex__(self, _protocol: Any) -> tuple[Any, ...]:
        return self.__reduce__()

    def __deepcopy__(self, _memo: dict[int, Any]) -> str:
        return "[key]"


def names_a_key(name: str) -> bool:
    """Whether an option or a field of this name would hold a key."""
    return (
        _NAMES.fullmatch(name.lower().replace("-", "_").removeprefix("openai_").removeprefix("summarizer_")) is not None
    )


def looks_like_a_key(text: str) -> bool:
    """Whether a text has what looks like a key of a provider in it."""
    return _VALUES.search(text) is not None


def _no_key() -> None:
    """What a key becomes in another process."""
