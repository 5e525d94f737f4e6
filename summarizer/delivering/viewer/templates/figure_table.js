// The figures of all documents in one table.
const figureTable = (() => {
  const placeOf = (row) => row.place ?? row.county ?? row.city ?? row.province;
  const pathOf = (row) => [...new Set([row.province, row.city, row.county].filter(Boolean))].join(" › ");

  const asFigure = (row) => ({ ...row, verdict: row.verdict === "missed" ? null : row.verdict });

  // The decision of this browser, else that of the store.
  function decisionOn(row) {
    const own = decisions.on({ note: { id: row.document }, decisions: [] }, asFigure(row));
    const stored = { accepted: "accept", rejected: "reject", added: "add", edited: "edit" }[row.decision];
    return own ? { action: own.action, own: true } : stored ? { action: stored, own: false } : null;
  }

  function decided(decision) {
    if (!decision) return null;
    const title = decision.own ? t("by_you") : null;
    return dom.el("span", { class: `badge decision ${decision.action}`, title }, dom.icon("person"), " ", t(`decided_${decision.action}`));
  }

  function meaning(row) {
    const found = [
      row.aspect && row.aspect !== "amount" ? words.aspect(row.aspect) : null,
      row.base ? words.base(row.base) : null,
      row.direction ? words.direction(row.direction) : null,
      row.cumulative ? t("cumulative") : null,
      row.new ? t("new") : null,
      row.role && row.role !== "figure" ? words.role(row.role) : null,
    ].filter(Boolean);
    const measure = row.measure ? dom.el("span", { lang: "zh" }, row.measure) : null;
    return facts.joined([...found, measure].filter(Boolean));
  }

  function row(item, box) {
    const figure = asFigure(item);
    const tone = figures.tone(figure);
    const decision = decisionOn(item);
    const verdict = words.verdict(item.verdict);
    const href = routes.link(item.document, "figures", item.number);
    const classes = ["found", tone, decision?.action, choosing.has(item) ? "chosen" : null].filter(Boolean).join(" ");
    return dom.el(
      "tr",
      { class: classes },
      box,
      dom.el(
        "td",
        { class: "amount" },
        dom.el("a", { href, lang: "zh", title: verdict }, dom.icon(tone, verdict), " ", figures.written(figure)),
        dom.el("span", { class: "reading", lang: "zh" }, figures.reading(figure)),
      ),
      dom.el(
        "td",
        { class: "counts" },
        dom.el("span", { class: "subject", lang: "zh" }, item.subject ?? t("no_subject")),
        facts.status(item.status, "actual", words.figureStatus),
        decided(decision),
        item.duplicate_of ? facts.badge("copy", t("in_a_copy"), item.duplicate_of) : null,
        dom.el("span", { class: "about" }, meaning(item)),
        tone === "good" ? null : dom.el("span", { class: `verdict ${tone}` }, verdict),
      ),
      dom.el("td", { class: "place", lang: "zh", title: pathOf(item) || null }, dom.el("span", { class: "short" }, placeOf(item))),
      dom.el("td", { class: "time" }, item.period ? facts.unbroken(facts.time(item.period)) : item.year),
      dom.el(
        "td",
        { class: "source" },
        dom.el("span", { class: "quote", lang: "zh" }, item.quote),
        facts.inFile(item) ? dom.el("span", { class: "muted" }, facts.inFile(item)) : null,
        browser.origin(item),
      ),
    );
  }

  const sums = (found) =>
    t("figures_found", {
      n: figures.number(found.matching),
      of: figures.number(found.total),
      documents: figures.number(found.documents),
      counties: figures.number(found.counties),
    });

  return browser.make({
    table: "figures",
    heads: [
      ["figure", "value", "amount"],
      ["subject", "subject", "counts"],
      ["facet_adcode", "adcode", "place"],
      ["when", "year", "time"],
      ["source", "published", "source"],
    ],
    row,
    sums,
    choice: choosing,
  });
})();
