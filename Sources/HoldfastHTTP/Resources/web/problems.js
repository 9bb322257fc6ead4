/** Notices and errors in the server's own words, with what can be done about them. */

import { rawPath } from "./api.js";
import { momentText } from "./words.js";

export class Problems {
  #banners;
  #sendAgain;

  /** `sendAgain(question)` sends a user's message once more. */
  constructor(banners, sendAgain) {
    this.#banners = banners;
    this.#sendAgain = sendAgain;
  }

  /** Something to know that does not end the reply. */
  showNotice(notice, { question, streamId }) {
    if (typeof notice.message !== "string") return;
    const actions = [];
    if (notice.action === "resend" && question) actions.push(this.#resend(question));
    if (notice.action === "download" && streamId) actions.push(download(rawPath(streamId, "text")));
    this.#banners.show({
      key: noticeKey(notice.key ?? notice.code),
      level: notice.level === "warning" ? "warning" : "info",
      message: notice.message,
      until: notice.until,
      actions,
    });
  }

  /** A notice is no longer true, or is said elsewhere. */
  settleNotice(key) {
    this.#banners.remove(noticeKey(key));
  }

  /** An error; the one before is replaced. With `isHeldHere` the question is nowhere else, so it can always be sent. */
  showError(error, { question, isHeldHere = false } = {}) {
    const actions = [];
    if (question && (isHeldHere || error.canResend)) actions.push(this.#resend(question));
    if (error.download) actions.push(download(error.download));
    this.#banners.show({ key: "error", level: "error", message: wordsOf(error), actions });
  }

  /** Something is tried again by itself. */
  showDelay(error) {
    this.#banners.show({ key: "delay", level: "warning", message: error.message });
  }

  settleDelay() {
    this.#banners.remove("delay");
  }

  clear() {
    this.#banners.clear();
  }

  #resend(question) {
    return { label: "Send again", icon: "retry", onSelect: () => this.#sendAgain(question) };
  }
}

/** What an error says; for a limit that is reached, also when there is more, in the reader's own time. */
function wordsOf({ message, code, metadata }) {
  if (code !== "USAGE_LIMIT_EXCEEDED" || !Number.isFinite(metadata.resetsAt)) return message;
  return `${message} The limit resets ${momentText(metadata.resetsAt)}.`;
}

function download(href) {
  return { label: "Download what was streamed", icon: "download", href };
}

function noticeKey(key) {
  return `notice ${key ?? ""}`;
}
