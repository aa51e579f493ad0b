// A stream that stays at its end while one reads the end, and stays where it is while one reads further up.

const NEAR = 80;

function scrollerOf(element) {
  const own = getComputedStyle(element).overflowY;
  return own === "auto" || own === "scroll" ? element : document.scrollingElement;
}

export function atEnd(element) {
  const scroller = scrollerOf(element);
  return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR;
}

export function toEnd(element) {
  const scroller = scrollerOf(element);
  scroller.scrollTop = scroller.scrollHeight;
}
