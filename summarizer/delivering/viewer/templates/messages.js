// What findings and dates say: in English as the store has it, in Chinese by its key and parameters.
const messages = (() => {
  const said = (key, params) => {
    const template = data.run.messages[key];
    return template?.replace(/\{(\w+)\}/gu, (_, name) => word(params[name]));
  };

  // A parameter: a reason, a number, or a word that may have a label (increase, ordinal).
  const word = (value) =>
    value !== null && typeof value === "object"
      ? said(value.key, value.params)
      : (data.run.messages[`word.${value}`] ?? `${value}`);

  function finding(one) {
    if (t.language() === "en" || !one.params) return one.message;
    const params = JSON.parse(one.params);
    return said(params.form ? `${one.code}.${params.form}` : one.code, params) ?? one.message;
  }

  function reason(english, packed) {
    if (t.language() === "en" || !packed) return english ?? "";
    const { key, params } = JSON.parse(packed);
    return said(key, params) ?? english;
  }

  return { finding, reason };
})();
