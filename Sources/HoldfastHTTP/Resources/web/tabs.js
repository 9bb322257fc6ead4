/** The other tabs of this browser: they are told what happened here. */

const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel("holdfast") : null;

/**
 * Tells the other tabs. Kinds: `reply-started` (session, streamId, message), `reply-ended` (session),
 * `conversation-deleted` (session).
 */
export function tellTabs(kind, details) {
  channel?.postMessage({ kind, ...details });
}

/** Hears what other tabs tell. */
export function hearTabs(listener) {
  channel?.addEventListener("message", ({ data }) => {
    if (data && typeof data.kind === "string") listener(data);
  });
}
