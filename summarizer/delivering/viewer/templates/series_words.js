// Words of series: what one is of, the kind of a period, and a value as its document writes it.
const seriesWords = (() => {
  const DAY = 24 * 3600 * 1000;
  const LENGTHS = [
    ["month", 28, 31],
    ["quarter", 90, 92],
  ];
  // Kinds of periods in the order in which they are offered. Values of two kinds are never on one line: the sum of half a
  // year is not below that of the whole year because it fell.
  const KINDS = ["year", "to_date", "quarter", "month", "span"];

  const name = (row) => [row.scope, row.subject].filter(Boolean).join(" ");

  // What sets it apart from others of its name.
  const meaning = (row) =>
    [
      row.aspect === "amount" ? null : words.aspect(row.aspect),
      row.base ? words.base(row.base) : null,
      row.measure ? t("of_measure", { name: row.measure }) : null,
    ].filter(Boolean);

  const full = (row) => [name(row), ...meaning(row), row.unit].filter(Boolean).join(" · ");
  const link = (row) => `#/series/${row.id}`;

  function kind({ start, end }) {
    if (!start) return end.endsWith("-12-31") ? "year" : "to_date";
    const days = Math.round((Date.parse(end) - Date.parse(start)) / DAY) + 1;
    return LENGTHS.find(([, least, most]) => days >= least && days <= most)?.[0] ?? "span";
  }

  const isLastOfMonth = (day) => new Date(Date.parse(day) + DAY).getUTCDate() === 1;

  // The end of a period, short for an axis.
  const tick = ({ end }, of) => (of === "year" ? end.slice(0, 4) : isLastOfMonth(end) ? end.slice(0, 7) : end);

  const period = (point) => (kind(point) === "year" ? point.end.slice(0, 4) : facts.time(point.period));

  const asFigure = (value, row) => ({ ...value, unit: row.unit, qualifier: null, verdict: "verified" });
  const written = (value, row) => value.as_written || figures.amount(asFigure(value, row));
  const reading = (value, row) => (value.as_written ? figures.reading(asFigure(value, row)) : null);

  // As written, and of a decrease that only words tell the number below zero too.
  const signed = (value, row) => {
    const read = value.value < 0 ? reading(value, row) : null;
    return read ? `${written(value, row)} (${read})` : written(value, row);
  };

  const status = (point) => words.figureStatus(point.status);

  return { KINDS, full, kind, link, meaning, name, period, reading, signed, status, tick, written };
})();
