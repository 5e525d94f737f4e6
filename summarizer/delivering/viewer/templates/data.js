// The run: tables and documents as they are wanted, from the page's own chunks or from the server that it came from.
const data = (() => {
  const MOST_OPEN = 8;
  const run = JSON.parse(dom.byId("run-data").textContent);
  const named = (columns, row) => Object.fromEntries(columns.map((column, place) => [column, row[place]]));

  async function unpack(id) {
    const packed = atob(dom.byId(id).textContent.trim());
    const bytes = Uint8Array.from(packed, (sign) => sign.charCodeAt(0));
    const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(plain).json();
  }

  // From the page itself.
  const embedded = () => {
    const opened = new Map();
    const made = new Map();
    let texts = null;

    function chunk(number) {
      if (!opened.has(number)) {
        if (opened.size >= MOST_OPEN) opened.delete(opened.keys().next().value);
        opened.set(number, unpack(`chunk-${number}`));
      }
      return opened.get(number);
    }

    function table(name) {
      if (!made.has(name)) made.set(name, unpack(`table-${name}`).then((rows) => tables.make(run.tables[name], rows, name === "series" ? run.divisions : {})));
      return made.get(name);
    }

    async function series(id) {
      const found = (await table("series")).packed.find((row) => row[1] === id);
      if (!found) return null;
      const chunk = await unpack(`series-${Math.floor(found[0] / run.chunk)}`);
      return chunk[found[0] % run.chunk];
    }

    async function allTexts() {
      const found = [];
      const count = Math.ceil(run.sums.documents / run.chunk);
      for (let number = 0; number < count; number += 1)
        for (const entry of await unpack(`chunk-${number}`)) found.push((entry.note.text ?? "").toLowerCase());
      return found;
    }

    // The places of the documents whose text has the words that are asked for.
    async function holding(name, asked) {
      const wanted = new URLSearchParams(asked).get("q")?.toLowerCase();
      if (!wanted || name !== "documents") return null;
      texts ??= allTexts();
      return new Set((await texts).flatMap((text, place) => (text.includes(wanted) ? [place] : [])));
    }

    return {
      patch: async (place, changes) => (await table("documents")).patch(place, changes),
      answer: async (name, asked) => (await table(name)).answer(asked, await holding(name, asked)),
      chosen: async (name, asked) => (await table(name)).chosen(asked),
      document: async (place) => (await chunk(Math.floor(place / run.chunk)))[place % run.chunk],
      joined: async () => run.joined,
      overview: async () => run.totals,
      place: async (id) => (await table("documents")).packed.find((row) => row[1] === id)?.[0] ?? null,
      series,
      step: async (asked, by, severities) =>
        (await table("documents")).step(asked, by, severities, await holding("documents", asked)),
    };
  };

  async function ask(path) {
    const answer = await fetch(path);
    if (!answer.ok) throw new Error(`${answer.status}`);
    return answer.json();
  }

  // From the server.
  const served = {
    patch: () => null, // it knows
    answer: (name, asked) => ask(`${name}.json?${asked}`),
    chosen: (name, asked) => ask(`${name}/chosen.json?${asked}`),
    document: (place) => ask(`documents/${place}.json`),
    joined: () => ask("joined.json"),
    overview: () => ask("overview.json"),
    place: (id) => ask(`place.json?id=${encodeURIComponent(id)}`),
    series: (id) => ask(`series/${encodeURIComponent(id)}.json`),
    step: (asked, by, severities) => ask(`step.json?${asked}&by=${by}&with=${severities.join(",")}`),
  };

  const source = run.chunk === null ? served : embedded();

  // A page of a table, its rows by name; `at` is the place of a row's document.
  async function answer(name, asked) {
    const found = await source.answer(name, String(asked));
    const columns = ["at", ...run.tables[name].columns];
    const unsent = Object.fromEntries(run.tables[name].unsent.map((column) => [column, null]));
    return { ...found, rows: found.rows.map((row) => ({ ...named(columns, row), ...unsent })) };
  }

  // A series to draw: its row, and points by name, each with its place and the title and date of its document.
  async function series(id) {
    const packed = await source.series(id);
    if (packed === null) return null;
    const rowOf = (row) => named(["at", ...run.tables.series.columns], row);
    const of = run.point.indexOf("value");
    const stated = (cells) => {
      const value = named(run.point.slice(of), cells);
      const [title, published] = packed.titles[value.at];
      return { ...value, title, published };
    };
    const places = packed.places.map(([adcode, name, level], number) => ({ adcode, name, level, number, key: `${adcode}${name}` }));
    const points = packed.points.map((cells) => {
      const point = { ...named(run.point, cells), ...stated(cells.slice(of)) };
      return { ...point, place: places[point.place], others: point.others.map(stated) };
    });
    return { ...rowOf(packed.row), named: packed.names, places, points, apart: packed.apart.map(rowOf) };
  }

  async function load(place) {
    const packed = await source.document(place);
    const parts = Object.entries(run.columns).map(([table, columns]) => [table, packed[table].map((row) => named(columns, row))]);
    return { ...packed, ...Object.fromEntries(parts), place };
  }

  // Where the file of a document is shown as it looks, its pages by number.
  const original = ({ note, place }) => (source === served && note.form === "pdf" ? `originals/${place}.pdf` : null);

  const { chosen, joined, overview, patch, place, step } = source;
  return { answer, chosen, joined, load, original, overview, patch, place, run, series, step };
})();
