"""Parameters that an endpoint refuses, recognized in its words by `data/mends.tsv`, and the request without them.

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
    """The parameters that one endpoint has refused; `sent` gives a body in the form that it accepts."""

    def __init__(self) -> None:
        self._made: set[str] = set()

    def sent(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """The body without the refused parameters, or with their other names."""
        made = self._made
        sent = {RENAMED[name] if name in made and name in RENAMED else name: value for name, value in body.items()}
        if "stream" in made:
            sent["stream"] = True
        if sent.get("stream"):
            sent.setdefault("stream_options", _USAGE_TOO)
        if "system" in made:
            sent["messages"] = in_turns(sent["messages"])
        return {name: value for name, value in sent.items() if name not in made or name not in LEFT_OUT}

    def make(self, text: str, sent: Mapping[str, Any], parameter: str | None = None) -> bool:
        """Note what the endpoint refuses of what was `sent`; returns whether to send it again.

        `parameter` is the name in the error, if it gives one.
        """
        known = parameter if parameter in {*RENAMED, *LEFT_OUT} else None
        mend = known or _mend(text, sent)
        if mend.startswith("-") or not _applies(mend, sent) or mend in self._made:
            return False
        self._made.add(mend)
        return True


def hint(text: str, sent: Mapping[str, Any]) -> str:
    """The option that helps, by the endpoint's words; empty if none is known."""
    return next((row.mend for row in _rows() if row.mend.startswith("-") and _matches(row, text, sent)), "")


def in_turns(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Messages of user and assistant in turns: a system message joins the next, as does a second of the same role."""
    turns: list[dict[str, Any]] = []
    for message in messages:
        role = "assistant" if message["role"] == "assistant" else "user"
        if turns and turns[-1]["role"] == role:
            turns[-1] = {"role": role, "content": f"{turns[-1]['content']}\n\n{message['content']}"}
        else:
            turns.append({**message, "role": role})
    return turns


def _mend(text: str, sent: Mapping[str, Any]) -> str:
    return next((row.mend for row in _rows() if _matches(row, text, sent)), "-")


def _matches(row: _Row, text: str, sent: Mapping[str, Any]) -> bool:
    return _applies(row.mend, sent) and row.match.search(text) is not None


def _applies(mend: str, sent: Mapping[str, Any]) -> bool:
    """Whether the mend would change what was sent."""
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


def parameter_of(body: object) -> str | None:
    """The parameter that an error in OpenAI's form names as unsupported; None if it names none."""
    match body:
        case {"error": {"code": "unsupportedparameter_of" | "unsupported_value", "param": str(parameter)}}:
            return parameter
    return None
