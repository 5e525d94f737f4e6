"""Drafts with a codebook's codes and with fields of your own, as subclasses of the draft that is asked for without them.

No module has such a class, so another process makes it again from its additions (`_MadeDraft`).
"""

import copyreg
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, Field, create_model

from summarizer.checking.codebook import FIELD, Codebook
from summarizer.checking.draft import Draft
from summarizer.checking.own_fields import OwnFields, Part
from summarizer.checking.record import Report
from summarizer.checking.report_figures import Figure
from summarizer.checking.report_measures import Measure
from summarizer.errors import UsageError
from summarizer.resources import message

_DELIVERED: Mapping[Part, type[BaseModel]] = {"document": Report, "measure": Measure, "figure": Figure}
_Fields = dict[str, tuple[Any, Any]]


class _MadeDraft(type(Draft)):  # type: ignore[misc]  # the metaclass of all models
    """The kind of these classes: pickled as what they are `made_of`."""


@dataclass(frozen=True)
class DraftAdditions:
    """What a run asks for besides our own fields."""

    codebook: Codebook | None = None
    fields: OwnFields | None = None

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "DraftAdditions":
        """Those that the settings of a store keep."""
        codes, fields = stored.get("codebook"), stored.get("fields")
        return cls(Codebook.of(codes) if codes else None, OwnFields.of(fields) if fields else None)

    def as_json(self) -> dict[str, Any]:
        """What a store keeps of them; nothing where there are none."""
        codes = {"codebook": self.codebook.as_json()} if self.codebook else {}
        return codes | ({"fields": dict(self.fields.schema)} if self.fields else {})

    def draft(self, base: type[Draft] = Draft) -> type[Draft]:
        """The draft with these fields; `base` itself where there are none. Raises UsageError where a name is in use."""
        measure = self._of_part("measure") | self._code()
        if not any([self._of_part("document"), measure, self._of_part("figure")]):
            return base
        items = {
            "measures": _with_fields(_item(base, "measures"), measure, "measure"),
            "figures": _with_fields(_item(base, "figures"), self._of_part("figure"), "figure"),
        }
        lists = {name: (list[item], _same(base, name)) for name, item in items.items()}  # type: ignore[valid-type]
        own = _checked(base, self._of_part("document"), "document")
        options = {"__base__": base, "__module__": __name__, "__cls_kwargs__": {"metaclass": _MadeDraft}}
        made: type[Draft] = create_model(base.__name__, **options, **lists, **own)  # type: ignore[call-overload]
        made.made_of = (self, base)  # type: ignore[attr-defined]
        return made

    def _of_part(self, part: Part) -> _Fields:
        return self.fields.of_part(part) if self.fields else {}

    def _code(self) -> _Fields:
        book = self.codebook
        if book is None:
            return {}
        codes: Any = Literal[tuple(code.code for code in book.codes)]
        return {
            FIELD: (
                Annotated[codes | None, BeforeValidator(book.meant)],
                Field(default=None, description=book.description),
            )
        }


def _with_fields(kind: type[BaseModel], fields: _Fields, part: Part) -> type[BaseModel]:
    """A subclass with more fields, its nested parts too."""
    if not fields:
        return kind
    added = _checked(kind, fields, part)
    if "parts" in kind.model_fields:
        inner = _with_fields(_item(kind, "parts"), fields, part)
        added["parts"] = (list[inner], _same(kind, "parts"))  # type: ignore[valid-type]
    options = {"__base__": kind, "__module__": __name__, "__cls_kwargs__": {"json_schema_extra": _with_parts_last}}
    made: type[BaseModel] = create_model(kind.__name__, **options, **added)  # type: ignore[call-overload]
    return made


def _with_parts_last(schema: dict[str, Any]) -> None:
    """A model writes all that it says of a measure before its parts."""
    if "parts" in schema["properties"]:
        schema["properties"]["parts"] = schema["properties"].pop("parts")


def _checked(kind: type[BaseModel], fields: _Fields, part: Part) -> _Fields:
    """The fields, none of which may have a name that the draft or the report uses."""
    known = kind.model_fields.keys() | _DELIVERED[part].model_fields.keys() | set(dir(BaseModel))
    in_use = next((name for name in fields if name in known), None)
    if in_use is not None:
        raise UsageError(message("fields.taken", part=part, name=in_use))
    return dict(fields)


def _item(kind: type[BaseModel], name: str) -> type[BaseModel]:
    item: type[BaseModel] = get_args(kind.model_fields[name].annotation)[0]
    return item


def _same(kind: type[BaseModel], name: str) -> Any:
    """A field as its class declares it."""
    field = kind.model_fields[name]
    if field.default_factory is not None:
        return Field(default_factory=list, description=field.description)
    return Field(description=field.description)


def _made_again(additions: DraftAdditions, base: type[Draft]) -> type[Draft]:
    return additions.draft(base)


def _parts_of(made: Any) -> Any:
    return _made_again, made.made_of


copyreg.pickle(_MadeDraft, _parts_of)
