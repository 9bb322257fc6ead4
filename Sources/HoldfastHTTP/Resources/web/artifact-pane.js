/** The place for artifacts: beside the conversation on a wide screen, over it on a narrow one. */

import { makeArtifactBody } from "./artifact-body.js";
import { kindIcon, kindName, titleOf } from "./artifact-words.js";
import { copyText, handleProseClicks } from "./clipboard.js";
import { setCover } from "./covers.js";
import { element, setText } from "./dom.js";
import { icon } from "./icons.js";
import { RenderLoop } from "./render-loop.js";
import { clockTime } from "./words.js";

const narrow = matchMedia("(max-width: 1100px)");
/** Closer to the end than this counts as being there. */
const nearEnd = 48;

const states = { writing: "Writing", incomplete: "Incomplete" };

/** A button that is only an icon. */
function iconButton(name, label, onclick) {
  return element(
    "button", { class: "icon-button small", type: "button", "aria-label": label, title: label, onclick }, icon(name),
  );
}

export class ArtifactPane {
  #root;
  #owner;
  #title = element("h2", { class: "artifact-title", tabindex: "-1" });
  #kind = element("span", { class: "artifact-kind" });
  #state = element("span", { class: "artifact-state", hidden: true });
  #versions = element("select", { class: "artifact-versions", "aria-label": "Version", hidden: true });
  #copy = iconButton("copy", "Copy the document", () => copyText(this.#shown?.text ?? "", this.#copy));
  #all = iconButton("list", "All documents", () => this.#owner.onList());
  #close = iconButton("close", "Close the documents", () => this.close());
  #content = element("div", { class: "artifact-content" });
  #mark = element(
    "p", { class: "artifact-mark", hidden: true },
    icon("alert"), element("span", {}, "This document is incomplete: it was not finished."),
  );
  #scroller = element("div", { class: "artifact-scroller" }, this.#content, this.#mark);
  #loop = new RenderLoop(() => this.#draw());
  #shown = null;
  #body = null;
  #bodyKey = null;
  #choice = "";
  #opener = null;

  /** `onList()` asks for the list, `onPick(artifact)` for one of it, `onVersion(name)` for a version; `onClose()`. */
  constructor(root, owner) {
    this.#root = root;
    this.#owner = owner;
    root.append(
      element(
        "header", { class: "artifact-head" },
        element(
          "div", { class: "artifact-names" },
          this.#title, element("p", { class: "artifact-facts" }, this.#kind, this.#versions, this.#state),
        ),
        this.#copy, this.#all, this.#close,
      ),
      this.#scroller,
    );
    this.#versions.addEventListener("change", () => owner.onVersion(this.#versions.value));
    handleProseClicks(this.#content);
    narrow.addEventListener("change", () => this.#cover());
  }

  get isOpen() {
    return !this.#root.hidden;
  }

  /** Whether there is room for it beside the conversation. */
  get isBeside() {
    return !narrow.matches;
  }

  /** Shows the pane; with `isAsked` the reader asked for it, so that the focus goes there. */
  open({ isAsked = false } = {}) {
    if (!this.isOpen) this.#opener = isAsked ? document.activeElement : null;
    this.#root.hidden = false;
    this.#cover();
    if (isAsked || narrow.matches) this.#title.focus({ preventScroll: true });
  }

  close() {
    if (!this.isOpen) return;
    const hadFocus = this.#root.contains(document.activeElement);
    this.#root.hidden = true;
    this.#cover();
    this.#forget();
    this.#owner.onClose();
    if (hadFocus && this.#opener?.isConnected) this.#opener.focus();
    this.#opener = null;
  }

  /** Closes the pane when it is over the conversation, or when the reader is in it; true when it did. */
  closeIfInFront() {
    if (!this.isOpen || (this.isBeside && !this.#root.contains(document.activeElement))) return false;
    this.close();
    return true;
  }

  #cover() {
    setCover("artifacts", this.isOpen && narrow.matches);
  }

  #forget() {
    this.#shown = null;
    this.#body = null;
    this.#bodyKey = null;
    this.#content.replaceChildren();
  }

  /**
   * Shows `{ id, kind, title, text, state }`, which may be a newer state of what is shown. `versions` are
   * `{ name, label }`, newest first, and `version` is the name of the one that this is.
   */
  showArtifact(artifact, { versions = [], version = "" } = {}) {
    const key = JSON.stringify([artifact.id, version, artifact.kind, artifact.title]);
    if (key !== this.#bodyKey || !artifact.text.startsWith(this.#shown?.text ?? "")) {
      this.#bodyKey = key;
      this.#body = makeArtifactBody(artifact);
      this.#content.replaceChildren(this.#body.node);
      this.#scroller.scrollTop = 0;
    }
    this.#shown = { ...artifact };
    this.#showVersions(versions, version);
    this.#loop.request();
  }

  #showVersions(versions, version) {
    this.#versions.hidden = versions.length < 2;
    const choice = JSON.stringify(versions);
    // Made again only when it is another one, as the reader may have it open.
    if (choice !== this.#choice) this.#versions.replaceChildren(...versions.map(({ name, label }) => element("option", { value: name }, label)));
    this.#choice = choice;
    this.#versions.value = version;
  }

  #draw() {
    if (!this.#body || !this.#shown) return;
    const { title, kind, text, state } = this.#shown;
    this.#head(titleOf({ title, kind }), kindName(kind), { isOne: true });
    this.#showState(state);
    const { scrollHeight, clientHeight, scrollTop } = this.#scroller;
    const isAtEnd = state === "writing" && scrollHeight - clientHeight - scrollTop < nearEnd;
    this.#body.show(text, state !== "writing");
    if (isAtEnd) this.#scroller.scrollTop = this.#scroller.scrollHeight;
  }

  #head(title, kind, { isOne }) {
    setText(this.#title, title);
    setText(this.#kind, kind);
    for (const node of [this.#copy, this.#all]) node.hidden = !isOne;
    if (!isOne) this.#versions.hidden = true;
  }

  #showState(state) {
    this.#root.dataset.state = state ?? "";
    this.#state.hidden = states[state] === undefined;
    setText(this.#state, states[state] ?? "");
    this.#mark.hidden = state !== "incomplete";
  }

  /** Shows the artifacts of the conversation. */
  showList(artifacts) {
    this.#forget();
    this.#head("Documents", "", { isOne: false });
    this.#showState(null);
    const rows = artifacts.map((artifact) => element("li", {}, this.#row(artifact)));
    this.#content.append(
      rows.length > 0
        ? element("ul", { class: "artifact-list" }, ...rows)
        : element("p", { class: "artifact-note" }, "There are no documents in this conversation."),
    );
  }

  #row(artifact) {
    const { kind, version, createdAt } = artifact;
    const facts = [kindName(kind), version > 1 && `Version ${version}`, createdAt && clockTime(createdAt)];
    return element(
      "button", { class: "artifact-row", type: "button", onclick: () => this.#owner.onPick(artifact) },
      icon(kindIcon(kind)),
      element("span", { class: "artifact-row-title" }, titleOf(artifact)),
      element("span", { class: "artifact-row-facts" }, facts.filter(Boolean).join(" · ")),
    );
  }

  /** Says something in place of an artifact. */
  showNote(title, text) {
    this.#forget();
    this.#head(title, "", { isOne: false });
    this.#all.hidden = false;
    this.#showState(null);
    this.#content.append(element("p", { class: "artifact-note" }, text));
  }
}
