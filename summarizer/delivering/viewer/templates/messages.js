// What findings and dates say: in English as the store has it, in Chinese by its key and parameters.
const messages = (() => {
  const sentence = (key, params) => {
    const template = data.run.messages[key];
    return template?.replace(/\{(\w+)\}/gu, (_, name) => word(params[name]));
  };

  // A parameter: a reason, a number, or a word that may have a label (increase, ordinal).
  const word = (value) =>
    value !== null && typeof value === "object"
      ? sentence(value.key, value.params)
      : (data.run.messages[`word.${value}`] ?? `${value}`);

  function finding(row) {
    if (t.language() === "en" || !row.params) return row.message;
    const params = JSON.parse(row.params);
    return sentence(params.form ? `${row.code}.${params.form}` : row.code, params) ?? row.message;
  }

  function reason(english, packed) {
    if (t.language() === "en" || !packed) return english ?? "";
    const { key, params } = JSON.parse(packed);
    return sentence(key, params) ?? english;
  }

  // Why a decision was not stored.
  const refusal = ({ key, params, why }) => (t.language() === "zh" && key && sentence(key, params)) || why;

  return { finding, reason, refusal };
})();
