/** Ways to begin, for whoever does not know where. */

import { element } from "./dom.js";

const suggestions = [
  ["Explain something", "Explain how tides work, step by step, for someone who has never seen the sea."],
  ["Plan a trip", "Plan a quiet weekend in a coastal town: two days, no car, good food."],
  ["Review some code", "Review this function and say what could go wrong:\n\n"],
  ["Write a letter", "Help me write a short, friendly letter to my neighbours about a party on Saturday."],
];

/** Fills the group; `onPick` gets the text to begin with. */
export function setUpSuggestions(root, onPick) {
  root.append(
    ...suggestions.map(([label, text]) =>
      element("button", { class: "suggestion", type: "button", onclick: () => onPick(text) }, label),
    ),
  );
}
