/** A question that has to be answered before something is lost. */

import { element } from "./dom.js";

/** Asks; resolves to whether the user agreed. Escape and a click beside the question mean no. */
export function confirmAction({ title, text, action }) {
  return new Promise((resolve) => {
    const no = element("button", { class: "button", type: "button", autofocus: true }, "Cancel");
    const yes = element("button", { class: "button danger", type: "button" }, action);
    const dialog = element(
      "dialog", { class: "dialog", "aria-labelledby": "dialog-title" },
      element(
        "div", { class: "dialog-body" },
        element("h2", { id: "dialog-title" }, title), element("p", {}, text),
        element("div", { class: "dialog-actions" }, no, yes),
      ),
    );
    no.addEventListener("click", () => dialog.close());
    yes.addEventListener("click", () => dialog.close("yes"));
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
