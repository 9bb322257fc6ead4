/** Ids that the page makes. */

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

function base32(value, length) {
  let text = "";
  for (let rest = value; text.length < length; rest = Math.floor(rest / 32)) text = alphabet[rest % 32] + text;
  return text;
}

/** An id for a message: sorts by the time it was made, with 80 random bits after it. */
export function makeMessageID(now = Date.now()) {
  const random = crypto.getRandomValues(new Uint8Array(16));
  return `msg_${base32(now, 10)}${Array.from(random, (byte) => alphabet[byte % 32]).join("")}`;
}

/** An id for a conversation. */
export function makeSessionID() {
  if (crypto.randomUUID) return crypto.randomUUID();
  // Pages that are not on a secure origin have no randomUUID.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
