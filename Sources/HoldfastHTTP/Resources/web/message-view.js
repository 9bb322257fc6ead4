/** One message on the page. */

import { rawPath } from "./api.js";
import { copyText } from "./clipboard.js";
import { element, setText } from "./dom.js";
import { icon } from "./icons.js";
import { Menu } from "./menu.js";
import { textOf } from "./message-assembler.js";
import { makePartView } from "./part-views.js";
import { modelsOf, modelsText } from "./seams.js";
import { clockTime, usageText } from "./words.js";

/** What is said under a message about how it stands. `null` says nothing. */
const standings = {
  complete: { icon: "saved", text: "Saved", title: "Every word of this reply was written down before you saw it." },
  saving: { icon: "retry", text: "Still being saved", tone: "warning", title: "The whole reply is in the log. It will be added to the conversation as soon as that is possible." },
  unsaved: { icon: "alert", text: "This reply could not be saved", tone: "danger" },
  interrupted: { icon: "alert", text: "This reply was cut short", tone: "warning" },
  stopped: { icon: "stop", text: "You stopped this reply" },
  superseded: { icon: "stop", text: "A newer message replaced this reply" },
  unanswered: { icon: "info", text: "There is no reply to this message" },
  unsent: { icon: "alert", text: "Not sent", tone: "danger" },
};

/** What is said while something is under way. */
const activities = {
  sending: "Sending",
  holding: "The server cannot take your message yet. It is kept, and goes out as soon as that is possible.",
  waiting: "Thinking",
  reconnecting: "Reconnecting… what was written is safe.",
  stopping: "Stopping",
};

export class MessageView {
  #message;
  #parts = element("div", { class: "parts" });
  #partViews = [];
  #activityText = element("span", { class: "activity-text" });
  #activity = element("div", { class: "activity", hidden: true }, element("span", { class: "pulse" }), this.#activityText);
  #standing = element("span", { class: "standing", hidden: true });
  #models = element("span", { class: "models", hidden: true });
  #resend = element(
    "button", { class: "text-button resend", type: "button", hidden: true }, icon("retry"), element("span", {}, "Send again"),
  );
  #foot = element("div", { class: "message-foot" }, this.#standing, this.#models, this.#resend);
  #isLive = false;
  #isLast = false;
  #partOwner;
  node;

  /**
   * `onResend(message)` is called when the turn is to be sent again, `onAnswer(message, approvalId, isApproved)` when a
   * question of it is answered, `onOpenDocument(artifact)` when one of it is to be seen.
   */
  constructor(message, { onResend, onAnswer, onOpenDocument } = {}) {
    this.#message = message;
    this.#partOwner = { onAnswer: (...answer) => onAnswer?.(this.#message, ...answer), onOpenDocument };
    const isUser = message.role === "user";
    this.node = element(
      "article", { class: `message ${isUser ? "user" : "assistant"}`, "aria-label": isUser ? "You" : "Reply" },
      this.#parts, this.#activity, this.#foot,
    );
    this.#resend.addEventListener("click", () => onResend?.(this.#message));
    if (!isUser) this.#addActions();
    this.show(message);
  }

  get message() {
    return this.#message;
  }

  /** Whether chunks are still coming in. */
  set isLive(value) {
    this.#isLive = value;
    this.node.classList.toggle("is-live", value);
    this.node.setAttribute("aria-busy", String(value));
  }

  get isLive() {
    return this.#isLive;
  }

  /** Whether it is the last message: only there a question can still be answered. */
  set isLast(value) {
    if (value === this.#isLast) return;
    this.#isLast = value;
    this.show(this.#message);
  }

  /** Puts the focus on the first question that can be answered. */
  focusQuestion() {
    [...this.#parts.querySelectorAll(".approval button")].find((button) => button.checkVisibility())?.focus();
  }

  /** Shows the message as it is now; only what changed is touched. */
  show(message) {
    this.#message = message;
    if (message.id) this.node.dataset.message = message.id;
    message.parts.forEach((part, index) => this.#showPart(part, index));
    this.#showModels();
    while (this.#partViews.length > message.parts.length) this.#partViews.pop()?.view?.node.remove();
    const last = message.parts.at(-1);
    this.node.classList.toggle("is-writing", this.#isLive && last?.type === "text" && last.state === "streaming" && this.#activity.hidden);
    this.node.classList.toggle("is-blank", this.#parts.childElementCount === 0);
  }

  #showPart(part, index) {
    let entry = this.#partViews[index];
    if (entry && entry.type !== part.type) {
      for (const old of this.#partViews.splice(index)) old.view?.node.remove();
      entry = undefined;
    }
    if (!entry) {
      entry = { type: part.type, view: makePartView(part, this.#message.role, this.#partOwner) };
      this.#partViews[index] = entry;
      if (entry.view) this.#parts.append(entry.view.node);
    }
    entry.view?.show(part, { isLive: this.#isLive, isLast: this.#isLast });
  }

  /** Who wrote the message, when it was not one model alone. */
  #showModels() {
    const text = modelsText(modelsOf(this.#message));
    this.#models.hidden = text === "";
    setText(this.#models, text);
  }

  /** What is under way: a key of `activities`, or `null`. */
  setActivity(name) {
    this.#activity.hidden = name === null;
    if (name === null) return;
    this.#activity.dataset.activity = name;
    setText(this.#activityText, activities[name]);
  }

  /** How the message stands: a key of `standings`, or `null`; `text` says it in the server's own words. */
  setStanding(name, text) {
    const standing = standings[name] ?? null;
    this.node.dataset.standing = name ?? "";
    this.#standing.hidden = standing === null;
    if (!standing) return;
    this.#standing.className = `standing ${standing.tone ?? ""}`;
    this.#standing.title = standing.title ?? "";
    this.#standing.replaceChildren(icon(standing.icon), element("span", {}, text ?? standing.text));
  }

  /** The key that was set last. */
  get standing() {
    return this.node.dataset.standing || null;
  }

  /** Offers to send the turn again. */
  offerResend(isOffered) {
    this.#resend.hidden = !isOffered;
  }

  #addActions() {
    const copy = element(
      "button", { class: "icon-button small", type: "button", "aria-label": "Copy the reply", title: "Copy" }, icon("copy"),
    );
    copy.addEventListener("click", () => copyText(textOf(this.#message), copy));
    const menu = new Menu({
      label: "More about this reply", className: "icon-button small", items: () => this.#menuItems(),
    });
    this.#foot.append(element("div", { class: "message-actions" }, copy, menu.node));
  }

  #menuItems() {
    const { streamId, model, models, usage, createdAt } = this.#message;
    const items = [];
    if (streamId) {
      items.push(
        { label: "Download as text", icon: "download", href: rawPath(streamId, "text") },
        { label: "Download the chunks (JSON Lines)", icon: "download", href: rawPath(streamId, "jsonl") },
        { label: "Download the stream as it was sent", icon: "download", href: rawPath(streamId, "sse") },
      );
    }
    const facts = [createdAt && clockTime(createdAt), models?.join(", ") ?? model, usageText(usage)].filter(Boolean);
    if (facts.length > 0) items.push({ note: facts.join(" · ") });
    return items.length > 0 ? items : [{ note: "Nothing more is known about this reply." }];
  }
}
