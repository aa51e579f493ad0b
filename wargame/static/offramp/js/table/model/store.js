// What this page knows of the round. `apply(model, frame) -> model` is pure: the same frames give the same model.
// Beside the server's frames it takes some of the page's own (Table.Own).
import { onAck, onForgive, onNack, onRestore, onSend, onSent, settle } from "./commands.js";
import { eventOf } from "./records.js";
import { playersView, sealed, whole } from "./shape.js";

/** @returns {Table.Model} */
export function emptyModel() {
  return {
    seq: 0,
    gap: false,
    view: null,
    talk: [],
    older: { talk: null, offers: null, ledger: null },
    report: null,
    history: [],
    clock: { deadline: null, paused: false, status: "waiting", offset: null },
    presence: {},
    relieved: [],
    botSince: null,
    pending: [],
    refused: [],
    net: { state: "connecting", since: 0 },
    trouble: "",
  };
}

/** @param {Table.View} view */
function points(view) {
  return Object.fromEntries(view.tracks.map((one) => [one.name, one.shown]));
}

/** @param {Wire.Stood[]} history @param {number} turn @param {Table.View} view */
function remember(history, turn, view) {
  return [...history.filter((one) => one.turn < turn), { turn, shown: points(view) }];
}

const JITTER = 1000; // milliseconds
const SLOWLY = 8;

// How far the server's clock is ahead of this page's. What was under way for long tells too little: the largest
// reading is the best, and a smaller one moves it slowly, unless it is so much smaller that a clock was set.
/** @param {{ now?: string, received?: number }} frame @param {number | null} old */
function offsetOf(frame, old) {
  if (!frame.now || !frame.received) return old;
  const read = Date.parse(frame.now) - frame.received;
  if (old === null || read > old || old - read > JITTER) return read;
  return old + (read - old) / SLOWLY;
}

/**
 * @template T
 * @param {T[]} list
 * @param {T} item
 * @param {(item: T) => string} key
 */
function upsert(list, item, key) {
  const at = list.findIndex((one) => key(one) === key(item));
  if (at < 0) return [...list, item];
  return list.map((one, index) => (index === at ? { ...one, ...item } : one));
}

// The frame of turn 0 opens the round: nothing has happened yet that a report could tell.
/** @param {Wire.TurnFrame | null} frame */
const told = (frame) => (frame && frame.turn > 0 ? frame : null);

// A snapshot brings the newest talk: what this page has fetched before it stays, where the two meet.
/** @param {Table.Model} model @param {Wire.Snapshot} frame @param {Table.View | null} view */
function talkOf(model, frame, view) {
  const { talk } = frame;
  const older = { offers: view?.older.offers ?? null, ledger: view?.older.ledger ?? null, talk: frame.older };
  const first = talk[0]?.seq ?? 0;
  const meets = talk.length > 0 && (model.talk.at(-1)?.seq ?? 0) >= first;
  if (!meets) return { talk, older };
  const kept = model.talk.filter((one) => one.seq < first);
  return { talk: [...kept, ...talk], older: kept.length ? { ...older, talk: model.older.talk } : older };
}

/** @param {Table.Offer} one */
const offerId = (one) => one.offer.id;
/** @param {Table.Commitment} one */
const lineId = (one) => one.id;

/**
 * Older lines go before those that are here; a line that is here already is newer than the one that came.
 * @template T
 * @param {T[]} here
 * @param {T[]} come
 * @param {(item: T) => string} key
 */
function withOlder(here, come, key) {
  const known = new Set(here.map(key));
  return [...come.filter((one) => !known.has(key(one))).reverse(), ...here];
}

/** @type {Table.Step<"earlier">} */
const onEarlier = (model, { of, lines, before }) => {
  const older = { ...model.older, [of]: before };
  const { view } = model;
  if (of === "talk") {
    const first = model.talk[0]?.seq ?? Infinity;
    const come = lines.map((one) => whole("EventFrame", one));
    return { ...model, older, talk: [...come.filter((one) => one.seq < first), ...model.talk] };
  }
  if (view && of === "offers") {
    const come = lines.map((one) => whole("OfferInWords", one));
    return { ...model, older, view: { ...view, offers: withOlder(view.offers, come, offerId) } };
  }
  if (view && of === "ledger") {
    const come = lines.map((one) => whole("CommitmentInWords", one));
    return { ...model, older, view: { ...view, ledger: withOlder(view.ledger, come, lineId) } };
  }
  return model;
};

/** @type {Table.Step<"snapshot">} */
const onSnapshot = (model, frame) => {
  if (model.view && frame.seq < model.seq) return model;
  const view = frame.view && playersView(frame.view); // none before the round begins
  const { now, deadline, paused, status } = frame.clock;
  const offset = offsetOf({ now, received: frame.received }, model.clock.offset);
  return settle({
    ...model,
    seq: frame.seq,
    gap: false,
    view,
    ...talkOf(model, frame, view),
    report: told(frame.report),
    history: view ? remember(frame.history ?? model.history, view.turn, view) : [],
    clock: { deadline, paused, status, offset },
    presence: frame.presence.seats,
  });
};

/**
 * Numbers of a seat are contiguous: one already seen is dropped, one too far shows that some are missing.
 * @template {{ seq: number }} F
 * @param {(model: Table.Model, frame: F, view: Table.View) => Table.Model} step
 * @returns {(model: Table.Model, frame: F) => Table.Model}
 */
function numbered(step) {
  return (model, frame) => {
    if (!model.view || frame.seq <= model.seq) return model;
    if (frame.seq > model.seq + 1) return { ...model, gap: true };
    return settle({ ...step(model, frame, model.view), seq: frame.seq, gap: false });
  };
}

/** What an event changes in the view at once. @param {Table.View} view @param {Table.Happened} event @returns {Table.View} */
function changed(view, event) {
  if (event.kind === "orders_sealed" && event.seat === view.me.seat)
    return { ...view, me: { ...view.me, orders: sealed(event.orders) } };
  if (event.kind === "ready_changed")
    return {
      ...view,
      seats: view.seats.map((one) => (one.seat === event.seat ? { ...one, ready: event.ready } : one)),
      me: view.me.seat === event.seat ? { ...view.me, ready: event.ready } : view.me,
    };
  return view;
}

/** @param {Table.Model} model @param {Table.Said} frame @param {Table.View} before */
const onEvent = (model, frame, before) => {
  const { event } = frame;
  let view = changed(before, event);
  if (frame.offer) view = { ...view, offers: upsert(view.offers, frame.offer, offerId) };
  for (const one of frame.commitments) view = { ...view, ledger: upsert(view.ledger, one, lineId) };
  // What is not the engine's says so itself.
  const isTalk = "source" in event ? event.talk : eventOf(event.kind).talk;
  const talk = isTalk ? [...model.talk, frame] : model.talk;
  const presence = event.kind === "ready_changed" ? readiness(model.presence, event) : model.presence;
  return { ...model, view, talk, presence };
};

/** @param {Table.Model["presence"]} presence @param {{ seat: string, ready: boolean }} event */
function readiness(presence, event) {
  const line = presence[event.seat];
  return line ? { ...presence, [event.seat]: { ...line, ready: event.ready } } : presence;
}

/** @param {Table.Model} model @param {Wire.Presence & { received?: number }} frame */
function botSince(model, frame) {
  const seat = model.view?.me.seat;
  if (!seat || frame.seats[seat]?.kind !== "bot") return null;
  if (model.presence[seat]?.kind === "bot") return model.botSince;
  return frame.received ? frame.received + (model.clock.offset ?? 0) : null;
}

/** @param {Table.Model} model @param {Wire.TurnFrame} frame */
const onTurn = (model, frame) => {
  const view = playersView(frame.view);
  const presence = Object.fromEntries(
    Object.entries(model.presence).map(([seat, one]) => [seat, { ...one, ready: false }]),
  );
  return {
    ...model,
    view,
    presence,
    older: { ...model.older, ...frame.view.older },
    report: told(frame) ?? model.report,
    history: remember(model.history, view.turn, view),
  };
};

/** @type {{ [T in Table.Frame["t"]]?: Table.Step<T> }} */
const STEPS = {
  snapshot: onSnapshot,
  earlier: onEarlier,
  event: numbered(onEvent),
  turn: numbered(onTurn),
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
  ack: onAck,
  nack: onNack,
  send: onSend,
  sent: onSent,
  restore: onRestore,
  forgive: onForgive,
  // An attempt that fails like the one before it is the same loss still: it is told by how long it has lasted.
  net: (model, frame) =>
    frame.state === model.net.state
      ? model
      : { ...model, net: { state: frame.state, since: frame.since } },
};

// Whether what is written now goes out now.
/** @param {Table.Net} net */
export const isOnline = (net) => net.state === "open" || net.state === "slow";

/** @param {Table.Model} model @param {Table.Frame} frame */
export function apply(model, frame) {
  const step = /** @type {((model: Table.Model, frame: Table.Frame) => Table.Model) | undefined} */ (STEPS[frame.t]);
  return step ? step(model, whole("ServerFrame", frame)) : model;
}

/** @param {Table.Model} model @returns {Table.Store} */
export function makeStore(model) {
  /** @type {Set<(model: Table.Model, before: Table.Model, frame: Table.Frame) => void>} */
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
