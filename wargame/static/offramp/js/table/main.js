// The table: one store, one line to the server, and the parts of the page drawn from them.
import { dataOf, required } from "../dom.js";
import { goWhenLeft } from "../leaving.js";
import { render } from "./page/lit.js";
import { boardView } from "./board/board.js";
import { arrowKeys, newChannelView, nowRead, pickView, tabsView, unread } from "./stream/channels.js";
import { isPaused, lastMinute, secondsLeft } from "./page/clock.js";
import { composerView } from "./stream/composer.js";
import { dealsView } from "./deals/deals.js";
import { counterDraft, givenBack, outdated } from "./deals/drafts.js";
import { chipsView, drawClock, turnText, turnView } from "./page/header.js";
import { hintNow, lessonsView } from "./page/lessons.js";
import { makeNames } from "./model/names.js";
import { aloud, quietView, quietWord } from "./page/notices.js";
import { ordersView } from "./orders/orders.js";
import { makeOutbox, newId } from "./connection/outbox.js";
import { endView, outlookView } from "./board/outlook.js";
import { PHONE, firstVisit, isPhone, thumbsView } from "./page/phone.js";
import { reliefView } from "./page/relief.js";
import { makeReporter, reportView } from "./board/report.js";
import { atEnd, nearTop, placeOf, toEnd } from "./stream/scrolling.js";
import { Line } from "./connection/socket.js";
import { steady } from "../clock.js";
import { learn } from "./model/records.js";
import { whole } from "./model/shape.js";
import { emptyModel, makeStore } from "./model/store.js";
import { streamView } from "./stream/stream.js";
import { makeUi } from "./model/ui.js";
import { makeWriting } from "./model/writing.js";

/** @param {string} name */
const part = (name) => required(`[data-part="${name}"]`, HTMLElement);

const page = whole("PageData", dataOf("table-page"));
const catalogue = whole("Catalogue", dataOf("table-catalogue"));
learn(catalogue.records);
const names = makeNames(catalogue, page.seat);
const store = makeStore(emptyModel());
const ui = makeUi(sessionStorage, page.id);
const outbox = makeOutbox(sessionStorage, page.id);
const socketUrl = new URL(page.urls.socket, location.href);
socketUrl.protocol = location.protocol === "https:" ? "wss:" : "ws:";
const line = new Line({ url: socketUrl.href, slowUrl: page.urls.line, language: document.documentElement.lang, store });
goWhenLeft(page.id);
const main = required("#main", HTMLElement);
const dialog = required("#report", HTMLDialogElement);
const scroller = part("stream");
const newHere = firstVisit(ui, page.id);
const reporter = makeReporter({ dialog, store, ui });
/** @type {(() => void)[]} */
let afterDraw = []; // what waits for the next drawing: a focus to set
let asked = false;

/** @type {Table.Actions} */
const actions = {
  send(move, place) {
    store.dispatch({ t: "send", id: newId(), turn: playing().view.turn, move, place });
  },
  counter(offer) {
    ui.set({
      tab: "offer",
      confirm: null,
      offer: counterDraft(playing(), offer),
      panel: "talk",
      channel: offer.public ? "all" : ui.state.channel,
    });
    actions.focus("#write .slot");
  },
  now: () => context(),
  forgive: (place) => store.dispatch({ t: "forgive", place }),
  set: (patch) => ui.set(patch),
  goTo(panel) {
    ui.set({ panel });
    afterDraw.push(() => (panel === "talk" ? toEnd(scroller) : main.scrollTo(0, 0)));
  },
  focus(selector) {
    afterDraw.push(() => /** @type {HTMLElement | null} */ (document.querySelector(selector))?.focus());
  },
  ready(on) {
    writing.settle();
    ui.set({ readyHeld: true });
    actions.send({ kind: "ready", ready: on }, "ready");
  },
  // Any move tells the server that a person is here; this one changes nothing else.
  reclaim: () => actions.send({ kind: "ready", ready: false }, "ready"),
  older: (of) => line.older(of),
  takeBack: () => line.takeBack(),
  startOver() {
    outbox.save([]);
    location.reload();
  },
};

const writing = makeWriting({ context: playing, ui, send: actions.send });

// A facilitator may end a round as it stands: the rules then know of no end, but the clock says so.
/** @param {Table.Model} model @returns {Table.View | null} */
const viewOf = ({ view, clock }) => view && (clock.status === "over" ? { ...view, phase: "over" } : view);

/** @returns {Table.Ctx} */
function context() {
  const { model } = store;
  const anyhow = {
    model,
    ui: ui.state,
    names,
    catalogue,
    me: page.seat,
    urls: page.urls,
    reporter,
    phone: isPhone(),
    paused: isPaused(model.clock),
    ...actions,
    ...writing,
  };
  const view = viewOf(model);
  return view ? { ...anyhow, view } : { ...anyhow, view };
}

// What acts on the round is there only while there is one.
function playing() {
  const ctx = context();
  if (!ctx.view) throw new Error("the round has not begun");
  return ctx;
}

/** @type {{ [part: string]: (ctx: Table.Ctx) => unknown }} */
const VIEWS = {
  turn: turnView,
  chips: chipsView,
  quiet: quietView,
  relief: reliefView,
  lessons: lessonsView,
  stream: streamView,
  composer: composerView,
  end: endView,
  deals: dealsView,
  orders: ordersView,
  outlook: outlookView,
  board: boardView,
  thumbs: thumbsView,
};

// What is left as the template has it until the round begins.
/** @type {{ [part: string]: (ctx: Table.Play) => unknown }} */
const PLAY_VIEWS = { tabs: tabsView, pick: pickView, "new-channel": newChannelView };

// A fault in one part is told to the console, and leaves the other parts as true as ever.
/** @param {() => unknown} draw @param {HTMLElement} element */
function drawPart(draw, element) {
  try {
    render(draw(), element);
  } catch (error) {
    reportError(error);
  }
}

// The first number in the stream: where it grows at its beginning, what one reads must not move.
const firstSeq = () => store.model.talk[0]?.seq ?? Infinity;
let drawnFrom = Infinity;

function drawAll() {
  asked = false;
  const ctx = context();
  const follow = scroller.offsetParent !== null && atEnd(scroller);
  const keepPlace = placeOf(scroller);
  main.dataset.panel = ctx.ui.panel;
  main.dataset.line = ctx.model.net.state;
  main.dataset.hint = hintNow(ctx)?.panel ?? "";
  for (const [name, draw] of Object.entries(VIEWS)) drawPart(() => draw(ctx), part(name));
  if (ctx.view) for (const [name, draw] of Object.entries(PLAY_VIEWS)) drawPart(() => draw(ctx), part(name));
  drawPart(() => reportView(ctx), dialog);
  drawQuiet(ctx);
  drawClock(ctx, part("clock"));
  const unseen = document.visibilityState === "visible" ? 0 : ctx.view ? unread(ctx, "all") : 0;
  document.title = `${unseen ? `(${unseen}) ` : ""}${turnText(ctx)} · ${names.seat(page.seat)} · Offramp`;
  if (follow) toEnd(scroller);
  else if (firstSeq() < drawnFrom) keepPlace();
  drawnFrom = firstSeq();
  const waiting = afterDraw;
  afterDraw = [];
  for (const act of waiting) act();
  markRead(ctx);
}

/** @param {Table.Ctx} ctx */
function drawQuiet(ctx) {
  const word = quietWord(ctx);
  const bar = part("quiet");
  bar.hidden = !word;
  if (word) bar.dataset.kind = word[0];
}

// Whatever is on the screen has been read.
/** @param {Table.Ctx} ctx */
function markRead(ctx) {
  const talking =
    ctx.ui.panel === "talk" || (ctx.ui.panel !== "deals" && matchMedia("(min-width: 50em)").matches);
  if (!talking || document.visibilityState !== "visible" || dialog.open) return;
  const read = nowRead(ctx);
  if (read) ui.set({ read });
}

function ask() {
  if (asked) return;
  asked = true;
  queueMicrotask(drawAll);
}

/** @param {string[]} words */
function say(words) {
  const spot = part("aloud");
  spot.textContent = words.join(" ");
}

/** @type {number | null} */
let secondsBefore = null;

function tick() {
  const now = steady();
  const { model } = store;
  ui.state.now = now;
  const ctx = context();
  render(chipsView(ctx), part("chips"));
  render(quietView(ctx), part("quiet"));
  drawQuiet(ctx);
  drawClock(ctx, part("clock"));
  const left = secondsLeft(model.clock, now);
  const warning = lastMinute(secondsBefore, left);
  secondsBefore = left;
  if (warning) say([warning]);
}

// The report is read: the new turn begins at the top of the orders, the end of the round with what it came to.
function turnThePage() {
  required(".col-left", HTMLElement).scrollTop = 0;
  if (context().view?.phase !== "over") return;
  ui.set({ panel: "talk" });
  afterDraw.push(() => document.querySelector(".panel-talk .round-end")?.scrollIntoView());
}

// A refused text or draft goes back to where it was written.
/** @param {Table.Refused | undefined} refusal */
function giveBack(refusal) {
  if (refusal?.move) ui.set(givenBack(refusal.move, ui.state));
}

// The second click of a double click comes after the answer to the first: it must not take Ready back.
const DOUBLE_CLICK = 700;
/** @param {Table.Model} model */
const waits = (model) => model.pending.some((one) => one.place === "ready" && one.seq === null);

store.watch((model, before, frame) => {
  if (model.pending !== before.pending) outbox.save(model.pending);
  if (frame.t === "nack") giveBack(model.refused.find((one) => one.id === frame.id));
  if (frame.t === "earlier") say([gettext("Older lines have been added.")]);
  else if (model.view && frame.t !== "snapshot") {
    const words = aloud(context(), before);
    if (words.length) say(words);
  }
  if (model.view && model.view.turn !== before.view?.turn) {
    ui.set({ ...outdated(ui.state, model.view.turn), sliding: null });
  }
  if (ui.state.readyHeld && !waits(model) && waits(before)) setTimeout(() => ui.set({ readyHeld: false }), DOUBLE_CLICK);
  reporter.watch();
  ask();
});
ui.watch((state, before) => {
  if (before.report && !state.report) turnThePage();
  ask();
});

part("tabs").addEventListener("keydown", arrowKeys);
document.addEventListener("visibilitychange", ask);
const readsUp = () => scroller.offsetParent !== null && nearTop(scroller) && line.older("talk");
document.addEventListener("scroll", readsUp, { capture: true, passive: true });
matchMedia(PHONE).addEventListener("change", ask);
const toTalk = part("to-talk");
toTalk.hidden = !newHere;
toTalk.addEventListener("click", () => actions.goTo("talk"));
if (newHere) required(".brief", HTMLDetailsElement).open = true;
store.dispatch({ t: "restore", pending: outbox.load() });
/** @type {Wire.Snapshot | null} */
const first = dataOf("table-snapshot");
if (first) store.dispatch({ ...first, received: steady() });
if (page.relieved) store.dispatch(page.relieved);
drawAll();
toEnd(scroller);
line.start();
setInterval(tick, 1000);
// For the watchman: everything has come and runs.
document.documentElement.dataset.started = "";
