"""Fit `summarizer/data/attribution.tsv` on claims that are known to be true or false.

usage: python scripts/fit_attribution.py [--pages DIR] [--only-measure]

Needs scikit-learn, which the program does not. The claims are those of the checker's own benchmark (the gold of the
seeds and benchmarks/cases, as they are, in other words, and crosswise) and, with --pages, those of DIR/claims.jsonl:
{"doc", "start", "end", "true", "claim"}, each about DIR/doc.

A true claim says that no other number of its sentence names its subject; a crosswise one that the number does whose
subject it tells. Each is a row: the features of the other number less those of the claim's own, those of its own, and
how the units are to each other. A logistic regression over these rows weighs each document at most as 15 false claims
and each true figure once, however many wordings it has. The bounds are quantiles of the margins of true claims, by
documents that the fit had not seen (eight folds); so are the rates that are printed, beside those of today's table.
"""

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT)]

import mutations  # noqa: E402
import rewriting  # noqa: E402

from summarizer.api import scan  # noqa: E402
from summarizer.checking.attribution import CONTINUED, Attribution, relation_of, weights  # noqa: E402
from summarizer.checking.attribution_features import Features  # noqa: E402
from summarizer.checking.claims import claim, same_value  # noqa: E402
from summarizer.checking.draft import DraftFigure  # noqa: E402
from summarizer.models import Mention  # noqa: E402
from summarizer.scanning.analysis import Analysis  # noqa: E402
from summarizer.scanning.grounding import bare  # noqa: E402

FOLDS, STRENGTH, ROUNDS, SEED = 8, 0.5, 3, 0
MOST_FALSE, CROSSED = 15, 0.1
RELATIONS = ("OF_SHARE", "TO_SHARE", "TIME", "MONEY", "MEASURE", "COUNT")
DOUBTED, DOUBTED_OTHER_UNIT, WARNED = 0.012, 0.003, 0.06
"""The shares of true claims that may be doubted by numbers of one unit, of other units, and that are warned of."""


@dataclass(frozen=True)
class Row:
    """A claim: the features of the numbers of its sentence, which of them is claimed, and which are truly the subject's."""

    document: str
    true: bool
    as_written: bool
    claimed: int
    named: frozenset[int]
    features: np.ndarray
    relations: tuple[str, ...]
    roots: tuple[int, ...]
    weight: float = 1.0

    @property
    def others(self) -> list[int]:
        """The numbers to compare: of a true claim all others, of a false one those that the subject names."""
        if self.true:
            return [i for i in range(len(self.relations)) if i != self.claimed and i not in self.named]
        return [] if self.claimed in self.named else sorted(self.named)


@dataclass(frozen=True)
class _Told:
    document: str
    attribution: Attribution
    subject: str
    region: str | None
    mention: Mention
    true: bool
    as_written: bool
    gold: Mention | None = None


def page_claims(folder: Path) -> Iterator[_Told]:
    """The claims of annotated pages."""
    known: dict[str, Attribution] = {}
    for line in (folder / "claims.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["doc"] not in known:
            analysis = Analysis(scan(folder / row["doc"]))
            known[row["doc"]] = Attribution(analysis.scan, analysis.figures)
        attribution = known[row["doc"]]
        hits = [m for m in attribution.figures if m.start < row["end"] and row["start"] < m.end]
        figure = DraftFigure.model_validate({**row["claim"], "quote": "-"})
        if hits and same_value(claim(figure), hits[0]) and not hits[0].table:
            yield _Told(row["doc"], attribution, figure.subject, figure.place, hits[0], row["true"], as_written=True)


def own_claims() -> Iterator[_Told]:
    """The claims of the checker's own benchmark."""
    for case in mutations.cases():
        attribution = case.evidence.attribution
        for fact in case.figures:
            if fact.mention.role != "figure" or fact.mention.table:
                continue
            wordings = {fact.claim["subject"]: True}
            for kind, words in rewriting.rewritings(case.scan, fact.claim, fact.also, fact.mention):
                if kind == "subject in other words" and words["subject"]:
                    wordings.setdefault(words["subject"], False)
            region = fact.claim.get("place")
            for subject, as_written in wordings.items():
                yield _Told(case.name, attribution, subject, region, fact.mention, true=True, as_written=as_written)
            for mutant in mutations.crosswise(case, fact):
                other = next((o for o in case.figures if _is_taken(mutant, o, fact)), None)
                if other is not None and not case.is_true(mutant) and other.mention.role == "figure":
                    yield _Told(
                        case.name,
                        attribution,
                        mutant["subject"],
                        region,
                        other.mention,
                        true=False,
                        as_written=True,
                        gold=fact.mention,
                    )


def _is_taken(mutant: mutations.Claim, other: mutations.Fact, fact: mutations.Fact) -> bool:
    names = ("value", "low", "high", "unit", "quote")
    return other is not fact and all(other.claim.get(name) == mutant.get(name) for name in names)


def rows(told: Sequence[_Told]) -> list[Row]:
    """The claims as rows of features; each true figure has the weight of one in all its wordings."""
    gold: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for one in told:
        if one.true:
            gold[one.document, one.subject].add(one.mention.text_start)
        elif one.gold is not None:
            gold[one.document, one.subject].add(one.gold.text_start)
    wordings = Counter((one.document, one.mention.text_start) for one in told if one.true)
    false = Counter(one.document for one in told if not one.true)
    made = []
    for one in told:
        numbers = one.attribution.sentence(one.mention).numbers
        starts = [number.text_start for number in numbers]
        features = one.attribution.describe(one.attribution.placed(one.subject, one.region), one.mention)
        weight = (
            1 / wordings[one.document, one.mention.text_start] if one.true else min(1, MOST_FALSE / false[one.document])
        )
        made.append(
            Row(
                one.document,
                one.true,
                one.as_written,
                starts.index(one.mention.text_start),
                frozenset(i for i, start in enumerate(starts) if start in gold[one.document, one.subject]),
                np.array(features),
                tuple(relation_of(one.mention.unit, number.unit) for number in numbers),
                tuple(words.root for words in one.attribution.sentence(one.mention).words),
                weight,
            )
        )
    return made


def crossed_units(made: Sequence[Row]) -> list[Row]:
    """False claims across units: the subject of a true claim told of each number of another unit that it does not name."""
    return [
        replace(
            row,
            true=False,
            as_written=False,
            claimed=index,
            relations=_relations_of(row, index),
            weight=row.weight * CROSSED,
        )
        for row in made
        if row.true and row.as_written
        for index, relation in enumerate(row.relations)
        if relation not in {"SAME", "TIME"} and index not in row.named and _excludes(row, index)
    ]


def _relations_of(row: Row, index: int) -> tuple[str, ...]:
    turned = {"OF_SHARE": "TO_SHARE", "TO_SHARE": "OF_SHARE"}
    relation = row.relations[index]
    return tuple("SAME" if r == relation else turned.get(relation, relation) for r in row.relations)


NAMES = Features._fields


def _excludes(row: Row, index: int) -> bool:
    """Whether a number has words of its own, all unlike the subject: 户 and 人 of one noun are not crossed."""
    return bool(row.features[index][NAMES.index("own_untold")] > 0.5)  # noqa: PLR2004


def design(row: Row, others: Sequence[int]) -> np.ndarray:
    """A line for each number compared: other less own, own, the relation of units."""
    own = row.features[row.claimed]
    root = row.roots[row.claimed]
    relations = np.array([[*(float(row.relations[i] == n) for n in RELATIONS), float(i == root)] for i in others])
    difference = row.features[others] - own
    return np.hstack(
        [difference, np.repeat(own[None], len(others), 0), relations.reshape(len(others), len(RELATIONS) + 1)]
    )


def fit(made: Sequence[Row]) -> tuple[np.ndarray, float]:
    """The coefficients, and the constant."""
    used = [row for row in made if row.others]
    labels = np.array([not row.true for row in used])
    counts = np.array([row.weight for row in used])
    lines = [design(row, row.others) for row in used]
    likeliest = [part.mean(axis=0) for part in lines]
    for _ in range(ROUNDS):
        fitted = LogisticRegression(C=STRENGTH, max_iter=3000).fit(np.array(likeliest), labels, sample_weight=counts)
        likeliest = [part[int(np.argmax(part @ fitted.coef_[0]))] for part in lines]
    return fitted.coef_[0], float(fitted.intercept_[0])


def margins(row: Row, coefficients: np.ndarray, constant: float) -> tuple[float, float]:
    """The greatest margin of another number of the same unit, and of another unit."""
    others = [i for i in range(len(row.relations)) if i != row.claimed]
    if not others:
        return -99.0, -99.0
    n = row.features.shape[1]
    own = row.features[row.claimed]
    table = dict(zip((*RELATIONS, CONTINUED), coefficients[2 * n :], strict=True))
    found: dict[bool, float] = {True: -99.0, False: -99.0}
    for i in others:
        same = row.relations[i] == "SAME"
        margin = float((row.features[i] - own) @ coefficients[:n] + own @ coefficients[n : 2 * n]) + constant
        margin += table.get(row.relations[i], 0.0) if row.relations[i] != "TIME" else -99.0
        margin += table[CONTINUED] * (row.roots[row.claimed] == i)
        found[same] = max(found[same], margin)
    return found[True], found[False]


def cross_validated(made: Sequence[Row]) -> np.ndarray:
    """The margins of each claim by a fit on the documents of other folds."""
    documents = sorted({row.document for row in made})
    np.random.default_rng(SEED).shuffle(documents)
    fold = {document: index % FOLDS for index, document in enumerate(documents)}
    out = np.zeros((len(made), 2))
    for index in range(FOLDS):
        fitted = fit([row for row in made if fold[row.document] != index])
        for place, row in enumerate(made):
            if fold[row.document] == index:
                out[place] = margins(row, *fitted)
    return out


def caught_at(made: Sequence[Row], found: np.ndarray, share: float) -> float:
    """The share of crosswise claims caught where that share of the true ones is doubted."""
    same = found[:, 0]
    true = np.array([row.true and row.as_written for row in made])
    false = np.array([not row.true and row.as_written for row in made])
    counts = np.array([row.weight for row in made])[false]
    return float(np.average(same[false] > np.quantile(same[true], 1 - share), weights=counts))


def of_table(made: Sequence[Row]) -> np.ndarray:
    """The margins by today's table."""
    other, own, by_relation = weights()
    a, b = np.array(other), np.array(own)
    coefficients = np.concatenate(
        [a, a - b, [by_relation[r] - by_relation["SAME"] for r in RELATIONS], [by_relation[CONTINUED]]]
    )
    return np.array([margins(row, coefficients, by_relation["SAME"]) for row in made])


def write(coefficients: np.ndarray, constant: float, bounds: dict[str, float]) -> None:
    """The table."""
    n = len(NAMES)
    path = ROOT / "summarizer" / "data" / "attribution.tsv"
    head = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    lines = head[:2]
    other, own = coefficients[:n], coefficients[:n] - coefficients[n : 2 * n]
    lines += [f"{name}\t{a:.2f}\t{b:.2f}" for name, a, b in zip(NAMES, other, own, strict=True)]
    lines += head[2:3]
    lines.append(f"SAME\t{constant:.2f}")
    lines.append(f"{CONTINUED}\t{coefficients[-1]:.2f}")
    for name, value in zip(RELATIONS, coefficients[2 * n : -1], strict=True):
        lines.append(f"{name}\t{-9.0 if name == 'TIME' else constant + value:.2f}")
    lines += [f"{name}\t{value:.2f}" for name, value in bounds.items()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=Path, help="a folder of annotated pages with claims.jsonl")
    parser.add_argument("--only-measure", action="store_true", help="leave the table as it is")
    asked = parser.parse_args()
    told = [one for one in [*(page_claims(asked.pages) if asked.pages else ()), *own_claims()] if bare(one.subject)]
    made = rows(told)
    made += crossed_units(made)
    found, today = cross_validated(made), of_table(made)
    print(f"{len(made)} claims of {len({row.document for row in made})} documents; crosswise caught, cross-validated")
    for share in (0.01, 0.02, 0.03, 0.04):
        print(
            f"  {share:.0%} doubted: {caught_at(made, found, share):.3f}, today's table {caught_at(made, today, share):.3f}"
        )
    true = np.array([row.true and row.as_written for row in made])
    bounds = {
        "ERROR": float(np.quantile(found[true, 0], 1 - DOUBTED)),
        "ERROR_OTHER_UNIT": float(np.quantile(found[true, 1], 1 - DOUBTED_OTHER_UNIT)),
        "WARNING": float(np.quantile(found[true, 0], 1 - WARNED)),
    }
    bounds["WARNING"] -= bounds["ERROR"]
    bounds["EXCHANGE"] = weights().margins["EXCHANGE"]
    print(bounds)
    if not asked.only_measure:
        write(*fit(made), bounds)


if __name__ == "__main__":
    main()
