"""Merging: the drafts of a document's parts as one.

A measure that two parts name is one: the first telling counts, and later ones fill what it lacks. A part under a head that
another piece of the document names first goes under it. Slogans are listed once. Headline and points are those of a
question of their own (`pointing`), as no part knows the whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, get_args

from summarizer.checking.draft import Draft, DraftDetail
from summarizer.scanning.grounding import bare


def merged(drafts: Sequence[Draft]) -> Draft:
    """The drafts of all parts as one; the checker recognizes repeated figures by their mentions."""
    first, *rest = drafts
    if not rest:
        return first
    measures = merged_measures(type(first), drafts)
    names = {bare(node) for draft in drafts for node in _names(draft.measures)}
    slogans: dict[str, str] = {}
    for slogan in (slogan for draft in drafts for slogan in draft.slogans):
        slogans.setdefault(bare(slogan), slogan)
    return first.model_copy(
        update={
            "headline": None,
            "points": [],
            "region": next((draft.region for draft in drafts if draft.region), None),
            "published": next((draft.published for draft in drafts if draft.published), None),
            "measures": measures,
            "slogans": [slogan for name, slogan in slogans.items() if name not in names],
            "figures": [figure for draft in drafts for figure in draft.figures],
        }
    )


@dataclass
class _Node:
    """A measure without its parts, and where it belongs."""

    measure: DraftDetail
    parent: "_Node | None"
    parts: "list[_Node]" = field(default_factory=list)

    def is_below(self, other: "_Node") -> bool:
        above = self.parent
        while above is not None and above is not other:
            above = above.parent
        return above is other

    def fill(self, later: DraftDetail) -> None:
        """Take what this telling of the measure lacks from a later one."""
        fields = [name for name in type(self.measure).model_fields if name not in {"name", "parts"}]
        lacking = [name for name in fields if getattr(self.measure, name) is None]
        found = {name: getattr(later, name, None) for name in lacking}
        self.measure = self.measure.model_copy(update=found)


def merged_measures(kind: type[Draft], drafts: Sequence[Draft]) -> list[DraftDetail]:
    """The measures of all parts of a document, nested as a draft of `kind` nests them."""
    nodes: dict[str, _Node] = {}
    for draft in drafts:
        _add(draft.measures, None, nodes)
    levels = _levels(kind)
    tops = (node for node in nodes.values() if node.parent is None)
    return [measure for node in tops for measure in _built(node, levels)]


def _add(measures: Sequence[DraftDetail], parent: _Node | None, nodes: dict[str, _Node]) -> None:
    for measure in measures:
        node = nodes.get(bare(measure.name))
        if node is None:
            node = nodes[bare(measure.name)] = _Node(measure, parent)
            if parent is not None:
                parent.parts.append(node)
        else:
            node.fill(measure)
            _place(node, parent)
        _add(getattr(measure, "parts", ()), node, nodes)


def _place(node: _Node, parent: _Node | None) -> None:
    """Put a measure that stood alone under the head that a later telling gives it."""
    alone = node.parent is None and parent is not None and parent is not node
    if alone and parent is not None and not parent.is_below(node):
        node.parent = parent
        parent.parts.append(node)


def _built(node: _Node, levels: Sequence[type[DraftDetail]]) -> list[DraftDetail]:
    """A measure with its parts, as the classes of a draft's levels; what is nested deeper comes beside it."""
    here, *below = levels
    fields = {name: getattr(node.measure, name) for name in type(node.measure).model_fields if name != "parts"}
    parts = [part for child in node.parts for part in _built(child, below or levels)]
    if not below:
        return [_as(here, fields), *parts]
    return [_as(here, {**fields, "parts": parts})]


def _as(kind: type[DraftDetail], fields: dict[str, Any]) -> DraftDetail:
    """A measure of a level; a field of the user's own that its first level lacked is empty."""
    lacking = {name: None for name, field in kind.model_fields.items() if field.is_required()}
    return kind.model_construct(**{**lacking, **fields})


def _levels(kind: type[Any]) -> list[type[DraftDetail]]:
    """The classes of measures that a draft nests, from the top."""
    levels: list[type[DraftDetail]] = []
    annotation = kind.model_fields["measures"].annotation
    while annotation is not None:
        levels += get_args(annotation)
        parts = levels[-1].model_fields.get("parts")
        annotation = parts.annotation if parts else None
    return levels


def _names(measures: Sequence[DraftDetail]) -> list[str]:
    return [name for part in measures for name in (part.name, *_names(getattr(part, "parts", ())))]
