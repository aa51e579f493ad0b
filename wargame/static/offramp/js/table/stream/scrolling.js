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

export const nearTop = (element) => scrollerOf(element).scrollTop < NEAR;

// Called before a drawing; what it gives puts the line that was first back to its height after it.
export function placeOf(element) {
  const mark = element.querySelector("[data-seq]");
  const top = mark?.getBoundingClientRect().top;
  return () => {
    if (mark?.isConnected) scrollerOf(element).scrollTop += mark.getBoundingClientRect().top - top;
  };
}
