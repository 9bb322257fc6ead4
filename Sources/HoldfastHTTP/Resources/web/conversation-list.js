/** The list of conversations, newest first. */

import { ApiError, deleteSession, listSessions } from "./api.js";
import { say } from "./announcer.js";
import { confirmAction } from "./dialog.js";
import { element, setText } from "./dom.js";
import { icon } from "./icons.js";
import { addressOf } from "./route.js";
import { dayGroup } from "./words.js";

export class ConversationList {
  #root;
  #onDeleted;
  #onProblem;
  #sessions = new Map();
  #running = new Set();
  #next = null;
  #current = null;
  #isLoaded = false;
  #refreshing = null;
  #isStale = false;

  constructor(root, { onDeleted, onProblem }) {
    this.#root = root;
    this.#onDeleted = onDeleted;
    this.#onProblem = onProblem;
  }

  /** What a conversation is called. */
  titleOf(session) {
    return this.#sessions.get(session)?.title || "";
  }

  /** Marks the conversation that is open. */
  select(session) {
    this.#current = session;
    this.#draw();
  }

  /** Marks a conversation as having a running reply. */
  setRunning(session, isRunning) {
    if (isRunning === this.#running.has(session)) return;
    if (isRunning) this.#running.add(session);
    else this.#running.delete(session);
    const known = this.#sessions.get(session);
    if (known && !isRunning) known.activeStreamId = null;
    this.#draw();
  }

  /** Reads the newest page again. Requests that come while one is under way make one more. */
  async refresh() {
    if (this.#refreshing) {
      this.#isStale = true;
      return this.#refreshing;
    }
    this.#refreshing = this.#load();
    await this.#refreshing;
    this.#refreshing = null;
    if (this.#isStale) {
      this.#isStale = false;
      await this.refresh();
    }
  }

  async #load() {
    try {
      const { sessions, next } = await listSessions();
      const oldest = sessions.at(-1)?.updatedAt ?? 0;
      // What the page covers is as the page says; older conversations that were read before stay.
      for (const [id, session] of this.#sessions) {
        if (next === null || session.updatedAt >= oldest) this.#sessions.delete(id);
      }
      const hadMore = this.#sessions.size > 0;
      for (const session of sessions) this.#sessions.set(session.id, session);
      if (!hadMore) this.#next = next;
      this.#isLoaded = true;
      this.#draw();
    } catch {
      // The status line says that the server is away; the list stays as it was.
    }
  }

  async #loadMore(button) {
    button.disabled = true;
    try {
      const { sessions, next } = await listSessions({ before: this.#next });
      for (const session of sessions) this.#sessions.set(session.id, session);
      this.#next = next;
      this.#draw();
    } catch {
      button.disabled = false;
    }
  }

  /** Forgets a conversation that was deleted elsewhere. */
  forget(session) {
    this.#sessions.delete(session);
    this.#running.delete(session);
    this.#draw();
  }

  /** Asks, and deletes a conversation. */
  async delete(session) {
    const title = this.titleOf(session) || "this conversation";
    const agreed = await confirmAction({
      title: "Delete this conversation?",
      text: `“${title}” and everything in it will be deleted. This cannot be undone.`,
      action: "Delete",
    });
    if (!agreed) return;
    try {
      await deleteSession(session);
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 404)) {
        this.#onProblem(error);
        return;
      }
    }
    this.forget(session);
    say("The conversation was deleted.");
    this.#onDeleted(session);
  }

  #draw() {
    const focused = this.#root.contains(document.activeElement) ? document.activeElement.dataset.focus : null;
    const sessions = [...this.#sessions.values()].sort((a, b) => b.updatedAt - a.updatedAt);
    const groups = new Map();
    for (const session of sessions) {
      const name = dayGroup(session.updatedAt);
      groups.set(name, [...(groups.get(name) ?? []), session]);
    }
    const sections = [...groups].map(([name, members]) =>
      element(
        "section", { class: "conversation-group" },
        element("h2", {}, name), element("ul", {}, ...members.map((session) => this.#row(session))),
      ),
    );
    if (sections.length === 0 && this.#isLoaded) {
      sections.push(element("p", { class: "list-empty" }, "Your conversations will be listed here."));
    }
    if (this.#next) {
      const more = element("button", { class: "text-button load-more", type: "button", "data-focus": "more" }, "Show older");
      more.addEventListener("click", () => this.#loadMore(more));
      sections.push(more);
    }
    this.#root.replaceChildren(...sections);
    if (focused) this.#root.querySelector(`[data-focus="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }

  #row(session) {
    const isRunning = this.#running.has(session.id) || Boolean(session.activeStreamId);
    const title = session.title || "New conversation";
    const name = element("span", { class: "conversation-title" });
    setText(name, title);
    return element(
      "li", { class: "conversation-row", "data-session": session.id },
      element(
        "a", {
          class: "conversation-link", href: addressOf(session.id), title, "data-focus": `open ${session.id}`,
          "aria-current": session.id === this.#current ? "page" : undefined,
        },
        name, isRunning && element("span", { class: "running-dot", role: "img", "aria-label": "A reply is being written" }),
      ),
      element(
        "button", {
          class: "icon-button small conversation-delete", type: "button", "aria-label": `Delete “${title}”`, title: "Delete",
          "data-focus": `delete ${session.id}`, onclick: () => this.delete(session.id),
        },
        icon("trash"),
      ),
    );
  }
}
