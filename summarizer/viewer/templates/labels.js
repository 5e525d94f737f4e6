// Every label in both languages: key: [Chinese, English]. `{n}` and the like are filled in.
const LABELS = {
  // the frame
  views: ["视图", "Views"], bench: ["逐篇核对", "Documents"], overview: ["总览", "Overview"], panes: ["栏目", "Panes"],
  documents: ["文档", "Documents"], article: ["原文", "Article"], report: ["报告", "Report"], help: ["帮助", "Help"],
  help_title: ["键盘操作与符号（?）", "Keys and signs (?)"], dark: ["深色", "Dark"], light: ["浅色", "Light"],
  run_told: ["{n} 篇文档 · 模型数字 {figures} 个，已核实 {verified} 个", "{n} documents · {verified} of the model’s {figures} figures verified"],
  loading: ["正在打开……", "Opening…"], not_loaded: ["这篇文档没有打开：{why}", "This document could not be opened: {why}"],
  no_document: ["本次运行中没有这篇文档", "This run has no such document"], close: ["关闭", "Close"], cancel: ["取消", "Cancel"],
  // the list
  filters: ["筛选", "Filters"], search: ["搜索标题、地区、正文（/）", "Search title, region, text (/)"], status: ["状态", "Status"],
  sort: ["排序", "Sort"], finding: ["问题", "Finding"], region: ["地区", "Region"], pager: ["翻页", "Pages"],
  previous_page: ["上一页", "Previous page"], next_page: ["下一页", "Next page"], documents_shown: ["显示 {n} / {of} 篇", "{n} of {of} documents"],
  every_region: ["全部地区", "Every region"], every_finding: ["全部问题", "Every finding"], no_region: ["地区不明", "no region"],
  status_all: ["全部", "All"], status_ok: ["通过", "ok"], status_flagged: ["存疑", "flagged"], status_failed: ["失败", "failed"],
  sort_input: ["按输入顺序", "As given"], sort_look: ["先看存疑", "To look at first"], sort_coverage: ["覆盖率低者先", "Least covered first"],
  sort_figures: ["数字多者先", "Most figures first"], sort_published: ["新近发布者先", "Newest first"], sort_title: ["按标题", "By title"],
  verified_of: ["已核实 / 模型数字", "verified / figures of the model"],
  // the article
  no_text: ["没有可读的正文", "There is no text that could be read"], unseen_sign: ["看不见的字符", "a character that can’t be seen"],
  tone_good: ["已核实", "verified"], tone_bad: ["存疑", "doubted"], tone_missed: ["模型遗漏", "missed"], tone_again: ["重复提及", "restated"],
  tone_aside: ["不是统计数字", "no figure"], add_figure: ["用所选文字补一个数字（a）", "Add a figure from the selection (a)"],
  add_how: ["先在原文中选中一句话", "Select the words that state it first"],
  fate_reported: ["已报告", "reported"], fate_restated: ["重复提及", "restated"], fate_missed: ["模型遗漏", "missed"],
  role_figure: ["数字", "figure"], role_date: ["日期", "date"], role_time: ["时刻", "time of day"], role_ordinal: ["序数", "ordinal"], role_name: ["名称的一部分", "part of a name"],
  // the report
  published: ["发布", "Published"], stated: ["原文写明", "stated"], inferred: ["推断：", "inferred:"], unknown: ["不明", "unknown"], summary: ["摘要", "Summary"],
  findings_n: ["需要看的（{n}）", "To look at ({n})"], findings: ["需要看的", "Findings"], no_findings: ["没有发现问题", "Nothing was found"],
  figures: ["数字", "Figures"], figures_n: ["数字（{n}）", "Figures ({n})"], no_figures: ["没有数字", "There are no figures"], verdict: ["结论", "Verdict"],
  figure: ["数字", "Figure"], counts: ["所指", "Counts"], no_subject: ["所指不明", "what it counts is not known"], means: ["可能的范围：", "It can mean"],
  why_verified: ["数值、单位和所指都与原文一致", "value, unit and what it counts are the document’s"],
  ledger_of: ["原文数字 {n} 处；模型数字 {figures} 个，已核实 {verified} 个", "{n} numbers in the source; {verified} of the model’s {figures} figures verified"],
  set_aside: ["不计入", "set aside"], accept: ["认可", "Accept"], reject: ["否定", "Reject"], note: ["备注", "Note"], take_back: ["撤回", "Take back"],
  to_article: ["看原文", "See the article"], to_report: ["看报告", "See the report"], by_you: ["由你", "by you"], by_whom: ["{who}", "by {who}"],
  decided_accept: ["已认可", "accepted"], decided_reject: ["已否定", "rejected"], decided_add: ["已补充", "added"], added_figures: ["人工补充的数字", "Figures added by hand"],
  measures_n: ["措施（{n}）", "Measures ({n})"], more: ["其余 {n} 项", "{n} more"], dates_n: ["日期（{n}）", "Dates ({n})"], in_words: ["原文", "In its words"],
  date: ["日期", "Date"], how_known: ["依据", "How it is known"], provenance: ["出处", "Where it came from"], file: ["文件", "File"], encoding: ["编码", "Encoding"],
  answers: ["模型回答", "Answers"], tokens: ["读 {read}、写 {written} 词元", "{read} tokens read, {written} written"], tokens_unknown: ["词元数不明", "tokens not known"],
  round: ["第 {n} 轮", "round {n}"], replayed: ["重放", "replayed"], asked: ["新提问", "asked"],
  direction_increase: ["增", "increase"], direction_decrease: ["减", "decrease"],
  verdict_verified: ["已核实", "verified"], verdict_unsupported: ["原文没有这个数", "unsupported"], verdict_misattributed: ["张冠李戴", "misattributed"],
  verdict_unit_mismatch: ["单位不符", "unit mismatch"], verdict_qualifier_mismatch: ["限定词不符", "qualifier mismatch"],
  verdict_quote_not_found: ["引文不在原文中", "quote not found"], verdict_missed: ["模型遗漏，由规则补上", "missed; from the rules"],
  severity_error: ["错误", "error"], severity_warning: ["警告", "warning"], severity_info: ["说明", "info"],
  finding_unsupported: ["原文没有这个数", "Unsupported"], finding_misattributed: ["张冠李戴", "Misattributed"], finding_unit_mismatch: ["单位不符", "Unit mismatch"],
  finding_qualifier_mismatch: ["限定词不符", "Qualifier mismatch"], finding_quote_not_found: ["引文不在原文中", "Quote not found"], finding_missed: ["模型遗漏", "Missed number"],
  finding_subject_not_literal: ["所指不是原文用语", "Subject in other words"], finding_direction_mismatch: ["增减不符", "Direction mismatch"], finding_period_mismatch: ["时间不符", "Period mismatch"],
  finding_region_mismatch: ["地区不符", "Region mismatch"], finding_region_precision: ["地区详略不同", "Region more or less precise"], finding_measure_not_found: ["措施引文不在原文中", "Measure not found"],
  finding_measure_not_listed: ["措施未列出", "Measure not listed"], finding_number_not_stated: ["摘要中的数原文没有", "Number not stated"], finding_date_inferred: ["日期系推断", "Date inferred"],
  finding_date_mismatch: ["日期不符", "Date mismatch"], finding_place_ambiguous: ["地名有歧义", "Ambiguous place"], finding_repeated: ["重复报告", "Told twice"],
  finding_duplicate: ["相同文件", "Duplicate"], finding_near_duplicate: ["近似重复", "Near-duplicate"], finding_patch_failed: ["补问失败", "Patch failed"], finding_patch_not_recorded: ["补问没有录音", "Patch not recorded"],
  failure_not_found: ["找不到文件", "Not found"], failure_unreadable: ["读不了", "Unreadable"], failure_empty: ["空文件", "Empty"], failure_binary: ["不是文本", "Binary"], failure_too_large: ["太大", "Too large"],
  failure_unsupported_type: ["不支持的类型", "Unsupported type"], failure_no_article: ["没有正文", "No article"], failure_bad_row: ["坏行", "Bad row"], failure_no_recording: ["没有录下的回答", "No recording"],
  failure_malformed: ["回答不合格式", "Malformed answer"], failure_timeout: ["超时", "Timeout"], failure_truncated: ["回答不完整", "Truncated answer"], failure_endpoint_down: ["端点不通", "Endpoint down"],
  failure_refused: ["模型拒答", "Refused"], failure_rate_limited: ["被限速", "Rate limited"], failure_key_refused: ["密钥被拒", "Key refused"], failure_not_asked: ["没有问到", "Not asked"],
  // decisions
  export: ["导出决定（{n}）", "Export decisions ({n})"], export_title: ["把认可、否定和补充存成文件，交给 summarizer review apply", "Save what was accepted, rejected and added as a file for summarizer review apply"],
  nothing_decided: ["还没有决定", "Nothing is decided yet"], not_kept: ["浏览器不让保存：关闭前请导出", "This browser keeps nothing: export before you close"], exported: ["已导出 {n} 个决定", "{n} decisions exported"],
  who: ["你的姓名或邮箱", "Your name or e-mail"], who_about: ["写进导出的文件，只问一次", "It stands in the file; asked once"], save: ["保存", "Save"],
  adding_title: ["补一个数字", "Add a figure"], quote: ["引文", "Quote"], subject: ["所指", "What it counts"], value: ["数值", "Value"], unit: ["单位", "Unit"], qualifier: ["限定词", "Qualifier"],
  value_needed: ["请写数值，例如 1500", "Give the value as a number, e.g. 1500"], subject_needed: ["请写它数的是什么", "Say what it counts"], select_first: ["请先在原文中选中文字", "Select words of the article first"],
  // the overview
  figures_verified: ["数字已核实", "Figures verified"], n_of: ["{n} / {of} 个", "{n} of {of}"], coverage: ["原文数字覆盖率", "Coverage of the source"], missed_n: ["遗漏 {n} 处，由规则补上", "{n} missed, given by rules"],
  cost: ["费用", "Cost"], tokens_n: ["{n} 词元", "{n} tokens"], decisions: ["人工决定", "Decisions"], decisions_here: ["其中 {n} 个在此浏览器", "{n} of them in this browser"], nothing: ["没有", "None"],
  verdicts: ["核对结论", "Verdicts"], verdicts_about: ["全部文档的数字", "Figures of all documents"], findings_about: ["点击只看有此问题的文档", "Click for the documents with it"],
  in_documents: ["{n}（{documents} 篇）", "{n} in {documents}"], coverage_each: ["各篇覆盖率", "Coverage of each document"], coverage_about: ["原文中的统计数字有多少进了报告", "How much of a source’s figures its report has"],
  lowest: ["最低的 {n} 篇：", "The lowest {n}:"], timeline: ["发布时间", "When they were published"], undated: ["发布日期不明：{n} 篇", "{n} without a date"], timeline_told: ["{first} 至 {last}，共 {n} 篇", "{first} to {last}, {n} documents"],
  by_province: ["各省", "By province"], by_province_about: ["方格大致按地理位置排列；数为统计数字个数，点击筛选", "Tiles stand about where the provinces do; each with its figures; click to filter"],
  province_told: ["{name}：{documents} 篇，{figures} 个数字", "{name}: {documents} documents, {figures} figures"], by_measure: ["按措施", "By measure"], by_measure_about: ["数字最多的措施", "The measures with the most figures"],
  cost_and_tokens: ["费用与词元", "Cost and tokens"], cost_about: ["按模型；没有价格时为 —", "By model; — where it is not known"], model: ["模型", "Model"], paid: ["付费", "Paid"], tokens_read: ["读入", "Read"], tokens_written: ["写出", "Written"],
  // help
  help_heading: ["键盘与符号", "Keys and signs"], key_next: ["下一处 / 上一处需要看的", "next / previous thing to look at"], key_document: ["上一篇 / 下一篇", "previous / next document"], key_search: ["搜索", "search"],
  key_add: ["用所选文字补一个数字", "add a figure from the selection"], key_decide: ["认可 / 否定选中的数字", "accept / reject the selected figure"], key_views: ["总览 / 逐篇", "overview / documents"], key_help: ["本帮助", "this help"], signs: ["原文中的符号", "Signs in the article"],
};

const t = (() => {
  const LANGUAGES = ["zh", "en"];
  const KEPT = "summarizer:language";
  let language = decisions.read(KEPT) ?? (navigator.language.startsWith("zh") ? "zh" : "en");

  function t(key, values = {}, otherwise = key) {
    const label = LABELS[key]?.[LANGUAGES.indexOf(language)];
    return label === undefined ? otherwise : label.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  t.language = () => language;
  t.use = (wanted) => {
    language = wanted;
    decisions.write(KEPT, wanted);
  };
  return t;
})();
