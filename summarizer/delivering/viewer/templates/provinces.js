// The provinces by the first two digits of their code (GB/T 2260), and the place of each on a map of tiles.
const provinces = (() => {
  const SHORT = {
    11: "京",
    12: "津",
    13: "冀",
    14: "晋",
    15: "蒙",
    21: "辽",
    22: "吉",
    23: "黑",
    31: "沪",
    32: "苏",
    33: "浙",
    34: "皖",
    35: "闽",
    36: "赣",
    37: "鲁",
    41: "豫",
    42: "鄂",
    43: "湘",
    44: "粤",
    45: "桂",
    46: "琼",
    50: "渝",
    51: "川",
    52: "黔",
    53: "滇",
    54: "藏",
    61: "陕",
    62: "甘",
    63: "青",
    64: "宁",
    65: "新",
    71: "台",
    81: "港",
    82: "澳",
  };
  const TILES = [
    [0, 0, 0, 0, 0, 0, 0, 23],
    [0, 0, 0, 0, 0, 15, 0, 22],
    [65, 0, 0, 64, 0, 11, 12, 21],
    [0, 63, 62, 61, 14, 13, 37, 0],
    [54, 51, 50, 42, 41, 34, 32, 31],
    [0, 53, 52, 43, 36, 33, 0, 0],
    [0, 0, 45, 44, 35, 0, 71, 0],
    [0, 0, 46, 82, 81, 0, 0, 0],
  ];
  const LEVELS = 4;

  // A table of tiles; `counted` has for each code its name, documents and figures.
  function map(counted, choose) {
    const most = Math.max(1, ...[...counted.values()].map((province) => province.figures));
    const tile = (code) => {
      if (!code) return dom.el("td");
      const province = counted.get(String(code));
      if (!province) return dom.el("td", { class: "tile" }, SHORT[code]);
      const level = Math.max(1, Math.ceil((province.figures / most) * LEVELS));
      const label = t("province_label", { name: province.name, documents: province.documents, figures: province.figures });
      return dom.el(
        "td",
        { class: `tile heat-${level}` },
        dom.button([SHORT[code], dom.el("small", {}, figures.number(province.figures))], () => choose(province.code), {
          "aria-label": label,
          title: label,
        }),
      );
    };
    return dom.el(
      "table",
      { class: "map" },
      dom.el("caption", { class: "unseen" }, t("by_province")),
      dom.el(
        "tbody",
        { lang: "zh" },
        TILES.map((row) => dom.el("tr", {}, row.map(tile))),
      ),
    );
  }

  return { map };
})();
