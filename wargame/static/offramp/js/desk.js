// The facilitator's desk: clocks count, times are told in the reader's zone, links are copied, buttons act in place.
// Without this file every button still works: it sends the page's form and the page comes again.
import { drawn, standing, watch } from "./press.js";

const POLL = 3000;

// --- clocks: counted here between two answers, against the server's time

// Milliseconds that nobody sets: the computer's own clock may be put right while the page stands.
const steady = () => performance.timeOrigin + performance.now();

let ahead = Date.now() - steady(); // of the server's clock before this page's

// What was told is kept beside what stands there: a browser that translates the page has put other words in its place.
function tell(element, text) {
  if (element.dataset.says === text) return;
  element.dataset.says = text;
  element.textContent = text;
}

function tick(root = document) {
  for (const clock of root.querySelectorAll("[data-deadline]")) {
    const left = Math.max(0, Math.ceil((Date.parse(clock.dataset.deadline) - steady() - ahead) / 1000));
    const told = `${String(Math.floor(left / 60)).padStart(2, "0")}:${String(left % 60).padStart(2, "0")}`;
    clock.translate = false;
    tell(clock, told);
  }
  for (const since of root.querySelectorAll("[data-since]")) {
    const gone = Math.max(0, Math.floor((steady() + ahead - Date.parse(since.dataset.since)) / 60000));
    const told = interpolate(ngettext("%s minute", "%s minutes", gone), [gone]);
    if (gone > 0) tell(since, told);
  }
}

// --- times in the reader's zone

// English with 24 hours, as at the table.
const locale = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
const moment = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
const hour = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", second: "2-digit" });

function localise(root = document) {
  for (const time of root.querySelectorAll("time[data-local]")) {
    const at = new Date(time.dateTime);
    time.textContent = (time.dataset.local === "hour" ? hour : moment).format(at);
    time.title = moment.format(at);
    time.removeAttribute("data-local");
  }
}

// --- live parts: [data-live] holds what its address answers; 204 means that nothing has changed

async function refresh(live) {
  const turn = (live.asked = (live.asked ?? 0) + 1);
  const headers = { "HX-Request": "true", "X-Seen": live.dataset.seal ?? "" };
  const answer = await fetch(live.dataset.live, { headers, credentials: "same-origin", redirect: "manual" });
  if (answer.headers.has("Date")) noteTime(answer.headers.get("Date"));
  if (answer.type === "opaqueredirect" || answer.status === 404) location.reload();
  if (answer.status !== 200) return;
  const text = await answer.text();
  // An answer that was overtaken by a later one tells what was.
  if (turn < (live.shown ?? 0)) return;
  live.shown = turn;
  const before = standing(live);
  const focused = live.contains(document.activeElement) ? document.activeElement.id : "";
  const open = [...live.querySelectorAll("details[open][id]")].map((one) => one.id);
  const page = new DOMParser().parseFromString(text, "text/html");
  live.replaceChildren(...page.body.childNodes);
  live.dataset.seal = answer.headers.get("X-Seal") ?? "";
  drawn(live, before);
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  localise(live);
  tick(live);
}

function noteTime(date) {
  // The header has whole seconds: half of one is the best guess of the rest.
  const now = Date.parse(date) + 500;
  if (Number.isFinite(now) && Math.abs(now - steady() - ahead) > 1500) ahead = now - steady();
}

async function refreshAll() {
  const lost = document.querySelector("[data-lost]");
  try {
    await Promise.all([...document.querySelectorAll("[data-live]")].map(refresh));
    if (lost) lost.hidden = true;
  } catch {
    if (lost) lost.hidden = false;
  }
}

async function keepFresh() {
  if (!document.hidden) await refreshAll();
  setTimeout(keepFresh, POLL);
}

// --- links to copy

async function copy(event) {
  const button = event.target.closest("button[data-copy]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copy);
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    document.execCommand("copy");
  }
  const words = (button.dataset.words ??= button.textContent); // a second press finds "Copied" there
  button.textContent = gettext("Copied");
  setTimeout(() => { button.textContent = words; }, 2000);
}

localise();
tick();
setInterval(tick, 500);
document.addEventListener("click", copy);
watch(refreshAll);
document.addEventListener("visibilitychange", () => { if (!document.hidden) refreshAll(); });
if (document.querySelector("[data-live]")) setTimeout(keepFresh, POLL);
// For the watchman: everything has come and runs.
document.documentElement.dataset.started = "";
