// Pictures: bars as SVG within tables and lists, so that each number is also there to read.
const charts = (() => {
  const percent = (share) => `${Math.round(share * 1e4) / 100}%`;

  // One bar of parts; `shares` are [tone, count, label].
  function stack(shares, most = null) {
    const sum = shares.reduce((total, [, count]) => total + count, 0);
    const whole = most ?? sum;
    const label = shares
      .filter(([, count]) => count)
      .map(([, count, name]) => `${name} ${count}`)
      .join(", ");
    let at = 0;
    const bars = shares
      .filter(([, count]) => count)
      .map(([tone, count, name]) => {
        const bar = dom.svg(
          "rect",
          { class: `bar-${tone}`, x: percent(at / whole), width: percent(count / whole), height: "100%" },
          dom.svg("title", {}, `${name} ${count}`),
        );
        at += count;
        return bar;
      });
    return dom.svg(
      "svg",
      { class: "stack", role: "img", "aria-label": label || "0", width: "100%", height: "12" },
      bars,
    );
  }

  const key = (shares) =>
    dom.el(
      "ul",
      { class: "key" },
      shares.map(([tone, count, name]) =>
        dom.el(
          "li",
          {},
          dom.el("span", { class: `swatch bar-${tone}`, "aria-hidden": "true" }),
          " ",
          name,
          " ",
          dom.el("b", {}, figures.number(count)),
        ),
      ),
    );

  // Rows of [label, shares, text, onclick or href]: a table whose middle column is a bar.
  function bars(rows, heads) {
    const most = Math.max(1, ...rows.map((row) => row.shares.reduce((sum, [, count]) => sum + count, 0)));
    return dom.el(
      "table",
      { class: "bars" },
      dom.el(
        "thead",
        { class: heads ? null : "unseen" },
        dom.el(
          "tr",
          {},
          (heads ?? []).map((item) => dom.el("th", { scope: "col" }, item)),
        ),
      ),
      dom.el(
        "tbody",
        {},
        rows.map((row) =>
          dom.el(
            "tr",
            {},
            dom.el(
              "th",
              { scope: "row", lang: row.lang ?? null },
              row.href
                ? dom.el("a", { href: row.href }, row.label)
                : row.onclick
                  ? dom.button(row.label, row.onclick, { class: "plain" })
                  : row.label,
            ),
            dom.el("td", { class: "drawn" }, stack(row.shares, row.whole ? null : most)),
            dom.el("td", { class: "number" }, row.text),
          ),
        ),
      ),
    );
  }

  // Columns in order, each [label, shares]; labels are beneath where there is room.
  function columns(made, label) {
    const most = Math.max(1, ...made.map(([, shares]) => shares.reduce((sum, [, count]) => sum + count, 0)));
    const width = 100 / made.length;
    const drawn = made.map(([name, shares], place) => {
      let at = 0;
      const rects = shares
        .filter(([, count]) => count)
        .map(([tone, count]) => {
          at += count;
          return dom.svg("rect", {
            class: `bar-${tone}`,
            x: `${place * width + width * 0.12}%`,
            width: `${width * 0.76}%`,
            y: percent(1 - at / most),
            height: percent(count / most),
          });
        });
      const label = `${name}: ${
        shares
          .filter(([, count]) => count)
          .map(([, count, what]) => `${what} ${count}`)
          .join(", ") || 0
      }`;
      return dom.svg(
        "g",
        {},
        dom.svg("title", {}, label),
        dom.svg("rect", { class: "hit", x: `${place * width}%`, width: `${width}%`, height: "100%" }),
        rects,
      );
    });
    const every = Math.ceil(made.length / 6);
    const shownLabels = made.map(([name], place) =>
      place % every
        ? null
        : dom.svg("text", { x: `${(place + 0.5) * width}%`, y: "14", "text-anchor": "middle" }, name),
    );
    return [
      dom.svg("svg", { class: "columns", role: "img", "aria-label": label, width: "100%", height: "120" }, drawn),
      dom.svg("svg", { class: "axis", "aria-hidden": "true", width: "100%", height: "18" }, shownLabels),
    ];
  }

  return { bars, columns, key, stack };
})();
