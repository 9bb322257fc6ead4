/**
 * Follows one reply to its end, whatever the network or the server does in between.
 *
 * Every frame of the log carries a cursor. After a cut the page asks for what comes after the last cursor it
 * has; before the first one it repeats its request, which the message's id makes safe. Positions go up by one:
 * a repeat is dropped, and a gap is never shown but asked for again.
 */

import { ApiError, resumeReply, sendMessage } from "./api.js";
import { Backoff, pause } from "./backoff.js";
import { parseCursor } from "./cursor.js";
import { readEvents } from "./event-stream.js";

/** How often a refused message is tried again by itself before the user is asked. */
const refusalLimit = 6;
/** How often a stream may not fit to what was read before it is read again from the start. */
const mismatchLimit = 3;

/** What arrived does not follow what was read before. */
class Mismatch extends Error {}

/**
 * One reply. Give it a `message` to send it, or none to attach to what is running.
 *
 * `onOpen(headers)` is called for every connection, `onChunk(chunk)` for every chunk once and in order,
 * `onRestart()` when the reply begins again from its first frame, and `onState(state, error)` with
 * `connecting`, `live` or `reconnecting`.
 */
export class ReplyStream {
  #session;
  #message;
  #listener;
  #abort = new AbortController();
  #backoff = new Backoff();
  #cursor = null;
  #place = null;
  #hasChunks = false;

  constructor({ session, message = null, ...listener }) {
    this.#session = session;
    this.#message = message;
    this.#listener = listener;
  }

  /** Stops following; the reply itself goes on. */
  leave() {
    this.#abort.abort();
  }

  get hasLeft() {
    return this.#abort.signal.aborted;
  }

  /**
   * Follows until there is nothing more to come, and says why:
   * `ended` (all of it was read), `nothing` (no reply is running), `lost` (the stream is not there any more),
   * `refused` (the message was not taken; with the error), `left`.
   */
  async follow() {
    let refusals = 0;
    let mismatches = 0;
    this.#listener.onState?.("connecting");
    for (;;) {
      let problem;
      try {
        const response = await this.#connect();
        if (response.status === 204) return { end: this.#cursor || this.#message ? "lost" : "nothing" };
        if (await this.#read(response)) return { end: "ended" };
      } catch (error) {
        problem = error;
      }
      if (this.hasLeft) return { end: "left" };
      if (problem instanceof Mismatch && ++mismatches >= mismatchLimit) return { end: "lost", error: problem };
      if (problem instanceof ApiError) {
        const end = this.#judge(problem, refusals++);
        if (end) return { end, error: problem };
      } else if (problem) {
        refusals = 0;
      }
      this.#listener.onState?.("reconnecting", problem);
      const atLeast = problem instanceof ApiError ? problem.retryAfter : 0;
      await pause(this.#backoff.next(atLeast), { signal: this.#abort.signal, wakeable: atLeast === 0 });
      if (this.hasLeft) return { end: "left" };
    }
  }

  #connect() {
    const options = { signal: this.#abort.signal };
    if (this.#message && !this.#cursor) return sendMessage(this.#session, this.#message, options);
    return resumeReply(this.#session, this.#cursor, options);
  }

  /** What an error answer means: an end, or nothing when the request is worth another try. */
  #judge(error, refusals) {
    const isPassing = error.status >= 500 || error.status === 429;
    // What is not from the server itself is from something on the way to it, which passes too.
    if (error.status >= 500 && !error.isOwn) return null;
    if (this.#cursor) return isPassing ? null : "lost";
    if (!this.#message) return isPassing ? null : "nothing";
    if (error.status === 410) return "lost";
    return error.status >= 500 && refusals + 1 < refusalLimit ? null : "refused";
  }

  /** Reads one connection; true when the stream said that it is complete. */
  async #read(response) {
    this.#listener.onOpen?.(response.headers);
    if (!this.#cursor && this.#hasChunks) {
      this.#hasChunks = false;
      this.#listener.onRestart?.();
    }
    let isLive = false;
    for await (const events of readEvents(response)) {
      if (this.hasLeft) return false;
      for (const event of events) {
        if (event.retry !== undefined) this.#backoff.start = event.retry;
        if (event.data === undefined) continue;
        if (event.data === "[DONE]") return true;
        if (!isLive) {
          isLive = true;
          this.#listener.onState?.("live");
        }
        this.#take(event);
      }
    }
    return false;
  }

  #take(event) {
    if (event.id) {
      const place = parseCursor(event.id);
      if (!place) throw new Mismatch("A frame has no readable cursor.");
      if (this.#place && place.stream !== this.#place.stream) throw new Mismatch("A frame is of another stream.");
      const expected = this.#place ? this.#place.position + 1 : 0;
      if (place.position < expected) return;
      if (place.position > expected) throw new Mismatch(`Position ${expected} is missing.`);
      this.#show(event.data);
      this.#place = place;
      this.#cursor = event.id;
      this.#backoff.reset();
    } else {
      this.#show(event.data);
    }
  }

  #show(data) {
    let chunk;
    try {
      chunk = JSON.parse(data);
    } catch {
      throw new Mismatch("A frame cannot be read.");
    }
    this.#hasChunks = true;
    this.#listener.onChunk?.(chunk);
  }
}
