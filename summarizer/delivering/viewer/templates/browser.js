// A page with a table of the whole run: its address says what is asked; facets, search, heads and pages change it.
const browser = (() => {
  const WAIT = 150;

  // `heads` are [label, column to sort by or null, class]; `row` draws a row; `choice` is what rows can be chosen for;
  // `note` makes what is to be said of the whole table.
  function make({ table, heads, row, sums, choice = null, note = null }) {
    const main = dom.byId(`browse-${table}`);
    const { sorts } = data.run.tables[table];
    let asked = null;
    let found = null;
    let drawnIn = null;
    let calls = 0;
    let waiting = null;

    const part = (name) => main.querySelector(`.${name}`);
    const address = (params) => `#/${table}${String(params) ? `?${params}` : ""}`;

    // Narrow to these values of a facet, or with no name to nothing; the first page of what is found is shown.
    function change(name, values = []) {
      if (name === undefined) return facets.draw(part("facets"), table, found, asked, change);
      const params = name === null ? new URLSearchParams() : new URLSearchParams(asked);
      if (name !== null) params.delete(name);
      for (const value of values) params.append(name, value);
      params.delete("page");
      return routes.go(address(params));
    }

    function turn(page) {
      const params = new URLSearchParams(asked);
      if (page) params.set("page", page);
      else params.delete("page");
      routes.go(address(params));
    }

    function sortBy(sort) {
      change("sort", sort ? [sort] : []);
    }

    // Ascending, descending, as the documents go.
    const turned = (column) => ({ [column]: `-${column}`, [`-${column}`]: "" })[asked.get("sort")] ?? column;

    function head([label, column, kind]) {
      if (!column) return dom.el("th", { scope: "col", class: kind }, label ? t(label) : null);
      const sort = asked.get("sort") ?? "";
      const order = sort === column ? "ascending" : sort === `-${column}` ? "descending" : null;
      const mark = { ascending: " ▲", descending: " ▼" }[order] ?? "";
      const press = dom.button([t(label), dom.el("span", { "aria-hidden": "true" }, mark)], () => sortBy(turned(column)), {
        class: "plain",
        title: t("sort_by", { name: t(label) }),
        "data-sort": column,
      });
      return dom.el("th", { scope: "col", class: kind, "aria-sort": order }, press);
    }

    function search() {
      return dom.el("input", {
        type: "search",
        class: "query",
        autocomplete: "off",
        placeholder: t(`search_${table}`),
        "aria-label": t(`search_${table}`),
        oninput: (event) => {
          clearTimeout(waiting);
          waiting = setTimeout(() => {
            const params = new URLSearchParams(asked);
            params.set("q", event.target.value.trim());
            if (!params.get("q")) params.delete("q");
            params.delete("page");
            routes.go(address(params), { replace: asked.has("q") });
          }, WAIT);
        },
      });
    }

    // For screens without heads.
    function sorting() {
      const labels = new Map(heads.filter(([, column]) => column).map(([label, column]) => [column, t(label)]));
      const options = sorts
        .filter((column) => labels.has(column))
        .flatMap((column) => [
          [column, `${labels.get(column)} ▲`],
          [`-${column}`, `${labels.get(column)} ▼`],
        ]);
      return dom.el(
        "select",
        { class: "sorting", "aria-label": t("sort"), onchange: (event) => sortBy(event.target.value) },
        dom.el("option", { value: "" }, t(`unsorted_${table}`, {}, t("sort_input"))),
        options.map(([value, label]) => dom.el("option", { value }, label)),
      );
    }

    // The parts that stay while what is asked changes.
    function frame() {
      const open = dom.button(t("filters"), () => main.classList.toggle("narrowing"), { class: "to-facets" });
      dom.replace(
        main,
        dom.el("aside", { class: "facets", "aria-label": t("filters") }),
        dom.el(
          "section",
          { class: "results", "aria-label": t(table) },
          dom.el("div", { class: "asking" }, search(), open, sorting(), dom.el("p", { class: "sums", role: "status" })),
          dom.el("div", { class: "chips" }),
          note?.(),
          choice ? choice.bar(() => [found, asked], drawRows) : null,
          dom.el("div", { class: "rows", tabindex: "0", role: "region", "aria-label": t(table) }),
          dom.el("nav", { class: "pager", "aria-label": t("pager") }),
        ),
      );
      drawnIn = t.language();
    }

    function drawRows() {
      const focused = document.activeElement?.dataset.sort;
      const top = [choice ? choice.head(found, drawRows) : null, heads.map(head)];
      const body = found.rows.map((item) => row(item, choice?.box(item)));
      dom.replace(
        part("rows"),
        found.rows.length
          ? dom.el(
              "table",
              { class: `of-${table}` },
              dom.el("thead", {}, dom.el("tr", {}, top)),
              dom.el("tbody", {}, body),
            )
          : dom.el("p", { class: "empty" }, t(found.total ? "nothing_matches" : `no_${table}`)),
      );
      if (focused) part("rows").querySelector(`[data-sort="${focused}"]`)?.focus();
      choice?.refresh();
    }

    function draw() {
      facets.draw(part("facets"), table, found, asked, change);
      const input = part("query");
      if (document.activeElement !== input) input.value = asked.get("q") ?? "";
      part("sorting").value = asked.get("sort") ?? "";
      dom.replace(part("sums"), sums(found));
      const chips = facets.chips(table, asked, change);
      dom.replace(part("chips"), chips);
      dom.replace(part("to-facets"), t("filters"), chips.length ? ` (${chips.filter((chip) => chip.matches(".chip")).length})` : null);
      drawRows();
      facets.pager(part("pager"), found, turn);
    }

    // Show what an address asks; what is shown already stays as it was left.
    async function open(params) {
      if (drawnIn !== t.language()) frame();
      else if (String(params) === String(asked)) return found && drawRows();
      asked = params;
      calls += 1;
      const mine = calls;
      main.setAttribute("aria-busy", "true");
      try {
        const answer = await data.answer(table, asked);
        if (mine !== calls) return;
        found = answer;
        draw();
        part("rows").scrollTop = 0;
      } catch (error) {
        dom.replace(part("rows"), dom.el("p", { class: "empty", role: "alert" }, t("not_answered", { why: error.message })));
      }
      main.removeAttribute("aria-busy");
    }

    const redraw = () => {
      const params = asked;
      asked = null;
      return params && open(params);
    };

    const back = () => address(asked ?? "");

    return { back, open, redraw, refresh: () => found && drawRows(), search: () => part("query")?.focus() };
  }

  // The document of a row, in a line.
  const origin = (row) =>
    dom.el(
      "span",
      { class: "about origin", title: row.title ?? row.document },
      dom.el("span", { class: "title", lang: "zh" }, row.title ?? row.document),
      dom.el("span", { class: "date" }, row.published),
    );

  return { make, origin };
})();
