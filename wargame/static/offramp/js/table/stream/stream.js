// What was said and offered in a channel, in order of time, and what is still on its way.
import { html, nothing, repeat } from "../page/lit.js";
import { audienceOf, authorOf, inChannel } from "./channels.js";
import { channelKey, channelSeats, heardBesides } from "../model/names.js";
import { readMove } from "./composer.js";
import { offerCard, threatCard } from "../deals/deal.js";
import { isOnline } from "../model/store.js";
import { fill, timeOfDay } from "../page/texts.js";

/** @typedef {Table.Said | { mark: number, seq: string }} Line */

/** @param {Table.Said} frame */
function when(frame) {
  return frame.at
    ? html`<time class="entry-when" datetime=${frame.at}>${timeOfDay(frame.at)}</time>`
    : nothing;
}

/** @param {Table.Play} ctx @param {Table.Said} frame */
function heardBy(ctx, frame) {
  if (ctx.ui.channel !== "all") return nothing;
  const heard = audienceOf(frame);
  if (heard.public) return nothing;
  const others = heard.seats.filter((seat) => seat !== authorOf(frame));
  return html`<p class="entry-to">
    ${fill(gettext("in private, to %(who)s"), { who: ctx.names.seats(others) })}
  </p>`;
}

const LONG = 600;

// A long text is folded at the end of a word.
/** @param {Table.Play} ctx @param {{ seq: number, event: { text: string } }} frame */
function said(ctx, { seq, event: { text } }) {
  if (text.length <= LONG) return html`<div class="entry-text words" dir="auto">${text}</div>`;
  const open = ctx.ui.unfolded.includes(seq);
  const turn = () =>
    ctx.set(({ unfolded }) => ({
      unfolded: unfolded.includes(seq) ? unfolded.filter((one) => one !== seq) : [...unfolded, seq],
    }));
  const cut = Math.max(text.lastIndexOf(" ", LONG), LONG - 80);
  return html`<div class="entry-text words" dir="auto">${open ? text : `${text.slice(0, cut).trimEnd()} …`}</div>
    <button type="button" class="button button-quiet entry-fold" aria-expanded=${open} @click=${turn}>
      ${open ? gettext("Show less") : gettext("Show all")}
    </button>`;
}

/** @param {Table.Play} ctx @param {Table.Said} frame */
function body(ctx, frame) {
  const { event } = frame;
  if (event.kind === "said") return said(ctx, frame);
  if (event.kind === "offer_made") {
    const line = ctx.view.offers.find((one) => one.offer.id === event.offer.id);
    if (line) return offerCard(ctx, line);
  }
  if (event.kind === "threat_made") {
    const line = ctx.view.ledger.find((one) => one.id === event.commitment.id);
    if (line) return threatCard(ctx, line);
  }
  return html`<p class="meta">${event.text}</p>`;
}

// A bot's doing is nobody's own, not even in one's own seat.
/** @param {Table.Play} ctx @param {Table.Said} frame @param {boolean} mine */
function who(ctx, frame, mine) {
  const name = ctx.names.seat(authorOf(frame));
  if (!frame.event.bot) return mine ? gettext("You") : name;
  return mine ? gettext("A bot in your seat") : fill(gettext("%(who)s (bot)"), { who: name });
}

/** @param {Table.Play} ctx @param {Table.Said} frame */
function entry(ctx, frame) {
  const seat = authorOf(frame);
  const mine = seat === ctx.me;
  return html`<li class="entry" data-seat=${seat} data-role=${ctx.names.role(seat)} ?data-mine=${mine} data-seq=${frame.seq}>
    <p class="entry-who">${who(ctx, frame, mine)} ${when(frame)}</p>
    <div>${heardBy(ctx, frame)}${body(ctx, frame)}</div>
  </li>`;
}

// What comes from none of the seats is a card.
/** @param {Table.Play} ctx @param {Table.Said} frame @param {Table.Beside} event */
function card(ctx, frame, event) {
  const whom = event.public
    ? gettext("to everybody")
    : fill(gettext("to %(who)s"), { who: ctx.names.seats(event.to) });
  return html`<li class="entry note" data-source=${event.source} data-seq=${frame.seq}>
    <p class="note-head"><strong>${event.who}</strong>, ${whom} ${when(frame)}</p>
    ${event.title ? html`<p class="note-title" dir="auto">${event.title}</p>` : nothing}
    <div>${said(ctx, frame)}</div>
  </li>`;
}

/** @type {{ [kind: string]: string }} */
const TOLD_AS = { say: "said", offer: "offer_made", threat: "threat_made" };

// What the server keeps of a text may have other spaces and marks than what was typed.
/** @param {string} text */
const letters = (text) => text.normalize("NFC").replace(/[\s\p{C}\p{M}•→✓✗‑\u115f\u1160\u2800\u3164\uffa0]/gu, "");

// The table's word of it can come before the answer to it: then it is not shown twice.
/** @param {Table.Play} ctx @param {Table.Pending} pending */
function cameBefore(ctx, { move, after }) {
  /** @param {Table.Said} frame */
  const same = ({ event }) =>
    event.kind === TOLD_AS[move.kind] && (move.kind !== "say" || letters(event.text) === letters(move.text));
  return ctx.model.talk.some((frame) => frame.seq > after && authorOf(frame) === ctx.me && same(frame));
}

/** @param {Table.Play} ctx @param {string} key */
function pendingIn(ctx, key) {
  /** @param {Wire.Move} move */
  const here = (move) => {
    if (move.kind !== "say" && move.kind !== "offer" && move.kind !== "threat") return false;
    if (key === "all") return true;
    if (move.public) return false;
    return channelKey(heardBesides(move)) === key;
  };
  return ctx.model.pending.filter(
    (one) => here(one.move) && !cameBefore(ctx, one),
  );
}

/** @param {Table.Play} ctx @param {Table.Pending} one */
function pendingEntry(ctx, one) {
  const state = isOnline(ctx.model.net) ? gettext("sending…") : gettext("waits for the network");
  const what =
    one.move.kind === "say"
      ? html`<div class="entry-text words" dir="auto">${one.move.text}</div>`
      : html`<div class="deal" data-kind=${one.move.kind} data-state="open">
          <p class="deal-sentence">${readMove(ctx, one.move)}</p>
        </div>`;
  return html`<li class="entry" data-seat=${ctx.me} data-role=${ctx.names.role(ctx.me)} data-mine data-pending>
    <p class="entry-who">${gettext("You")} <span class="entry-when">${state}</span></p>
    <div>${what}</div>
  </li>`;
}

/** @param {Table.Play} ctx @param {string} key */
function emptyText(ctx, key) {
  if (key === "all") {
    return html`<p class="empty">
      <strong>${gettext("Nobody has spoken yet.")}</strong>
      ${gettext("Say something to all below, or open a channel to one seat.")}
    </p>`;
  }
  const who = ctx.names.seats(channelSeats(key));
  return html`<p class="empty">
    <strong>${gettext("Nothing said here yet.")}</strong>
    ${fill(gettext("What you write here is heard by %(who)s alone."), { who })}
  </p>`;
}

// What was said before the page was opened comes when it is wanted: by this button, or by scrolling up to it.
/** @param {Table.Play} ctx */
function earlierButton(ctx) {
  if (ctx.model.older.talk === null) return nothing;
  return html`<button type="button" class="button button-quiet stream-earlier" @click=${() => ctx.older("talk")}>
    ${gettext("Earlier messages")}
  </button>`;
}

/** @param {Table.Ctx} ctx */
export function streamView(ctx) {
  if (!ctx.view) return nothing;
  const key = ctx.ui.channel;
  const frames = ctx.model.talk.filter((frame) => inChannel(frame, key, ctx.me));
  const waiting = pendingIn(ctx, key);
  const earlier = earlierButton(ctx);
  if (!frames.length && !waiting.length) return earlier === nothing ? emptyText(ctx, key) : earlier;
  /** @type {Line[]} */
  const lines = [];
  let turn = 0;
  for (const frame of frames) {
    if (frame.turn !== turn) {
      turn = frame.turn;
      lines.push({ mark: turn, seq: `turn-${turn}-${frame.seq}` });
    }
    lines.push(frame);
  }
  /** @param {Line} line */
  const draw = (line) =>
    "mark" in line
      ? html`<li class="turn-mark">${fill(gettext("Turn %(turn)s"), { turn: line.mark })}</li>`
      : "source" in line.event
        ? card(ctx, line, line.event)
        : entry(ctx, line);
  return html`${earlier}<ol class="stream" role="list">
    ${repeat(lines, (line) => line.seq, draw)}
    ${repeat(
      waiting,
      (one) => one.id,
      (one) => pendingEntry(ctx, one),
    )}
  </ol>`;
}
