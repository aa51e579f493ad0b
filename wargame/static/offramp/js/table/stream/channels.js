// Who hears what: the channel that each thing said belongs to, what is unread, and the tabs.
import { html, live, nothing, repeat } from "../page/lit.js";
import { channelKey, channelSeats } from "../model/names.js";
import { actorOf, wordOf } from "../model/events.js";
import { fill } from "../page/texts.js";

/** @param {Table.Said} frame */
export function audienceOf(frame) {
  const { event } = frame;
  if ("source" in event) return { public: event.public, seats: event.to };
  if (event.kind === "said") return { public: event.public, seats: [event.seat, ...event.to] };
  const word = wordOf(event);
  if (!word) return { public: true, seats: [] };
  return { public: word.public, seats: [word.issuer, ...word.to, ...word.witnesses] };
}

/** @param {Table.Said} frame */
export const authorOf = (frame) => actorOf(frame.event);

// What the facilitator writes belongs to no channel of the players.
/** @param {Table.Said} frame @param {string} me */
export function channelOf(frame, me) {
  if ("source" in frame.event) return "all";
  const heard = audienceOf(frame);
  return heard.public ? "all" : channelKey(new Set(heard.seats.filter((seat) => seat !== me)));
}

// "All" shows all that I may hear, in order of time; a channel shows what was said within it alone.
/** @param {Table.Said} frame @param {string} key @param {string} me */
export function inChannel(frame, key, me) {
  return key === "all" || channelOf(frame, me) === key;
}

/** @param {Table.Play} ctx */
export function otherSeats(ctx) {
  return ctx.view.seats.filter((one) => one.seat !== ctx.me && !one.standing).map((one) => one.seat);
}

/** @param {Table.Play} ctx */
export function channelKeys(ctx) {
  const keys = new Set(["all", ...otherSeats(ctx)]);
  for (const frame of ctx.model.talk) keys.add(channelOf(frame, ctx.me));
  for (const key of ctx.ui.opened) keys.add(key);
  keys.delete("");
  return [...keys];
}

/** @param {Table.Play} ctx @param {string} key */
export function channelName(ctx, key) {
  if (key === "all") return gettext("All");
  return channelSeats(key)
    .map((seat) => ctx.names.seat(seat))
    .join(", ");
}

/** @param {Table.Play} ctx @param {string} key */
export function unread(ctx, key) {
  const seen = Math.max(ctx.ui.read[key] ?? 0, ctx.ui.read.all ?? 0);
  return ctx.model.talk.filter(
    (frame) => frame.seq > seen && inChannel(frame, key, ctx.me) && authorOf(frame) !== ctx.me,
  ).length;
}

// What was read up to, once all that the open channel shows has been seen; null where nothing is new.
/** @param {Table.Ctx} ctx @returns {Table.Ui["read"] | null} */
export function nowRead(ctx) {
  const { channel, read } = ctx.ui;
  const last = ctx.model.talk.findLast((frame) => inChannel(frame, channel, ctx.me))?.seq ?? 0;
  return last > (read[channel] ?? 0) ? { ...read, [channel]: last } : null;
}

/** @param {Table.Play} ctx */
export const waitingForMe = (ctx) => ctx.view.offers.filter((line) => line.can.includes("accept")).length;

/** @param {number} n @param {string} words */
function badge(n, words) {
  return n
    ? html`<span class="count" aria-hidden="true">${n}</span
        ><span class="visually-hidden">${fill(words, { n })}</span>`
    : nothing;
}

/** @param {number} n */
export const unreadCount = (n) => badge(n, gettext("%(n)s new"));
/** @param {number} n */
export const waitingCount = (n) =>
  badge(n, ngettext("%(n)s waits for your answer", "%(n)s wait for your answer", n));

const STEPS = new Map([["ArrowRight", 1], ["ArrowLeft", -1], ["Home", -99], ["End", 99]]);

// Arrow keys move between the tabs of one list, as the pattern for tabs asks.
/** @param {KeyboardEvent} event */
export function arrowKeys(event) {
  const step = STEPS.get(event.key);
  if (!step) return;
  const list = /** @type {HTMLElement} */ (event.currentTarget);
  /** @type {HTMLElement[]} */
  const tabs = [...list.querySelectorAll('[role="tab"]')].filter((one) => one instanceof HTMLElement);
  const at = tabs.findIndex((one) => one === document.activeElement);
  if (at < 0) return;
  const next =
    tabs[Math.abs(step) === 99 ? (step < 0 ? 0 : tabs.length - 1) : (at + step + tabs.length) % tabs.length];
  event.preventDefault();
  next.focus();
  next.click();
}

/** @param {Table.Play} ctx */
export function tabsView(ctx) {
  const { ui } = ctx;
  const dealsOpen = ui.panel === "deals";
  /** @param {string} key */
  const tab = (key) => {
    const chosen = !dealsOpen && ui.channel === key;
    return html`<button
      type="button"
      class="tab"
      role="tab"
      aria-selected=${chosen}
      tabindex=${chosen ? 0 : -1}
      aria-controls="talk"
      data-role=${key.includes("+") || key === "all" ? nothing : ctx.names.role(key)}
      @click=${() => ctx.set({ channel: key, panel: "talk", choosing: null })}
    >
      ${channelName(ctx, key)} ${chosen ? nothing : unreadCount(unread(ctx, key))}
    </button>`;
  };
  const keys = channelKeys(ctx);
  const more = html`<button
    type="button"
    class="tab"
    role="tab"
    aria-selected="false"
    tabindex="-1"
    aria-expanded=${Boolean(ui.choosing)}
    aria-label=${gettext("New channel")}
    @click=${() => ctx.set({ choosing: ui.choosing ? null : [], panel: "talk" })}
  >
    ${gettext("+ New")}
  </button>`;
  return html`${repeat(keys, (key) => key, tab)}
    <span class="tab-end channel-ends" role="presentation">
      ${otherSeats(ctx).length > 1 ? more : nothing}
      <button
        type="button"
        class="tab"
        role="tab"
        aria-selected=${dealsOpen}
        tabindex=${dealsOpen ? 0 : -1}
        aria-controls="deals"
        @click=${() => ctx.set({ panel: "deals" })}
      >
        ${gettext("Open deals")} ${waitingCount(waitingForMe(ctx))}
      </button>
    </span>`;
}

// On a phone one menu instead of a row of tabs: no name is cut, and a new channel is always in reach.
/** @param {Table.Play} ctx */
export function pickView(ctx) {
  const { ui } = ctx;
  /** @param {string} key */
  const words = (key) => {
    const n = key === ui.channel ? 0 : unread(ctx, key);
    return n ? fill(gettext("%(name)s (%(n)s new)"), { name: channelName(ctx, key), n }) : channelName(ctx, key);
  };
  /** @param {On<HTMLSelectElement>} event */
  const pick = (event) => ctx.set({ channel: event.target.value, choosing: null });
  return html`<select class="input" aria-label=${gettext("Channel")} @change=${pick}>
      ${repeat(
        channelKeys(ctx),
        (key) => key,
        (key) => html`<option value=${key} .selected=${live(key === ui.channel)}>${words(key)}</option>`,
      )}
    </select>
    ${
      otherSeats(ctx).length > 1
        ? html`<button
            type="button"
            class="button"
            aria-expanded=${Boolean(ui.choosing)}
            aria-label=${gettext("New channel")}
            @click=${() => ctx.set({ choosing: ui.choosing ? null : [] })}
          >
            ${gettext("+ New")}
          </button>`
        : nothing
    }`;
}

/** @param {Table.Play} ctx */
export function newChannelView(ctx) {
  const { choosing } = ctx.ui;
  if (!choosing) return nothing;
  /** @param {string} seat @param {boolean} on */
  const toggle = (seat, on) =>
    ctx.set((ui) => {
      const others = (ui.choosing ?? []).filter((one) => one !== seat);
      return { choosing: on ? [...others, seat] : others };
    });
  /** @param {Event} event */
  const open = (event) => {
    event.preventDefault();
    ctx.set((ui) => {
      const key = channelKey(ui.choosing ?? []);
      return { choosing: null, channel: key, opened: [...new Set([...ui.opened, key])], panel: "talk" };
    });
  };
  return html`<form class="card" @submit=${open}>
    <fieldset>
      <legend class="eyebrow">${gettext("Who is in the new channel, beside you?")}</legend>
      <div class="row">
        ${otherSeats(ctx).map((seat) => html`<label class="switch"><input type="checkbox" .checked=${live(choosing.includes(seat))} @change=${(/** @type {On<HTMLInputElement>} */ event) => toggle(seat, event.target.checked)} />${ctx.names.seat(seat)}</label>`)}
      </div>
    </fieldset>
    <div class="row">
      <button class="button button-primary button-small" ?disabled=${!choosing.length}>
        ${gettext("Open the channel")}
      </button>
      <button type="button" class="button button-small" @click=${() => ctx.set({ choosing: null })}>
        ${gettext("Cancel")}
      </button>
    </div>
  </form>`;
}
