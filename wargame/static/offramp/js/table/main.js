// The table: one store, one line to the server, and the parts of the page drawn from them.
import { goWhenLeft } from "../leaving.js";
import { render } from "./page/lit.js";
import { boardView } from "./board/board.js";
import { arrowKeys, channelOf, newChannelView, pickView, tabsView, unread } from "./stream/channels.js";
import { isPaused, lastMinute, secondsLeft } from "./page/clock.js";
import { composerView, readMove } from "./stream/composer.js";
import { dealsView } from "./deals/deals.js";
import { counterDraft, draftOfOffer } from "./deals/drafts.js";
import { chipsView, drawClock, turnText, turnView } from "./page/header.js";
import { hintNow, lessonsView } from "./page/lessons.js";
import { channelKey, makeNames } from "./model/names.js";
import { aloud, quietView, quietWord } from "./page/notices.js";
import { ordersView } from "./orders/orders.js";
import { makeOutbox, newId } from "./connection/outbox.js";
import { endView, outlookView } from "./board/outlook.js";
import { PHONE, firstVisit, isPhone, thumbsView } from "./page/phone.js";
import { reliefView } from "./page/relief.js";
import { makeReporter, reportView } from "./board/report.js";
import { atEnd, nearTop, placeOf, toEnd } from "./stream/scrolling.js";
import { Line } from "./connection/socket.js";
import { steady } from "./connection/steady.js";
import { learn } from "./model/records.js";
import { emptyModel, makeStore } from "./model/store.js";
import { streamView } from "./stream/stream.js";
import { oneDecimal } from "./page/texts.js";
import { makeUi } from "./model/ui.js";
import { makeWriting } from "./model/writing.js";

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const part = (name) => document.querySelector(`[data-part="${name}"]`);

const page = read("table-page"); // {seat, id, urls}
const catalogue = read("table-catalogue");
learn(catalogue.records);
const names = makeNames(catalogue, page.seat);
const store = makeStore(emptyModel());
const ui = makeUi(sessionStorage, page.id);
const outbox = makeOutbox(sessionStorage, page.id);
const socketUrl = new URL(page.urls.socket, location.href);
socketUrl.protocol = location.protocol === "https:" ? "wss:" : "ws:";
const line = new Line({ url: socketUrl.href, slowUrl: page.urls.line, language: document.documentElement.lang, store });
goWhenLeft(page.id);
const main = document.getElementById("main");
const dialog = document.getElementById("report");
const scroller = part("stream");
const newHere = firstVisit(ui, page.id);
const reporter = makeReporter({ dialog, store, ui });
let afterDraw = []; // what waits for the next drawing: a focus to set
let asked = false;

const actions = {
  send(move, place) {
    store.dispatch({ t: "send", id: newId(), turn: store.model.view.turn, move, place });
  },
  counter(offer) {
    ui.set({
      tab: "offer",
      confirm: null,
      offer: counterDraft(context(), offer),
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
  focus: (selector) => afterDraw.push(() => document.querySelector(selector)?.focus()),
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

const writing = makeWriting({ context, ui, send: actions.send });

function context() {
  const { model } = store;
  // A facilitator may end a round as it stands: the rules then know of no end, but the clock says so.
  const view = model.view && model.clock.status === "over" ? { ...model.view, phase: "over" } : model.view;
  const ctx = {
    model,
    view,
    ui: ui.state,
    names,
    catalogue,
    me: page.seat,
    urls: page.urls,
    oneDecimal,
    reporter,
    phone: isPhone(),
    paused: isPaused(model.clock),
    ...actions,
    ...writing,
  };
  ctx.readMove = (move) => readMove(ctx, move);
  return ctx;
}

const VIEWS = {
  turn: turnView,
  chips: chipsView,
  quiet: quietView,
  relief: reliefView,
  lessons: lessonsView,
  tabs: tabsView,
  pick: pickView,
  "new-channel": newChannelView,
  stream: streamView,
  composer: composerView,
  end: endView,
  deals: dealsView,
  orders: ordersView,
  outlook: outlookView,
  board: boardView,
  thumbs: thumbsView,
};

const NEED_VIEW = new Set(["tabs", "pick", "new-channel"]);

// A fault in one part is told to the console, and leaves the other parts as true as ever.
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
  for (const [name, draw] of Object.entries(VIEWS)) {
    if (ctx.view || !NEED_VIEW.has(name)) drawPart(() => draw(ctx), part(name));
  }
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

function drawQuiet(ctx) {
  const word = quietWord(ctx);
  const bar = part("quiet");
  bar.hidden = !word;
  if (word) bar.dataset.kind = word[0];
}

// Whatever is on the screen has been read.
function markRead(ctx) {
  const talking =
    ctx.ui.panel === "talk" || (ctx.ui.panel !== "deals" && matchMedia("(min-width: 50em)").matches);
  if (!talking || document.visibilityState !== "visible" || dialog.open) return;
  const key = ctx.ui.channel;
  const last =
    ctx.model.talk.filter((frame) => key === "all" || channelOf(frame, ctx.me) === key).at(-1)?.seq ?? 0;
  if (last > (ctx.ui.read[key] ?? 0)) ui.set({ read: { ...ctx.ui.read, [key]: last } });
}

function ask() {
  if (asked) return;
  asked = true;
  queueMicrotask(drawAll);
}

function say(words) {
  const spot = part("aloud");
  spot.textContent = words.join(" ");
}

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
  document.querySelector(".col-left").scrollTop = 0;
  if (context().view?.phase !== "over") return;
  ui.set({ panel: "talk" });
  afterDraw.push(() => document.querySelector(".panel-talk .round-end")?.scrollIntoView());
}

// A refused text or draft goes back to where it was written.
function giveBack(refusal) {
  const move = refusal?.move;
  if (!move) return;
  if (move.kind === "offer") ui.set({ tab: "offer", offer: draftOfOffer(move), confirm: null });
  if (move.kind === "threat") ui.set({ tab: "threat", threat: move, confirm: null });
  if (move.kind === "say") {
    const key = move.public ? "all" : channelKey(move.to);
    if (!ui.state.drafts[key]) ui.set({ drafts: { ...ui.state.drafts, [key]: move.text } });
  }
}

function forgetOldDrafts(turn) {
  const dated = (draft) =>
    draft &&
    [draft.by, draft.expires, ...(draft.terms ?? []), ...(draft.asks ?? [])].some(
      (one) => (one?.by ?? one) < turn,
    );
  if (dated(ui.state.offer)) ui.set({ offer: null, confirm: null });
  if (dated(ui.state.threat)) ui.set({ threat: null, confirm: null });
}

// The second click of a double click comes after the answer to the first: it must not take Ready back.
const DOUBLE_CLICK = 700;
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
    forgetOldDrafts(model.view.turn);
    ui.set({ sliding: null });
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
if (newHere) document.querySelector(".brief").open = true;
store.dispatch({ t: "restore", pending: outbox.load() });
const first = read("table-snapshot");
if (first) store.dispatch({ ...first, received: steady() });
if (page.relieved) store.dispatch(page.relieved);
drawAll();
toEnd(scroller);
line.start();
setInterval(tick, 1000);
// For the watchman: everything has come and runs.
document.documentElement.dataset.started = "";
