// What findings, failures and dates say: in English as the store has it, in Chinese by its key and parameters.
const messages = (() => {
  const sentence = (key, params) => {
    const template = data.run.messages[key];
    return template?.replace(/\{(\w+)(?::[^}]*)?\}/gu, (_, name) => word(params[name]));
  };

  // A parameter: a list, a reason, a number, or a word that may have a label (increase, ordinal).
  const word = (value) =>
    Array.isArray(value)
      ? value.map(word).join("、")
      : value !== null && typeof value === "object"
      ? sentence(value.key, value.params)
      : (data.run.messages[`word.${value}`] ?? `${value}`);

  function coded(code, packed, english) {
    if (t.language() === "en" || !packed) return english;
    const params = JSON.parse(packed);
    return sentence(params.form ? `${code}.${params.form}` : code, params) ?? english;
  }

  const finding = (row) => coded(row.code, row.params, row.message);
  const failure = (note) => coded(note.error_code, note.error_params, note.error_message);

  function reason(english, packed) {
    if (t.language() === "en" || !packed) return english ?? "";
    const { key, params } = JSON.parse(packed);
    return sentence(key, params) ?? english;
  }

  // Why a decision was not stored.
  const refusal = ({ key, params, why }) => (t.language() === "zh" && key && sentence(key, params)) || why;

  return { failure, finding, reason, refusal };
})();
