// A seat was left in this browser: its pages in other tabs show it no longer.
new BroadcastChannel("offramp-left").postMessage(document.querySelector("[data-left]").dataset.left);
