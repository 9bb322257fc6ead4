/** Notices and errors above the composer. A later one of the same key replaces the earlier one. */

import { element } from "./dom.js";
import { icon } from "./icons.js";

export class Banners {
  #root;
  #entries = new Map();

  constructor(root) {
    this.#root = root;
  }

  /**
   * Shows a banner. `level` is `info`, `warning` or `error`; `actions` are `{ label, icon?, onSelect?, href? }`;
   * `until` is the time, in milliseconds since 1970, after which it is not true any more.
   */
  show({ key, level = "info", message, actions = [], until }) {
    this.remove(key);
    if (until !== undefined && until !== null && until <= Date.now()) return;
    const node = element(
      "div", { class: `banner ${level}`, role: level === "error" ? "alert" : "status", "data-key": key },
      icon(level === "info" ? "info" : "alert"),
      element(
        "div", { class: "banner-body" },
        element("p", { class: "banner-text" }, message),
        actions.length > 0 && element("div", { class: "banner-actions" }, ...actions.map((action) => this.#button(key, action))),
      ),
      element(
        "button", {
          class: "icon-button small banner-close", type: "button", "aria-label": "Dismiss", title: "Dismiss",
          onclick: () => this.remove(key),
        },
        icon("close"),
      ),
    );
    const timer = until ? setTimeout(() => this.remove(key), Math.min(until - Date.now(), 2 ** 31 - 1)) : undefined;
    this.#entries.set(key, { node, timer });
    this.#root.append(node);
  }

  remove(key) {
    const entry = this.#entries.get(key);
    if (!entry) return;
    clearTimeout(entry.timer);
    entry.node.remove();
    this.#entries.delete(key);
  }

  clear() {
    for (const key of [...this.#entries.keys()]) this.remove(key);
  }

  #button(key, { label, icon: name, onSelect, href }) {
    const content = [name && icon(name), element("span", {}, label)];
    if (href) return element("a", { class: "text-button", href, download: "" }, ...content);
    const select = () => {
      this.remove(key);
      onSelect();
    };
    return element("button", { class: "text-button", type: "button", onclick: select }, ...content);
  }
}
