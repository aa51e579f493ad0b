// Sealed orders: one main and one minor, saved as soon as they change; then ready.
import { html, live, nothing } from "../page/lit.js";
import { cellsView } from "./cells.js";
import { fieldsView, filled } from "./fields.js";
import { isPending, refusal } from "../page/refusal.js";
import { isOnline } from "../model/store.js";
import { fill, oneDecimal, percent } from "../page/texts.js";

// The last move of a kind that is on its way, if it was meant for this turn.
/**
 * @template {Wire.Move["kind"]} K
 * @param {Table.Play} ctx
 * @param {K} kind
 */
const underWay = (ctx, kind) =>
  ctx.model.pending
    .filter((one) => one.turn === ctx.view.turn)
    .map((one) => one.move)
    .filter((move) => isOf(move, kind))
    .at(-1);

/**
 * @template {Wire.Move["kind"]} K
 * @param {Wire.Move} move
 * @param {K} kind
 * @returns {move is Extract<Wire.Move, { kind: K }>}
 */
const isOf = (move, kind) => move.kind === kind;

// What is sealed, or on its way to be; and where a slider stands that is not let go yet.
/** @param {Table.Play} ctx @returns {Table.Sealed} */
export function currentOrders(ctx) {
  const sealed = underWay(ctx, "orders") ?? ctx.view.me.orders;
  const orders = { main: sealed?.main ?? null, minor: sealed?.minor ?? null };
  const { sliding } = ctx.ui;
  const order = sliding && orders[sliding.slot];
  if (!order || order.kind !== sliding.kind) return orders;
  return { ...orders, [sliding.slot]: { ...order, [sliding.field]: sliding.share } };
}

/** @param {Wire.OrderChoice} choice */
function costText(choice) {
  const parts = [];
  if (choice.chance !== null)
    parts.push(fill(gettext("%(chance)s succeeds"), { chance: percent(choice.chance) }));
  const cost = choice.cost ?? 0;
  if (cost > 0) parts.push(fill(gettext("costs %(cost)s"), { cost: oneDecimal(cost) }));
  if (cost < 0) parts.push(fill(gettext("saves %(cost)s"), { cost: oneDecimal(-cost) }));
  return parts.join(", ");
}

/**
 * @param {Table.Play} ctx
 * @param {Table.Slot} slot
 * @param {Wire.OrderChoice} choice
 * @param {Wire.Order | null} order
 */
function choiceView(ctx, slot, choice, order) {
  const chosen = order?.kind === choice.kind;
  const closed = choice.unavailable !== null;
  const why = closed
    ? (ctx.catalogue.unavailable[choice.unavailable ?? ""] ?? gettext("It cannot be given now."))
    : chosen
      ? ctx.names.hint(choice.kind)
      : "";
  const pick = () => ctx.seal(slot, (_, now) => filled(now, choice));
  return html`<label class="choice">
      <input
        type="radio"
        name=${slot}
        value=${choice.kind}
        .checked=${live(chosen)}
        ?disabled=${closed || ctx.paused}
        @change=${pick}
      />
      <span class="choice-name">${ctx.names.orderTitle(choice.kind)}</span
      ><span class="choice-cost">${costText(choice)}</span>
      ${why ? html`<span class="choice-why">${why}</span>` : nothing}
    </label>
    ${order && chosen && choice.fields.length ? fieldsView(ctx, slot, { choice, order }) : nothing}`;
}

/** @param {Table.Play} ctx @param {Table.Slot} slot @param {Wire.Order | null} order */
function slotView(ctx, slot, order) {
  const choices = ctx.view.menu[slot];
  if (!choices.length) return nothing;
  const none = { kind: "", fields: [] };
  return html`<fieldset class="choices" ?disabled=${ctx.paused}>
    <legend class="eyebrow">
      ${slot === "main" ? gettext("One main order") : gettext("and one minor order")}
    </legend>
    ${choices.map((choice) => choiceView(ctx, slot, choice, order))}
    <label class="choice"
      ><input
        type="radio"
        name=${slot}
        value=${none.kind}
        .checked=${live(!order)}
        ?disabled=${ctx.paused}
        @change=${() => ctx.seal(slot, () => null)}
      />
      <span class="choice-name">${gettext("None")}</span></label
    >
  </fieldset>`;
}

// An officer's only main order is which cells move: the cells stand there by themselves.
/** @param {Table.Play} ctx @param {Wire.Order | null} order */
function mainView(ctx, order) {
  const [only, ...others] = ctx.view.menu.main;
  if (!only || others.length || !only.fields.includes("defect")) return slotView(ctx, "main", order);
  return html`<fieldset ?disabled=${ctx.paused}>
    <legend class="eyebrow">${gettext("Your cells, sealed until the turn ends")}</legend>
    ${cellsView(ctx, order)}
  </fieldset>`;
}

/** @param {Table.Play} ctx */
export function sealState(ctx) {
  const waiting = ctx.model.pending.some((one) => one.move.kind === "orders" && one.seq === null);
  if (waiting && !isOnline(ctx.model.net))
    return ["waiting", gettext("kept here until the network is back")];
  if (waiting || ctx.ui.sliding) return ["saving", gettext("saving …")];
  const { main, minor } = currentOrders(ctx);
  return main || minor ? ["saved", gettext("sealed, saved")] : ["", ""];
}

/** @param {Table.Play} ctx */
export function isReady(ctx) {
  const sent = underWay(ctx, "ready");
  return sent ? (sent.ready ?? true) : ctx.view.me.ready;
}

// What no order means: nothing, but on the day after the rules have a say of their own.
/** @param {Table.Play} ctx */
function silence(ctx) {
  const role = ctx.catalogue.seats[ctx.me]?.role;
  if (ctx.view.phase === "day_after" && role === "opposition")
    return gettext("No order is sealed yet: silence keeps your word.");
  if (ctx.view.phase === "day_after" && role === "officer")
    return gettext("No order is sealed yet: your officers would resist where that pays them.");
  return gettext("No order is sealed yet: you would do nothing.");
}

/** @param {Table.Play} ctx @param {{ ready: boolean, orders: Table.Sealed, empty: boolean }} how */
function footNote(ctx, { ready, orders, empty }) {
  if (ctx.paused) return gettext("Paused: orders, Ready and what you send wait until the round goes on.");
  /** @param {Wire.SeatView} one */
  const moves = (one) => !one.standing && ctx.model.presence[one.seat]?.kind !== "bot"; // nobody waits for bots
  /** @param {Wire.SeatView} one */
  const open = (one) => moves(one) && !one.ready && one.seat !== ctx.me;
  if (ready && !ctx.view.seats.some(open)) return gettext("All are ready. The turn is being resolved.");
  if (ready) return gettext("You may still talk, answer and change your orders.");
  if (!empty && !orders.main && !orders.minor) return silence(ctx);
  return ctx.model.clock.deadline
    ? gettext("The turn ends when all are ready, or when the clock runs out.")
    : gettext("The turn ends when all are ready.");
}

// Ready is a large button; what takes it back is a small one elsewhere, so that it is not pressed by mistake.
/** @param {Table.Play} ctx @param {Table.Sealed} orders @param {boolean} empty */
function footView(ctx, orders, empty) {
  const ready = isReady(ctx);
  const held = ctx.paused || ctx.ui.readyHeld;
  return html`<div class="orders-foot" ?data-ready=${ready}>
    ${ready ? html`<p class="ready-said"><span aria-hidden="true">✓</span> ${gettext("You are ready")}</p>` : nothing}
    <button
      type="button"
      class="button ${ready ? "button-quiet" : "button-primary button-block"}"
      id="ready"
      data-ready=${ready}
      aria-disabled=${held}
      ?data-paused=${ctx.paused}
      aria-busy=${isPending(ctx, "ready")}
      @click=${() => held || ctx.ready(!ready)}
    >
      ${ready ? gettext("Think again") : gettext("Ready")}
    </button>
    ${refusal(ctx, "ready")}
    <p class="meta" role="status">${footNote(ctx, { ready, orders, empty })}</p>
  </div>`;
}

/** @param {Table.Ctx} ctx */
export function ordersView(ctx) {
  if (!ctx.view)
    return html`<p class="empty">
      <strong>${gettext("The round has not begun.")}</strong>
      ${gettext("Read your brief meanwhile. Orders open with the first turn.")}
    </p>`;
  if (ctx.view.phase === "over")
    return html`<p class="empty">
      <strong>${gettext("The round has ended")}</strong> ${gettext("What came of it stands under Talk.")}
    </p>`;
  const orders = currentOrders(ctx);
  const [state, words] = sealState(ctx);
  const title =
    ctx.view.phase === "day_after"
      ? gettext("Sealed orders, the day after")
      : fill(gettext("Sealed orders, turn %(turn)s"), { turn: ctx.view.turn });
  const empty = !ctx.view.menu.main.length && !ctx.view.menu.minor.length;
  return html`<form class="card" @submit=${(/** @type {Event} */ event) => event.preventDefault()}>
    <div class="split">
      <h2 class="eyebrow" id="orders-title">${title}</h2>
      <span class="save-state" data-state=${state} role="status">${words}</span>
    </div>
    ${empty ? html`<p class="empty">${gettext("Nothing to decide for you in this turn: watch, and press Ready.")}</p>` : nothing}
    ${mainView(ctx, orders.main)} ${slotView(ctx, "minor", orders.minor)} ${refusal(ctx, "orders")}
    ${footView(ctx, orders, empty)}
  </form>`;
}
