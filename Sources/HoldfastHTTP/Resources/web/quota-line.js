/** What is left of the user's limits: one line under the message box, all of them on demand. */

import { getQuota } from "./api.js";
import { element, setText } from "./dom.js";
import { icon } from "./icons.js";
import { leftText, limitsOf, resetText, runningTexts, standingOf } from "./quota.js";

export class QuotaLine {
  #label = element("span", { class: "quota-label" });
  #rows = element("ul", { class: "quota-rows" });
  #fold = element(
    "details", { class: "quota", hidden: true },
    element("summary", {}, this.#label, icon("chevron")), this.#rows,
  );

  constructor(root) {
    root.append(this.#fold);
    this.#fold.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.#fold.open) return;
      event.stopPropagation();
      this.#close();
    });
    addEventListener("pointerdown", (event) => {
      if (!this.#fold.contains(event.target)) this.#fold.open = false;
    });
    this.refresh();
  }

  /** Asks how the limits stand. */
  async refresh() {
    try {
      this.#show(await getQuota());
    } catch {
      // What was known last stays: a reply that is refused says so itself.
    }
  }

  #close() {
    this.#fold.open = false;
    this.#fold.querySelector("summary").focus();
  }

  #show(plans) {
    const limits = limitsOf(plans);
    this.#fold.hidden = limits.length === 0;
    if (limits.length === 0) return;
    const [tightest] = limits;
    const standing = standingOf(tightest);
    this.#fold.dataset.standing = standing;
    setText(this.#label, [leftText(tightest), standing === "none" && resetText(tightest)].filter(Boolean).join(", "));
    const rows = limits.map((limit) => [leftText(limit), resetText(limit)].filter(Boolean).join(", "));
    this.#rows.replaceChildren(...[...rows, ...runningTexts(plans)].map((row) => element("li", {}, row)));
  }
}
