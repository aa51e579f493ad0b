// Where a seat is shown: when it is left in another tab, go to where that is told; coming back by Back, ask what is true.
/** @param {string} seat */
export function goWhenLeft(seat) {
  new BroadcastChannel("offramp-left").addEventListener("message", ({ data }) => {
    if (data === seat) location.replace(`/seat/${seat}/left/`);
  });
  addEventListener("pageshow", (event) => event.persisted && location.reload());
}

const here = /** @type {HTMLElement | null} */ (document.querySelector("[data-seat-id]"));
if (here?.dataset.seatId) goWhenLeft(here.dataset.seatId);
