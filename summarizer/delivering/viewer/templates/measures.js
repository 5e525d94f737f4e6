// Measures as a tree, each with what is known of it and its figures; and the slogans, which are none.
const measures = (() => {
  const FEW = 12;
  const USUAL = "in_force";

  // The places of the parts of each measure, and of those that are part of none; damaged parents lose no measure.
  function treeOf(rows) {
    const places = new Map(rows.map((row, place) => [row.id, place]));
    const parts = rows.map(() => []);
    const roots = [];
    rows.forEach((row, place) => {
      const above = places.get(row.parent);
      (above === undefined || isWithin(rows, places, above, place) ? roots : parts[above]).push(place);
    });
    return { parts, roots };
  }

  // Whether a measure is, or is a part of, another.
  function isWithin(rows, places, place, other) {
    const seen = new Set();
    for (let at = place; at !== undefined && !seen.has(at); at = places.get(rows[at].parent)) {
      if (at === other) return true;
      seen.add(at);
    }
    return false;
  }

  const named = (label, value) => value && dom.el("span", {}, t(`${label}_is`), value);

  // Who, whom, where and when; what a part has of its whole is said there.
  function about(row, above, shown) {
    const own = (name) => row[name] && JSON.stringify(row[name]) !== JSON.stringify(above?.[name]);
    const found = [
      own("actor") ? named("actor", dom.el("span", { lang: "zh" }, row.actor)) : null,
      named("target", row.target && dom.el("span", { lang: "zh" }, row.target)),
      own("place") && !facts.isWhole(row.place, shown.report) ? named("place", facts.place(row.place)) : null,
      own("when") ? named("when", facts.time(row.when)) : null,
      row.description ? dom.el("span", { lang: "zh" }, row.description) : null,
      ...facts.ofMeasure(row, shown),
    ].filter(Boolean);
    return found.length ? dom.el("span", { class: "about" }, facts.joined(found)) : null;
  }

  function amounts(row, shown) {
    const found = (row.figures ?? []).filter((number) => shown.figures[number]);
    if (!found.length) return null;
    return dom.el(
      "span",
      { class: "amounts", lang: "zh" },
      found.map((number) => {
        const figure = shown.figures[number];
        const title = `${figure.subject ?? t("no_subject")} · ${words.verdict(figures.verdict(figure))}`;
        const attributes = { class: `mention ${figures.tone(figure)}`, title, "data-figure": number };
        return [dom.el("a", { ...attributes, href: routes.link(shown.note.id, "figures", number) }, figures.written(figure)), " "];
      }),
    );
  }

  function item(place, tree, shown, above = null) {
    const row = shown.measures[place];
    const inside = tree.parts[place].map((part) => item(part, tree, shown, row));
    return dom.el(
      "li",
      {},
      dom.el(
        "div",
        { id: `measures-${place}`, class: `measure ${row.decision?.action ?? ""}` },
        dom.el("a", { class: "name", href: routes.link(shown.note.id, "measures", place), lang: "zh" }, row.name),
        row.kind ? facts.badge(`kind ${row.kind}`, words.kind(row.kind)) : null,
        facts.status(row.status, USUAL, words.measureStatus),
        facts.byRules(row.origin, t("measure_by_rules")),
        amounts(row, shown),
        edits.button(() => edits.measure(shown, row), row.name),
        citing.button(shown, "measures", place, row.name),
        about(row, above, shown),
        review.line(row),
        report.reasons(`measures/${place}`),
      ),
      inside.length ? dom.el("ul", {}, inside) : null,
    );
  }

  // A list that shows its first few items, and the rest on request.
  function folded(items) {
    const first = dom.el("ul", { class: "tree" }, items.slice(0, FEW));
    if (items.length <= FEW) return first;
    const rest = dom.el("ul", { class: "tree" }, items.slice(FEW));
    return [first, dom.el("details", {}, dom.el("summary", {}, t("more", { n: items.length - FEW })), rest)];
  }

  function draw(shown) {
    const tree = treeOf(shown.measures);
    const items = tree.roots.map((place) => item(place, tree, shown));
    const title = t("measures_n", { n: shown.measures.length });
    return report.block("measures", title, items.length ? folded(items) : dom.el("p", { class: "muted" }, t("no_measures")));
  }

  function slogan(row, place, id) {
    const text = row.text_start === null ? row.text : dom.el("a", { href: routes.link(id, "slogans", place) }, row.text);
    return dom.el("li", { id: `slogans-${place}`, lang: "zh" }, text);
  }

  function slogans(shown) {
    const found = shown.slogans.map((row, place) => slogan(row, place, shown.note.id));
    if (!found.length) return null;
    return dom.el(
      "details",
      { class: "block slogans" },
      dom.el("summary", {}, dom.el("h3", {}, t("slogans_n", { n: found.length }))),
      dom.el("p", { class: "muted" }, t("slogans_about")),
      dom.el("ul", {}, found),
    );
  }

  return { draw, slogans };
})();
