"""What an endpoint does not take of a request, found in its words by `data/mends.tsv`, and the request without that.

A mend changes what is sent, never what was asked: it is no part of a request's digest.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from summarizer.resources import table

RENAMED = {"max_tokens": "max_completion_tokens"}
LEFT_OUT = {"temperature", "seed", "stream_options"}
_USAGE_TOO = {"include_usage": True}


class _Row(NamedTuple):
    mend: str
    match: re.Pattern[str]


class Mends:
    """What one endpoint does not take, as far as it has said so; `sent` is a body in the form that it takes."""

    def __init__(self) -> None:
        self._made: set[str] = set()

    def sent(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """The body without what the endpoint does not take, by its other name if it has one."""
        made = self._made
        sent = {RENAMED[name] if name in made and name in RENAMED else name: value for name, value in body.items()}
        if "stream" in made:
            sent["stream"] = True
        if sent.get("stream"):
            sent.setdefault("stream_options", _USAGE_TOO)
        if "system" in made:
            sent["messages"] = in_turns(sent["messages"])
        return {name: value for name, value in sent.items() if name not in made or name not in LEFT_OUT}

    def make(self, said: str, sent: Mapping[str, Any], parameter: str | None = None) -> bool:
        """Note what the endpoint's words refuse of what was `sent`; whether sending it again makes sense.

        `parameter` is the one that the error names, if it does.
        """
        known = parameter if parameter in {*RENAMED, *LEFT_OUT} else None
        mend = known or _mend(said, sent)
        if mend.startswith("-") or not _applies(mend, sent) or mend in self._made:
            return False
        self._made.add(mend)
        return True


def hint(said: str, sent: Mapping[str, Any]) -> str:
    """The option that helps, by the endpoint's words; empty where none is known."""
    return next((row.mend for row in _rows() if row.mend.startswith("-") and _matches(row, said, sent)), "")


def in_turns(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Messages of user and assistant by turns: a system message joins the next one, and so does a second of one role."""
    turns: list[dict[str, Any]] = []
    for message in messages:
        role = "assistant" if message["role"] == "assistant" else "user"
        if turns and turns[-1]["role"] == role:
            turns[-1] = {"role": role, "content": f"{turns[-1]['content']}\n\n{message['content']}"}
        else:
            turns.append({**message, "role": role})
    return turns


def _mend(said: str, sent: Mapping[str, Any]) -> str:
    return next((row.mend for row in _rows() if _matches(row, said, sent)), "-")


def _matches(row: _Row, said: str, sent: Mapping[str, Any]) -> bool:
    return _applies(row.mend, sent) and row.match.search(said) is not None


def _applies(mend: str, sent: Mapping[str, Any]) -> bool:
    """Whether the mend would change anything of what was sent."""
    if mend.startswith("--body ") or mend == "stream":
        return mend.removeprefix("--body ").partition("=")[0] not in sent
    if mend.startswith("-"):
        return True
    if mend == "system":
        return list(in_turns(sent.get("messages", []))) != list(sent.get("messages", []))
    return mend in sent


@cache
def _rows() -> tuple[_Row, ...]:
    return tuple(_Row(mend, re.compile(match, re.IGNORECASE)) for mend, match, *_ in table("mends"))


def parameter_of(said: object) -> str | None:
    """The parameter that an error of OpenAI's form names as not taken."""
    match said:
        case {"error": {"code": "unsupportedparameter_of" | "unsupported_value", "param": str(parameter)}}:
            return parameter
    return None
