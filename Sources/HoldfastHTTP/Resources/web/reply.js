/** One reply: its stream, the message that it becomes, and its view. */

import { ApiError, getStream } from "./api.js";
import { answerOf } from "./approvals.js";
import { pause } from "./backoff.js";
import { MessageAssembler } from "./message-assembler.js";
import { RenderLoop } from "./render-loop.js";
import { ReplyStream } from "./reply-stream.js";

/** How often it is looked up whether a finished reply is saved by now. */
const savedCheck = { every: 3000, times: 40 };

/**
 * `question` is the user's message that is answered: the one to send, or, with `sends` false, the one whose reply
 * is running already. With `continues`, the reply that waited for an answer to its questions, that answer is sent, and
 * the reply goes on.
 *
 * The owner is told: `onAccepted()` when the server took the message, `onBegin()` at the first chunk,
 * `onNotice(notice)`, `onNoticeSettled(key)` when a notice is said elsewhere or no longer true, `onTrouble()` when the
 * connection was lost or came back; `onData(chunk)` for data that is no part of the message, `onDataRestart()` when it
 * comes again from the first one.
 */
export class Reply {
  #assembler = new MessageAssembler();
  #stream;
  #owner;
  #loop = new RenderLoop(() => this.#draw());
  #makeView;
  #lastNotice = null;
  /** The notice that the reply is not saved yet. */
  #saving = null;
  /** The notice that there is something to wait for before the reply goes on. */
  #waiting = null;
  #isStopping = false;
  #connection = "connecting";
  #hasBegun = false;
  /** How the chunks so far say that it ends: an outcome, or `null`. */
  #end = null;

  question;
  sends;
  continues;
  streamId = null;
  view = null;
  isAccepted = false;
  /**
   * `running`, and then, as the stream said, `finished`, `stopped`, `cut`, `unsaved` or `failed`; or, as following it
   * ended, `refused`, `nothing`, `lost` or `left`.
   */
  outcome = "running";
  error = null;
  startedAt = Date.now();

  constructor({ session, question, sends, continues = null, makeView, ...owner }) {
    this.question = question;
    this.sends = sends;
    this.continues = continues;
    this.#assembler.reset(continues);
    this.#makeView = makeView;
    this.#owner = owner;
    this.#stream = new ReplyStream({
      session,
      message: continues ? answerOf(continues) : sends ? question : null,
      onOpen: (headers) => this.#opened(headers),
      onChunk: (chunk) => this.#take(chunk),
      onRestart: () => this.#restart(),
      onState: (state, error) => this.#connectionChanged(state, error),
    });
    if (sends) this.#ensureView();
  }

  get isRunning() {
    return this.outcome === "running";
  }

  get message() {
    return { ...this.#assembler.message, streamId: this.streamId, createdAt: this.startedAt };
  }

  get hasContent() {
    return this.#assembler.hasContent;
  }

  /** What the server knows the request by: the user's message, or the reply that goes on. */
  get requestId() {
    return this.continues?.id ?? this.question?.id;
  }

  /** Whether a chunk has come in. */
  get hasBegun() {
    return this.#hasBegun;
  }

  /** Follows the reply to its end. */
  async follow() {
    const { end, error } = await this.#stream.follow();
    if (error) this.error = error;
    if (end === "ended") this.outcome = this.#howItEnded();
    else this.outcome = end;
    if (this.view && !this.#stream.hasLeft) {
      this.view.isLive = false;
      this.#loop.flush();
      this.#showStanding();
    }
    return this.outcome;
  }

  /** Stops following; the reply itself goes on at the server. */
  leave() {
    this.#stream.leave();
  }

  /** Shows that the user asked to stop, or that this did not work. */
  set isStopping(value) {
    this.#isStopping = value;
    this.#loop.request();
  }

  #ensureView() {
    if (this.view) return;
    this.view = this.#makeView(this.message);
    this.view.isLive = true;
    this.view.setStanding(null);
    this.#draw();
  }

  #opened(headers) {
    this.streamId = headers.get("x-stream-id") ?? this.streamId;
    if (this.isAccepted) return;
    this.isAccepted = true;
    this.#owner.onAccepted?.(this);
  }

  #connectionChanged(state) {
    const wasLost = this.#connection === "reconnecting";
    this.#connection = state;
    if (wasLost || state === "reconnecting") this.#owner.onTrouble?.();
    if (this.view) this.#loop.request();
  }

  #restart() {
    this.#assembler.reset(this.continues);
    this.#owner.onDataRestart?.(this);
    this.#lastNotice = null;
    this.#saving = null;
    this.#waiting = null;
    this.error = null;
    this.#end = null;
  }

  #take(chunk) {
    if (this.#stream.hasLeft) return;
    if (chunk.type === "data-notice") this.#takeNotice(chunk.data ?? {});
    else this.#takeUp(chunk);
    if (!this.#hasBegun) {
      this.#hasBegun = true;
      this.#owner.onBegin?.(this);
      if (this.#stream.hasLeft) return;
    }
    // Behind the chunk, as `start` says which message it is: that one may be there already.
    this.#ensureView();
    // From here on the view has to be found under its id, also in a tab that draws nothing.
    if (chunk.type === "start") this.#draw();
    switch (chunk.type) {
      case "finish":
        this.#end = "finished";
        break;
      case "abort":
        this.#end = "stopped";
        break;
      case "error":
        this.error = ApiError.fromChunk(chunk.errorText);
        this.#end = this.#endOfError();
        break;
    }
    this.#loop.request();
  }

  #takeUp(chunk) {
    this.#assembler.take(chunk);
    if (chunk.transient && chunk.type?.startsWith("data-")) this.#owner.onData?.(chunk, this);
    this.#settleNotice(this.#waiting);
    this.#waiting = null;
  }

  #takeNotice(notice) {
    this.#lastNotice = notice;
    if (notice.phase === "stream" && notice.action === "wait") this.#waiting = notice;
    if (notice.phase === "persistence") this.#saving = notice;
    if (notice.code === "EFFECTS_UNDONE" && Array.isArray(notice.calls)) this.#assembler.markUndone(notice.calls);
    this.#owner.onNotice?.(notice, this);
  }

  #endOfError() {
    if (this.#end === "stopped") return "cut";
    if (!this.hasContent) return "failed";
    return this.error.metadata.phase === "persistence" ? "unsaved" : "cut";
  }

  #howItEnded() {
    // A stream that ends without a finish did not finish, whatever else it said.
    return this.#end ?? (this.hasContent ? "cut" : "failed");
  }

  #draw() {
    if (!this.view || this.#stream.hasLeft) return;
    this.view.setActivity(this.#activity());
    this.view.show(this.message);
  }

  #activity() {
    if (!this.isRunning || this.#end) return null;
    if (this.#isStopping) return "stopping";
    if (this.#connection === "reconnecting") return this.isAccepted ? "reconnecting" : "holding";
    if (!this.isAccepted) return "sending";
    return isBusy(this.#assembler.message.parts.at(-1)) ? null : "waiting";
  }

  #showStanding() {
    this.view.setActivity(null);
    switch (this.outcome) {
      case "finished":
        this.view.setStanding(this.#saving ? "saving" : "complete");
        break;
      case "stopped":
        this.view.setStanding(...standingOfStop(this.#lastNotice));
        this.#settleNotice(this.#lastNotice);
        break;
      case "cut":
        this.view.setStanding("interrupted");
        // The error says the same, and what can be done.
        if (this.error) this.#settleNotice(this.#lastNotice);
        break;
      case "unsaved":
        this.view.setStanding("unsaved");
        break;
    }
    if (this.#saving) this.#watchSaving();
  }

  #settleNotice(notice) {
    if (notice) this.#owner.onNoticeSettled?.(notice.key);
  }

  /** Looks until the reply is saved, so that the page does not go on saying that it is not. */
  async #watchSaving() {
    for (let tries = 0; tries < savedCheck.times && !this.#stream.hasLeft; tries += 1) {
      await pause(savedCheck.every);
      try {
        const { saved } = await getStream(this.streamId);
        if (!saved) continue;
        if (this.outcome === "finished") this.view.setStanding("complete");
        this.#settleNotice(this.#saving);
        return;
      } catch {
        // It will be seen when the conversation is opened again.
      }
    }
  }
}

/** Whether a part itself shows that something is going on. */
function isBusy(part) {
  return part?.state === "streaming" || part?.state === "input-streaming" || part?.state === "input-available";
}

/** How a reply stands that was stopped: in this page's words where it knows the reason, else in the server's. */
function standingOfStop(notice) {
  if (notice?.code === "SUPERSEDED") return ["superseded"];
  return notice?.code === "STOPPED" ? ["stopped"] : ["stopped", notice?.message?.replace(/\.$/, "")];
}
