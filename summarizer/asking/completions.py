"""What a ChatCompletion holds, as servers write it, which differs from the standard."""

import json
from collections.abc import Mapping
from typing import Any

_MOST_TOKENS = 10**9


def written(message: Mapping[str, Any]) -> str:
    """What the model wrote: the arguments of its first tool call, else the content, else its reasoning, or nothing.

    Servers that can't tell where a model's reasoning ends hand out all of it as reasoning.
    """
    match message:
        case {"tool_calls": [{"function": {"arguments": arguments}}, *_more]} if arguments:
            return arguments if isinstance(arguments, str) else json.dumps(arguments, ensure_ascii=False)
    texts = (_text(message.get(name)) for name in ("content", "reasoning_content", "reasoning"))
    return next((text for text in texts if text.strip()), "")


def plausible(count: object) -> int | None:
    """A count of tokens, None for what can't be one."""
    return count if isinstance(count, int) and not isinstance(count, bool) and 0 <= count <= _MOST_TOKENS else None


def _text(content: object) -> str:
    """The text of a message's content, which may come in parts."""
    match content:
        case str():
            return content
        case [*parts]:
            texts = (part.get("text") if isinstance(part, dict) else part for part in parts)
            return "".join(text for text in texts if isinstance(text, str))
    return ""
