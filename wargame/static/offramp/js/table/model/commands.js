// Commands of this seat, from when they are sent until what they did is here or was refused.

const KEPT_REFUSALS = 20;

// A command whose event has come is done.
/** @param {Table.Model} model */
export function settle(model) {
  const open = model.pending.filter((one) => one.seq === null || one.seq > model.seq);
  return open.length === model.pending.length ? model : { ...model, pending: open };
}

/** @type {Table.Step<"send">} */
export const onSend = (model, frame) => {
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

/** @type {Table.Step<"nack">} */
export const onNack = (model, frame) => {
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

/** @type {Table.Step<"ack">} */
export const onAck = (model, frame) =>
  settle({
    ...model,
    pending: model.pending.map((one) => (one.id === frame.id ? { ...one, seq: frame.seq ?? 0 } : one)),
  });

/** @type {Table.Step<"sent">} */
export const onSent = (model, frame) => ({
  ...model,
  pending: model.pending.map((one) => (one.id === frame.id ? { ...one, sent: true } : one)),
});

/** @type {Table.Step<"restore">} */
export const onRestore = (model, frame) => ({
  ...model,
  pending: frame.pending.map((one) => ({ ...one, sent: true, seq: null, after: Infinity })),
});

/** @type {Table.Step<"forgive">} */
export const onForgive = (model, frame) => ({
  ...model,
  refused: model.refused.filter((one) => one.place !== frame.place),
});
