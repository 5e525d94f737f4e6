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

  // The number as the document writes it, where it was found there: a doubted figure claims another.
  const isClaim = (figure) => !figure.as_written || tone(figure) === "bad";
  const written = (figure) => (isClaim(figure) ? amount(figure) : figure.as_written);

  // Beside the number as written, its value, where the digits don't show it: 126.38亿元 is 12,638,000,000 元.
  function reading(figure) {
    if (isClaim(figure)) return figure.as_written && t("as_written", { words: figure.as_written });
    const digits = figure.as_written.normalize("NFKC").replaceAll(",", "").match(/\d+(?:\.\d+)?/gu) ?? [];
    const ends = figure.value === null ? [figure.low, figure.high] : [figure.value];
    return ends.every((end) => end === null || digits.some((item) => Number(item) === end)) ? null : amount(figure);
  }

  // What a figure may mean where it is not one number: 6000多 is 6,000–7,000.
  const range = (figure) =>
    figure.low === figure.high || figure.value === null ? null : `${number(figure.low)}–${number(figure.high)}`;

  // Never 100% where something is left.
  const percent = (part, whole) => (whole ? `${number(Math.floor((part / whole) * 1000) / 10)}%` : "—");

  const verdict = (figure) => figure.verdict ?? "missed";
  const DECIDED = { accept: "good", reject: "aside" };
  const judged = ({ verdict }) => (verdict === "verified" ? "good" : BAD.includes(verdict) ? "bad" : "missed");
  const tone = (figure) => DECIDED[figure.decision?.action] ?? judged(figure);

  const declared = (table, row) => Object.fromEntries(data.run.fields[table].map(({ name }) => [name, row[name] ?? null]));

  // A figure as a decisions file has it, before what was decided on it: spans are those of the raw document.
  function exported({ original, ...own }) {
    const figure = original ?? own;
    const spans = { quote_span: span(figure.quote_start, figure.quote_end), span: span(figure.start, figure.end) };
    return { ...declared("figures", figure), ...spans };
  }

  const exportedMeasure = (measure) => declared("measures", measure.original ?? measure);

  const key = (figure) => JSON.stringify([...KNOWN_BY.map((name) => figure[name] ?? null), figure.span ?? null]);

  return { amount, exported, exportedMeasure, key, number, percent, range, reading, tone, verdict, written };
})();
