// The report of the open document: its points, where and when, what should be looked at, its measures and figures.
const report = (() => {
  const SEVERITIES = ["error", "warning", "info"];
  let shown = null;

  const block = (name, title, ...content) =>
    dom.el(
      "section",
      { class: `block ${name}`, "aria-labelledby": `${name}-title` },
      dom.el("h3", { id: `${name}-title` }, title),
      content,
    );

  const compared = (a, b) => (a === b ? 0 : a === null ? 1 : b === null ? -1 : a - b);

  // The findings as they are listed and stepped through: the worst first, then as the article goes, then those that
  // have no words in it.
  const order = (item) =>
    item.findings
      .map((finding, place) => ({ ...finding, place }))
      .filter((finding) => !finding.settled)
      .sort(
        (a, b) =>
          SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
          compared(a.text_start, b.text_start) ||
          a.place - b.place,
      );

  const isNote = (finding) => finding.severity === "info";

  // Those that `n` and `p` step through: errors and warnings, or errors alone; of a document with nothing else, its notes.
  function steps(item, errors = false) {
    const found = order(item);
    if (errors) return found.filter((finding) => finding.severity === "error");
    const grave = found.filter((finding) => !isNote(finding));
    return grave.length ? grave : found;
  }

  const itemOf = (finding, kind) =>
    finding.item?.startsWith(`${kind}/`) ? Number(finding.item.slice(kind.length + 1)) : null;

  function findingRow(finding) {
    return dom.el(
      "li",
      { id: `findings-${finding.place}` },
      dom.el(
        "a",
        { class: `finding ${finding.severity}`, href: routes.link(shown.note.id, "findings", finding.place) },
        dom.icon(finding.severity, words.severity(finding.severity)),
        dom.el(
          "span",
          {},
          dom.el("b", {}, words.finding(finding.code)),
          " ",
          dom.el("span", { class: "muted" }, messages.finding(finding)),
        ),
      ),
    );
  }

  // Errors and warnings; those that are only notes are folded, and warnings too where a reader wants errors alone.
  function findings() {
    const found = order(shown);
    const settled = shown.findings.map((item, place) => ({ ...item, place })).filter((item) => item.settled);
    const isFolded = list.errorsOnly() ? (item) => item.severity !== "error" : isNote;
    const [notes, grave] = [found.filter(isFolded), found.filter((item) => !isFolded(item))];
    return block(
      "findings",
      t("findings_n", { n: grave.length }),
      grave.length ? dom.el("ol", {}, grave.map(findingRow)) : dom.el("p", { class: "muted" }, t("no_findings")),
      notes.length
        ? dom.el(
            "details",
            { class: "notes" },
            dom.el("summary", {}, t(notes.every(isNote) ? "notes_n" : "notes_and_warnings_n", { n: notes.length })),
            dom.el("ol", {}, notes.map(findingRow)),
          )
        : null,
      settled.length
        ? dom.el(
            "details",
            { class: "notes settled" },
            dom.el("summary", {}, t("settled_n", { n: settled.length })),
            dom.el("ol", {}, settled.map(findingRow)),
          )
        : null,
    );
  }

  // What is wrong with a part of the report, beside it.
  const reasons = (item) =>
    shown.findings
      .filter((finding) => finding.item === item && !isNote(finding) && !finding.settled)
      .map((finding) => dom.el("span", { class: `why ${finding.severity}` }, messages.finding(finding)));

  function why(number, figure) {
    const found = shown.findings.filter((item) => itemOf(item, "figures") === number && !item.settled);
    const named = (item) => (item.code === figure.verdict ? "" : `${words.finding(item.code)}: `);
    const reasons = found.map((item) => `${named(item)}${messages.finding(item)}`);
    return reasons.length
      ? reasons
      : [figure.verdict === "verified" ? t("why_verified") : words.verdict(figures.verdict(figure))];
  }

  function figureRow(figure, number) {
    const { decision } = figure;
    const verdict = words.verdict(figures.verdict(figure));
    const tone = figures.tone(figure);
    return dom.el(
      "tr",
      { id: `figures-${number}`, class: `figure ${tone} ${decision ? decision.action : ""}`, "data-figure": number },
      dom.el("td", {}, dom.icon(tone, verdict)),
      dom.el(
        "td",
        { class: "amount" },
        dom.el("a", { href: routes.link(shown.note.id, "figures", number), lang: "zh" }, figures.written(figure)),
        dom.el("span", { class: "reading", lang: "zh" }, figures.reading(figure)),
      ),
      dom.el(
        "td",
        {},
        dom.el(
          "span",
          { class: "subject", lang: "zh" },
          figure.subject ?? t("no_subject"),
          facts.status(figure.status, "actual", words.figureStatus),
          citing.button(shown, "figures", number, figures.written(figure)),
        ),
        dom.el("span", { class: "about" }, facts.joined(facts.ofFigure(figure, shown))),
        ["good", "aside"].includes(tone) ? null : dom.el("span", { class: `verdict ${tone}` }, verdict),
        tone === "bad" ? why(number, figure).map((item) => dom.el("span", { class: "why" }, item)) : null,
        review.line(figure),
      ),
    );
  }

  // What a selected figure shows besides: quote, range, reasons, and the buttons to decide on it.
  function details(figure, number) {
    const range = figures.range(figure);
    const time = facts.periodInFull(figure.period);
    const { decision } = figure;
    const note = dom.el("input", {
      type: "text",
      id: "note",
      "data-note": true,
      "aria-label": t("note"),
      placeholder: t("note"),
      value: decision?.own ? decision.note : null,
    });
    const act = (action) => () => decisions.decide(shown, action, figures.exported(figure), note.value.trim());
    const pressed = (action) => ({
      "aria-pressed": String(Boolean(decision?.own) && decision.action === action),
      class: action,
    });
    return dom.el(
      "tr",
      { class: "details" },
      dom.el(
        "td",
        { colspan: 3 },
        dom.el("blockquote", { lang: "zh" }, figure.quote),
        facts.inFile(figure) ? dom.el("p", { class: "muted" }, facts.inFile(figure, shown)) : null,
        range ? dom.el("p", {}, t("means"), " ", range) : null,
        time ? dom.el("p", {}, t("time"), " ", time) : null,
        figures.tone(figure) === "bad" ? null : why(number, figure).map((item) => dom.el("p", { class: "muted" }, item)),
        dom.el(
          "div",
          { class: "deciding" },
          dom.button([dom.icon("good"), t("accept")], act("accept"), pressed("accept")),
          dom.button([dom.icon("bad"), t("reject")], act("reject"), pressed("reject")),
          dom.button(t("edit"), () => edits.figure(shown, figure), { class: "edit" }),
          decision ? dom.button(t("take_back"), () => decisions.undo(shown, { figure: figures.exported(figure) })) : null,
          note,
          dom.button(t("to_article"), () => routes.pane("article"), { class: "to-article" }),
        ),
      ),
    );
  }

  function table() {
    if (!shown.figures.length) return dom.el("p", { class: "muted" }, t("no_figures"));
    const heads = ["verdict", "figure", "counts"].map((head) =>
      dom.el("th", { scope: "col", class: head === "verdict" ? "unseen-head" : null }, t(head)),
    );
    return dom.el(
      "table",
      { class: "figures" },
      dom.el("thead", {}, dom.el("tr", {}, heads)),
      dom.el("tbody", {}, shown.figures.map(figureRow)),
    );
  }

  // Leads to the parts of a long report.
  function contents() {
    const names = ["points", "findings", "measures", "figures", "dates"];
    const to = (name) => () => dom.byId(`${name}-title`)?.scrollIntoView({ block: "start" });
    return dom.el(
      "nav",
      { class: "contents", "aria-label": t("contents") },
      names.map((name) => dom.button(t(`to_${name}`), to(name), { class: "plain" })),
    );
  }

  function draw(item) {
    shown = item;
    const { note, report } = item;
    const { status } = review.left(item);
    const head = dom.el(
      "header",
      {},
      dom.el("p", { class: `status ${status}` }, dom.icon(words.STATUS_ICONS[status]), t(`status_${status}`)),
      dom.el("h2", { lang: "zh" }, note.title ?? note.id),
    );
    const failed =
      note.status === "failed"
        ? dom.el(
            "p",
            { class: "failure", role: "note" },
            dom.el("b", {}, words.failure(note.error_code)),
            dom.el("br"),
            messages.failure(note),
          )
        : null;
    dom.replace(
      dom.byId("report"),
      head,
      failed,
      report
        ? [
            review.bar(item),
            contents(),
            points.draw(item),
            parts.whereAndWhen(item),
            findings(),
            measures.draw(item),
            measures.slogans(item),
            block("figures", t("figures_n", { n: item.figures.length }), parts.ledger(item), table(), parts.added(item)),
            parts.dates(item),
          ]
        : [item.findings.length ? findings() : null],
      parts.provenance(item),
    );
    dom.byId("report").scrollTop = 0;
  }

  // Mark the row of what is selected, open its figure, and bring it into view.
  function mark(kind, number, figure) {
    const pane = dom.byId("report");
    pane.querySelectorAll(".details").forEach((item) => item.remove());
    pane.querySelectorAll("[aria-current]").forEach((item) => item.removeAttribute("aria-current"));
    const row = kind ? dom.byId(`${kind}-${number}`) : null;
    row?.setAttribute("aria-current", "true");
    unfold(row);
    if (figure !== null) {
      const own = dom.byId(`figures-${figure}`);
      own?.setAttribute("aria-current", "true");
      own?.after(details(shown.figures[figure], figure));
    }
    row?.scrollIntoView({ block: "nearest" });
    if (kind === "figures") row?.nextElementSibling?.scrollIntoView({ block: "nearest" });
  }

  const unfold = (part) => part?.closest("details")?.setAttribute("open", "");

  // Bring a part of the report that has no words in the article into view: its headline, points, region or date.
  function show(item) {
    const part = dom.byId(`${item}-0`) ?? dom.byId(item?.replace("/", "-") ?? "");
    part?.setAttribute("aria-current", "true");
    unfold(part);
    part?.scrollIntoView({ block: "center" });
  }

  function hover(number) {
    for (const row of dom.byId("report").querySelectorAll("tr.figure")) {
      row.classList.toggle("hovered", row.dataset.figure === String(number));
    }
  }

  return { block, draw, hover, itemOf, mark, reasons, show, steps };
})();
