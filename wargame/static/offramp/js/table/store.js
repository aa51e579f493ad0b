// What this page knows of the round. `apply(model, frame) -> model` is pure: the same frames give the same model.
// Beside the server's frames it takes three of the page's own: send, sent and net.
import * as shape from "./shape.js";

const KEPT_REFUSALS = 20;

export function emptyModel() {
  return {
    seq: 0,
    gap: false,
    view: null,
    talk: [],
    report: null,
    history: [],
    clock: { deadline: null, paused: false, status: "waiting", offset: 0 },
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

function offsetOf(frame, old) {
  return frame.now && frame.received ? Date.parse(frame.now) - frame.received : old;
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
    talk: frame.talk ?? [],
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

// What belongs in the stream of talk; the same kinds as in a snapshot.
const TALK = new Set([
  "said",
  "offer_made",
  "offer_cosigned",
  "offer_answered",
  "offer_withdrawn",
  "threat_made",
]);

const onEvent = numbered((model, frame) => {
  const { event } = frame;
  let view = CHANGES[event.kind] ? CHANGES[event.kind](model.view, event) : model.view;
  if (frame.offer) {
    view = { ...view, offers: upsert(view.offers, shape.offerLine(frame.offer), (one) => one.offer.id) };
  }
  for (const raw of frame.commitments ?? []) {
    view = { ...view, ledger: upsert(view.ledger, shape.commitment(raw), (one) => one.id) };
  }
  const talk = TALK.has(event.kind) ? [...model.talk, frame] : model.talk;
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
  return model.presence[seat]?.kind === "bot" ? model.botSince : (frame.received ?? null);
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
  event: onEvent,
  turn: onTurn,
  welcome: (model, frame) => ({
    ...model,
    clock: { ...model.clock, offset: offsetOf(frame, model.clock.offset) },
    net: { state: "open", since: frame.received ?? 0 },
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
  net: (model, frame) => ({ ...model, net: { state: frame.state, since: frame.since } }),
};

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
