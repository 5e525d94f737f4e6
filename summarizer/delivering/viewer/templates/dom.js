"use strict";
// Elements, always from text nodes: nothing that a document says is ever markup. Signs that can't be seen, or that turn
// the direction of writing, are shown by their number.
const dom = (() => {
  const HIDDEN =
    /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;
  const SHAPES = {
    good: "M3 8.5l3.2 3.2L13 4.5",
    bad: "M4 4l8 8M12 4l-8 8",
    missed: "M8 3v10M3 8h10",
    again: "M12.5 8a4.5 4.5 0 1 1-1.6-3.4M11 2v3H8",
    aside: "M3 8h10",
    error: "M8 1.7a6.3 6.3 0 1 0 0 12.6A6.3 6.3 0 1 0 8 1.7M8 4.6v4.2M8 11.2v.1",
    warning: "M8 2.5L14 13H2zM8 6.5v3M8 11v.6",
    info: "M8 1.7a6.3 6.3 0 1 0 0 12.6A6.3 6.3 0 1 0 8 1.7M8 7.3v4M8 4.7v.1",
    failed: "M3 3h10v10H3zM5.5 5.5l5 5M10.5 5.5l-5 5",
    person: "M8 7.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM3 13.5c.6-3 2.5-4 5-4s4.4 1 5 4",
    previous: "M10 3L5 8l5 5",
    next: "M6 3l5 5-5 5",
    copy: "M6 6h7.5v7.5H6zM3 10V2.5h7.5",
  };

  const named = (sign) => `⟪U+${sign.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}⟫`;
  const visible = (text) => String(text).replace(HIDDEN, named);

  function fill(node, attributes, children) {
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else if (value === true) node.setAttribute(name, "");
      else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value);
    }
    append(node, children);
    return node;
  }

  function append(node, children) {
    for (const child of children.flat(3)) {
      if (child === null || child === undefined || child === false) continue;
      node.append(child instanceof Node ? child : document.createTextNode(visible(child)));
    }
  }

  const el = (name, attributes = {}, ...children) => fill(document.createElement(name), attributes, children);
  const svg = (name, attributes = {}, ...children) =>
    fill(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);

  const icon = (name, label = null) =>
    svg(
      "svg",
      {
        class: `icon ${name}`,
        viewBox: "0 0 16 16",
        role: label ? "img" : null,
        "aria-label": label,
        "aria-hidden": label ? null : "true",
      },
      label ? svg("title", {}, label) : null,
      svg("path", { d: SHAPES[name] }),
    );

  function replace(node, ...children) {
    node.replaceChildren();
    append(node, children);
    return node;
  }

  const byId = (id) => document.getElementById(id);
  const button = (label, onclick, attributes = {}) => el("button", { type: "button", onclick, ...attributes }, label);

  return { button, byId, el, icon, named, replace, svg, visible };
})();
