// Time on a page: counted by what nobody sets, and told by the server.

/** Milliseconds since 1970 as they were when the page was opened, counted on from there. */
export const steady = () => performance.timeOrigin + performance.now();

const JUMP = 500;

// Tells, each time it is asked, whether since the last time the machine has slept or its clock was set.
export function makeJumpWatch() {
  const apart = () => Date.now() - steady();
  let before = apart();
  return () => {
    const now = apart();
    const jumped = Math.abs(now - before) > JUMP;
    before = now;
    return jumped;
  };
}

/**
 * Seconds from now to a moment; less than nothing once it has passed.
 * @param {string} moment as the server writes it
 * @param {number} now the server's time, in milliseconds since 1970
 */
export const secondsUntil = (moment, now) => (Date.parse(moment) - now) / 1000;

/** "07:30"; never less than nothing. @param {number} seconds */
export function minutes(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  return `${String(Math.floor(whole / 60)).padStart(2, "0")}:${String(whole % 60).padStart(2, "0")}`;
}

// Answers have whole seconds in their header: half of one is the best guess of the rest, and no nearer is asked for.
const HALF = 500;
const NEAR = 1500;

/** The server's time, as its answers tell it by their header. Until there was one, the computer's own. */
export class ServerClock {
  #ahead = Date.now() - steady(); // milliseconds, of the server's clock before this page's

  now() {
    return steady() + this.#ahead;
  }

  /** @param {string | null} date the header, where there was one */
  note(date) {
    const now = Date.parse(date ?? "") + HALF;
    if (Number.isFinite(now) && Math.abs(now - this.now()) > NEAR) this.#ahead = now - steady();
  }
}
