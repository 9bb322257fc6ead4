/** Reads JSON that is still being written, as the input of a tool call is. */

/** The value so far, or `undefined` when there is none yet. */
export function parsePartialJSON(text) {
  const whole = attempt(text);
  if (whole !== undefined) return whole;
  // Cut back to the last place where closing what is open gives a valid document.
  for (const candidate of closings(text)) {
    const value = attempt(candidate);
    if (value !== undefined) return value;
  }
  return undefined;
}

function attempt(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function* closings(text) {
  const open = [];
  let inString = false;
  let escaped = false;
  /** Ends of what may be kept, with what closes them there; the later the better. */
  const cuts = [];
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (inString) {
      if (escaped) escaped = false;
      else if (character === "\\") escaped = true;
      else if (character === '"') inString = false;
      continue;
    }
    if (character === '"') inString = true;
    else if (character === "{") open.push("}");
    else if (character === "[") open.push("]");
    else if (character === "}" || character === "]") open.pop();
    if (character === "{" || character === "[") cuts.push([index + 1, closing(open)]);
    if (character === ",") cuts.push([index, closing(open)]);
  }
  const tail = closing(open);
  if (inString) yield `${escaped ? text.slice(0, -1) : text}"${tail}`;
  else yield text + tail;
  for (const [end, close] of cuts.reverse().slice(0, 8)) yield text.slice(0, end) + close;
}

function closing(open) {
  return open.slice().reverse().join("");
}
