// Figures of two documents that contradict each other, side by side.
const conflictTable = (() => {
  const SIDE = ["document", "number", "title", "published", "as_written", "value", "low", "high", "unit", "quote", "verdict"];
  const placeOf = (row) => row.place ?? row.county ?? row.city ?? row.province;
  const other = (row) => Object.fromEntries(SIDE.map((name) => [name, row[`other_${name}`]]));

  // A figure with its words and its document, all of which lead to it.
  const side = (figure) =>
    dom.el(
      "td",
      { class: "side" },
      dom.el("a", { href: routes.link(figure.document, "figures", figure.number), lang: "zh" }, figures.written(figure)),
      dom.el("span", { class: "reading", lang: "zh" }, figures.reading(figure)),
      dom.el("span", { class: "quote", lang: "zh" }, figure.quote),
      browser.origin(figure),
    );

  const row = (item) =>
    dom.el(
      "tr",
      { class: "found" },
      dom.el("td", { class: "counts" }, dom.el("span", { class: "subject", lang: "zh" }, item.subject ?? t("no_subject"))),
      dom.el("td", { class: "place", lang: "zh" }, dom.el("span", { class: "short" }, placeOf(item))),
      dom.el("td", { class: "time" }, item.year),
      side(item),
      side(other(item)),
    );

  return browser.make({
    table: "conflicts",
    heads: [
      ["subject", "subject", "counts"],
      ["facet_adcode", "adcode", "place"],
      ["facet_year", "year", "time"],
      ["one_document", "published", "side"],
      ["other_document", null, "side"],
    ],
    row,
    sums: (found) => t("conflicts_found", { n: figures.number(found.matching), of: figures.number(found.total) }),
  });
})();
