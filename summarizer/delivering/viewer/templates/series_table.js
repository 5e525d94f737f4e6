// The indicators that have values to compare, in one table; each leads to its picture.
const seriesTable = (() => {
  const years = ({ first, last }) => [...new Set([first.slice(0, 4), last.slice(0, 4)])].join("–");

  // A number beneath its head; with its word where there is none.
  const counted = (label, n) => [
    dom.el("span", { class: "headed" }, figures.number(n)),
    dom.el("span", { class: "unheaded" }, t(label, { n: figures.number(n) })),
  ];

  const row = (item) =>
    dom.el(
      "tr",
      { class: "found" },
      dom.el(
        "td",
        { class: "name" },
        dom.el("a", { href: seriesWords.link(item), lang: "zh" }, seriesWords.name(item)),
        " ",
        item.statuses.split(",").map((status) => facts.status(status, "actual", words.figureStatus)),
        item.contradictions ? facts.badge("contradicted", t("contradictions_n", { n: figures.number(item.contradictions) })) : null,
        dom.el("span", { class: "about" }, facts.joined([...seriesWords.meaning(item), item.unit ?? t("no_unit")])),
      ),
      dom.el("td", { class: "place" }, counted("places_n", item.places)),
      dom.el("td", { class: "time" }, years(item)),
      dom.el(
        "td",
        { class: "amount" },
        counted("values_n", item.points),
        dom.el("span", { class: "reading" }, t("documents_n", { n: figures.number(item.documents) })),
      ),
    );

  // How figures are joined, and how many are not, by why.
  function note() {
    const node = dom.el("div", { class: "joining" });
    data.joined().then(({ total, joined, unjoined }) => {
      const counts = { n: figures.number(joined), of: figures.number(total) };
      const reason = ([why, count]) => dom.el("li", {}, dom.el("b", { class: "number" }, figures.number(count)), " ", t(`unjoined_${why}`));
      dom.replace(
        node,
        dom.el(
          "details",
          {},
          dom.el("summary", {}, t("figures_joined", counts)),
          dom.el("p", {}, t("joined_how")),
          unjoined.length ? [dom.el("p", {}, t("not_joined")), dom.el("ul", {}, unjoined.map(reason))] : null,
        ),
      );
    });
    return node;
  }

  return browser.make({
    table: "series",
    heads: [
      ["indicator", "subject", "name"],
      ["places", "places", "place"],
      ["years", "last", "time"],
      ["values", "points", "amount"],
    ],
    row,
    sums: (found) => t("series_found", { n: figures.number(found.matching), of: figures.number(found.total) }),
    note,
  });
})();
