// Values of one period: a bar a place, the largest first, with the value as written; bars of planned values are hollow.
const barPicture = (() => {
  const MOST = 40;
  const ROW = 30;
  const NAME_WIDTH = 13.5;
  const WRITTEN_WIDTH = 8;

  const size = (point) => pictureParts.drawnAt(point);
  const isPlanned = (point) => pictureParts.isPlanned(point);

  // The values from the largest, those of a place together: actual ones first.
  function ordered(points) {
    const most = new Map();
    for (const point of points) {
      const { key } = point.place;
      const known = most.get(key);
      if (!known || isPlanned(known) > isPlanned(point) || (isPlanned(known) === isPlanned(point) && size(point) > size(known))) most.set(key, point);
    }
    const byPlace = (a, b) => size(most.get(b.place.key)) - size(most.get(a.place.key)) || a.place.number - b.place.number;
    return [...points].sort((a, b) => byPlace(a, b) || isPlanned(a) - isPlanned(b) || size(b) - size(a));
  }

  const wide = (text) => text.replace(/[^\x00-\xff]/gu, "xx").length;

  function bar(point, at, isFirst, { row, x, beyond, zero, left, show }) {
    const middle = at * ROW + ROW / 2;
    const end = x(size(point));
    const [from, to] = [Math.min(zero, end), Math.max(zero, end)];
    const planned = isPlanned(point);
    const against = point.contradictions ? point.others : [];
    const furthest = Math.max(to, ...against.map((other) => x(size(other))));
    const words = seriesWords.signed(point, row) + (planned ? ` (${seriesWords.status(point)})` : "");
    return [
      isFirst && dom.svg("text", { class: "name", x: left - 8, y: middle + 4, "text-anchor": "end", lang: "zh", "aria-hidden": "true" }, name(point, left)),
      pictureParts.value(
        point,
        point,
        row,
        show,
        dom.svg("rect", { class: "hit", x: 0, width: "100%", y: at * ROW, height: ROW }),
        dom.svg("rect", { class: `extent${planned ? " planned" : ""}`, x: from, width: Math.max(to - from, 1), y: middle - 8, height: 16 }),
        pictureParts.range(point, (value) => [x(value), middle], "place-0"),
        point.contradictions ? dom.svg("circle", { class: "ring", cx: end, cy: middle, r: 8.5 }) : null,
        dom.svg("text", { x: furthest + 14, y: middle + 4, lang: "zh" }, words),
      ),
      ...against.map((other) => pictureParts.value(point, other, row, show, pictureParts.cross(x(size(other)), middle, beyond(size(other))))),
    ];
  }

  const name = ({ place }, left) => {
    const most = Math.floor((left - 10) / NAME_WIDTH);
    return place.name.length > most ? `${place.name.slice(0, most - 1)}…` : place.name;
  };

  function draw({ points, row, width, title, about, show }) {
    const shown = ordered(points).slice(0, MOST);
    const left = Math.min(Math.max(...shown.map(({ place }) => place.name.length)) * NAME_WIDTH + 12, width * 0.3);
    const right = Math.min(Math.max(...shown.map((point) => wide(seriesWords.signed(point, row)))) * WRITTEN_WIDTH + 90, width * 0.4);
    const values = pictureParts.extent(shown);
    const [least, most] = [Math.min(0, ...values), Math.max(0, ...values)];
    const within = (value) => Math.min(most, Math.max(least, value));
    const x = (value) => left + ((within(value) - least) / (most - least || 1)) * (width - left - right);
    const beyond = (value) => (value > most ? 90 : value < least ? -90 : null);
    const zero = x(0);
    const height = shown.length * ROW + 4;
    const axis = dom.svg("line", { class: "grid zero", x1: zero, x2: zero, y1: 0, y2: height });
    const drawn = shown.map((point, at) => bar(point, at, point.place !== shown[at - 1]?.place, { row, x, beyond, zero, left, show }));
    return pictureParts.picture(width, height, "bars", title, about, axis, drawn);
  }

  return { MOST, draw, ordered };
})();
