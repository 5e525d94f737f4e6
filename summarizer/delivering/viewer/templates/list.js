// The documents: filtered, sorted, a page at a time.
const list = (() => {
  const PAGE = 50;
  const STATUSES = ["all", "ok", "flagged", "failed"];
  const ORDERS = {
    input: (a, b) => a.place - b.place,
    look: (a, b) => weight(b) - weight(a) || b.errors - a.errors || b.warnings - a.warnings || a.place - b.place,
    coverage: (a, b) => (a.coverage ?? 2) - (b.coverage ?? 2) || a.place - b.place,
    figures: (a, b) => (b.figures ?? -1) - (a.figures ?? -1) || a.place - b.place,
    published: (a, b) => (b.published ?? "").localeCompare(a.published ?? "") || a.place - b.place,
    title: (a, b) => name(a).localeCompare(name(b), "zh") || a.place - b.place,
  };
  const wanted = { words: "", status: "all", region: "", code: "", sort: "input" };
  let shown = data.index;
  let page = 0;
  let current = null;
  let asked = 0;

  const weight = (row) => ({ failed: 2, flagged: 3 })[row.status] ?? 0;
  const name = (row) => row.title ?? row.id;
  const tally = (rows, key) => {
    const counts = new Map();
    for (const row of rows) for (const name of [key(row)].flat()) if (name) counts.set(name, (counts.get(name) ?? 0) + 1);
    return counts;
  };

  // Province, and province with city: the regions that can be chosen.
  const regionsOf = (row) => [
    row.province,
    row.city && row.city !== row.province ? `${row.province}${row.city}` : null,
  ];

  function options(select, first, rows) {
    const made = rows.map(([value, label]) => dom.el("option", { value }, label));
    dom.replace(select, first ? dom.el("option", { value: "" }, first) : null, made);
  }

  function drawFilters() {
    const counts = tally(data.index, (row) => row.status);
    const legend = dom.byId("statuses").firstElementChild;
    const buttons = STATUSES.filter((name) => name === "all" || counts.has(name)).map((status) =>
      dom.button(
        [
          status === "all" ? null : dom.icon(words.STATUS_ICONS[status]),
          t(`status_${status}`),
          " ",
          dom.el(
            "span",
            { class: "number" },
            figures.number(status === "all" ? data.index.length : counts.get(status)),
          ),
        ],
        () => set({ status }),
        { class: `chip ${status}`, "data-status": status },
      ),
    );
    dom.replace(dom.byId("statuses"), legend, buttons);
    const sorted = (found) => [...found].sort((a, b) => a[0].localeCompare(b[0], "zh"));
    const regions = sorted(tally(data.index, regionsOf)).map(([name, count]) => [name, `${name} (${count})`]);
    options(dom.byId("region"), t("every_region"), regions);
    const codes = sorted(tally(data.index, (row) => row.codes)).map(([name, count]) => [
      name,
      `${words.finding(name)} (${count})`,
    ]);
    options(dom.byId("code"), t("every_finding"), codes);
    options(
      dom.byId("sort"),
      null,
      Object.keys(ORDERS).map((name) => [name, t(`sort_${name}`)]),
    );
    showWanted();
  }

  function showWanted() {
    for (const chip of dom.byId("statuses").querySelectorAll("button")) {
      chip.setAttribute("aria-pressed", String(chip.dataset.status === wanted.status));
    }
    for (const name of ["words", "region", "code", "sort"]) dom.byId(name).value = wanted[name];
  }

  const passes = (row) =>
    (wanted.status === "all" || row.status === wanted.status) &&
    (!wanted.region || regionsOf(row).includes(wanted.region)) &&
    (!wanted.code || row.codes.includes(wanted.code));

  async function set(changes) {
    Object.assign(wanted, changes);
    showWanted();
    asked += 1;
    const mine = asked;
    const holding = wanted.words.trim() ? await data.holding(wanted.words.trim()) : null;
    if (mine !== asked) return;
    shown = data.index.filter((row) => passes(row) && (!holding || holding.has(row.place))).sort(ORDERS[wanted.sort]);
    page = 0;
    draw();
  }

  function entry(row, place) {
    const seen = row.place === current;
    const worst = row.errors ? "error" : row.warnings ? "warning" : null;
    return dom.el(
      "li",
      { "aria-setsize": shown.length, "aria-posinset": page * PAGE + place + 1 },
      dom.el(
        "a",
        { href: routes.link(row.id), class: `entry ${row.status}`, "aria-current": seen ? "true" : null },
        dom.icon(words.STATUS_ICONS[row.status], t(`status_${row.status}`)),
        dom.el("span", { class: "name", lang: "zh" }, name(row)),
        dom.el(
          "span",
          { class: "about" },
          dom.el("span", {}, row.error_code ? words.failure(row.error_code) : row.path || t("no_region")),
          dom.el("span", {}, row.published ?? ""),
        ),
        row.figures === null
          ? null
          : dom.el(
              "span",
              { class: "sums" },
              dom.el("span", { title: t("verified_of") }, `${row.verified}/${row.figures}`),
              row.missed ? dom.el("span", { title: t("fate_missed") }, `+${row.missed}`) : null,
              worst
                ? dom.el(
                    "span",
                    { class: worst, title: t(`severity_${worst}`) },
                    dom.icon(worst),
                    row.errors || row.warnings,
                  )
                : null,
            ),
      ),
    );
  }

  function drawPager() {
    const pages = Math.ceil(shown.length / PAGE);
    const turn = (by) => () => {
      page += by;
      draw();
      dom.byId("list").scrollTop = 0;
    };
    const last = Math.min((page + 1) * PAGE, shown.length);
    dom.replace(
      dom.byId("pager"),
      pages < 2
        ? null
        : [
            dom.button(dom.icon("previous", t("previous_page")), turn(-1), { disabled: page === 0 }),
            dom.el("span", {}, `${page * PAGE + 1}–${last} / ${figures.number(shown.length)}`),
            dom.button(dom.icon("next", t("next_page")), turn(1), { disabled: page >= pages - 1 }),
          ],
    );
  }

  function draw() {
    dom.byId("count").textContent = t("documents_shown", {
      n: figures.number(shown.length),
      of: figures.number(data.index.length),
    });
    dom.replace(dom.byId("list"), shown.slice(page * PAGE, (page + 1) * PAGE).map(entry));
    drawPager();
  }

  // Mark the open document, turning to its page.
  function mark(place) {
    current = place;
    const at = shown.findIndex((row) => row.place === place);
    if (at >= 0) page = Math.floor(at / PAGE);
    draw();
    dom.byId("list").querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }

  // The document so many steps from the open one, among those shown, that `fits`.
  function step(by, fits = () => true) {
    let at = shown.findIndex((row) => row.place === current);
    if (at < 0) at = by > 0 ? -1 : shown.length;
    for (at += by; at >= 0 && at < shown.length; at += by) if (fits(shown[at])) return shown[at];
    return null;
  }

  function relabel() {
    drawFilters();
    draw();
  }

  function start() {
    let waiting;
    relabel();
    dom.byId("filters").addEventListener("submit", (event) => event.preventDefault());
    dom.byId("words").addEventListener("input", (event) => {
      wanted.words = event.target.value;
      clearTimeout(waiting);
      waiting = setTimeout(() => set({}), 150);
    });
    for (const name of ["region", "code", "sort"]) {
      dom.byId(name).addEventListener("change", (event) => set({ [name]: event.target.value }));
    }
  }

  return { mark, relabel, set, start, step };
})();
