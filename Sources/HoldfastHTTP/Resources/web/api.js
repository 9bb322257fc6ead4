/** Every request that the page makes, and the one shape that errors have. */

/** How long an answer may take to begin, in milliseconds; one that is read as a whole also has to end by then. */
const patience = 30_000;

/** The server answered, and the answer is an error. `message` is written for the user. */
export class ApiError extends Error {
  constructor(body, { status = 0, retryAfter = 0 } = {}) {
    super(typeof body?.message === "string" && body.message !== "" ? body.message : plainMessage(status));
    this.name = "ApiError";
    this.status = status;
    this.retryAfter = retryAfter;
    /** Whether the body had the server's own shape; a proxy in between answers with something else. */
    this.isOwn = typeof body?.errorCode === "string";
    this.code = body?.errorCode ?? "UNKNOWN";
    this.retryable = body?.retryable === true;
    this.metadata = body?.metadata ?? {};
  }

  /** Whether it makes sense to send the turn again. An error that is not the server's own says nothing about it. */
  get canResend() {
    return !this.isOwn || this.retryable || this.metadata.resend !== undefined;
  }

  /** Where what was streamed can be downloaded, or `null`. */
  get download() {
    return ownPath(this.metadata.download);
  }

  /** The error in the `errorText` of an error chunk: the same JSON as a string, or plain text. */
  static fromChunk(errorText) {
    try {
      const body = JSON.parse(errorText);
      if (body && typeof body === "object") return new ApiError(body, { status: body.statusCode });
    } catch {
      // Not JSON: the text itself is the message.
    }
    return new ApiError({ message: errorText });
  }
}

/** The server did not answer: it is restarting, or the network is away. */
export class Unreachable extends Error {
  constructor(cause) {
    super("The server cannot be reached.", { cause });
    this.name = "Unreachable";
  }
}

function plainMessage(status) {
  return status > 0 ? `The server answered with an error (${status}).` : "Something went wrong.";
}

/** A path on this server's API, or `null`: addresses from a message are never followed elsewhere. */
export function ownPath(address) {
  return typeof address === "string" && /^\/api\/[^\\]*$/.test(address) ? address : null;
}

/** `Retry-After` in milliseconds: seconds, or a date. */
export function retryAfterOf(headers, now = Date.now()) {
  const value = headers.get("retry-after");
  if (value === null) return 0;
  const seconds = Number(value);
  const wait = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - now;
  return Number.isFinite(wait) ? Math.min(Math.max(wait, 0), 60_000) : 0;
}

/** Makes a request and returns what `read` makes of the answer: the answer itself, whose body is still to come. */
async function request(method, path, { body, headers = {}, signal, keepalive = false, read = (answer) => answer } = {}) {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), patience);
  if (signal?.aborted) abort.abort();
  signal?.addEventListener("abort", () => abort.abort(), { once: true });
  const options = {
    method, headers: { ...headers }, signal: abort.signal, keepalive, cache: "no-store", credentials: "same-origin",
  };
  if (body !== undefined) {
    options.headers["content-type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  try {
    const response = await fetch(path, options);
    if (response.ok) return await read(response);
    const details = await response.json().catch(() => null);
    throw new ApiError(details, { status: response.status, retryAfter: retryAfterOf(response.headers) });
  } catch (error) {
    if (error instanceof ApiError || signal?.aborted) throw error;
    throw new Unreachable(error);
  } finally {
    clearTimeout(timer);
  }
}

function json(method, path, options) {
  return request(method, path, { ...options, read: (answer) => (answer.status === 204 ? null : answer.json()) });
}

const part = encodeURIComponent;

/** The conversations, newest first; `before` is what the last page called `next`. */
export async function listSessions({ limit = 30, before } = {}) {
  const page = await json("GET", `/api/sessions?limit=${limit}${before ? `&before=${part(before)}` : ""}`);
  return { sessions: page?.sessions ?? [], next: page?.next ?? null };
}

export function getSession(session) {
  return json("GET", `/api/sessions/${part(session)}`);
}

export function deleteSession(session) {
  return json("DELETE", `/api/sessions/${part(session)}`);
}

export function exportPath(session) {
  return `/api/sessions/${part(session)}/export`;
}

/** All messages of a conversation, oldest first; an empty list when the server does not know it. */
export async function listMessages(session) {
  const all = [];
  const seen = new Set();
  let after = null;
  do {
    let page;
    try {
      page = await json("GET", `/api/sessions/${part(session)}/messages${after ? `?after=${part(after)}` : ""}`);
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return all;
      throw error;
    }
    const fresh = (page?.messages ?? []).filter((message) => !seen.has(message.id));
    for (const message of fresh) seen.add(message.id);
    all.push(...fresh);
    after = fresh.length > 0 ? page.next ?? null : null;
  } while (after);
  return all;
}

export function getDraft(session) {
  return json("GET", `/api/sessions/${part(session)}/draft`);
}

export function putDraft(session, text, { keepalive = false } = {}) {
  return json("PUT", `/api/sessions/${part(session)}/draft`, { body: { text }, keepalive });
}

export function deleteDraft(session, { keepalive = false } = {}) {
  return json("DELETE", `/api/sessions/${part(session)}/draft`, { keepalive });
}

/**
 * Sends a message and opens its reply; or answers to the questions of a reply, which then goes on. Safe to repeat: the
 * message's id, and that of each question, make it the same request.
 */
export function sendMessage(session, message, { signal } = {}) {
  const body = { id: session, message, trigger: "submit-message" };
  return request("POST", "/api/chat", { body, signal, headers: { accept: "text/event-stream" } });
}

/** Opens the rest of a reply after a cursor; without one, the active reply from its first frame. */
export function resumeReply(session, cursor, { signal } = {}) {
  const headers = { accept: "text/event-stream" };
  if (cursor) headers["last-event-id"] = cursor;
  return request("GET", `/api/chat/${part(session)}/stream`, { signal, headers });
}

/** Stops a reply, named by its stream or, as long as that is not known, by the user's message. */
export function stopReply(session, { streamId, messageId }) {
  return json("POST", `/api/chat/${part(session)}/stop`, { body: streamId ? { streamId } : { messageId } });
}

export function getStream(stream) {
  return json("GET", `/api/streams/${part(stream)}`);
}

/** Where the log of a reply can be downloaded; `form` is `text`, `jsonl` or `sse`. */
export function rawPath(stream, form) {
  return `/api/streams/${part(stream)}/raw?as=${form}`;
}

/** The artifacts of a conversation, each in its newest version. */
export async function listArtifacts(session) {
  return (await json("GET", `/api/sessions/${part(session)}/artifacts`))?.artifacts ?? [];
}

/** An artifact with all of its versions, oldest first. */
export async function getArtifact(id) {
  const artifact = await json("GET", `/api/artifacts/${part(id)}`);
  return { ...artifact, versions: [...(artifact?.versions ?? [])].sort((one, other) => one.version - other.version) };
}

/** What the user's plans allow, and what is used of it. */
export async function getQuota() {
  return (await json("GET", "/api/quota"))?.plans ?? [];
}

export function getStatus() {
  return json("GET", "/api/status");
}
