/** Waiting between tries. */

/** Exponential backoff with full jitter: each wait is anywhere between nothing and a limit that doubles. */
export class Backoff {
  #start;
  #cap;
  #tries = 0;

  constructor({ start = 300, cap = 5000 } = {}) {
    this.#start = start;
    this.#cap = cap;
  }

  /** What the server asked to wait at first, in milliseconds (the `retry:` field). */
  set start(milliseconds) {
    this.#start = Math.min(Math.max(milliseconds, 50), this.#cap);
  }

  /** How often `next` was called since the last success. */
  get tries() {
    return this.#tries;
  }

  /** After a success the next wait is short again. */
  reset() {
    this.#tries = 0;
  }

  /** How long to wait now, in milliseconds; never less than `atLeast` (the `Retry-After` field). */
  next(atLeast = 0) {
    const limit = Math.min(this.#cap, this.#start * 2 ** this.#tries);
    this.#tries += 1;
    return atLeast + Math.random() * limit;
  }
}

/**
 * Waits, but not longer than needed: ends early when the signal aborts, and, unless the server asked for the
 * wait, when the network comes back or the page is looked at again.
 */
export function pause(milliseconds, { signal, wakeable = true } = {}) {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const finish = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", finish);
      removeEventListener("online", finish);
      document.removeEventListener("visibilitychange", wake);
      resolve();
    };
    const wake = () => {
      if (document.visibilityState === "visible") finish();
    };
    const timer = setTimeout(finish, milliseconds);
    signal?.addEventListener("abort", finish);
    if (wakeable) {
      addEventListener("online", finish);
      document.addEventListener("visibilitychange", wake);
    }
  });
}
