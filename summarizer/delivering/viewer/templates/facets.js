// What a table can be narrowed to, with counts: values, places within places, words.
const facets = (() => {
  const FEW = 7;
  const LEVELS = [2, 4, 6];
  const unfolded = new Set();

  // A place by the first digits of its code: `6200` is the province 62 as a whole.
  function placeName(code, names) {
    if (code === "") return t("unknown");
    if (code === "CN") return t("nation");
    const whole = LEVELS.find((digits) => digits < code.length && /^0+$/.test(code.slice(digits)));
    return whole ? t("as_a_whole", { name: names[code.slice(0, whole)] ?? code }) : (names[code] ?? code);
  }

  const outer = (code) => LEVELS.filter((digits) => digits < code.length).map((digits) => code.slice(0, digits));

  // The options of a select: the wanted place after those that it lies in, then those that lie in it.
  function regions(found, wanted) {
    const label = (code) => placeName(code, { ...found.names, ...known });
    Object.assign(known, found.names);
    const above = wanted ? [...outer(wanted), wanted].map((code) => [code, label(code)]) : [];
    const within = found.facets.adcode
      .filter(([code]) => code && code !== wanted)
      .map(([code, count]) => [code, `${label(code)} (${figures.number(count)})`]);
    return [...above, ...within.sort((a, b) => a[0].localeCompare(b[0]))];
  }

  // Names that answers gave: a later one may have only those of places within.
  const known = {};

  const LABELS_OF = {
    verdict: (value) => words.verdict(value),
    worst: (value) => (value ? words.severity(value) : t("no_finding")),
    decision: (value) => (value ? t(`decision_${value}`) : t("undecided")),
    status: (value, table) => (table === "measures" ? words.measureStatus(value) : words.figureStatus(value)),
    aspect: (value) => words.aspect(value),
    kind: (value) => words.kind(value),
    adcode: (value) => placeName(value, known),
    basis: (value) => t(`basis_${value}`),
    contradicted: (value) => t(value === "1" ? "is_contradicted" : "not_contradicted"),
    statuses: (value) => words.figureStatus(value),
  };
  const ABSENT = { kind: "no_measure", unit: "no_unit" };
  const label = (name, value, table) =>
    value === "" && !["worst", "decision"].includes(name) ? t(ABSENT[name] ?? "unknown") : (LABELS_OF[name]?.(value, table) ?? value);

  const inChinese = (name) => (["subject", "unit", "adcode", "name", "actor"].includes(name) ? "zh" : null);

  function value(facet, [content, count], wanted, change) {
    const chosen = wanted.includes(content);
    return dom.el(
      "li",
      {},
      dom.button(
        [
          dom.el("span", { class: "label", lang: inChinese(facet.name) }, label(facet.name, content, facet.table)),
          dom.el("span", { class: "number" }, count === null ? "" : figures.number(count)),
        ],
        () => change(facet.name, facet.toggled(content, wanted)),
        { class: "value", "aria-pressed": String(chosen), "data-key": `${facet.name}=${content}` },
      ),
    );
  }

  const plain = (content, wanted) =>
    wanted.includes(content) ? wanted.filter((other) => other !== content) : [...wanted, content];
  // Words and places: one at a time; a place that is left leads to the one around it.
  const single = (content, wanted) => (wanted.includes(content) ? [] : [content]);
  const placed = (content, wanted) => (wanted.includes(content) ? outer(content).slice(-1) : [content]);
  const TOGGLED = { value: plain, list: plain, words: single, place: placed, places: placed };

  // The values to show, the wanted ones first; years from the latest.
  function valuesOf(facet, found, wanted) {
    const counted = found.facets[facet.name];
    const counts = new Map(counted);
    const above = facet.way.startsWith("place") && wanted[0] ? [...outer(wanted[0]), wanted[0]] : wanted;
    const first = above.map((content) => [content, counts.get(content) ?? null]);
    const rest = counted.filter(([content]) => !above.includes(content));
    if (facet.name === "year") rest.sort((a, b) => (a[0] < b[0] ? 1 : -1));
    return [...first, ...rest];
  }

  function group(facet, found, wanted, change) {
    const values = valuesOf(facet, found, wanted);
    if (facet.way !== "words" && !wanted.length && values.length < 2) return null;
    const folded = !unfolded.has(facet.name) && values.length > FEW + 1;
    const shown = folded ? values.slice(0, Math.max(FEW, wanted.length)) : values;
    const more = dom.button(t("more", { n: values.length - shown.length }), () => (unfolded.add(facet.name), change()), {
      class: "plain",
      "data-key": `more=${facet.name}`,
    });
    const id = `facet-${facet.table}-${facet.name}`;
    return dom.el(
      "section",
      { class: "facet", "aria-labelledby": id },
      dom.el("h3", { id }, t(`facet_${facet.name}`)),
      facet.way === "words" ? having(facet, wanted, change) : null,
      dom.el("ul", {}, shown.map((pair) => value(facet, pair, wanted, change))),
      folded ? more : null,
    );
  }

  // Words that the cell has.
  function having(facet, wanted, change) {
    const set = (event) => change(facet.name, event.target.value.trim() ? [event.target.value.trim()] : []);
    return dom.el("input", {
      type: "search",
      autocomplete: "off",
      value: wanted[0] ?? "",
      placeholder: t("contains"),
      "aria-label": `${t(`facet_${facet.name}`)}: ${t("contains")}`,
      "data-key": `words=${facet.name}`,
      onchange: set,
    });
  }

  // All facets of a table; `change(name, values)` narrows it, and without a name only draws it again.
  function draw(node, table, found, asked, change) {
    Object.assign(known, found.names);
    const key = document.activeElement?.closest("[data-key]")?.dataset.key;
    const groups = data.run.tables[table].facets.map(([name, way]) =>
      group({ name, way, table, toggled: TOGGLED[way] }, found, asked.getAll(name), change),
    );
    dom.replace(node, groups);
    if (key) [...node.querySelectorAll("[data-key]")].find((item) => item.dataset.key === key)?.focus();
  }

  // What a table is narrowed to, each with a button that takes it back.
  function chips(table, asked, change) {
    const found = data.run.tables[table].facets.flatMap(([name, way]) =>
      asked.getAll(name).map((content) => {
        const words = way === "words" ? `“${content}”` : label(name, content, table);
        const rest = asked.getAll(name).filter((other) => other !== content);
        return dom.button(
          [`${t(`facet_${name}`)}: `, dom.el("span", { lang: inChinese(name) }, words), dom.icon("bad", t("take_back"))],
          () => change(name, rest),
          { class: "chip" },
        );
      }),
    );
    return found.length > 1 ? [...found, dom.button(t("clear_filters"), () => change(null), { class: "plain" })] : found;
  }

  // From page to page of an answer.
  function pager(node, found, turn) {
    const pages = Math.ceil(found.matching / tables.PAGE);
    const first = found.page * tables.PAGE + 1;
    const last = Math.min(first + tables.PAGE - 1, found.matching);
    dom.replace(
      node,
      pages < 2
        ? null
        : [
            dom.button(dom.icon("previous", t("previous_page")), () => turn(found.page - 1), { disabled: found.page === 0 }),
            dom.el("span", {}, `${figures.number(first)}–${figures.number(last)} / ${figures.number(found.matching)}`),
            dom.button(dom.icon("next", t("next_page")), () => turn(found.page + 1), { disabled: found.page >= pages - 1 }),
          ],
    );
  }

  return { chips, draw, label, pager, placeName: (code) => placeName(code, known), regions };
})();
