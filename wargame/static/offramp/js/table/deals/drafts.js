// Drafts of offers and threats: how they begin, how they become moves, and how another's offer is turned round.
import { channelSeats } from "../model/names.js";
import { otherSeats } from "../stream/channels.js";
import { hosted } from "./terms.js";

const within = (ctx, turn) => Math.min(turn, ctx.view.menu.last_turn);

function firstSeat(ctx) {
  const here = channelSeats(ctx.ui.channel);
  return here.length ? here.filter((seat) => otherSeats(ctx).includes(seat)) : otherSeats(ctx).slice(0, 1);
}

export function shared(lists) {
  return lists.length ? lists[0].filter((one) => lists.every((list) => list.includes(one))) : [];
}

export const askable = (ctx, to) => shared(to.map((seat) => ctx.view.menu.asks[seat] ?? []));
export const demandable = (ctx, to) => shared(to.map((seat) => ctx.view.menu.demands[seat] ?? []));

// Of the seats addressed, the one whose host countries an exile may name.
export const giverOf = (ctx, to) => to.find((seat) => ctx.catalogue.seats[seat]?.role !== "officer") ?? to[0];

// A draft as it holds together, whatever was changed in it last: what those addressed cannot do falls out.
export function whole(ctx, kind, draft) {
  if (kind === "threat") {
    const kinds = demandable(ctx, draft.to);
    return { ...draft, demand: kinds.includes(draft.demand) ? draft.demand : (kinds[0] ?? null) };
  }
  const kinds = askable(ctx, draft.to);
  const asks = draft.asks.filter((one) => kinds.includes(one.kind));
  return {
    ...draft,
    asks: asks.map((one) => hosted(ctx, one, giverOf(ctx, draft.to))),
    witnesses: draft.witnesses.filter((seat) => !draft.to.includes(seat)),
  };
}

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

export function offerMove(draft) {
  const { to, terms, asks, expires, public: open, witnesses, counters } = draft;
  const move = { kind: "offer", to, terms, asks, expires, public: open, witnesses: open ? [] : witnesses };
  return counters ? { ...move, counters } : move;
}

export function draftOfOffer(move) {
  return { witnesses: [], theirs: null, counters: null, terms: [], asks: [], public: false, ...move };
}

// A counter-offer opens with the other's terms turned round; what is not in the one's or the other's power falls out.
export function counterDraft(ctx, offer) {
  const to = [offer.issuer];
  const { gives } = ctx.view.menu;
  const theirs = askable(ctx, to);
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
export function changedKinds(list, theirs) {
  if (!theirs) return new Set();
  const same = (one, other) =>
    JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());
  return new Set(list.filter((one) => !theirs.some((other) => same(one, other))).map((one) => one.kind));
}

// The most usual choice where it is open, else the first of the list.
const first = (list, usual) => (list.includes(usual) ? usual : (list[0] ?? null));

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

export function threatMove(draft) {
  const { to, demand, by, action, public: open } = draft;
  return { kind: "threat", to, demand, by, action, public: open };
}

// Whom a sentence can be addressed to: each seat, those of one role together, those of the channel, all.
export function addressees(ctx, allowed = () => true) {
  const seats = otherSeats(ctx).filter(allowed);
  const officers = seats.filter((seat) => seat.startsWith("officer-"));
  const here = channelSeats(ctx.ui.channel).filter((seat) => seats.includes(seat));
  const groups = seats.map((seat) => [seat]);
  if (officers.length > 1) groups.push(officers);
  if (here.length > 1) groups.push(here);
  if (seats.length > 1) groups.push(seats);
  const seen = new Map(groups.map((group) => [[...group].sort().join("+"), group]));
  return [...seen.values()];
}
