"""Locality: the place that a figure is about: named in its words, by 全国 or 全省, or else the document's.

A district of Hong Kong, Macao and Taiwan counts for the whole, as they have no codes of GB/T 2260.
"""

import re
from collections.abc import Sequence

from summarizer.models import Mention, Place, Region, Scan
from summarizer.resources import lazy_pattern
from summarizer.scanning.facts.fact_types import NamedPlace
from summarizer.scanning.facts.nearness import Nearness
from summarizer.scanning.facts.wording import Wording
from summarizer.scanning.places import resolving
from summarizer.scanning.segments import segments

NATION = NamedPlace("全国", "CN")
_LOCAL = lazy_pattern("[全我本](?:省|市|县|区|州|旗|镇|乡)")
_SCOPE = lazy_pattern(
    "全国(?!独家|重点|文明|优秀|先进|人大|政协|首|第|最|性|百强|各|模范|劳模|道德|统一|卫生|示范)|我国|(?:[全我本])(?:(?P<level>[省市县区州旗])(?![^,]{0,3}平均水平[高低]))|全(?P<whole>自治区)"
)
_NATIONAL = lazy_pattern("全国|我国|中华人民共和国")
_PARTS_OF_CHINA = lazy_pattern("京津冀|长三角|珠三角|东部|西部|中部|东北|汾渭平原|大湾区|长江经济带|[沿环]海")
_WITHOUT_PARTS = ("71", "81", "82")
FactPlace = Region | NamedPlace
ToldPlace = tuple[FactPlace | None, bool]
"""The place of a figure, and whether words of its statement tell it."""


class Localities:
    """The places of the figures of one scan, asked in order."""

    def __init__(self, scan: Scan, near: Nearness) -> None:
        self._scan, self._near = scan, near
        folded = scan.text.folded
        national = scan.region is None and len(_NATIONAL.findall(folded)) > 1 and not _LOCAL.search(folded)
        own = _whole(scan.region)
        self._own: FactPlace | None = own or (NATION if national else None)
        self._nation: FactPlace = own if own and own.adcode.startswith(_WITHOUT_PARTS) else NATION
        self._last: ToldPlace | None = None
        self._line: tuple[int, FactPlace | None] = (-1, None)

    def of(self, mention: Mention, wording: Wording) -> ToldPlace:
        """The place of a figure, with whether it is told."""
        if wording.first:
            self._last = None
        line = segments(self._scan.text.folded).start("line", mention.text_start)
        found = self._stated(mention, wording)
        if found is None:
            in_line = self._line[1] if self._line[0] == line else None
            return self._last or (self._own or in_line, False)
        if not wording.bracketed:
            self._last, self._line = found, (line, found[0])
        return found

    def _stated(self, mention: Mention, wording: Wording) -> ToldPlace | None:
        folded, end = self._scan.text.folded, mention.text_start
        scopes = list(_SCOPE.finditer(folded, wording.start, end))
        places = [place for place in self._near.places_in_statement(mention) if wording.start <= place.text_start]
        if scopes and scopes[-1].start() > (places[-1].text_start if places else -1):
            return self._scope(scopes[-1]), True
        if places:
            return self._named(places), True
        return (None, True) if _PARTS_OF_CHINA.search(folded, wording.start, end) else None

    def _scope(self, scope: re.Match[str]) -> FactPlace | None:
        level = scope["level"] or ("区" if scope["whole"] else None)
        if level is None:
            return self._nation
        return _whole(_up(self._scan.region, level)) if self._scan.region else None

    def _named(self, places: Sequence[Place]) -> FactPlace | None:
        found = [place.region or _nearest(place, self._scan.region) for place in places]
        known = [region for region in found if region is not None]
        if len(known) == 1 and len(places) == 1:
            return _whole(known[0])
        return self._own


def _nearest(place: Place, own: Region | None) -> Region | None:
    if own is None:
        return None
    near = [region for region in place.candidates if resolving.contains(own, region) or resolving.contains(region, own)]
    return near[0] if len(near) == 1 else None


def _whole(region: Region | None) -> Region | None:
    """A region, or the whole that it counts for."""
    if region is None or not region.adcode.startswith(_WITHOUT_PARTS) or region.level == "province":
        return region
    return next(iter(resolving.resolve(region.province)), region)


def _up(region: Region, level: str) -> Region | None:
    """The smallest division that a region is, or lies in, whose name ends in 省, 市, 县 …; of 全省 the province."""
    names = [name for name in (region.province, region.city, region.county, region.town) if name]
    while names and not names[-1].endswith(level):
        names.pop()
    path = "".join(names) or (region.province if level == "省" else region.name)
    return region if path.endswith(region.name) else next(iter(resolving.resolve(path)), None)
