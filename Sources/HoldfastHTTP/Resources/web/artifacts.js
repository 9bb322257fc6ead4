/** The artifacts of the open conversation: those that are being written, and those that are stored. */

import { getArtifact, listArtifacts } from "./api.js";
import { say } from "./announcer.js";
import { ArtifactPane } from "./artifact-pane.js";
import { ArtifactStream } from "./artifact-stream.js";
import { titleOf } from "./artifact-words.js";
import { clockTime } from "./words.js";

/** How long an artifact may stand still before it counts as incomplete, in milliseconds. */
const patience = 10_000;

export class Artifacts {
  #pane;
  #button;
  #session = null;
  #live = new ArtifactStream();
  #listed = [];
  #timer;
  /** What the pane shows: `{ list: true }`, or `{ id, fallback, record, version }`. */
  #view = null;
  /** Goes up with everything that is shown, so that late answers for something earlier are dropped. */
  #visit = 0;

  /** `root` becomes the pane, `button` opens it. */
  constructor({ root, button }) {
    this.#button = button;
    this.#pane = new ArtifactPane(root, {
      onList: () => this.showList(),
      onPick: (artifact) => this.show(artifact),
      onVersion: (name) => this.#showVersion(name),
      onClose: () => this.#closed(),
    });
    button.addEventListener("click", () => (this.#pane.isOpen ? this.#pane.close() : this.#openAny()));
  }

  /** Escape: true when the pane was in front, and is closed now. */
  closeIfInFront() {
    return this.#pane.closeIfInFront();
  }

  // MARK: The conversation

  /** Another conversation is open now; with `isNew` the server is known not to have it yet. */
  open(session, { isNew = false } = {}) {
    this.#session = session;
    this.#forgetLive();
    this.#listed = [];
    this.#pane.close();
    this.#showButton();
    if (!isNew) this.refresh();
  }

  /** Looks which artifacts the conversation has by now. */
  async refresh() {
    const session = this.#session;
    try {
      const artifacts = await listArtifacts(session);
      if (session !== this.#session) return;
      this.#listed = artifacts;
    } catch {
      // What is known already stays.
    }
    this.#showButton();
    if (this.#view?.list) this.#pane.showList(this.#listed);
  }

  #showButton() {
    this.#button.hidden = this.#listed.length === 0 && !this.#live.current && !this.#pane.isOpen;
    this.#button.setAttribute("aria-expanded", String(this.#pane.isOpen));
  }

  // MARK: A reply

  /** A request for a reply goes out, or the reply is read again from its first frame: what was being written is over. */
  begin() {
    const shown = this.#view?.id === undefined ? null : this.#live.find(this.#view.id);
    this.#forgetLive();
    if (shown) this.show({ ...shown, content: shown.state === "done" ? shown.text : undefined }, { isAsked: false });
    this.#showButton();
  }

  /** A transient data part came in; `streamId` is that of the reply which is followed. */
  take(chunk, streamId) {
    const before = this.#live.current;
    if (!this.#live.take(chunk, streamId)) return;
    clearTimeout(this.#timer);
    if (this.#live.isWriting) this.#timer = setTimeout(() => this.#timedOut(), patience);
    const { current } = this.#live;
    if (current && current !== before) this.#begun(current);
    if (chunk.type === "data-finish") say(`The document ${titleOf(current)} is complete.`);
    if (chunk.type === "data-abort") this.#sayIncomplete();
    this.#showLive();
  }

  /** The reply is over. */
  ended() {
    clearTimeout(this.#timer);
    if (this.#live.isWriting) this.#sayIncomplete();
    this.#live.end();
    this.#showLive();
    if (this.#view?.id !== undefined && this.#live.find(this.#view.id)) this.#loadVersions();
    this.refresh();
  }

  #begun(artifact) {
    this.#showButton();
    if (!this.#pane.isBeside) return;
    this.#look({ id: artifact.id });
    this.#pane.open();
    this.#showButton();
  }

  #timedOut() {
    this.#live.timeOut();
    this.#sayIncomplete();
    this.#showLive();
  }

  #sayIncomplete() {
    say(`The document ${titleOf(this.#live.current)} is incomplete.`);
  }

  #forgetLive() {
    clearTimeout(this.#timer);
    this.#live.clear();
  }

  // MARK: What is shown

  /**
   * Shows an artifact. Without an id, as a call has none before its end, it is the one that is being written. When the
   * server does not have it, its `content` is shown if there is one.
   */
  show(artifact, { isAsked = true } = {}) {
    const id = artifact.id ?? this.#live.current?.id;
    if (id === undefined) {
      this.#look({});
      this.#pane.showNote(titleOf(artifact), "This document was not finished, and nothing of it was kept.");
    } else {
      this.#look({ id, fallback: artifact });
      if (this.#live.find(id)) this.#showLive();
      if (!this.#live.isWriting || this.#live.current.id !== id) this.#loadVersions();
    }
    if (isAsked || this.#pane.isOpen) this.#pane.open({ isAsked });
    this.#showButton();
  }

  /** Shows what there is. */
  showList() {
    this.#look({ list: true });
    this.#pane.showList(this.#listed);
    this.#pane.open({ isAsked: true });
    this.#showButton();
    this.refresh();
  }

  #openAny() {
    if (this.#live.current) this.show(this.#live.current);
    else if (this.#listed.length === 1) this.show(this.#listed[0]);
    else this.showList();
  }

  #look(view) {
    this.#visit += 1;
    this.#view = view;
  }

  #closed() {
    this.#look(null);
    this.#showButton();
  }

  #showLive() {
    const view = this.#view;
    if (!view || view.id === undefined || view.version !== undefined) return;
    const artifact = this.#live.find(view.id);
    if (artifact) this.#pane.showArtifact(artifact, this.#choiceOf(view, artifact));
  }

  async #loadVersions() {
    const visit = this.#visit;
    const view = this.#view;
    try {
      view.record = await getArtifact(view.id);
    } catch (error) {
      if (visit === this.#visit && !this.#live.find(view.id)) this.#showFallback(view, error);
      return;
    }
    if (visit !== this.#visit) return;
    if (this.#live.find(view.id)) this.#showLive();
    else this.#showVersion(String(view.record.versions.at(-1)?.version));
  }

  #showFallback({ fallback }, error) {
    if (typeof fallback?.content === "string") {
      this.#pane.showArtifact({ ...fallback, text: fallback.content, state: "done" });
    } else {
      this.#pane.showNote(titleOf(fallback ?? {}), error.status === 404 ? "This document was not kept." : error.message);
    }
  }

  #showVersion(name) {
    const view = this.#view;
    const stored = view?.record?.versions.find(({ version }) => String(version) === name);
    view.version = stored ? name : undefined;
    if (!stored) return this.#showLive();
    const { id, kind } = view.record;
    const artifact = { id, kind, title: stored.title, text: stored.content, state: "done" };
    this.#pane.showArtifact(artifact, this.#choiceOf(view, this.#live.find(id)));
  }

  /** What can be chosen from, and what is chosen: the stored versions, and what was just written unless it is one. */
  #choiceOf({ record, version }, live) {
    const stored = [...(record?.versions ?? [])].sort((one, other) => other.version - one.version);
    const versions = stored.map((each) => ({ name: String(each.version), label: labelOf(each) }));
    if (!live) return { versions, version };
    const isStored = live.state === "done" && stored[0]?.content === live.text;
    if (!isStored) versions.unshift({ name: "new", label: live.state === "incomplete" ? "Unfinished" : "New" });
    return { versions, version: version ?? (isStored ? versions[0].name : "new") };
  }
}

function labelOf({ version, createdAt }) {
  return createdAt ? `Version ${version}, ${clockTime(createdAt)}` : `Version ${version}`;
}
