// The facilitator's desk: clocks count, times are told in the reader's zone, links are copied, buttons act in place.
// Without this file every button still works: it sends the page's form and the page comes again.
import { minutes, secondsUntil } from "./clock.js";
import { clock, keepLive } from "./live.js";
import { drawn, standing, watch } from "./press.js";

/** @typedef {Document | HTMLElement} Root */
/** @param {Root} root @param {string} selector @returns {NodeListOf<HTMLElement>} */
const all = (root, selector) => root.querySelectorAll(selector);

// --- clocks: counted here between two answers, against the server's time

// What was told is kept beside what stands there: a browser that translates the page has put other words in its place.
/** @param {HTMLElement} element @param {string} text */
function tell(element, text) {
  if (element.dataset.says === text) return;
  element.dataset.says = text;
  element.textContent = text;
}

/** @param {Root} root */
function tick(root = document) {
  for (const element of all(root, "[data-deadline]")) {
    element.translate = false;
    tell(element, minutes(Math.ceil(secondsUntil(element.dataset.deadline ?? "", clock.now()))));
  }
  for (const element of all(root, "[data-since]")) {
    const gone = Math.floor(-secondsUntil(element.dataset.since ?? "", clock.now()) / 60);
    if (gone > 0) tell(element, interpolate(ngettext("%s minute", "%s minutes", gone), [gone]));
  }
}

// --- times in the reader's zone

// English with 24 hours, as at the table.
const locale = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
const moment = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
const hour = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", second: "2-digit" });

/** @param {Root} root */
function localise(root = document) {
  /** @type {NodeListOf<HTMLTimeElement>} */
  const times = root.querySelectorAll("time[data-local]");
  for (const time of times) {
    const at = new Date(time.dateTime);
    time.textContent = (time.dataset.local === "hour" ? hour : moment).format(at);
    time.title = moment.format(at);
    time.removeAttribute("data-local");
  }
}

// --- links to copy

/** @param {Event} event */
async function copy(event) {
  /** @type {HTMLElement | null} */
  const button = event.target instanceof Element ? event.target.closest("button[data-copy]") : null;
  const field = document.getElementById(button?.dataset.copy ?? "");
  if (!button || !(field instanceof HTMLInputElement)) return;
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    document.execCommand("copy");
  }
  const words = (button.dataset.words ??= button.textContent ?? ""); // a second press finds "Copied" there
  button.textContent = gettext("Copied");
  setTimeout(() => { button.textContent = words; }, 2000);
}

const refreshAll = keepLive({
  before: standing,
  after(part, before) {
    drawn(part, before);
    localise(part);
    tick(part);
  },
});
localise();
tick();
setInterval(tick, 500);
document.addEventListener("click", copy);
watch(refreshAll);
// For the watchman: everything has come and runs.
document.documentElement.dataset.started = "";
