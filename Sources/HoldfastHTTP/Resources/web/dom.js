/** Small helpers to build nodes: text always goes in as text, never as markup. */

/**
 * Makes an element. Names that begin with `on` are listeners, `class` is the class name, everything else
 * is an attribute; a value of `undefined`, `null` or `false` leaves the attribute out.
 */
export function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== undefined && child !== null && child !== false));
  return node;
}

/** The element with this id, which `index.html` is known to have. */
export function byID(id) {
  return document.getElementById(id);
}

/** Sets the text of a node only when it differs, so that nothing is laid out or announced for no reason. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** Whether the reader asked for less motion. */
export function prefersLessMotion() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
