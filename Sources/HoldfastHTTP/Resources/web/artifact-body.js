/** What an artifact holds: code and diagrams as their source, text as messages are. */

import { element } from "./dom.js";
import { GrowingCode } from "./growing-code.js";
import { GrowingMarkdown } from "./markdown.js";

class CodeBody {
  #code = element("code");
  #growing;
  node = element("pre", { class: "artifact-code", tabindex: "0" }, this.#code);

  constructor(title) {
    this.#growing = new GrowingCode(this.#code, title);
  }

  show(text, isWhole) {
    this.#growing.show(text, isWhole);
  }
}

class DiagramBody {
  #code = element("code");
  node = element("pre", { class: "artifact-code", tabindex: "0" }, this.#code);

  show(text) {
    this.#code.textContent = text;
  }
}

class TextBody {
  node = element("div", { class: "artifact-text" });
  #markdown = new GrowingMarkdown(this.node);

  show(text, isWhole) {
    this.#markdown.show(text, isWhole);
  }
}

/** A new view of the contents of an artifact; `show(text, isWhole)` shows what there is of them. */
export function makeArtifactBody({ kind, title }) {
  if (kind === "code") return new CodeBody(title);
  return kind === "diagram" ? new DiagramBody() : new TextBody();
}
