// How a figure is shown: its amount, its verdict, and its key.
const figures = (() => {
  const BAD = ["quote_not_found", "unsupported", "misattributed", "unit_mismatch", "qualifier_mismatch"];
  const KNOWN_BY = ["subject", "value", "low", "high", "unit", "qualifier", "quote"];
  const FORMAT = new Intl.NumberFormat("en-US", { maximumFractionDigits: 10 });

  const number = (value) => (value === null ? "…" : FORMAT.format(value));
  const span = (start, end) => (start === null || start === undefined ? null : [start, end]);

  function quantity(figure) {
    if (figure.value !== null) return number(figure.value);
    if (figure.low === null && figure.high === null) return "—";
    return figure.low === figure.high ? number(figure.low) : `${number(figure.low)}–${number(figure.high)}`;
  }

  function amount(figure) {
    const unit = figure.unit === "%" ? "%" : figure.unit ? ` ${figure.unit}` : "";
    return `${quantity(figure)}${unit}${figure.qualifier ? ` (${figure.qualifier})` : ""}`;
  }

  // What a figure may mean where it is not one number: 6000多 is 6,000–7,000.
  const range = (figure) =>
    figure.low === figure.high || figure.value === null ? null : `${number(figure.low)}–${number(figure.high)}`;

  // Never 100% where something is left.
  const percent = (part, whole) => (whole ? `${number(Math.floor((part / whole) * 1000) / 10)}%` : "—");

  const verdict = (figure) => figure.verdict ?? "missed";
  const tone = (figure) => (figure.verdict === "verified" ? "good" : BAD.includes(figure.verdict) ? "bad" : "missed");

  // A figure as a decisions file has it: spans are those of the raw document.
  const exported = (figure) => ({
    ...Object.fromEntries(data.run.figure_fields.map(({ name }) => [name, figure[name] ?? null])),
    quote_span: span(figure.quote_start, figure.quote_end),
    span: span(figure.start, figure.end),
  });

  const key = (figure) => JSON.stringify([...KNOWN_BY.map((name) => figure[name] ?? null), figure.span ?? null]);

  return { amount, exported, key, number, percent, range, tone, verdict };
})();
