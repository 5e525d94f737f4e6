// The run: its index and totals at once, a document when it is wanted, from the page's own chunks or from the server.
const data = (() => {
  const MOST_OPEN = 8;
  const run = JSON.parse(dom.byId("run-data").textContent);
  const served = run.chunk === null;
  const opened = new Map();
  let texts = null;

  const named = (columns, rows) =>
    rows.map((row) => Object.fromEntries(columns.map((column, place) => [column, row[place]])));

  const index = named(run.index_columns, run.index).map((row, place) => ({
    ...row,
    place,
    codes: row.codes ? row.codes.split(",") : [],
    toReview: row.errors + row.warnings,
    path: [...new Set([row.province, row.city, row.county, row.town].filter(Boolean))].join(""),
    stated: (row.reported ?? 0) + (row.restated ?? 0) + (row.missed ?? 0),
  }));
  const places = new Map(index.map((row) => [row.id, row.place]));
  for (const row of index) row.coverage = row.stated ? (row.reported + row.restated) / row.stated : null;

  async function unpack(number) {
    const packed = atob(dom.byId(`chunk-${number}`).textContent.trim());
    const bytes = Uint8Array.from(packed, (sign) => sign.charCodeAt(0));
    const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(plain).json();
  }

  function chunk(number) {
    if (!opened.has(number)) {
      if (opened.size >= MOST_OPEN) opened.delete(opened.keys().next().value);
      opened.set(number, unpack(number));
    }
    return opened.get(number);
  }

  async function ask(path) {
    const answer = await fetch(path);
    if (!answer.ok) throw new Error(`${answer.status}`);
    return answer.json();
  }

  async function load(place) {
    const packed = served
      ? await ask(`documents/${place}.json`)
      : (await chunk(Math.floor(place / run.chunk)))[place % run.chunk];
    const parts = Object.entries(run.columns).map(([table, columns]) => [table, named(columns, packed[table])]);
    return { ...packed, ...Object.fromEntries(parts), place, row: index[place] };
  }

  async function allTexts() {
    const found = [];
    for (let number = 0; number * run.chunk < index.length; number += 1) {
      for (const entry of await unpack(number)) found.push((entry.note.text ?? "").toLowerCase());
    }
    return found;
  }

  // The places of the documents whose id, title, region or text holds these words.
  async function holding(words) {
    const wanted = words.toLowerCase();
    const searched = (row) => `${row.id}\n${row.title ?? ""}\n${row.path}\n${row.adcode ?? ""}`.toLowerCase();
    const found = new Set(index.filter((row) => searched(row).includes(wanted)).map((row) => row.place));
    if (served) {
      for (const place of await ask(`search?q=${encodeURIComponent(words)}`)) found.add(place);
    } else {
      texts ??= allTexts();
      (await texts).forEach((text, place) => text.includes(wanted) && found.add(place));
    }
    return found;
  }

  return { holding, index, load, places, run };
})();
