// An offer or a threat as a card: its sentence, how long it stands, and the answers that this seat may give.
import { html, nothing } from "../page/lit.js";
import { fill } from "../page/texts.js";
import { isPending, refusal } from "../page/refusal.js";

// Functions, because the catalogue of the language is asked when they are drawn.
/** @type {{ [state: string]: () => string }} */
const ANSWERS = {
  open: () => gettext("open"),
  accepted: () => gettext("accepted"),
  rejected: () => gettext("rejected"),
  countered: () => gettext("countered"),
  closed: () => gettext("answered"),
  withdrawn: () => gettext("withdrawn"),
  expired: () => gettext("expired"),
};

/** @param {string} state */
export const answerWord = (state) => ANSWERS[state]?.() ?? "";

/** @param {string} ending @param {string} word */
export function pill(ending, word = answerWord(ending)) {
  return html`<span class="pill" data-ending=${ending.replace("_", "-")}>${word}</span>`;
}

/** @type {Wire.OfferState["answers"][string][]} */
const ORDER = ["accepted", "countered", "rejected"];

/** @param {Wire.OfferState} offer */
export function offerState(offer) {
  if (offer.status !== "closed") return offer.status;
  const answers = new Set(Object.values(offer.answers));
  return ORDER.find((one) => answers.has(one)) ?? "closed";
}

/** @param {Table.Play} ctx @param {number} until */
function timeLeft(ctx, until) {
  const left = until - ctx.view.turn;
  if (left <= 0) return html`<span class="deal-left" data-urgent>${gettext("this turn only")}</span>`;
  return html`<span class="deal-left">${fill(gettext("open until turn %(turn)s"), { turn: until })}</span>`;
}

/** @param {Table.Play} ctx @param {Wire.OfferState} offer */
function circumstances(ctx, offer) {
  const parts = [offer.public ? gettext("in public") : gettext("in private")];
  const answered = Object.entries(offer.answers);
  if (offer.to.length > 1) {
    for (const [seat, answer] of answered) parts.push(`${ctx.names.seat(seat)}: ${answerWord(answer)}`);
  }
  if (offer.counters) parts.push(gettext("Answers an earlier offer"));
  if (!offer.public && offer.witnesses.length)
    parts.push(fill(gettext("Witnessed by %(who)s"), { who: ctx.names.seats(offer.witnesses) }));
  return parts.join(" · ");
}

/** @typedef {"withdraw" | "reject" | "counter" | "cosign" | "accept"} Verb */

/** @type {[verb: Verb, word: () => string, look: string][]} */
const BUTTONS = [
  ["withdraw", () => gettext("Withdraw"), ""],
  ["reject", () => gettext("Reject"), ""],
  ["counter", () => gettext("Counter"), ""],
  ["cosign", () => gettext("Co-sign"), "button-primary"],
  ["accept", () => gettext("Accept"), "button-primary"],
];

/** @param {Table.Play} ctx @param {Table.Offer} line @param {Verb} verb */
function answer(ctx, line, verb) {
  const { id } = line.offer;
  const place = `offer:${id}`;
  if (verb === "counter") return ctx.counter(line.offer);
  if (verb === "accept" || verb === "reject")
    return ctx.send({ kind: "answer", offer: id, answer: verb }, place);
  return ctx.send({ kind: verb, offer: id }, place);
}

/** @param {Table.Play} ctx @param {Table.Offer} line */
function buttons(ctx, line) {
  if (!line.can.length) return nothing;
  const busy = isPending(ctx, `offer:${line.offer.id}`);
  /** @param {(typeof BUTTONS)[number]} button */
  const one = ([verb, word, look]) =>
    line.can.includes(verb)
      ? html`<button
          type="button"
          class="button ${look}"
          ?disabled=${busy || (ctx.paused && verb !== "counter")}
          aria-busy=${busy}
          @click=${() => answer(ctx, line, verb)}
        >
          ${word()}
        </button>`
      : nothing;
  return html`<div class="row">${BUTTONS.map(one)}</div>`;
}

/** @param {Table.Play} ctx @param {Table.Offer} line @param {{ seat?: boolean }} options */
export function offerCard(ctx, line, { seat = false } = {}) {
  const { offer } = line;
  const state = offerState(offer);
  const open = state === "open";
  const mine = line.can.includes("accept");
  return html`<article
    class="deal"
    data-role=${seat ? ctx.names.role(offer.issuer) : nothing}
    data-kind="offer"
    data-state=${state}
    data-offer=${offer.id}
    ?data-asks-me=${mine}
  >
    <div class="deal-head">
      <h3 class="deal-title">${line.title}</h3>
      ${open ? timeLeft(ctx, offer.expires) : pill(state)}
    </div>
    <p class="deal-sentence">${line.text}</p>
    <div class="deal-foot">
      <span class="deal-worth">${circumstances(ctx, offer)}</span>${buttons(ctx, line)}
    </div>
    ${refusal(ctx, `offer:${offer.id}`)}
  </article>`;
}

/** @param {Table.Play} ctx @param {Table.Commitment} line @param {{ seat?: boolean }} options */
export function threatCard(ctx, line, { seat = false } = {}) {
  const state = line.ending ?? "open";
  const due = fill(gettext("due by turn %(turn)s"), { turn: line.due });
  const title = fill(gettext("Threat from %(issuer)s to %(who)s"), {
    issuer: ctx.names.the(line.issuer),
    who: ctx.names.seats(line.to),
  });
  return html`<article
    class="deal"
    data-role=${seat ? ctx.names.role(line.issuer) : nothing}
    data-kind="threat"
    data-state=${state}
  >
    <div class="deal-head">
      <h3 class="deal-title">${title}</h3>
      ${line.ending ? pill(line.ending, ctx.catalogue.endings[line.ending]) : html`<span class="deal-left" ?data-urgent=${line.due <= ctx.view.turn}>${due}</span>`}
    </div>
    <p class="deal-sentence">${line.text}</p>
    <div class="deal-foot">
      <span class="deal-worth">${line.public ? gettext("in public") : gettext("in private")}</span>
    </div>
  </article>`;
}
