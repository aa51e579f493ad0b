// What an order needs beside its kind: breadth, crimes, host, safe conduct, a date. They appear under the chosen order.
import { html, live } from "../page/lit.js";
import { cellsView } from "./cells.js";
import { outOfTen, turnOptions } from "../deals/sentence.js";

// A change of the order that stands when it is made, not of the one that was drawn: another field may have changed since.
/** @param {string} kind @param {Partial<Wire.Order>} patch @returns {Table.OrderChange} */
const patched = (kind, patch) => (order) => (order?.kind === kind ? { ...order, ...patch } : order);

// An order with every field that its kind needs, so that it can be sealed at once.
/** @param {Table.Play} ctx @param {{ kind: string, fields: string[] }} choice */
export function filled(ctx, choice) {
  /** @type {Wire.Order} */
  const order = { kind: choice.kind };
  /** @param {string} name */
  const shown = (name) => ctx.view.tracks.find((one) => one.name === name)?.shown ?? 0;
  for (const field of choice.fields) {
    if (field === "breadth") order.breadth = Math.max(0.5, Math.round(shown("breadth") * 2) / 20);
    if (field === "crimes") order.crimes = ctx.view.crimes;
    if (field === "host")
      order.host = ctx.view.menu.hosts.find((host) => host === ctx.view.host) ?? ctx.view.menu.hosts[0] ?? null;
    if (field === "guarantee") order.guarantee = Math.max(0.5, Math.round(shown("guarantee") * 2) / 20);
    if (field === "by") order.by = Math.min(ctx.view.turn + 2, ctx.view.menu.last_turn);
    if (field === "defect") order.defect = [];
  }
  return order;
}

// While the slider moves, what it shows is kept as `sliding`; it is sealed where the slider is let go.
/**
 * @param {Table.Play} ctx
 * @param {{ label: string, slot: Table.Slot, order: Wire.Order, field: Table.Share }} how
 */
function level(ctx, { label, slot, order, field }) {
  const share = order[field] ?? 0;
  /** @param {On<HTMLInputElement>} event */
  const at = (event) => Number(event.target.value) / 10;
  /** @param {On<HTMLInputElement>} event */
  const slide = (event) => ctx.set({ sliding: { slot, kind: order.kind, field, share: at(event) } });
  /** @param {On<HTMLInputElement>} event */
  const settle = (event) => ctx.seal(slot, patched(order.kind, { [field]: at(event) }));
  return html`<label class="field"
    ><span class="field-label">${label}</span>
    <span class="level"
      ><input
        type="range"
        min="0"
        max="10"
        step="0.5"
        .value=${live(String(share * 10))}
        aria-valuetext=${outOfTen(share)}
        @input=${slide}
        @change=${settle}
        @blur=${ctx.settle}
      /><output class="number">${outOfTen(share)}</output></span
    ></label
  >`;
}

/**
 * @param {string} label
 * @param {unknown} value
 * @param {[unknown, string][]} options
 * @param {(value: string) => void} change
 */
function menu(label, value, options, change) {
  return html`<label class="field"
    ><span class="field-label">${label}</span>
    <select class="input" @change=${(/** @type {On<HTMLSelectElement>} */ event) => change(event.target.value)}>
      ${options.map(([key, text]) => html`<option value=${key} .selected=${live(String(key) === String(value))}>${text}</option>`)}
    </select></label
  >`;
}

/** @typedef {{ slot: Table.Slot, order: Wire.Order, set: (patch: Partial<Wire.Order>) => void }} Given */

/** @type {{ [field: string]: (ctx: Table.Play, given: Given) => unknown }} */
const DRAW = {
  breadth: (ctx, { slot, order }) =>
    level(ctx, { label: gettext("Breadth: how many it covers"), slot, order, field: "breadth" }),
  crimes: (ctx, { order, set }) =>
    html`<label class="switch"
      ><input
        type="checkbox"
        .checked=${live(order.crimes)}
        @change=${(/** @type {On<HTMLInputElement>} */ event) => set({ crimes: event.target.checked })}
      />${gettext("Crimes against humanity are in it")}</label
    >`,
  host: (ctx, { order, set }) =>
    menu(
      gettext("Country of exile"),
      order.host,
      ctx.view.menu.hosts.map((id) => [id, ctx.names.host(id)]),
      (host) => set({ host }),
    ),
  guarantee: (ctx, { slot, order }) =>
    level(ctx, { label: gettext("How firm the safe conduct is"), slot, order, field: "guarantee" }),
  by: (ctx, { order, set }) => {
    const label =
      order.kind === "ultimatum" ? gettext("By the end of turn") : gettext("The offer closes with turn");
    return menu(label, order.by, turnOptions(ctx.view.turn, ctx.view.menu.last_turn), (by) =>
      set({ by: Number(by) }),
    );
  },
  defect: (ctx, { order }) => cellsView(ctx, order),
};

/** @param {Table.Play} ctx @param {Table.Slot} slot @param {{ choice: Wire.OrderChoice, order: Wire.Order }} how */
export function fieldsView(ctx, slot, { choice, order }) {
  /** @param {Partial<Wire.Order>} patch */
  const set = (patch) => ctx.seal(slot, patched(order.kind, patch));
  return html`<div class="order-fields stack-s" data-slot=${slot}>
    ${choice.fields.map((field) => DRAW[field]?.(ctx, { slot, order, set }) ?? "")}
  </div>`;
}
