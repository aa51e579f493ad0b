// What this page knows of the round. `apply(model, frame) -> model` is pure: the same frames give the same model.
// Beside the server's frames it takes three of the page's own: send, sent and net.
import { eventOf } from "./records.js";
import * as shape from "./shape.js";

const KEPT_REFUSALS = 20;

export function emptyModel() {
  return {
    seq: 0,
    gap: false,
    view: null,
    talk: [],
    older: { talk: null, offers: null, ledger: null }, // before what there is more, as the server names it
    report: null,
    history: [],
    clock: { deadline: null, paused: false, status: "waiting", offset: null },
    presence: {},
    relieved: [], // when bots sat at this seat, and what they did: {since, until, did: [{turn, text}]}
    botSince: null, // when this page saw a bot sit down at its own seat
    pending: [], // commands without an answer: {id, turn, move, sent, seq}
    refused: [], // the last refusals: {id, code, message, detail, move}
    net: { state: "connecting", since: 0 },
    trouble: "", // what is wrong with the server: "saving", "late" or nothing
  };
}

function points(view) {
  return Object.fromEntries(view.tracks.map((one) => [one.name, one.shown]));
}

function remember(history, turn, view) {
  return [...history.filter((one) => one.turn < turn), { turn, shown: points(view) }];
}

const JITTER = 1000; // milliseconds
const SLOWLY = 8;

// How far the server's clock is ahead of this page's. What was under way for long tells too little: the largest
// reading is the best, and a smaller one moves it slowly, unless it is so much smaller that a clock was set.
function offsetOf(frame, old) {
  if (!frame.now || !frame.received) return old;
  const read = Date.parse(frame.now) - frame.received;
  if (old === null || read > old || old - read > JITTER) return read;
  return old + (read - old) / SLOWLY;
}

function upsert(list, item, key) {
  const at = list.findIndex((one) => key(one) === key(item));
  if (at < 0) return [...list, item];
  return list.map((one, index) => (index === at ? { ...one, ...item } : one));
}

function settle(model) {
  const open = model.pending.filter((one) => one.seq === null || one.seq > model.seq);
  return open.length === model.pending.length ? model : { ...model, pending: open };
}

// The frame of turn 0 opens the round: nothing has happened yet that a report could tell.
const told = (frame) => (frame && frame.turn > 0 ? frame : null);

const cut = (view) => ({ offers: view?.older?.offers ?? null, ledger: view?.older?.ledger ?? null });

// A snapshot brings the newest talk: what this page has fetched before it stays, where the two meet.
function talkOf(model, frame) {
  const talk = frame.talk ?? [];
  const older = { ...cut(frame.view), talk: frame.older ?? null };
  const first = talk[0]?.seq ?? 0;
  const meets = talk.length > 0 && (model.talk.at(-1)?.seq ?? 0) >= first;
  if (!meets) return { talk, older };
  const kept = model.talk.filter((one) => one.seq < first);
  return { talk: [...kept, ...talk], older: kept.length ? { ...older, talk: model.older.talk } : older };
}

const LINES = { offers: [shape.offerLine, (one) => one.offer.id], ledger: [shape.commitment, (one) => one.id] };

// Older lines go before those that are here; a line that is here already is newer than the one that came.
function onEarlier(model, { of, lines, before }) {
  const older = { ...model.older, [of]: before };
  if (of === "talk") {
    const first = model.talk[0]?.seq ?? Infinity;
    return { ...model, older, talk: [...lines.filter((one) => one.seq < first), ...model.talk] };
  }
  if (!model.view || !LINES[of]) return model;
  const [read, key] = LINES[of];
  const known = new Set(model.view[of].map(key));
  const fresh = lines.map(read).filter((one) => !known.has(key(one)));
  return { ...model, older, view: { ...model.view, [of]: [...fresh.reverse(), ...model.view[of]] } };
}

const onSnapshot = (model, frame) => {
  if (model.view && frame.seq < model.seq) return model;
  const view = frame.view ? shape.view(frame.view) : null; // none before the round begins
  const clock = { ...model.clock, ...frame.clock };
  clock.offset = offsetOf({ ...frame.clock, received: frame.received }, model.clock.offset);
  return settle({
    ...model,
    seq: frame.seq,
    gap: false,
    view,
    ...talkOf(model, frame),
    report: told(frame.report),
    history: view ? remember(frame.history ?? model.history, view.turn, view) : [],
    clock,
    presence: frame.presence?.seats ?? frame.presence ?? {},
  });
};

// Numbers of a seat are contiguous: one already seen is dropped, one too far shows that some are missing.
function numbered(step) {
  return (model, frame) => {
    if (!model.view || frame.seq <= model.seq) return model;
    if (frame.seq > model.seq + 1) return { ...model, gap: true };
    return settle({ ...step(model, frame), seq: frame.seq, gap: false });
  };
}

const CHANGES = {
  orders_sealed: (view, event) =>
    view.me && event.seat === view.me.seat
      ? { ...view, me: { ...view.me, orders: shape.orders(event.orders) } }
      : view,
  ready_changed: (view, event) => ({
    ...view,
    seats: view.seats.map((one) => (one.seat === event.seat ? { ...one, ready: event.ready } : one)),
    me: view.me && view.me.seat === event.seat ? { ...view.me, ready: event.ready } : view.me,
  }),
};

const onEvent = numbered((model, frame) => {
  const { event } = frame;
  let view = CHANGES[event.kind] ? CHANGES[event.kind](model.view, event) : model.view;
  if (frame.offer) {
    view = { ...view, offers: upsert(view.offers, shape.offerLine(frame.offer), (one) => one.offer.id) };
  }
  for (const raw of frame.commitments ?? []) {
    view = { ...view, ledger: upsert(view.ledger, shape.commitment(raw), (one) => one.id) };
  }
  // What is not the engine's says so itself.
  const talk = event.talk || eventOf(event.kind).talk ? [...model.talk, frame] : model.talk;
  const presence = event.kind === "ready_changed" ? readiness(model.presence, event) : model.presence;
  return { ...model, view, talk, presence };
});

function readiness(presence, event) {
  const line = presence[event.seat];
  return line ? { ...presence, [event.seat]: { ...line, ready: event.ready } } : presence;
}

function botSince(model, frame) {
  const seat = model.view?.me?.seat;
  if (frame.seats[seat]?.kind !== "bot") return null;
  return model.presence[seat]?.kind === "bot" ? model.botSince : frame.received ? frame.received + model.clock.offset : null;
}

const onTurn = numbered((model, frame) => {
  const view = shape.view(frame.view);
  const presence = Object.fromEntries(
    Object.entries(model.presence).map(([seat, one]) => [seat, { ...one, ready: false }]),
  );
  return {
    ...model,
    view,
    presence,
    older: { ...model.older, ...cut(frame.view) },
    report: told(frame) ?? model.report,
    history: remember(model.history, view.turn, view),
  };
});

const onSend = (model, frame) => {
  const { kind } = frame.move;
  const replaced = kind === "orders" || kind === "ready";
  const kept = replaced ? model.pending.filter((one) => one.sent || one.move.kind !== kind) : model.pending;
  const line = {
    id: frame.id,
    turn: frame.turn,
    move: frame.move,
    place: frame.place ?? kind,
    sent: false,
    seq: null,
    after: model.seq, // what was the last number when it was written
  };
  return {
    ...model,
    pending: [...kept, line],
    refused: model.refused.filter((one) => one.place !== line.place),
  };
};

const onNack = (model, frame) => {
  const line = model.pending.find((one) => one.id === frame.id);
  if (frame.id && !line) return model;
  const { id, code, message, detail } = frame;
  const refusal = {
    id,
    code,
    message,
    detail,
    move: line?.move ?? null,
    turn: line?.turn,
    place: line?.place ?? "page",
  };
  return {
    ...model,
    pending: model.pending.filter((one) => one !== line),
    refused: [...model.refused.filter((one) => one.place !== refusal.place), refusal].slice(-KEPT_REFUSALS),
  };
};

const STEPS = {
  snapshot: onSnapshot,
  earlier: onEarlier,
  event: onEvent,
  turn: onTurn,
  welcome: (model, frame) => ({
    ...model,
    clock: { ...model.clock, offset: offsetOf(frame, model.clock.offset) },
    net: { state: frame.way ?? "open", since: frame.received ?? 0 },
    trouble: "", // told anew on each connection
  }),
  clock: (model, frame) => ({
    ...model,
    clock: {
      deadline: frame.deadline ?? null,
      paused: frame.paused ?? false,
      status: frame.status ?? model.clock.status,
      offset: offsetOf(frame, model.clock.offset),
    },
  }),
  trouble: (model, frame) => ({ ...model, trouble: frame.kind }),
  pong: (model, frame) => ({
    ...model,
    clock: { ...model.clock, offset: offsetOf(frame, model.clock.offset) },
  }),
  presence: (model, frame) => ({ ...model, presence: frame.seats, botSince: botSince(model, frame) }),
  relieved: (model, frame) => ({ ...model, relieved: frame.spells }),
  ack: (model, frame) =>
    settle({
      ...model,
      pending: model.pending.map((one) => (one.id === frame.id ? { ...one, seq: frame.seq ?? 0 } : one)),
    }),
  nack: onNack,
  send: onSend,
  sent: (model, frame) => ({
    ...model,
    pending: model.pending.map((one) => (one.id === frame.id ? { ...one, sent: true } : one)),
  }),
  restore: (model, frame) => ({
    ...model,
    pending: frame.pending.map((one) => ({ ...one, sent: true, seq: null })),
  }),
  forgive: (model, frame) => ({
    ...model,
    refused: model.refused.filter((one) => one.place !== frame.place),
  }),
  // An attempt that fails like the one before it is the same loss still: it is told by how long it has lasted.
  net: (model, frame) =>
    frame.state === model.net.state
      ? model
      : { ...model, net: { state: frame.state, since: frame.since } },
};

// Whether what is written now goes out now.
export const isOnline = (net) => net.state === "open" || net.state === "slow";

export function apply(model, frame) {
  const step = STEPS[frame.t];
  return step ? step(model, frame) : model;
}

export function makeStore(model) {
  const watchers = new Set();
  return {
    get model() {
      return model;
    },
    dispatch(frame) {
      const next = apply(model, frame);
      if (next === model) return model;
      const before = model;
      model = next;
      for (const watch of watchers) watch(model, before, frame);
      return model;
    },
    watch(watcher) {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
  };
}
