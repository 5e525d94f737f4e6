"""Claims that state facts: what `check` takes beside the fields that a model is asked for."""

from typing import Any

from pydantic import Field, model_validator

from summarizer.checking import draft_values as values
from summarizer.checking.draft import Draft, DraftFigure
from summarizer.models import Aspect

_FACTS = frozenset({"status", "aspect", "cumulative", "new", "base", "whole"})


class StatedFigure(DraftFigure):
    """A claim with what it states its number to mean; None where it is silent.

    Without a quote, the whole document is the place to look.
    """

    quote: str = Field(default="", description="the document's words that support it; empty: not known")
    aspect: Aspect | None = Field(default=None, description="amount, change, growth, share, per, index or duration")
    cumulative: bool | None = Field(default=None, description="a running total")
    new: bool | None = Field(default=None, description="of this time alone")
    base: str | None = Field(default=None, description="yoy, mom, previous, other or an ISO time")
    whole: str | None = Field(default=None, description="the number of which this one is a part, as written")

    @model_validator(mode="before")
    @classmethod
    def _read_facts(cls, data: Any) -> Any:
        return values.without_nothings(data, _FACTS) if isinstance(data, dict) else data


class StatedDraft(Draft):
    """A draft whose figures may state facts."""

    figures: list[StatedFigure]  # type: ignore[assignment]  # read-only here, where a list of the parts serves
