/** Values as words: times, numbers, JSON. */

/** JSON with indentation; a text stays as it is. */
export function prettyJSON(value) {
  if (value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value, null, 2);
}

/** A value in one short line, for a summary. */
export function oneLine(value, limit = 80) {
  if (value === undefined || value === null) return "";
  let text = typeof value === "string" ? value : JSON.stringify(value);
  if (typeof value === "object" && !Array.isArray(value)) {
    text = Object.entries(value)
      .map(([key, inner]) => `${key}: ${typeof inner === "string" ? inner : JSON.stringify(inner)}`)
      .join(", ");
  }
  text = text.replace(/\s+/g, " ");
  return text.length > limit ? `${text.slice(0, limit - 1)}…` : text;
}

/** The heading under which a conversation of this time is listed. */
export function dayGroup(time, now = Date.now()) {
  const midnight = new Date(now).setHours(0, 0, 0, 0);
  const day = 24 * 60 * 60 * 1000;
  if (time >= midnight) return "Today";
  if (time >= midnight - day) return "Yesterday";
  if (time >= midnight - 6 * day) return "Last 7 days";
  if (time >= midnight - 29 * day) return "Last 30 days";
  return new Date(time).toLocaleDateString(undefined, { month: "long", year: "numeric" });
}

/** The time of day, with the date when it is not today's. */
export function clockTime(time, now = Date.now()) {
  const isToday = new Date(time).toDateString() === new Date(now).toDateString();
  return new Date(time).toLocaleString(
    undefined, isToday ? { hour: "numeric", minute: "2-digit" } : { dateStyle: "medium", timeStyle: "short" },
  );
}

/** A moment to come, for the middle of a sentence: `at 14:05`, `tomorrow at 00:00`, `on 1 December at 00:00`. */
export function momentText(time, now = Date.now()) {
  const clock = new Date(time).toLocaleTimeString(undefined, { timeStyle: "short" });
  const tomorrow = new Date(now);
  tomorrow.setDate(tomorrow.getDate() + 1);
  const day = new Date(time).toDateString();
  if (day === new Date(now).toDateString()) return `at ${clock}`;
  if (day === tomorrow.toDateString()) return `tomorrow at ${clock}`;
  return `on ${new Date(time).toLocaleDateString(undefined, { day: "numeric", month: "long" })} at ${clock}`;
}

/** How many tokens a reply took, or an empty text when that is not known. */
export function usageText(usage) {
  const input = usage?.inputTokens ?? usage?.promptTokens;
  const output = usage?.outputTokens ?? usage?.completionTokens;
  if (!Number.isFinite(input) && !Number.isFinite(output)) return "";
  const number = (value) => (Number.isFinite(value) ? value.toLocaleString() : "?");
  return `${number(input)} tokens in, ${number(output)} out`;
}

/** Whether this is a machine whose main modifier is the command key. */
export const isApple = /Mac|iPhone|iPad/.test(navigator.platform ?? "");
