// Rows searched, filtered, counted by facet and sorted in the page: what the server does for a run that it serves.
const tables = (() => {
  const PAGE = 50;
  const MOST_VALUES = 100;
  const MOST_CHOSEN = 2000;
  const COUNTY = 6;
  const PATH = [
    ["province", 2],
    ["city", 4],
    ["county", COUNTY],
  ];

  const text = (cell) => (cell === null ? "" : String(cell));
  const isCounty = (code) => code.length === COUNTY && !code.endsWith("00");
  const byCount = (a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1);

  // A query as an address has it: `q`, `sort`, `page`, `near`, and the wanted values of facets.
  function parsed(table, asked) {
    const given = new URLSearchParams(asked);
    const wanted = new Map();
    for (const [name] of table.facets) if (given.has(name)) wanted.set(name, given.getAll(name));
    const number = (name, otherwise) => (/^\d{1,9}$/.test(given.get(name) ?? "") ? Number(given.get(name)) : otherwise);
    return {
      wanted,
      words: (given.get("q") ?? "").toLowerCase(),
      sort: given.get("sort") ?? "",
      page: number("page", 0),
      near: number("near", -1),
    };
  }

  const FITS = {
    value: (cell, wanted) => wanted.includes(cell),
    list: (cell, wanted) => cell.split(",").some((value) => wanted.includes(value)),
    places: (cell, wanted) => cell.split(",").some((code) => wanted.includes(code)),
    words: (cell, wanted) => wanted.some((words) => cell.toLowerCase().includes(words.toLowerCase())),
    place: (cell, wanted) => (cell ? wanted.some((code) => code && cell.startsWith(code)) : wanted.includes("")),
  };

  // What a row counts for in a facet.
  function valuesOf(way, cell, wanted) {
    if (way === "list") return cell.split(",").filter(Boolean);
    if (!way.startsWith("place")) return [cell];
    const outer = wanted?.length === 1 ? wanted[0] : "";
    const digits = Math.min(outer.length + 2, COUNTY);
    if (way === "places") return cell.split(",").filter((code) => code.length === digits && code.startsWith(outer));
    return cell.startsWith(outer) ? [cell.slice(0, digits)] : [];
  }

  // `names` are those of divisions by the first digits of their codes, where rows don't have them.
  function make(table, packed, names = {}) {
    const columns = new Map(["at", ...table.columns].map((name, place) => [name, place]));
    const cell = (row, name) => row[columns.get(name)];
    const texts = packed.map((row) => table.searched.map((name) => text(cell(row, name))).join("\n").toLowerCase());
    const orders = new Map();
    for (const row of packed)
      for (const [name, digits] of PATH) if (columns.has(name) && cell(row, name)) names[text(cell(row, "adcode")).slice(0, digits)] = cell(row, name);

    // The rows by a column, ascending or with `-` descending; those without a value are last.
    function order(sort) {
      const name = sort.replace(/^-/, "");
      if (!orders.has(sort)) {
        const rows = packed.map((_, row) => row);
        if (table.sorts.includes(name)) {
          const sign = sort.startsWith("-") ? -1 : 1;
          const keys = packed.map((row) => cell(row, name));
          rows.sort((a, b) => ranked(keys[a], keys[b], sign) || a - b);
        }
        orders.set(sort, rows);
      }
      return orders.get(sort);
    }

    // The row's one facet that does not fit, "" where all do, null where more don't.
    function misfit(row, query) {
      let missed = "";
      for (const [name, way] of table.facets) {
        const wanted = query.wanted.get(name);
        if (!wanted || FITS[way](text(cell(row, name)), wanted)) continue;
        if (missed) return null;
        missed = name;
      }
      return missed;
    }

    // The rows that match, and how many rows there are for each value of a facet, whatever is wanted of the facet itself.
    function find(asked, also = null) {
      const query = parsed(table, asked);
      const counts = new Map(table.facets.map(([name]) => [name, new Map()]));
      const matching = new Set();
      packed.forEach((row, place) => {
        if (query.words && !texts[place].includes(query.words) && !also?.has(row[0])) return;
        const missed = misfit(row, query);
        if (missed === null) return;
        if (missed === "") matching.add(place);
        for (const [name, way] of table.facets) {
          if (missed !== "" && missed !== name) continue;
          const count = counts.get(name);
          for (const value of valuesOf(way, text(cell(row, name)), query.wanted.get(name)))
            count.set(value, (count.get(value) ?? 0) + 1);
        }
      });
      return { query, counts, rows: order(query.sort).filter((place) => matching.has(place)) };
    }

    function answer(asked, also) {
      const { query, counts, rows } = find(asked, also);
      const near = query.near < 0 ? -1 : rows.findIndex((row) => packed[row][0] === query.near);
      const wanted = near < 0 ? query.page : Math.floor(near / PAGE);
      const page = Math.max(0, Math.min(wanted, Math.ceil(rows.length / PAGE) - 1));
      const facets = [...counts].map(([name, found]) => [name, [...found].sort(byCount).slice(0, MOST_VALUES)]);
      const counties = rows.map((row) => text(cell(packed[row], "adcode"))).filter(isCounty);
      return {
        total: packed.length,
        matching: rows.length,
        documents: new Set(rows.map((row) => packed[row][0])).size,
        counties: new Set(counties).size,
        page,
        rows: rows.slice(page * PAGE, (page + 1) * PAGE).map((row) => packed[row]),
        facets: Object.fromEntries(facets),
        names,
      };
    }

    const chosen = (asked) =>
      find(asked)
        .rows.slice(0, MOST_CHOSEN)
        .map((row) => [packed[row][0], cell(packed[row], "number")]);

    // The id of the next document that matches, whose worst finding is one of these.
    function step(asked, by, severities, also) {
      const { query, rows } = find(asked, also);
      const at = rows.findIndex((row) => packed[row][0] === query.near);
      const ahead = by > 0 ? rows.slice(at + 1) : rows.slice(0, at < 0 ? rows.length : at).reverse();
      const next = ahead.find((row) => !severities.length || severities.includes(cell(packed[row], "worst")));
      return next === undefined ? null : cell(packed[next], "id");
    }

    // Other values for the row of a document.
    function patch(at, changes) {
      const row = packed.find((item) => item[0] === at);
      for (const [name, value] of Object.entries(changes)) row[columns.get(name)] = value;
      orders.clear();
    }

    return { answer, chosen, packed, patch, step };
  }

  function ranked(a, b, sign) {
    if (a === null || b === null) return (a === null) - (b === null);
    return sign * (typeof a === "string" ? a.localeCompare(b, "zh") : a - b);
  }

  return { MOST_CHOSEN, PAGE, make };
})();
