// The article as the model read it: each number in the colour of its fate or verdict, and the words of what is selected
// marked. Spans count code points, as the rules do; a string of JavaScript counts some of them twice.
const article = (() => {
  let points = [];
  let pieces = [];
  let shown = null;
  let doubted = new Map();
  let pages = new Map();

  const spanOf = (part) => (part.text_start === null ? null : [part.text_start, part.text_end]);
  const spansOf = (measure) => measure?.text_spans ?? [];
  const quoteOf = (figure) =>
    figure.quote_text_start === null ? null : [figure.quote_text_start, figure.quote_text_end];

  // The figure that shows a number: a doubted or edited one on the same characters, else the one that the store names.
  const figureOf = (mention) => doubted.get(String(spanOf(mention))) ?? mention.figure;

  function doubtedFigures() {
    const moved = (item) => figures.tone(item) === "bad" || (item.decision?.changes && item.text_start !== null);
    const found = shown.figures.map((figure, place) => [figure, place]).filter(([item]) => moved(item));
    return new Map(found.map(([figure, place]) => [String(spanOf(figure)), place]));
  }

  function toneOf(mention, number) {
    if (mention.role !== "figure") return "aside";
    if (mention.fate === "restated") return "again";
    return number === null ? "missed" : figures.tone(shown.figures[number]);
  }

  function cuts(from, to, edges) {
    const inside = edges.filter((edge) => edge > from && edge < to);
    return [from, ...inside, to].slice(0, -1).map((start, place) => [start, inside[place] ?? to]);
  }

  // Words as text nodes; a sign that can't be seen is in an element that shows its number.
  function spelled(from, to) {
    const nodes = [];
    let plain = from;
    for (let at = from; at <= to; at += 1) {
      if (at < to && dom.visible(points[at]) === points[at]) continue;
      if (at > plain) nodes.push(document.createTextNode(points.slice(plain, at).join("")));
      if (at < to)
        nodes.push(
          dom.el("span", { class: "unseen-sign", "data-sign": dom.named(points[at]), title: t("unseen_sign") }),
        );
      plain = at + 1;
    }
    return nodes;
  }

  function piece(from, to) {
    const page = pages.get(from);
    const node = dom.el("span", { "data-page": page ? t("page_n", { n: page }) : null }, ...spelled(from, to));
    pieces.push({ from, to, node });
    return node;
  }

  function number(mention, place, edges) {
    const figure = figureOf(mention);
    const tone = toneOf(mention, figure);
    const inside = cuts(mention.text_start, mention.text_end, edges).map((cut) => piece(...cut));
    const about =
      mention.role === "figure"
        ? words.fate(mention, figure === null ? null : shown.figures[figure])
        : words.role(mention.role);
    const attributes = { class: `mention ${tone}`, title: about, "data-mention": place };
    if (figure === null) return dom.el("span", attributes, inside);
    const href = routes.link(shown.note.id, "figures", figure);
    return dom.el("a", { ...attributes, href, "data-figure": figure }, inside);
  }

  function line(from, to, mentions, edges) {
    const made = [];
    let at = from;
    for (const [mention, place] of mentions) {
      if (mention.text_start < at) continue;
      made.push(
        ...cuts(at, mention.text_start, edges)
          .filter(([a, b]) => a < b)
          .map((cut) => piece(...cut)),
      );
      made.push(number(mention, place, edges));
      at = mention.text_end;
    }
    made.push(
      ...cuts(at, to, edges)
        .filter(([a, b]) => a < b)
        .map((cut) => piece(...cut)),
    );
    return made;
  }

  function edgesOf() {
    const spans = [
      ...shown.figures.map(quoteOf),
      ...[shown.figures, shown.dates, shown.findings, shown.slogans].flat().map(spanOf),
      ...shown.measures.flatMap(spansOf),
    ];
    return [...new Set([...spans.filter(Boolean).flat(), ...pages.keys()])].sort((a, b) => a - b);
  }

  // Of sorted items those that begin from `from` to `to`.
  function between(items, begin, from, to) {
    let [low, high] = [0, items.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (begin(items[middle]) < from) low = middle + 1;
      else high = middle;
    }
    const found = [];
    for (; low < items.length && begin(items[low]) <= to; low += 1) found.push(items[low]);
    return found;
  }

  const isAmount = (words) => /\d/.test(words) && /^[\s\d.,，．%％‰()（）+＋-]+$/u.test(words);

  // A table with its cells in their places, numbers below each other; a wide one scrolls by itself.
  function drawn(table, mentions, edges) {
    const cell = ([from, to, rowspan, colspan, head]) => {
      const inCell = between(mentions, ([item]) => item.text_start, from, to).filter(([item]) => item.text_end <= to);
      const near = between(edges, (edge) => edge, from, to);
      const kind = isAmount(points.slice(from, to).join("")) ? "amount" : null;
      const attributes = { class: kind, rowspan: rowspan > 1 ? rowspan : null, colspan: colspan > 1 ? colspan : null };
      return dom.el(head ? "th" : "td", attributes, from < to ? line(from, to, inCell, near) : []);
    };
    const rows = table.rows.map((row) => dom.el("tr", {}, row.map(cell)));
    return dom.el("div", { class: "grid", tabindex: "0" }, dom.el("table", {}, dom.el("tbody", {}, rows)));
  }

  function body() {
    const edges = edgesOf();
    const mentions = shown.mentions.map((mention, place) => [mention, place]);
    const made = [];
    let from = 0;
    for (const table of shown.note.tables ?? []) {
      made.push(...lines(from, table.start, mentions, edges), drawn(table, mentions, edges));
      from = table.end;
    }
    return [...made, ...lines(from, points.length, mentions, edges)];
  }

  function lines(start, end, mentions, edges) {
    const made = [];
    let from = start;
    let [seenEdges, seenMentions] = [0, 0];
    for (let at = start; at <= end; at += 1) {
      if (at < end && points[at] !== "\n") continue;
      const title = from === 0 && points.slice(0, at).join("") === shown.note.title;
      const [firstEdge, firstMention] = [seenEdges, seenMentions];
      while (edges[seenEdges] <= at) seenEdges += 1;
      while (mentions[seenMentions]?.[0].text_end <= at) seenMentions += 1;
      const near = edges.slice(firstEdge, seenEdges);
      const inLine = mentions.slice(firstMention, seenMentions).filter(([item]) => item.text_start >= from);
      if (at > from) made.push(dom.el("p", { class: title ? "title" : null }, line(from, at, inLine, near)));
      from = at + 1;
    }
    return made;
  }

  const TONES = ["good", "bad", "missed", "again", "aside"];
  const legend = () =>
    dom.el(
      "ul",
      { class: "legend" },
      TONES.map((tone) =>
        dom.el(
          "li",
          {},
          dom.el("span", { class: `mention ${tone}`, "aria-hidden": "true" }, "12"),
          " ",
          t(`tone_${tone}`),
        ),
      ),
    );

  const address = ({ url }) =>
    /^https?:/u.test(url ?? "") ? dom.el("a", { href: url, target: "_blank", rel: "noreferrer", class: "address" }, url) : null;

  function draw(item) {
    shown = item;
    points = Array.from(item.note.text ?? "");
    pieces = [];
    doubted = doubtedFigures();
    pages = new Map(item.note.pages);
    const heading = dom.el(
      "header",
      {},
      dom.el("h2", { class: "unseen" }, t("article")),
      dom.el("p", { class: "muted" }, item.note.path),
      address(item.note),
    );
    const content = points.length
      ? [legend(), dom.el("div", { class: "words", lang: "zh" }, body()), adding()]
      : dom.el("p", { class: "empty" }, t("no_text"));
    dom.replace(dom.byId("article"), heading, content);
    dom.byId("article").scrollTop = 0;
  }

  const adding = () =>
    dom.el(
      "p",
      { class: "adding" },
      dom.button(t("add_figure"), () => dialogs.add(), { id: "add", disabled: true }),
      " ",
      dom.button(t("add_measure"), () => edits.addMeasure(), { id: "add-measure", disabled: true }),
      " ",
      dom.el("span", { class: "muted" }, t("add_how")),
    );

  function paint(span, name) {
    const found = span ? pieces.filter((item) => item.from < span[1] && item.to > span[0]) : [];
    found.forEach((item) => item.node.classList.add(name));
    return found[0]?.node ?? null;
  }

  const unpaint = (...names) => pieces.forEach((item) => item.node.classList.remove(...names));

  // Mark the words of quotes and, within one, those of its number; brings the first into view.
  function mark(quotes, focus) {
    unpaint("quoted", "focused");
    const [first] = quotes.map((quote) => paint(quote, "quoted"));
    const target = paint(focus, "focused") ?? first;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    target?.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  }

  function hover(figure) {
    unpaint("hovered");
    if (figure) paint(spanOf(figure) ?? quoteOf(figure), "hovered");
  }

  // The place in the text of an end of a selection within a piece.
  function within(item, node, offset) {
    const before = document.createRange();
    before.setStart(item.node, 0);
    before.setEnd(node, offset);
    const signs = before.cloneContents().querySelectorAll(".unseen-sign").length;
    return item.from + Array.from(before.toString()).length + signs;
  }

  // The selected words of the article, and the numbers in them; null where none are.
  function selection() {
    const chosen = getSelection();
    if (!chosen.rangeCount || chosen.isCollapsed) return null;
    const range = chosen.getRangeAt(0);
    const touched = pieces.filter((item) => range.intersectsNode(item.node));
    if (!touched.length) return null;
    const [first, last] = [touched[0], touched.at(-1)];
    const { startContainer, startOffset, endContainer, endOffset } = range;
    const start = first.node.contains(startContainer) ? within(first, startContainer, startOffset) : first.from;
    const end = last.node.contains(endContainer) ? within(last, endContainer, endOffset) : last.to;
    const quote = points.slice(start, end).join("");
    const mentions = shown.mentions.filter((item) => item.text_start >= start && item.text_end <= end);
    return quote.trim() ? { quote, mentions } : null;
  }

  return { draw, hover, legend, mark, quoteOf, selection, spanOf, spansOf };
})();
