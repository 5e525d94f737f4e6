"""Tries all scenarios and prints a table of what became of each.

usage: python benchmarks/providers
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from providers.scenarios import SCENARIOS
from providers.trial import tried


def main() -> None:
    wrong = 0
    for scenario in SCENARIOS:
        found = tried(scenario)
        code = found.record.error.code if found.record.error else ""
        print(f"{scenario.name:52} {found.record.status:8} {code:16} {len(found.sent)}  {'; '.join(found.wrong)}")
        wrong += bool(found.wrong)
    print(f"{len(SCENARIOS)} scenarios, {wrong} not as they should be")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
