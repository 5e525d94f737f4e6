// The lesser parts of a report: place and date, the ledger, added figures, dates, where it all came from.
const parts = (() => {
  const row = (label, ...value) => [dom.el("dt", {}, label), dom.el("dd", {}, value)];

  function whereAndWhen({ note, report }) {
    const path = [report.province, report.city, report.county, report.town].filter(Boolean);
    const code = report.towncode ?? report.adcode;
    const published = report.published ?? note.published;
    const how = report.published_reason ? messages.reason(report.published_reason, report.published_said) : report.published ? t("stated") : null;
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
        how ? dom.el("span", { class: "muted" }, ` ${report.published_inferred ? t("inferred") : ""} ${how}`) : null,
      ),
    );
  }

  // The account of the source's numbers as one bar, each part named with its count beneath.
  function ledger({ report }) {
    const aside = Object.values(report.set_aside).reduce((sum, count) => sum + count, 0);
    const shares = [
      ["good", report.reported, t("fate_reported")],
      ["again", report.restated, t("fate_restated")],
      ["missed", report.missed, t("fate_missed")],
      ["aside", aside, t("set_aside")],
    ];
    const roles = Object.entries(report.set_aside)
      .map(([role, count]) => `${words.role(role)} ${count}`)
      .join(", ");
    return dom.el(
      "figure",
      { class: "ledger" },
      dom.el("figcaption", {}, t("ledger_of", { n: report.mentions, verified: report.verified, figures: report.figures })),
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
        found.map((row) =>
          dom.el(
            "li",
            {},
            dom.icon("person"),
            " ",
            dom.el("b", { lang: "zh" }, figures.amount(row.figure)),
            " ",
            dom.el("span", { lang: "zh" }, row.figure.subject ?? ""),
            dom.el("blockquote", { lang: "zh" }, row.figure.quote),
            row.own ? null : dom.el("span", { class: "muted" }, row.who, " "),
            dom.button(t("take_back"), () => decisions.undo(shown, { figure: row.figure })),
          ),
        ),
      ),
    );
  }

  function date(row, place, id) {
    return dom.el(
      "tr",
      { id: `dates-${place}` },
      dom.el(
        "td",
        { lang: "zh" },
        row.text_start === null ? row.surface : dom.el("a", { href: routes.link(id, "dates", place) }, row.surface),
      ),
      dom.el("td", {}, row.iso ?? t("unknown")),
      dom.el(
        "td",
        { class: "muted" },
        row.inferred ? `${t("inferred")} ` : row.reason ? "" : t("stated"),
        row.reason ? messages.reason(row.reason, row.said) : "",
      ),
    );
  }

  function dates(shown) {
    const heads = ["in_words", "date", "how_known"].map((head) => dom.el("th", { scope: "col" }, t(head)));
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
              shown.dates.map((row, place) => date(row, place, shown.note.id)),
            ),
          )
        : null,
    );
  }

  function exchange(row) {
    const tokens =
      row.input_tokens === null
        ? t("tokens_unknown")
        : t("tokens", { read: figures.number(row.input_tokens), written: figures.number(row.output_tokens ?? 0) });
    const cost = row.cost_usd === null ? "" : ` · $${row.cost_usd.toFixed(4)}`;
    return dom.el(
      "li",
      {},
      `${row.model} · ${row.prompt} · ${t("round", { n: row.round })} · ${row.replayed ? t("replayed") : t("asked")} · ${tokens}${cost}`,
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
        note.form ? row(t("form"), note.form) : null,
        note.sha256 ? row("SHA-256", dom.el("code", { class: "long" }, note.sha256)) : null,
        columns,
        exchanges.length ? row(t("answers"), dom.el("ul", {}, exchanges.map(exchange))) : null,
      ),
    );
  }

  return { added, dates, ledger, provenance, whereAndWhen };
})();
