"""What the rules read of a figure's meaning, as the fields of a delivered figure."""

from dataclasses import asdict
from typing import Any

from summarizer.models import Aspect, FactStatus, Mention
from summarizer.scanning.facts.context import FigureContext


def status_of(mention: Mention, context: FigureContext) -> FactStatus:
    return context.facts(mention).status


def aspect_of(mention: Mention, context: FigureContext) -> Aspect:
    return context.facts(mention).aspect


def base_of(mention: Mention, context: FigureContext) -> str | None:
    return context.facts(mention).base


def cumulative_of(mention: Mention, context: FigureContext) -> bool:
    return context.facts(mention).cumulative


def new_of(mention: Mention, context: FigureContext) -> bool:
    return context.facts(mention).new


def period_of(mention: Mention, context: FigureContext) -> str | None:
    period = context.facts(mention).period
    return period.iso if period else None


def place_of(mention: Mention, context: FigureContext) -> dict[str, Any] | None:
    place = context.facts(mention).place
    return asdict(place) if place else None


def whole_of(mention: Mention, context: FigureContext) -> tuple[int, int] | None:
    whole = context.facts(mention).whole
    return (whole.start, whole.end) if whole else None
