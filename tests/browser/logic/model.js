import { equal, test } from "./cases.js";
import { ME, playing, said, snapshot } from "./given.js";
import { makeOutbox } from "../../../wargame/static/offramp/js/table/connection/outbox.js";
import { whole } from "../../../wargame/static/offramp/js/table/model/shape.js";
import { apply, emptyModel } from "../../../wargame/static/offramp/js/table/model/store.js";
import { currentOrders, isReady } from "../../../wargame/static/offramp/js/table/orders/orders.js";

const raw = { id: "c1", kind: "promise", issuer: "us", to: [ME], public: true, since: 1, due: 2, text: "" };

test("what the server leaves out has its default, and what it sends is as it was sent", () => {
  const line = whole("CommitmentInWords", { ...raw, ending: "broken" });
  equal([line.witnesses, line.ended, line.ending], [[], null, "broken"]);
});

test("parts within parts have their defaults too", () => {
  const offer = { id: "o1", turn: 1, issuer: "us", to: [ME], terms: [], asks: [], expires: 2, public: true };
  const frame = whole("EventFrame", { t: "event", event: { kind: "offer_made", text: "", offer }, offer: { offer } });
  equal(frame.offer?.can, []);
  equal(frame.offer?.offer.status, "open");
  equal("offer" in frame.event && frame.event.offer.answers, {});
});

test("what is worked out stands on the board among the tracks, in the order of the catalogue", () => {
  const names = playing().view.tracks.map((one) => one.name);
  equal(names, Object.keys(playing().catalogue.records.tracks));
});

test("an order on its way stands before the one that is sealed, but not one of an earlier turn", () => {
  /** @param {number} turn @param {Wire.Move} move @returns {Table.Pending} */
  const pending = (turn, move) => ({ id: "a", turn, move, place: "", sent: true, seq: null, after: 0 });
  const { view } = playing();
  const me = { ...view.me, orders: { main: { kind: "hold" }, minor: null } };
  /** @type {Wire.Move} */
  const move = { kind: "orders", main: { kind: "rally" } };
  equal(currentOrders(playing({ view: { me } })), { main: { kind: "hold" }, minor: null });
  equal(currentOrders(playing({ view: { me }, model: { pending: [pending(1, move)] } })).main, { kind: "rally" });
  equal(currentOrders(playing({ view: { me, turn: 2 }, model: { pending: [pending(1, move)] } })).main, { kind: "hold" });
  equal(isReady(playing({ model: { pending: [pending(1, { kind: "ready" })] } })), true);
  equal(isReady(playing({ model: { pending: [pending(1, { kind: "ready", ready: false })] } })), false);
});

test("only what has no answer is kept for later, and is not taken for something said before", () => {
  /** @param {string} id @param {number | null} seq @returns {Table.Pending} */
  const pending = (id, seq) => ({ id, turn: 1, move: { kind: "ready" }, place: "ready", sent: true, seq, after: 3 });
  const outbox = makeOutbox(sessionStorage, "somebody");
  outbox.save([pending("a", null), pending("b", 4)]);
  const restored = apply(emptyModel(), { t: "restore", pending: outbox.load() });
  equal(restored.pending.map((one) => [one.id, one.sent, one.seq, one.after > 1e9]), [["a", true, null, true]]);
  outbox.save([]);
  equal(outbox.load(), []);
});

test("a frame that is too far ahead is a gap, and changes nothing", () => {
  const before = apply(emptyModel(), snapshot);
  const after = apply(before, said(snapshot.seq + 2, "us"));
  equal([after.gap, after.seq, after.talk.length], [true, before.seq, before.talk.length]);
});
