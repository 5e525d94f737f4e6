// Where the reader is: `#document`, `#document/figures/3`, `#/overview`. Links lead there, and keys.
const routes = (() => {
  const SECONDS_SAID = 5;
  let shown = null;
  let at = { kind: null, number: null };
  let asked = 0;
  let saying = null;

  const link = (id, kind = null, number = null) => `#${encodeURIComponent(id)}${kind ? `/${kind}/${number}` : ""}`;

  function go(hash) {
    if (location.hash !== hash) history.pushState(null, "", hash);
    follow();
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

  function view(name) {
    document.body.dataset.view = name;
    dom.byId("bench").hidden = name !== "bench";
    dom.byId("overview").hidden = name !== "overview";
    for (const view of ["bench", "overview"]) dom.byId(`to-${view}`).toggleAttribute("aria-current", view === name);
    if (name === "overview") overview.draw();
  }

  async function follow() {
    const parts = location.hash.slice(1).split("/");
    if (parts[1] === "overview") return view("overview");
    view("bench");
    const id = unescaped(parts[0]);
    if (id === "") return start();
    if (!data.places.has(id)) return say(t("no_document"));
    return open(data.places.get(id), parts[1] ?? null, parts[2] ?? null);
  }

  function unescaped(part) {
    try {
      return decodeURIComponent(part);
    } catch {
      return part;
    }
  }

  // The first document to look at, where no link says which.
  function start() {
    const first = data.index.find((row) => row.errors) ?? data.index.find((row) => row.warnings) ?? data.index[0];
    if (!first) return;
    history.replaceState(null, "", link(first.id));
    open(first.place, null, null).then(() => pane("documents"));
  }

  async function open(place, kind, number) {
    asked += 1;
    const mine = asked;
    if (shown?.place !== place) {
      try {
        const loaded = await data.load(place);
        if (mine !== asked) return;
        shown = loaded;
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

  // The number of a finding may be `first` or `last`.
  function numbered(kind, number) {
    if (kind !== "findings" || !["first", "last"].includes(number)) return Number(number);
    const found = report.steps(shown).at(number === "first" ? 0 : -1)?.place ?? 0;
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

  function finding(by) {
    const found = shown ? report.steps(shown) : [];
    const place = at.kind === "findings" ? found.findIndex((finding) => finding.place === at.number) : by > 0 ? -1 : 0;
    const next = found[place + by];
    if (next) return go(link(shown.note.id, "findings", next.place));
    const row = list.step(by, (entry) => entry.toReview > 0);
    return row ? go(link(row.id, "findings", by > 0 ? "first" : "last")) : say(t("no_findings"));
  }

  function neighbour(by) {
    const row = list.step(by);
    if (row) go(link(row.id));
  }

  function filter(changes) {
    list.set({ words: "", status: "all", region: "", code: "", ...changes });
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
    const tops = ["article", "report"].map((id) => [dom.byId(id), dom.byId(id).scrollTop]);
    report.draw(shown);
    const [kept, was] = [document.body.dataset.pane, at];
    select(was.kind, was.number);
    pane(kept);
    for (const [node, top] of tops) node.scrollTop = top;
  }

  function decide(action) {
    const number = shown ? figureAt() : null;
    if (number !== null) decisions.decide(shown, action, figures.exported(shown.figures[number]));
  }

  const added = (figure) => decisions.decide(shown, "add", figure);

  return {
    added,
    decide,
    filter,
    finding,
    follow,
    go,
    link,
    neighbour,
    pane,
    redraw,
    redrawReport,
    say,
    shown: () => shown,
  };
})();
