/** The open conversation: its messages, the reply that is running in it, its draft. */

import { say } from "./announcer.js";
import { ApiError, Unreachable, getSession, getStream, listMessages, stopReply } from "./api.js";
import { answered, hasOpenQuestion, reopened } from "./approvals.js";
import { Backoff, pause } from "./backoff.js";
import { Draft } from "./draft.js";
import { makeMessageID } from "./ids.js";
import { textOf } from "./message-assembler.js";
import { clearOutbox, peekOutbox, putInOutbox } from "./outbox.js";
import { Problems } from "./problems.js";
import { Reply } from "./reply.js";
import { markBegun } from "./route.js";
import { tellTabs } from "./tabs.js";

const endings = {
  cut: "The reply was cut short.", unsaved: "The reply could not be saved.", failed: "There is no reply.",
};

/** How often a stream that cannot be read is looked for again. */
const reloadLimit = 3;

export class Conversation {
  #transcript;
  #composer;
  #problems;
  #owner;
  #session = null;
  #messages = [];
  #replies = new Set();
  #current = null;
  #draft = null;
  /** Goes up with every conversation that is opened, so that late answers for an earlier one are dropped. */
  #visit = 0;
  #reloads = 0;
  #seenUpdate = null;

  /**
   * `onState(state)` is called with `loading`, `empty` or `talking`; `onChanged()` when the list of conversations
   * is no longer up to date; `onRunning(session, isRunning)`; `onDraftState(state)`; `onTrouble()` when the
   * connection was lost or came back.
   *
   * Data that is no part of a message: `onPosted()` when a reply is asked for, `onData(chunk, streamId)`,
   * `onDataRestart()` when it comes again from the first one, `onDataEnded()`. `onOpenDocument(artifact)` when a document
   * of a message is to be seen.
   */
  constructor({ transcript, composer, banners, ...owner }) {
    this.#transcript = transcript;
    this.#composer = composer;
    this.#problems = new Problems(banners, (question) => this.#sendAgain(question));
    this.#owner = owner;
  }

  get session() {
    return this.#session;
  }

  get isRunning() {
    return this.#current !== null;
  }

  /** What it is called until the server has a title for it. */
  get workingTitle() {
    const first = this.#messages.find((message) => message.role === "user");
    return first ? textOf(first).slice(0, 80) : "";
  }

  /** Opens a conversation; with `isNew` the server is known not to have it yet. */
  async open(session, { isNew = false } = {}) {
    this.#close();
    const visit = ++this.#visit;
    this.#reloads = 0;
    this.#seenUpdate = null;
    this.#session = session;
    this.#owner.onState("loading");
    this.#openDraft(visit);
    const waiting = peekOutbox(session);
    if (isNew && !waiting) this.#owner.onState("empty");
    else await this.#settleIn(visit);
  }

  /** Reads the messages and attaches to a running reply, both at once. */
  async #settleIn(visit, { isQuiet = false } = {}) {
    const attached = this.#current ? Promise.resolve("running") : this.#attach(visit);
    if (!(await this.#loadMessages(visit))) return;
    const isRunning = (await attached) !== "nothing";
    if (visit !== this.#visit) return;
    // A reply may have ended, or a message come in, between the two answers.
    const lastRole = this.#messages.at(-1)?.role;
    if ((isRunning && lastRole !== "user") || (!isRunning && lastRole === "user")) {
      if (!(await this.#loadMessages(visit))) return;
    }
    this.#sendWaiting();
    if (!this.isRunning) this.#offerAnswer();
    if (!isQuiet) this.#transcript.scrollToEnd();
  }

  #close() {
    for (const reply of this.#replies) reply.leave();
    this.#replies.clear();
    this.#current = null;
    this.#messages = [];
    this.#draft?.close();
    this.#draft = null;
    this.#transcript.clear();
    this.#problems.clear();
    this.#composer.text = "";
    this.#composer.isRunning = false;
  }

  async #openDraft(visit) {
    const draft = new Draft(this.#session, (state) => this.#owner.onDraftState(state));
    this.#draft = draft;
    this.#owner.onDraftState("none");
    const text = await draft.load();
    if (visit !== this.#visit || !text || this.#composer.text !== "") return;
    // What is on its way already is no draft.
    if (text.trim() === textOfWaiting(this.#session)) return;
    this.#composer.text = text;
    this.#owner.onDraftState("restored");
  }

  /** The user changed the text. */
  textChanged(text) {
    this.#draft?.change(text);
  }

  /** Stores the draft at once: the page may be going away. */
  flush() {
    this.#draft?.flush();
  }

  // MARK: Messages

  async #loadMessages(visit) {
    const backoff = new Backoff();
    for (;;) {
      try {
        const messages = await listMessages(this.#session);
        if (visit !== this.#visit) return false;
        this.#problems.settleDelay();
        this.#showMessages(messages);
        return true;
      } catch (error) {
        if (visit !== this.#visit) return false;
        if (error instanceof ApiError && error.status < 500 && error.status !== 429) {
          this.#problems.showError(error);
          this.#tellState();
          return false;
        }
        if (error instanceof ApiError && error.isOwn) this.#problems.showDelay(error);
        await pause(backoff.next(error.retryAfter ?? 0));
        if (visit !== this.#visit) return false;
      }
    }
  }

  #showMessages(messages) {
    // A message on its way may not be in the list yet.
    const onTheWay = [...this.#replies]
      .filter((reply) => reply.sends && !reply.continues && !messages.some((message) => message.id === reply.question.id))
      .map((reply) => reply.question);
    this.#messages = [...messages, ...onTheWay];
    const running = new Set([...this.#replies].map((reply) => reply.view).filter(Boolean));
    const views = this.#transcript.show(this.#messages, { options: this.#viewOptions, keep: running });
    for (const view of views) {
      if (running.has(view)) continue;
      view.offerResend(false);
      this.#showStanding(view);
    }
    const last = views.at(-1);
    const isUndone = ["interrupted", "unsaved"].includes(last?.message.status);
    if (isUndone && last.message.role === "assistant" && !this.isRunning) last.offerResend(true);
    this.#tellState();
  }

  #tellState() {
    this.#owner.onState(this.#messages.length > 0 || this.isRunning ? "talking" : "empty");
  }

  get #viewOptions() {
    return {
      onResend: (message) => this.#sendAgain(this.#questionOf(message)),
      onAnswer: (...answer) => this.#answer(...answer),
      onOpenDocument: (artifact) => this.#owner.onOpenDocument(artifact),
    };
  }

  #showStanding(view) {
    const { role, status, streamId } = view.message;
    if (role !== "assistant") {
      if (view.standing === "unanswered") view.setStanding(null);
      return;
    }
    if (status === "interrupted" && ["stopped", "superseded"].includes(view.standing)) return;
    view.setStanding(status ?? "complete");
    if (status === "interrupted" && streamId) this.#findReason(view, streamId);
  }

  /** A reply that the user stopped is stored like one that was cut: its stream knows the difference. */
  async #findReason(view, streamId) {
    try {
      const { state } = await getStream(streamId);
      if (state !== "stopped" && state !== "superseded") return;
      view.setStanding(state);
      view.offerResend(false);
    } catch {
      // Then the general word stands.
    }
  }

  /** A last message without any reply: its reply failed, so it can be asked again. */
  #offerAnswer() {
    const view = this.#transcript.last;
    if (view?.message.role !== "user") return;
    view.setStanding("unanswered");
    view.offerResend(true);
  }

  /** What a banner about a reply needs to know of it. */
  #contextOf(reply) {
    return {
      question: reply.continues ?? reply.question ?? this.#questionOf(reply.message), streamId: reply.streamId,
    };
  }

  /** Shows an error that belongs to no reply. */
  showProblem(error) {
    this.#problems.showError(error);
  }

  /** The user's message that a message belongs to. */
  #questionOf(message) {
    if (message.role === "user") return message;
    const index = this.#messages.findIndex((other) => other.id === message.id);
    return this.#messages.slice(0, index < 0 ? undefined : index).findLast((other) => other.role === "user");
  }

  // MARK: Replies

  /** Sends a text. */
  send(text) {
    const message = { id: makeMessageID(), role: "user", parts: [{ type: "text", text }] };
    this.#composer.text = "";
    this.#owner.onDraftState("none");
    this.#sendMessage(message);
  }

  /** Sends a user's message once more; or, once more, the answers to the questions of a reply. */
  #sendAgain(question) {
    if (!question) return;
    if (question.role === "assistant") {
      this.#continueReply(question);
      return;
    }
    const parts = question.parts.filter((part) => part.type === "text" || part.type === "file");
    this.#sendMessage({ id: makeMessageID(), role: "user", parts });
  }

  /** A message that an earlier visit sent and never heard of again. */
  #sendWaiting() {
    const waiting = peekOutbox(this.#session);
    if (!waiting || this.#messages.some((message) => message.id === waiting.message.id)) {
      clearOutbox(this.#session);
      return;
    }
    if (waiting.isFresh) {
      this.#sendMessage(waiting.message);
    } else {
      clearOutbox(this.#session);
      this.#giveBack(waiting.message);
    }
  }

  #sendMessage(message) {
    this.#problems.clear();
    this.#owner.onPosted();
    const last = this.#transcript.last;
    last?.offerResend(false);
    if (last?.standing === "unanswered") last.setStanding(null);
    putInOutbox(this.#session, message);
    this.#messages.push(message);
    const questionView = this.#transcript.add(message, this.#viewOptions);
    this.#owner.onState("talking");
    const reply = this.#makeReply({ question: message, sends: true });
    this.#setCurrent(reply);
    this.#transcript.scrollToEnd();
    this.#follow(reply, questionView);
  }

  /** The reader answered a question of the last reply. It goes on when all of its questions are answered. */
  #answer(message, approvalId, isApproved) {
    const view = this.#transcript.last;
    if (this.isRunning || view?.message.id !== message.id) return;
    const next = answered(message, approvalId, isApproved);
    view.show(next);
    this.#remember(next);
    if (!hasOpenQuestion(next)) this.#continueReply(next);
    else view.focusQuestion();
  }

  /** Sends the answers to the questions of a reply, which goes on with them. */
  #continueReply(message) {
    this.#problems.clear();
    this.#owner.onPosted();
    this.#transcript.find(message.id)?.offerResend(false);
    const reply = this.#makeReply({ question: this.#questionOf(message), sends: true, continues: message });
    this.#setCurrent(reply);
    this.#composer.focusIfHandy();
    this.#follow(reply);
  }

  /** The answers did not get through: the questions are asked again. */
  #reopen(reply) {
    const message = reopened(reply.continues);
    this.#remember(message);
    reply.view.isLive = false;
    reply.view.setActivity(null);
    reply.view.show(message);
    reply.view.setStanding(message.status ?? "complete");
  }

  /** Keeps a message, in the place of an earlier state of it if there is one. */
  #remember(message) {
    const index = this.#messages.findIndex((other) => other.id === message.id);
    if (index < 0) this.#messages.push(message);
    else this.#messages[index] = message;
  }

  /** Attaches to the running reply; says `running` at its first chunk, or `nothing`. */
  #attach(visit) {
    return new Promise((resolve) => {
      const reply = this.#makeReply({
        question: null,
        sends: false,
        onFirstChunk: () => {
          if (visit !== this.#visit) return resolve("nothing");
          if (this.#isFollowed(reply)) {
            reply.leave();
            return resolve("running");
          }
          this.#setCurrent(reply);
          this.#owner.onState("talking");
          resolve("running");
        },
      });
      this.#follow(reply).then(() => resolve(reply.outcome === "nothing" ? "nothing" : "running"));
    });
  }

  /** Whether this tab follows the same stream already, or is about to, having just sent its message. */
  #isFollowed(reply) {
    const isSame = (other) => other.streamId === reply.streamId && (other.sends || other.hasBegun);
    return [...this.#replies].some(
      (other) => other !== reply && (isSame(other) || (other.sends && !other.isAccepted)),
    );
  }

  #makeReply({ question, sends, continues, onFirstChunk }) {
    const visit = this.#visit;
    const reply = new Reply({
      session: this.#session,
      question,
      sends,
      continues,
      makeView: (message) => this.#viewOf(message),
      onAccepted: () => visit === this.#visit && sends && this.#accepted(reply),
      onBegin: () => {
        if (visit !== this.#visit) return;
        onFirstChunk?.();
        say("The reply begins.");
      },
      onTrouble: () => this.#owner.onTrouble(),
      onNotice: (notice) => visit === this.#visit && this.#problems.showNotice(notice, this.#contextOf(reply)),
      onNoticeSettled: (key) => visit === this.#visit && this.#problems.settleNotice(key),
      onData: (chunk) => this.#current === reply && this.#owner.onData(chunk, reply.streamId),
      onDataRestart: () => this.#current === reply && this.#owner.onDataRestart(),
    });
    this.#replies.add(reply);
    return reply;
  }

  /** The view of a reply that begins: a new one, unless it goes on with a message that is there. */
  #viewOf(message) {
    return (message.id && this.#transcript.find(message.id)) || this.#transcript.add(message, this.#viewOptions);
  }

  /** The server has the message: from here on it is the server's to keep. */
  #accepted(reply) {
    clearOutbox(this.#session);
    markBegun(this.#session);
    if (this.#composer.text === "") this.#draft.discard();
    tellTabs("reply-started", { session: this.#session, streamId: reply.streamId, message: reply.question });
    this.#owner.onChanged();
  }

  async #follow(reply, questionView) {
    const visit = this.#visit;
    const session = this.#session;
    const outcome = await reply.follow();
    this.#replies.delete(reply);
    if (visit !== this.#visit) return;
    if (this.#current === reply) {
      this.#setCurrent(null);
      this.#owner.onDataEnded();
    }
    if (outcome === "nothing" || outcome === "left") return;
    this.#ended(reply, questionView);
    tellTabs("reply-ended", { session });
    this.#owner.onChanged();
  }

  #ended(reply, questionView) {
    if (reply.view && !reply.hasContent && reply.outcome !== "finished") this.#transcript.remove(reply.view);
    if (reply.outcome !== "refused" && reply.view && reply.hasContent) this.#remember(reply.message);
    switch (reply.outcome) {
      case "finished":
        say("The reply is complete.");
        break;
      case "stopped":
        say("The reply was stopped.");
        break;
      case "cut":
      case "unsaved":
      case "failed":
        say(endings[reply.outcome]);
        this.#problems.showError(reply.error ?? new ApiError({}), this.#contextOf(reply));
        break;
      case "refused":
        this.#refused(reply, questionView);
        break;
      case "lost":
        this.#reload();
        break;
    }
  }

  /** The server did not take the message: it goes back to where it was written. */
  #refused(reply, questionView) {
    if (reply.continues) {
      this.#reopen(reply);
      this.#problems.showError(reply.error);
      return;
    }
    clearOutbox(this.#session);
    this.#messages = this.#messages.filter((message) => message !== reply.question);
    this.#transcript.remove(questionView);
    if (this.#messages.length === 0) this.#owner.onState("empty");
    const isBack = this.#giveBack(reply.question);
    this.#problems.showError(reply.error, isBack ? {} : { ...this.#contextOf(reply), isHeldHere: true });
  }

  /** Puts a message back into the composer, unless something else is being written there. */
  #giveBack(message) {
    if (this.#composer.text.trim() !== "") return false;
    this.#composer.text = textOf(message);
    this.#draft.change(this.#composer.text);
    this.#composer.focusIfHandy();
    return true;
  }

  #setCurrent(reply) {
    this.#current = reply;
    this.#composer.isRunning = this.isRunning;
    this.#owner.onRunning(this.#session, this.isRunning);
  }

  /** Stops the running reply. The connection stays, to read how it ended. */
  async stop() {
    const reply = this.#current;
    if (!reply) return;
    if (!reply.isAccepted) {
      this.#takeBack(reply);
      return;
    }
    reply.isStopping = true;
    try {
      await tellToStop(this.#session, { streamId: reply.streamId, messageId: reply.requestId }, () => reply.isRunning);
    } catch (error) {
      reply.isStopping = false;
      this.#problems.showError(error);
    }
  }

  /** Stops a message that the server has not answered to yet. It may have it all the same, so it is told. */
  #takeBack(reply) {
    reply.leave();
    // When the server refuses, it never had the message.
    tellToStop(this.#session, { messageId: reply.requestId }).catch(() => {});
    if (reply.continues) {
      this.#setCurrent(null);
      this.#reopen(reply);
      return;
    }
    clearOutbox(this.#session);
    this.#messages = this.#messages.filter((message) => message !== reply.question);
    this.#transcript.remove(reply.view);
    this.#transcript.remove(this.#transcript.find(reply.question.id));
    this.#setCurrent(null);
    if (this.#messages.length === 0) this.#owner.onState("empty");
    this.#giveBack(reply.question);
  }

  // MARK: Other tabs

  /** Another tab, or another device, may have changed the conversation: look, and follow what is running. */
  async catchUp() {
    if (this.#session === null || this.#messages.length === 0 || this.isRunning) return;
    const visit = this.#visit;
    try {
      const known = await getSession(this.#session);
      if (visit !== this.#visit || this.isRunning) return;
      if (!known || (known.activeStreamId === null && known.updatedAt === this.#seenUpdate)) return;
      this.#seenUpdate = known.updatedAt;
      await this.#settleIn(visit, { isQuiet: true });
    } catch {
      // Not begun, or the server is away: then there is nothing to follow now.
    }
  }

  /** Another tab sent a message in this conversation. */
  async replyStartedElsewhere({ streamId, message }) {
    if ([...this.#replies].some((reply) => reply.streamId === streamId)) return;
    if (message && this.#composer.text.trim() === textOf(message)) {
      this.#composer.text = "";
      this.#draft.change("");
    }
    if (message && !this.#messages.some((other) => other.id === message.id)) {
      this.#messages.push(message);
      this.#transcript.add(message, this.#viewOptions);
      this.#owner.onState("talking");
    }
    this.#attach(this.#visit);
  }

  /** The stream is not there any more: what was stored of it counts. */
  #reload() {
    this.#reloads += 1;
    if (this.#reloads > reloadLimit) this.#problems.showError(new ApiError({ message: "This reply cannot be read. Please reload the page." }));
    else this.#settleIn(this.#visit, { isQuiet: true });
  }
}

/** Tells the server to stop a reply, again and again while it is away and this is still wanted. */
async function tellToStop(session, reply, isWanted = () => true) {
  const backoff = new Backoff();
  while (isWanted()) {
    try {
      return await stopReply(session, reply);
    } catch (error) {
      if (!(error instanceof Unreachable) && !(error.status >= 500)) throw error;
      await pause(backoff.next(error.retryAfter ?? 0));
    }
  }
}

function textOfWaiting(session) {
  const waiting = peekOutbox(session);
  return waiting ? textOf(waiting.message) : null;
}
