/** Puts the page together. */

import { Artifacts } from "./artifacts.js";
import { Banners } from "./banners.js";
import { handleProseClicks } from "./clipboard.js";
import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { ConversationList } from "./conversation-list.js";
import { exportPath } from "./api.js";
import { say } from "./announcer.js";
import { byID, setText } from "./dom.js";
import { drawIcons } from "./icons.js";
import { loadMarkdown } from "./markdown.js";
import { textOf } from "./message-assembler.js";
import { Menu, closeOpenMenu } from "./menu.js";
import { QuotaLine } from "./quota-line.js";
import { isUnbegun, sessionInAddress, setAddress, unbegunSession } from "./route.js";
import { ServerStatus } from "./server-status.js";
import { setUpSidebar } from "./sidebar.js";
import { setUpSuggestions } from "./suggestions.js";
import { hearTabs, tellTabs } from "./tabs.js";
import { setUpTheme } from "./theme.js";
import { Transcript } from "./transcript.js";
import { isApple } from "./words.js";

const draftStates = {
  none: "", saving: "Saving draft…", saved: "Draft saved", restored: "Draft restored", waiting: "Draft kept in this browser",
};

drawIcons();
setUpTheme(byID("theme-toggle"));
const sidebar = setUpSidebar();

const transcript = new Transcript({ scroller: byID("scroller"), list: byID("transcript"), jump: byID("jump") });
handleProseClicks(byID("transcript"));

const composer = new Composer({
  form: byID("composer"), text: byID("message"), send: byID("send"), stop: byID("stop"),
  onSend: (text) => conversation.send(text),
  onStop: () => conversation.stop(),
  onChange: (text) => conversation.textChanged(text),
});

const list = new ConversationList(byID("conversations"), {
  onDeleted: (session) => {
    tellTabs("conversation-deleted", { session });
    if (session === conversation.session) startNew();
  },
  onProblem: (error) => conversation.showProblem(error),
});

const artifacts = new Artifacts({ root: byID("artifacts"), button: byID("artifacts-open") });
const quota = new QuotaLine(byID("quota-line"));

const conversation = new Conversation({
  transcript, composer, banners: new Banners(byID("banners")),
  onState: (state) => {
    byID("chat").dataset.state = state;
    showTitle();
  },
  onChanged: () => {
    list.refresh().then(showTitle);
    quota.refresh();
  },
  onRunning: (session, isRunning) => list.setRunning(session, isRunning),
  onTrouble: () => status.check(),
  onDraftState: (state) => setText(byID("draft-state"), draftStates[state]),
  onPosted: () => artifacts.begin(),
  onData: (chunk, streamId) => artifacts.take(chunk, streamId),
  onDataRestart: () => artifacts.begin(),
  onDataEnded: () => artifacts.ended(),
  onOpenDocument: (artifact) => artifacts.show(artifact),
});

const status = new ServerStatus({ banner: byID("status-banner"), line: byID("server-line") });

setUpSuggestions(byID("suggestions"), (text) => {
  composer.text = text;
  conversation.textChanged(text);
  composer.focus();
});

byID("conversation-menu").append(
  new Menu({
    label: "More about this conversation",
    items: () => [
      { label: "Export (JSON Lines)", icon: "download", href: exportPath(conversation.session) },
      { label: "Delete", icon: "trash", danger: true, onSelect: () => list.delete(conversation.session) },
    ],
  }).node,
);

function showTitle() {
  const state = byID("chat").dataset.state;
  const title = list.titleOf(conversation.session) || conversation.workingTitle;
  const isEmpty = state === "empty";
  setText(byID("title"), isEmpty ? "" : title);
  byID("conversation-menu").hidden = isEmpty;
  document.title = title && !isEmpty ? `${title} – Holdfast` : "Holdfast";
}

function open(session) {
  setText(byID("title"), "");
  list.select(session);
  artifacts.open(session, { isNew: isUnbegun(session) });
  conversation.open(session, { isNew: isUnbegun(session) }).then(showTitle);
  sidebar.closeIfOver();
  composer.focusIfHandy();
}

function startNew() {
  const session = unbegunSession();
  setAddress(session);
  if (conversation.session === session) {
    sidebar.closeIfOver();
    composer.focus();
  } else {
    open(session);
  }
  say("New chat.");
}

function openAddress() {
  const session = sessionInAddress();
  if (session === null) {
    setAddress(unbegunSession(), { replace: true });
    open(unbegunSession());
  } else if (session !== conversation.session) {
    open(session);
  }
}

addEventListener("hashchange", openAddress);
addEventListener("popstate", openAddress);
byID("new-chat").addEventListener("click", startNew);
byID("new-chat-small").addEventListener("click", startNew);
byID("skip-link").addEventListener("click", (event) => {
  event.preventDefault();
  composer.focus();
});
setText(byID("new-chat-keys"), isApple ? "⇧⌘O" : "Ctrl+Shift+O");

addEventListener("keydown", (event) => {
  if (event.isComposing || document.querySelector("dialog[open]")) return;
  if (event.key.toLowerCase() === "o" && event.shiftKey && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    startNew();
  } else if (event.key === "Escape" && !closeWhatIsInFront() && conversation.isRunning) {
    event.preventDefault();
    conversation.stop();
  }
});

/** Escape closes one thing at a time; true when there was one. */
function closeWhatIsInFront() {
  return closeOpenMenu() || sidebar.closeIfOver() || artifacts.closeIfInFront();
}

/** Another tab began the conversation that this one had open for a new chat: the text goes on in another new chat. */
function makeRoom(message) {
  const text = composer.text.trim() === textOf(message) ? "" : composer.text;
  composer.text = "";
  conversation.textChanged("");
  startNew();
  composer.text = text;
  conversation.textChanged(text);
}

hearTabs((news) => {
  const isOpen = news.session === conversation.session;
  if (news.kind === "reply-started" && isOpen) {
    if (byID("chat").dataset.state === "empty") makeRoom(news.message);
    else conversation.replyStartedElsewhere(news);
  }
  if (news.kind === "reply-ended" && isOpen) conversation.catchUp();
  if (news.kind === "conversation-deleted") {
    list.forget(news.session);
    if (isOpen) startNew();
  }
  if (news.kind !== "conversation-deleted") list.refresh().then(showTitle);
});

function lookAgain() {
  if (document.visibilityState !== "visible") return;
  conversation.catchUp();
  list.refresh().then(showTitle);
  quota.refresh();
}

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") conversation.flush();
  else lookAgain();
});
addEventListener("focus", () => conversation.catchUp());
addEventListener("pagehide", () => conversation.flush());
addEventListener("pageshow", (event) => event.persisted && lookAgain());

list.refresh().then(showTitle);
await loadMarkdown();
openAddress();
