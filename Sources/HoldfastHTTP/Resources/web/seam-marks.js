/** The marks of seams within a text. A mark takes no room and holds no text: nothing moves, nothing more is copied. */

import { element } from "./dom.js";
import { shown } from "./markdown.js";
import { seamText } from "./seams.js";

const words = globalThis.Intl?.Segmenter ? new Intl.Segmenter(undefined, { granularity: "word" }) : null;

/** Characters that Markdown may take as markup, so that they are seen before a text is complete and not after. */
const markup = /[\p{P}\p{S}]/u;

/** The marks in one text that grows. */
export class SeamMarks {
  #container;
  #marks = [];

  constructor(container) {
    this.#container = container;
  }

  /** Puts back the marks that are not there, as those in a block that was made again. */
  show(text, seams = []) {
    seams.forEach((seam, index) => {
      this.#marks[index] ??= { node: markOf(seam), before: solidText(shown(text.slice(0, seam.at))) };
      const { node, before } = this.#marks[index];
      if (!this.#container.contains(node)) insert(node, firstBehind(before, this.#container));
    });
  }
}

function markOf(seam) {
  const text = seamText(seam);
  return element("span", { class: "seam", role: "img", "aria-label": text, title: text });
}

/**
 * The first character behind the text that was there before a seam, as `{ node, offset }`; `null` while there is none.
 *
 * The text before a seam may look otherwise once it is complete: what was an asterisk is emphasis then. So the two are
 * read side by side, and markup that only one of them shows is passed over.
 */
function firstBehind(before, container) {
  let next = 0;
  for (const node of textNodes(container)) {
    for (let offset = 0; offset < node.data.length; offset += 1) {
      const character = node.data[offset];
      if (character.trim() === "") continue;
      const isExtra = markup.test(character);
      while (next < before.length && before[next] !== character && (markup.test(before[next]) || !isExtra)) next += 1;
      if (next === before.length) return { node, offset };
      if (before[next] === character) next += 1;
    }
  }
  return null;
}

/** The texts that were written, without the words of controls between them. */
function* textNodes(container) {
  const filter = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return NodeFilter.FILTER_ACCEPT;
    return node.matches("button, .code-head") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
  };
  const walker = document.createTreeWalker(container, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, filter);
  while (walker.nextNode()) yield walker.currentNode;
}

/** Puts a mark before a character; before its whole word when it is within one, which so stays in one piece. */
function insert(mark, place) {
  if (!place) return;
  const { node, offset } = place;
  const start = words?.segment(node.data).containing(offset)?.index ?? offset;
  if (start === 0) node.before(mark);
  else node.splitText(start).before(mark);
}

/** A text without what is white, which lines and blocks have more or less of. */
function solidText(container) {
  return Array.from(textNodes(container), (node) => node.data).join("").replace(/\s+/g, "");
}
