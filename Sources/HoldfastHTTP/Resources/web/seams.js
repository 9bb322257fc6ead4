/** Seams: where another model went on with a reply that broke off, and the words for it. */

/** What the server calls a model that it does not know the name of. */
const unknown = "unknown";

/** What went wrong before a seam, where it was not a model that stopped. */
const causes = { "owner-died": "after the server was restarted" };

/** A seam from the data of its chunk, or `null` when that is not one. */
export function seamOf(data) {
  if (typeof data?.to !== "string") return null;
  return { from: typeof data.from === "string" ? data.from : unknown, to: data.to, reason: data.reason };
}

/** What a seam says of itself. */
export function seamText({ from, to, reason }) {
  if (causes[reason]) return `Continued by ${nameOf(to)} ${causes[reason]}`;
  if (from === to) return `Continued by ${nameOf(to)}, which had stopped and was asked again`;
  return `Continued by ${nameOf(to)} after ${from === unknown ? "the first model" : from} stopped`;
}

/** The models that wrote a message, in order: as the store names them, or as its seams do. */
export function modelsOf(message) {
  const seams = message.parts.flatMap((part) => part.seams ?? []);
  const names = message.models ?? seams.flatMap(({ from, to }) => [from, to]);
  return names.filter((name, index) => name !== names[index - 1]);
}

/** Who wrote a message, in a few words; an empty text when it was one model alone. */
export function modelsText(models) {
  return models.length < 2 ? "" : `Written by ${models.map(nameOf).join(", then ")}`;
}

function nameOf(model) {
  return model === unknown ? "another model" : model;
}
