// Words for the values that a store holds; a value that is not known is shown unchanged.
const words = (() => {
  const STATUS_ICONS = { ok: "good", flagged: "warning", failed: "failed" };
  const labels = (kind) => (value) => t(`${kind}_${value}`, {}, value);
  const finding = labels("finding");
  const verdict = labels("verdict");

  // What became of a number of the source, in words.
  function fate(mention, figure) {
    if (figure && figures.tone(figure) === "bad") return verdict(figure.verdict);
    return t(`fate_${mention.fate}`, {}, mention.fate);
  }

  return {
    STATUS_ICONS,
    aspect: labels("aspect"),
    base: labels("base"),
    direction: labels("direction"),
    failure: labels("failure"),
    fate,
    figureStatus: labels("figure_status"),
    finding,
    judgement: labels("judgement"),
    kind: labels("kind"),
    measureStatus: labels("measure_status"),
    role: labels("role"),
    severity: labels("severity"),
    verdict,
  };
})();
