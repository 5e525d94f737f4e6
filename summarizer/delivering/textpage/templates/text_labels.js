// The labels in both languages: key: [Chinese, English]. `{n}` and the like are filled in. Those of verdicts are in data/labels.tsv.
const LABELS = {
  texts: ["列表", "Texts"],
  text: ["待核文本", "Text"],
  sources: ["原文", "Sources"],
  panes: ["栏目", "Panes"],
  legend: ["按判定筛选", "Filter by verdict"],
  dark: ["深色", "Dark"],
  light: ["浅色", "Light"],
  previous: ["上一个（p）", "Previous (p)"],
  next: ["下一个（n）", "Next (n)"],
  run_summary: ["{texts} 篇文本 · {numbers} 个数字，存疑 {flagged} 个", "{texts} texts · {flagged} of {numbers} numbers flagged"],
  run_single: ["{numbers} 个数字，存疑 {flagged} 个", "{flagged} of {numbers} numbers flagged"],
  all: ["全部", "All"],
  flagged: ["存疑", "Flagged"],
  why_supported: ["原文就是这样说的", "The source states it so"],
  why_equivalent: ["原文换了说法", "The source states it in other words"],
  why_derived: ["可由原文的数字算出", "It can be computed from the source’s numbers"],
  why_not_stated: ["原文没有这个数字", "The source does not state it"],
  show_in_source: ["在原文中查看", "Show in the source"],
  others: ["另与 {n} 篇原文核对，没有用到", "Also checked against {n} more, which none of the numbers needs"],
  left_out: ["正文之外还有 {n} 个数字，未核对", "{n} numbers outside the article were not checked"],
  no_numbers: ["没有数字", "No numbers"],
  no_text: ["没有可显示的文本", "No text to show"],
  unseen_sign: ["看不见的字符", "an invisible character"],
};

const kept = (() => {
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
    } catch {
      // The choice holds until the page is closed.
    }
  }
  return { read, write };
})();

const t = (() => {
  const LANGUAGES = ["zh", "en"];
  const KEPT = "summarizer:language";
  let language = kept.read(KEPT) ?? (navigator.language.startsWith("zh") ? "zh" : "en");

  function t(key, values = {}, otherwise = key) {
    const label = LABELS[key]?.[LANGUAGES.indexOf(language)];
    return label === undefined ? otherwise : label.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  t.language = () => language;
  t.use = (wanted) => {
    language = wanted;
    kept.write(KEPT, wanted);
  };
  return t;
})();
