// The measures of all documents in one table.
const measureTable = (() => {
  const placeOf = (row) => row.place ?? row.county ?? row.city ?? row.province;
  const pathOf = (row) => [...new Set([row.province, row.city, row.county].filter(Boolean))].join(" › ");

  function amounts(item) {
    return JSON.parse(item.amounts ?? "[]").map(([number, written, verdict]) =>
      dom.el(
        "a",
        {
          class: `mention ${figures.tone({ verdict })}`,
          href: routes.link(item.document, "figures", number),
          title: words.verdict(verdict ?? "missed"),
          lang: "zh",
        },
        written ?? "…",
      ),
    );
  }

  function who(item) {
    const found = [
      item.actor ? dom.el("span", { lang: "zh" }, item.actor) : null,
      item.target ? dom.el("span", { class: "about" }, t("target_is"), dom.el("span", { lang: "zh" }, item.target)) : null,
    ];
    return found.filter(Boolean);
  }

  const row = (item) =>
    dom.el(
      "tr",
      { class: "found" },
      dom.el(
        "td",
        { class: "name" },
        dom.el("a", { href: routes.link(item.document, "measures", item.number), lang: "zh" }, item.name),
        item.kind ? facts.badge(`kind ${item.kind}`, words.kind(item.kind)) : null,
        facts.status(item.status, "in_force", words.measureStatus),
        facts.byRules(item.origin, t("measure_by_rules")),
        item.whole ? dom.el("span", { class: "about", lang: "zh" }, t("part_of", { words: item.whole })) : null,
      ),
      dom.el("td", { class: "who" }, who(item)),
      dom.el("td", { class: "place", lang: "zh", title: pathOf(item) || null }, dom.el("span", { class: "short" }, placeOf(item))),
      dom.el("td", { class: "time" }, item.when ? facts.unbroken(facts.time(item.when)) : item.year),
      dom.el("td", { class: "amounts" }, facts.joined(amounts(item))),
      dom.el("td", { class: "source" }, browser.origin(item)),
    );

  const sums = (found) =>
    t("measures_found", {
      n: figures.number(found.matching),
      of: figures.number(found.total),
      documents: figures.number(found.documents),
      counties: figures.number(found.counties),
    });

  return browser.make({
    table: "measures",
    heads: [
      ["measure", "name", "name"],
      ["facet_actor", "actor", "who"],
      ["facet_adcode", "adcode", "place"],
      ["when", "year", "time"],
      ["figures", null, "amounts"],
      ["source", "published", "source"],
    ],
    row,
    sums,
  });
})();
