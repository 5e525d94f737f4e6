// The lesser parts of a report: place and date, the ledger, added figures, measures, dates, where it all came from.
const parts = (() => {
  const row = (label, ...value) => [dom.el("dt", {}, label), dom.el("dd", {}, value)];
  const FEW = 12;

  function whereAndWhen({ note, report: told }) {
    const path = [told.province, told.city, told.county, told.town].filter(Boolean);
    const code = told.towncode ?? told.adcode;
    const published = told.published ?? note.published;
    const how = told.published_reason ? messages.reason(told.published_reason, told.published_said) : told.published ? t("stated") : null;
    return dom.el(
      "dl",
      { class: "facts" },
      row(
        t("region"),
        dom.el("span", { lang: "zh", id: "region-0" }, path.length ? [...new Set(path)].join(" › ") : t("no_region")),
        code ? dom.el("code", {}, code) : null,
      ),
      row(
        t("published"),
        dom.el("span", { id: "published-0" }, published ?? t("unknown")),
        how ? dom.el("span", { class: "muted" }, ` ${told.published_inferred ? t("inferred") : ""} ${how}`) : null,
      ),
    );
  }

  // The account of the source's numbers as one bar, each part named with its count beneath.
  function ledger({ report: told }) {
    const aside = Object.values(told.set_aside).reduce((sum, one) => sum + one, 0);
    const shares = [
      ["good", told.reported, t("fate_reported")],
      ["again", told.restated, t("fate_restated")],
      ["missed", told.missed, t("fate_missed")],
      ["aside", aside, t("set_aside")],
    ];
    const roles = Object.entries(told.set_aside)
      .map(([role, count]) => `${words.role(role)} ${count}`)
      .join(", ");
    return dom.el(
      "figure",
      { class: "ledger" },
      dom.el("figcaption", {}, t("ledger_of", { n: told.mentions, verified: told.verified, figures: told.figures })),
      charts.stack(shares),
      charts.key(shares),
      roles ? dom.el("p", { class: "muted" }, `${t("set_aside")}: ${roles}`) : null,
    );
  }

  function added(shown) {
    const found = decisions.added(shown);
    if (!found.length) return null;
    return dom.el(
      "div",
      { class: "added" },
      dom.el("h4", {}, t("added_figures")),
      dom.el(
        "ul",
        {},
        found.map((one) =>
          dom.el(
            "li",
            {},
            dom.icon("person"),
            " ",
            dom.el("b", { lang: "zh" }, figures.amount(one.figure)),
            " ",
            dom.el("span", { lang: "zh" }, one.figure.subject ?? ""),
            dom.el("blockquote", { lang: "zh" }, one.figure.quote),
            one.own
              ? dom.button(t("take_back"), () => decisions.takeBack(shown, "add", one.figure))
              : dom.el("span", { class: "muted" }, one.who),
          ),
        ),
      ),
    );
  }

  // A list of which the first few are seen, the rest behind a summary.
  function folded(items) {
    if (items.length <= FEW) return dom.el("ul", {}, items);
    return [
      dom.el("ul", {}, items.slice(0, FEW)),
      dom.el(
        "details",
        {},
        dom.el("summary", {}, t("more", { n: items.length - FEW })),
        dom.el("ul", {}, items.slice(FEW)),
      ),
    ];
  }

  function measure(one, place, id) {
    return dom.el(
      "li",
      { id: `measures-${place}` },
      dom.el("a", { href: routes.link(id, "measures", place), lang: "zh" }, one.name),
      dom.el(
        "span",
        { class: "about", lang: "zh" },
        [one.actor, one.region, one.description].filter(Boolean).join(" · "),
      ),
    );
  }

  const measures = (shown) =>
    report.block(
      "measures",
      t("measures_n", { n: shown.measures.length }),
      folded(shown.measures.map((one, place) => measure(one, place, shown.note.id))),
    );

  function date(one, place, id) {
    return dom.el(
      "tr",
      { id: `dates-${place}` },
      dom.el(
        "td",
        { lang: "zh" },
        one.text_start === null ? one.surface : dom.el("a", { href: routes.link(id, "dates", place) }, one.surface),
      ),
      dom.el("td", {}, one.iso ?? t("unknown")),
      dom.el(
        "td",
        { class: "muted" },
        one.inferred ? `${t("inferred")} ` : one.reason ? "" : t("stated"),
        one.reason ? messages.reason(one.reason, one.said) : "",
      ),
    );
  }

  function dates(shown) {
    const heads = ["in_words", "date", "how_known"].map((one) => dom.el("th", { scope: "col" }, t(one)));
    return report.block(
      "dates",
      t("dates_n", { n: shown.dates.length }),
      shown.dates.length
        ? dom.el(
            "table",
            {},
            dom.el("thead", {}, dom.el("tr", {}, heads)),
            dom.el(
              "tbody",
              {},
              shown.dates.map((one, place) => date(one, place, shown.note.id)),
            ),
          )
        : null,
    );
  }

  function exchange(one) {
    const tokens =
      one.input_tokens === null
        ? t("tokens_unknown")
        : t("tokens", { read: figures.number(one.input_tokens), written: figures.number(one.output_tokens ?? 0) });
    const cost = one.cost_usd === null ? "" : ` · $${one.cost_usd.toFixed(4)}`;
    return dom.el(
      "li",
      {},
      `${one.model} · ${one.prompt} · ${t("round", { n: one.round })} · ${one.replayed ? t("replayed") : t("asked")} · ${tokens}${cost}`,
    );
  }

  function provenance({ note, exchanges }) {
    const columns = Object.entries(note.columns).map(([name, value]) =>
      row(name, typeof value === "string" ? value : JSON.stringify(value)),
    );
    return report.block(
      "provenance",
      t("provenance"),
      dom.el(
        "dl",
        { class: "facts" },
        row("id", note.id),
        row(t("file"), note.path),
        note.encoding ? row(t("encoding"), note.encoding) : null,
        note.sha256 ? row("SHA-256", dom.el("code", { class: "long" }, note.sha256)) : null,
        columns,
        exchanges.length ? row(t("answers"), dom.el("ul", {}, exchanges.map(exchange))) : null,
      ),
    );
  }

  return { added, dates, ledger, measures, provenance, whereAndWhen };
})();
