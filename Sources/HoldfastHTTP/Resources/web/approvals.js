/** Questions of tools: calls that a person allows or does not, and the answers as the server reads them. */

import { toolNameOf } from "./message-assembler.js";

/** Whether a part is a call that waits for an answer. */
function isOpen(part) {
  return part.state === "approval-requested" && typeof part.approval?.id === "string";
}

/** Whether a message asks for anything that is not answered yet. */
export function hasOpenQuestion(message) {
  return message.parts.some(isOpen);
}

/** The message with one of its questions answered. The parts that it had stay as they are. */
export function answered(message, approvalId, isApproved) {
  const parts = message.parts.map((part) => {
    if (!isOpen(part) || part.approval.id !== approvalId) return part;
    return { ...part, state: "approval-responded", approval: { ...part.approval, approved: isApproved } };
  });
  return { ...message, parts };
}

/** The message with all of its questions open again, because the answers did not get through. */
export function reopened(message) {
  const parts = message.parts.map((part) => {
    if (part.state !== "approval-responded") return part;
    return { ...part, state: "approval-requested", approval: { id: part.approval.id } };
  });
  return { ...message, parts };
}

/** What is sent to the server: the message's id and its answered calls. It has the rest, and reads nothing else. */
export function answerOf(message) {
  const parts = message.parts
    .filter((part) => part.state === "approval-responded" && toolNameOf(part) !== null)
    .map(({ type, toolName, toolCallId, state, input, approval }) => ({ type, toolName, toolCallId, state, input, approval }));
  return { id: message.id, role: "assistant", parts };
}
