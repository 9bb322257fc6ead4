/** A button that opens a menu: arrow keys move, Escape closes and gives the focus back. */

import { element } from "./dom.js";
import { icon } from "./icons.js";

let openMenu = null;

addEventListener("pointerdown", (event) => {
  if (openMenu && !openMenu.node.contains(event.target)) openMenu.close();
});

/** Closes the menu that is open; true when there was one. */
export function closeOpenMenu() {
  if (!openMenu) return false;
  openMenu.close({ refocus: true });
  return true;
}

/**
 * `items()` is asked each time the menu opens: `{ label, icon, href?, download?, onSelect?, danger? }`, or
 * `{ note }` for a line that is only read.
 */
export class Menu {
  #items;
  #list = element("div", { class: "menu", role: "menu", hidden: true });
  #button;
  node;

  constructor({ label, iconName = "more", className = "icon-button", items }) {
    this.#items = items;
    this.#button = element(
      "button",
      {
        class: className, type: "button", "aria-label": label, title: label, "aria-haspopup": "menu", "aria-expanded": "false",
        onclick: () => (this.#list.hidden ? this.#open() : this.close({ refocus: true })),
      },
      icon(iconName),
    );
    this.#list.addEventListener("keydown", (event) => this.#move(event));
    this.node = element("div", { class: "menu-frame" }, this.#button, this.#list);
  }

  #open() {
    openMenu?.close();
    const rows = this.#items().map((item) => this.#row(item));
    this.#list.replaceChildren(...rows);
    this.#list.hidden = false;
    this.#button.setAttribute("aria-expanded", "true");
    openMenu = this;
    // Near the lower edge the menu opens upwards.
    const box = this.#list.getBoundingClientRect();
    this.#list.classList.toggle("opens-up", box.bottom > innerHeight - 12);
    this.#list.classList.toggle("opens-right", box.left < 8);
    this.#rows()[0]?.focus();
  }

  #row(item) {
    if (item.note) return element("p", { class: "menu-note" }, item.note);
    const content = [item.icon && icon(item.icon), element("span", {}, item.label)];
    const shared = { class: item.danger ? "menu-item danger" : "menu-item", role: "menuitem", tabindex: "-1" };
    if (item.href) {
      return element(
        "a", { ...shared, href: item.href, download: item.download ?? "", onclick: () => this.close({ refocus: true }) }, ...content,
      );
    }
    const select = () => {
      this.close({ refocus: true });
      item.onSelect();
    };
    return element("button", { ...shared, type: "button", onclick: select }, ...content);
  }

  #rows() {
    return [...this.#list.querySelectorAll("[role=menuitem]")];
  }

  #move(event) {
    const rows = this.#rows();
    const index = rows.indexOf(document.activeElement);
    const steps = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: rows.length - 1 };
    if (event.key in steps) {
      event.preventDefault();
      rows[(steps[event.key] + rows.length) % rows.length]?.focus();
    } else if (event.key === "Tab") {
      this.close();
    }
  }

  close({ refocus = false } = {}) {
    if (this.#list.hidden) return;
    this.#list.hidden = true;
    this.#list.classList.remove("opens-up", "opens-right");
    this.#button.setAttribute("aria-expanded", "false");
    if (openMenu === this) openMenu = null;
    if (refocus) this.#button.focus();
  }
}
