// Figures of the table that are chosen, on its pages or all that match, and decided on at once.
const choosing = (() => {
  const AT_ONCE = 6;
  const key = (row) => `${row.at}/${row.number}`;
  const chosen = new Set();
  let busy = false;
  let draw = () => {};
  let state = () => [null, null];

  function box(row) {
    return dom.el(
      "td",
      { class: "choice" },
      dom.el("input", {
        type: "checkbox",
        checked: chosen.has(key(row)),
        "aria-label": t("choose", { figure: `${row.as_written ?? ""} ${row.subject ?? ""}` }),
        onchange: (event) => {
          event.target.checked ? chosen.add(key(row)) : chosen.delete(key(row));
          event.target.closest("tr").classList.toggle("chosen", event.target.checked);
          refresh();
        },
      }),
    );
  }

  function head(found, drawn) {
    const toggle = (event) => {
      for (const row of found.rows) event.target.checked ? chosen.add(key(row)) : chosen.delete(key(row));
      drawn();
    };
    const input = dom.el("input", { type: "checkbox", "aria-label": t("choose_page"), onchange: toggle });
    return dom.el("th", { scope: "col", class: "choice" }, input);
  }

  // The bar of what can be done with those that are chosen; `given` tells what is shown and asked, `drawn` draws it again.
  function bar(given, drawn) {
    [state, draw] = [given, drawn];
    return dom.el("div", { class: "choosing", role: "group", "aria-label": t("chosen") });
  }

  async function chooseAll() {
    const [, asked] = state();
    for (const [at, number] of await data.chosen("figures", asked)) chosen.add(`${at}/${number}`);
    draw();
  }

  function clear() {
    chosen.clear();
    draw();
  }

  // The chosen figures as their documents have them, documents loaded a few at a time.
  async function loaded() {
    const numbers = new Map();
    for (const [at, number] of [...chosen].map((item) => item.split("/").map(Number)))
      numbers.set(at, [...(numbers.get(at) ?? []), number]);
    const places = [...numbers.keys()].sort((a, b) => a - b);
    const made = [];
    for (let first = 0; first < places.length; first += AT_ONCE) {
      const shown = await Promise.all(places.slice(first, first + AT_ONCE).map(data.load));
      for (const item of shown)
        for (const number of numbers.get(item.place)) if (item.figures[number]) made.push([item, figures.exported(item.figures[number])]);
      routes.say(t("reading", { n: Math.min(first + AT_ONCE, places.length), of: places.length }));
    }
    return made;
  }

  async function decide(action) {
    busy = true;
    refresh();
    try {
      const made = await loaded();
      action ? decisions.decideAll(made, action) : decisions.takeBackAll(made);
      chosen.clear();
      routes.say(t(action ? `all_${action}ed` : "all_taken_back", { n: figures.number(made.length) }));
    } catch (error) {
      routes.say(t("not_answered", { why: error.message }));
    }
    busy = false;
    draw();
  }

  function refresh() {
    const node = document.querySelector("#browse-figures .choosing");
    const [found] = state();
    if (!node || !found) return;
    const most = Math.min(found.matching, tables.MOST_CHOSEN);
    const keys = found.rows.map(key);
    const wholePage = keys.length > 0 && keys.every((item) => chosen.has(item));
    node.classList.toggle("some", chosen.size > 0);
    const head = document.querySelector("#browse-figures th.choice input");
    if (head) [head.checked, head.indeterminate] = [wholePage, !wholePage && keys.some((item) => chosen.has(item))];
    const act = (action, label, icon) =>
      dom.button([icon ? dom.icon(icon) : null, t(label)], () => decide(action), { disabled: busy || !chosen.size, class: action ?? "plain" });
    dom.replace(
      node,
      dom.el("span", { class: "number" }, t("chosen_n", { n: figures.number(chosen.size) })),
      act("accept", "accept", "good"),
      act("reject", "reject", "bad"),
      chosen.size ? act(null, "take_back", null) : dom.el("span", { class: "muted" }, t("choose_how")),
      wholePage && most > chosen.size
        ? dom.button(t(most < found.matching ? "choose_first" : "choose_all", { n: figures.number(most) }), chooseAll, { class: "plain all" })
        : null,
      chosen.size ? dom.button(t("choose_none"), clear, { class: "plain" }) : null,
    );
  }

  return { bar, box, has: (row) => chosen.has(key(row)), head, refresh };
})();
