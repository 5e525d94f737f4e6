// The dialog to edit a figure, a measure, or the document's own fields. Only what was changed becomes a decision.
const edits = (() => {
  const NUMBERS = ["value", "low", "high"];
  const STATUS = ["actual", "planned", "required", "offered", "negated"];
  const ASPECTS = ["amount", "change", "growth", "share", "per", "index", "duration"];
  const BASES = ["yoy", "mom", "previous", "other"];
  const KINDS = ["scheme", "rule", "body", "action", "facility", "tool", "document", "oversight", "project", "funding"];
  const STANDING = ["in_force", "completed", "planned", "called_for", "ended"];

  const text = (value) => (value === null || value === undefined ? "" : String(value));
  const inWords = (part) => text(part?.iso ?? part?.surface ?? part?.name);
  const labels = (values, label) => [["", "—"], ...values.map((value) => [value, label(value)])];
  const flags = () => [["", "—"], ["true", t("yes")], ["false", t("no")]];

  // The fields of a figure: name, how it is shown in the form, and what can be chosen, if not anything.
  const figureFields = (shown, row) => [
    ["subject", text(row.subject)],
    ["value", text(row.value)],
    ["unit", text(row.unit)],
    ["qualifier", text(row.qualifier)],
    ["low", text(row.low)],
    ["high", text(row.high)],
    ["quote", text(row.quote), "area"],
    ["period", inWords(row.period)],
    ["place", inWords(row.place)],
    ["measure", text(row.measure), measuresOf(shown)],
    ["status", text(row.status), labels(STATUS, words.figureStatus)],
    ["aspect", text(row.aspect), labels(ASPECTS, words.aspect)],
    ["direction", text(row.direction), labels(["increase", "decrease"], words.direction)],
    ["base", text(row.base), labels([...new Set([...BASES, row.base].filter(Boolean))], words.base)],
    ["cumulative", text(row.cumulative === null ? null : Boolean(row.cumulative)), flags()],
    ["new", text(row.new === null ? null : Boolean(row.new)), flags()],
    ["whole", row.whole ? JSON.stringify(row.whole) : "", wholesOf(shown, row)],
  ];

  const measureFields = (shown, row) => [
    ["name", text(row.name)],
    ["kind", text(row.kind), labels(KINDS, words.kind)],
    ["status", text(row.status), STANDING.map((value) => [value, words.measureStatus(value)])],
    ["actor", text(row.actor)],
    ["target", text(row.target)],
    ["place", inWords(row.place)],
    ["when", text(row.when)],
    ["parent", text(row.parent), measuresOf(shown, row.id)],
  ];

  const documentFields = (shown) => [
    ["region", regionOf(shown.report)],
    ["published", text(shown.report.published)],
    ["headline", text(shown.report.headline), "area"],
    ["points", shown.points.map((point) => point.text).join("\n"), "lines"],
    ...shown.dates.map((date, place) => [`dates-${place}`, text(date.iso), null, date.surface]),
  ];

  const regionOf = ({ province, city, county, town }) => [...new Set([province, city, county, town].filter(Boolean))].join("");
  const measuresOf = (shown, without) => [["", "—"], ...shown.measures.filter(({ id }) => id !== without).map(({ id, name }) => [id, name])];
  const wholesOf = (shown, row) => [
    ["", "—"],
    ...shown.figures
      .filter((item) => item.start !== null && item.start !== row.start)
      .map((item) => [JSON.stringify([item.start, item.end]), `${figures.written(item)} ${item.subject ?? ""}`]),
  ];

  const inputId = (name) => `edit-${name}`;

  function input(name, value, kind) {
    const attributes = { id: inputId(name), lang: "zh", autocomplete: "off" };
    if (kind instanceof Array) {
      const options = kind.map(([option, label]) => dom.el("option", { value: option, selected: option === value }, label));
      return dom.el("select", attributes, options);
    }
    if (kind) return dom.el("textarea", { ...attributes, rows: kind === "lines" ? 7 : 2 }, value);
    const mode = NUMBERS.includes(name) ? "decimal" : null;
    return dom.el("input", { type: "text", ...attributes, value, inputmode: mode, placeholder: t(`hint_${name.split("-")[0]}`, {}, "") || null });
  }

  const field = ([name, value, kind, label]) =>
    dom.el("label", { class: kind === "area" || kind === "lines" ? "wide" : null }, dom.el("span", {}, label ?? t(`field_${name}`)), input(name, value, kind));

  // A field as a decision has it; undefined where it is no number.
  function typed(name, value) {
    if (value === "") return null;
    if (NUMBERS.includes(name)) {
      const number = Number(value.replaceAll(",", ""));
      return Number.isFinite(number) ? number : undefined;
    }
    if (name === "cumulative" || name === "new") return value === "true";
    return name === "whole" ? JSON.parse(value) : value;
  }

  // The fields that differ from what the form began with; null, with a word to the reader, where one can't be used.
  function changed(fields, wrong) {
    const found = {};
    for (const [name, before] of fields) {
      const value = dom.byId(inputId(name)).value.trim();
      if (value === before) continue;
      found[name] = typed(name, value);
      const needed = ["quote", "name"].includes(name) && found[name] === null;
      if (found[name] !== undefined && !needed) continue;
      dom.replace(wrong, t(needed ? "needed" : "value_needed", { name: t(`field_${name}`) }));
      dom.byId(inputId(name)).focus();
      return null;
    }
    return found;
  }

  // Without those that are as the report has them.
  function different(changes, original, fieldsOf) {
    const own = new Map(fieldsOf.map(([name, value]) => [name, value]));
    const shownAs = (value) => (value instanceof Array ? JSON.stringify(value) : text(value));
    return Object.fromEntries(Object.entries(changes).filter(([name, value]) => !own.has(name) || shownAs(value) !== own.get(name)));
  }

  function form(title, fields, act, { about = null, also = [], watch = null } = {}) {
    const wrong = dom.el("p", { class: "wrong", role: "alert" });
    const hint = dom.el("p", { class: "muted", role: "status", id: "edit-hint" });
    const note = dom.el("input", { type: "text", id: "edit-note", placeholder: t("note"), "aria-label": t("note"), autocomplete: "off" });
    const save = () => {
      const found = changed(fields, wrong);
      if (found === null) return;
      dom.byId("editing").close();
      act(found, note.value.trim());
    };
    const nodes = fields.map(field);
    const look = () => watch && dom.replace(hint, watch());
    const grid = dom.el("div", { class: "fields", oninput: look }, nodes);
    grid.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target.tagName === "TEXTAREA") return;
      event.preventDefault();
      save();
    });
    dialogs.open("editing", title, about, grid, hint, wrong, dom.el("div", { class: "acts" }, dom.button(t("save"), save, { class: "main" }), also, note));
    look();
    dom.byId(inputId(fields[0][0])).focus();
  }

  const close = (act) => () => {
    dom.byId("editing").close();
    act();
  };

  // What the quote says, beside the number that is typed.
  function numbersOf(shown, row) {
    return () => {
      const quote = dom.byId(inputId("quote")).value.trim();
      const value = typed("value", dom.byId(inputId("value")).value.trim());
      const [start, end] = quote === row.quote ? [row.quote_text_start, row.quote_text_end] : review.placeOf(quote, shown);
      if (start === null) return t("quote_missing");
      const inside = review.numbersIn(start, end, shown);
      const same = inside.some((item) => review.isTyped(item, { value }));
      const all = inside.map((item) => item.surface).join("、") || "—";
      return t(same || value === null ? "quote_has" : "quote_lacks", { numbers: all });
    };
  }

  function figure(shown, row) {
    const fields = figureFields(shown, row);
    const original = row.original ?? row;
    const act = (found, note) => decide(shown, { figure: figures.exported(row) }, row, different({ ...row.decision?.changes, ...found }, original, figureFields(shown, original)), note);
    form(t("edit_figure"), fields, act, { watch: numbersOf(shown, row), also: undoing(shown, row, { figure: figures.exported(row) }) });
  }

  // One decision with all that was changed; with nothing left of it, none.
  function decide(shown, part, row, changes, note) {
    if (Object.keys(changes).length) return decisions.make([[shown, { ...part, action: "edit", changes, note }]]);
    return row.decision?.action === "edit" ? decisions.undo(shown, part) : routes.say(t("nothing_changed"));
  }

  const undoing = (shown, row, part) =>
    row.decision ? [dom.button(t("take_back"), close(() => decisions.undo(shown, part)))] : [];

  function measure(shown, row) {
    const fields = measureFields(shown, row);
    const original = row.original ?? row;
    const part = { measure: figures.exportedMeasure(row) };
    const act = (found, note) => decide(shown, part, row, different({ ...row.decision?.changes, ...found }, original, measureFields(shown, original)), note);
    const also = [
      dom.button([dom.icon("good"), t("accept")], close(() => decideOnMeasure(shown, row, "accept")), { class: "accept" }),
      dom.button([dom.icon("bad"), t("reject")], close(() => decideOnMeasure(shown, row, "reject")), { class: "reject" }),
      ...undoing(shown, row, part),
    ];
    form(t("edit_measure"), fields, act, { also, watch: inTextOf(shown) });
  }

  const inTextOf = (shown) => () => {
    const name = dom.byId(inputId("name")).value.trim();
    return name && review.placeOf(name, shown)[0] === null ? t("name_missing") : "";
  };

  function decideOnMeasure(shown, row, action) {
    const changes = action === "accept" ? row.decision?.changes : null;
    decisions.make([[shown, { measure: figures.exportedMeasure(row), action, changes }]]);
  }

  // A measure that is missing, from the words that name it.
  function addMeasure() {
    const shown = routes.shown();
    const chosen = article.selection();
    if (!shown || !chosen) return routes.say(t("select_first"));
    const fields = measureFields(shown, { name: "", status: "in_force" });
    const act = (found, note) => {
      if (!found.name) return routes.say(t("needed", { name: t("field_name") }));
      return decisions.make([[shown, { measure: { status: "in_force", ...found }, action: "add", note }]]);
    };
    form(t("adding_measure"), fields, act, { watch: inTextOf(shown) });
    dom.byId(inputId("name")).value = chosen.quote.trim();
    return dom.byId(inputId("name")).select();
  }

  function document(shown) {
    if (!shown.report) return;
    const fields = documentFields(shown);
    const act = (found, note) => {
      const plain = Object.entries(found).filter(([name]) => !name.includes("-") && name !== "points");
      const changes = { ...decisions.held(shown, "document")?.changes, ...Object.fromEntries(plain) };
      if ("points" in found) changes.points = pointsOf(shown, found.points ?? "");
      if (Object.keys(found).some((name) => name.startsWith("dates-"))) changes.dates = datesOf(shown, found);
      if (!Object.keys(found).length) return routes.say(t("nothing_changed"));
      return decisions.make([[shown, { action: "edit", changes, note }]]);
    };
    const also = decisions.held(shown, "document") ? [dom.button(t("take_back"), close(() => decisions.undo(shown, {})))] : [];
    form(t("edit_document"), fields, act, { about: dom.el("p", { class: "muted" }, t("edit_document_how")), also });
  }

  // The lines as points, each with the measures of the point that it was.
  const pointsOf = (shown, lines) =>
    lines
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean)
      .map((line, place) => {
        const before = shown.points.find((point) => point.text === line) ?? shown.points[place];
        return { text: line, measures: before?.measures ?? [] };
      });

  const datesOf = (shown, found) =>
    shown.dates.map(({ start, end, surface, iso }, place) => ({ start, end, surface, iso: `dates-${place}` in found ? found[`dates-${place}`] : iso }));

  const button = (act, name) => dom.button("✎", act, { class: "pen", title: t("edit"), "aria-label": `${t("edit")}: ${name}` });

  return { addMeasure, button, decideOnMeasure, document, figure, measure };
})();
