// The server leaves out fields that have their default; here they are put back, so that no part has to ask twice.
import { trackNames, trackOf } from "./records.js";

export function offerLine(raw) {
  const offer = {
    public: false,
    witnesses: [],
    signers: [],
    answers: {},
    status: "open",
    terms: [],
    asks: [],
    counters: null,
    ...raw.offer,
  };
  return { can: [], title: "", text: "", ...raw, offer };
}

export function commitment(raw) {
  return { witnesses: [], undertakings: [], done: [], met: [], ending: null, ended: null, text: "", ...raw };
}

export function orders(raw) {
  return raw ? { main: null, minor: null, ...raw } : null;
}

function meLine(raw) {
  if (!raw) return null;
  return { cells: [], strength: null, ...raw, orders: orders(raw.orders) };
}

function menuLine(raw) {
  if (!raw) return null;
  const choices = (list) =>
    (list ?? []).map((one) => ({ fields: [], unavailable: null, chance: null, cost: null, ...one }));
  return {
    gives: [],
    asks: {},
    demands: {},
    actions: [],
    hosts: [],
    last_turn: 0,
    ...raw,
    main: choices(raw.main),
    minor: choices(raw.minor),
  };
}

// The tracks of the board, and those that are worked out from it, in the order in which they are shown.
function tracks(raw) {
  const list = (raw.tracks ?? []).map((one) => ({ causes: [], why: "", ...one }));
  const names = trackNames();
  for (const name of names) {
    const { derived, scale } = trackOf(name);
    const value = derived ? raw.estimates?.[derived] : undefined;
    if (value === undefined) continue;
    const shown = value * scale;
    list.push({ name, value, shown, before: shown, causes: [], why: "", derived: true });
  }
  return list.sort((one, other) => names.indexOf(one.name) - names.indexOf(other.name));
}

export function view(raw) {
  return {
    end: null,
    payoff: null,
    outlook: null,
    cells_lost: {},
    ...raw,
    tracks: tracks(raw),
    offers: (raw.offers ?? []).map(offerLine),
    ledger: (raw.ledger ?? []).map(commitment),
    me: meLine(raw.me),
    menu: menuLine(raw.menu),
  };
}
