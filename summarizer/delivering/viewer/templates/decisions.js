// What the analyst decides: kept in this browser for this run and given away as a file, or stored by the server at once.
const decisions = (() => {
  const KEPT = `summarizer:decisions:${data.run.key}`;
  const NAME = "summarizer:who";
  const REVIEWS = ["reviewed", "reopened"];
  const served = data.run.chunk === null;
  const watchers = [];
  const indexed = new WeakMap();
  let made = JSON.parse(read(KEPT) ?? "[]");
  let own = null;
  let sending = false;

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

  function keep(changed) {
    made = changed;
    own = null;
    const kept = write(KEPT, JSON.stringify(made));
    watchers.forEach((watcher) => watcher(kept));
    return served && made.length ? send() : null;
  }

  const now = () => new Date().toISOString().replace(/\.\d+Z$/, "Z");
  const measureKey = (measure) => JSON.stringify([measure.name, measure.spans?.[0] ?? null]);

  // What a decision is on: a figure, a measure, the fields of the document, or its review.
  function key(item) {
    if (item.figure) return `figure ${figures.key(item.figure)}`;
    if (item.measure) return `measure ${measureKey(item.measure)}`;
    return REVIEWS.includes(item.action) ? "review" : "document";
  }

  const byKey = (items) => {
    const found = new Map();
    for (const item of items) found.set(key(item), [...(found.get(key(item)) ?? []), item]);
    return found;
  };

  const known = (item) => `${item.document}\n${key(item)}`;

  // The decisions of the store on a document, then those of this browser, by what they are on.
  function all(shown, wanted) {
    if (!indexed.has(shown.decisions)) indexed.set(shown.decisions, byKey(shown.decisions));
    own ??= new Map(made.map((item) => [known(item), { ...item, own: true }]));
    return [...(indexed.get(shown.decisions).get(wanted) ?? []), own.get(`${shown.note.id}\n${wanted}`) ?? []].flat();
  }

  // Those that were not taken back; the latest holds.
  function standing(shown, wanted) {
    const stack = [];
    for (const item of all(shown, wanted)) item.action === "undo" ? stack.pop() : stack.push(item);
    return stack;
  }

  const held = (shown, wanted) => standing(shown, wanted).at(-1) ?? null;

  const on = (shown, figure) => held(shown, key({ figure: figures.exported(figure) }));
  const onMeasure = (shown, measure) => held(shown, key({ measure: figures.exportedMeasure(measure) }));
  const onReview = (shown) => {
    const latest = held(shown, "review");
    return latest?.action === "reviewed" ? latest : null;
  };

  // The decisions that added a part (`figure`, `measure`) and that hold.
  function added(shown, part = "figure") {
    const items = [...shown.decisions, ...made.filter((item) => item.document === shown.note.id)];
    const keys = new Set(items.filter((item) => item.action === "add" && item[part]).map(key));
    const found = [...keys].map((wanted) => held(shown, wanted));
    return found.filter((item) => item && item.action !== "reject");
  }

  const decision = ({ note: { id, sha256 } }, item) => ({
    document: id,
    sha256: sha256 || null,
    ...Object.fromEntries(Object.entries(item).filter(([, value]) => value)),
    at: now(),
  });

  // Decide on parts, each with its document: [shown, { action, figure or measure or neither, changes, note }].
  function make(pairs) {
    const latest = new Map(made.map((item) => [known(item), item]));
    for (const [shown, item] of pairs) {
      const complete = decision(shown, item);
      latest.delete(known(complete));
      latest.set(known(complete), complete);
    }
    return keep([...latest.values()]);
  }

  // What was edited is accepted as it is after that.
  function withChanges(shown, action, figure, note) {
    const before = held(shown, key({ figure }));
    return { action, figure, note, changes: action === "accept" && before?.action !== "add" ? before?.changes : null };
  }

  const decide = (shown, action, figure, note = null) => decideAll([[shown, figure]], action, note);
  const decideAll = (pairs, action, note = null) =>
    make(pairs.map(([shown, figure]) => [shown, withChanges(shown, action, figure, note)]));

  // Take the latest decision on a part back: one of this browser is forgotten, one of the store is undone.
  function undo(shown, part) {
    const wanted = key({ action: "edit", ...part });
    const kept = made.filter((item) => known(item) !== `${shown.note.id}\n${wanted}`);
    if (kept.length < made.length) return keep(kept);
    return held(shown, wanted) ? make([[shown, { ...part, action: "undo" }]]) : null;
  }

  const takeBack = (shown, _action, figure) => undo(shown, { figure });
  function takeBackAll(pairs) {
    const mine = new Set(made.map(known));
    const own = new Set(pairs.map(([{ note }, figure]) => known({ document: note.id, figure })).filter((item) => mine.has(item)));
    const stored = pairs.filter(([shown, figure]) => !own.has(known({ document: shown.note.id, figure })) && held(shown, key({ figure })));
    const undone = stored.map(([shown, figure]) => decision(shown, { figure, action: "undo" }));
    keep([...made.filter((item) => !own.has(known(item))), ...undone]);
  }

  const file = (who) => ({ format: "summarizer-decisions", version: 2, who, decisions: made });

  // Give what was decided to the server, which checks and stores it; what can't be given is kept here.
  async function send() {
    if (sending) return;
    if (!who()) return dialogs.sign();
    sending = true;
    const given = made;
    try {
      const body = JSON.stringify(file(who()));
      const answer = await fetch("decisions", { method: "POST", headers: { "Content-Type": "application/json" }, body });
      if (!answer.ok) throw new Error((await answer.text()).trim() || `${answer.status}`);
      const { refused } = await answer.json();
      await routes.reload();
      sending = false;
      await keep(made.filter((item) => !given.includes(item)));
      if (refused.length) routes.say(t("refused", { why: messages.refusal(refused[0]) }));
    } catch (error) {
      sending = false;
      routes.say(t("not_sent", { why: error.message }));
    }
  }

  function download(name) {
    write(NAME, name);
    if (served) return send();
    const blob = new Blob([`${JSON.stringify(file(name), null, 1)}\n`], { type: "application/json" });
    const link = dom.el("a", {
      href: URL.createObjectURL(blob),
      download: `decisions-${data.run.key.slice(0, 8)}.json`,
    });
    document.body.append(link);
    link.click();
    return link.remove();
  }

  const who = () => read(NAME) ?? "";

  return {
    added,
    count: () => made.length,
    decide,
    decideAll,
    download,
    held,
    make,
    on,
    onMeasure,
    onReview,
    documents: () => new Set(made.map((item) => item.document)),
    read,
    served,
    standing,
    takeBack,
    takeBackAll,
    undo,
    watch: (watcher) => watchers.push(watcher),
    who,
    write,
  };
})();
