// What only this window knows: which panel is open, drafts, what was read. Kept for the tab, so that a refresh keeps it.
import { steady } from "../connection/steady.js";

const KEPT = ["panel", "channel", "tab", "drafts", "offer", "threat", "opened", "read", "dismissed", "told", "relieved"];

function start() {
  return {
    panel: "talk",
    channel: "all",
    tab: "say",
    drafts: {},
    offer: null,
    threat: null,
    confirm: null, // the kind whose sentence is being read back
    opened: [], // channels opened here in which nothing was said yet
    read: {},
    dismissed: [],
    relieved: "", // until when what bots did here was read and put away
    told: 0, // the number of the last turn's report that was looked at
    report: null, // the report being told: {seq, shown, moved}
    unfolded: [], // long messages shown whole
    readyHeld: false, // a click on Ready is on its way, or was a moment ago
    choosing: null, // seats ticked for a new channel
    sliding: null, // a slider of an order that is being moved: {slot, kind, field, share}
    walked: {}, // by "will" or "does": the undertaking that the keys have come to, not put in yet
    now: steady(),
  };
}

export function makeUi(storage, seat) {
  const key = `offramp:table:${seat}`;
  const watchers = new Set();
  let state = { ...start(), ...load() };

  function load() {
    try {
      const kept = JSON.parse(storage.getItem(key) ?? "{}");
      return Object.fromEntries(KEPT.filter((name) => name in kept).map((name) => [name, kept[name]]));
    } catch {
      return {};
    }
  }

  function save() {
    try {
      storage.setItem(key, JSON.stringify(Object.fromEntries(KEPT.map((name) => [name, state[name]]))));
    } catch {
      // Nothing is lost but the draft of a page that is closed.
    }
  }

  return {
    get state() {
      return state;
    },
    // A patch, or a function of the state as it is now that returns one.
    set(patch) {
      const before = state;
      if (typeof patch === "function") patch = patch(state);
      state = { ...state, ...patch };
      if (KEPT.some((name) => state[name] !== before[name])) save();
      for (const watch of watchers) watch(state, before);
    },
    watch: (watcher) => watchers.add(watcher),
  };
}
