// What pictures of series are made of: scales, markers, and how places are told apart: by colour, by dash and by marker.
const pictureParts = (() => {
  const COLOURS = 8;
  const DASHES = [null, "7 4", "12 3 3 3", "14 4", "8 3 3 3 3 3"];
  const R = 4.5;
  const LEAST_SEEN = 16;
  const MARKERS = [
    `M${-R} 0a${R} ${R} 0 1 0 ${2 * R} 0a${R} ${R} 0 1 0 ${-2 * R} 0z`,
    "M-4.2-4.2h8.4v8.4h-8.4z",
    "M0-5.4L5.2 4.2H-5.2z",
    "M0-5.8L5.8 0 0 5.8-5.8 0z",
    "M0 5.4L5.2-4.2H-5.2z",
    "M-5.6-2.8h11.2v5.6h-11.2z",
  ];

  const colour = (place) => `place-${place.number % COLOURS}`;
  const dash = (place) => DASHES[place.number % DASHES.length];
  const shape = (place) => MARKERS[place.number % MARKERS.length];

  const isPlanned = (point) => point.status !== "actual";

  // Where a value is drawn: at itself, in the middle of what it can mean, or at its one bound.
  const drawnAt = ({ value, low, high }) => value ?? (low !== null && high !== null ? (low + high) / 2 : (low ?? high));

  // From the least to the most value that is drawn. What contradicts one by far would leave no room for the others.
  function extent(points) {
    const own = points.map(drawnAt);
    const [low, high] = [Math.min(...own), Math.max(...own)];
    const room = (high - low || Math.abs(high)) / 2;
    const near = contradicting(points).map(drawnAt).filter((value) => value >= low - room && value <= high + room);
    return [Math.min(low, ...near), Math.max(high, ...near)];
  }

  const contradicting = (points) => points.flatMap((point) => (point.contradictions ? point.others : []));

  // Even numbers that enclose both ends, some five of them.
  function ticks(low, high) {
    const rough = (high - low || Math.abs(high) || 1) / 4;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough * 0.999) * power;
    const first = Math.floor(low / step + 1e-9);
    const last = Math.max(Math.ceil(high / step - 1e-9), first + 1);
    return Array.from({ length: last - first + 1 }, (_, place) => Number(((first + place) * step).toPrecision(12)));
  }

  const compact = (number) =>
    new Intl.NumberFormat(t.language() === "zh" ? "zh-CN" : "en", { notation: "compact", maximumFractionDigits: 2 }).format(number);

  // A line from the least to the most that a value can mean, where that can be seen.
  function range({ low, high }, at, colour) {
    if (low === null || high === null) return null;
    const [[x1, y1], [x2, y2]] = [at(low), at(high)];
    return Math.hypot(x2 - x1, y2 - y1) < LEAST_SEEN ? null : dom.svg("line", { class: `range ${colour}`, x1, y1, x2, y2 });
  }

  // A value that contradicts another; `turned`, by how many degrees an arrow points up that leads out of the picture.
  const CROSS = "M-4-4L4 4M4-4L-4 4";
  const ARROW = "M0 5V-7M-5-2L0-7L5-2";
  const cross = (x, y, turned = null) =>
    dom.svg("path", { class: "cross", transform: `translate(${x} ${y})${turned === null ? "" : ` rotate(${turned})`}`, d: turned === null ? CROSS : ARROW });

  function marker(point, x, y) {
    const transform = `translate(${x} ${y})`;
    return [
      point.contradictions ? dom.svg("circle", { class: "ring", transform, r: 8.5 }) : null,
      dom.svg("path", { class: `marker ${colour(point.place)}${isPlanned(point) ? " planned" : ""}`, transform, d: shape(point.place) }),
    ];
  }

  // What a value is, in a line.
  const said = (point, value, row) =>
    [
      point.place.name,
      seriesWords.period(point),
      isPlanned(point) ? words.figureStatus(point.status) : null,
      seriesWords.signed(value, row),
      point.contradictions ? t("contradicted") : null,
    ]
      .filter(Boolean)
      .join(" · ");

  // A value that leads to its document; where there is no pointer, it is shown first.
  function value(point, stated, row, show, ...drawn) {
    const onclick = (event) => {
      if (event.pointerType !== "touch" && event.pointerType !== "pen") return;
      event.preventDefault();
      event.stopPropagation();
      show(point, stated);
    };
    return dom.svg(
      "a",
      {
        href: routes.link(stated.document, "figures", stated.number),
        class: "value",
        "aria-label": said(point, stated, row),
        tabindex: "-1",
        onclick,
        onfocus: () => show(point, stated),
        onpointerenter: () => show(point, stated),
      },
      drawn,
    );
  }

  // The values as one stop of the tab key, through which the arrow keys step.
  function stepped(svg) {
    const values = [...svg.querySelectorAll("a.value")];
    values[0]?.setAttribute("tabindex", "0");
    svg.addEventListener("keydown", (event) => {
      const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      const next = by && values[values.indexOf(document.activeElement) + by];
      if (!by) return;
      event.preventDefault();
      next?.focus();
    });
    svg.addEventListener("focusin", (event) => {
      for (const item of values) item.setAttribute("tabindex", item === event.target ? "0" : "-1");
    });
    return svg;
  }

  // A picture with a name and words for who does not see it.
  function picture(width, height, kind, title, about, ...drawn) {
    const svg = dom.svg(
      "svg",
      { class: `series ${kind}`, viewBox: `0 0 ${width} ${height}`, role: "group", "aria-labelledby": "picture-name", "aria-describedby": "picture-about" },
      dom.svg("title", { id: "picture-name" }, title),
      dom.svg("desc", { id: "picture-about" }, about),
      drawn,
    );
    return stepped(svg);
  }

  // How a place is drawn, beside its name.
  const swatch = (place) =>
    dom.svg(
      "svg",
      { class: "sample", width: "30", height: "14", "aria-hidden": "true" },
      dom.svg("line", { class: `line ${colour(place)}`, x1: 0, x2: 30, y1: 7, y2: 7, "stroke-dasharray": dash(place) }),
      dom.svg("path", { class: `marker ${colour(place)}`, transform: "translate(15 7)", d: shape(place) }),
    );

  return { colour, compact, contradicting, cross, dash, drawnAt, extent, isPlanned, marker, picture, range, said, swatch, ticks, value };
})();
