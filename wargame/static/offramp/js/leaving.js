// Where a seat is shown: when it is left in another tab, go to where that is told; coming back by Back, ask what is true.
export function goWhenLeft(seat) {
  new BroadcastChannel("offramp-left").addEventListener("message", ({ data }) => {
    if (data === seat) location.replace(`/seat/${seat}/left/`);
  });
  addEventListener("pageshow", (event) => event.persisted && location.reload());
}

const here = document.querySelector("[data-seat-id]");
if (here) goWhenLeft(here.dataset.seatId);
