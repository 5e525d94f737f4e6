// One series: what of it is drawn is said by the address: kind of periods, places, one period for bars by place.
const seriesPage = (() => {
  const FIRST_PLACES = 6;
  const MOST_PLACES = 12;
  const NARROWEST = 300;
  const WIDEST = 1098;
  const LEVELS = ["province", "city", "county", "below"];
  const node = dom.byId("picture");
  let shown = null;
  let asked = null;
  let width = 0;

  const address = (changes) => {
    const params = new URLSearchParams(asked);
    for (const [name, values] of Object.entries(changes)) {
      params.delete(name);
      for (const value of values) params.append(name, value);
    }
    return `${seriesWords.link(shown)}${String(params) ? `?${params}` : ""}`;
  };
  const change = (changes) => routes.go(address(changes), { replace: true });

  const counted = (items) => {
    const counts = new Map();
    for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
    return counts;
  };

  const largest = (counts) => [...counts].sort((a, b) => b[1] - a[1])[0][0];

  // What the address asks of the series: a kind of periods, a level of places, places, a period, and the points of these.
  function choice() {
    const kinds = counted(shown.points.map(seriesWords.kind));
    const usual = kinds.get("year") > 1 ? "year" : largest(kinds);
    const kind = kinds.has(asked.get("kind")) ? asked.get("kind") : usual;
    const ofKind = shown.points.filter((point) => seriesWords.kind(point) === kind);
    const levels = counted(ofKind.map(({ place }) => place.level));
    const level = levels.has(asked.get("level")) ? asked.get("level") : largest(levels);
    const points = ofKind.filter(({ place }) => place.level === level);
    const periods = new Map(points.map((point) => [point.period, point]).sort((a, b) => (a[1].end < b[1].end ? 1 : -1)));
    const ends = new Set(points.map((point) => point.end));
    const at = periods.has(asked.get("at")) ? asked.get("at") : ends.size === 1 ? points[0].period : null;
    const places = [...counted(points.map(({ place }) => place))].sort((a, b) => b[1] - a[1] || a[0].number - b[0].number).map(([place]) => place);
    const wanted = places.filter(({ key }) => asked.getAll("place").includes(key)).slice(0, MOST_PLACES);
    const drawn = at === null ? (wanted.length ? wanted : places.slice(0, FIRST_PLACES)) : places;
    return { kinds, kind, levels, level, points, periods, ends, at, places, drawn };
  }

  // One of several: `names` in their order, with how many points there are of each.
  function chips(param, names, counts, chosen) {
    if (counts.size < 2) return null;
    const chip = (name) =>
      dom.button(
        [t(`${param}_${name}`), " ", dom.el("span", { class: "number" }, figures.number(counts.get(name)))],
        () => change({ [param]: [name], at: [], place: [] }),
        { class: "chip", "aria-pressed": String(name === chosen), "data-key": `${param}=${name}` },
      );
    return dom.el("div", { class: "kinds", role: "group", "aria-label": t(`${param}s`) }, names.filter((name) => counts.has(name)).map(chip));
  }

  function times({ periods, ends, at }) {
    if (ends.size < 2) return null;
    const options = [...periods].map(([period, point]) => dom.el("option", { value: period, selected: period === at }, seriesWords.period(point)));
    return dom.el(
      "select",
      { class: "times", "aria-label": t("at"), "data-key": "at", onchange: (event) => change({ at: event.target.value ? [event.target.value] : [] }) },
      dom.el("option", { value: "" }, t("over_time")),
      options,
    );
  }

  // The places that are drawn, each with a button that takes it away, and the others to add.
  function legend({ at, places, drawn }) {
    if (at !== null) return null;
    const keys = drawn.map(({ key }) => key);
    const item = (place) =>
      dom.button(
        [pictureParts.swatch(place), dom.el("span", { lang: "zh" }, place.name), drawn.length > 1 ? dom.icon("bad", t("take_back")) : null],
        () => change({ place: keys.filter((key) => key !== place.key) }),
        { class: "chip", disabled: drawn.length === 1, "data-key": `place=${place.key}` },
      );
    const others = places.filter((place) => !drawn.includes(place)).sort((a, b) => a.adcode.localeCompare(b.adcode));
    const add = dom.el(
      "select",
      { "aria-label": t("add_place", { n: others.length }), "data-key": "add", onchange: (event) => change({ place: [...keys, event.target.value] }) },
      dom.el("option", { value: "" }, t("add_place", { n: others.length })),
      others.map((place) => dom.el("option", { value: place.key, lang: "zh" }, place.name)),
    );
    return dom.el("div", { class: "drawn-places" }, drawn.map(item), others.length && drawn.length < MOST_PLACES ? add : null);
  }

  function beyond(points) {
    const [low, high] = pictureParts.extent(points);
    return pictureParts.contradicting(points).map(pictureParts.drawnAt).some((value) => value < low || value > high);
  }

  // What the signs of the picture mean, of those that are in it.
  function key(points, hasRanges) {
    const sample = (...content) => dom.svg("svg", { class: "series sample", width: "30", height: "20", "aria-hidden": "true" }, content);
    const mark = (planned) => dom.svg("path", { class: `marker plain${planned ? " planned" : ""}`, transform: "translate(15 10)", d: "M-4.2-4.2h8.4v8.4h-8.4z" });
    const signs = [
      [points.some((point) => !pictureParts.isPlanned(point)) && points.some(pictureParts.isPlanned), mark(false), "key_actual"],
      [points.some(pictureParts.isPlanned), mark(true), "key_planned"],
      [points.some((point) => point.contradictions), [dom.svg("circle", { class: "ring", cx: 15, cy: 10, r: 8.5 }), mark(false)], "key_contradicted"],
      [points.some((point) => point.contradictions), pictureParts.cross(15, 10), "key_other"],
      [beyond(points), pictureParts.cross(15, 10, 0), "key_beyond"],
      [hasRanges, dom.svg("line", { class: "range place-0", x1: 3, x2: 27, y1: 10, y2: 10 }), "key_range"],
    ];
    const found = signs.filter(([holds]) => holds).map(([, drawn, label]) => dom.el("li", {}, sample(drawn), " ", t(label)));
    return found.length ? dom.el("ul", { class: "key" }, found) : null;
  }

  function about(points, { at, kind }) {
    const ends = [...points].sort((a, b) => (a.end < b.end ? -1 : 1));
    const sizes = [...points].sort((a, b) => pictureParts.drawnAt(b) - pictureParts.drawnAt(a));
    return t(at === null ? "picture_of_lines" : "picture_of_bars", {
      name: seriesWords.full(shown),
      first: seriesWords.tick(ends[0], kind),
      last: seriesWords.tick(ends.at(-1), kind),
      period: seriesWords.period(ends[0]),
      places: figures.number(new Set(points.map(({ place }) => place)).size),
      n: figures.number(points.length),
      low: seriesWords.signed(sizes.at(-1), shown),
      high: seriesWords.signed(sizes[0], shown),
    });
  }

  function picture(points, chosen) {
    const readout = dom.el("div", { class: "readout", role: "status" }, dom.el("p", { class: "muted" }, t("point_at")));
    const show = (point, stated) => dom.replace(readout, seriesValues.readout(point, stated, shown));
    const said = about(points, chosen);
    const wanted = { points, row: shown, kind: chosen.kind, width, title: seriesWords.full(shown), about: said, show };
    const many = chosen.at !== null && points.length > barPicture.MOST;
    const drawn = chosen.at === null ? linePicture.draw(wanted) : barPicture.draw(wanted);
    return dom.el(
      "figure",
      {},
      drawn,
      key(points, drawn.querySelector(".range") !== null),
      dom.el("figcaption", { class: "muted" }, said, many ? ` ${t("picture_cut", { n: barPicture.MOST })}` : null),
      readout,
    );
  }

  function heading() {
    const counts = [
      t("places_n", { n: figures.number(shown.places.length) }),
      t("values_n", { n: figures.number(shown.points.length) }),
      t("documents_n", { n: figures.number(shown.documents) }),
      shown.contradictions ? t("contradictions_n", { n: figures.number(shown.contradictions) }) : null,
    ].filter(Boolean);
    return dom.el(
      "header",
      {},
      dom.el("a", { class: "back", href: seriesTable.back() }, dom.icon("previous"), t("to_series_list")),
      dom.el("h2", { lang: "zh" }, seriesWords.name(shown)),
      dom.el("p", { class: "muted" }, facts.joined([...seriesWords.meaning(shown), shown.unit ?? t("no_unit"), ...counts])),
    );
  }

  function draw() {
    const focused = node.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    const chosen = choice();
    const points = chosen.points.filter((point) => chosen.drawn.includes(point.place) && (chosen.at === null || point.period === chosen.at));
    const controls = dom.el("div", { class: "controls" }, 
      chips("kind", seriesWords.KINDS, chosen.kinds, chosen.kind),
      chips("level", LEVELS, chosen.levels, chosen.level),
      times(chosen), legend(chosen));
    dom.replace(node, heading(), controls, picture(points, chosen), seriesValues.table(inOrder(points, chosen), shown), seriesValues.joining(shown));
    if (focused) [...node.querySelectorAll("[data-key]")].find((item) => item.dataset.key === focused)?.focus();
    document.title = `${seriesWords.name(shown)} · summarizer`;
  }

  const inOrder = (points, { at }) =>
    at === null ? [...points].sort((a, b) => a.place.number - b.place.number || (a.end < b.end ? -1 : 1)) : barPicture.ordered(points);

  const room = () =>
    Math.min(WIDEST, Math.max(NARROWEST, node.clientWidth - 2 - 2 * parseFloat(getComputedStyle(node).paddingInlineStart)));

  async function open(id, params) {
    asked = params;
    node.setAttribute("aria-busy", "true");
    try {
      const found = shown?.id === id ? shown : await data.series(id);
      if (asked !== params) return;
      if (found === null) return dom.replace(node, dom.el("p", { class: "empty", role: "alert" }, t("no_such_series")));
      if (found !== shown) node.scrollTop = 0;
      [shown, width] = [found, room()];
      draw();
    } catch (error) {
      dom.replace(node, dom.el("p", { class: "empty", role: "alert" }, t("not_answered", { why: error.message })));
    } finally {
      node.removeAttribute("aria-busy");
    }
  }

  new ResizeObserver(() => {
    if (node.hidden || !shown || !node.querySelector("figure") || Math.abs(room() - width) < 2) return;
    width = room();
    draw();
  }).observe(node);

  return { open };
})();
