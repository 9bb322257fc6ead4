/** What artifacts are called, and how they look in lists. */

const names = { code: "Code", diagram: "Diagram", text: "Text" };
const icons = { code: "tool", diagram: "diagram", text: "file" };

/** The kind as a word. */
export function kindName(kind) {
  return names[kind] ?? "Document";
}

/** The icon of a kind. */
export function kindIcon(kind) {
  return icons[kind] ?? "file";
}

/** What to call one that has no title. */
export function titleOf({ title, kind }) {
  return title?.trim() || kindName(kind);
}
