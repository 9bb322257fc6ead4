/** Asks whether a tool may be called. What it would be called with stands right above the buttons. */

import { element, setText } from "./dom.js";

export class ApprovalQuestion {
  #text = element("p", { class: "approval-text" });
  #allow = element("button", { class: "button primary", type: "button" }, "Allow");
  #deny = element("button", { class: "button", type: "button" }, "Don’t allow");
  #id = null;
  node = element(
    "div", { class: "approval", role: "group", "aria-label": "Approval", hidden: true },
    this.#text, element("div", { class: "approval-actions" }, this.#deny, this.#allow),
  );

  /** `onAnswer(approvalId, isApproved)` is called once for each question. */
  constructor(onAnswer) {
    this.#allow.addEventListener("click", () => onAnswer?.(this.#id, true));
    this.#deny.addEventListener("click", () => onAnswer?.(this.#id, false));
  }

  /** Shows the question of a call; with `isOffered` false it cannot be answered, and only says so. */
  show(name, approvalId, isOffered) {
    this.node.hidden = false;
    this.#id = approvalId;
    setText(this.#text, isOffered ? `Allow “${name}” to run with this input?` : `“${name}” was not run: nobody answered.`);
    for (const button of [this.#allow, this.#deny]) button.hidden = !isOffered;
  }

  hide() {
    this.node.hidden = true;
  }
}
