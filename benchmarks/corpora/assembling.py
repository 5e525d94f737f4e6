"""Puts the corpus together: pages, what is planted, reprints, names, frames, key and drafts."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

from corpora import near, planting
from corpora.drafts import draft
from corpora.facts import County, counties, dice, indicators
from corpora.frames import SITE_SOURCES, Frame, as_html, as_text, publisher, url
from corpora.keying import Row, answers, disagreements, fact_key, not_copies, rows_of, series
from corpora.names import person
from corpora.phrases import topics
from corpora.plan import build, specs
from corpora.reprints import GENRES, reprint
from corpora.text import Page, article_text, page_figures, plain
from corpora.world import World

KEPT = {"communique", "report", "bulletin", "measure"}
COPIES, CONTRADICTIONS, NEAR, CORRECTIONS, FULL = 150, 60, 130, 15, 1000


@dataclass
class Corpus:
    files: dict[str, str] = field(default_factory=dict)
    key: dict[str, Any] = field(default_factory=dict)
    drafts: list[dict[str, Any]] = field(default_factory=list)
    listing: list[dict[str, str]] = field(default_factory=list)


@dataclass
class Reprint:
    page: int
    of: int
    changes: list[str]


def assemble(count: int, seed: int) -> Corpus:
    world = World(seed)
    share = count / FULL
    copies, corrections = round(COPIES * share), round(CORRECTIONS * share)
    pages = _originals(count - copies - corrections, seed, world)
    contradicted = planting.contradict(pages, round(CONTRADICTIONS * share), seed)
    corrected = planting.correct(pages, corrections, seed, world, contradicted)
    _byline(pages, seed)
    reprinted = _reprint(pages, copies, seed)
    _name(pages, seed)
    return _corpus(pages, reprinted=reprinted, contradicted=contradicted, corrected=corrected, seed=seed, world=world)


def _originals(count: int, seed: int, world: World) -> list[Page]:
    built = [(spec, page) for index, spec in enumerate(specs(seed, world)) if (page := build(spec, index, seed, world))]
    surplus = len(built) - count
    if count < len(built) / 2:
        kept = sorted(dice(seed, "few").sample(range(len(built)), count))
        return [built[number][1] for number in kept]
    loose = [number for number, (spec, _) in enumerate(built) if spec.genre not in KEPT]
    others = [number for number, (spec, _) in enumerate(built) if spec.genre in KEPT]
    roll = dice(seed, "drop")
    dropped = set(roll.sample(loose, min(max(surplus, 0), len(loose))))
    if surplus > len(dropped):
        dropped |= set(roll.sample(others, surplus - len(dropped)))
    return [page for number, (_, page) in enumerate(built) if number not in dropped]


def _near() -> dict[str, County]:
    return {county.adcode: county for county in counties()}


def _byline(pages: list[Page], seed: int) -> None:
    near_by = _near()
    for number, page in enumerate(pages):
        county = near_by[page.county]
        roll = dice(seed, "byline", number)
        office = f"{county.kind}{topics()[page.topic].office}"
        words = (
            roll.choice(SITE_SOURCES)
            .replace("{x}", county.kind)
            .replace("{county}", county.name)
            .replace("{short}", county.short)
        )
        page.source = words.replace("{office}", office) if page.voice == "site" else publisher(page.voice, county)
        page.author = person(roll)


def _reprint(pages: list[Page], wanted: int, seed: int) -> list[Reprint]:
    """Append copies to the pages; some of one page more than once, some of a copy."""
    roll = dice(seed, "reprints")
    near_by = _near()
    avoid = {name for known in indicators().values() for name in known.names}
    usable = [number for number, page in enumerate(pages) if page.genre in GENRES]
    weights = [0.25 if pages[number].genre in {"bulletin", "communique"} else 1.0 for number in usable]
    made: list[Reprint] = []
    while len(made) < wanted:
        of = roll.choice(made).page if made and roll.random() < 0.08 else roll.choices(usable, weights)[0]  # noqa: PLR2004
        original = pages[of]
        names = avoid | {measure.name for measure in original.measures}
        page, changes = reprint(original, near_by[original.county], roll, names)
        made.append(Reprint(len(pages), of, changes))
        pages.append(page)
    return made


def _name(pages: list[Page], seed: int) -> None:
    order = dice(seed, "order").sample(range(len(pages)), len(pages))
    for number, place in enumerate(order):
        roll = dice(seed, "name", number)
        digest = hashlib.sha256(f"{seed}:{number}".encode()).hexdigest()[:10]
        ending = "html" if roll.random() < 0.6 else "txt"  # noqa: PLR2004
        pages[place] = replace(pages[place], document=f"{number:04}_{digest}.{ending}")


def _corpus(
    pages: list[Page],
    *,
    reprinted: list[Reprint],
    contradicted: list[planting.Planted],
    corrected: list[planting.Planted],
    seed: int,
    world: World,
) -> Corpus:
    roots = _roots(reprinted)
    wrong: dict[int, set[tuple[str, ...]]] = {}
    for each in [*contradicted, *corrected]:
        wrong.setdefault(each.page, set()).add(each.fact.key)
    rows = {
        number: rows_of(page, world, wrong.get(roots.get(number, number), set())) for number, page in enumerate(pages)
    }
    corpus = Corpus()
    _files(corpus, pages, rows, seed)
    flat = [row for number in sorted(rows, key=lambda number: pages[number].document) for row in rows[number]]
    copies = {pages[each.page].document for each in reprinted}
    clashing = disagreements(flat)
    if clashing:
        raise ValueError(f"{len(clashing)} facts are told otherwise by accident, first {clashing[0]}")
    corpus.key = _key(pages, rows=flat, copies=copies, reprinted=reprinted, roots=roots, seed=seed)
    told = _by_fact(rows)
    corpus.key["contradictions"] = [
        _clash(each, f"c{number:02}", pages, told, roots) for number, each in enumerate(contradicted, 1)
    ]
    corpus.key["corrections"] = [
        _clash(each, f"r{number:02}", pages, told, roots) for number, each in enumerate(corrected, 1)
    ]
    corpus.key["counts"] = _counts(corpus.key, pages)
    return corpus


def _roots(reprinted: list[Reprint]) -> dict[int, int]:
    roots: dict[int, int] = {}
    for each in reprinted:
        roots[each.page] = roots.get(each.of, each.of)
    return roots


def _files(corpus: Corpus, pages: list[Page], rows: dict[int, list[Row]], seed: int) -> None:
    near_by = _near()
    titles: dict[str, list[str]] = {}
    for page in pages:
        titles.setdefault(page.county, []).append(plain(page.title))
    for number, page in sorted(enumerate(pages), key=lambda each: each[1].document):
        county, roll = near_by[page.county], dice(seed, "frame", number)
        frame = Frame(page, county, tuple(roll.sample(titles[page.county], min(4, len(titles[page.county])))), roll)
        corpus.files[page.document] = as_html(frame) if page.document.endswith("html") else as_text(frame)
        corpus.listing.append({"file": page.document, "title": plain(page.title), "publisher": publisher(page.voice, county), "source": page.source,
                               "date": page.published, "url": url(page, county, number + 1000)})  # fmt: skip
        corpus.drafts.append({"document": page.document, "draft": draft(page, county, rows[number])})


def _key(
    pages: list[Page], *, rows: list[Row], copies: set[str], reprinted: list[Reprint], roots: dict[int, int], seed: int
) -> dict[str, Any]:
    known = _near()
    return {
        "format": "see the top of benchmarks/corpus.py",
        "seed": seed,
        "counts": {},
        "places": [{"adcode": each.adcode, "name": each.name, "city": each.city, "city_adcode": each.city_adcode, "province": each.province} for each in counties()],
        "indicators": [{"id": each.id, "family": each.family, "unit": each.unit, "names": list(each.names), "stock": each.is_stock, "aspect": each.base_aspect} for each in indicators().values()],
        "documents": [{"document": page.document, "genre": page.genre, "topic": page.topic, "place": page.county, "city": page.genre == "city", "published": page.published,
                       "publisher": publisher(page.voice, known[page.county]), "title": plain(page.title), "characters": len(article_text(page))}
                      for page in sorted(pages, key=lambda page: page.document)],
        "figures": rows,
        "series": series(rows, copies),
        "contradictions": [],
        "near_misses": near.choose(rows, copies, NEAR, seed),
        "reprints": [{"document": pages[each.page].document, "of": pages[each.of].document, "root": pages[roots[each.page]].document, "changes": each.changes} for each in reprinted],
        "not_copies": not_copies(pages, lambda page: page.document not in copies),
        "corrections": [],
        "answers": answers(rows, copies),
    }  # fmt: skip


def _by_fact(rows: dict[int, list[Row]]) -> dict[tuple[str, ...], dict[int, list[Row]]]:
    told: dict[tuple[str, ...], dict[int, list[Row]]] = {}
    for number, found in sorted(rows.items()):
        for row in found:
            told.setdefault(fact_key(row), {}).setdefault(number, []).append(row)
    return told


def _clash(
    each: planting.Planted,
    name: str,
    pages: list[Page],
    facts: dict[tuple[str, ...], dict[int, list[Row]]],
    roots: dict[int, int],
) -> dict[str, Any]:
    """Tell a planted error with every page that says otherwise, and the copies of all of them."""
    told = facts[each.fact.key]
    right = [
        _told(row)
        for number, found in sorted(told.items())
        for row in found
        if number not in roots and not row["error"]
    ]
    wrong = [_told(row) for row in told[each.page] if row["error"]]
    family = {each.page, *each.right}
    copies = sorted(pages[number].document for number, root in roots.items() if root in family and number in told)
    return {"id": name, "kind": each.kind, "indicator": each.fact.indicator, "place": each.fact.place, "period": each.fact.period, "aspect": each.fact.aspect,
            "status": each.fact.status, "wrong": wrong, "right": right, "copies": copies}  # fmt: skip


def _told(row: Row) -> dict[str, Any]:
    return {name: row[name] for name in ("document", "id", "value", "unit", "as_written", "note", "quote")}


def _counts(key: dict[str, Any], pages: list[Page]) -> dict[str, Any]:
    lists = (
        "documents",
        "figures",
        "series",
        "contradictions",
        "near_misses",
        "reprints",
        "not_copies",
        "corrections",
        "answers",
    )
    return {
        **{name: len(key[name]) for name in lists},
        "genres": dict(sorted(Counter(page.genre for page in pages).items())),
        "contradiction kinds": dict(sorted(Counter(each["kind"] for each in key["contradictions"]).items())),
        "near miss reasons": dict(sorted(Counter(each["reason"] for each in key["near_misses"]).items())),
        "endings": dict(sorted(Counter(page.document.rsplit(".", 1)[1] for page in pages).items())),
        "figures a page": round(sum(len(page_figures(page)) for page in pages) / len(pages), 1),
    }
