/** A tool call: its name and state in one line, input and output on demand. A call that needs a person's leave asks. */

import { ApprovalQuestion } from "./approval-question.js";
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
  allowed: "Allowed",
  unanswered: "Not run",
  undone: "Undone",
  cut: "No result",
};

const running = new Set(["input-streaming", "input-available", "approval-responded"]);

/** The state as it is shown: a key of `labels`. */
function shownState(part, { isLive, isLast }) {
  if (part.isUndone) return "undone";
  if (part.state === "approval-responded" && part.approval?.approved === false) return "output-denied";
  // One that was just answered waits for the other answers.
  if (part.state === "approval-responded" && !isLive && isLast) return "allowed";
  // A call that a cut left behind does not run any more.
  if (running.has(part.state) && !isLive) return "cut";
  if (part.state === "approval-requested" && !isLive && !isLast) return "unanswered";
  return part.state;
}

export class ToolCard {
  #name = element("span", { class: "tool-name" });
  #digest = element("span", { class: "tool-digest" });
  #state = element("span", { class: "tool-state" });
  #input = element("pre", { tabindex: "0" });
  #output = element("pre", { tabindex: "0" });
  #inputBox = element("div", { class: "tool-section" }, element("h3", {}, "Input"), this.#input);
  #outputTitle = element("h3");
  #outputBox = element("div", { class: "tool-section" }, this.#outputTitle, this.#output);
  #question;
  #wasAsking = false;
  node;

  /** `onAnswer(approvalId, isApproved)` is called when the reader answers whether it may run. */
  constructor({ onAnswer } = {}) {
    this.#question = new ApprovalQuestion(onAnswer);
    this.node = element(
      "details", { class: "fold tool-card" },
      element("summary", {}, icon("tool"), this.#name, this.#digest, this.#state, icon("chevron")),
      element("div", { class: "tool-body" }, this.#inputBox, this.#question.node, this.#outputBox),
    );
  }

  show(part, context) {
    const state = shownState(part, context);
    const name = part.title ?? toolNameOf(part);
    this.node.dataset.state = state;
    this.node.classList.toggle("is-active", running.has(state) && context.isLive);
    setText(this.#name, name);
    setText(this.#digest, oneLine(part.input));
    setText(this.#state, labels[state] ?? state ?? "");
    setText(this.#input, prettyJSON(part.input));
    this.#inputBox.hidden = part.input === undefined;
    const failed = part.state === "output-error";
    setText(this.#outputTitle, failed ? "Error" : "Output");
    setText(this.#output, failed ? part.errorText ?? "" : prettyJSON(part.output));
    this.#outputBox.hidden = !failed && part.output === undefined;
    this.#ask(name, part, context);
  }

  /** Who is asked sees the input without a click; afterwards the card folds again. */
  #ask(name, part, { isLive, isLast }) {
    const isAsking = part.state === "approval-requested" && isLast;
    if (isAsking !== this.#wasAsking) this.node.open = isAsking;
    this.#wasAsking = isAsking;
    if (part.state === "approval-requested" && !(isLive && isLast)) this.#question.show(name, part.approval?.id, isLast);
    else this.#question.hide();
  }
}
