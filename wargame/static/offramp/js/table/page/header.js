// The bar: the turn with its dates, who is here, the clock.
import { html, nothing, repeat } from "./lit.js";
import { clockFace } from "./clock.js";
import { minutes, secondsUntil } from "../../clock.js";
import { dates, fill } from "./texts.js";

/** @param {Table.Ctx} ctx */
export function turnText(ctx) {
  const { view } = ctx;
  if (!view) return gettext("Waiting to begin");
  if (view.phase === "over") return gettext("The round has ended");
  if (view.phase === "day_after") return gettext("The day after");
  return fill(gettext("Turn %(turn)s of %(turns)s"), { turn: view.turn, turns: view.turns });
}

/** @param {Table.Ctx} ctx */
export function turnView(ctx) {
  const round = ctx.catalogue.round
    ? html`<span class="bar-round" dir="auto">${ctx.catalogue.round}</span><span class="bar-round bar-join"> · </span>`
    : nothing;
  const shown = ctx.view && ctx.view.phase === "contest";
  return html`${round}${turnText(ctx)}${shown ? html`<span class="bar-dates"> · ${dates(ctx.catalogue, ctx.view.turn)}</span>` : nothing}`;
}

/** @param {Table.Play} ctx @param {Wire.SeatView} line */
function presenceOf(ctx, line) {
  const at = ctx.model.presence[line.seat];
  if (line.standing || at?.kind === "standing") return { state: "bot", word: "" };
  const ready = line.ready;
  const over = ctx.view.phase === "over";
  if (line.seat === ctx.me)
    return ready && !over ? { state: "ready", word: gettext("ready") } : { state: "here", word: "" };
  if (at?.kind === "bot")
    return ready && !over
      ? { state: "ready", word: gettext("bot, ready") }
      : { state: "bot", word: gettext("bot") };
  if (at && !at.present) return awayFor(ctx, at);
  return ready && !over ? { state: "ready", word: gettext("ready") } : { state: "here", word: "" };
}

/** @param {Table.Play} ctx @param {Wire.Present} at */
function awayFor(ctx, at) {
  if (!at.since) return { state: "empty", word: gettext("not here yet") };
  const gone = -secondsUntil(at.since, ctx.ui.now + (ctx.model.clock.offset ?? 0));
  return { state: "away", word: fill(gettext("away %(time)s"), { time: minutes(gone).replace(/^0/, "") }) };
}

/** @param {Table.Ctx} ctx */
export function chipsView(ctx) {
  if (!ctx.view) return nothing;
  /** @param {Wire.SeatView} line */
  const chip = (line) => {
    const { state, word } = presenceOf(ctx, line);
    const name = line.seat === ctx.me ? gettext("You") : ctx.names.seat(line.seat);
    return html`<li class="chip" data-seat=${line.seat} data-role=${ctx.names.role(line.seat)} data-state=${state}>
      <span class="shape"></span><span class="chip-name">${name}</span> ${word}
    </li>`;
  };
  return repeat(ctx.view.seats, (line) => line.seat, chip);
}

/** @param {Table.Ctx} ctx @param {HTMLElement} element */
export function drawClock(ctx, element) {
  const face = clockFace(ctx.model.clock, ctx.ui.now);
  element.hidden = !face;
  const text = face?.text ?? "";
  if (element.dataset.says !== text) element.textContent = element.dataset.says = text;
  element.toggleAttribute("data-urgent", Boolean(face?.urgent));
}
