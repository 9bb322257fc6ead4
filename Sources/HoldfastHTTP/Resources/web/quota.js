/** Limits of plans, in words. */

import { momentText } from "./words.js";

const periods = { day: "today", month: "this month" };

/** Less than this part of a limit is little. */
const little = 0.2;

/** All limits, the one that is nearest to its end first. One that is not known as such is left out. */
export function limitsOf(plans) {
  const share = ({ remaining, limit }) => (limit > 0 ? remaining / limit : 0);
  return plans
    .flatMap(({ plan, limits = [] }) => limits.map((limit) => ({ ...limit, plan })))
    .filter(({ unit, limit, remaining }) => unit && Number.isFinite(limit) && Number.isFinite(remaining))
    .sort((one, other) => share(one) - share(other));
}

/** How much is left of a limit: `3 of 20 messages left today`. */
export function leftText({ unit, period, limit, remaining }) {
  const span = periods[period] ? ` ${periods[period]}` : "";
  if (remaining <= 0) return `No ${unit} left${span}`;
  return `${remaining.toLocaleString()} of ${limit.toLocaleString()} ${unit} left${span}`;
}

/** When there is more, or an empty text. */
export function resetText({ resetsAt }) {
  return Number.isFinite(resetsAt) ? `resets ${momentText(resetsAt)}` : "";
}

/** How a limit stands: `none`, `little` or `enough` is left. */
export function standingOf({ remaining, limit }) {
  if (remaining <= 0) return "none";
  return remaining < limit * little ? "little" : "enough";
}

/** How many replies are being written, for plans that limit that. */
export function runningTexts(plans) {
  return plans
    .filter(({ concurrency }) => Number.isFinite(concurrency?.limit))
    .map(({ concurrency: { limit, running = 0 } }) => `${running} of ${limit} replies at once`);
}
