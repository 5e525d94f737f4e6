"""Write a corpus of county pages with a key of what is planted in it.

    python benchmarks/corpus.py OUT [--pages 1000] [--seed 1]

The same seed gives the same bytes. OUT gets `pages/` (HTML, and text as a scraper keeps it), `listing.csv` (file, title,
publisher, source, date, url), `drafts.jsonl` and `key.json`. Counties and towns are real; people, firms and all numbers
are made up. `corpora/` has the world of true values, the tables of sentences, the genres and the frames.

key.json, by its top-level names:

- `documents`: file, genre, topic, county (`place`, an adcode), `city` (the page is about the whole city), date, publisher,
  title, length of the article.
- `figures`: every number that is about an indicator (`planted`: true), of articles and titles, and the incidental ones
  (a farmer's 30 亩, a project's cost: false). `value`, `low` and `high` are in the base `unit` of the indicator, `low` and
  `high` what rounding leaves open (`high` null: no bound); `as_written`, `written_value` (with its multiplier),
  `written_unit` and `qualifier` are the page's. `subject` and `quote` are the page's words; cells of a table's row are
  joined by a space. `place` is an adcode (a prefecture's for a city's total), `town` narrows it. `period` is ISO 8601: `2022`,
  `2022-01/2022-06`, `2022-06`, and `/2022-12-31` for what stands on a day; `period_words` are the page's; plain
  ones where the sentence leaves them out. `aspect` and `status` as the reports have them, and `expected` for 预计. A change or growth has no sign:
  `direction` tells it. `truth` is the world's value. `error`: this page misprints it. `note`: title, table, base (last
  year's value, told for comparison), withdrawn and corrected (on a page of 更正).
- `series`: an indicator and county with one true value a year, each year told by the listed documents; `contradicted` if
  one of them errs.
- `contradictions`: `wrong` (one page) against `right` (every other page that tells the fact; any of them makes a pair), `kind`
  swap, digit, unit or preliminary; `copies`: reprints of these pages, whose pairs are found rightly too.
- `corrections`: the same, where a page of 更正 (in `right`, note corrected) takes the number back. That the pages disagree
  is right to say, and not asked for.
- `near_misses`: pairs of figures that must not be told as contradictions, with `reason` and `why`. They are samples: any pair
  of figures that is not in `contradictions` or `corrections` agrees or isn't comparable.
- `reprints`: `document` copies `of` (`root`: the first of its chain), `changes` made. `not_copies`: pages of one template by
  one county, at another time.
- `answers`: a question, its indicators, the counties that tell of it (reprints left out), values, `exact` (false: the pages
  round it), totals.
- `places`, `indicators`, `counts`, `seed`.

drafts.jsonl has a line a page: {"document", "draft"}, the draft in the fields of schemas/draft.json, with numbers, periods and
subjects in the page's words.
"""

import argparse
import csv
import json
import time
from pathlib import Path
from typing import Any

from corpora.assembling import Corpus, assemble


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    started = time.perf_counter()
    corpus = assemble(asked.pages, asked.seed)
    _write(corpus, asked.out)
    print(f"{len(corpus.files)} pages in {time.perf_counter() - started:.1f} s")
    for name, count in corpus.key["counts"].items():
        print(f"  {name}: {count}")


def _lines(key: dict[str, Any]) -> str:
    """Write the key with one item of its lists a line."""
    parts = []
    for name, value in key.items():
        said = json.dumps(value, ensure_ascii=False)
        if isinstance(value, list):
            said = "[\n" + ",\n".join(json.dumps(each, ensure_ascii=False) for each in value) + "\n]"
        parts.append(f"{json.dumps(name)}: {said}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _write(corpus: Corpus, out: Path) -> None:
    pages = out / "pages"
    pages.mkdir(parents=True, exist_ok=True)
    for stale in pages.iterdir():
        stale.unlink()
    for name, content in corpus.files.items():
        (pages / name).write_text(content, encoding="utf-8", newline="\n")
    (out / "key.json").write_text(_lines(corpus.key), encoding="utf-8", newline="\n")
    lines = [json.dumps(line, ensure_ascii=False) for line in corpus.drafts]
    (out / "drafts.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    with (out / "listing.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(corpus.listing[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(corpus.listing)


if __name__ == "__main__":
    main()
