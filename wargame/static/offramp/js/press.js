// Buttons of the desk. A press is sent once with the turn and status that its button showed; the button is off until
// the answer is there, and one that a redraw has put under the pointer is off for a moment.

const SETTLE = 1500;

/** @type {Set<string>} */
const sending = new Set();
/** @type {Map<string, number>} */
const settling = new Map();
/** @type {() => Promise<void>} */
let redraw = async () => {};
/** @type {HTMLElement | null} */
let note = null;

/** @typedef {{ id: string, place: string, url: string, leaves: boolean, form: HTMLFormElement, body: FormData }} Press */

/** @param {Document | HTMLElement} root */
function buttons(root = document) {
  /** @type {NodeListOf<HTMLButtonElement>} */
  const found = root.querySelectorAll('button[form="act"], [data-press] button');
  return [...found];
}

function mark() {
  for (const button of buttons()) {
    const busy = sending.has(button.id);
    turn(button, "aria-disabled", busy || settling.has(button.id));
    turn(button, "aria-busy", busy);
  }
}

/** @param {HTMLElement} button @param {string} name @param {boolean} on */
function turn(button, name, on) {
  if (on) button.setAttribute(name, "true");
  else button.removeAttribute(name);
}

/** @param {HTMLElement[]} changed */
function settle(changed) {
  for (const { id } of changed) {
    clearTimeout(settling.get(id));
    const over = () => {
      settling.delete(id);
      mark();
    };
    settling.set(id, setTimeout(over, SETTLE));
  }
}

// What stands in a part of the page before it is drawn anew, and what has become of it.
/** @param {HTMLElement} live */
export const standing = (live) => new Map(buttons(live).map((one) => [one.id, one.value]));

/** @param {HTMLElement} live @param {Map<string, string>} before */
export function drawn(live, before) {
  settle(buttons(live).filter((one) => before.get(one.id) !== one.value));
  mark();
  putNote();
}

// --- what came of a press is told at its button

/** @param {string} text @param {string} place @param {{ good?: boolean }} how */
function tell(text, place = "", { good = false } = {}) {
  note?.remove();
  note = null;
  if (!text) return;
  note = document.createElement("p");
  note.className = good ? "message at-button" : "refusal at-button";
  note.setAttribute("role", good ? "status" : "alert");
  note.dataset.at = place;
  note.textContent = text;
  putNote();
}

function putNote() {
  if (!note || note.isConnected) return;
  const place = document.getElementById(note.dataset.at ?? "") ?? document.querySelector("[data-told]");
  place?.after(note);
}

// --- what cannot be undone is asked first, and then done with what was seen when it was asked

/** @param {HTMLElement} button @param {() => void} yes */
function ask(button, yes) {
  const box = document.createElement("dialog");
  const question = document.createElement("p");
  const row = document.createElement("div");
  const does = document.createElement("button");
  const no = document.createElement("button");
  box.className = "ask";
  row.className = "row";
  question.id = "asked";
  box.setAttribute("aria-labelledby", "asked");
  question.textContent = button.dataset.ask ?? "";
  does.className = "button button-danger";
  does.textContent = button.textContent;
  no.className = "button";
  no.textContent = gettext("Cancel");
  no.autofocus = true;
  no.addEventListener("click", () => box.close());
  does.addEventListener("click", () => {
    box.close();
    yes();
  });
  box.addEventListener("close", () => box.remove());
  row.append(does, no);
  box.append(question, row);
  document.body.append(box);
  box.showModal();
}

// --- sending

// A new name for the next press. One whose answer never came keeps its own: sent again, it is not done twice.
/** @param {HTMLFormElement} form */
function renew(form) {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  const once = /** @type {HTMLInputElement} */ (form.elements.namedItem("once"));
  once.value = [...bytes].map((one) => one.toString(16).padStart(2, "0")).join("");
}

const PRESSED = "#act, [data-press]"; // forms whose buttons are sent from here, and answered at their place

/** @param {On<HTMLFormElement, SubmitEvent>} event */
function press(event) {
  const button = event.submitter;
  if (!(button instanceof HTMLButtonElement) || !button.hasAttribute("formaction")) return;
  event.preventDefault();
  if (button.getAttribute("aria-disabled") === "true") return;
  const body = new FormData(event.target);
  if (button.name) body.set(button.name, button.value);
  const order = {
    id: button.id,
    place: button.parentElement?.id ?? "",
    url: button.formAction,
    leaves: button.dataset.leaves !== undefined,
    form: event.target,
    body,
  };
  if (button.dataset.ask) ask(button, () => send(order));
  else send(order);
}

/** @param {Press} press */
async function send({ id, place, url, leaves, form, body }) {
  if (sending.has(id)) return;
  sending.add(id);
  tell("");
  mark();
  if (leaves) body.set("leaves", "1");
  const { done, said } = await answered(url, body, form);
  if (done && leaves) return location.reload();
  // What was written has gone; for whom it was stays chosen.
  if (done) for (const text of form.querySelectorAll("textarea")) text.value = "";
  await redraw();
  sending.delete(id);
  mark();
  tell(said, place, { good: done && form.id !== "act" });
}

/** @param {string} url @param {FormData} body @param {HTMLFormElement} form @returns {Promise<{ done: boolean, said: string }>} */
async function answered(url, body, form) {
  try {
    const answer = await fetch(url, { method: "POST", body, headers: { Accept: "application/json" } });
    if (answer.redirected) location.reload();
    const isJson = (answer.headers.get("Content-Type") ?? "").includes("json");
    const { message } = isJson ? await answer.json() : {};
    if (answer.status < 500) renew(form);
    if (answer.ok) return { done: isJson, said: message ?? "" };
    return { done: false, said: message ?? gettext("That was not done. Reload the page and try again.") };
  } catch {
    return { done: false, said: gettext("No connection, so it is not known whether that was done. Press again when it is back: nothing is done twice.") };
  }
}

// --- other forms of the page are sent once, and the page comes again

/** @param {SubmitEvent} event */
function sendOnce(event) {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.matches(PRESSED) || form.method !== "post") return;
  if (form.dataset.sent !== undefined) return event.preventDefault();
  form.dataset.sent = "";
  for (const one of form.querySelectorAll("button")) one.setAttribute("aria-disabled", "true");
}

function sendAgain() {
  /** @type {NodeListOf<HTMLFormElement>} */
  const sent = document.querySelectorAll("form[data-sent]");
  for (const form of sent) {
    form.removeAttribute("data-sent");
    for (const one of form.querySelectorAll("button")) one.removeAttribute("aria-disabled");
  }
}

/** @param {() => Promise<void>} refresh */
export function watch(refresh) {
  redraw = refresh;
  for (const form of document.querySelectorAll(PRESSED))
    form.addEventListener("submit", (event) => press(/** @type {On<HTMLFormElement, SubmitEvent>} */ (event)));
  document.addEventListener("submit", sendOnce);
  // A page that the browser kept is shown again: its forms may be sent again, and the server knows what is done.
  window.addEventListener("pageshow", (event) => { if (event.persisted) sendAgain(); });
  // After a press that leaves, other buttons stand where that one stood.
  const [came] = performance.getEntriesByType("navigation");
  if (came instanceof PerformanceNavigationTiming && came.type === "reload") settle(buttons());
  mark();
}
