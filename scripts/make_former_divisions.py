"""Make `summarizer/data/former_divisions.tsv` out of the list of yescallop/areacodes (CC0 1.0), and of our own list.

    curl -LO https://raw.githubusercontent.com/yescallop/areacodes/eed219a0678d36bacaa717f62443b10e869f0291/result.csv
    python scripts/make_former_divisions.py result.csv

The list has each name that a code had since 1981, the years in which it held, and the codes that followed. The table has
the names that held in 1995 or later, but not always: `name, since, until, code, now`.

- A division goes on if one division was made of it in that very year, and of nothing else (大兴县 → 大兴区; if other parts
  went elsewhere, one of its own name), or if its code stayed: `code` is that of today. Codes that changed without the name (介休市 142402 → 140781) are one row, or none.
- Any other ended (崇文区, 桥东区): `code` is its own, `now` are the codes of today that its area is in, or
  of those the one of its own name (宣化县: 宣化区); `-` where the list doesn't say.
- Names of today that are younger than 1995 have no `until`.
- Left out are county-level cities whose name their prefecture took (哈密市 until 2016): the name goes on, for more.
"""

import argparse
import csv
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).resolve().parent.parent / "summarizer" / "data"
FIRST_YEAR = 1995
RENAMED = {
    "哲里木盟": "通辽市",
    "伊克昭盟": "鄂尔多斯市",
    "宿县地区": "宿州市",
    "零陵地区": "永州市",
    "梧州地区": "贺州地区",
    "达川地区": "达州市",
    "银南地区": "吴忠市",
}
"""Prefectures that went on as a city of another name."""
MAINLY = {
    "绍兴县": "330603",
    "遵义县": "520304",
    "江干区": "330102",
    "莱芜市": "370116",
    "重庆市": "500000",
    "松花江地区": "230100",
    "桂林地区": "450300",
}
"""What most of a division went to that was divided, where neither year nor name shows it."""
_BRACKETED = re.compile(r"\[\d+\]")


class Held(NamedTuple):
    """A name of a code, and the years in which it held; `until` is None today."""

    code: str
    name: str
    since: int
    until: int | None
    followers: tuple[str, ...]


def load(path: Path) -> list[Held]:
    """The rows of the list, without those followers that took only a part at another time."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return [
            Held(
                row["代码"],
                row["名称"],
                int(row["启用时间"]),
                int(row["变更/弃用时间"]) if row["变更/弃用时间"] else None,
                tuple(code for code in row["新代码"].split(";") if code and not _BRACKETED.search(code)),
            )
            for row in csv.DictReader(stream)
        ]


def stem(name: str) -> str:
    """What a name has without its kind: 宣化 of 宣化县."""
    return name[:2] if len(name) > len("和县") else name[:1]


class History:
    """Which name followed which."""

    def __init__(self, rows: list[Held]) -> None:
        self.rows = rows
        self.born = {(row.code, row.since): row for row in rows}
        self.parts = Counter((code, row.until) for row in rows if row.until for code in set(row.followers))

    def after(self, row: Held) -> Held | None:
        """The name under which a division went on, if it did."""
        if row.until is None:
            return None
        same = self.born.get((row.code, row.until))
        if same and (row.code in row.followers or not row.followers):
            return same
        if not row.followers and row.code.endswith("00"):
            return next((other for other in self.rows if _is_city_after(row, other)), None)
        made = [self.born[code, row.until] for code in row.followers if (code, row.until) in self.born]
        if len(made) != 1 or self.parts[made[0].code, row.until] > 1:
            return None
        return made[0] if len(row.followers) == 1 or made[0].name.startswith(stem(row.name)) else None

    def last(self, row: Held) -> Held:
        """The last name under which a division went on."""
        while following := self.after(row):
            row = following
        return row

    def today(self, row: Held, seen: frozenset[str] = frozenset()) -> set[str]:
        """The codes of today that the area of a division is in."""
        row = self.last(row)
        if row.until is None:
            return {row.code}
        heirs = [other for code in row.followers if code not in seen for other in self._at(code, row.until)]
        return {code for heir in heirs for code in self.today(heir, seen | {row.code})}

    def _at(self, code: str, year: int) -> list[Held]:
        return [r for r in self.rows if r.code == code and r.since <= year and (r.until is None or r.until > year)]


def _is_city_after(row: Held, other: Held) -> bool:
    """The list says of no prefecture what followed it: a city of its name (运城地区 → 运城市)."""
    begins = other.since == row.until and other.code.endswith("00") and other.code[:2] == row.code[:2]
    return begins and (other.name.startswith(stem(row.name)) or RENAMED.get(row.name) == other.name)


def former(history: History, listed: dict[str, str]) -> Iterator[tuple[str, str, str, str, str]]:
    """The rows of our table, in no order."""
    spans: dict[tuple[str, str], list[tuple[int, int | None]]] = {}
    ended: dict[tuple[str, str], Held] = {}
    for row in sorted(history.rows, key=lambda row: row.since):
        last = history.last(row)
        goes_on = last.until is None and last.code in listed
        key = (row.name, last.code if goes_on else row.code)
        held = spans.setdefault(key, [])
        since = held.pop()[0] if held and held[-1][1] == row.since else row.since
        held.append((since, row.until))
        if not goes_on:
            ended[key] = row
    for (name, code), held in spans.items():
        is_listed = code in listed
        prefecture_took_name = code[4:] != "00" and listed.get(f"{code[:4]}00") == name
        if is_listed == ((name, code) in ended) or prefecture_took_name:
            continue
        now = "" if is_listed else " ".join(followers(history, listed, ended[name, code])) or "-"
        recent = [(since, until) for since, until in held if (until or FIRST_YEAR) >= FIRST_YEAR]
        always = len(recent) == 1 and recent[0][0] <= FIRST_YEAR and recent[0][1] is None
        unlisted = not is_listed and recent and recent[-1][1] is None
        for since, until in () if always or unlisted else recent:
            yield name, str(since), str(until or ""), code, now


def followers(history: History, listed: dict[str, str], ended: Held) -> list[str]:
    """The codes of today that the area of a division is in, or of those the one of its name."""
    if ended.name in MAINLY:
        return [MAINLY[ended.name]]
    now = sorted(history.today(ended) & listed.keys())
    return [code for code in now if listed[code].startswith(stem(ended.name))] or now


def main() -> int:
    """Write the table; say how many names it has."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("list", type=Path, help="result.csv of areacodes")
    history = History(load(parser.parse_args().list))
    with (DATA / "divisions.tsv").open(encoding="utf-8") as stream:
        listed = dict(line.rstrip("\n").split("\t") for line in stream if not line.startswith("#"))
    found = sorted(former(history, listed), key=lambda row: (row[3], row[1]))
    lines = [
        "# name\tsince\tuntil\tcode\tnow: see README.md beside this file; made by scripts/make_former_divisions.py"
    ]
    lines += ["\t".join(row) for row in found]
    (DATA / "former_divisions.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(found)} names", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
