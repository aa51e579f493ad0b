// A stream that stays at its end while one reads the end, and stays where it is while one reads further up.

const NEAR = 80;

function scrollerOf(element) {
  for (let one = element; one; one = one.parentElement) {
    if (["auto", "scroll"].includes(getComputedStyle(one).overflowY)) return one;
  }
  return document.scrollingElement;
}

export function atEnd(element) {
  const scroller = scrollerOf(element);
  return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR;
}

export function toEnd(element) {
  const scroller = scrollerOf(element);
  scroller.scrollTop = scroller.scrollHeight;
}
