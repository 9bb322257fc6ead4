/**
 * Messages that were sent but not yet taken by the server. They outlive the page: when the conversation is opened
 * again, the same message goes out again under the same id, which makes it at most one turn.
 */

import { keep, recall } from "./storage.js";

/** An older message is not sent by itself any more; its text comes back as a draft instead. */
const freshFor = 10 * 60 * 1000;

export function putInOutbox(session, message) {
  keep(`outbox.${session}`, { message, at: Date.now() });
}

/** The message that waits in this conversation, as `{ message, isFresh }`, or `null`. */
export function peekOutbox(session) {
  const entry = recall(`outbox.${session}`);
  if (!entry?.message?.id) return null;
  return { message: entry.message, isFresh: Date.now() - entry.at < freshFor };
}

export function clearOutbox(session) {
  keep(`outbox.${session}`, null);
}
