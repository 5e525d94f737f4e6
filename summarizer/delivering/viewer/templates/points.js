// Headline and points: what a report comes to, each number in the colour of its verdict and leading to its figure.
const points = (() => {
  const TONES = { supported: "good", equivalent: "good", derived: "good", contradicted: "bad", not_stated: "bad" };

  // The figure that has a number: the one that the report names, else that of a number of the article that is written so.
  function figureOf(number, written, shown) {
    if (number.figure !== null) return number.figure;
    const same = TONES[number.verdict] === "good" && shown.mentions.find((item) => item.surface === written);
    return same ? same.figure : null;
  }

  function marked(number, written, shown) {
    const figure = figureOf(number, written, shown);
    const attributes = { class: `mention ${TONES[number.verdict] ?? "missed"}`, title: words.judgement(number.verdict) };
    if (figure === null || !shown.figures[figure]) return dom.el("span", attributes, written);
    const href = routes.link(shown.note.id, "figures", figure);
    return dom.el("a", { ...attributes, href, "data-figure": figure }, written);
  }

  // The sentence with its numbers marked; their spans count code points.
  function sentence(point, shown) {
    const signs = Array.from(point.text);
    const made = [];
    let at = 0;
    for (const number of [...(point.numbers ?? [])].sort((a, b) => a.start - b.start)) {
      if (number.start < at) continue;
      made.push(signs.slice(at, number.start).join(""));
      made.push(marked(number, signs.slice(number.start, number.end).join(""), shown));
      at = number.end;
    }
    return [...made, signs.slice(at).join("")];
  }

  function measuresOf(point, shown) {
    const found = (point.measures ?? [])
      .map((id) => shown.measures.findIndex((item) => item.id === id))
      .filter((place) => place >= 0)
      .map((place) =>
        dom.el("a", { href: routes.link(shown.note.id, "measures", place), lang: "zh" }, shown.measures[place].name),
      );
    return found.length ? dom.el("span", { class: "about", lang: "zh" }, facts.joined(found)) : null;
  }

  const row = (point, place, shown) =>
    dom.el(
      "li",
      { id: `points-${place}` },
      dom.el("span", { class: "point", lang: "zh" }, sentence(point, shown)),
      facts.byRules(point.origin, t("point_by_rules")),
      measuresOf(point, shown),
      report.reasons(`points/${place}`),
    );

  function draw(shown) {
    const { headline, summary } = shown.report;
    const title = headline ? dom.el("p", { class: "headline", id: "headline-0", lang: "zh" }, headline) : null;
    const body = shown.points.length
      ? dom.el("ol", {}, shown.points.map((point, place) => row(point, place, shown)))
      : summary
        ? dom.el("p", { lang: "zh", id: "summary-0" }, summary)
        : null;
    if (!title && !body) return null;
    return report.block("points", t(shown.points.length ? "points" : "summary"), title, report.reasons("headline"), body);
  }

  return { draw };
})();
