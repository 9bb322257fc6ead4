/** Code that grows, in colours where the highlighter is there. */

import { highlight, languageOf, loadHighlighter } from "./highlighter.js";

/** Longer code stays plain: the colours of it would take too long. In characters. */
const coloredLimit = 100_000;

export class GrowingCode {
  #node;
  #title;
  #text = "";
  #isWhole = false;
  #language = null;
  /** How much of the text is in colours, up to the end of a line, and the state in which the next line goes on. */
  #settled = 0;
  #state;
  /** What is not in colours yet. */
  #tail = document.createTextNode("");

  constructor(node, title) {
    this.#node = node;
    this.#title = title;
    node.append(this.#tail);
    loadHighlighter().then(() => this.#draw());
  }

  /** Shows this text, which begins with what was shown before, or replaces it when it does not. */
  show(text, isWhole) {
    if (!text.startsWith(this.#text)) this.#startOver();
    this.#text = text;
    this.#isWhole = isWhole;
    this.#draw();
  }

  #startOver() {
    this.#settled = 0;
    this.#state = undefined;
    this.#node.replaceChildren(this.#tail);
  }

  #draw() {
    if (this.#text.length > coloredLimit) {
      this.#tail.data = this.#text.slice(this.#settled);
      return;
    }
    this.#language ??= languageOf(this.#title, this.#text, this.#isWhole);
    if (this.#language && !(this.#isWhole ? this.#colorAll() : this.#colorLines())) this.#language = "";
    this.#tail.data = this.#text.slice(this.#settled);
  }

  /** Each line is coloured once, when it is complete. */
  #colorLines() {
    const end = this.#text.lastIndexOf("\n") + 1;
    if (end <= this.#settled) return true;
    const result = highlight(this.#language, this.#text.slice(this.#settled, end), this.#state);
    if (!result) return false;
    this.#tail.before(result.nodes);
    this.#settled = end;
    this.#state = result.state;
    return true;
  }

  /** Once all of it is there, what spans lines can be seen as a whole. */
  #colorAll() {
    if (this.#text === "") return true;
    const result = highlight(this.#language, this.#text);
    if (!result) return false;
    this.#startOver();
    this.#tail.before(result.nodes);
    this.#settled = this.#text.length;
    return true;
  }
}
