// What a figure or measure means, in words: times, places, status, and all fields that have no place of their own.
const facts = (() => {
  // Fields of a figure that are shown elsewhere, or here in words of their own.
  const FIGURE = new Set([
    ...["subject", "value", "low", "high", "unit", "qualifier", "as_written", "measure", "quote", "verdict", "origin"],
    ...["status", "aspect", "direction", "base", "cumulative", "new", "period", "place", "whole", "table", "role"],
    ...["page", "cell"],
  ]);
  const MEASURE = new Set([
    ...["id", "name", "kind", "parent", "actor", "target", "place", "status", "when", "spans", "figures", "origin", "page"],
  ]);

  // `2024-01/2024-10`, `/2022-03-17` and `2022-03-17/` in words; other words of a time as they are.
  function time(iso) {
    const ends = iso.split("/");
    if (ends.length !== 2) return iso;
    const [start, end] = ends;
    if (!start) return t("until", { end });
    return end ? t("from_until", { start, end }) : t("from", { start });
  }

  // A time with its dates in one piece each.
  const unbroken = (words) =>
    words.split(/(\d{4}-[\d-]+)/u).map((part, place) => (place % 2 ? dom.el("span", { class: "date" }, part) : part));

  const known = (period) =>
    [period.surface, period.inferred ? t("inferred") : null, messages.reason(period.reason, period.said)]
      .filter(Boolean)
      .join(" ") || t("stated");

  function period(found) {
    if (!found) return null;
    const shown = found.iso ? time(found.iso) : found.surface;
    if (!shown) return null;
    const inferred = found.inferred ? dom.el("i", { class: "inferred" }, t("inferred_mark")) : null;
    return dom.el("span", { class: "fact time", title: known(found) }, shown, inferred);
  }

  // A time with how it is known, in full.
  const periodInFull = (found) =>
    found?.iso || found?.surface ? `${time(found.iso ?? found.surface)} (${known(found)})` : null;

  function place(found) {
    if (!found?.name) return null;
    const path = [found.province, found.city, found.county, found.town].filter(Boolean);
    const code = found.towncode ?? found.adcode;
    const title = [[...new Set(path)].join(" › "), code].filter(Boolean).join(" ");
    return dom.el("span", { class: "fact", lang: "zh", title: title || null }, found.name);
  }

  // The report's own region is shown once, above.
  const isWhole = (found, report) =>
    Boolean(found?.adcode) && found.adcode === report.adcode && (found.towncode ?? null) === report.towncode;

  // The other fields of a row by their names, as a user's or a new one.
  function others(row, fields, own) {
    const value = (cell) => (cell instanceof Object ? Object.values(cell).flat().filter(Boolean).join(" / ") : cell);
    return fields
      .filter(({ name }) => !own.has(name) && (row[name] ?? null) !== null)
      .map((field) => `${field[t.language()].replace(/[.:。：].*$/u, "")}: ${value(row[field.name])}`);
  }

  function whole(figure, shown) {
    if (!figure.whole) return null;
    const number = shown.figures.findIndex((item) => item.start === figure.whole[0] && item.end === figure.whole[1]);
    if (number < 0) return null;
    const of = shown.figures[number];
    return dom.el(
      "a",
      { href: routes.link(shown.note.id, "figures", number), class: "fact" },
      t("part_of", { words: figures.written(of) }),
    );
  }

  function measure(figure, shown) {
    const number = shown.measures.findIndex((item) => item.id === figure.measure);
    if (number < 0) return null;
    const { name } = shown.measures[number];
    return dom.el("a", { href: routes.link(shown.note.id, "measures", number), class: "fact", lang: "zh" }, name);
  }

  const tableOf = ({ table }) => (table ? [table.row, table.column].filter(Boolean).join(" / ") || null : null);

  // All facts of a figure, the measure first.
  function ofFigure(figure, shown) {
    const kind = figure.aspect && figure.aspect !== "amount" ? words.aspect(figure.aspect) : null;
    const base = figure.base ? words.base(figure.base) : null;
    const role = figure.role && figure.role !== "figure" ? words.role(figure.role) : null;
    return [
      measure(figure, shown),
      tableOf(figure),
      ...[kind, base, figure.direction ? words.direction(figure.direction) : null],
      ...[figure.cumulative ? t("cumulative") : null, figure.new ? t("new") : null, role],
      whole(figure, shown),
      isWhole(figure.place, shown.report) ? null : place(figure.place),
      period(figure.period),
      ...others(figure, data.run.fields.figures, FIGURE),
    ].filter(Boolean);
  }

  // The page or the cell of the file; the server shows the page of a PDF as it looks.
  function inFile({ page, cell }, shown = null) {
    if (cell ?? !page) return cell;
    const name = t("page_n", { n: page });
    const file = shown && data.original(shown);
    return file ? dom.el("a", { href: `${file}#page=${page}`, target: "_blank", rel: "noreferrer", class: "fact" }, name) : name;
  }

  const ofMeasure = (row, shown) => [inFile(row, shown), ...others(row, data.run.fields.measures, MEASURE)].filter(Boolean);

  const badge = (kind, label, title = null) => dom.el("span", { class: `badge ${kind}`, title }, label);

  // How a figure or measure stands, where it is not simply so.
  const status = (value, usual, label) =>
    value && value !== usual ? badge(`state ${value}`, label(value)) : null;

  const byRules = (origin, title) => (origin === "rules" ? badge("rules", t("by_rules"), title) : null);

  const joined = (found) => found.flatMap((item, place) => (place ? [" · ", item] : [item]));

  return { badge, byRules, inFile, isWhole, joined, ofFigure, ofMeasure, periodInFull, place, status, time, unbroken };
})();
