"""Tables typed with tabs: several tabs in a row, typed to reach a column, are one.

指标⇥⇥⇥单位⇥数值          the same number of cells with words in each line, so none of them is empty
农村自来水普及率⇥%⇥93.5
"""

from itertools import groupby
from typing import NamedTuple

from summarizer.reading.formats.office_zip import Xml
from summarizer.reading.formats.word.wordml import PARAGRAPH, TEXT, name, remove

_TAB = name("w:tab")


def join_tabs(root: Xml) -> None:
    """Take out the tabs that only align, where successive lines have as many cells with words."""
    for has_tabs, lines in groupby(root.iter(PARAGRAPH), key=lambda line: next(line.iter(_TAB), None) is not None):
        read = [_TabbedLine.of(line) for line in lines] if has_tabs else []
        if len(read) > 1 and len({line.cells for line in read}) == 1:
            for line in read:
                for tab in line.spare:
                    remove(tab)


class _TabbedLine(NamedTuple):
    """How many cells of a line have words, and the tabs without words before them."""

    cells: int
    spare: list[Xml]

    @classmethod
    def of(cls, line: Xml) -> "_TabbedLine":
        cells, spare, has_words = 0, list[Xml](), False
        for part in line.iter(TEXT, _TAB):
            if part.tag == _TAB:
                if not has_words:
                    spare.append(part)
                has_words = False
            elif (part.text or "").strip():
                cells += not has_words
                has_words = True
        return cls(cells, spare)
