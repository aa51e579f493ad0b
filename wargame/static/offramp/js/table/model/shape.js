// The server leaves out fields that have their default; here they are put back, so that no part has to ask twice.

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

// Two tracks are worked out from the board; they stand after the last track that they rest on.
const DERIVED = { honour: "monitors", safety: "guarantee" };

function tracks(raw) {
  const list = (raw.tracks ?? []).map((one) => ({ causes: [], why: "", ...one }));
  for (const [name, after] of Object.entries(DERIVED)) {
    const at = list.findIndex((one) => one.name === after);
    const shown = raw.estimates?.[name];
    if (at < 0 || shown === undefined) continue;
    list.splice(at + 1, 0, {
      name,
      value: shown,
      shown: shown * 10,
      before: shown * 10,
      causes: [],
      why: "",
      derived: true,
    });
  }
  return list;
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
