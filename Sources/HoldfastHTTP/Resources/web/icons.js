/** The icons of the page: strokes on a grid of 24 by 24, drawn in the colour of the text around them. */

const strokes = {
  sidebar: ["M6 4h12a3 3 0 0 1 3 3v10a3 3 0 0 1-3 3H6a3 3 0 0 1-3-3V7a3 3 0 0 1 3-3z", "M9.5 4v16"],
  compose: ["M12.5 20H20", "M16.4 4.6a2.1 2.1 0 0 1 3 3L8.2 18.8 4 20l1.2-4.2z"],
  close: ["M6.5 6.5l11 11", "M17.5 6.5l-11 11"],
  trash: [
    "M4.5 7h15", "M9 7V5.2A1.2 1.2 0 0 1 10.2 4h3.6A1.2 1.2 0 0 1 15 5.2V7",
    "M6.5 7l.8 11.2A2 2 0 0 0 9.3 20h5.4a2 2 0 0 0 2-1.8L17.5 7",
    "M10.3 11v5", "M13.7 11v5",
  ],
  send: ["M12 19V5.5", "M6 11.5l6-6 6 6"],
  down: ["M12 5v13.5", "M6 12.5l6 6 6-6"],
  copy: [
    "M11 9h7a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2h-7a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2z",
    "M5.5 15A1.5 1.5 0 0 1 4 13.5V6a2 2 0 0 1 2-2h7.5A1.5 1.5 0 0 1 15 5.5",
  ],
  check: ["M5 12.8l4.4 4.4L19 7.6"],
  saved: ["M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17z", "M8.4 12.3l2.5 2.5 4.7-5"],
  sun: [
    "M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8z",
    "M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4",
  ],
  moon: ["M20 14.3A8.3 8.3 0 0 1 9.7 4 8.3 8.3 0 1 0 20 14.3z"],
  chevron: ["M9.5 6l6 6-6 6"],
  download: ["M12 4v11", "M7 10.5l5 5 5-5", "M5 20h14"],
  tool: ["M8.5 7.5L4 12l4.5 4.5", "M15.5 7.5L20 12l-4.5 4.5"],
  thought: [
    "M9.5 17.5h5", "M10.5 20.5h3",
    "M12 3.5a5.7 5.7 0 0 0-3.5 10.2c.7.6 1 1.3 1 2.3h5c0-1 .3-1.7 1-2.3A5.7 5.7 0 0 0 12 3.5z",
  ],
  alert: ["M12 4.5L3.5 19.5h17z", "M12 10.5v4", "M12 17v.01"],
  info: ["M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17z", "M12 11.5v4.5", "M12 8v.01"],
  retry: ["M19.5 12a7.5 7.5 0 1 1-2.3-5.4L19.5 9", "M19.5 4.5V9H15"],
  image: [
    "M6 5h12a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2z",
    "M4.5 16.5l4.5-4.5 3.5 3.5 2-2 5 4", "M15.5 9v.01",
  ],
  file: ["M7 3.5h6.5L19 9v9.5a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2v-13a2 2 0 0 1 2-2z", "M13.5 3.5V9H19"],
  diagram: [
    "M9.5 3.5h5v4h-5z", "M3.5 16.5h5v4h-5z", "M15.5 16.5h5v4h-5z", "M12 7.5V12", "M6 16.5V12h12v4.5",
  ],
  list: ["M9 6.5h11", "M9 12h11", "M9 17.5h11", "M4.5 6.5v.01", "M4.5 12v.01", "M4.5 17.5v.01"],
  data: ["M5 19.5V12", "M12 19.5v-15", "M19 19.5V9"],
};

const fills = {
  stop: ["M8.5 7h7A1.5 1.5 0 0 1 17 8.5v7a1.5 1.5 0 0 1-1.5 1.5h-7A1.5 1.5 0 0 1 7 15.5v-7A1.5 1.5 0 0 1 8.5 7z"],
  more: [
    "M6 10.5a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3z", "M12 10.5a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3z",
    "M18 10.5a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3z",
  ],
};

const svgNamespace = "http://www.w3.org/2000/svg";

/** A new icon of this name; it is decoration, so the control around it carries the label. */
export function icon(name) {
  const svg = document.createElementNS(svgNamespace, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("icon", name in fills ? "icon-fill" : "icon-stroke");
  for (const path of strokes[name] ?? fills[name]) {
    const node = document.createElementNS(svgNamespace, "path");
    node.setAttribute("d", path);
    svg.append(node);
  }
  return svg;
}

/** Draws the icons that the page asks for with `data-icon`. */
export function drawIcons(root = document) {
  for (const node of root.querySelectorAll("[data-icon]")) node.prepend(icon(node.dataset.icon));
}

/** Replaces the icon of a control. */
export function drawIconInto(node, name) {
  node.querySelector(".icon")?.remove();
  node.prepend(icon(name));
}
