// What the checker says in English, in Chinese: [a message, its translation], tried in turn; `…` stands for what varies.
const messages = (() => {
  const TABLE = [
    ["… was left out by the model", "模型遗漏了 $1"],
    ["… is read as …: …", "$1 读作 $2：$3"],
    ["… was told twice; the first is kept", "$1 说了两遍，保留第一个"],
    ["the quote does not stand in the document", "引文不在原文中"],
    ["the quote of the measure … does not stand in the document", "措施“$1”的引文不在原文中"],
    ["… does not stand in the document", "原文中没有 $1"],
    ["the measure … is not among the report's measures", "措施“$1”不在报告的措施之列"],
    ["the subject … is not in the document's words", "“$1”不是原文用语"],
    ["the draft says …, the document no direction", "草稿说$1，原文没有说增减"],
    ["the draft says published …, the document states no date", "草稿说发布于 $1，原文没有日期"],
    ["the draft says published …, the document …", "草稿说发布于 $1，原文是 $2"],
    ["the draft says …, the rules no one region", "草稿说$1，规则认不定一地"],
    ["the draft says …, the rules …", "草稿说$1，规则认为是$2"],
    ["the draft says …, the document …", "草稿说 $1，原文说 $2"],
    ["the period … is not the one that the document states", "“$1”不是原文说的时间"],
    ["the document does not tell this figure of …", "原文说的不是$1的数"],
    ["the draft's region … is not the one that the document is about", "原文讲的不是$1"],
    ["… may be …", "$1可能是：$2"],
    ["… counts …; … is what … counts", "$1 数的是$2；$3是 $4 数的"],
    ["the unit is …, not …", "单位是 $1，不是 $2"],
    ["the document says …; the qualifier told is …", "原文说 $1；报告的限定词是 $2"],
    ["… stands nowhere in the document; the quote has …", "原文中没有 $1；引文里有 $2"],
    ["… stands in the document as … (…), not as a figure", "$1 在原文中是 $2（$3），不是统计数字"],
    ["… stands elsewhere in the document (…); the quote has …", "$1 在原文别处（$2）；引文里有 $3"],
    [
      "the endpoint read only … tokens: it cut the prompt, and a part of the document with it; give the server a longer context",
      "端点只读了 $1 个词元：提问被截断，原文有一部分没有读到；请给服务器更长的上下文",
    ],
    ["the subject … is the rules' noun: the model's did not fit", "“$1”取自规则，模型说的不合"],
    ["the document addresses a model in its …: …", "文档的 $1 在对模型说话：$2"],
    ["the document addresses a model: …", "文档在对模型说话：$1"],
    ["a token of chats was taken out: …", "去掉了对话标记：$1"],
    ["text that a browser does not show: …", "浏览器不显示的文字：$1"],
    ["characters that can't be seen stand inside of a number: …", "数字中夹有看不见的字符：$1"],
    ["characters that can't be seen stand inside of a word: …", "词中夹有看不见的字符：$1"],
    ["marks turn the direction of writing: …", "有改变书写方向的标记：$1"],
    ["characters that can't be seen spell: …", "看不见的字符拼出：$1"],
    ["characters that only look like digits are not read as a number: …", "形似数字的字符，不作数字读：$1"],
    ["empty: it has no bytes", "空文件：没有内容"],
    ["empty: it has no rows", "空文件：没有数据行"],
    ["empty: there is nothing to read", "空文件：没有可读的内容"],
    ["binary: convert it to text first", "不是文本：请先转成文本"],
    ["… files are not read: convert it to text first", "不读 $1 文件：请先转成文本"],
    ["larger than … bytes: split it or raise the limit", "超过 $1 字节：请拆分，或放宽限制"],
    ["no article is left: there is nothing but markup and navigation", "没有正文：只有标记和导航"],
    ["its characters can't be told: convert it to UTF-8", "认不出编码：请转成 UTF-8"],
    ["no recorded answer … in …", "$2 中没有录下的回答 $1"],
    ["the model answered nothing, asked …: try another model", "模型没有回答（问了 $1）：请换一个模型"],
    ["the model refused to answer: …", "模型拒绝回答：$1"],
    ["the same bytes as …", "与 $1 完全相同"],
    ["… of its clauses are those of …", "$1 的语句与 $2 相同"],
    ["round … was not patched: …", "第 $1 轮没有补问：$2"],
    ["year from the published date …", "年份取自发布日期 $1"],
    ["year from … before it", "年份取自前文 $1"],
    ["year from … in the text", "年份取自文中 $1"],
    ["year from … only in …", "年份由“$1”定为 $2"],
    ["…, which is … only in …", "$1 只有在 $3 年才是$2"],
    ["the same day as … beside it", "与旁边的 $1 是同一天"],
    ["month from the published date …", "月份取自发布日期 $1"],
    ["month from … before it", "月份取自前文 $1"],
    ["the nearest to the published date …", "离发布日期 $1 最近"],
    ["as of the published date …", "按发布日期 $1"],
    ["… as of the published date …", "$1，按发布日期 $2"],
    ["the month of … before it", "前文 $1 的那个月"],
    ["the day of … before it", "前文 $1 的那天"],
    ["the day after … before it", "前文 $1 的次日"],
    ["the plan runs from … to …", "规划自 $1 年至 $2 年"],
    ["two-digit year, read as year-month-day", "两位年份，按年-月-日读"],
    ["two-digit year, read as …", "两位年份，按 $1 读"],
    ["a word for no certain day", "不指确定的一天"],
    ["by the lunar calendar", "按农历"],
    ["the year is not stated", "没有写年份"],
    ["the month is not stated", "没有写月份"],
    ["told of every year or month", "说的是每年或每月"],
    ["the published date is not known", "发布日期不明"],
    ["told in a quotation, whose day is not stated", "在引语中，不知是哪天说的"],
    ["there is no such day", "没有这一天"],
    ["no … stands before it in the paragraph", "本段前文没有可依据的日期"],
    ["of the twentieth century", "二十世纪"],
    ["… began in …", "$1始于 $2 年"],
  ];
  const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const patterns = TABLE.map(([told, chinese]) => [
    new RegExp(`^${told.split("…").map(escaped).join("(.+?)")}$`, "su"),
    chinese,
  ]);

  // A message in the language of the page, where it is known in it.
  function told(message) {
    if (t.language() === "en" || !message) return message ?? "";
    for (const [pattern, chinese] of patterns) {
      const found = pattern.exec(message);
      if (found) return chinese.replace(/\$(\d)/g, (_, place) => told(found[place]));
    }
    return t(`word_${message}`, {}, message);
  }

  return { told };
})();
