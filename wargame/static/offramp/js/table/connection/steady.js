// A clock that nobody sets: milliseconds since 1970 as they were when the page was opened, counted on from there.
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
