/**
 * Artifacts while they are written: the transient data parts of a reply, which say one after the other what kind, which
 * artifact, how it is called, and what it holds.
 */

const kinds = new Set(["code", "diagram", "text"]);
const deltas = { "data-codeDelta": "code", "data-diagramDelta": "diagram", "data-textDelta": "text" };

/**
 * The artifacts of one reply, in the order in which they were begun. Each is
 * `{ id, kind, title, text, state }` with the state `writing`, `done` or `incomplete`.
 */
export class ArtifactStream {
  #artifacts = [];
  /** The kind that was named for the artifact whose id comes next. */
  #kind = null;

  /** The one that was begun last, or `null`. */
  get current() {
    return this.#artifacts.at(-1) ?? null;
  }

  /** Whether one is being written. */
  get isWriting() {
    return this.current?.state === "writing";
  }

  /** The newest one with this id, or `null`. */
  find(id) {
    return this.#artifacts.findLast((artifact) => artifact.id === id) ?? null;
  }

  /** Forgets all of them: another reply begins, or this one is read again from its first frame. */
  clear() {
    this.#artifacts = [];
    this.#kind = null;
  }

  /** Takes a chunk of this stream. Says whether it was one of an artifact; parts of another stream are none. */
  take(chunk, streamId) {
    if (!streamId || chunk.id !== streamId) return false;
    const { type, data } = chunk;
    if (type === "data-kind" && kinds.has(data)) {
      this.#kind = data;
      return true;
    }
    if (type === "data-id" && typeof data === "string" && this.#kind) {
      this.#close("incomplete");
      this.#artifacts.push({ id: data, kind: this.#kind, title: "", text: "", state: "writing" });
      this.#kind = null;
      return true;
    }
    return this.current !== null && this.#change(this.current, type, data);
  }

  /** Nothing came for too long. When more comes all the same, the artifact goes on. */
  timeOut() {
    this.#close("incomplete");
  }

  /** The stream is over: what is still open stays as it is. */
  end() {
    this.#close("incomplete");
  }

  #change(artifact, type, data) {
    if (artifact.state === "done" || artifact.isAborted) return false;
    if (type === "data-finish") artifact.state = "done";
    else if (type === "data-abort") Object.assign(artifact, { state: "incomplete", isAborted: true });
    else if (type === "data-clear") artifact.text = "";
    else if (type === "data-title" && typeof data === "string") artifact.title = data;
    else if (deltas[type] === artifact.kind && typeof data === "string") {
      artifact.text += data;
      artifact.state = "writing";
    } else return false;
    return true;
  }

  #close(state) {
    if (this.isWriting) this.current.state = state;
  }
}
