// The dialogs: help, the analyst's name, a figure to add.
const dialogs = (() => {
  const KEYS = [
    ["n p j k", "key_next"],
    ["e E", "key_error"],
    ["[ ]", "key_document"],
    ["/", "key_search"],
    ["a", "key_add"],
    ["A", "key_add_measure"],
    ["y x", "key_decide"],
    ["c", "key_edit"],
    ["q", "key_cite"],
    ["u", "key_undo"],
    ["r", "key_reviewed"],
    ["o d", "key_views"],
    ["f m s", "key_tables"],
    ["?", "key_help"],
  ];
  const FIELDS = ["subject", "value", "unit", "qualifier"];

  function open(id, title, ...content) {
    const dialog = dom.byId(id);
    const close = dom.button(t("close"), () => dialog.close(), { class: "close" });
    dom.replace(dialog, dom.el("h2", { id: `${id}-title` }, title), content, close);
    dialog.showModal();
    return dialog;
  }

  function help() {
    const keys = KEYS.map(([pressed, about]) =>
      dom.el(
        "tr",
        {},
        dom.el(
          "th",
          { scope: "row" },
          pressed.split(" ").map((item) => dom.el("kbd", {}, item)),
        ),
        dom.el("td", {}, t(about)),
      ),
    );
    open(
      "help",
      t("help_heading"),
      dom.el("table", {}, dom.el("tbody", {}, keys)),
      dom.el("h3", {}, t("signs")),
      article.legend(),
      dom.el("p", { class: "muted" }, `summarizer ${data.run.version}`),
    );
  }

  function labelled(name, attributes) {
    const input = dom.el("input", { type: "text", id: `new-${name}`, autocomplete: "off", ...attributes });
    return dom.el("label", {}, dom.el("span", {}, t(name)), input);
  }

  // Enter in a field does what the first button does; no form is ever sent.
  const onEnter = (act) => ({ onkeydown: (event) => event.key === "Enter" && (event.preventDefault(), act()) });

  function sign() {
    if (!decisions.count()) return routes.say(t("nothing_decided"));
    if (decisions.who()) return give(decisions.who());
    const act = () => {
      const who = dom.byId("new-who").value.trim();
      if (!who) return dom.byId("new-who").focus();
      dom.byId("signing").close();
      return give(who);
    };
    open(
      "signing",
      t("who"),
      dom.el("p", { class: "muted" }, t(decisions.served ? "who_about_served" : "who_about")),
      labelled("who", onEnter(act)),
      dom.button(t("save"), act, { class: "main" }),
    );
    return dom.byId("new-who").focus();
  }

  function give(who) {
    decisions.download(who);
    if (!decisions.served) routes.say(t("exported", { n: decisions.count() }));
  }

  // The number in the chosen words that was not reported, else the first one.
  const guess = (mentions) =>
    mentions.find((item) => item.fate === "missed") ?? mentions.find((item) => item.role === "figure") ?? mentions[0];

  function add() {
    const chosen = article.selection();
    if (!chosen) return routes.say(t("select_first"));
    const near = guess(chosen.mentions) ?? {};
    const wrong = dom.el("p", { class: "wrong", role: "alert" });
    const act = () => {
      const [subject, value, unit, qualifier] = FIELDS.map((name) => dom.byId(`new-${name}`).value.trim());
      const amount = Number(value.replaceAll(",", ""));
      if (!subject) return dom.replace(wrong, t("subject_needed"));
      if (!value || !Number.isFinite(amount)) return dom.replace(wrong, t("value_needed"));
      const same = amount === near.value;
      const range = same ? { low: near.low, high: near.high, ...near } : { low: amount, high: amount };
      const figure = {
        subject,
        value: amount,
        low: range.low,
        high: range.high,
        unit: unit || null,
        qualifier: qualifier || null,
        quote: chosen.quote,
      };
      dom.byId("adding").close();
      return routes.added(figures.exported({ ...figure, start: same ? near.start : null, end: same ? near.end : null }));
    };
    const given = { subject: near.noun, value: near.value, unit: near.unit, qualifier: near.qualifier };
    open(
      "adding",
      t("adding_title"),
      dom.el("blockquote", { lang: "zh" }, chosen.quote),
      FIELDS.map((name) =>
        labelled(name, { value: given[name], inputmode: name === "value" ? "decimal" : null, ...onEnter(act) }),
      ),
      wrong,
      dom.button(t("save"), act, { class: "main" }),
    );
    return dom.byId("new-subject").focus();
  }

  return { add, help, onEnter, open, sign };
})();
