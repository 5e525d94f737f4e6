// What the analyst decides on figures: kept in this browser for this run, given away as a file.
const decisions = (() => {
  const KEPT = `summarizer:decisions:${data.run.key}`;
  const NAME = "summarizer:who";
  const watchers = [];
  let made = JSON.parse(read(KEPT) ?? "[]");

  function read(name) {
    try {
      return localStorage.getItem(name);
    } catch {
      return null;
    }
  }

  function write(name, value) {
    try {
      localStorage.setItem(name, value);
      return true;
    } catch {
      return false;
    }
  }

  function keep() {
    const kept = write(KEPT, JSON.stringify(made));
    watchers.forEach((watcher) => watcher(kept));
  }

  const now = () => new Date().toISOString().replace(/\.\d+Z$/, "Z");
  const known = (item) => `${item.document}\n${item.action === "add"}\n${figures.key(item.figure)}`;

  // The decision of this browser on a figure, else the last one in the store.
  function on(shown, figure) {
    const key = figures.key(figures.exported(figure));
    const same = (item) => item.action !== "add" && figures.key(item.figure) === key;
    const own = made.find((item) => item.document === shown.note.id && same(item));
    const stored = shown.decisions.filter(same).at(-1);
    return own ? { ...own, own: true } : (stored ?? null);
  }

  const added = (shown) => [
    ...shown.decisions.filter((item) => item.action === "add"),
    ...made
      .filter((item) => item.action === "add" && item.document === shown.note.id)
      .map((item) => ({ ...item, own: true })),
  ];

  function decide(shown, action, figure, note = null) {
    decideAll([[shown, figure]], action, note);
  }

  // One action on many figures, each with its document.
  function decideAll(pairs, action, note = null) {
    const latest = new Map(made.map((item) => [known(item), item]));
    for (const [{ note: { id, sha256 } }, figure] of pairs) {
      const decision = { document: id, sha256: sha256 || null, action, figure, note: note || null, at: now() };
      latest.delete(known(decision));
      latest.set(known(decision), decision);
    }
    made = [...latest.values()];
    keep();
  }

  function takeBackAll(pairs) {
    const gone = new Set(pairs.flatMap(([{ note }, figure]) => ["accept", "reject"].map((action) => known({ document: note.id, action, figure }))));
    made = made.filter((item) => !gone.has(known(item)));
    keep();
  }

  function takeBack(shown, action, figure) {
    const gone = known({ document: shown.note.id, action, figure });
    made = made.filter((item) => known(item) !== gone);
    keep();
  }

  const file = (who) => ({ format: "summarizer-decisions", version: 1, who, decisions: made });

  function download(who) {
    write(NAME, who);
    const blob = new Blob([`${JSON.stringify(file(who), null, 1)}\n`], { type: "application/json" });
    const link = dom.el("a", {
      href: URL.createObjectURL(blob),
      download: `decisions-${data.run.key.slice(0, 8)}.json`,
    });
    document.body.append(link);
    link.click();
    link.remove();
  }

  return {
    added,
    count: () => made.length,
    decide,
    decideAll,
    download,
    on,
    read,
    takeBack,
    takeBackAll,
    watch: (watcher) => watchers.push(watcher),
    who: () => read(NAME) ?? "",
    write,
  };
})();
