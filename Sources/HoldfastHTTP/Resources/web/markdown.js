/**
 * Markdown while it is being written. The parser is an optional file of the server; without it a reply is shown as
 * the plain text that it is.
 */

import { nodesOf } from "./markdown-nodes.js";
import { loadVendor } from "./vendor.js";

let parser = null;

/** Loads the parser; never fails and never waits for long. */
export async function loadMarkdown() {
  await loadVendor("markdown-it.min.js");
  if (!globalThis.markdownit) return;
  parser = globalThis.markdownit({ html: false, linkify: true, breaks: false, maxNesting: 40 });
  // Only what is written as an address becomes a link; `README.md` is a file, not a place in Moldova.
  parser.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
}

/**
 * Text with one kind of line end, as the parser counts lines, and without the very long runs of spaces that
 * are its slow path.
 */
function tamed(text) {
  return text.replace(/\r\n?|[\u0085\u2424\u2028]/g, "\n").replace(/[ \t]{200,}/g, (run) => run.slice(0, 200));
}

/** The nodes that a whole text is shown as. */
export function shown(text) {
  if (parser) return nodesOf(parser.parse(tamed(text), {}));
  const fragment = document.createDocumentFragment();
  fragment.append(text);
  return fragment;
}

/**
 * Shows text that grows. What comes before the last block will not change any more and is made once; only the last
 * block is made again when more text arrives.
 */
export class GrowingMarkdown {
  #container;
  #tail = [];
  #settledLength = 0;
  #text = "";

  constructor(container) {
    this.#container = container;
    container.classList.add("prose");
  }

  /** Shows this text, which begins with what was shown before, or replaces it when it does not. */
  show(text, isDone) {
    if (!parser) {
      this.#container.classList.add("plain");
      if (this.#container.textContent !== text) this.#container.textContent = text;
      return;
    }
    const grew = text.startsWith(this.#text);
    this.#text = text;
    // Definitions of links work across blocks: then the whole text is needed at the end.
    if (!grew || (isDone && /^ {0,3}\[[^\]\n]+\]:/m.test(text))) this.#startOver();
    this.#render(isDone);
  }

  #startOver() {
    this.#container.replaceChildren();
    this.#tail = [];
    this.#settledLength = 0;
  }

  #render(isDone) {
    const rest = this.#text.slice(this.#settledLength);
    const text = tamed(rest);
    const tokens = parser.parse(text, {});
    // Places are counted in the text as it is, so what had to be tamed first settles only at the end.
    const split = isDone || text.length !== rest.length ? null : lastSettled(tokens, text);
    for (const node of this.#tail) node.remove();
    if (split) {
      this.#container.append(nodesOf(tokens.slice(0, split.token)));
      this.#settledLength += split.offset;
    }
    const fragment = nodesOf(split ? tokens.slice(split.token) : tokens);
    this.#tail = [...fragment.childNodes];
    this.#container.append(fragment);
  }
}

/** Where the last block begins whose first line is complete: everything before it is as it will stay. */
function lastSettled(tokens, text) {
  const lines = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines.push(at + 1);
  for (let index = tokens.length - 1; index > 0; index -= 1) {
    const token = tokens[index];
    if (token.level !== 0 || token.nesting < 0 || !token.map) continue;
    if (token.map[0] < lines.length - 1) return { token: index, offset: lines[token.map[0]] };
  }
  return null;
}
