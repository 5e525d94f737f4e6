// Citations of figures and measures, to be pasted elsewhere: the document's part of each is the same, before and after the quote.
const citing = (() => {
  const WORDS = { figures: "quote", measures: "name" };

  // Null where the words are not in the document, or a person has changed them since.
  function of(shown, table, number) {
    const found = shown.citations[table]?.[number];
    const row = shown[table][number];
    if (!found || (row.original && row.original[WORDS[table]] !== row[WORDS[table]])) return null;
    const [before, after] = shown.note.cited[t.language()];
    const [quote, fragment, endings] = found;
    return `${before}${quote}${endings[t.language()] ?? "”"}${after}${fragment}`;
  }

  // Where the browser does not allow the clipboard, the citation is shown, chosen, for the reader to copy.
  function offer(citation) {
    const area = dom.el("textarea", { readonly: true, rows: 9, lang: "zh", "aria-label": t("citation") });
    area.value = citation;
    dialogs.open("citing", t("citation"), dom.el("p", { class: "muted" }, t("copy_by_hand")), area);
    area.focus();
    area.select();
  }

  async function copy(shown, table, number) {
    const citation = of(shown, table, number);
    if (!citation) return routes.say(t("no_citation"));
    try {
      await navigator.clipboard.writeText(citation);
      return routes.say(t("citation_copied"));
    } catch {
      return offer(citation);
    }
  }

  // A button beside a figure or measure; none where there is nothing to cite.
  const button = (shown, table, number, name) =>
    of(shown, table, number) &&
    dom.button(dom.icon("copy"), () => copy(shown, table, number), {
      class: "pen cite",
      title: t("cite_title"),
      "aria-label": `${t("cite")}: ${name}`,
    });

  return { button, copy };
})();
