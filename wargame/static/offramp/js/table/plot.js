// One track over the turns: a line for the eye, a table for those who read numbers.
import { html, nothing, repeat, svg } from "./lit.js";
import { fill, listing, oneDecimal } from "./texts.js";

const WIDTH = 280;
const HEIGHT = 96;
const LEFT = 22;
const RIGHT = 10;
const TOP = 10;
const FOOT = 20;

function scale(history, turns, span) {
  const x = (turn) => LEFT + ((turn - 1) * (WIDTH - LEFT - RIGHT)) / Math.max(1, turns - 1);
  const y = (value) => TOP + ((span.high - value) * (HEIGHT - TOP - FOOT)) / (span.high - span.low);
  return { x, y };
}

export function pointsOf(history, track) {
  return history.filter((one) => one.shown[track] !== undefined).map((one) => ({ turn: one.turn, value: one.shown[track] }));
}

export function plotView(ctx, track) {
  const points = pointsOf(ctx.model.history, track.name);
  if (points.length < 2) return html`<p class="meta">${gettext("One turn so far: there is no line to draw yet.")}</p>`;
  const span = track.name === "region" ? { low: -10, high: 10 } : { low: 0, high: 10 };
  const last = Math.max(ctx.view.turns, points.at(-1).turn);
  const { x, y } = scale(points, last, span);
  const line = points.map((one) => `${x(one.turn).toFixed(1)},${y(one.value).toFixed(1)}`).join(" ");
  const spoken = listing(points.map((one) => oneDecimal(one.value)));
  const label = fill(gettext("%(track)s by turn: %(values)s"), { track: ctx.names.track(track.name), values: spoken });
  const end = points.at(-1);
  return html`<svg class="track-plot" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${label}>
      ${[span.low, (span.low + span.high) / 2, span.high].map((value) => svg`<path class="plot-grid" d="M${LEFT} ${y(value)}H${WIDTH - RIGHT}"></path><text class="plot-text plot-end" x=${LEFT - 5} y=${y(value) + 3}>${value}</text>`)}
      <polyline class="plot-line" points=${line}></polyline>
      ${points.map((one) => svg`<circle class="plot-dot" cx=${x(one.turn)} cy=${y(one.value)} r="2.5"></circle>`)}
      <circle class="plot-dot" cx=${x(end.turn)} cy=${y(end.value)} r="4"></circle>
      <text class="plot-text" x=${LEFT} y=${HEIGHT - 4}>${fill(gettext("turn %(turn)s"), { turn: 1 })}</text>
      <text class="plot-text plot-end" x=${WIDTH - RIGHT} y=${HEIGHT - 4}>${last}</text>
    </svg>
    ${numbers(points, label)}`;
}

function numbers(points, caption) {
  return html`<div class="data-wrap"><table class="data"><caption class="visually-hidden">${caption}</caption>
    <thead><tr><th scope="col">${gettext("Turn")}</th><th scope="col" class="end">${gettext("Value")}</th></tr></thead>
    <tbody>${repeat(points, (one) => one.turn, (one) => html`<tr><th scope="row">${one.turn}</th><td class="end">${oneDecimal(one.value)}</td></tr>`)}</tbody>
  </table></div>`;
}

// The line alone, small, for the report: where the track has been.
export function sparkView(history, track) {
  const points = pointsOf(history, track.name);
  if (points.length < 3) return nothing;
  const low = track.name === "region" ? -10 : 0;
  const at = (one, index) => `${((index * 100) / (points.length - 1)).toFixed(1)},${(30 - ((one.value - low) * 30) / (10 - low)).toFixed(1)}`;
  return html`<svg class="spark" viewBox="0 0 100 30" preserveAspectRatio="none" aria-hidden="true"><polyline points=${points.map(at).join(" ")}></polyline></svg>`;
}
