// What decisions make of a document: its figures, measures and fields as they will be delivered, its findings settled.
const review = (() => {
  const FIELDS = ["region", "published", "headline", "points", "dates"];

  // The characters of some words of the text: the first place where they are.
  function placeOf(words, shown) {
    const text = shown.note.text ?? "";
    const at = words ? text.indexOf(words) : -1;
    if (at < 0) return [null, null];
    const start = Array.from(text.slice(0, at)).length;
    return [start, start + Array.from(words).length];
  }

  const numberAt = (span, shown) => shown.mentions.find((item) => span && item.start === span[0] && item.end === span[1]);

  const numbersIn = (start, end, shown) =>
    start === null ? [] : shown.mentions.filter((item) => item.role === "figure" && item.text_start >= start && item.text_end <= end);

  // Whether a number of the text is one that was typed: 300 of 300万元 too.
  const isTyped = (item, { value, low, high }) =>
    value === null
      ? item.value === null && item.low === low && item.high === high
      : item.value === value || Number(item.surface.replaceAll(",", "").match(/\d+(?:\.\d+)?/u)?.[0] ?? NaN) === value;

  // The number of the quote that a figure edited here can rest on; the checker says more when it is stored.
  const numberOf = (figure, shown) =>
    numbersIn(figure.quote_text_start, figure.quote_text_end, shown).find((item) => isTyped(item, figure));

  const inPlace = (mention) => ({
    start: mention?.start ?? null,
    end: mention?.end ?? null,
    text_start: mention?.text_start ?? null,
    text_end: mention?.text_end ?? null,
    as_written: mention?.surface ?? null,
  });

  const coded = (changes) => ({
    ...changes,
    ...("period" in changes ? { period: changes.period && { iso: changes.period, surface: null } } : {}),
    ...("place" in changes ? { place: changes.place && { name: changes.place } } : {}),
  });

  // A figure after its edit: as the store has it checked, or as it was typed, with a look at the numbers of its quote.
  function editedFigure(figure, { result, changes }, shown) {
    const quoted = (words) => (words === figure.quote ? {} : named(["quote_text_start", "quote_text_end"], placeOf(words, shown)));
    if (result) return { ...figure, ...declared("figures", result), ...quoted(result.quote), ...inPlace(numberAt(result.span, shown)), as_written: result.as_written ?? null };
    const made = { ...figure, ...coded(changes), ...quoted(changes.quote ?? figure.quote) };
    const number = numberOf(made, shown);
    const measure = shown.raw.measures.find((item) => item.name === made.measure)?.id ?? made.measure;
    return { ...made, ...inPlace(number), measure, verdict: number ? "verified" : "unsupported" };
  }

  const named = (names, values) => Object.fromEntries(names.map((name, place) => [name, values[place]]));
  const declared = (table, result) =>
    Object.fromEntries(data.run.fields[table].filter(({ name }) => name in result).map(({ name }) => [name, result[name]]));

  function figure(raw, shown) {
    const decision = decisions.on(shown, raw);
    if (!decision) return raw;
    const changed = decision.changes && decision.action !== "add" ? editedFigure(raw, decision, shown) : raw;
    return { ...changed, original: raw, decision };
  }

  function editedMeasure(measure, { result, changes }, shown) {
    const made = result ? declared("measures", { ...result, id: measure.id }) : coded(changes);
    const parent = shown.raw.measures.find((item) => item.name === made.parent)?.id ?? made.parent;
    const places = "name" in changes ? [placeOf(made.name, shown)].filter(([start]) => start !== null) : measure.text_spans;
    const [start, end] = places?.[0] ?? [null, null];
    return { ...measure, ...made, ...("parent" in made ? { parent } : {}), text_spans: places, text_start: start, text_end: end };
  }

  function measure(raw, shown) {
    const decision = decisions.onMeasure(shown, raw);
    if (!decision) return raw;
    const changed = decision.changes && decision.action !== "add" ? editedMeasure(raw, decision, shown) : raw;
    return { ...changed, original: raw, decision };
  }

  // A measure that a person added, as a row.
  function addedMeasure(decision, shown) {
    const own = { ...decision.measure, ...coded(decision.changes ?? {}) };
    const [start, end] = placeOf(own.name, shown);
    const place = typeof own.place === "string" ? { name: own.place } : own.place;
    const spans = start === null ? [] : [[start, end]];
    const row = { id: own.name, origin: "person", figures: [], spans: [], ...own, place, text_start: start, text_end: end, text_spans: spans };
    return { ...row, id: own.id || own.name, original: decision.measure, decision };
  }

  // The fields of the document: each as the latest edit of it has it.
  function fields(shown) {
    const found = new Map();
    for (const item of decisions.standing(shown, "document"))
      for (const name of FIELDS) if (item.changes && name in item.changes) found.set(name, item);
    return found;
  }

  function reportOf(shown, edited) {
    const made = { ...shown.raw.report };
    const value = (name) => edited.get(name).result?.[name] ?? edited.get(name).changes[name];
    if (edited.has("region")) {
      const region = value("region");
      const whole = typeof region === "string" ? { province: region } : region;
      for (const name of ["province", "city", "county", "town", "adcode", "towncode"]) made[name] = whole?.[name] ?? null;
      made.region = (typeof region === "string" ? region : region?.name) ?? null;
    }
    if (edited.has("published")) {
      const published = value("published");
      Object.assign(made, { published: published?.iso ?? published, published_inferred: 0, published_reason: null });
    }
    if (edited.has("headline")) made.headline = value("headline");
    return made;
  }

  function lay(shown) {
    shown.raw ??= { ...shown };
    const { raw } = shown;
    const edited = raw.report ? fields(shown) : new Map();
    shown.figures = raw.figures.map((item) => figure(item, shown));
    shown.measures = raw.measures.map((item) => measure(item, shown));
    shown.measures.push(...decisions.added(shown, "measure").map((item) => addedMeasure(item, shown)));
    shown.edited = edited;
    if (raw.report) shown.report = reportOf(shown, edited);
    const value = (name) => edited.get(name)?.result?.[name] ?? edited.get(name)?.changes[name];
    shown.points = value("points")?.map((point) => ({ numbers: [], origin: "model", ...point })) ?? raw.points;
    shown.dates = value("dates")?.map((date) => ({ ...raw.dates.find((item) => item.start === date.start && item.end === date.end), reason: null, said: null, inferred: 0, ...date })) ?? raw.dates;
    shown.findings = [...raw.findings.map((item) => ({ ...item, settled: isSettled(item, shown) })), ...ofEdits(shown)];
    return shown;
  }

  const decidedAt = (rows, number) => Boolean(rows[Number(number)]?.decision);

  function isSettled({ item }, shown) {
    const [part, number] = (item ?? "").split("/");
    if (part === "figures") return decidedAt(shown.figures, number);
    if (part === "measures") return decidedAt(shown.measures, number);
    return shown.edited.has(part);
  }

  // What the checker says against what was edited, as findings of the report.
  function ofEdits(shown) {
    const of = (decision, item, row) =>
      (decision?.findings ?? []).map((finding) => ({
        ...finding,
        item: item ?? finding.item,
        params: JSON.stringify(finding.params ?? {}),
        text_start: row?.text_start ?? null,
        text_end: row?.text_end ?? null,
        settled: false,
      }));
    return [
      ...shown.figures.flatMap((row, place) => [...of(row.decision, `figures/${place}`, row), ...unsupported(row, place, shown)]),
      ...shown.measures.flatMap((row, place) => of(row.decision, `measures/${place}`, row)),
      ...[...new Set(shown.edited.values())].flatMap((item) => of(item, null, null)),
    ];
  }

  // A number typed here that its quote does not have.
  function unsupported(row, place, shown) {
    if (!row.decision?.own || row.decision.action !== "edit" || row.verdict === "verified") return [];
    const message = t("quote_lacks", { numbers: numbersIn(row.quote_text_start, row.quote_text_end, shown).map((item) => item.surface).join("、") || "—" });
    const span = { text_start: row.quote_text_start, text_end: row.quote_text_end };
    return [{ code: row.verdict, severity: "error", item: `figures/${place}`, params: null, message, ...span, settled: false }];
  }

  // What is left of a document, for the list.
  function left(shown) {
    const open = shown.findings.filter((item) => !item.settled);
    const count = (severity) => open.filter((item) => item.severity === severity).length;
    const [errors, warnings] = [count("error"), count("warning")];
    const reviewed = decisions.onReview(shown);
    const worst = errors ? "error" : warnings ? "warning" : null;
    const failed = shown.note.status === "failed";
    return {
      errors,
      warnings,
      status: failed ? "failed" : errors ? "flagged" : "ok",
      worst: reviewed ? null : worst,
      reviewed: reviewed ? (reviewed.who ?? t("you")) : null,
      review: failed ? null : reviewed ? "reviewed" : "open",
    };
  }

  async function toggle(shown) {
    if (!shown?.report) return;
    const done = Boolean(decisions.onReview(shown));
    await decisions.make([[shown, { action: done ? "reopened" : "reviewed" }]]);
    await data.patch(shown.place, left(shown));
    if (!decisions.served || !decisions.count())
      routes.say(t(done ? "reopened_now" : "reviewed_now", { n: figures.number(await list.left()) }));
  }

  // Above a report: whether it is reviewed and by whom, and the buttons to say so and to edit the document's fields.
  function bar(shown) {
    const done = decisions.onReview(shown);
    const edited = [...shown.edited].map(([name, item]) => `${t(`field_${name}`)} (${by(item)})`).join(" · ");
    return dom.el(
      "div",
      { class: "reviewing" },
      dom.button([dom.icon("good"), t(done ? "is_reviewed" : "mark_reviewed")], () => toggle(shown), {
        id: "mark-reviewed",
        class: done ? "done" : "",
        "aria-pressed": String(Boolean(done)),
        title: t("mark_reviewed_title"),
      }),
      dom.button(t("edit_document"), () => edits.document(shown), { id: "edit-document", title: t("edit_title") }),
      done ? dom.el("span", { class: "muted" }, `${by(done)} · ${done.at.slice(0, 10)}`) : null,
      edited ? dom.el("p", { class: "muted" }, t("edited_fields", { names: edited })) : null,
    );
  }

  const by = (decision) => (decision.own ? t("by_you") : t("by_whom", { who: decision.who }));

  // A value of a field, short.
  function brief(value) {
    if (value === null || value === undefined || value === "") return "—";
    if (value instanceof Array) return value.length > 1 && typeof value[0] === "number" ? value.join("–") : t("items_n", { n: value.length });
    if (value instanceof Object) return value.surface ?? value.iso ?? value.name ?? "…";
    return typeof value === "number" ? figures.number(value) : value === true ? t("yes") : value === false ? t("no") : value;
  }

  // What was edited: each field with its value before.
  function changes(row) {
    const { decision, original } = row;
    if (!decision?.changes || decision.action === "add") return "";
    const was = (name) => (original && name in original ? original[name] : decision.was?.[name]);
    return Object.keys(decision.changes)
      .map((name) => `${t(`field_${name}`, {}, name)}: ${brief(shownAs(name, was(name)))} → ${brief(shownAs(name, decision.changes[name]))}`)
      .join("; ");
  }

  const shownAs = (name, value) => {
    const kinds = { status: "figureStatus", aspect: "aspect", direction: "direction", base: "base", kind: "kind" };
    return kinds[name] && typeof value === "string" ? words[kinds[name]](value) : value;
  };

  // The line beneath a part that says what was decided on it.
  function line(row) {
    const { decision } = row;
    if (!decision) return null;
    const changed = changes(row);
    const unchecked = decision.own && decision.action === "edit" && !decisions.served;
    return dom.el(
      "p",
      { class: `decided ${decision.action}` },
      dom.icon("person"),
      " ",
      t(`decided_${decision.action}`),
      ` · ${by(decision)} · ${decision.at.slice(0, 10)}`,
      decision.note ? ` · ${decision.note}` : "",
      changed ? dom.el("span", { class: "changes", lang: "zh" }, changed) : null,
      unchecked ? dom.el("span", { class: "changes muted" }, t("checked_later")) : null,
    );
  }

  // The rows of documents that were decided on in this browser before, as they are now.
  async function remember() {
    for (const id of decisions.served ? [] : decisions.documents()) {
      const place = await data.place(id);
      if (place !== null) await data.patch(place, left(lay(await data.load(place))));
    }
    await list.ask();
  }

  return { bar, isTyped, lay, left, line, numbersIn, placeOf, remember, toggle };
})();
