/** A call that makes a document: a card that opens it. What became of the call otherwise is shown as for other tools. */

import { kindIcon, kindName, titleOf } from "./artifact-words.js";
import { element, setText } from "./dom.js";
import { drawIconInto, icon } from "./icons.js";
import { ToolCard } from "./tool-card.js";

/** The name of the tool. */
export const documentTool = "createDocument";

const running = new Set(["input-streaming", "input-available"]);

export class DocumentCard {
  #name = element("span", { class: "document-name" });
  #facts = element("span", { class: "document-facts" });
  #button = element(
    "button", { class: "document-card", type: "button", onclick: () => this.#open() },
    icon("file"), this.#name, this.#facts, icon("chevron"),
  );
  #icon = "file";
  #tool = null;
  #onOpen;
  #artifact = {};
  node = element("div", { class: "document-part" }, this.#button);

  /** `onOpen({ id, kind, title, content })` is called when the reader wants to see it; `id` is missing while it is written. */
  constructor({ onOpenDocument } = {}) {
    this.#onOpen = onOpenDocument;
  }

  show(part, context) {
    const isRunning = running.has(part.state);
    const isDone = part.state === "output-available" && typeof part.output?.id === "string";
    this.#button.hidden = !isRunning && !isDone;
    if (!isRunning && !isDone) return this.#showTool(part, context);
    if (this.#tool) this.#tool.node.hidden = true;
    this.#artifact = artifactOf(part, isDone);
    this.#drawIcon(kindIcon(this.#artifact.kind));
    setText(this.#name, titleOf(this.#artifact));
    const state = isDone ? "" : context.isLive ? "Writing" : "Incomplete";
    this.#button.dataset.state = state.toLowerCase();
    setText(this.#facts, state || kindName(this.#artifact.kind));
  }

  #drawIcon(name) {
    if (name === this.#icon) return;
    this.#icon = name;
    drawIconInto(this.#button, name);
  }

  #showTool(part, context) {
    if (!this.#tool) {
      this.#tool = new ToolCard();
      this.node.append(this.#tool.node);
    }
    this.#tool.node.hidden = false;
    this.#tool.show(part, context);
  }

  #open() {
    this.#onOpen?.(this.#artifact);
  }
}

function artifactOf({ input, output }, isDone) {
  const text = (value) => (typeof value === "string" ? value : undefined);
  return {
    id: isDone ? output.id : undefined,
    kind: text(output?.kind) ?? text(input?.kind),
    title: text(output?.title) ?? text(input?.title),
    content: text(input?.content),
  };
}
