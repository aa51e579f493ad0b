// The quiet bar under the head, and what is said aloud to those who do not see the page.
import { html, nothing } from "./lit.js";
import { actorOf } from "../model/events.js";
import { eventOf } from "../model/records.js";
import { isPaused } from "./clock.js";
import { fill, listing, timeOfDay } from "./texts.js";

/** @type {{ [kind: string]: (n: number) => string }} */
const KINDS = {
  say: (n) => fill(ngettext("%(n)s message", "%(n)s messages", n), { n }),
  offer: (n) => fill(ngettext("%(n)s offer", "%(n)s offers", n), { n }),
  threat: (n) => fill(ngettext("%(n)s threat", "%(n)s threats", n), { n }),
  orders: () => gettext("your orders"),
  ready: () => gettext("that you are ready"),
  answer: (n) => fill(ngettext("%(n)s answer", "%(n)s answers", n), { n }),
};

/** @param {Table.Pending[]} pending */
function waitingWords(pending) {
  const counts = new Map();
  for (const one of pending) {
    const kind = one.move.kind in KINDS ? one.move.kind : "answer";
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return listing([...counts].map(([kind, n]) => KINDS[kind](n)));
}

// The clock waits for a server that was away, and for nobody else: no more is promised.
/** @param {Table.Clock} clock */
function proviso(clock) {
  return clock.deadline
    ? gettext("It counts if the turn is open then. Time in which the server was away is given back.")
    : gettext("It counts if the turn is open then.");
}

/** @type {{ [kind: string]: () => string }} */
const TROUBLES = {
  saving: () =>
    gettext(
      "The server cannot save anything at this moment, so no move counts. It goes on by itself, and a running clock gets the time back.",
    ),
  late: () => gettext("This turn should have closed by now. The server is closing it; what was taken counts."),
};

const LOST_AFTER = 1500; // a blink of the line is not worth a word

// [kind, text, action] or nothing to say.
/** @param {Table.Ctx} ctx @returns {[kind: string, text: string, action: string | null] | null} */
export function quietWord(ctx) {
  const { net, pending, clock, botSince } = ctx.model;
  const open = pending.filter((one) => one.seq === null);
  if (net.state === "gone")
    return [
      "lost",
      gettext("This seat is no longer yours: your facilitator has put you out, or given it to somebody else."),
      "join",
    ];
  if (net.state === "unknown")
    return [
      "lost",
      gettext(
        "This browser no longer knows you: its cookie has run out or was deleted. The seat is still yours; open its link again.",
      ),
      "join",
    ];
  if (net.state === "replaced")
    return ["lost", gettext("This seat is open in another window. This one has stopped."), "take"];
  if (net.state === "broken")
    return ["lost", gettext("This page and the table no longer understand each other."), "reload"];
  if (net.state === "flood")
    return ["lost", gettext("That was a lot at once. The line opens again in a few seconds."), null];
  if (net.state === "lost" && (open.length || ctx.ui.now - net.since > LOST_AFTER)) {
    const what = open.length
      ? `${fill(gettext("Kept here, and sent when it is back: %(what)s."), { what: waitingWords(open) })} ${proviso(clock)}`
      : gettext("Nothing is lost; the page goes on when it is back.");
    return ["lost", `${gettext("No network.")} ${what}`, null];
  }
  const troubled = TROUBLES[ctx.model.trouble];
  if (troubled) return ["lost", troubled(), null];
  if (isPaused(clock))
    return ["paused", gettext("The facilitator has paused the round. You can read and write drafts."), null];
  if (ctx.model.presence[ctx.me]?.kind === "bot" && ctx.view && ctx.view.phase !== "over")
    return ["bot", botWords(botSince), "reclaim"];
  if (net.state === "slow")
    return [
      "slow",
      gettext("This network lets no live connection through. Offramp goes on by a slower way."),
      null,
    ];
  return null;
}

/** @param {number | null} since */
function botWords(since) {
  if (!since) return gettext("A bot plays for you. Anything you do takes the seat back.");
  const at = timeOfDay(since);
  return fill(gettext("A bot plays for you since %(at)s. Anything you do takes the seat back."), { at });
}

/** @type {{ [action: string]: (ctx: Table.Ctx) => unknown }} */
const ACTIONS = {
  reclaim: (ctx) =>
    html`<button type="button" class="button button-small" @click=${ctx.reclaim}>
      ${gettext("Take the seat back")}
    </button>`,
  join: (ctx) => html`<a href=${ctx.urls.join}>${gettext("Join again")}</a>`,
  take: (ctx) =>
    html`<button type="button" class="button button-small" @click=${ctx.takeBack}>
      ${gettext("Use this window")}
    </button>`,
  reload: (ctx) =>
    html`<button type="button" class="button button-small" @click=${ctx.startOver}>
      ${gettext("Reload the page")}
    </button>`,
};

/** @param {Table.Ctx} ctx */
export function quietView(ctx) {
  const word = quietWord(ctx);
  if (!word) return nothing;
  const [, text, action] = word;
  return html`<span>${text}</span> ${action ? ACTIONS[action](ctx) : nothing}`;
}

// What has come in between two models, as sentences to say aloud.
/** @param {Table.Ctx} ctx @param {Table.Model} before */
export function aloud(ctx, before) {
  const fresh = ctx.model.talk.filter(
    ({ seq, event }) =>
      seq > before.seq &&
      (actorOf(event) !== ctx.me || event.bot) &&
      ("source" in event ? event.talk : eventOf(event.kind).aloud),
  );
  return fresh.map((frame) => {
    const text = frame.offer?.text ?? frame.event.text;
    const { event } = frame;
    if ("source" in event) return [`${event.who}:`, event.title, text].filter(Boolean).join(" ");
    return event.kind === "said"
      ? `${ctx.names.seat(event.seat)}: ${text}`
      : `${frame.offer?.title ?? ""} ${text}`;
  });
}
