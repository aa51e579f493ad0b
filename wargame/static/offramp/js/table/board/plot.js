// The tracks over the turns: a line each for the eye, one table for those who read numbers.
import { html, nothing, repeat, svg } from "../page/lit.js";
import { trackOf } from "../model/records.js";
import { fill, listing, oneDecimal } from "../page/texts.js";

const WIDTH = 100;
const HEIGHT = 30;

/** @param {Wire.Stood[]} history @param {string} track */
export function pointsOf(history, track) {
  return history
    .filter((one) => one.shown[track] !== undefined)
    .map((one) => ({ turn: one.turn, value: one.shown[track] }));
}

/** @param {{ turn: number, value: number }[]} points @param {string} track @param {number} last */
function path(points, track, last) {
  const [low, high] = trackOf(track).ends;
  /** @param {number} turn */
  const x = (turn) => ((turn - 1) * WIDTH) / Math.max(1, last - 1);
  /** @param {number} value */
  const y = (value) => HEIGHT - ((value - low) * HEIGHT) / (high - low);
  return points.map((one) => [x(one.turn).toFixed(1), y(one.value).toFixed(1)]);
}

// Where one track has been; the dot is where it stands. `last` is the turn at the right edge.
/**
 * @param {Wire.Stood[]} history
 * @param {string} track
 * @param {{ last?: number, label?: string, least?: number }} options
 */
export function sparkView(history, track, { last = history.at(-1)?.turn ?? 1, label = "", least = 2 } = {}) {
  const points = pointsOf(history, track);
  if (points.length < least) return nothing;
  const dots = path(points, track, last);
  const [x, y] = dots[dots.length - 1];
  return html`<svg
    class="spark"
    viewBox="0 -2 ${WIDTH} ${HEIGHT + 4}"
    preserveAspectRatio="none"
    role=${label ? "img" : nothing}
    aria-label=${label || nothing}
    aria-hidden=${label ? nothing : "true"}
  >
    <path class="plot-grid" d="M0 ${HEIGHT}H${WIDTH}M0 0H${WIDTH}"></path>
    <polyline points=${dots.map((dot) => dot.join(",")).join(" ")}></polyline>
    ${svg`<path class="plot-now" d="M${x} ${y}h0"></path>`}
  </svg>`;
}

/** @param {Table.Play} ctx @param {Table.Track[]} tracks */
function tableView(ctx, tracks) {
  const rows = ctx.model.history;
  return html`<details>
    <summary class="meta">${gettext("The same in numbers")}</summary>
    <div class="data-wrap" tabindex="0" role="region" aria-label=${gettext("Over the turns")}>
      <table class="data plot-data">
        <thead>
          <tr>
            <th scope="col">${gettext("Turn")}</th>
            ${rows.map((one) => html`<th scope="col" class="end">${one.turn}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${repeat(
            tracks,
            (one) => one.name,
            (track) =>
              html`<tr>
                <th scope="row">${ctx.names.track(track.name)}</th>
                ${rows.map((one) => html`<td class="end">${one.shown[track.name] === undefined ? "–" : oneDecimal(one.shown[track.name])}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;
}

/** @param {Table.Play} ctx */
export function plotsView(ctx) {
  const { tracks, turns } = ctx.view;
  const { history } = ctx.model;
  if (history.length < 2) return nothing;
  const last = Math.max(turns, history[history.length - 1].turn);
  /** @param {Table.Track} track */
  const line = (track) => {
    const name = ctx.names.track(track.name);
    const values = listing(pointsOf(history, track.name).map((one) => oneDecimal(one.value)));
    return html`<li class="plot-line" data-track=${track.name} data-role=${trackOf(track.name).owner ?? "world"}>
      <span>${name}</span
      >${sparkView(history, track.name, { last, label: fill(gettext("%(track)s by turn: %(values)s"), { track: name, values }) })}
    </li>`;
  };
  return html`<details class="plots">
    <summary class="eyebrow">${gettext("Over the turns")}</summary>
    <ul class="plot-lines" role="list">
      ${repeat(tracks, (one) => one.name, line)}
    </ul>
    ${tableView(ctx, tracks)}
  </details>`;
}
