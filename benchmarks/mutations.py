"""The checker's own benchmark: how many wrong figures it catches, and how many right ones it doubts.

    python benchmarks/mutations.py [--fails KIND] [--pages FOLDER [--facts FOLDER]]

Each true figure of `fixtures/gold` (with its sentence as quote) and of `benchmarks/cases/*.jsonl` is changed in one way
at a time: its number (`mutating.number_kinds`), or what it means (`mutating.meaning_kinds`). A mutant is caught if its
verdict is not `verified` or it has a finding of severity error; a true figure, unchanged, in other words, or with what it
means, should have neither. A mutant that equals another true figure is left out. The cells of tables (`table_claims`)
are told with their own row and column, and with those of each other cell; summaries (`summaries`) have one number changed.

`--pages` makes the same table of other annotated documents beside it; `mutating.case_files` describes the folders.
"""

import argparse
import json
from pathlib import Path

import summaries
from mutating.case_files import Case, Claim, Fact, cases, folder_cases
from mutating.number_kinds import crosswise, digit
from mutating.rates import Rate, detection, false_alarms, table_rates

__all__ = ["Case", "Claim", "Fact", "Rate", "cases", "crosswise", "detection", "digit", "false_alarms"]
Rates = dict[str, Rate]


def measured(read: list[Case], *, with_tables: bool) -> tuple[Rates, Rates]:
    """The rates of wrong figures caught, and of true ones doubted."""
    caught, alarms = detection(read), false_alarms(read)
    if with_tables:
        cells, alarms["cell of a table"] = table_rates()
        caught |= cells
    tellings = list(summaries.tellings(read))
    return caught | summaries.detection(tellings), alarms | summaries.false_alarms(tellings)


def _shown(rate: Rate | None) -> str:
    if rate is None or not rate.of:
        return f"{'–':>26}"
    return f"{rate.doubted:7} of {rate.of:6} {rate.doubted / rate.of:8.2%}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fails", help="print those of a kind that went the wrong way")
    parser.add_argument("--pages", type=Path, help="a folder of other annotated documents")
    parser.add_argument("--facts", type=Path, help="a folder of what their figures mean")
    asked = parser.parse_args()
    corpora = [list(cases())] + ([list(folder_cases(asked.pages, asked.facts))] if asked.pages else [])
    print(*(f"{len(read)} documents, {sum(len(case.figures) for case in read)} true figures" for read in corpora), "")
    found = [measured(read, with_tables=not number) for number, read in enumerate(corpora)]
    for title, columns in zip(("mutants caught", "true figures doubted"), zip(*found, strict=True), strict=True):
        print(title)
        for kind in dict.fromkeys(kind for rates in columns for kind in rates):
            print(f"  {kind.replace('_', ' '):28}", *(_shown(rates.get(kind)) for rates in columns))
        for rates in columns:
            for claim in rates[asked.fails].fails if asked.fails in rates else ():
                print(json.dumps(claim, ensure_ascii=False))


if __name__ == "__main__":
    main()
