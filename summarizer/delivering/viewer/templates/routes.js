// Where the reader is: `#document`, `#document/figures/3`, `#/overview`, `#/figures?verdict=unsupported`. Links lead
// there, and keys.
const routes = (() => {
  const SECONDS_SAID = 5;
  let shown = null;
  let at = { kind: null, number: null };
  let asked = 0;
  let saying = null;

  const link = (id, kind = null, number = null) => `#${encodeURIComponent(id)}${kind ? `/${kind}/${number}` : ""}`;

  function go(hash, { replace = false } = {}) {
    if (location.hash !== hash) history[replace ? "replaceState" : "pushState"](null, "", hash);
    return follow();
  }

  // On a narrow screen one pane is seen; what is selected in the report comes into view with it.
  function pane(name) {
    document.body.dataset.pane = name;
    if (name === "report") dom.byId("report").querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }

  // A line that is seen for a moment, and heard.
  function say(message) {
    clearTimeout(saying);
    dom.byId("said").textContent = message;
    saying = setTimeout(() => (dom.byId("said").textContent = ""), SECONDS_SAID * 1000);
  }

  const VIEWS = {
    bench: "bench",
    figures: "browse-figures",
    measures: "browse-measures",
    series: "browse-series",
    conflicts: "browse-conflicts",
    overview: "overview",
  };
  const BROWSERS = { figures: figureTable, measures: measureTable, series: seriesTable, conflicts: conflictTable };

  // Show a view; one of the series is drawn in the place of their table.
  function view(name, drawn = false) {
    document.body.dataset.view = drawn ? "picture" : name;
    dom.byId("picture").hidden = !drawn;
    for (const [view, id] of Object.entries(VIEWS)) {
      dom.byId(id).hidden = drawn || view !== name;
      dom.byId(`to-${view}`).toggleAttribute("aria-current", view === name);
    }
    if (name !== "bench") document.title = `${t(`to_${name}`)} · summarizer`;
  }

  async function follow() {
    const [path, query = ""] = location.hash.slice(1).split("?");
    const parts = path.split("/");
    const name = parts[0] === "" && parts[1] ? parts[1] : "bench";
    if (!VIEWS[name]) return say(t("no_document"));
    const drawn = name === "series" && Boolean(parts[2]);
    view(name, drawn);
    if (drawn) return seriesPage.open(unescaped(parts[2]), new URLSearchParams(query));
    if (name === "overview") return overview.draw();
    if (BROWSERS[name]) return BROWSERS[name].open(new URLSearchParams(query));
    const id = unescaped(parts[0]);
    if (id === "") return start();
    const place = shown?.note.id === id ? shown.place : await data.place(id);
    if (place === null) {
      say(t("no_document"));
      return shown ? null : start();
    }
    return open(place, parts[1] ?? null, parts[2] ?? null);
  }

  // The table that is looked at, if one is.
  const table = () => BROWSERS[document.body.dataset.view] ?? null;

  function unescaped(part) {
    try {
      return decodeURIComponent(part);
    } catch {
      return part;
    }
  }

  // The first document to look at, where no link says which.
  async function start() {
    const firsts = await Promise.all([["error"], ["warning"], []].map((severities) => data.step("", 1, severities)));
    const first = firsts.find((id) => id !== null);
    if (first === undefined) return;
    history.replaceState(null, "", link(first));
    await follow();
    pane("documents");
  }

  async function open(place, kind, number) {
    asked += 1;
    const mine = asked;
    if (shown?.place !== place) {
      try {
        const loaded = await data.load(place);
        if (mine !== asked) return;
        shown = review.lay(loaded);
      } catch (error) {
        return dom.replace(
          dom.byId("article"),
          dom.el("p", { class: "empty", role: "alert" }, t("not_loaded", { why: error.message })),
        );
      }
      article.draw(shown);
      report.draw(shown);
      list.mark(place);
      document.title = `${dom.visible(shown.note.title ?? shown.note.id)} · summarizer`;
    }
    select(kind, number);
  }

  const KINDS = ["dates", "figures", "findings", "measures", "slogans"];

  // The number of a finding may be `first` or `last`, or that of an error.
  function numbered(kind, number) {
    if (kind !== "findings" || /^\d+$/.test(number)) return Number(number);
    const [end, severity] = number.split("-");
    const found = report.steps(shown, severity === "error").at(end === "last" ? -1 : 0)?.place ?? 0;
    history.replaceState(null, "", link(shown.note.id, kind, found));
    return found;
  }

  function select(kind, number) {
    at = { kind, number: kind ? numbered(kind, number) : null };
    const part = KINDS.includes(kind) ? shown[kind]?.[at.number] : null;
    if (!part) {
      at = { kind: null, number: null };
      article.mark([], null);
      report.mark(null, null, null);
      pane("report");
      dom.byId("report").scrollTop = 0;
      return strip(null);
    }
    const figure = figureAt();
    const [quotes, focus] = wordsOf(kind, part, figure === null ? null : shown.figures[figure]);
    const found = Boolean(quotes.length || focus);
    pane(found ? "article" : "report");
    article.mark(quotes, focus);
    report.mark(kind, at.number, figure);
    if (kind === "findings" && !found) report.show(part.item);
    return strip(found ? part : null);
  }

  // The spans to mark of what is selected: its quotes, and within one the number that it is about.
  function wordsOf(kind, part, figure) {
    const own = article.spanOf(part);
    if (kind === "measures") return [article.spansOf(part), null];
    if (kind === "slogans") return [[own].filter(Boolean), null];
    if (figure) return [[article.quoteOf(figure)].filter(Boolean), article.spanOf(figure)];
    const measure = kind === "findings" ? shown.measures[report.itemOf(part, "measures")] : null;
    return measure ? [article.spansOf(measure), null] : [[], own];
  }

  // The figure that is selected, or that the selected finding is about.
  function figureAt() {
    if (at.kind === "figures") return at.number;
    const number = at.kind === "findings" ? report.itemOf(shown.findings[at.number], "figures") : null;
    return number !== null && shown.figures[number] ? number : null;
  }

  // On a narrow screen, beneath the article: what is marked in it.
  function strip(part) {
    const bar = dom.byId("selected");
    bar.hidden = part === null;
    if (part === null) return;
    const own = figureAt() === null ? null : shown.figures[figureAt()];
    const text = own
      ? `${figures.written(own)} · ${own.subject ?? ""} · ${words.verdict(figures.verdict(own))}`
      : part.code
        ? `${words.finding(part.code)}: ${messages.finding(part)}`
        : (part.name ?? part.surface ?? part.text ?? "");
    dom.replace(
      bar,
      dom.el("span", { lang: "zh" }, text),
      dom.button(t("to_report"), () => pane("report")),
    );
  }

  // To the next finding, here or in the next document that is listed; `errors` alone, or warnings too.
  async function finding(by, errors = list.errorsOnly()) {
    const found = shown ? report.steps(shown, errors) : [];
    const place = at.kind === "findings" ? found.findIndex((finding) => finding.place === at.number) : by > 0 ? -1 : 0;
    const next = place < 0 && by < 0 ? null : found[place + by];
    if (next) return go(link(shown.note.id, "findings", next.place));
    const id = await list.step(by, errors ? ["error"] : ["error", "warning"]);
    const end = by > 0 ? "first" : "last";
    return id === null ? say(t("no_findings")) : go(link(id, "findings", errors ? `${end}-error` : end));
  }

  async function neighbour(by) {
    const id = await list.step(by);
    if (id !== null) go(link(id));
  }

  function filter(changes) {
    list.set({ words: "", status: "all", review: "", region: "", code: "", errors: false, ...changes });
    pane("documents");
    go(shown ? link(shown.note.id) : "#");
  }

  // Draw the open document again, in another language.
  function redraw() {
    if (!shown) return;
    article.draw(shown);
    redrawReport();
  }

  // Draw its report again, as after a decision.
  function redrawReport() {
    if (!shown) return;
    const tops = ["article", "report"].map((id) => [dom.byId(id), dom.byId(id).scrollTop]);
    report.draw(shown);
    const [kept, was] = [document.body.dataset.pane, at];
    select(was.kind, was.number);
    pane(kept);
    for (const [node, top] of tops) node.scrollTop = top;
  }

  // Draw the open document with what was decided on it, and its row in the list.
  async function redecide() {
    if (!shown) return;
    review.lay(shown);
    redraw();
    await data.patch(shown.place, review.left(shown));
    await list.ask();
  }

  // The open document as the store has it now.
  async function reload() {
    const open = shown;
    if (!open) return;
    const loaded = await data.load(open.place);
    if (shown === open) shown = loaded;
  }

  // What is selected and can be decided on: a figure, a measure, else null.
  function chosen() {
    const number = shown ? figureAt() : null;
    if (number !== null) return { figure: shown.figures[number] };
    const place = at.kind === "measures" ? at.number : at.kind === "findings" ? report.itemOf(shown.findings[at.number], "measures") : null;
    return place !== null && shown?.measures[place] ? { measure: shown.measures[place] } : null;
  }

  function decide(action) {
    const { figure, measure } = chosen() ?? {};
    if (figure) decisions.decide(shown, action, figures.exported(figure));
    if (measure) edits.decideOnMeasure(shown, measure, action);
  }

  function undo() {
    const { figure, measure } = chosen() ?? {};
    if (figure) return decisions.undo(shown, { figure: figures.exported(figure) });
    return decisions.undo(shown, measure ? { measure: figures.exportedMeasure(measure) } : {});
  }

  function edit() {
    const { figure, measure } = chosen() ?? {};
    if (figure) return edits.figure(shown, figure);
    return measure ? edits.measure(shown, measure) : shown && edits.document(shown);
  }

  function cite() {
    const { figure, measure } = chosen() ?? {};
    if (figure) return citing.copy(shown, "figures", shown.figures.indexOf(figure));
    return measure ? citing.copy(shown, "measures", shown.measures.indexOf(measure)) : null;
  }

  const added = (figure) => decisions.decide(shown, "add", figure);

  return {
    added,
    cite,
    decide,
    edit,
    filter,
    finding,
    follow,
    go,
    link,
    neighbour,
    pane,
    redecide,
    redraw,
    redrawReport,
    reload,
    say,
    shown: () => shown,
    table,
    undo,
  };
})();
