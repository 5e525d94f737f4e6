"""An answer that came in pieces, put together: server-sent events as a ChatCompletion.

The format: https://platform.openai.com/docs/api-reference/chat-streaming.
"""

from collections.abc import Iterator
from typing import Any

from summarizer.asking.recording import parse

_END = "[DONE]"


def is_stream(content: bytes) -> bool:
    """Whether this is a body of server-sent events rather than of JSON."""
    return content.lstrip()[:6].lower().startswith((b"data:", b"event:", b": ", b"id:"))


def completion_of(content: bytes, secret: str = "") -> Any:
    """The ChatCompletion that the events of a body make; an event that reports an error is returned as it is.

    Raises ValueError for an event that is not JSON, and where the stream breaks off.
    """
    whole: dict[str, Any] = {}
    choice: dict[str, Any] = {"index": 0, "finish_reason": None, "message": {"role": "assistant", "content": None}}
    ended = False
    for data in _events(content):
        if data == _END:
            ended = True
            break
        event = parse(data, secret)
        if not isinstance(event, dict) or event.get("error"):
            return event
        whole |= {name: value for name, value in event.items() if name != "choices" and value is not None}
        for piece in _first_choices(event):
            _add(choice, piece)
    if not (ended or choice["finish_reason"]):
        raise ValueError("the stream broke off")
    return whole | {"object": "chat.completion", "choices": [choice]}


def _events(content: bytes) -> Iterator[str]:
    for line in content.decode("utf-8", "replace").splitlines():
        name, _, data = line.partition(":")
        if name == "data" and data.strip():
            yield data.strip()


def _first_choices(event: dict[str, Any]) -> Iterator[dict[str, Any]]:
    choices = event.get("choices")
    for piece in choices if isinstance(choices, list) else ():
        if isinstance(piece, dict) and piece.get("index", 0) == 0:
            yield piece


def _add(choice: dict[str, Any], piece: dict[str, Any]) -> None:
    choice["finish_reason"] = piece.get("finish_reason") or choice["finish_reason"]
    delta = piece.get("delta") or piece.get("message")
    message = choice["message"]
    for name, value in delta.items() if isinstance(delta, dict) else ():
        if name == "tool_calls" and isinstance(value, list):
            _add_calls(message.setdefault("tool_calls", []), value)
        elif name != "role" and isinstance(value, str):
            message[name] = (message.get(name) or "") + value


def _add_calls(calls: list[dict[str, Any]], pieces: list[Any]) -> None:
    for piece in pieces:
        function = piece.get("function") if isinstance(piece, dict) else None
        if not isinstance(function, dict):
            continue
        index = piece.get("index")
        if not isinstance(index, int) or not 0 <= index <= len(calls):
            index = 0 if calls else len(calls)
        if index == len(calls):
            calls.append({"id": piece.get("id"), "type": "function", "function": {"name": "", "arguments": ""}})
        call = calls[index]["function"]
        for name in ("name", "arguments"):
            if isinstance(function.get(name), str):
                call[name] += function[name]
