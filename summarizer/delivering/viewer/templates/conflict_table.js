// Figures of two documents that contradict each other, side by side.
const conflictTable = (() => {
  const SIDE = ["document", "number", "title", "published", "as_written", "value", "low", "high", "unit", "quote", "verdict"];
  const placeOf = (row) => row.place ?? row.county ?? row.city ?? row.province;
  // How the two figures were joined, where not by the same words.
  function joined({ basis }) {
    const how = basis ? basis.split(",").map((code) => t(`basis_${code}`)) : [t("same_words")];
    return dom.el("span", { class: "about joined" }, t("joined_by", { how: how.join(t("comma")) }));
  }

  const other = (row) => Object.fromEntries(SIDE.map((name) => [name, row[`other_${name}`]]));

  // A figure with its words and its document, all of which lead to it.
  const side = (figure, isSupported) =>
    dom.el(
      "td",
      { class: "side" },
      dom.el("a", { href: routes.link(figure.document, "figures", figure.number), lang: "zh" }, figures.written(figure)),
      isSupported ? [" ", facts.badge("support", t("supported"), t("supported_title"))] : null,
      dom.el("span", { class: "reading", lang: "zh" }, figures.reading(figure)),
      dom.el("span", { class: "quote", lang: "zh" }, figure.quote),
      browser.origin(figure),
    );

  const row = (item) =>
    dom.el(
      "tr",
      { class: "found" },
      dom.el("td", { class: "counts" }, dom.el("span", { class: "subject", lang: "zh" }, item.subject ?? t("no_subject")), joined(item)),
      dom.el("td", { class: "place", lang: "zh" }, dom.el("span", { class: "short" }, placeOf(item))),
      dom.el("td", { class: "time" }, item.year),
      side(item, item.states === "more"),
      side(other(item), item.states === "fewer"),
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
