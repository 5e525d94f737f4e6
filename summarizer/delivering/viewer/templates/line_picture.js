// Values over time: a line a place, its name at its end; planned values are hollow and on no line with actual ones.
const linePicture = (() => {
  const TOP = 18;
  const BOTTOM = 26;
  const NAME_HEIGHT = 15;
  const NAME_WIDTH = 13;
  const MOST_SIGNS = 8;
  const LEAST_GAP = 64;

  const days = (end) => Date.parse(end) / (24 * 3600 * 1000);

  // The points that a line joins: of one place, status and, of those up to a day, year.
  function lines(points, kind) {
    const found = new Map();
    for (const point of points) {
      const key = [point.place.key, point.status, kind === "to_date" ? point.end.slice(0, 4) : ""].join("/");
      if (!found.has(key)) found.set(key, []);
      found.get(key).push(point);
    }
    return kind === "span" ? [] : [...found.values()].map((line) => line.sort((a, b) => (a.end < b.end ? -1 : 1)));
  }

  function scales(points, width, height, right) {
    const [least, most] = pictureParts.extent(points);
    const low = least >= 0 && least < most * 0.5 ? 0 : least;
    const ticks = pictureParts.ticks(low, most);
    const left = 12 + 7 * Math.max(...ticks.map((tick) => pictureParts.compact(tick).replace(/[^\x00-\xff]/gu, "xx").length));
    const ends = points.map((point) => days(point.end));
    const [first, last] = [Math.min(...ends), Math.max(...ends)];
    const [from, to] = [left + 14, width - right - 14];
    const x = (end) => from + ((days(end) - first) / (last - first || 1)) * (to - from);
    const [bottom, top] = [ticks[0], ticks.at(-1)];
    const y = (value) => TOP + (1 - (value - bottom) / (top - bottom)) * (height - TOP - BOTTOM);
    const beyond = (value) => (value > top ? 0 : value < bottom ? 180 : null);
    const within = (value) => y(Math.min(top, Math.max(bottom, value)));
    return { x, y, beyond, within, ticks, left, right: width - right };
  }

  function axes(points, kind, height, { x, y, ticks, left, right }) {
    const levels = ticks.map((tick) => [
      dom.svg("line", { class: tick === 0 ? "grid zero" : "grid", x1: left, x2: right, y1: y(tick), y2: y(tick) }),
      dom.svg("text", { x: left - 6, y: y(tick) + 4, "text-anchor": "end" }, pictureParts.compact(tick)),
    ]);
    const ends = [...new Map(points.map((point) => [point.end, point])).values()].sort((a, b) => (a.end < b.end ? -1 : 1));
    let free = -Infinity;
    const times = ends.map((point) => {
      const at = x(point.end);
      if (at < free) return null;
      free = at + LEAST_GAP;
      return dom.svg("text", { x: at, y: height - 6, "text-anchor": "middle" }, seriesWords.tick(point, kind));
    });
    return dom.svg("g", { class: "axes", "aria-hidden": "true" }, levels, times);
  }

  // Names at the ends of lines, moved apart, each led to.
  function names(drawn, height, { x, y, right }) {
    const lasts = new Map();
    for (const line of drawn) {
      const [point, last] = [line.at(-1), lasts.get(line[0].place.key)];
      if (!last || point.end > last.end || (point.end === last.end && !pictureParts.isPlanned(point))) lasts.set(point.place.key, point);
    }
    const placed = [...lasts.values()].map((point) => ({ point, at: y(pictureParts.drawnAt(point)) })).sort((a, b) => a.at - b.at);
    placed.forEach((item, place) => {
      item.top = Math.max(item.at, place ? placed[place - 1].top + NAME_HEIGHT : TOP - 8);
    });
    placed.reduceRight((below, item) => (item.top = Math.min(item.top, below - NAME_HEIGHT)), height - BOTTOM + NAME_HEIGHT + 8);
    return dom.svg(
      "g",
      { class: "names", "aria-hidden": "true" },
      placed.map(({ point, at, top }) => [
        dom.svg("path", {
          class: `lead ${pictureParts.colour(point.place)}`,
          d: `M${x(point.end) + 8} ${at}L${right - 2} ${top}H${right + 4}`,
        }),
        dom.svg("text", { x: right + 7, y: top + 4, lang: "zh" }, cut(point.place.name)),
      ]),
    );
  }

  const cut = (name) => (name.length > MOST_SIGNS ? `${name.slice(0, MOST_SIGNS - 1)}…` : name);

  // `about` says what is drawn; `show` is called with a value that is pointed at.
  function draw({ points, row, kind, width, title, about, show }) {
    const height = Math.max(240, Math.min(420, Math.round(width * 0.52)));
    const longest = Math.max(...points.map(({ place }) => cut(place.name).length));
    const scale = scales(points, width, height, Math.min(longest * NAME_WIDTH + 12, width * 0.3));
    const place = (stated, point) => [scale.x(point.end), scale.y(pictureParts.drawnAt(stated))];
    const contrary = (point, other) => {
      const value = pictureParts.drawnAt(other);
      return pictureParts.cross(scale.x(point.end), scale.within(value), scale.beyond(value));
    };
    const drawn = lines(points, kind);
    const paths = drawn.map((line) =>
      dom.svg("polyline", {
        class: `line ${pictureParts.colour(line[0].place)}${pictureParts.isPlanned(line[0]) ? " planned" : ""}`,
        points: line.map((point) => place(point, point).join(",")).join(" "),
        "stroke-dasharray": pictureParts.isPlanned(line[0]) ? "1 5" : pictureParts.dash(line[0].place),
      }),
    );
    const ordered = [...points].sort((a, b) => a.place.number - b.place.number || (a.end < b.end ? -1 : 1));
    const values = ordered.flatMap((point) => {
      const at = (value) => [scale.x(point.end), scale.y(value)];
      const against = point.contradictions ? point.others : [];
      return [
        pictureParts.value(point, point, row, show, pictureParts.range(point, at, pictureParts.colour(point.place)), pictureParts.marker(point, ...place(point, point))),
        ...against.map((other) => pictureParts.value(point, other, row, show, contrary(point, other))),
      ];
    });
    const ends = kind === "span" ? points.map((point) => [point]) : drawn;
    return pictureParts.picture(width, height, "lines", title, about, axes(points, kind, height, scale), paths, names(ends, height, scale), values);
  }

  return { draw };
})();
