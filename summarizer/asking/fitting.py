"""Fitting: the value of an answer becomes a draft as far as it is valid; the rest is reported as flaws.

Every part of a draft is checked later, so one flaw never costs the whole answer. What pydantic refuses is first made
simpler, then left out:

    simpler      [60]                        60          a list of one
                 {"name": "青禾县"}            青禾县        an object for a text
                 20240708                    "20240708"  a number for a text
                 ["县委", "县政府"]            县委、县政府  texts for a text
                 {"1": {…}, "2": {…}}        [{…}, {…}]  an object of items for a list; an item for a list is its only one
    left out     "direction": "?"            null        an optional field
                 {"value": 60}               (dropped)   an item that lacks what is required
                 a list that is missing      []
    bounded      NaN, 1e999, 10 ** 30        null        numbers are finite and below `LARGEST`
                 300,000 items               5,000       lists, and texts

`draft` is validated with the context `ANSWER`, by which its own validators know that they may be strict about items.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, Literal, NamedTuple, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from summarizer.asking.bounds import (
    DEEPEST,
    LONGEST_FIELD,
    LONGEST_NAME,
    LONGEST_TEXT,
    MOST_ITEMS,
    are_kept,
    is_endless,
    is_finite,
)
from summarizer.asking.lenient import read_answer_text
from summarizer.resources import message

ANSWER = {"answer": True}
_ROUNDS, _SHOWN = 12, 40
_NAMING = ("name", "value", "text", "content", "title", "surface")

DraftT = TypeVar("DraftT", bound=BaseModel)
_Nodes = list[tuple[Any, Any]]
_Dropped = dict[int, tuple[list[Any], str, set[int]]]


class Flaw(NamedTuple):
    """An unusable part of an answer: an item, a field, its end, or everything on a part of the document; `where` is its place, e.g. figures/3/value."""

    part: Literal["part", "item", "field", "end"]
    where: str
    why: str


@dataclass(frozen=True, slots=True)
class Fitted(Generic[DraftT]):
    """An answer read: its JSON (the raw text where there is none), and the draft, None if nothing is usable."""

    json: str
    draft: DraftT | None = None
    flaws: tuple[Flaw, ...] = ()


def fit_answer(text: str, draft: type[DraftT]) -> Fitted[DraftT]:
    """The text of an answer as a `draft`, with its unusable parts as flaws."""
    read = read_answer_text(text, {field.alias or name for name, field in draft.model_fields.items()})
    if read is None or not isinstance(read.value, dict):
        return Fitted(text)
    fitting = _Fitting(draft, read.value)
    found = fitting.draft()
    if found is None:
        return Fitted(text if read.plain and fitting.is_within_bounds else fitting.read)
    end = (Flaw("end", "answer", message("flaw.no_end")),) if read.cut else ()
    return Fitted(fitting.json, found, (*end, *fitting.flaws))


class _Fitting(Generic[DraftT]):
    """One answer in progress: its data, and what was left out of it so far."""

    def __init__(self, model: type[DraftT], value: dict[str, Any]) -> None:
        self._model = model
        self.flaws: list[Flaw] = []
        self._numbers: dict[str, list[int]] = {}
        self._data: dict[str, Any] = value if are_kept(value) else self._bounded(value, ())
        self.json = self.read = self._dumped()
        self.is_within_bounds = not self.flaws

    def _dumped(self) -> str:
        return json.dumps(self._data, ensure_ascii=False, allow_nan=False)

    def draft(self) -> DraftT | None:
        required = {name for name, field in self._model.model_fields.items() if field.is_required()}
        whole = required <= self._data.keys()
        for _ in range(_ROUNDS):
            try:
                draft = self._model.model_validate_json(self.json, strict=False, context=ANSWER)
            except ValidationError as error:
                whole = False
                if not self._mend(error):
                    return None
                self.json = self._dumped()
            else:
                return draft if whole or self._says_something() else None
        return None

    def _says_something(self) -> bool:
        return any(self._data.get(name) not in (None, "", [], {}) for name in self._model.model_fields)

    def _mend(self, error: ValidationError) -> bool:
        """Mend each place that pydantic refused; False where one can't be mended."""
        dropped: _Dropped = {}
        places: set[tuple[Any, ...]] = set()
        for problem, nodes in [(problem, list(self._nodes(problem["loc"]))) for problem in _errors(error)]:
            # Each kind of a union has its own error, about one place; what was left out for one error has no other.
            place = (*(key for _, key in nodes), problem["loc"][-1] if problem["type"] == "missing" else None)
            is_gone = bool(nodes) and isinstance(nodes[-1][0], dict) and nodes[-1][1] not in nodes[-1][0]
            if place not in places and not is_gone and not self._mend_at(nodes, problem, dropped):
                return False
            places.add(place)
        for items, name, indexes in dropped.values():
            numbers = self._numbers.setdefault(name, list(range(len(items))))
            items[:] = [item for index, item in enumerate(items) if index not in indexes]
            numbers[:] = [number for index, number in enumerate(numbers) if index not in indexes]
        return True

    def _nodes(self, loc: tuple[int | str, ...]) -> Iterator[tuple[Any, Any]]:
        """The containers on the way to a place, each with the key that leads on; tags of unions lead nowhere."""
        node: Any = self._data
        for part in loc:
            if part in (node if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ()):
                yield node, part
                node = node[part]

    def _mend_at(self, nodes: _Nodes, problem: Mapping[str, Any], dropped: _Dropped) -> bool:
        """Fill what is missing, or make what was refused simpler, or leave it out; False where the answer is lost."""
        if problem["type"] == "missing":
            return self._fill(nodes, problem["loc"], dropped)
        if not nodes:
            return False
        why = problem["msg"].removeprefix("Value error, ")
        container, key = nodes[-1]
        simpler = _simpler(container[key], problem)
        if simpler is not _NOTHING:
            container[key] = simpler
        elif isinstance(container, list):
            return self._drop(nodes, why, dropped)
        else:
            self.flaws.append(Flaw("field", self._place(nodes), why))
            del container[key]
        return True

    def _fill(self, nodes: _Nodes, loc: tuple[int | str, ...], dropped: _Dropped) -> bool:
        """Put null or an empty list where a field is missing, or drop the item that lacks it."""
        empty = _empty(self._model, loc)
        lacking = nodes[-1][0][nodes[-1][1]] if nodes else self._data
        if empty is _NOTHING or not isinstance(lacking, dict):
            return self._drop(nodes, message("flaw.no_field", name=loc[-1]), dropped)
        lacking[str(loc[-1])] = empty
        return True

    def _drop(self, nodes: _Nodes, why: str, dropped: _Dropped) -> bool:
        """Drop the innermost item of a list that a place is in."""
        while nodes and not isinstance(nodes[-1][0], list):
            nodes.pop()
        if not nodes:
            return False
        items, index = nodes[-1]
        place = self._place(nodes)
        entry = dropped.setdefault(id(items), (items, place.rpartition("/")[0], set()))
        if index not in entry[2]:
            entry[2].add(index)
            self.flaws.append(Flaw("item", place + _shown(items[index]), why))
        return True

    def _place(self, nodes: _Nodes) -> str:
        """figures/3/value, by the numbers that the items had in the answer."""
        place = ""
        for _, key in nodes:
            number = self._numbers[place][key] if isinstance(key, int) and place in self._numbers else key
            place += f"/{number}" if place else str(number)
        return place

    def _bounded(self, value: Any, place: tuple[Any, ...]) -> Any:
        """The value within the bounds."""
        if isinstance(value, str):
            return self._text(value, place)
        if value is None:
            return None
        if isinstance(value, list | dict):
            return self._parts(value, place)
        if is_finite(value):
            return value
        return self._cut(None, place, message("flaw.number"))

    def _parts(self, value: list[Any] | dict[str, Any], place: tuple[Any, ...]) -> Any:
        if len(place) >= DEEPEST:
            return self._cut(None, place, message("flaw.deep"))
        if len(value) > MOST_ITEMS:
            self._cut(None, place, message("flaw.items", count=len(value), most=MOST_ITEMS))
        if isinstance(value, list):
            return [self._bounded(item, (*place, index)) for index, item in enumerate(value[:MOST_ITEMS])]
        names = list(value)[:MOST_ITEMS]
        return {name[:LONGEST_NAME]: self._bounded(value[name], (*place, name[:LONGEST_NAME])) for name in names}

    def _text(self, value: str, place: tuple[Any, ...]) -> str | None:
        longest = LONGEST_TEXT if len(place) == 1 else LONGEST_FIELD
        if not value.isprintable():
            value = "".join(char for char in value if char >= " " or char in "\n\r\t")
        if is_endless(value):
            return None
        if len(value) <= longest:
            return value
        return str(self._cut(value[:longest], place, message("flaw.characters", count=len(value), most=longest)))

    def _cut(self, left: Any, place: tuple[Any, ...], why: str) -> Any:
        self.flaws.append(Flaw("field", "/".join(map(str, place)), why))
        return left


_NOTHING = object()
# The error types with which pydantic refuses a whole object, or misses one.
_OF_OBJECTS = {"value_error", "assertion_error", "model_type", "model_attributes_type", "dict_type", "extra_forbidden"}


def _simpler(value: Any, problem: Mapping[str, Any]) -> Any:
    """A simpler value in place of a refused one; `_NOTHING` where there is none."""
    most = problem.get("ctx", {}).get("max_length")
    if isinstance(value, str | list) and most is not None and len(value) > most:
        return value[:most]
    if isinstance(value, list) and len(value) == 1:
        return value[0]
    if problem["type"] == "list_type":
        return _as_list(value)
    if problem["type"] == "string_type":
        return _as_text(value)
    return _NOTHING if problem["type"] in _OF_OBJECTS else _named(value)


def _as_list(value: Any) -> Any:
    if isinstance(value, dict):
        items = list(value.values())
        return items if items and all(isinstance(item, dict) for item in items) else [value]
    return [value] if isinstance(value, str) and value.strip() else _NOTHING


def _as_text(value: Any) -> Any:
    if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
        return "、".join(value)
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else _named(value)


def _named(value: Any) -> Any:
    """What an object says by one of its fields that name."""
    parts = [value.get(name) for name in _NAMING] if isinstance(value, dict) else []
    return next((part for part in parts if isinstance(part, str | int | float)), _NOTHING)


def _errors(error: ValidationError) -> list[Any]:
    return list(error.errors(include_url=False, include_input=False))


def _empty(model: type[BaseModel], loc: tuple[int | str, ...]) -> Any:
    """The value of a missing field: null, an empty list; `_NOTHING` where it is required."""
    field = _field(model, tuple(part for part in loc if isinstance(part, str)))
    if field is None:
        return _NOTHING
    if type(None) in get_args(field.annotation):
        return None
    return [] if get_origin(field.annotation) is list else _NOTHING


@cache
def _field(model: type[BaseModel], names: tuple[str, ...]) -> FieldInfo | None:
    """The field that a path of names leads to."""
    found: FieldInfo | None = None
    inner: type[BaseModel] | None = model
    for name in names:
        found = inner.model_fields.get(name) if inner else None
        inner = _model_in(found.annotation) if found else None
    return found


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model in list[Model], Model | None and the like."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for inner in get_args(annotation) if (found := _model_in(inner))), None)


def _shown(item: Any) -> str:
    """A few words that identify an item."""
    texts = [item] if isinstance(item, str) else item.values() if isinstance(item, dict) else ()
    words = next((" ".join(text.split()) for text in texts if isinstance(text, str) and text.strip()), "")
    return f" ({words[:_SHOWN]})" if words else ""
