import { equal, near, test } from "./cases.js";
import { ServerClock, minutes, secondsUntil, steady } from "../../../wargame/static/offramp/js/clock.js";
import { clockFace, isPaused, secondsLeft } from "../../../wargame/static/offramp/js/table/page/clock.js";

const NOW = Date.parse("2026-01-01T12:00:00.000Z");
const HOUR = 3_600_000;
/** @param {Partial<Table.Clock>} other @returns {Table.Clock} */
const clock = (other = {}) => ({ deadline: "2026-01-01T12:05:00.000Z", paused: false, status: "running", offset: 0, ...other });

test("seconds until a moment are less than nothing once it has passed", () => {
  equal(secondsUntil("2026-01-01T12:00:30.000Z", NOW), 30);
  equal(secondsUntil("2026-01-01T11:59:30.000Z", NOW), -30);
});

test("where the server's clock is ahead of the page's, less time is left", () => {
  equal(secondsLeft(clock(), NOW), 300);
  equal(secondsLeft(clock({ offset: 60_000 }), NOW), 240);
  equal(secondsLeft(clock({ offset: -60_000 }), NOW), 360);
});

test("a clock never shows less than nothing, and none without a deadline or while it is paused", () => {
  equal(secondsLeft(clock(), NOW + HOUR), 0);
  equal(secondsLeft(clock({ deadline: null }), NOW), null);
  equal(secondsLeft(clock({ paused: true }), NOW), null);
  equal([isPaused(clock({ paused: true })), isPaused(clock({ status: "paused" })), isPaused(clock())], [true, true, false]);
});

test("the face of the clock is urgent in the last minute", () => {
  equal(clockFace(clock(), NOW), { text: "05:00", urgent: false });
  equal(clockFace(clock(), NOW + 4 * 60_000), { text: "01:00", urgent: true });
  equal(clockFace(clock({ status: "over" }), NOW), null);
});

test("minutes and seconds have two digits each, and begin at nothing", () => {
  equal([minutes(0), minutes(59.9), minutes(61), minutes(6000), minutes(-5)], ["00:00", "00:59", "01:01", "100:00", "00:00"]);
});

test("the server's time is what its answers say, whichever way it differs from the page's", () => {
  for (const ahead of [HOUR, -HOUR]) {
    const server = new ServerClock();
    server.note(new Date(steady() + ahead).toUTCString());
    near(server.now() - steady(), ahead, 60_000);
  }
});

test("an answer without a date says nothing of the time", () => {
  const server = new ServerClock();
  server.note(new Date(steady() + HOUR).toUTCString());
  server.note(null);
  server.note("not a date");
  near(server.now() - steady(), HOUR, 60_000);
});
