/** Server-sent events over `fetch`: bytes in, events out. Knows nothing of chat. */

/**
 * Parses an event stream piece by piece; a piece may end anywhere, also between `\r` and `\n`.
 *
 * An event is `{ data, id, type, retry }`. Unlike the browser's own `EventSource`, `id` is the one of this very
 * event and `undefined` when it had none, because an event without an id is no place to resume from.
 */
export class EventStreamParser {
  #rest = "";
  #started = false;
  #event = {};

  /** Takes the next piece of text and returns the events that it completed. */
  push(text) {
    if (!this.#started && text.length > 0) {
      this.#started = true;
      if (text.charCodeAt(0) === 0xfeff) text = text.slice(1);
    }
    const events = [];
    const buffer = this.#rest + text;
    let start = 0;
    for (;;) {
      const end = this.#endOfLine(buffer, start);
      if (end < 0) break;
      this.#takeLine(buffer.slice(start, end), events);
      start = end + (buffer[end] === "\r" && buffer[end + 1] === "\n" ? 2 : 1);
    }
    this.#rest = buffer.slice(start);
    return events;
  }

  /** The index of the next line end, or -1 when the line is not complete yet. */
  #endOfLine(buffer, start) {
    for (let index = start; index < buffer.length; index += 1) {
      const character = buffer[index];
      if (character === "\n") return index;
      // A `\r` at the very end may be the first half of `\r\n`: wait for the next piece.
      if (character === "\r") return index + 1 < buffer.length ? index : -1;
    }
    return -1;
  }

  #takeLine(line, events) {
    if (line === "") {
      const { data, retry } = this.#event;
      if (data !== undefined || retry !== undefined) events.push(this.#event);
      this.#event = {};
      return;
    }
    const colon = line.indexOf(":");
    if (colon === 0) return;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(line[colon + 1] === " " ? colon + 2 : colon + 1);
    switch (field) {
      case "data":
        this.#event.data = this.#event.data === undefined ? value : `${this.#event.data}\n${value}`;
        break;
      case "id":
        if (!value.includes("\0")) this.#event.id = value;
        break;
      case "event":
        this.#event.type = value;
        break;
      case "retry":
        if (/^\d+$/.test(value)) this.#event.retry = Number(value);
        break;
    }
  }
}

/** How long a connection may be silent before it counts as dead: the server sends a comment every 15 s. */
export const silenceLimit = 40_000;

/**
 * The events of a response, in arrays of what arrived together. Ends when the body ends; throws when the
 * connection breaks or stays silent for too long. Calls `onSilence` in the latter case, to end the request.
 */
export async function* readEvents(response, { onSilence, limit = silenceLimit } = {}) {
  const parser = new EventStreamParser();
  const decoder = new TextDecoder();
  const reader = response.body.getReader();
  let timer;
  const restart = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      onSilence?.();
      reader.cancel().catch(() => {});
    }, limit);
  };
  try {
    for (;;) {
      restart();
      const { value, done } = await reader.read();
      if (done) return;
      const events = parser.push(decoder.decode(value, { stream: true }));
      if (events.length > 0) yield events;
    }
  } finally {
    clearTimeout(timer);
    reader.cancel().catch(() => {});
  }
}
