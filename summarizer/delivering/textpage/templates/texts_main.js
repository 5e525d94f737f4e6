// The page: which text and number are open, what is shown of them, switches and keys. An address is #/text/number.
(() => {
  const THEME = "summarizer:theme";
  const DARK = matchMedia("(prefers-color-scheme: dark)");
  const NARROW = matchMedia("(max-width: 860px)");
  const CALM = matchMedia("(prefers-reduced-motion: reduce)");
  const AROUND = 40;
  const { FLAGGED, VERDICTS, index } = texts;
  let [shown, current, filter] = [null, null, "all"];

  const wanted = (verdict) => filter === "all" || filter === verdict || (filter === "flagged" && FLAGGED.includes(verdict));
  const named = (verdict) => t(`judgement_${verdict}`);
  const error = (row) => row[`error_${t.language()}`];
  const counted = (key) => index.reduce((sum, row) => sum + row[key], 0);
  const link = (place, number = null) => `#/${place}${number === null ? "" : `/${number}`}`;

  // The frame
  const theme = () => kept.read(THEME) ?? (DARK.matches ? "dark" : "light");
  function showTheme() {
    document.documentElement.dataset.theme = theme();
    dom.byId("theme").textContent = t(theme() === "dark" ? "light" : "dark");
  }

  function label() {
    document.documentElement.lang = t.language() === "zh" ? "zh-CN" : "en";
    for (const node of document.querySelectorAll("[data-text]")) node.textContent = t(node.dataset.text);
    for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", t(node.dataset.label));
    for (const name of ["previous", "next"]) {
      const node = dom.byId(name);
      dom.replace(node, dom.icon(name, t(name)));
      node.title = t(name);
    }
    const other = t.language() === "zh" ? ["English", "en"] : ["中文", "zh"];
    [dom.byId("language").textContent, dom.byId("language").lang] = other;
    const sums = { texts: index.length, numbers: counted("numbers"), flagged: counted("flagged") };
    dom.byId("run").textContent = t(index.length > 1 ? "run_summary" : "run_single", sums);
    showTheme();
    drawLegend();
    drawList();
  }

  function drawLegend() {
    const chip = (name, words, count, sample) =>
      dom.button([sample, dom.el("span", {}, words), dom.el("span", { class: "count" }, count)], () => choose(name), {
        class: "chip",
        "aria-pressed": String(filter === name),
        "data-filter": name,
      });
    const sample = (verdict) => dom.el("span", { class: `mention ${verdict}`, "aria-hidden": "true" }, "12");
    dom.replace(
      dom.byId("legend"),
      dom.el("legend", { class: "unseen" }, t("legend")),
      chip("all", t("all"), counted("numbers"), null),
      chip("flagged", t("flagged"), counted("flagged"), null),
      VERDICTS.map((verdict) => chip(verdict, named(verdict), counted(verdict), sample(verdict))),
    );
  }

  function drawList() {
    const entry = (row) =>
      dom.el(
        "a",
        { href: link(row.place), "aria-current": shown?.row.place === row.place ? "true" : null },
        dom.el("strong", {}, row.id),
        dom.el("small", { class: error(row) ? "failed" : null }, error(row) ?? row.head),
        dom.el(
          "span",
          { class: "counts" },
          VERDICTS.filter((verdict) => row[verdict]).map((verdict) =>
            dom.el("span", { class: `mention ${verdict}`, title: named(verdict) }, row[verdict]),
          ),
        ),
      );
    const rows = index.filter((row) => filter === "all" || row[filter] || error(row));
    dom.replace(dom.byId("rows"), rows.map((row) => dom.el("li", {}, entry(row))));
  }

  // The text and its sources
  function drawText() {
    const spans = shown.numbers.map((number, place) => ({ ...number, place }));
    const number = (item, words) => {
      const on = wanted(item.verdict);
      const attributes = { class: `mention ${item.verdict}${on ? "" : " off"}`, "data-number": item.place };
      if (!on) return dom.el("span", attributes, words);
      const described = { href: link(shown.row.place, item.place), "aria-describedby": "about" };
      return dom.el("a", { ...attributes, ...described, "aria-current": item.place === current ? "true" : null }, words);
    };
    dom.replace(
      dom.byId("text"),
      dom.el("h2", { class: "path" }, shown.row.id || t("text")),
      shown.words ? texts.words(shown, spans, number) : dom.el("p", { class: "empty" }, error(shown.row) ?? t("no_text")),
      shown.words && !spans.length ? dom.el("p", { class: "empty" }, t("no_numbers")) : null,
      shown.left_out ? dom.el("p", { class: "muted" }, t("left_out", { n: shown.left_out })) : null,
    );
  }

  function drawSources() {
    const made = shown.sources.map((source, place) =>
      dom.el(
        "article",
        { class: "source" },
        dom.el("h2", { class: "path" }, source.path.endsWith(source.id) ? source.path : `${source.id} · ${source.path}`),
        texts.words(source, marksOf(place), (item, words) => dom.el("span", { class: item.kind }, words)),
      ),
    );
    dom.replace(
      dom.byId("sources"),
      made,
      shown.others ? dom.el("p", { class: "muted" }, t("others", { n: shown.others })) : null,
    );
  }

  // What the open number rests on: in its source, those words, and the operands of a formula.
  function marksOf(place) {
    const number = shown.numbers[current];
    if (!number || number.source !== place) return [];
    const operands = number.operands.map(([start, end]) => ({ start, end, kind: "stated" }));
    const stated = number.stated ? [{ start: number.stated[0], end: number.stated[1], kind: "stated here" }] : [];
    const apart = operands.filter((item) => !stated.some((own) => item.start < own.end && own.start < item.end));
    return [...stated, ...apart].sort((a, b) => a.start - b.start);
  }

  // What is said of a number
  function why(number) {
    const reason = t.language() === "zh" ? number.why_zh : number.why_en;
    return reason || t(`why_${number.verdict}`, {}, "");
  }

  function quote(number) {
    if (number.source === null || !number.stated) return null;
    const points = Array.from(shown.sources[number.source].words);
    const [start, end] = number.stated;
    const following = points.indexOf("\n", end);
    const line = [points.lastIndexOf("\n", start) + 1, following < 0 ? points.length : following];
    const [first, last] = [Math.max(line[0], start - AROUND), Math.min(line[1], end + AROUND)];
    const words = (from, to) => points.slice(from, to).join("").replace(/\s+/gu, " ");
    const before = `${first > line[0] ? "…" : ""}${words(first, start)}`;
    const after = `${words(end, last)}${last < line[1] ? "…" : ""}`;
    return dom.el("blockquote", { lang: "zh" }, before, dom.el("mark", {}, words(start, end)), after);
  }

  function tell(place, node) {
    const about = dom.byId("about");
    const number = shown?.numbers[place];
    about.hidden = !number;
    if (!number) return;
    dom.replace(
      about,
      dom.el("p", {}, dom.el("strong", { class: `mention ${number.verdict}` }, number.surface), " ", named(number.verdict)),
      number.formula ? dom.el("p", { class: "number" }, number.formula) : null,
      dom.el("p", {}, why(number)),
      quote(number),
      number.stated && NARROW.matches ? dom.button(t("show_in_source"), () => (hush(), pane("sources"), showStated())) : null,
    );
    if (!NARROW.matches) beside(about, node.getClientRects()[0]);
  }

  function beside(about, box) {
    const { width, height } = about.getBoundingClientRect();
    const under = box.bottom + 8;
    const top = under + height < innerHeight ? under : box.top - height - 8;
    const edge = dom.byId("text").getBoundingClientRect().right;
    about.style.left = `${Math.max(12, Math.min(box.left, edge - width - 12))}px`;
    about.style.top = `${Math.max(8, top)}px`;
  }

  const hush = () => (dom.byId("about").hidden = true);

  // Where to
  async function follow() {
    const [, place, number] = location.hash.match(/^#\/(\d+)(?:\/(\d+))?$/) ?? [null, "0", undefined];
    const row = index[Number(place)];
    if (!row) return;
    if (shown?.row !== row) {
      shown = await texts.load(row.place);
      current = null;
      if (number === undefined) for (const name of ["text", "sources"]) dom.byId(name).scrollTop = 0;
    }
    current = number === undefined || !shown.numbers[Number(number)] ? null : Number(number);
    redraw();
    if (NARROW.matches && document.body.dataset.pane === "list") pane("text");
    if (current !== null) reveal();
  }

  function redraw() {
    drawList();
    if (!shown) return;
    drawText();
    drawSources();
    hush();
  }

  function reveal() {
    const behaviour = CALM.matches ? "auto" : "smooth";
    const node = document.querySelector(`#text [data-number="${current}"]`);
    node?.scrollIntoView({ block: "nearest", behavior: behaviour });
    node?.focus({ preventScroll: true });
    showStated();
    if (node) tell(current, node);
    const number = shown.numbers[current];
    dom.byId("said").textContent = `${number.surface} ${named(number.verdict)}`;
  }

  function showStated() {
    const node = document.querySelector("#sources .stated.here, #sources .stated");
    node?.scrollIntoView({ block: "center", behavior: CALM.matches ? "auto" : "smooth" });
  }

  function go(hash) {
    if (location.hash !== hash) history.pushState(null, "", hash);
    return follow();
  }

  // Steps one after the other, however fast they are wanted.
  let walked = Promise.resolve();
  const walk = (by) => (walked = walked.then(() => step(by)));

  // The next number that the filter lets through, in this text or, after its last, in the next one that has any.
  function step(by) {
    if (!shown) return undefined;
    const fitting = shown.numbers.map((number, place) => place).filter((place) => wanted(shown.numbers[place].verdict));
    const from = current ?? (by > 0 ? -1 : shown.numbers.length);
    const found = by > 0 ? fitting.find((place) => place > from) : fitting.findLast((place) => place < from);
    return found === undefined ? stepText(by) : go(link(shown.row.place, found));
  }

  async function stepText(by) {
    let place = shown.row.place + by;
    const has = (row) => VERDICTS.some((verdict) => wanted(verdict) && row[verdict]);
    while (index[place] && !has(index[place])) place += by;
    if (!index[place]) return;
    const { numbers } = await texts.load(place);
    const fitting = numbers.map((number, at) => at).filter((at) => wanted(numbers[at].verdict));
    await go(link(place, by > 0 ? fitting[0] : fitting.at(-1)));
  }

  function choose(name) {
    filter = name;
    if (current !== null && !wanted(shown.numbers[current].verdict)) current = null;
    drawLegend();
    redraw();
    document.querySelector(`[data-filter="${name}"]`).focus();
  }

  const pane = (name) => (document.body.dataset.pane = name);

  const KEYS = {
    n: () => walk(1),
    j: () => walk(1),
    p: () => walk(-1),
    k: () => walk(-1),
    f: () => choose(filter === "flagged" ? "all" : "flagged"),
    Escape: hush,
  };

  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !KEYS[event.key]) return;
    event.preventDefault();
    KEYS[event.key]();
  }

  function onPoint(event) {
    const node = event.target.closest?.("a[data-number]");
    if (node) tell(Number(node.dataset.number), node);
    else if (!NARROW.matches) hush();
  }

  function onClick(event) {
    const node = event.target.closest?.("a[data-number]");
    if (!node) hush();
    if (!node || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(node.hash);
  }

  dom.byId("previous").addEventListener("click", () => walk(-1));
  dom.byId("next").addEventListener("click", () => walk(1));
  dom.byId("language").addEventListener("click", () => {
    t.use(t.language() === "zh" ? "en" : "zh");
    label();
    redraw();
  });
  dom.byId("theme").addEventListener("click", () => {
    kept.write(THEME, theme() === "dark" ? "light" : "dark");
    showTheme();
  });
  for (const button of document.querySelectorAll(".panes button"))
    button.addEventListener("click", () => (hush(), pane(button.dataset.pane)));
  dom.byId("text").addEventListener("pointerover", onPoint);
  dom.byId("text").addEventListener("focusin", onPoint);
  dom.byId("text").addEventListener("pointerleave", () => NARROW.matches || hush());
  dom.byId("text").addEventListener("scroll", () => NARROW.matches || hush());
  dom.byId("text").addEventListener("click", onClick);
  document.addEventListener("keydown", onKey);
  DARK.addEventListener("change", showTheme);
  window.addEventListener("hashchange", follow);
  if (index.length > 1) document.body.dataset.many = "";
  label();
  follow().then(() => (document.body.dataset.ready = "yes"));
})();
