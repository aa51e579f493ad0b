// Live parts of a page: an element with data-live holds what that address answers, asked again and again.
// 204 means that nothing has changed. A part with data-always is asked for also while the page cannot be seen.
import { ServerClock } from "./clock.js";

const POLL = 3000;

export const clock = new ServerClock();

/**
 * What is to be done about a part: before it is drawn anew, and with what that gave, afterwards.
 * @template T
 * @typedef {{ before: (part: HTMLElement) => T, after: (part: HTMLElement, before: T) => void }} Hooks
 */

/** @type {WeakMap<HTMLElement, { asked: number, shown: number }>} */
const turns = new WeakMap();

/** @template T @param {HTMLElement} part @param {Hooks<T>} hooks */
async function refresh(part, hooks) {
  const turn = turns.get(part) ?? { asked: 0, shown: 0 };
  turns.set(part, turn);
  const mine = (turn.asked += 1);
  const headers = { "HX-Request": "true", "X-Seen": part.dataset.seal ?? "" };
  const answer = await fetch(part.dataset.live ?? "", { headers, credentials: "same-origin", redirect: "manual" });
  clock.note(answer.headers.get("Date"));
  const onward = answer.headers.get("HX-Redirect");
  if (onward) return location.assign(onward);
  if (answer.type === "opaqueredirect" || answer.status === 404) location.reload();
  if (answer.status !== 200) return;
  const text = await answer.text();
  // An answer that was overtaken by a later one tells what was.
  if (mine < turn.shown) return;
  turn.shown = mine;
  part.dataset.seal = answer.headers.get("X-Seal") ?? "";
  const before = hooks.before(part);
  show(part, text);
  hooks.after(part, before);
}

// What is open stays open, and the focus where it is.
/** @param {HTMLElement} part @param {string} text */
function show(part, text) {
  const focused = part.contains(document.activeElement) ? document.activeElement?.id : "";
  const open = [...part.querySelectorAll("details[open][id]")].map((one) => one.id);
  part.replaceChildren(...new DOMParser().parseFromString(text, "text/html").body.childNodes);
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

/** Keep the live parts of the page fresh. It gives what refreshes them at once. @template T @param {Hooks<T>} hooks */
export function keepLive(hooks) {
  /** @param {string} parts */
  async function refreshAll(parts = "[data-live]") {
    /** @type {HTMLElement | null} */
    const lost = document.querySelector("[data-lost]");
    /** @type {NodeListOf<HTMLElement>} */
    const live = document.querySelectorAll(parts);
    if (!live.length) return;
    try {
      await Promise.all([...live].map((part) => refresh(part, hooks)));
      if (lost) lost.hidden = true;
    } catch {
      if (lost) lost.hidden = false;
    }
  }

  async function keepFresh() {
    await refreshAll(document.hidden ? "[data-live][data-always]" : "[data-live]");
    setTimeout(keepFresh, POLL);
  }

  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) refreshAll();
  });
  if (document.querySelector("[data-live]")) setTimeout(keepFresh, POLL);
  return () => refreshAll();
}
