/** A place in a stream, as it stands in the `id:` of a frame: `<stream>.<position>.<seal>`. */

const form = /^([A-Za-z0-9_-]+)\.(\d+)\.([A-Za-z0-9_-]+)$/;

/** The stream and the position of a cursor, or `null` when the text is none. */
export function parseCursor(text) {
  const match = form.exec(text ?? "");
  return match && { stream: match[1], position: Number(match[2]) };
}
