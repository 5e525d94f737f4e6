// The texts: an index of all at once, each unpacked when it is wanted; and their words as elements. Spans count code
// points, as the rules do; a string of JavaScript counts some of them twice.
const texts = (() => {
  const VERDICTS = ["supported", "equivalent", "derived", "contradicted", "not_stated"];
  const FLAGGED = ["contradicted", "not_stated"];
  const run = JSON.parse(dom.byId("run-data").textContent);
  Object.assign(LABELS, run.labels);
  const opened = new Map();

  const named = (columns, rows) =>
    rows.map((row) => Object.fromEntries(columns.map((column, place) => [column, row[place]])));
  const index = named(run.columns.index, run.index).map((row, place) => ({
    ...row,
    place,
    flagged: FLAGGED.reduce((sum, verdict) => sum + row[verdict], 0),
    numbers: VERDICTS.reduce((sum, verdict) => sum + row[verdict], 0),
  }));

  async function unpack(number) {
    const packed = atob(dom.byId(`chunk-${number}`).textContent.trim());
    const bytes = Uint8Array.from(packed, (sign) => sign.charCodeAt(0));
    const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(plain).json();
  }

  async function load(place) {
    const number = Math.floor(place / run.chunk);
    if (!opened.has(number)) opened.set(number, unpack(number));
    const text = (await opened.get(number))[place % run.chunk];
    return { ...text, row: index[place], numbers: named(run.columns.numbers, text.numbers) };
  }

  // Words as text nodes; a sign that can't be seen is in an element that shows its number.
  function spelled(points, from, to) {
    const nodes = [];
    let plain = from;
    for (let at = from; at <= to; at += 1) {
      if (at < to && (points[at] === "\n" || dom.visible(points[at]) === points[at])) continue;
      if (at > plain) nodes.push(document.createTextNode(points.slice(plain, at).join("")));
      if (at < to)
        nodes.push(
          dom.el("span", { class: "unseen-sign", "data-sign": dom.named(points[at]), title: t("unseen_sign") }),
        );
      plain = at + 1;
    }
    return nodes;
  }

  // The words of a span, with an element of `made` for each of these spans, which are in order and apart.
  function line(points, from, to, spans, made) {
    const nodes = [];
    let at = from;
    for (const item of spans) {
      const [start, end] = [Math.max(item.start, from), Math.min(item.end, to)];
      if (start < at || start >= end) continue;
      nodes.push(...spelled(points, at, start), made(item, spelled(points, start, end)));
      at = end;
    }
    return [...nodes, ...spelled(points, at, to)];
  }

  // A table with its cells in their places; a wide one scrolls by itself.
  function drawn(points, table, spans, made) {
    const cell = ([from, to, rowspan, colspan, head]) =>
      dom.el(
        head ? "th" : "td",
        { rowspan: rowspan > 1 ? rowspan : null, colspan: colspan > 1 ? colspan : null },
        from < to ? line(points, from, to, within(spans, from, to), made) : [],
      );
    const rows = table.rows.map((row) => dom.el("tr", {}, row.map(cell)));
    return dom.el("div", { class: "grid", tabindex: "0" }, dom.el("table", {}, dom.el("tbody", {}, rows)));
  }

  const within = (spans, from, to) => spans.filter((item) => item.start < to && item.end > from);

  function lines(points, start, end, spans, made) {
    const nodes = [];
    let [from, first] = [start, 0];
    for (let at = start; at <= end; at += 1) {
      if (at < end && points[at] !== "\n") continue;
      while (first < spans.length && spans[first].end <= from) first += 1;
      let last = first;
      while (last < spans.length && spans[last].start < at) last += 1;
      if (at > from) nodes.push(dom.el("p", {}, line(points, from, at, spans.slice(first, last), made)));
      from = at + 1;
    }
    return nodes;
  }

  // All words, lines as paragraphs and tables as tables.
  function words(text, spans, made) {
    const points = Array.from(text.words);
    const nodes = [];
    let from = 0;
    for (const table of text.tables) {
      nodes.push(...lines(points, from, table.start, spans, made), drawn(points, table, spans, made));
      from = table.end;
    }
    nodes.push(...lines(points, from, points.length, spans, made));
    return dom.el("div", { class: "words", lang: "zh" }, nodes);
  }

  return { FLAGGED, VERDICTS, index, load, words };
})();
