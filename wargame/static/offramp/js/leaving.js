// Where a seat is shown: when it is left in another tab, or this page comes back by Back, ask the server what is true.
export function goWhenLeft(seat) {
  new BroadcastChannel("offramp-left").addEventListener("message", ({ data }) => {
    if (data === seat) location.reload();
  });
  addEventListener("pageshow", (event) => event.persisted && location.reload());
}

const here = document.querySelector("[data-seat-id]");
if (here) goWhenLeft(here.dataset.seatId);

// For the watchman: everything has come and runs.
document.documentElement.dataset.started = "";
