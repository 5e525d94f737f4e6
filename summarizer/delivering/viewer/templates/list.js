// The documents: filtered, sorted, a page at a time.
const list = (() => {
  const STATUSES = ["ok", "flagged", "failed"];
  const SORTS = { input: "", look: "-look", coverage: "coverage", figures: "-figures", published: "-published", title: "title" };
  const wanted = { words: "", status: "all", review: "", region: "", code: "", errors: false, sort: "input" };
  let shown = null;
  let statuses = [];
  let page = 0;
  let current = null;
  let asked = 0;
  let ready = null;

  const name = (row) => row.title ?? row.id;
  const pathOf = (row) => [...new Set([row.province, row.city, row.county, row.town].filter(Boolean))].join("");

  function query(more = {}) {
    const { words: q, status, review, region: adcode, code: codes, errors, sort } = wanted;
    const given = { q: q.trim(), status: status === "all" ? "" : status, review, adcode, codes, worst: errors ? "error" : "", sort: SORTS[sort], ...more };
    return new URLSearchParams(Object.entries(given).filter(([, value]) => value !== ""));
  }

  function options(select, first, rows, chosen) {
    const made = rows.map(([value, label]) => dom.el("option", { value }, label));
    dom.replace(select, first ? dom.el("option", { value: "" }, first) : null, made);
    select.value = chosen;
  }

  function drawStatuses() {
    const counts = new Map(shown.facets.status);
    statuses = STATUSES.filter((status) => counts.has(status) || statuses.includes(status));
    const all = shown.facets.status.reduce((sum, [, count]) => sum + count, 0);
    const chip = (status, count) =>
      dom.button(
        [
          status === "all" ? null : dom.icon(words.STATUS_ICONS[status]),
          t(`status_${status}`),
          " ",
          dom.el("span", { class: "number" }, figures.number(count)),
        ],
        () => set({ status }),
        { class: `chip ${status}`, "data-status": status, "aria-pressed": String(status === wanted.status) },
      );
    const errors = dom.button([dom.icon("error"), t("errors_only")], () => toggleErrors(), {
      class: "chip",
      id: "errors-only",
      title: t("errors_only_title"),
      "aria-pressed": String(wanted.errors),
    });
    const legend = dom.byId("statuses").firstElementChild;
    const focused = document.activeElement?.closest("#statuses button");
    const again = focused && (focused.id || `[data-status="${focused.dataset.status}"]`);
    dom.replace(dom.byId("statuses"), legend, chip("all", all), statuses.map((status) => chip(status, counts.get(status) ?? 0)), errors, reviewChips());
    if (again) (dom.byId(again) ?? dom.byId("statuses").querySelector(again))?.focus();
  }

  // What is left to review, and what is done; either can be asked for alone.
  function reviewChips() {
    const counts = new Map(shown.facets.review);
    return ["open", "reviewed"].map((review) =>
      dom.button(
        [review === "reviewed" ? dom.icon("good") : null, t(`review_${review}`), " ", dom.el("span", { class: "number" }, figures.number(counts.get(review) ?? 0))],
        () => set({ review: wanted.review === review ? "" : review }),
        { class: `chip review ${review}`, id: `review-${review}`, title: t(`review_${review}_title`), "aria-pressed": String(wanted.review === review) },
      ),
    );
  }

  // How many documents are open.
  const left = async () => (await data.answer("documents", "review=open")).matching;

  function drawFilters() {
    drawStatuses();
    options(dom.byId("region"), t("every_region"), facets.regions(shown, wanted.region), wanted.region);
    const codes = shown.facets.codes.map(([code, count]) => [code, `${words.finding(code)} (${figures.number(count)})`]);
    if (wanted.code && !shown.facets.codes.some(([code]) => code === wanted.code)) codes.push([wanted.code, words.finding(wanted.code)]);
    codes.sort((a, b) => a[1].localeCompare(b[1], "zh"));
    options(dom.byId("code"), t("every_finding"), codes, wanted.code);
    const sorts = Object.keys(SORTS).map((sort) => [sort, t(`sort_${sort}`)]);
    options(dom.byId("sort"), null, sorts, wanted.sort);
  }

  // Ask for the page, or for that of a document, and draw it; an answer that was overtaken is dropped.
  async function ask(near = null) {
    asked += 1;
    const mine = asked;
    const found = await data.answer("documents", query({ page, ...(near === null ? {} : { near }) }));
    if (mine !== asked) return;
    [shown, page] = [found, found.page];
    drawFilters();
    draw();
  }

  async function set(changes) {
    Object.assign(wanted, changes);
    if ("words" in changes) dom.byId("words").value = wanted.words;
    page = 0;
    await ask();
  }

  function toggleErrors() {
    routes.say(t(wanted.errors ? "errors_and_warnings" : "errors_alone"));
    set({ errors: !wanted.errors });
    routes.redrawReport();
  }

  function entry(row, place) {
    const seen = row.at === current;
    const worst = row.reviewed !== null ? null : row.errors ? "error" : row.warnings ? "warning" : null;
    return dom.el(
      "li",
      { "aria-setsize": shown.matching, "aria-posinset": page * tables.PAGE + place + 1 },
      dom.el(
        "a",
        { href: routes.link(row.id), class: `entry ${row.status}`, "data-at": row.at, "aria-current": seen ? "true" : null },
        dom.icon(words.STATUS_ICONS[row.status], t(`status_${row.status}`)),
        dom.el("span", { class: "name", lang: "zh" }, name(row)),
        dom.el(
          "span",
          { class: "about" },
          dom.el("span", {}, row.error_code ? words.failure(row.error_code) : pathOf(row) || t("no_region")),
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
              row.reviewed === null
                ? null
                : dom.el("span", { class: "reviewed", title: t("reviewed_by", { who: row.reviewed }) }, dom.icon("good"), t("review_reviewed")),
            ),
      ),
    );
  }

  function drawPager() {
    const turn = (to) => {
      page = to;
      ask().then(() => (dom.byId("list").scrollTop = 0));
    };
    facets.pager(dom.byId("pager"), shown, turn);
  }

  function draw() {
    dom.byId("count").textContent = t("documents_shown", {
      n: figures.number(shown.matching),
      of: figures.number(shown.total),
    });
    dom.replace(dom.byId("list"), shown.rows.map(entry));
    if (!shown.rows.length) dom.replace(dom.byId("list"), dom.el("li", { class: "empty" }, t("no_documents")));
    drawPager();
  }

  // Mark the open document, turning to its page.
  async function mark(place) {
    current = place;
    await ready;
    if (!shown?.rows.some((row) => row.at === place)) await ask(place);
    for (const link of dom.byId("list").querySelectorAll(".entry")) {
      if (link.dataset.at === String(current)) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    dom.byId("list").querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }

  // The id of the document a step from the open one, among those shown, whose worst finding is one of `severities`.
  const step = (by, severities = []) => data.step(query({ near: current ?? "" }), by, severities);

  function relabel() {
    if (!shown) return;
    drawFilters();
    draw();
  }

  function start() {
    let waiting;
    dom.byId("filters").addEventListener("submit", (event) => event.preventDefault());
    dom.byId("words").addEventListener("input", (event) => {
      wanted.words = event.target.value;
      clearTimeout(waiting);
      waiting = setTimeout(() => set({}), 150);
    });
    for (const name of ["region", "code", "sort"]) {
      dom.byId(name).addEventListener("change", (event) => set({ [name]: event.target.value }));
    }
    ready = ask();
  }

  return { ask: () => shown && ask(), errorsOnly: () => wanted.errors, left, mark, relabel, set, start, step, toggleErrors };
})();
