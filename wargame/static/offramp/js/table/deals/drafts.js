// Drafts of offers and threats: how they begin, how they become moves, and how another's offer is turned round.
import { channelKey, channelSeats } from "../model/names.js";
import { otherSeats } from "../stream/channels.js";
import { hosted } from "./terms.js";

/** @param {Table.Play} ctx @param {number} turn */
const within = (ctx, turn) => Math.min(turn, ctx.view.menu.last_turn);

/** @param {Table.Play} ctx */
function firstSeat(ctx) {
  const here = channelSeats(ctx.ui.channel);
  return here.length ? here.filter((seat) => otherSeats(ctx).includes(seat)) : otherSeats(ctx).slice(0, 1);
}

/** @param {string[][]} lists */
export function shared(lists) {
  return lists.length ? lists[0].filter((one) => lists.every((list) => list.includes(one))) : [];
}

/** @param {Table.Play} ctx @param {string[]} to */
export const askable = (ctx, to) => shared(to.map((seat) => ctx.view.menu.asks[seat] ?? []));
/** @param {Table.Play} ctx @param {string[]} to */
export const demandable = (ctx, to) => shared(to.map((seat) => ctx.view.menu.demands[seat] ?? []));

// Of the seats addressed, the one whose host countries an exile may name.
/** @param {Table.Play} ctx @param {string[]} to */
export const giverOf = (ctx, to) => to.find((seat) => ctx.catalogue.seats[seat]?.role !== "officer") ?? to[0];

// A draft as it holds together, whatever was changed in it last: what those addressed cannot do falls out.
/** @param {Table.Play} ctx @param {Table.ThreatDraft} draft */
export function wholeThreat(ctx, draft) {
  const kinds = demandable(ctx, draft.to);
  const demand = kinds.find((kind) => kind === draft.demand) ?? kinds[0] ?? null;
  return { ...draft, demand };
}

/** @param {Table.Play} ctx @param {Table.OfferDraft} draft */
export function wholeOffer(ctx, draft) {
  const kinds = askable(ctx, draft.to);
  const asks = draft.asks.filter((one) => kinds.includes(one.kind));
  return {
    ...draft,
    asks: asks.map((one) => hosted(ctx, one, giverOf(ctx, draft.to))),
    witnesses: draft.witnesses.filter((seat) => !draft.to.includes(seat)),
  };
}

/** @param {Table.Play} ctx @returns {Table.OfferDraft} */
export function offerDraft(ctx) {
  return (
    ctx.ui.offer ?? {
      to: firstSeat(ctx),
      terms: [],
      asks: [],
      expires: within(ctx, ctx.view.turn + 1),
      public: ctx.ui.channel === "all",
      witnesses: [],
      counters: null,
      theirs: null,
    }
  );
}

/** @param {Table.OfferDraft} draft @returns {Wire.Offer} */
export function offerMove(draft) {
  const { to, terms, asks, expires, public: open, witnesses, counters } = draft;
  /** @type {Wire.Offer} */
  const move = { kind: "offer", to, terms, asks, expires, public: open, witnesses: open ? [] : witnesses };
  return counters ? { ...move, counters } : move;
}

/** @param {Wire.Offer} move @returns {Table.OfferDraft} */
export function draftOfOffer({ to, terms, asks, expires, public: open, witnesses, counters }) {
  return {
    to,
    terms: terms ?? [],
    asks: asks ?? [],
    expires,
    public: open ?? false,
    witnesses: witnesses ?? [],
    counters: counters ?? null,
    theirs: null,
  };
}

/** @param {Wire.Threat} move @returns {Table.ThreatDraft} */
export const draftOfThreat = ({ to, demand, by, action, public: open }) => ({ to, demand, by, action, public: open ?? false });

// A counter-offer opens with the other's terms turned round; what is not in the one's or the other's power falls out.
/** @param {Table.Play} ctx @param {Wire.OfferState} offer @returns {Table.OfferDraft} */
export function counterDraft(ctx, offer) {
  const to = [offer.issuer];
  const { gives } = ctx.view.menu;
  const theirs = askable(ctx, to);
  /** @param {Wire.Undertaking} one */
  const timely = (one) => ({ ...one, by: Math.max(one.by, ctx.view.turn) });
  return {
    to,
    terms: offer.asks.filter((one) => gives.includes(one.kind)).map(timely),
    asks: offer.terms.filter((one) => theirs.includes(one.kind)).map(timely),
    expires: within(ctx, ctx.view.turn + 1),
    public: offer.public,
    witnesses: [],
    counters: offer.id,
    theirs: { terms: offer.asks, asks: offer.terms },
  };
}

// The kinds of term that differ from the offer that is being answered.
/** @param {Wire.Undertaking[]} list @param {Wire.Undertaking[]} [theirs] */
export function changedKinds(list, theirs) {
  if (!theirs) return new Set();
  /** @param {object} one @param {object} other */
  const same = (one, other) =>
    JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());
  return new Set(list.filter((one) => !theirs.some((other) => same(one, other))).map((one) => one.kind));
}

// The most usual choice where it is open, else the first of the list.
/** @param {string[]} list @param {string} usual */
const first = (list, usual) => (list.includes(usual) ? usual : (list[0] ?? null));

/** @param {Table.Play} ctx @returns {Table.ThreatDraft} */
export function threatDraft(ctx) {
  if (ctx.ui.threat) return ctx.ui.threat;
  const here = firstSeat(ctx).filter((seat) => (ctx.view.menu.demands[seat] ?? []).length);
  const able = otherSeats(ctx).filter((seat) => (ctx.view.menu.demands[seat] ?? []).length);
  const to = here.length && ctx.ui.channel !== "all" ? here : able.length ? [first(able, "leadership")] : [];
  return {
    to,
    demand: first(demandable(ctx, to), "resign"),
    by: within(ctx, ctx.view.turn + 1),
    action: first(ctx.view.menu.actions, "strike"),
    public: true,
  };
}

// One without a demand or an action is not ready, and is not sent.
/** @param {Table.ThreatDraft} draft @returns {Wire.Threat} */
export function threatMove(draft) {
  const { to, demand, by, action, public: open } = draft;
  return { kind: "threat", to, demand: demand ?? "", by, action: action ?? "", public: open };
}

// A refused text or draft goes back to where it was written.
/** @param {Wire.Move} move @param {Table.Ui} ui @returns {Partial<Table.Ui>} */
export function givenBack(move, ui) {
  if (move.kind === "offer") return { tab: "offer", offer: draftOfOffer(move), confirm: null };
  if (move.kind === "threat") return { tab: "threat", threat: draftOfThreat(move), confirm: null };
  if (move.kind !== "say") return {};
  const key = move.public ? "all" : channelKey(move.to ?? []);
  return ui.drafts[key] ? {} : { drafts: { ...ui.drafts, [key]: move.text } };
}

// Drafts with a date that has passed are no longer meant.
/** @param {Table.Ui} ui @param {number} turn @returns {Partial<Table.Ui>} */
export function outdated({ offer, threat }, turn) {
  const past = (/** @type {number} */ date) => date < turn;
  const dates = offer ? [offer.expires, ...[...offer.terms, ...offer.asks].map((one) => one.by)] : [];
  return {
    ...(dates.some(past) && { offer: null, confirm: null }),
    ...(threat && past(threat.by) && { threat: null, confirm: null }),
  };
}

// Whom a sentence can be addressed to: each seat, those of one role together, those of the channel, all.
/** @param {Table.Play} ctx @param {(seat: string) => boolean} allowed */
export function addressees(ctx, allowed = () => true) {
  const seats = otherSeats(ctx).filter(allowed);
  const officers = seats.filter((seat) => seat.startsWith("officer-"));
  const here = channelSeats(ctx.ui.channel).filter((seat) => seats.includes(seat));
  const groups = seats.map((seat) => [seat]);
  if (officers.length > 1) groups.push(officers);
  if (here.length > 1) groups.push(here);
  if (seats.length > 1) groups.push(seats);
  const seen = new Map(groups.map((group) => [channelKey(group), group]));
  return [...seen.values()];
}
