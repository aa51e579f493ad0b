// An officer's cells, and what they sense of the regime's strength beside the strength at which enough would move.
import { html, nothing, svg } from "../page/lit.js";
import { fill, oneDecimal } from "../page/texts.js";

/** @type {{ [status: string]: () => string }} */
const LOST = {
  defected: () => gettext("moved, lost"),
  purged: () => gettext("purged"),
};

/** @param {Table.Play} ctx @param {Wire.OwnCell} cell @param {{ chosen: boolean, toggle: () => void }} how */
function cellView(ctx, cell, { chosen, toggle }) {
  const number = fill(gettext("Cell %(n)s"), { n: cell.number + 1 });
  const crimes = cell.implicated ? html`<span class="cell-n">${gettext("implicated")}</span>` : nothing;
  if (cell.status !== "loyal") {
    return html`<span class="cell" data-lost
      ><span class="cell-n">${number}</span>${LOST[cell.status]?.() ?? ""}</span
    >`;
  }
  return html`<button type="button" class="cell" aria-pressed=${chosen} @click=${toggle}>
    <span class="cell-n">${number}</span>${chosen ? gettext("defects") : gettext("loyal")}${crimes}
  </button>`;
}

/** @param {Table.Play} ctx @param {Wire.Order | null} [order] */
export function cellsView(ctx, order) {
  const { me } = ctx.view;
  const defect = order?.defect ?? [];
  /** @param {number} number */
  const toggle = (number) =>
    ctx.seal("main", (now) => {
      const moving = now?.defect ?? [];
      const next = moving.includes(number) ? moving.filter((one) => one !== number) : [...moving, number];
      return { kind: "cells", defect: next.sort((one, other) => one - other) };
    });
  const loyal = me.cells.filter((one) => one.status === "loyal");
  return html`<div class="stack-s">
    ${
      me.cells.length
        ? html`<div class="cells" role="group" aria-label=${gettext("Your cells")}>
            ${me.cells.map((cell) => cellView(ctx, cell, { chosen: defect.includes(cell.number), toggle: () => toggle(cell.number) }))}
          </div>`
        : html`<p class="empty">${gettext("You have no cells left.")}</p>`
    }
    ${loyal.length ? html`<p class="meta">${fill(ngettext("%(n)s of your %(all)s cells moves this turn. Press a cell to change it.", "%(n)s of your %(all)s cells move this turn. Press a cell to change it.", defect.length), { n: defect.length, all: loyal.length })}</p>` : nothing}
    ${senseView(ctx)}
  </div>`;
}

// Half the width of the band: twice the standard error of the mean of n signals.
/** @param {{ cells: { status: string }[], strength: number }} me @param {number} noise */
export function senseBand(me, noise) {
  const n = Math.max(1, me.cells.filter((one) => one.status === "loyal").length);
  const half = (2 * noise) / Math.sqrt(n);
  /** @param {number} value */
  const clip = (value) => Math.min(1, Math.max(0, value));
  return { low: clip(me.strength - half), high: clip(me.strength + half) };
}

/** @param {Table.Play} ctx */
function senseView(ctx) {
  const { me, estimates } = ctx.view;
  if (me.strength === null || me.strength === undefined) return nothing;
  const { low, high } = senseBand({ cells: me.cells, strength: me.strength }, ctx.catalogue.signal_noise);
  const line = Math.min(1, estimates.tipping);
  const ticks = me.cells
    .filter((one) => one.status === "loyal")
    .map((one) => Math.min(1, Math.max(0, one.signal)));
  const values = { low: oneDecimal(low * 10), high: oneDecimal(high * 10), line: oneDecimal(line * 10) };
  const words = fill(
    gettext(
      "Your cells sense the regime's strength between %(low)s and %(high)s of 10 (band). The line at %(line)s is where moving begins to pay: left of it, officers would follow one another; right of it, they would not.",
    ),
    values,
  );
  return html`<div class="scale">
    <svg class="scale-svg" viewBox="0 0 100 20" preserveAspectRatio="none" role="img" aria-label=${words}>
      <rect class="scale-rail" y="6" width="100" height="8"></rect>
      <rect
        class="scale-band"
        x=${low * 100}
        y="4"
        width=${Math.max(1, (high - low) * 100)}
        height="12"
      ></rect>
      ${ticks.map((at) => svg`<path class="scale-tick" d="M${at * 100} 6v8"></path>`)}
      <path class="scale-mark" d="M${line * 100} 0v20"></path>
    </svg>
    <div class="scale-ends"><span>${gettext("weak, 0")}</span><span>${gettext("strong, 10")}</span></div>
    <p class="meta">${words}</p>
  </div>`;
}
