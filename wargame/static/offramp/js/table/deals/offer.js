// An offer as a sentence: to whom, what we will do, what they are to do, how long it stands, who hears it.
import { html, nothing } from "../page/lit.js";
import { addressees, askable, changedKinds, giverOf } from "./drafts.js";
import { channelKey } from "../model/names.js";
import { otherSeats } from "../stream/channels.js";
import { readTerm, slot, turnOptions } from "./sentence.js";
import { termList } from "./terms.js";
import { fill, weave, weaveList } from "../page/texts.js";

/**
 * @param {Table.Play} ctx
 * @param {{ label: string, to: string[], groups: string[][], change: (to: string[]) => void }} slot
 */
export function seatsSlot(ctx, { label, to, groups, change }) {
  /** @type {import("./sentence.js").Choice[]} */
  const options = groups.map((group) => [channelKey(group), ctx.names.each(group)]);
  if (!options.some(([key]) => key === channelKey(to))) options.push([channelKey(to), ctx.names.each(to)]);
  return slot({ label, value: channelKey(to), options, change: (key) => change(key.split("+")) });
}

/** @param {boolean} value @param {(value: boolean) => void} change */
export function publicSlot(value, change) {
  /** @type {import("./sentence.js").Choice[]} */
  const options = [
    [true, gettext("in public")],
    [false, gettext("in private")],
  ];
  return slot({ label: gettext("Who hears it"), value, options, change: (text) => change(text === "true") });
}

/**
 * @param {Table.Play} ctx
 * @param {Table.OfferDraft} draft
 * @param {(patch: Partial<Table.OfferDraft>) => void} change
 */
function witnessSlot(ctx, draft, change) {
  const free = otherSeats(ctx).filter((seat) => !draft.to.includes(seat));
  if (draft.public || !free.length) return nothing;
  const groups = [...free.map((seat) => [seat]), ...(free.length > 1 ? [free] : [])];
  /** @type {import("./sentence.js").Choice[]} */
  const options = groups.map((group) => [channelKey(group), ctx.names.seats(group)]);
  options.unshift(["", gettext("nobody")]);
  const now = channelKey(draft.witnesses);
  if (!options.some(([key]) => key === now)) options.push([now, ctx.names.seats(draft.witnesses)]);
  const pick = slot({
    label: gettext("Who else sees it and may sign it"),
    value: now,
    options,
    change: (key) => change({ witnesses: key ? key.split("+") : [] }),
  });
  return html`<span>${weave(gettext("Who else may see and sign it: %(who)s."), { who: pick })}</span>`;
}

// Why the draft cannot be sent yet, or nothing.
/** @param {Table.Play} ctx @param {Table.OfferDraft} draft */
export function offerReady(ctx, draft) {
  if (!draft.terms.length && !draft.asks.length)
    return gettext("Choose what you will do, or what they are to do.");
  return "";
}

/** @param {Table.Play} ctx @param {Table.OfferDraft} draft */
export function offerForm(ctx, draft) {
  /** @param {Partial<Table.OfferDraft>} patch */
  const set = (patch) => ctx.reviseOffer(() => patch);
  /** @param {"terms" | "asks"} name */
  const listed = (name) => (/** @type {(terms: Wire.Undertaking[]) => Wire.Undertaking[]} */ change) =>
    ctx.reviseOffer((now) => ({ [name]: change(now[name]) }));
  const { menu, turn } = ctx.view;
  const whom = seatsSlot(ctx, {
    label: gettext("To whom"),
    to: draft.to,
    groups: addressees(ctx),
    change: (to) => set({ to }),
  });
  const until = slot({
    label: gettext("Open until the end of turn"),
    value: draft.expires,
    options: turnOptions(turn, menu.last_turn),
    change: (value) => set({ expires: Number(value) }),
  });
  const where = publicSlot(draft.public, (value) => set({ public: value }));
  const giver = giverOf(ctx, draft.to);
  return html`<div class="sentence">
    <p>${weave(gettext("If %(whom)s"), { whom })}</p>
    ${termList(ctx, { terms: draft.asks, kinds: askable(ctx, draft.to), form: "does", giver, change: listed("asks"), add: gettext("choose what they are to do"), changed: changedKinds(draft.asks, draft.theirs?.asks) })}
    <p>${fill(gettext("then %(we)s will"), { we: ctx.names.the(ctx.me) })}</p>
    ${termList(ctx, { terms: draft.terms, kinds: menu.gives, form: "will", giver: ctx.me, change: listed("terms"), add: gettext("choose what you will do"), changed: changedKinds(draft.terms, draft.theirs?.terms) })}
    <p>
      ${weave(gettext("Said %(where)s, open until the end of turn %(turn)s."), { where, turn: until })}
      ${witnessSlot(ctx, draft, set)}
    </p>
  </div>`;
}

/** @param {Table.Play} ctx @param {Wire.Offer} move */
export function readOffer(ctx, move) {
  const { names } = ctx;
  const { asks = [], terms = [] } = move;
  /** @param {Wire.Undertaking[]} given @param {Table.Form} form */
  const list = (given, form) => weaveList(given.map((one) => readTerm(names, one, form)));
  const pieces = {
    whom: html`<b>${names.each(move.to)}</b>`,
    we: names.the(ctx.me),
    asks: list(asks, "does"),
    terms: list(terms, "will"),
  };
  let sentence = gettext("If %(whom)s %(asks)s, %(we)s will %(terms)s.");
  if (!asks.length) sentence = gettext("To %(whom)s, for nothing in return: %(we)s will %(terms)s.");
  if (!terms.length) sentence = gettext("It is asked, for nothing in return, that %(whom)s %(asks)s.");
  const where = html`<b>${move.public ? gettext("in public") : gettext("in private")}</b>`;
  const until = weave(gettext("Said %(where)s, open until the end of turn %(turn)s."), {
    where,
    turn: html`<b>${move.expires}</b>`,
  });
  return html`${weave(sentence, pieces)} ${until}`;
}
