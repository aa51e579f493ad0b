// A threat as a sentence: whom, what they must do, by when, what we do otherwise, and who hears it.
import { html } from "../page/lit.js";
import { addressees, demandable } from "./drafts.js";
import { publicSlot, seatsSlot } from "./offer.js";
import { slot, turnOptions } from "./sentence.js";
import { weave } from "../page/texts.js";

/** @param {Table.Play} ctx @param {Table.ThreatDraft} draft */
export function threatReady(ctx, draft) {
  if (!draft.demand) return gettext("Nothing can be demanded of these seats together.");
  return draft.action ? "" : gettext("Choose what you will do.");
}

const sentence = () =>
  gettext("Unless %(whom)s %(demand)s by turn %(by)s, we will %(action)s, and we say so %(where)s.");

/** @param {Table.Play} ctx @param {Table.ThreatDraft} draft */
export function threatForm(ctx, draft) {
  const { names, view } = ctx;
  /** @param {Partial<Table.ThreatDraft>} patch */
  const set = (patch) => ctx.reviseThreat(() => patch);
  const groups = addressees(ctx, (seat) => (view.menu.demands[seat] ?? []).length > 0);
  const pieces = {
    whom: seatsSlot(ctx, { label: gettext("Whom you threaten"), to: draft.to, groups, change: (to) => set({ to }) }),
    demand: slot({
      label: gettext("What you demand"),
      value: draft.demand,
      options: demandable(ctx, draft.to).map((kind) => [kind, names.undertaking(kind).does]),
      change: (demand) => set({ demand }),
    }),
    by: slot({
      label: gettext("By which turn"),
      value: draft.by,
      options: turnOptions(view.turn, view.menu.last_turn),
      change: (by) => set({ by: Number(by) }),
    }),
    action: slot({
      label: gettext("What you will do otherwise"),
      value: draft.action,
      options: view.menu.actions.map((kind) => [kind, names.order(kind)]),
      change: (action) => set({ action }),
    }),
    where: publicSlot(draft.public, (value) => set({ public: value })),
  };
  return html`<p class="sentence">${weave(sentence(), pieces)}</p>`;
}

/** @param {Table.Play} ctx @param {Wire.Threat} move */
export function readThreat(ctx, move) {
  const { names } = ctx;
  /** @param {unknown} text */
  const bold = (text) => html`<b>${text}</b>`;
  return weave(sentence(), {
    whom: bold(names.each(move.to)),
    demand: bold(names.undertaking(move.demand).does),
    by: bold(move.by),
    action: bold(names.order(move.action)),
    where: bold(move.public ? gettext("in public") : gettext("in private")),
  });
}
