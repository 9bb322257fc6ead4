/** Light or dark: the system's choice, until the user makes another one. */

import { drawIconInto } from "./icons.js";
import { keepWord, recallWord } from "./storage.js";

const system = matchMedia("(prefers-color-scheme: dark)");
const colors = { light: "#f5f3ee", dark: "#121413" };

/** The theme that is shown. */
function shownTheme() {
  return document.documentElement.dataset.theme ?? (system.matches ? "dark" : "light");
}

/** Makes a button that switches between the two. */
export function setUpTheme(button) {
  const refresh = () => {
    const chosen = recallWord("theme");
    if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
    else delete document.documentElement.dataset.theme;
    const theme = shownTheme();
    const label = `Switch to the ${theme === "dark" ? "light" : "dark"} theme`;
    button.setAttribute("aria-label", label);
    button.title = label;
    drawIconInto(button, theme === "dark" ? "sun" : "moon");
    for (const meta of document.querySelectorAll("meta[name=theme-color]")) {
      meta.content = colors[chosen ? theme : meta.media.includes("dark") ? "dark" : "light"];
    }
  };
  button.addEventListener("click", () => {
    const wanted = shownTheme() === "dark" ? "light" : "dark";
    // Whoever goes back to what the system has follows the system again.
    keepWord("theme", wanted === (system.matches ? "dark" : "light") ? null : wanted);
    refresh();
  });
  system.addEventListener("change", refresh);
  addEventListener("storage", (event) => {
    if (event.key === "holdfast.theme") refresh();
  });
  refresh();
}
