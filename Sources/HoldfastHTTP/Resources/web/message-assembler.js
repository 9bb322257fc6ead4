/** Puts a message together from the chunks of its stream, part by part, as the AI SDK's own clients do. */

import { parsePartialJSON } from "./partial-json.js";
import { seamOf } from "./seams.js";

/** A message while its chunks come in. `message` always holds what has arrived so far. */
export class MessageAssembler {
  message = { id: null, role: "assistant", parts: [] };
  #open = new Map();
  #tools = new Map();
  #inputs = new Map();

  /** Forgets everything, because the stream begins again. With a message, the stream goes on with that one. */
  reset(message) {
    this.message = { id: message?.id ?? null, role: "assistant", parts: (message?.parts ?? []).map((part) => ({ ...part })) };
    if (message?.metadata) this.message.metadata = message.metadata;
    this.#open.clear();
    this.#tools.clear();
    this.#inputs.clear();
    for (const part of this.message.parts) if (part.toolCallId) this.#tools.set(part.toolCallId, part);
  }

  /** Takes one chunk. A type that is not known, or that does not fit, changes nothing. */
  take(chunk) {
    switch (chunk.type) {
      case "start":
        if (chunk.messageId) this.message.id = chunk.messageId;
        this.#merge(chunk.messageMetadata);
        break;
      case "start-step":
        this.#add({ type: "step-start" });
        break;
      case "finish-step":
        this.#closeTexts();
        break;
      case "text-start":
        this.#openText("text", chunk);
        break;
      case "reasoning-start":
        this.#openText("reasoning", chunk);
        break;
      case "text-delta":
      case "reasoning-delta":
        this.#extendText(chunk);
        break;
      case "text-end":
      case "reasoning-end":
        this.#closeText(chunk);
        break;
      case "tool-input-start":
        this.#inputs.set(chunk.toolCallId, "");
        this.#changeTool(chunk, { state: "input-streaming", input: undefined });
        break;
      case "tool-input-delta":
        this.#extendInput(chunk);
        break;
      case "tool-input-available":
        this.#changeTool(chunk, { state: "input-available", input: chunk.input });
        break;
      case "tool-input-error":
        this.#changeTool(chunk, { state: "output-error", input: chunk.input, errorText: chunk.errorText });
        break;
      case "tool-approval-request":
        this.#changeTool(chunk, { state: "approval-requested", approval: { id: chunk.approvalId } });
        break;
      case "tool-output-available":
        this.#changeTool(chunk, {
          state: "output-available", output: chunk.output, preliminary: chunk.preliminary,
        });
        break;
      case "tool-output-error":
        this.#failTool(chunk);
        break;
      case "tool-output-denied":
        this.#changeTool(chunk, { state: "output-denied" });
        break;
      case "source-url":
      case "source-document":
      case "file":
        this.#add({ ...chunk });
        break;
      case "message-metadata":
        this.#merge(chunk.messageMetadata);
        break;
      case "data-approval":
        this.#takeApproval(chunk);
        break;
      case "data-seam":
        this.#markSeam(chunk.data);
        break;
      case "finish":
      case "abort":
      case "error":
        this.#closeTexts();
        this.#merge(chunk.messageMetadata);
        break;
      default:
        if (chunk.type?.startsWith("data-") && !chunk.transient) this.#takeData(chunk);
    }
  }

  /** Whether there is anything for a reader to see. */
  get hasContent() {
    return this.message.parts.some((part) => part.type !== "step-start");
  }

  #add(part) {
    this.message.parts.push(part);
    return part;
  }

  #merge(metadata) {
    if (metadata && typeof metadata === "object") this.message.metadata = { ...this.message.metadata, ...metadata };
  }

  #openText(type, chunk) {
    this.#open.set(`${type}:${chunk.id}`, this.#add({ type, text: "", state: "streaming" }));
  }

  #textOf(chunk) {
    return this.#open.get(`${chunk.type.slice(0, chunk.type.indexOf("-"))}:${chunk.id}`);
  }

  #extendText(chunk) {
    const part = this.#textOf(chunk);
    if (part) part.text += chunk.delta;
  }

  #closeText(chunk) {
    const part = this.#textOf(chunk);
    if (part) part.state = "done";
    this.#open.delete(`${chunk.type.slice(0, chunk.type.indexOf("-"))}:${chunk.id}`);
  }

  /** Another model goes on behind what the text says so far. */
  #markSeam(data) {
    const seam = seamOf(data);
    const part = this.message.parts.findLast((other) => other.type === "text");
    if (seam && part) part.seams = [...(part.seams ?? []), { ...seam, at: part.text.length }];
  }

  #closeTexts() {
    for (const part of this.#open.values()) part.state = "done";
    this.#open.clear();
  }

  #extendInput(chunk) {
    if (!this.#tools.has(chunk.toolCallId)) return;
    const text = this.#inputs.get(chunk.toolCallId) + chunk.inputTextDelta;
    this.#inputs.set(chunk.toolCallId, text);
    this.#changeTool(chunk, { input: parsePartialJSON(text) });
  }

  #changeTool(chunk, change) {
    let part = this.#tools.get(chunk.toolCallId);
    if (!part) {
      // Only a chunk that names the tool can begin a call.
      if (!chunk.toolName) return;
      part = { type: chunk.dynamic ? "dynamic-tool" : `tool-${chunk.toolName}`, toolCallId: chunk.toolCallId };
      if (chunk.dynamic) part.toolName = chunk.toolName;
      this.#tools.set(chunk.toolCallId, this.#add(part));
    }
    if (chunk.title !== undefined) part.title = chunk.title;
    if (chunk.providerExecuted !== undefined) part.providerExecuted = chunk.providerExecuted;
    for (const [key, value] of Object.entries(change)) {
      if (value === undefined) delete part[key];
      else part[key] = value;
    }
  }

  /** A call that nobody allowed yet can only fail by not being allowed. */
  #failTool(chunk) {
    const { state, approval } = this.#tools.get(chunk.toolCallId) ?? {};
    const isDenied = state === "approval-requested" || (state === "approval-responded" && approval?.approved === false);
    this.#changeTool(chunk, isDenied ? { state: "output-denied" } : { state: "output-error", errorText: chunk.errorText });
  }

  /** A question of a tool, as clients get it that do not know the chunk for it. */
  #takeApproval(chunk) {
    const { approvalId, toolCallId, toolName, input } = chunk.data ?? {};
    if (typeof approvalId !== "string" || typeof toolCallId !== "string") return this.#takeData(chunk);
    const change = { state: "approval-requested", approval: { id: approvalId } };
    if (input !== undefined) change.input = input;
    this.#changeTool({ toolCallId, toolName }, change);
  }

  /** What these calls had done was undone. */
  markUndone(toolCallIds) {
    for (const id of toolCallIds) if (this.#tools.has(id)) this.#tools.get(id).isUndone = true;
  }

  #takeData(chunk) {
    const part = { type: chunk.type, data: chunk.data };
    if (chunk.id !== undefined) {
      part.id = chunk.id;
      const earlier = this.message.parts.find((other) => other.type === part.type && other.id === part.id);
      if (earlier) {
        earlier.data = part.data;
        return;
      }
    }
    this.#add(part);
  }
}

/** The name of the tool that a part calls, or `null` when the part is no call. */
export function toolNameOf(part) {
  if (part.type === "dynamic-tool") return part.toolName;
  return part.type.startsWith("tool-") ? part.type.slice("tool-".length) : null;
}

/** The text of a message, without reasoning and tools. */
export function textOf(message) {
  return message.parts.filter((part) => part.type === "text").map((part) => part.text).join("\n\n");
}
