// The board: each public track, how it changed and why; then the words kept and broken, and who is believed.
import { html, nothing, repeat, svg } from "../page/lit.js";
import { pill } from "../deals/deal.js";
import { earlierButton } from "../deals/deals.js";
import { plotsView } from "./plot.js";
import { trackOf } from "../model/records.js";
import { atMostOne, change, fill, listing, oneDecimal, percent } from "../page/texts.js";

// A track that is worked out has no change of its own: it is compared with how it stood a turn ago.
/** @param {Table.Play} ctx */
export function tracksOf(ctx) {
  const last = ctx.model.history.find((one) => one.turn === ctx.view.turn - 1);
  return ctx.view.tracks.map((one) =>
    one.derived ? { ...one, before: last?.shown[one.name] ?? one.shown } : one,
  );
}

// Where a bar is divided: at each step between its ends, or at 0.
/** @param {string} drawn @param {[number, number]} ends */
function marksAt(drawn, [low, high]) {
  if (drawn === "steps") return Array.from({ length: high - low - 1 }, (_, step) => low + step + 1);
  return drawn === "balance" ? [0] : [];
}

/** @param {Table.Track} track @param {number | null} line */
function bar(track, line) {
  const { ends, drawn } = trackOf(track.name);
  const [low, high] = ends;
  /** @param {number} value */
  const at = (value) => Math.max(0, Math.min(100, ((value - low) * 100) / (high - low)));
  const now = at(track.shown);
  const was = at(track.before);
  const zero = at(0);
  return html`<svg class="track-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
    <rect class="track-fill" x=${Math.min(zero, now)} width=${Math.abs(now - zero)} height="10"></rect>
    <rect class="track-was" x=${Math.min(now, was)} width=${Math.abs(now - was)} height="10"></rect>
    ${marksAt(drawn, ends).map((value) => svg`<path class="track-half" d="M${at(value)} 0v10"></path>`)}
    <rect
      class="track-line"
      x=${line === null ? 0 : at(line)}
      width=${line === null ? 0 : 1}
      height="10"
    ></rect>
  </svg>`;
}

/** @param {Table.Track} track */
function valueText(track) {
  const value = oneDecimal(track.shown);
  const { ends, drawn } = trackOf(track.name);
  if (drawn === "balance" && track.shown > 0) return `+${value}`;
  return drawn === "steps"
    ? fill(gettext("%(level)s of %(most)s"), { level: atMostOne(track.shown), most: ends[1] })
    : value;
}

/** @param {Table.Track} track */
export function changeView(track) {
  const moved = change(track.before, track.shown);
  if (!moved) return html`<span class="track-change"></span>`;
  return html`<span class="track-change"
    ><span aria-hidden="true">${moved.shape}</span
    ><span class="visually-hidden">${moved.word}</span> ${moved.by}</span
  >`;
}

/** @param {Table.Play} ctx @param {Table.Track} track */
export function trackHead(ctx, track) {
  const line = track.name === "breadth" ? ctx.view.estimates.break_even * 10 : null;
  return html`<span class="track-name">${ctx.names.track(track.name) || track.name_text}</span>
    <span class="track-value">${valueText(track)}</span>${changeView(track)} ${bar(track, line)}`;
}

/** @param {Table.Play} ctx @param {Table.Track} track */
function extra(ctx, track) {
  const { view } = ctx;
  if (track.name === "breadth") {
    const crimes = view.crimes
      ? gettext("Crimes against humanity are in it.")
      : gettext("Crimes against humanity are not in it.");
    return track.shown > 0 ? `${gettext("From the line on it would hold by itself.")} ${crimes}` : "";
  }
  if (track.name === "backing" && view.signers.length)
    return fill(gettext("Signed by %(who)s."), { who: ctx.names.seats(view.signers) });
  if (track.name === "guarantee" && view.host) {
    const values = { host: ctx.names.host(view.host), turn: view.exile_closes };
    return fill(
      view.exile_closes
        ? gettext("Exile is open in %(host)s, until turn %(turn)s.")
        : gettext("Exile is open in %(host)s."),
      values,
    );
  }
  return "";
}

/** @param {Table.Play} ctx @param {Table.Track} track */
function trackView(ctx, track) {
  const words = [track.why, extra(ctx, track)].filter(Boolean);
  return html`<li class="track" data-role=${trackOf(track.name).owner ?? nothing} data-track=${track.name}>
    ${trackHead(ctx, track)} ${words.map((one) => html`<p class="track-cause">${one}</p>`)}
  </li>`;
}

/** @param {Table.Play} ctx */
function chances(ctx) {
  const { estimates, cells_lost: lost } = ctx.view;
  const rows = [
    [gettext("A strike comes this turn and removes the leader"), percent(estimates.hazard)],
    [gettext("A strike, once ordered, succeeds"), percent(estimates.success)],
    [gettext("An officer who moves is protected afterwards"), percent(estimates.protection)],
    [gettext("Share of officers that would bring each other over"), percent(Math.min(1, estimates.tipping))],
  ];
  const gone = Object.entries(lost).filter(([, n]) => n > 0);
  if (gone.length)
    rows.push([gettext("Cells lost"), listing(gone.map(([seat, n]) => `${ctx.names.seat(seat)} ${n}`))]);
  return html`<details>
    <summary class="eyebrow">${gettext("What the record implies")}</summary>
    <dl class="facts">
      ${rows.map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd class="number">${value}</dd>
          </div>`,
      )}
    </dl>
  </details>`;
}

/** @param {Table.Play} ctx */
function ledgerView(ctx) {
  const lines = [...ctx.view.ledger].reverse();
  if (!lines.length)
    return html`<p class="empty">
      <strong>${gettext("No word has been given yet.")}</strong>
      ${gettext("Accepted offers and threats are kept here, and how they end.")}
    </p>`;
  /** @param {Table.Commitment} one */
  const line = (one) =>
    html`<li data-seat=${one.issuer} data-role=${ctx.names.role(one.issuer)}>
      <span
        >${one.text || ctx.names.seat(one.issuer)}${one.public ? nothing : html` <span class="meta">${gettext("in private")}</span>`}</span
      >
      ${one.ending ? pill(one.ending, ctx.catalogue.endings[one.ending]) : pill("open", fill(gettext("open, turn %(turn)s"), { turn: one.due }))}
    </li>`;
  return html`<ul class="ledger" role="list">
      ${repeat(lines, (one) => one.id, line)}
    </ul>
    ${earlierButton(ctx, "ledger", gettext("Earlier promises and threats"))}`;
}

/** @param {Table.Play} ctx */
function believedView(ctx) {
  const { credibility, seats } = ctx.view;
  const rows = seats.filter(
    (one) => `${one.seat}.promise` in credibility || `${one.seat}.threat` in credibility,
  );
  if (!rows.length) return nothing;
  /** @param {string} key */
  const cell = (key) =>
    html`<td class="end">${key in credibility ? oneDecimal(credibility[key] * 10) : "–"}</td>`;
  return html`<details>
    <summary class="eyebrow">${gettext("Whose word is believed")}</summary>
    <div class="data-wrap" tabindex="0" role="region" aria-label=${gettext("Whose word is believed")}>
      <table class="data">
        <thead>
          <tr>
            <th scope="col">${gettext("Seat")}</th>
            <th scope="col" class="end">${gettext("Threats")}</th>
            <th scope="col" class="end">${gettext("Promises")}</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (one) =>
              html`<tr data-role=${ctx.names.role(one.seat)}>
                <th scope="row"><span class="seat-name">${ctx.names.seat(one.seat)}</span></th>
                ${cell(`${one.seat}.threat`)}${cell(`${one.seat}.promise`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    <p class="meta">${gettext("0 to 10: what the record so far makes others expect.")}</p>
  </details>`;
}

/** @param {Table.Play} ctx */
function again(ctx) {
  const { report } = ctx.model;
  if (!report) return nothing;
  const words = fill(gettext("Report of turn %(turn)s"), { turn: report.turn });
  return html`<p>
    <button type="button" class="button button-small" id="report-again" @click=${() => ctx.reporter.open()}>
      ${words}
    </button>
  </p>`;
}

/** @param {Table.Ctx} ctx */
export function boardView(ctx) {
  if (!ctx.view) return html`<p class="empty">${gettext("The board opens with the first turn.")}</p>`;
  return html` <h2 class="eyebrow" id="board-title">${gettext("The board, and what changed")}</h2>
    ${again(ctx)}
    <ul class="tracks" role="list">
      ${repeat(
        tracksOf(ctx),
        (one) => one.name,
        (one) => trackView(ctx, one),
      )}
    </ul>
    ${plotsView(ctx)}
    <p class="meta">${ctx.catalogue.postures[ctx.view.posture] ?? ""}</p>
    ${chances(ctx)}
    <h2 class="eyebrow">${gettext("Words kept and broken")}</h2>
    ${ledgerView(ctx)} ${believedView(ctx)}`;
}
