// The page begins: labels, switches, keys.
(() => {
  const THEME = "summarizer:theme";
  const DARK = matchMedia("(prefers-color-scheme: dark)");
  const { run } = data;

  const theme = () => decisions.read(THEME) ?? (DARK.matches ? "dark" : "light");

  function showTheme() {
    document.documentElement.dataset.theme = theme();
    dom.byId("theme").textContent = t(theme() === "dark" ? "light" : "dark");
  }

  function label() {
    document.documentElement.lang = t.language() === "zh" ? "zh-CN" : "en";
    for (const node of document.querySelectorAll("[data-text]")) node.textContent = t(node.dataset.text);
    for (const node of document.querySelectorAll("[data-label]"))
      node.setAttribute("aria-label", t(node.dataset.label));
    for (const node of document.querySelectorAll("[data-placeholder]")) node.placeholder = t(node.dataset.placeholder);
    for (const node of document.querySelectorAll("[data-title]")) node.title = t(node.dataset.title);
    const other = t.language() === "zh" ? ["English", "en"] : ["中文", "zh"];
    [dom.byId("language").textContent, dom.byId("language").lang] = other;
    dom.byId("run").textContent = t("run_summary", {
      n: figures.number(run.sums.documents),
      figures: figures.number(run.sums.figures),
      verified: figures.number(run.sums.verified),
    });
    showCount();
    showTheme();
  }

  function showCount() {
    dom.byId("export").textContent = t(decisions.served ? "send" : "export", { n: decisions.count() });
    dom.byId("export").hidden = decisions.served && !decisions.count();
  }

  function redraw() {
    list.relabel();
    routes.redraw();
    if (document.body.dataset.view !== "bench") routes.follow();
  }

  function switchLanguage() {
    t.use(t.language() === "zh" ? "en" : "zh");
    label();
    redraw();
  }

  function switchTheme() {
    decisions.write(THEME, theme() === "dark" ? "light" : "dark");
    showTheme();
  }

  function search() {
    const table = routes.table();
    if (table) return table.search();
    if (document.body.dataset.view !== "bench") KEYS.d();
    routes.pane("documents");
    return dom.byId("words").focus();
  }

  const KEYS = {
    n: () => routes.finding(1),
    j: () => routes.finding(1),
    p: () => routes.finding(-1),
    k: () => routes.finding(-1),
    "]": () => routes.neighbour(1),
    "[": () => routes.neighbour(-1),
    e: () => routes.finding(1, true),
    E: () => routes.finding(-1, true),
    "/": search,
    "?": () => dialogs.help(),
    a: () => dialogs.add(),
    A: () => edits.addMeasure(),
    y: () => routes.decide("accept"),
    x: () => routes.decide("reject"),
    c: () => routes.edit(),
    q: () => routes.cite(),
    u: () => routes.undo(),
    r: () => review.toggle(routes.shown()),
    o: () => routes.go("#/overview"),
    f: () => routes.go("#/figures"),
    m: () => routes.go("#/measures"),
    s: () => routes.go("#/series"),
    d: () => routes.go(routes.shown() ? routes.link(routes.shown().note.id) : "#"),
  };

  function onKey(event) {
    const typing = event.target.closest?.("input, select, textarea, dialog");
    if (event.key === "Escape" && event.target.type === "search") event.target.blur();
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !KEYS[event.key]) return;
    event.preventDefault();
    KEYS[event.key]();
  }

  // A figure under the pointer is shown on both sides.
  function onOver(event) {
    const over = event.target.closest?.("[data-figure]");
    const number = over ? Number(over.dataset.figure) : null;
    report.hover(number);
    article.hover(number === null ? null : routes.shown()?.figures[number]);
  }

  function onClick(event) {
    const link = event.target.closest?.("a[href^='#']");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      routes.go(link.getAttribute("href"));
    }
    const row = event.target.closest?.("tr.figure, tr.found");
    const other = link || event.target.closest?.("input, label, button, .choice");
    if (row && !other && getSelection().isCollapsed) routes.go((event.target.closest(".side") ?? row).querySelector("a").hash);
  }

  dom.byId("language").addEventListener("click", switchLanguage);
  dom.byId("theme").addEventListener("click", switchTheme);
  dom.byId("export").addEventListener("click", dialogs.sign);
  dom.byId("ask-help").addEventListener("click", dialogs.help);
  dom.byId("to-bench").addEventListener("click", () => (KEYS.d(), routes.pane("documents")));
  dom.byId("to-figures").addEventListener("click", KEYS.f);
  dom.byId("to-measures").addEventListener("click", KEYS.m);
  dom.byId("to-series").addEventListener("click", KEYS.s);
  dom.byId("to-conflicts").addEventListener("click", () => routes.go("#/conflicts"));
  dom.byId("to-conflicts").hidden = !run.sums.conflicts;
  dom.byId("to-overview").addEventListener("click", KEYS.o);
  for (const button of document.querySelectorAll(".panes button"))
    button.addEventListener("click", () => routes.pane(button.dataset.pane));
  for (const name of ["report", "article"]) dom.byId(name).addEventListener("pointerover", onOver);
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", onClick);
  document.addEventListener("selectionchange", () => {
    const chosen = Boolean(article.selection());
    for (const id of ["add", "add-measure"]) {
      const add = dom.byId(id);
      if (!add) return;
      add.disabled = !chosen;
      add.parentNode.classList.toggle("ready", chosen);
    }
  });
  window.addEventListener("hashchange", routes.follow);
  DARK.addEventListener("change", showTheme);
  decisions.watch((kept) => {
    showCount();
    routes.redecide();
    routes.table()?.refresh();
    if (!kept) routes.say(t("not_kept"));
  });
  label();
  list.start();
  routes.follow().then(review.remember);
  document.body.dataset.ready = run.key;
})();
