/** What the browser keeps for the page. Storage can be forbidden or full: then nothing is kept, and nothing fails. */

const prefix = "holdfast.";

/** The value under a name, or `null`. */
export function recall(name) {
  try {
    return JSON.parse(localStorage.getItem(prefix + name));
  } catch {
    return null;
  }
}

/** Keeps a value under a name; `null` or `undefined` removes it. */
export function keep(name, value) {
  try {
    if (value === null || value === undefined) localStorage.removeItem(prefix + name);
    else localStorage.setItem(prefix + name, JSON.stringify(value));
  } catch {
    // Kept for this page's life only.
  }
}

/** A word under a name, as it is. */
export function recallWord(name) {
  try {
    return localStorage.getItem(prefix + name);
  } catch {
    return null;
  }
}

/** Keeps a word under a name; `null` removes it. */
export function keepWord(name, word) {
  try {
    if (word === null) localStorage.removeItem(prefix + name);
    else localStorage.setItem(prefix + name, word);
  } catch {
    // As above.
  }
}
