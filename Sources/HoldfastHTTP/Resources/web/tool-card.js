/** A tool call: its name and state in one line, input and output on demand. */

import { element, setText } from "./dom.js";
import { icon } from "./icons.js";
import { toolNameOf } from "./message-assembler.js";
import { oneLine, prettyJSON } from "./words.js";

const labels = {
  "input-streaming": "Preparing",
  "input-available": "Running",
  "approval-requested": "Waits for approval",
  "approval-responded": "Running",
  "output-available": "Done",
  "output-error": "Failed",
  "output-denied": "Denied",
};

const running = new Set(["input-streaming", "input-available", "approval-responded"]);

export class ToolCard {
  #name = element("span", { class: "tool-name" });
  #digest = element("span", { class: "tool-digest" });
  #state = element("span", { class: "tool-state" });
  #input = element("pre", { tabindex: "0" });
  #output = element("pre", { tabindex: "0" });
  #inputBox = element("div", { class: "tool-section" }, element("h3", {}, "Input"), this.#input);
  #outputTitle = element("h3");
  #outputBox = element("div", { class: "tool-section" }, this.#outputTitle, this.#output);
  node = element(
    "details", { class: "fold tool-card" },
    element("summary", {}, icon("tool"), this.#name, this.#digest, this.#state, icon("chevron")),
    element("div", { class: "tool-body" }, this.#inputBox, this.#outputBox),
  );

  show(part, isLive) {
    // A call that a cut left behind does not run any more.
    const isRunning = running.has(part.state) && isLive;
    const wasCut = running.has(part.state) && !isLive;
    this.node.dataset.state = wasCut ? "cut" : part.state;
    this.node.classList.toggle("is-active", isRunning);
    setText(this.#name, part.title ?? toolNameOf(part));
    setText(this.#digest, oneLine(part.input));
    setText(this.#state, wasCut ? "No result" : labels[part.state] ?? part.state ?? "");
    setText(this.#input, prettyJSON(part.input));
    this.#inputBox.hidden = part.input === undefined;
    const failed = part.state === "output-error";
    setText(this.#outputTitle, failed ? "Error" : "Output");
    setText(this.#output, failed ? part.errorText ?? "" : prettyJSON(part.output));
    this.#outputBox.hidden = !failed && part.output === undefined;
  }
}
