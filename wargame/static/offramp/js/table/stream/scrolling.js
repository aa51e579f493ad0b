// A stream that stays at its end while one reads the end, and stays where it is while one reads further up.

const NEAR = 80;

/** @param {HTMLElement} element */
function scrollerOf(element) {
  for (let one = /** @type {HTMLElement | null} */ (element); one; one = one.parentElement) {
    if (["auto", "scroll"].includes(getComputedStyle(one).overflowY)) return one;
  }
  return document.documentElement;
}

/** @param {HTMLElement} element */
export function atEnd(element) {
  const scroller = scrollerOf(element);
  return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR;
}

/** @param {HTMLElement} element */
export function toEnd(element) {
  const scroller = scrollerOf(element);
  scroller.scrollTop = scroller.scrollHeight;
}

/** @param {HTMLElement} element */
export const nearTop = (element) => scrollerOf(element).scrollTop < NEAR;

// Called before a drawing; what it gives puts the line that was first back to its height after it.
/** @param {HTMLElement} element */
export function placeOf(element) {
  const mark = element.querySelector("[data-seq]");
  const top = mark?.getBoundingClientRect().top ?? 0;
  return () => {
    if (mark?.isConnected) scrollerOf(element).scrollTop += mark.getBoundingClientRect().top - top;
  };
}
