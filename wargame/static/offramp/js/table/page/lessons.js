// The tutorial's hints, one at a time and in order, in a line over the whole table; each leads to the next one's panel.
import { html, nothing } from "./lit.js";
import { fill } from "./texts.js";

/** @type {{ [panel: string]: () => string }} */
const NEXT = {
  me: () => gettext("Next: your brief"),
  board: () => gettext("Next: the board"),
  deals: () => gettext("Next: the offers"),
  talk: () => gettext("Next: the talk"),
  orders: () => gettext("Next: your orders"),
};

/** @type {{ [panel: string]: () => string }} */
const GO = {
  me: () => gettext("Go to your brief"),
  board: () => gettext("Go to the board"),
  deals: () => gettext("Go to the offers"),
  talk: () => gettext("Go to the talk"),
  orders: () => gettext("Go to your orders"),
};

/** @param {Table.Ctx} ctx */
const hintsOf = (ctx) =>
  ctx.view && ctx.view.phase !== "over"
    ? ctx.catalogue.lessons.filter((one) => one.turn === ctx.view.turn)
    : [];

// The hint that stands on the page now, if any.
/** @param {Table.Ctx} ctx */
export const hintNow = (ctx) => hintsOf(ctx).find((one) => !ctx.ui.dismissed.includes(one.id));

/** @param {Table.Ctx} ctx */
export function lessonsView(ctx) {
  const all = hintsOf(ctx);
  const now = hintNow(ctx);
  if (!now) return nothing;
  const left = all.filter((one) => !ctx.ui.dismissed.includes(one.id));
  const then = left[1];
  const place = fill(gettext("Hint %(n)s of %(all)s"), { n: all.indexOf(now) + 1, all: all.length });
  /** @param {Wire.Lesson[]} hints */
  const away = (hints) => ctx.set((ui) => ({ dismissed: [...ui.dismissed, ...hints.map((one) => one.id)] }));
  const onward = () => {
    away([now]);
    if (then && then.panel !== now.panel) ctx.goTo(then.panel);
  };
  const here = !ctx.phone || ctx.ui.panel === now.panel;
  const next = then ? (then.panel === now.panel ? gettext("Next") : NEXT[then.panel]()) : gettext("Understood");
  return html`<aside class="lesson" aria-label=${gettext("A hint")} ?data-elsewhere=${!here}>
    <p><b class="lesson-place">${place}</b> ${here ? now.text : nothing}</p>
    <button
      type="button"
      class="button button-small lesson-next"
      @click=${here ? onward : () => ctx.goTo(now.panel)}
    >
      ${here ? next : GO[now.panel]()}
    </button>
    <button type="button" class="lesson-away" aria-label=${gettext("Put the hints away")} @click=${() => away(left)}>
      ✕
    </button>
  </aside>`;
}
