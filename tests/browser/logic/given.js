// A round to try things on: the picture that the server gives the opposition in the first turn of First steps.
import { learn } from "../../../wargame/static/offramp/js/table/model/records.js";
import { makeNames } from "../../../wargame/static/offramp/js/table/model/names.js";
import { apply, emptyModel } from "../../../wargame/static/offramp/js/table/model/store.js";
import { makeUi } from "../../../wargame/static/offramp/js/table/model/ui.js";

/** @type {{ catalogue: Wire.Catalogue, snapshot: Wire.Snapshot }} */
const given = await (await fetch("/given.json")).json();

export const { catalogue, snapshot } = given;
export const ME = "opposition";
learn(catalogue.records);

const nowhere = () => {};

/**
 * What the parts of the page are drawn from, with what a case wants to be other.
 * @param {{ model?: Partial<Table.Model>, view?: Partial<Table.View>, ui?: Partial<Table.Ui> }} [other]
 * @returns {Table.Play}
 */
export function playing({ model, view, ui } = {}) {
  const known = apply(emptyModel(), snapshot);
  if (!known.view) throw new Error("there is no view");
  /** @type {Table.Play} */
  const ctx = {
    model: { ...known, ...model },
    view: { ...known.view, ...view },
    ui: { ...makeUi(sessionStorage, "nobody").state, ...ui },
    names: makeNames(catalogue, ME),
    catalogue,
    me: ME,
    urls: { socket: "", line: "", log: "", again: "", join: "" },
    reporter: { watch: nowhere, open: nowhere, next: nowhere, all: nowhere, close: nowhere },
    phone: false,
    paused: false,
    send: nowhere,
    counter: nowhere,
    now: () => ctx,
    forgive: nowhere,
    set: nowhere,
    goTo: nowhere,
    focus: nowhere,
    ready: nowhere,
    reclaim: nowhere,
    older: nowhere,
    takeBack: nowhere,
    startOver: nowhere,
    seal: nowhere,
    settle: nowhere,
    reviseOffer: nowhere,
    reviseThreat: nowhere,
  };
  return ctx;
}

/** Something said. @param {number} seq @param {string} seat @param {string[]} to nobody: to all @returns {Table.Said} */
export const said = (seq, seat, to = []) => ({
  t: "event",
  seq,
  turn: 1,
  at: "2026-01-01T00:00:00.000Z",
  event: { kind: "said", seat, to, public: !to.length, text: "words", bot: false, erased: false },
  offer: null,
  commitments: [],
});

/** @param {Partial<Wire.OfferState>} other @returns {Wire.OfferState} */
export const offer = (other = {}) => ({
  id: "o1",
  turn: 1,
  issuer: "us",
  to: [ME],
  terms: [],
  asks: [],
  expires: 2,
  public: false,
  witnesses: [],
  counters: null,
  signers: [],
  answers: {},
  status: "open",
  ...other,
});

/** @param {Partial<Wire.OfferState>} other @param {string[]} can @returns {Table.Offer} */
export const offered = (other, can = []) => ({ offer: offer(other), can, title: "", text: "" });

/** @param {Partial<Table.Commitment>} other @returns {Table.Commitment} */
export const threat = (other) => ({
  id: "c1",
  kind: "threat",
  issuer: "us",
  to: [ME],
  public: true,
  since: 1,
  due: 2,
  witnesses: [],
  offer: null,
  undertakings: [],
  done: [],
  condition: null,
  demand: null,
  action: null,
  ordered: false,
  met: [],
  failed: [],
  ending: null,
  ended: null,
  text: "",
  ...other,
});
