// Beneath a picture: its values as a table, and how they were joined.
const seriesValues = (() => {
  const FIRST = 60;

  const origin = (stated) =>
    dom.el(
      "a",
      { class: "origin", href: routes.link(stated.document, "figures", stated.number), lang: "zh" },
      dom.el("span", { class: "title" }, stated.title ?? stated.document),
      " ",
      dom.el("span", { class: "date" }, stated.published),
    );

  const agreeing = ({ documents }) =>
    documents > 1 ? [" ", dom.el("span", { class: "about" }, t("agreeing", { n: figures.number(documents) }))] : null;

  function amount(stated, row, mark = null) {
    return dom.el(
      "td",
      { class: "amount" },
      mark && [mark, " "],
      dom.el("b", { lang: "zh" }, seriesWords.written(stated, row)),
      dom.el("span", { class: "reading", lang: "zh" }, seriesWords.reading(stated, row)),
    );
  }

  const basis = (point) =>
    point.basis.length ? point.basis.map((code) => t(`basis_${code}`)).join(t("comma")) : point.documents > 1 ? t("same_words") : "";

  function documents(stated) {
    return dom.el("td", { class: "source" }, origin(stated), agreeing(stated));
  }

  // Both sides of a contradiction, in the table of contradictions.
  function sides(point) {
    const params = new URLSearchParams({ adcode: point.place.adcode, year: point.end.slice(0, 4) });
    return dom.el("a", { href: `#/conflicts?${params}` }, t("to_contradictions"));
  }

  function rowsOf(point, row) {
    const mark = point.contradictions ? dom.icon("error", t("contradicted")) : null;
    const others = point.others.map((other) =>
      dom.el(
        "tr",
        { class: point.contradictions ? "other against" : "other" },
        dom.el("td", { class: "place" }),
        dom.el("td", { class: "time" }, point.contradictions ? [dom.icon("bad"), " ", t("contradicting")] : t("also_stated")),
        amount(other, row),
        documents(other),
        dom.el("td", { class: "basis" }, point.contradictions ? sides(point) : t("no_contradiction")),
      ),
    );
    return [
      dom.el(
        "tr",
        { class: point.contradictions ? "contradicted" : null },
        dom.el("th", { scope: "row", class: "place", lang: "zh" }, point.place.name),
        dom.el("td", { class: "time" }, seriesWords.period(point), " ", facts.status(point.status, "actual", words.figureStatus)),
        amount(point, row, mark),
        documents(point),
        dom.el("td", { class: "basis" }, basis(point)),
      ),
      ...others,
    ];
  }

  function table(points, row) {
    const body = dom.el("tbody", {}, points.slice(0, FIRST).flatMap((point) => rowsOf(point, row)));
    const heads = ["facet_adcode", "at", "figure", "documents_stating", "joined"].map((head) => dom.el("th", { scope: "col" }, t(head)));
    const rest = points.slice(FIRST);
    const more = rest.length
      ? dom.button(t("more", { n: rest.length }), () => {
          for (const point of rest) body.append(...rowsOf(point, row));
          more.remove();
        })
      : null;
    return dom.el(
      "section",
      { class: "values" },
      dom.el("h3", {}, t("values_beneath")),
      dom.el("div", { class: "wide" }, dom.el("table", {}, dom.el("thead", {}, dom.el("tr", {}, heads)), body)),
      more,
    );
  }

  // Names read as one, and indicators of this name that are another.
  function joining(shown) {
    const apart = shown.apart.map((other) => dom.el("li", {}, dom.el("a", { href: seriesWords.link(other), lang: "zh" }, seriesWords.full(other))));
    return dom.el(
      "section",
      { class: "joining" },
      dom.el("h3", {}, t("how_joined")),
      shown.named.length > 1 ? dom.el("p", {}, t("names_joined"), dom.el("span", { lang: "zh" }, shown.named.join("、"))) : null,
      apart.length ? [dom.el("p", {}, t("kept_apart")), dom.el("ul", {}, apart)] : null,
      dom.el("p", { class: "muted" }, t("joined_how")),
    );
  }

  // A value that is pointed at, with its document; its quote comes when the document is read.
  function readout(point, stated, row) {
    const quote = dom.el("blockquote", { lang: "zh" });
    data
      .load(stated.at)
      .then((loaded) => dom.replace(quote, loaded.figures[stated.number]?.quote ?? ""))
      .catch((error) => dom.replace(quote, t("not_answered", { why: error.message })));
    return [
      dom.el(
        "p",
        { class: "what" },
        dom.el("b", { lang: "zh" }, seriesWords.written(stated, row)),
        " ",
        dom.el("span", { class: "muted", lang: "zh" }, seriesWords.reading(stated, row)),
        " ",
        facts.joined([dom.el("span", { lang: "zh" }, point.place.name), seriesWords.period(point)]),
        " ",
        facts.status(point.status, "actual", words.figureStatus),
        point.inferred ? facts.badge("inferred", t("basis_period_inferred")) : null,
        point.contradictions ? [facts.badge("contradicted", t("contradicted")), " ", sides(point)] : null,
      ),
      quote,
      dom.el("p", { class: "from" }, origin(stated), agreeing(stated)),
    ];
  }

  return { joining, readout, table };
})();
