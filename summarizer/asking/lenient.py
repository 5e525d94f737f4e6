r"""The JSON value of an answer, whatever a model puts around it or gets wrong in it.

An answer that is JSON is used as it is. Otherwise, what comes before, after and around its value is dropped, and its
tokens are mended one by one:

    around the value        a byte order mark            \ufeff{…}                           {…}
                            thinking                     <think>…</think>{…}, …</think>{…}   {…}
                            a fence, prose, tags         结果如下：```json {…}```，请核对        {…}
                            an outer list or object      [{…}], {"draft": {…}}               {…}
                            a call of a tool             {"name": …, "arguments": {…}}       {…}
                            JSON in a string             "{\"summary\": …}"                  {…}
                            a list that lacks its name   [{…}, {…}]                          {"figures": [{…}, {…}]}
    in its tokens           line breaks in a string      "甲⏎乙"                             "甲\n乙"
                            quotes that are not escaped  "启动"安澜行动"，"                    "启动\"安澜行动\"，"
                            other quotes                 'a', “a”                            "a"
                            escapes of no meaning        "\'", half a surrogate pair         "'", "�"
                            words without quotes         {value: 60余名}                      {"value": "60余名"}
                            Python's words               None, True                          null, true
                            full-width punctuation       "a"：1，                             "a": 1,
                            thousands separators         "value": 1,809                      "value": 1809
                            endless numbers              5,000 digits                        1e999 (no finite number)
                            comments                     // 单位为元                           (nothing)
                            a comma too many or too few  [1, 2,], {…} {…}                    [1, 2], {…}, {…}
    an end that is missing  whole items are kept         [{"n": 1}, {"n": 2                  [{"n": 1}]

Time is linear in the length of an answer, of which the first `LONGEST` characters are mended, and nesting is bounded.
json-repair was tried for this: it takes quadratic time, ends deep nesting with a RecursionError, and delivers the 12 of a
12000 that was cut.
"""

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pydantic_core import from_json

from summarizer.resources import lazy_pattern

LONGEST = 1_000_000
_DEEPEST, _TRIES, _PASSES, _MOST_WRONG, _WRAPPINGS, _LONGEST_NUMBER = 100, 64, 4, 200, 6, 40

_THINKING_ENDS = ("</think>", "</thinking>", "</thought>", "</reasoning>", "◁/think▷", "<|end_of_thought|>")
_START = lazy_pattern(r"""\{(?=\s*(?:["'“}]|\w+\s*[:：]))|\[(?=\s*[\[{"'“\]])""")
_HEADLESS = lazy_pattern(r'\s*"\w+"\s*:')
_STRING = r'"(?:[^"\\]|\\.)*+"?'
# A quote ends a string where JSON goes on after it, and is one of its characters elsewhere.
_LOOSE_STRING = r'"(?:[^"\\]|\\.|"(?!\s*(?:[,:}\]]|\Z)|\s*\n\s*["}\]]))*+"?'
_OTHERS = (
    r"""|(?P<quoted>'(?:[^'\\]|\\.)*+'?|“[^”]*+”?)"""
    r"""|(?P<comment>//[^\n]*|/\*(?:[^*]|\*(?!/))*+(?:\*/)?)"""
    r"""|(?P<mark>[{}\[\],:，：])"""
    r"""|(?P<thousands>(?:(?<=[:：])|(?<=[:：]\s))\d{1,3}(?:,\d{3})++(?!\d))"""
    r"""|(?P<bare>[^\s"'“{}\[\],:，：/]++|["'“/])"""
)
_TOKENS = tuple(lazy_pattern(f"(?P<string>{string}){_OTHERS}|\\s++", re.DOTALL) for string in (_STRING, _LOOSE_STRING))
_PLAIN = lazy_pattern(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|NaN|-?Infinity")
_WORDS = {"None": "null", "True": "true", "False": "false", "undefined": "null", "nan": "NaN"}
_ESCAPE = lazy_pattern(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
_CLOSING = {"{": "}", "[": "]"}
_OPENING = {"}": "{", "]": "["}


class AnswerValue(NamedTuple):
    """The value of an answer; `cut` where its end is missing and only its whole parts are kept.

    `plain` where the answer is JSON as it is.
    """

    value: Any
    cut: bool = False
    plain: bool = False


def read_answer_text(text: str, wanted: Collection[str]) -> AnswerValue | None:
    """The value of an answer that should be an object with the fields `wanted`; None where it has none.

    Of several values, the one with the most of them counts; of equal ones the last, as a model that thinks aloud
    ends with its answer.
    """
    text = text.strip("\ufeff \t\r\n")
    plain = _parsed(text)
    found = [AnswerValue(plain, plain=True)] if plain is not None else _candidates(text[:LONGEST])
    values = [value._replace(value=_unwrapped(value.value, wanted)) for value in found]
    return max(reversed(values), key=lambda value: _fields(value.value, wanted), default=None)


def _candidates(text: str) -> list[AnswerValue]:
    if _HEADLESS.match(text):
        text = "{" + text
    start = max((text.rfind(end) + len(end) for end in _THINKING_ENDS if end in text), default=0)
    if '{\\"' in text and '{"' not in text:
        text = _unescaped(text)
    return list(_values(text[start:])) or (list(_values(text)) if start else [])


def _values(text: str) -> Iterator[AnswerValue]:
    """Each outermost object or list in a text, in order, within a budget of `_PASSES` over the text."""
    start, tries, room = _START.search(text), 0, _PASSES * len(text)
    while start and tries < _TRIES and room > 0:
        position = start.end()
        for tokens in _TOKENS:
            copy = _Copy(text, start.start(), tokens)
            room -= copy.reached - copy.start
            value = _parsed(copy.json)
            if value is not None:
                yield AnswerValue(value, cut=copy.end is None)
                position, room = copy.reached, room + copy.reached - copy.start
                break
        else:
            tries += 1
        start = _START.search(text, position)


@dataclass
class _Copy:
    """The value that begins at `start`, written anew as JSON; `end` is None where the text ends before it does.

    `reached` is how far the text was read.
    """

    text: str
    start: int
    tokens: re.Pattern[str]
    end: int | None = None
    reached: int = 0
    json: str = ""
    _written: list[str] = field(default_factory=list)
    _open: list[str] = field(default_factory=list)
    _after_value: bool = False
    _between: bool = False
    _named: bool = False
    _wrong: int = 0
    _kept: tuple[int, str] = (0, "")

    def __post_init__(self) -> None:
        for token in self.tokens.finditer(self.text, self.start):
            self.reached = token.end()
            if token.lastgroup and not self._take(token):
                break
            if not self._open:
                self.end, self.json = token.end(), "".join(self._written)
                return
        length, closing = self._kept
        self.json = "".join(self._written[:length]) + closing

    def _take(self, token: re.Match[str]) -> bool:
        """Write a token; False where the text is cut in it, or too deep."""
        match token.lastgroup:
            case "mark":
                return self._mark(token.group())
            case "string" | "quoted":
                return _is_closed(token.group()) and self._value(_quoted(token.group()))
            case "thousands":
                return self._value(token.group().replace(",", ""))
            case "bare":
                return self._value(_bare(token.group()))
        return True

    def _mark(self, mark: str) -> bool:
        if mark in _CLOSING:
            sound = self._value(mark)
            self._open.append(mark)
            self._after_value = self._named = False
            return sound and len(self._open) <= _DEEPEST
        if mark in _OPENING:
            self._close(mark)
        elif mark in ",，":
            self._keep()
            self._between = True
        else:
            self._written.append(":")
            self._wrong += not self._after_value or self._named
            self._after_value, self._named = False, True
        return self._wrong <= _MOST_WRONG

    def _value(self, written: str) -> bool:
        """Write a value, after a comma if another came before; False where too much is wrong for this to be JSON."""
        if self._after_value:
            self._written.append(",")
            self._wrong += not self._between
            self._named = False
        self._written.append(written)
        self._between, self._after_value = False, True
        return self._wrong <= _MOST_WRONG

    def _close(self, mark: str) -> None:
        """Close what is open up to the bracket's own; one that was never opened is dropped."""
        while _OPENING[mark] in self._open:
            opened = self._open.pop()
            self._written.append(_CLOSING[opened])
            if opened == _OPENING[mark]:
                break
        self._between, self._after_value = False, True
        self._keep()

    def _keep(self) -> None:
        """Remember that all is whole up to here, unless that is within an item of a list."""
        inner = self._open[1:] if self._open[:1] == ["["] else self._open
        if self._after_value and "{" not in (inner[inner.index("[") :] if "[" in inner else ()):
            self._kept = len(self._written), "".join(_CLOSING[mark] for mark in reversed(self._open))


def _is_closed(token: str) -> bool:
    """Whether a string ends; one that the text ends in does not."""
    return len(token) > 1 and token[-1] == {"“": "”"}.get(token[0], token[0])


def _quoted(token: str) -> str:
    """A string in whatever quotes as JSON, its escapes read leniently."""
    if token[0] == '"' and token.isprintable() and "\\" not in token and token.count('"') == len('""'):
        return token
    content = _unescaped(token[1:-1])
    return json.dumps(content.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"), ensure_ascii=False)


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else _ESCAPED.get(found[2], found[2]), text)


def _bare(token: str) -> str:
    if _PLAIN.fullmatch(token):
        return token if len(token) <= _LONGEST_NUMBER else "1e999"
    return _WORDS.get(token) or json.dumps(token, ensure_ascii=False)


def _parsed(text: str) -> Any:
    """The value of JSON, None where the text is not JSON."""
    try:
        return from_json(text.encode("utf-8", "replace"))
    except ValueError:
        return None


def _fields(value: Any, wanted: Collection[str]) -> int:
    return sum(name in wanted for name in value) if isinstance(value, dict) else -1


def _unwrapped(value: Any, wanted: Collection[str]) -> Any:
    for _ in range(_WRAPPINGS):
        if _fields(value, wanted) > 0:
            break
        value = _inner(value, wanted)
    return value


def _inner(value: Any, wanted: Collection[str]) -> Any:
    """What is in a wrapping, else the value itself."""
    if isinstance(value, str):
        return _read_again(value)
    if isinstance(value, dict):
        lowered = {name.strip().lower(): part for name, part in value.items()}
        return lowered if _fields(lowered, wanted) else _best(value.values(), wanted, value)
    if isinstance(value, list):
        best = _best(value, wanted, None)
        if _fields(best, wanted) > 0 or (len(value) == 1 and best is not None and len(wanted) > 1):
            return best
        return {next(iter(wanted)): value} if len(wanted) == 1 else value
    return value


def _best(parts: Collection[Any], wanted: Collection[str], otherwise: Any) -> Any:
    """The part that has most of the fields, be it an object or a string that holds one."""
    read = [_read_again(part) if isinstance(part, str) else part for part in parts]
    inner = [part for part in read if isinstance(part, dict | list)]
    return max(reversed(inner), key=lambda part: _fields(part, wanted), default=otherwise)


def _read_again(text: str) -> Any:
    """The value of JSON in a string."""
    stripped = text.strip()
    if not stripped.startswith(("{", "[", '"')):
        return text
    plain = _parsed(stripped)
    return plain if plain is not None else next((value.value for value in _values(stripped) if not value.cut), text)
