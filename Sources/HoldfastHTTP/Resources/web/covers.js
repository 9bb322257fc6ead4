/** What lies over the conversation, as a drawer on a narrow screen does: it cannot be reached underneath. */

import { byID } from "./dom.js";

const covers = new Set();

/** Says whether something of this name lies over the conversation. */
export function setCover(name, isOver) {
  if (isOver) covers.add(name);
  else covers.delete(name);
  byID("chat").inert = covers.size > 0;
}
