/**
 * The unsent text of one conversation, kept on the server a moment after the last key. While the server does not
 * answer, a copy stays in the browser and is sent when it does.
 */

import { deleteDraft, getDraft, putDraft } from "./api.js";
import { Backoff, pause } from "./backoff.js";
import { keep, recall } from "./storage.js";

const quietTime = 400;

export class Draft {
  #session;
  #onState;
  #text = "";
  #stored = "";
  #timer;
  #isBusy = false;
  #isTouched = false;
  #isClosed = false;
  #backoff = new Backoff();

  /** `onState` is called with `saving`, `saved`, `waiting` (the server does not answer) or `none`. */
  constructor(session, onState = () => {}) {
    this.#session = session;
    this.#onState = onState;
  }

  /** The text that was left here, or an empty one; `null` when the user has begun to write in the meantime. */
  async load() {
    const local = recall(this.#key)?.text;
    if (local) {
      // Not acknowledged by the server, so newer than what it has.
      this.change(local);
      return local;
    }
    while (!this.#isClosed) {
      try {
        const draft = await getDraft(this.#session);
        if (this.#isTouched || this.#isClosed) return null;
        this.#text = this.#stored = draft?.text ?? "";
        return this.#text;
      } catch (error) {
        if (this.#isTouched || error.status) return null;
        await pause(this.#backoff.next());
      }
    }
    return null;
  }

  /** The conversation is not open any more; what is not stored yet still will be. */
  close() {
    this.#isClosed = true;
    this.#onState = () => {};
    this.flush();
  }

  /** The text is now this one. */
  change(text) {
    this.#isTouched = true;
    if (text === this.#text) return;
    this.#text = text;
    keep(this.#key, text === "" ? null : { text });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#store(), quietTime);
  }

  /** The text was sent: forget it here and on the server. */
  discard() {
    this.#text = "";
    this.#isTouched = true;
    keep(this.#key, null);
    clearTimeout(this.#timer);
    // The server is told in any case, as another tab may have stored the same text.
    this.#stored = null;
    this.#store();
  }

  /** Stores at once what is not stored yet; the page may be going away. */
  flush() {
    clearTimeout(this.#timer);
    if (this.#text === this.#stored || this.#isBusy) return;
    const text = this.#text;
    this.#write(text, { keepalive: true }).then(() => this.#acknowledge(text), () => {});
  }

  get #key() {
    return `draft.${this.#session}`;
  }

  #write(text, options) {
    return text === "" ? deleteDraft(this.#session, options) : putDraft(this.#session, text, options);
  }

  #acknowledge(text) {
    this.#stored = text;
    this.#backoff.reset();
    if (this.#text === text) keep(this.#key, null);
  }

  /** One request at a time, so that an older text never overtakes a newer one. */
  async #store() {
    if (this.#isBusy) return;
    this.#isBusy = true;
    while (this.#text !== this.#stored) {
      const text = this.#text;
      if (text !== "") this.#onState("saving");
      try {
        await this.#write(text);
        this.#acknowledge(text);
        if (this.#text === text) this.#onState(text === "" ? "none" : "saved");
      } catch (error) {
        // A text that the server will not have stays in the browser.
        if (error.status >= 400 && error.status < 500 && error.status !== 429) break;
        this.#onState("waiting");
        await pause(this.#backoff.next(error.retryAfter ?? 0));
      }
    }
    this.#isBusy = false;
  }
}
