// The turn's report, told sentence by sentence: words kept and broken, then what everybody did, then the world.
import { html, nothing, repeat } from "../page/lit.js";
import { trackHead, tracksOf } from "./board.js";
import { actorOf } from "../model/events.js";
import { pill } from "../deals/deal.js";
import { endView } from "./outlook.js";
import { sparkView } from "./plot.js";
import { eventOf, trackOf } from "../model/records.js";
import { dates, fill } from "../page/texts.js";

const PACE = 1200;

/** @typedef {"words" | "moves" | "world"} Part */
/** @typedef {{ key: number, part: Part | null, seat: string, text: string, ending: string | null }} Line */

/** @type {{ [K in Part]: () => string }} */
const TITLES = {
  words: () => gettext("Words kept and broken"),
  moves: () => gettext("What everybody did"),
  world: () => gettext("The world"),
};
/** @type {Part[]} */
const PARTS = ["words", "moves", "world"];

/** @param {{ report: Table.Happened[] } | null} frame */
export function reportLines(frame) {
  const lines = (frame?.report ?? []).filter((event) => event.text && eventOf(event.kind).part);
  const told = lines.map((event, index) => ({
    key: index,
    part: eventOf(event.kind).part,
    seat: actorOf(event),
    text: event.text,
    ending: "ending" in event ? event.ending : null,
  }));
  return PARTS.flatMap((part) => told.filter((one) => one.part === part));
}

/** @param {Table.Play} ctx */
const moved = (ctx) => tracksOf(ctx).filter((one) => Math.abs(one.shown - one.before) >= 0.05);

// Sentences, then one step for the board.
/** @param {{ report: Table.Happened[] } | null} frame */
export const reportSteps = (frame) => reportLines(frame).length + 1;

const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** @param {Table.Play} ctx @param {Part} part @param {{ lines: Line[], shown: number }} telling */
function partView(ctx, part, { lines, shown }) {
  const own = lines.map((line, index) => ({ ...line, index })).filter((line) => line.part === part);
  if (!own.length) return nothing;
  /** @param {Line & { index: number }} one */
  const line = (one) =>
    html`<li class="report-line report-whole" data-role=${ctx.names.role(one.seat)} ?data-shown=${one.index < shown}>
      <span class="report-mark" aria-hidden="true"></span
      ><span>${one.text}</span>${one.ending ? pill(one.ending, ctx.catalogue.endings[one.ending]) : nothing}
    </li>`;
  return html`<section class="report-part" aria-labelledby=${`report-${part}`}>
    <h2 id=${`report-${part}`}>${TITLES[part]()}</h2>
    <ol class="report-lines" role="list" aria-live="polite" aria-relevant="additions text">
      ${repeat(own, (one) => one.key, line)}
    </ol>
  </section>`;
}

/** @param {Table.Play} ctx @param {{ shown: boolean, settled: boolean }} telling */
function boardPart(ctx, { shown, settled }) {
  if (!shown) return nothing;
  const tracks = moved(ctx);
  if (!tracks.length)
    return html`<section class="report-part">
      <h2>${gettext("The board")}</h2>
      <p class="meta">${gettext("Nothing on the board moved.")}</p>
    </section>`;
  /** @param {Table.Track} track */
  const line = (track) =>
    html`<li class="track" data-track=${track.name} data-role=${trackOf(track.name).owner ?? nothing}>
      ${trackHead(ctx, settled ? track : { ...track, shown: track.before })}
      <p class="track-cause">${track.why}</p>
      ${sparkView(ctx.model.history, track.name, { least: 3 })}
    </li>`;
  return html`<section class="report-part" aria-labelledby="report-board">
    <h2 id="report-board">${gettext("The board")}</h2>
    <ul class="tracks report-tracks" role="list" data-shown>
      ${repeat(tracks, (one) => one.name, line)}
    </ul>
  </section>`;
}

/** @param {Table.Ctx} ctx */
export function reportView(ctx) {
  const { report } = ctx.model;
  const telling = ctx.ui.report;
  if (!report || !telling || !ctx.view) return nothing;
  const lines = reportLines(report);
  const steps = reportSteps(report);
  const all = telling.shown >= steps;
  /** @param {On<Element>} event */
  const tell = (event) => {
    if (!all && !event.target.closest("button, a")) ctx.reporter.next();
  };
  const after = ctx.catalogue.turns < report.turn;
  const title = after
    ? gettext("The day after")
    : fill(gettext("Turn %(turn)s is over"), { turn: report.turn });
  return html`<div class="report-in" @click=${tell}>
      <div>
        <p class="eyebrow">${after ? nothing : dates(ctx.catalogue, report.turn)}</p>
        <h1 class="report-title" id="report-title" tabindex="-1">${title}</h1>
      </div>
      ${PARTS.map((part) => partView(ctx, part, { lines, shown: telling.shown }))}
      ${boardPart(ctx, { shown: all, settled: telling.settled })} ${all ? endView(ctx) : nothing}
    </div>
    <div class="report-foot">
      <p class="number">
        ${fill(gettext("%(n)s of %(all)s"), { n: Math.min(telling.shown, steps), all: steps })}
      </p>
      ${all ? nothing : html`<button type="button" class="button" @click=${() => ctx.reporter.next()}>${gettext("Next")}</button>`}
      <button
        type="button"
        class="button button-primary"
        id="report-on"
        @click=${() => (all ? ctx.reporter.close() : ctx.reporter.all())}
      >
        ${all ? gettext("Continue") : gettext("Show all")}
      </button>
    </div>`;
}

// Opens and paces the dialog. The dialog itself gives the focus back to where it was.
/** @param {{ dialog: HTMLDialogElement, store: Table.Store, ui: Table.UiStore }} parts */
export function makeReporter({ dialog, store, ui }) {
  let timer = 0;
  const steps = () => reportSteps(store.model.report);
  const schedule = () => {
    clearTimeout(timer);
    const telling = ui.state.report;
    if (!telling) return;
    const settle = () => ui.set(({ report }) => ({ report: report && { ...report, settled: true } }));
    if (telling.shown < steps()) timer = setTimeout(() => reporter.next(), PACE);
    else if (!telling.settled) timer = setTimeout(settle, still() ? 0 : 150);
  };
  /** @param {number} shown */
  const show = (shown) => {
    const settled = still() && shown >= steps();
    ui.set(({ report }) => ({ report: report && { ...report, shown, settled } }));
    schedule();
    // What is being told stays on the screen.
    requestAnimationFrame(() =>
      [...dialog.querySelectorAll("[data-shown]")]
        .at(-1)
        ?.scrollIntoView({ block: "nearest", behavior: still() ? "auto" : "smooth" }),
    );
  };
  /** @returns {HTMLElement | null} */
  const button = () => dialog.querySelector("#report-on");
  /** @type {Table.Reporter} */
  const reporter = {
    // Whenever there is a report that this window has not looked at.
    watch() {
      const { report } = store.model;
      if (report && report.seq > ui.state.told && ui.state.report?.seq !== report.seq) reporter.open();
    },
    open() {
      const all = still();
      if (!store.model.report) return;
      ui.set({ report: { seq: store.model.report.seq, shown: all ? steps() : 0, settled: all } });
      if (!dialog.open) dialog.showModal();
      dialog.scrollTop = 0;
      queueMicrotask(() => button()?.focus({ preventScroll: true })); // after the drawing
      if (!all) show(1);
    },
    next() {
      if (ui.state.report) show(Math.min(ui.state.report.shown + 1, steps()));
    },
    all() {
      if (ui.state.report) show(steps());
    },
    close() {
      clearTimeout(timer);
      dialog.close();
    },
  };
  dialog.addEventListener("cancel", (event) => {
    if (ui.state.report && ui.state.report.shown < steps()) {
      event.preventDefault();
      reporter.all();
    }
  });
  dialog.addEventListener("close", () => {
    clearTimeout(timer);
    ui.set({ report: null, told: Math.max(ui.state.told, store.model.report?.seq ?? 0) });
  });
  dialog.addEventListener("keydown", (event) => {
    const onButton = event.target instanceof Element && event.target.closest("button, a");
    if (event.key === "ArrowRight" || (event.key === " " && !onButton)) {
      event.preventDefault();
      reporter.next();
    }
  });
  return reporter;
}
