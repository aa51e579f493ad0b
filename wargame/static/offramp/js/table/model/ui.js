// What only this window knows: which panel is open, drafts, what was read. Kept for the tab, so that a refresh keeps it.
import { steady } from "../../clock.js";

/** @type {(keyof Table.Ui)[]} */
const KEPT = ["panel", "channel", "tab", "drafts", "offer", "threat", "opened", "read", "dismissed", "told", "relieved"];

/** @returns {Table.Ui} */
function start() {
  return {
    panel: "talk",
    channel: "all",
    tab: "say",
    drafts: {},
    offer: null,
    threat: null,
    confirm: null,
    opened: [],
    read: {},
    dismissed: [],
    relieved: "",
    told: 0,
    report: null,
    unfolded: [],
    readyHeld: false,
    choosing: null,
    sliding: null,
    walked: {},
    now: steady(),
  };
}

/** @param {Storage} storage @param {string} seat @returns {Table.UiStore} */
export function makeUi(storage, seat) {
  const key = `offramp:table:${seat}`;
  /** @type {Set<(state: Table.Ui, before: Table.Ui) => void>} */
  const watchers = new Set();
  /** @type {Table.Ui} */
  let state = { ...start(), ...load() };

  /** @returns {Partial<Table.Ui>} */
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
      state = { ...state, ...(typeof patch === "function" ? patch(state) : patch) };
      if (KEPT.some((name) => state[name] !== before[name])) save();
      for (const watch of watchers) watch(state, before);
    },
    watch(watcher) {
      watchers.add(watcher);
    },
  };
}
