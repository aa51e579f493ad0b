// Where this seat writes: a message, an offer or a threat; what binds is read back before it is sent.
import { html, live, nothing } from "../page/lit.js";
import { arrowKeys } from "./channels.js";
import { channelKey, channelSeats, heardBesides } from "../model/names.js";
import { wordOf } from "../model/events.js";
import { fill, oneDecimal } from "../page/texts.js";
import { isPending, refusal } from "../page/refusal.js";
import { readOffer, offerForm, offerReady } from "../deals/offer.js";
import { readThreat, threatForm, threatReady } from "../deals/threat.js";
import { offerDraft, offerMove, threatDraft, threatMove } from "../deals/drafts.js";

const LONGEST = 4000;
const NEAR_END = 500;

/** @type {{ [kind: string]: () => string }} */
const KINDS = {
  say: () => gettext("Say"),
  offer: () => gettext("Offer"),
  threat: () => gettext("Threat"),
};

/** @param {Table.Play} ctx @param {string[]} kinds */
function tabs(ctx, kinds) {
  /** @param {string} kind */
  const tab = (kind) => {
    const chosen = ctx.ui.tab === kind;
    return html`<button
      type="button"
      class="tab"
      role="tab"
      id=${`write-${kind}`}
      aria-selected=${chosen}
      tabindex=${chosen ? 0 : -1}
      aria-controls="write"
      @click=${() => ctx.set({ tab: kind, confirm: null })}
    >
      ${KINDS[kind]()}
    </button>`;
  };
  return html`<div class="tabs" role="tablist" aria-label=${gettext("What to write")} @keydown=${arrowKeys}>
    ${kinds.map(tab)}
  </div>`;
}

// Enter that ends a word of an input method is part of the word. Safari ends the composition first and then tells of the
// key, which is no longer composing; its old code is 229 in every browser.
/** @param {KeyboardEvent} event */
const composes = (event) => event.isComposing || event.keyCode === 229;

/** @param {Table.Play} ctx */
function sayForm(ctx) {
  const key = ctx.ui.channel;
  const draft = ctx.ui.drafts[key] ?? "";
  const left = LONGEST - draft.length;
  /** @param {string} text */
  const write = (text) => ctx.set((ui) => ({ drafts: { ...ui.drafts, [key]: text } }));
  const send = () => {
    const text = (ctx.now().ui.drafts[key] ?? "").trim();
    if (!text || ctx.paused) return;
    const to = channelSeats(key);
    ctx.send(key === "all" ? { kind: "say", text, public: true } : { kind: "say", text, to }, "say");
    write("");
  };
  /** @param {KeyboardEvent} event */
  const enter = (event) => {
    if (event.key !== "Enter" || event.shiftKey || composes(event)) return;
    event.preventDefault();
    send();
  };
  const label =
    key === "all"
      ? gettext("Say it to all, in public")
      : fill(gettext("Say it to %(who)s alone"), { who: ctx.names.seats(channelSeats(key)) });
  return html`<div class="say">
      <textarea
        class="input"
        id="say-text"
        dir="auto"
        rows="1"
        maxlength=${LONGEST}
        aria-label=${label}
        placeholder=${label}
        .value=${live(draft)}
        @input=${(/** @type {On<HTMLTextAreaElement>} */ event) => write(event.target.value)}
        @keydown=${enter}
      ></textarea>
      <button type="button" class="button button-primary" ?disabled=${!draft.trim() || ctx.paused} @click=${send}>
        ${gettext("Send")}
      </button>
    </div>
    ${left <= NEAR_END ? html`<p class="meta" role="status">${fill(ngettext("%(n)s letter left", "%(n)s letters left", left), { n: left })}</p>` : nothing}
    ${refusal(ctx, "say")}`;
}

// The channel in which what was just sent can be seen.
/** @param {Table.Play} ctx @param {Wire.Offer | Wire.Threat} move */
function whereHeard(ctx, move) {
  if (move.public || ctx.ui.channel === "all") return { channel: "all" };
  const key = channelKey(heardBesides(move));
  return { channel: key, opened: [...new Set([...ctx.ui.opened, key])] };
}

// What is being answered, with a way out of answering it.
/** @param {Table.Play} ctx @param {Table.OfferDraft} draft */
function countered(ctx, draft) {
  const made = ctx.model.talk.find((one) => wordOf(one.event)?.id === draft.counters);
  const who = ctx.names.the(ctx.view.offers.find((one) => one.offer.id === draft.counters)?.offer.issuer ?? "");
  const words = made
    ? fill(gettext("Counter to the offer of turn %(turn)s from %(who)s"), { turn: made.turn, who })
    : gettext("Counter to an earlier offer");
  return html`<p class="countered">
    <b>${words}</b>
    <button type="button" class="button button-quiet" @click=${() => ctx.set({ offer: null, confirm: null })}>
      ${gettext("Write a new offer instead")}
    </button>
  </p>`;
}

/** @typedef {"offer" | "threat"} Binding */

// What is being written: as it would be sent, what it would cost to break, and the form that it is written in.
/** @param {Table.Play} ctx @param {Binding} kind */
function written(ctx, kind) {
  if (kind === "offer") {
    const draft = offerDraft(ctx);
    const counters = draft.counters ? countered(ctx, draft) : null;
    const cost = gettext("Accepted, it binds both sides, and the record keeps who kept it.");
    return { move: offerMove(draft), counters, cost, ready: offerReady(ctx, draft), form: () => offerForm(ctx, draft) };
  }
  const draft = threatDraft(ctx);
  const cost = lapseText(ctx, draft);
  return { move: threatMove(draft), counters: null, cost, ready: threatReady(ctx, draft), form: () => threatForm(ctx, draft) };
}

/** @param {Table.Play} ctx @param {Binding} kind */
function readback(ctx, kind) {
  const { move } = written(ctx, kind);
  const send = () => {
    ctx.send(move, kind);
    ctx.set({ confirm: null, [kind]: null, tab: "say", ...whereHeard(ctx, move) });
    ctx.goTo("talk");
    ctx.focus("#write-say");
  };
  const back = () => {
    ctx.set({ confirm: null });
    ctx.focus("#read-back");
  };
  const others = move.public ? gettext("All seats will see it.") : gettext("Only those named will see it.");
  const undo =
    kind === "offer"
      ? gettext("You can withdraw it until it is answered; others see that you did.")
      : gettext("A threat cannot be taken back.");
  return html`<p class="eyebrow">${gettext("Read it once more")}</p>
    <p class="readback" id="read-back-text" tabindex="-1">${readMove(ctx, move)}</p>
    <div class="composer-foot">
      <p class="composer-cost">${others} ${undo} ${move.kind === "threat" ? lapseText(ctx, move) : ""}</p>
      <div class="row">
        <button type="button" class="button" @click=${back}>${gettext("Change")}</button>
        <button type="button" class="button button-primary" ?disabled=${ctx.paused} @click=${send}>
          ${kind === "offer" ? gettext("Send offer") : gettext("Send threat")}
        </button>
      </div>
    </div>`;
}

/** @param {Table.Play} ctx @param {Wire.Move} move */
export function readMove(ctx, move) {
  if (move.kind === "offer") return readOffer(ctx, move);
  if (move.kind === "threat") return readThreat(ctx, move);
  return move.kind === "say" ? move.text : "";
}

// What letting a threat lapse would cost, from the public record.
/** @param {Table.Play} ctx @param {{ action: string | null, public?: boolean }} draft */
export function lapseText(ctx, draft) {
  const { estimates, credibility } = ctx.view;
  /** @param {number} share */
  const ten = (share) => oneDecimal(share * 10);
  const word =
    ctx.view.me.role === "coercer" && draft.action === "strike"
      ? (ctx.view.tracks.find((one) => one.name === "credibility")?.shown ?? 0) / 10
      : credibility[`${ctx.me}.threat`];
  if (ctx.view.me.role !== "coercer" || draft.action !== "strike" || !draft.public) {
    return word === undefined
      ? ""
      : fill(gettext("If you let it lapse, your word is worth less next time. It stands at %(now)s of 10."), {
          now: ten(word),
        });
  }
  const values = { cost: oneDecimal(estimates.audience), now: ten(word), then: ten(estimates.lapse) };
  return fill(
    gettext(
      "If you let it lapse: it costs you %(cost)s points, and your word falls from %(now)s to %(then)s of 10.",
    ),
    values,
  );
}

/** @param {Table.Play} ctx @param {Binding} kind */
function bindingForm(ctx, kind) {
  if (ctx.ui.confirm === kind) return readback(ctx, kind);
  const { counters, cost, ready, form } = written(ctx, kind);
  const busy = isPending(ctx, kind);
  const read = () => {
    ctx.set({ confirm: kind });
    ctx.focus("#read-back-text");
  };
  return html`${counters ?? nothing} ${form()}
    <div class="composer-foot">
      <p class="composer-cost">
        ${ready || cost}
      </p>
      <div class="row">
        ${ctx.ui[kind] && !counters ? html`<button type="button" class="button button-quiet" @click=${() => ctx.set({ [kind]: null })}>${gettext("Start again")}</button>` : nothing}
        <button
          type="button"
          class="button button-primary"
          id="read-back"
          ?disabled=${Boolean(ready) || busy}
          @click=${read}
        >
          ${gettext("Read it back")}
        </button>
      </div>
    </div>
    ${refusal(ctx, kind)}`;
}

/** @param {Table.Ctx} ctx */
export function composerView(ctx) {
  if (!ctx.view || ctx.view.phase === "over") return nothing;
  const bound = ctx.view.phase === "contest";
  const { menu } = ctx.view;
  const kinds = ["say"];
  if (bound && (menu.gives.length || Object.values(menu.asks).some((one) => one.length))) kinds.push("offer");
  if (bound && menu.actions.length && Object.values(menu.demands).some((one) => one.length))
    kinds.push("threat");
  const kind = kinds.includes(ctx.ui.tab) ? ctx.ui.tab : "say";
  /** @param {Event} event */
  const submit = (event) => event.preventDefault();
  return html`<form class="composer" aria-label=${gettext("Write")} @submit=${submit}>
    ${tabs({ ...ctx, ui: { ...ctx.ui, tab: kind } }, kinds)}
    <div id="write" role="tabpanel" aria-labelledby=${`write-${kind}`} class="stack-s">
      ${kind === "say" ? sayForm(ctx) : bindingForm(ctx, kind === "offer" ? kind : "threat")}
      ${ctx.paused ? html`<p class="meta">${gettext("Paused: write now, send when the round goes on.")}</p>` : nothing}
    </div>
  </form>`;
}
