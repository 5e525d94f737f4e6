// The overview: pictures of all documents of the run.
const overview = (() => {
  const MOST_MONTHS = 36;
  const MOST_PROVINCES = 12;
  let totals = null;
  const sum = (rows, key) => rows.reduce((total, row) => total + (row[key] ?? 0), 0);

  function card(label, value, about) {
    return dom.el(
      "div",
      { class: "card" },
      dom.el("dt", {}, label),
      dom.el("dd", {}, value, dom.el("small", {}, about)),
    );
  }

  function panel(title, about, ...content) {
    return dom.el(
      "section",
      { class: "panel" },
      dom.el("h2", {}, title),
      about ? dom.el("p", { class: "muted" }, about) : null,
      content,
    );
  }

  // Documents by status; rows are [status, count].
  function statusShares(rows) {
    return [
      ["good", "ok"],
      ["missed", "flagged"],
      ["bad", "failed"],
    ].map(([tone, status]) => {
      const own = rows.filter(([name]) => name === status);
      return [tone, own.reduce((total, [, count]) => total + count, 0), t(`status_${status}`)];
    });
  }

  function cost() {
    const { models } = totals;
    const known = models.filter((row) => row.cost_usd !== null);
    return known.length ? `$${sum(known, "cost_usd").toFixed(2)}` : "—";
  }

  function cards() {
    const { verified, figures: claimed, stated, missed } = totals;
    const tokens = sum(totals.models, "input_tokens") + sum(totals.models, "output_tokens");
    const known = totals.models.some((row) => row.input_tokens !== null);
    const statuses = totals.statuses.map((row) => [row.name, row.documents]);
    return dom.el(
      "dl",
      { class: "cards" },
      card(
        t("documents"),
        figures.number(totals.documents),
        statusShares(statuses)
          .filter(([, n]) => n)
          .map(([, n, name]) => `${figures.number(n)} ${name}`)
          .join(" · "),
      ),
      card(
        t("figures_verified"),
        figures.percent(verified, claimed),
        t("n_of", { n: figures.number(verified), of: figures.number(claimed) }),
      ),
      card(
        t("coverage"),
        figures.percent(stated - missed, stated),
        t("missed_n", { n: figures.number(missed) }),
      ),
      card(t("cost"), cost(), known ? t("tokens_n", { n: figures.number(tokens) }) : t("tokens_unknown")),
      card(
        t("decisions"),
        figures.number(totals.decisions + decisions.count()),
        t("decisions_here", { n: decisions.count() }),
      ),
    );
  }

  function verdicts() {
    const shares = totals.verdicts.map((row) => [
      figures.tone({ verdict: row.name === "missed" ? null : row.name }),
      row.figures,
      words.verdict(row.name),
    ]);
    return panel(
      t("verdicts"),
      t("verdicts_about"),
      shares.length
        ? [
            charts.stack(shares),
            charts.bars(
              shares.map((share, place) => ({
                label: share[2],
                href: `#/figures?verdict=${totals.verdicts[place].name}`,
                shares: [share],
                text: figures.number(share[1]),
              })),
            ),
          ]
        : t("nothing"),
    );
  }

  function looked() {
    const rows = totals.codes.map((row) => ({
      label: `${words.finding(row.name)} (${words.severity(row.severity)})`,
      shares: [
        [{ error: "bad", warning: "missed", info: "aside" }[row.severity], row.findings, words.severity(row.severity)],
      ],
      text: t("in_documents", { n: figures.number(row.findings), documents: figures.number(row.documents) }),
      onclick: () => routes.filter({ code: row.name }),
    }));
    return panel(t("findings"), t("findings_about"), rows.length ? charts.bars(rows) : t("no_findings"));
  }

  function coverageOf(row) {
    return {
      label: row.title ?? row.id,
      lang: "zh",
      href: routes.link(row.id),
      whole: true,
      shares: [
        ["good", row.reported, t("fate_reported")],
        ["again", row.restated, t("fate_restated")],
        ["missed", row.missed, t("fate_missed")],
      ],
      text: figures.percent(row.reported + row.restated, row.reported + row.restated + row.missed),
    };
  }

  function coverage() {
    const tenths = new Map(totals.coverage.map((row) => [row.tenth, row.documents]));
    const steps = Array.from({ length: 10 }, (_, step) => [
      `${step * 10}–${step * 10 + 10}%`,
      [["good", tenths.get(step) ?? 0, t("documents")]],
    ]);
    const many = sum(totals.coverage, "documents") > totals.lowest.length;
    return panel(
      t("coverage_each"),
      t("coverage_about"),
      many ? charts.columns(steps, t("coverage_each")) : null,
      many ? dom.el("p", { class: "muted" }, t("lowest", { n: totals.lowest.length })) : null,
      charts.bars(totals.lowest.map(coverageOf)),
    );
  }

  function timeline() {
    const dated = totals.months;
    const months = new Set(dated.map((row) => row.month));
    const cut = months.size > MOST_MONTHS || dated.some((row) => row.month.length < 7) ? 4 : 7;
    const spans = every([...new Set(dated.map((row) => row.month.slice(0, cut)))].sort(), cut);
    const counts = dated.map((row) => [row.status, row.documents, row.month]);
    const made = spans.map((name) => [name, statusShares(counts.filter(([, , month]) => month.startsWith(name)))]);
    const known = sum(dated, "documents");
    return panel(
      t("timeline"),
      t("undated", { n: totals.documents - known }),
      made.length
        ? [
            charts.columns(made, t("timeline_range", { first: spans[0], last: spans.at(-1), n: known })),
            charts.key(statusShares(counts)),
          ]
        : t("nothing"),
    );
  }

  // All months, or years, from the first to the last.
  function every(found, cut) {
    if (!found.length) return [];
    const [first, last] = [found[0], found.at(-1)];
    const made = [];
    for (let year = Number(first.slice(0, 4)); year <= Number(last.slice(0, 4)); year += 1) {
      if (cut === 4) made.push(String(year));
      else for (let month = 1; month <= 12; month += 1) made.push(`${year}-${String(month).padStart(2, "0")}`);
    }
    return made.filter((month) => month >= first && month <= last);
  }

  function byProvince() {
    const counted = new Map(totals.provinces.map((row) => [row.code, row]));
    const rows = totals.provinces.slice(0, MOST_PROVINCES).map((row) => ({
      label: row.name,
      lang: "zh",
      shares: [["good", row.figures, t("figures")]],
      onclick: () => routes.filter({ region: row.code }),
      text: t("in_documents", { n: figures.number(row.figures), documents: figures.number(row.documents) }),
    }));
    return panel(
      t("by_province"),
      t("by_province_about"),
      provinces.map(counted, (region) => routes.filter({ region })),
      charts.bars(rows),
    );
  }

  // Measures of each kind; a part of the bar is what is only planned or asked for, or over.
  function byKind() {
    const shares = (row) => [
      ["good", row.measures - row.ahead - row.ended, t("kinds_in_force")],
      ["missed", row.ahead, t("kinds_ahead")],
      ["aside", row.ended, t("measure_status_ended")],
    ];
    const rows = totals.kinds.map((row) => ({
      label: words.kind(row.name),
      href: `#/measures?kind=${row.name}`,
      shares: shares(row),
      text: t("in_documents", { n: figures.number(row.measures), documents: figures.number(row.documents) }),
    }));
    if (!rows.length) return null;
    const whole = { measures: sum(totals.kinds, "measures"), ahead: sum(totals.kinds, "ahead"), ended: sum(totals.kinds, "ended") };
    return panel(t("by_kind"), t("by_kind_about"), charts.bars(rows), charts.key(shares(whole)));
  }

  function byMeasure() {
    const rows = totals.measures.map((row) => ({
      label: row.name,
      lang: "zh",
      href: `#/measures?${new URLSearchParams({ name: row.name })}`,
      shares: [["good", row.figures, t("figures")]],
      text: t("in_documents", { n: figures.number(row.figures), documents: figures.number(row.documents) }),
    }));
    return panel(t("by_measure"), t("by_measure_about"), rows.length ? charts.bars(rows) : t("nothing"));
  }

  function models() {
    const heads = ["model", "answers", "paid", "tokens_read", "tokens_written", "cost"].map((head) =>
      dom.el("th", { scope: "col" }, t(head)),
    );
    const cell = (value) => dom.el("td", { class: "number" }, value === null ? "—" : value);
    const number = (value) => (value === null ? null : figures.number(value));
    const rows = totals.models.map((row) =>
      dom.el(
        "tr",
        {},
        dom.el("th", { scope: "row" }, row.name),
        cell(number(row.answers)),
        cell(number(row.paid)),
        cell(number(row.input_tokens)),
        cell(number(row.output_tokens)),
        cell(row.cost_usd === null ? null : `$${row.cost_usd.toFixed(4)}`),
      ),
    );
    return panel(
      t("cost_and_tokens"),
      t("cost_about"),
      dom.el(
        "div",
        { class: "wide" },
        dom.el("table", {}, dom.el("thead", {}, dom.el("tr", {}, heads)), dom.el("tbody", {}, rows)),
      ),
    );
  }

  async function draw() {
    totals ??= await data.overview();
    dom.replace(
      dom.byId("overview"),
      cards(),
      dom.el(
        "div",
        { class: "panels" },
        verdicts(),
        looked(),
        coverage(),
        timeline(),
        byProvince(),
        byKind(),
        byMeasure(),
        models(),
      ),
    );
  }

  return { draw };
})();
