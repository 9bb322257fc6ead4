/** Which conversation the address names, and the id of the one that is not begun yet. */

import { makeSessionID } from "./ids.js";
import { keepWord, recallWord } from "./storage.js";

/** The conversation in the address, or `null`. */
export function sessionInAddress() {
  const match = /^#\/c\/([^/?#]{1,200})$/.exec(location.hash);
  if (!match) return null;
  try {
    return decodeURIComponent(match[1]);
  } catch {
    return null;
  }
}

/** The address of a conversation within this page. */
export function addressOf(session) {
  return `#/c/${encodeURIComponent(session)}`;
}

/** Puts a conversation into the address. `hashchange` is not fired. */
export function setAddress(session, { replace = false } = {}) {
  if (sessionInAddress() === session) return;
  history[replace ? "replaceState" : "pushState"](null, "", addressOf(session));
}

/** The id for the next new conversation: the same one until something was said in it, so that its draft is found. */
export function unbegunSession() {
  const kept = recallWord("unbegun");
  if (kept) return kept;
  const made = makeSessionID();
  keepWord("unbegun", made);
  return made;
}

/** Whether nothing was ever said in this conversation, as far as this browser knows. */
export function isUnbegun(session) {
  return recallWord("unbegun") === session;
}

/** Says that a conversation has begun, so that the next new one gets another id. */
export function markBegun(session) {
  if (isUnbegun(session)) keepWord("unbegun", null);
}
