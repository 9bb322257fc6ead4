/** Tells screen readers what happened: once per event, never per word. */

import { byID } from "./dom.js";

/** Says a sentence; the same one again is said again. */
export function say(sentence) {
  const region = byID("announcer");
  region.textContent = region.textContent === sentence ? `${sentence}\u00a0` : sentence;
}
