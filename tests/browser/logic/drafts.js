import { equal, test } from "./cases.js";
import { offer, playing } from "./given.js";
import * as drafts from "../../../wargame/static/offramp/js/table/deals/drafts.js";

const ME = "opposition";
const ctx = playing();
const { menu } = ctx.view;
const asks = { us: ["a", "b"], leadership: ["b", "c"] };
/** @param {string} kind @param {number} by @returns {Wire.Undertaking} */
const term = (kind, by = 3) => ({ kind, by });
/** @param {Partial<Table.OfferDraft>} other @returns {Table.OfferDraft} */
const draft = (other = {}) => ({
  ...{ to: ["us"], terms: [], asks: [], expires: 2, public: false, witnesses: [], counters: null, theirs: null },
  ...other,
});

test("several can be asked only for what each of them can do", () => {
  const now = playing({ view: { menu: { ...menu, asks } } });
  equal(drafts.askable(now, ["us"]), ["a", "b"]);
  equal(drafts.askable(now, ["us", "leadership"]), ["b"]);
  equal(drafts.askable(now, []), []);
});

test("what those addressed cannot do falls out of an offer, and who is addressed is no witness", () => {
  const now = playing({ view: { menu: { ...menu, asks } } });
  const whole = drafts.wholeOffer(now, draft({ to: ["leadership"], asks: [term("a"), term("c")], witnesses: ["us", "leadership"] }));
  equal(whole.asks, [term("c")]);
  equal(whole.witnesses, ["us"]);
});

test("a threat keeps its demand where it can, and takes the first that can be made otherwise", () => {
  const now = playing({ view: { menu: { ...menu, demands: { us: ["x", "y"], leadership: [] } } } });
  const threat = { to: ["us"], demand: "y", by: 2, action: "strike", public: true };
  equal(drafts.wholeThreat(now, threat).demand, "y");
  equal(drafts.wholeThreat(now, { ...threat, demand: "z" }).demand, "x");
  equal(drafts.wholeThreat(now, { ...threat, to: ["leadership"] }).demand, null);
});

test("a new offer goes to whom the channel goes, and stays as private as it", () => {
  const there = drafts.offerDraft(playing({ ui: { channel: "leadership", offer: null } }));
  equal([there.to, there.public], [["leadership"], false]);
  equal(drafts.offerDraft(playing({ ui: { channel: "all", offer: null } })).public, true);
});

test("no offer stays open beyond the last turn", () => {
  const now = playing({ view: { turn: 4, menu: { ...menu, last_turn: 4 } }, ui: { offer: null } });
  equal(drafts.offerDraft(now).expires, 4);
});

test("a public offer has no witnesses, and one that counters names the other", () => {
  equal(drafts.offerMove(draft({ public: true, witnesses: ["leadership"] })).witnesses, []);
  equal(drafts.offerMove(draft({ witnesses: ["leadership"] })).witnesses, ["leadership"]);
  equal("counters" in drafts.offerMove(draft()), false);
  equal(drafts.offerMove(draft({ counters: "o1" })).counters, "o1");
});

test("a counter-offer turns the terms round, and brings past dates up to now", () => {
  const now = playing({ view: { turn: 3, menu: { ...menu, gives: ["g"], asks: { us: ["a"] }, last_turn: 9 } } });
  const theirs = offer({ id: "o7", issuer: "us", terms: [term("a", 1), term("not-theirs")], asks: [term("g", 5), term("not-mine")] });
  const counter = drafts.counterDraft(now, theirs);
  equal([counter.to, counter.counters], [["us"], "o7"]);
  equal(counter.terms, [term("g", 5)]);
  equal(counter.asks, [term("a", 3)]);
});

test("the kinds that differ from the offer being answered are marked, whatever the order of their fields", () => {
  const one = { kind: "a", by: 3, breadth: 0.5 };
  const same = { breadth: 0.5, by: 3, kind: "a" };
  equal(drafts.changedKinds([one, term("b", 4)], [same, term("b", 3)]), ["b"]);
  equal(drafts.changedKinds([one], undefined), []);
});

test("a draft with a date that has passed is forgotten, another is kept", () => {
  const ui = playing().ui;
  const threat = { to: ["us"], demand: "x", by: 2, action: "strike", public: true };
  equal(drafts.outdated({ ...ui, offer: draft({ expires: 2 }), threat }, 2), {});
  equal(drafts.outdated({ ...ui, offer: draft({ expires: 2 }), threat: null }, 3), { offer: null, confirm: null });
  equal(drafts.outdated({ ...ui, offer: draft({ expires: 9, asks: [term("a", 2)] }), threat: null }, 3), { offer: null, confirm: null });
  equal(drafts.outdated({ ...ui, offer: null, threat }, 3), { threat: null, confirm: null });
});

test("a refused text goes back to its channel, but not over what was written since", () => {
  const ui = { ...playing().ui, drafts: {} };
  equal(drafts.givenBack({ kind: "say", text: "words", to: ["us", "leadership"] }, ui), { drafts: { "leadership+us": "words" } });
  equal(drafts.givenBack({ kind: "say", text: "words", public: true }, { ...ui, drafts: { all: "newer" } }), {});
  equal(drafts.givenBack({ kind: "ready" }, ui), {});
});

test("a refused offer goes back whole, with what the move left out", () => {
  const back = drafts.givenBack({ kind: "offer", to: ["us"], expires: 2, terms: [term("a")] }, playing().ui);
  equal(back, { tab: "offer", offer: draft({ terms: [term("a")] }), confirm: null });
});

test("a sentence can be addressed to each, to the officers, to the channel, to all, and to no group twice", () => {
  const groups = drafts.addressees(playing({ ui: { channel: "leadership+us" } })).map((group) => [...group].sort().join("+"));
  equal(groups.length, new Set(groups).size);
  equal([groups.includes("us"), groups.includes("leadership+us"), groups.includes(ME)], [true, true, false]);
  equal(groups.includes("officer-1+officer-2"), true);
});
