/**
 * One view for each kind of message part. Each has a `node`, and shows a newer state of its part with
 * `show(part, { isLive, isLast })`: whether chunks still come in, and whether the message is the last one.
 */

import { DocumentCard, documentTool } from "./document-card.js";
import { element, setText } from "./dom.js";
import { icon } from "./icons.js";
import { GrowingMarkdown } from "./markdown.js";
import { toolNameOf } from "./message-assembler.js";
import { SeamMarks } from "./seam-marks.js";
import { ToolCard } from "./tool-card.js";
import { prettyJSON } from "./words.js";

/** What the user wrote: shown as it was typed. */
class PlainTextView {
  node = element("div", { class: "plain-text" });

  show(part) {
    setText(this.node, part.text);
  }
}

/** What the model wrote. */
class TextView {
  node = element("div", { class: "text-part" });
  #markdown = new GrowingMarkdown(this.node);
  #marks = new SeamMarks(this.node);
  #length = -1;
  #isDone = false;
  /** Kept when the message is shown as it is stored: there it has no seams. */
  #seams = [];

  show(part, { isLive }) {
    const isDone = part.state !== "streaming" || !isLive;
    const seams = part.seams ?? this.#seams;
    if (part.text.length === this.#length && isDone === this.#isDone && seams.length === this.#seams.length) return;
    this.#length = part.text.length;
    this.#isDone = isDone;
    this.#seams = seams;
    this.#markdown.show(part.text, isDone);
    this.#marks.show(part.text, seams);
  }
}

/** What the model thought: folded away, open on demand. */
class ReasoningView {
  #label = element("span", { class: "fold-label" });
  #text = element("div", { class: "reasoning-text" });
  node = element(
    "details", { class: "fold reasoning" },
    element("summary", {}, icon("thought"), this.#label, icon("chevron")),
    this.#text,
  );
  #markdown = new GrowingMarkdown(this.#text);
  #length = -1;
  #startedAt = null;
  #seconds = null;

  show(part, { isLive }) {
    const isThinking = part.state === "streaming" && isLive;
    if (isThinking && this.#startedAt === null) this.#startedAt = performance.now();
    this.node.classList.toggle("is-active", isThinking);
    setText(this.#label, isThinking ? "Thinking" : this.#doneLabel());
    if (part.text.length === this.#length && isThinking) return;
    this.#length = part.text.length;
    this.#markdown.show(part.text, !isThinking);
  }

  /** How long it took is known only to whoever watched. */
  #doneLabel() {
    if (this.#startedAt === null) return "Thoughts";
    this.#seconds ??= Math.round((performance.now() - this.#startedAt) / 1000);
    return this.#seconds < 2 ? "Thoughts" : `Thought for ${this.#seconds} seconds`;
  }
}

/** A file that came with the message. */
class FileView {
  node = element("div", { class: "file-part" });

  show(part) {
    if (this.node.firstChild) return;
    const name = part.filename ?? part.title ?? part.mediaType ?? "File";
    const url = part.url ?? "";
    if (/^data:image\/(?:png|jpeg|gif|webp|avif);base64,/i.test(url)) {
      this.node.append(element("img", { src: url, alt: name, loading: "lazy" }));
    } else if (/^https:\/\//i.test(url)) {
      this.node.append(
        element("a", { class: "chip", href: url, target: "_blank", rel: "noopener noreferrer nofollow" }, icon("file"), name),
      );
    } else {
      this.node.append(element("span", { class: "chip" }, icon("file"), name));
    }
  }
}

/** A source that the reply names. */
class SourceView {
  node = element("div", { class: "source-part" });

  show(part) {
    if (this.node.firstChild) return;
    const url = part.type === "source-url" && /^https?:\/\//i.test(part.url ?? "") ? part.url : null;
    const name = part.title || part.filename || part.url || "Source";
    this.node.append(
      url
        ? element("a", { class: "chip", href: url, target: "_blank", rel: "noopener noreferrer nofollow" }, icon("info"), name)
        : element("span", { class: "chip" }, icon("file"), name),
    );
  }
}

/** Data that an application sent along: this page can only show it as it is. */
class DataView {
  #name = element("span", { class: "fold-label" });
  #value = element("pre", { tabindex: "0" });
  node = element(
    "details", { class: "fold data-part" },
    element("summary", {}, icon("data"), this.#name, icon("chevron")),
    this.#value,
  );

  show(part) {
    setText(this.#name, part.type.slice("data-".length));
    setText(this.#value, prettyJSON(part.data));
  }
}

/**
 * A new view for a part, or `null` when the part has nothing to see. `owner` has what a reader can do with it:
 * `onAnswer(approvalId, isApproved)` and `onOpenDocument(artifact)`.
 */
export function makePartView(part, role, owner) {
  if (part.type === "text") return role === "user" ? new PlainTextView() : new TextView();
  if (part.type === "reasoning") return new ReasoningView();
  if (part.type === "file") return new FileView();
  if (part.type === "source-url" || part.type === "source-document") return new SourceView();
  if (part.type.startsWith("data-")) return new DataView();
  if (toolNameOf(part) === documentTool) return new DocumentCard(owner);
  if (toolNameOf(part) !== null) return new ToolCard(owner);
  return null;
}
