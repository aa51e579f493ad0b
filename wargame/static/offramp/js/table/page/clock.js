// The turn's clock, by the server's time, and the words that tell of the last minute.
import { minutes, secondsUntil } from "../../clock.js";
import { fill } from "./texts.js";

const MARKS = [60, 30, 10];

/** @param {Table.Clock} clock */
export const isPaused = (clock) => clock.paused || clock.status === "paused";

/** @param {Table.Clock} clock @param {number} now */
export function secondsLeft(clock, now) {
  if (!clock.deadline || clock.paused) return null;
  return Math.max(0, secondsUntil(clock.deadline, now + (clock.offset ?? 0)));
}

/** @param {Table.Clock} clock @param {number} now */
export function clockFace(clock, now) {
  if (clock.status === "over" || clock.status === "waiting") return null;
  if (isPaused(clock)) return { text: gettext("Paused"), urgent: false };
  const left = secondsLeft(clock, now);
  return left === null ? null : { text: minutes(left), urgent: left <= 60 };
}

// What to say aloud when the clock passes from `before` to `left` seconds; nothing most of the time.
/** @param {number | null} before @param {number | null} left */
export function lastMinute(before, left) {
  if (before === null || left === null) return "";
  const passed = MARKS.find((mark) => before > mark && left <= mark && left > mark - 5);
  if (!passed) return "";
  if (passed === 60) return gettext("One minute left in this turn.");
  return fill(ngettext("%(n)s second left in this turn.", "%(n)s seconds left in this turn.", passed), {
    n: passed,
  });
}
