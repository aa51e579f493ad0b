// The undertakings of an offer as they are written: what we will do, what they are to do.
import { html, live, nothing } from "../page/lit.js";
import { crimesChoice, levelOptions, opening, slot, turnOptions, undertakingPieces } from "./sentence.js";

/** @typedef {Exclude<keyof Wire.Undertaking, "kind">} Field */
/**
 * @typedef {{
 *   terms: Wire.Undertaking[], kinds: string[], form: Table.Form, giver: string, add: string, changed: Set<string>,
 *   change: (step: (terms: Wire.Undertaking[]) => Wire.Undertaking[]) => void,
 * }} TermList
 */

const MOST_TERMS = 6;

/** @param {Table.Play} ctx @param {string} kind @param {string} giver */
export function blankTerm(ctx, kind, giver) {
  const rule = ctx.names.undertaking(kind);
  /** @type {Wire.Undertaking} */
  const term = { kind, by: Math.min(ctx.view.turn + 1, ctx.view.menu.last_turn) };
  for (const field of rule.fields) {
    if (field === "breadth") term.breadth = 0.8;
    if (field === "crimes") term.crimes = false;
    if (field === "host") term.host = hostsOf(ctx, giver)[0] ?? null;
    if (field === "guarantee") term.guarantee = 0.9;
  }
  return term;
}

// The hosts that are in the power of a seat: of its own menu for me, of its role for another.
/** @param {Table.Play} ctx @param {string} giver */
export function hostsOf(ctx, giver) {
  if (giver === ctx.me) return ctx.view.menu.hosts;
  const role = ctx.catalogue.seats[giver]?.role;
  return Object.entries(ctx.catalogue.hosts)
    .filter(([, host]) => host.offered_by.includes(role))
    .map(([id]) => id);
}

// A term whose host is in the power of its giver: where another is addressed, the old host may be out of reach.
/** @param {Table.Play} ctx @param {Wire.Undertaking} term @param {string} giver */
export function hosted(ctx, term, giver) {
  const hosts = hostsOf(ctx, giver);
  return "host" in term && !hosts.includes(term.host ?? "") ? { ...term, host: hosts[0] ?? null } : term;
}

/**
 * @param {Table.Play} ctx
 * @param {string} giver
 * @param {(name: Field, value: string | number | boolean) => void} set
 */
function writer(ctx, giver, set) {
  /** @param {Field} name @returns {(text: string) => void} */
  const number = (name) => (text) => set(name, Number(text));
  const { names, view } = ctx;
  /** @type {import("./sentence.js").Pieces} */
  const pieces = {
    breadth: (term) =>
      slot({
        label: gettext("Breadth of the amnesty"),
        value: term.breadth,
        options: levelOptions(term.breadth),
        change: number("breadth"),
      }),
    crimes: (term) =>
      slot({
        label: gettext("Crimes against humanity"),
        value: term.crimes,
        options: [
          [false, crimesChoice(false)],
          [true, crimesChoice(true)],
        ],
        change: (text) => set("crimes", text === "true"),
      }),
    host: (term) =>
      slot({
        label: gettext("Host country"),
        value: term.host,
        options: hostsOf(ctx, giver).map((id) => [id, names.host(id)]),
        change: (host) => set("host", host),
      }),
    guarantee: (term) =>
      slot({
        label: gettext("Safe conduct"),
        value: term.guarantee,
        options: levelOptions(term.guarantee),
        change: number("guarantee"),
      }),
    by: (term) =>
      slot({
        label: gettext("By which turn"),
        value: term.by,
        options: turnOptions(view.turn, view.menu.last_turn),
        change: number("by"),
      }),
  };
  return pieces;
}

// The keys that walk through a closed menu: each of their steps is a change, and none of them a choice.
/** @param {KeyboardEvent} event */
const opens = (event) => event.key === " " || event.key === "F4" || (event.altKey && event.key.startsWith("Arrow"));

// What may be put in beside. A choice from the opened menu is meant; keys on the closed one only walk, and Add puts in.
/**
 * @param {Table.Play} ctx
 * @param {{ form: Table.Form, label: string, kinds: string[], words: (kind: string) => string, add: (kind: string) => void }} menu
 */
function adder(ctx, { form, label, kinds, words, add }) {
  const walked = kinds.find((kind) => kind === ctx.ui.walked[form]) ?? "";
  /** @param {string} kind */
  const walk = (kind) => ctx.set((ui) => ({ walked: { ...ui.walked, [form]: kind } }));
  /** @param {string} kind */
  const put = (kind) => {
    walk("");
    if (kind) add(kind);
    ctx.focus(`#add-${form}`);
  };
  /** @param {On<HTMLSelectElement>} event */
  const changed = ({ target }) => ("walking" in target.dataset ? walk(target.value) : put(target.value));
  /** @param {On<HTMLSelectElement, KeyboardEvent>} event */
  const keyed = (event) => {
    if (event.key === "Enter" && event.target.value) {
      event.preventDefault();
      put(event.target.value);
    } else if (opens(event)) delete event.target.dataset.walking;
    else event.target.dataset.walking = "";
  };
  return html`<select
      class="slot slot-empty"
      id=${`add-${form}`}
      aria-label=${label}
      @keydown=${keyed}
      @pointerdown=${(/** @type {On<HTMLSelectElement>} */ event) => delete event.target.dataset.walking}
      @change=${changed}
    >
      <option value="" .selected=${live(!walked)}>${label}</option>
      ${kinds.map((kind) => html`<option value=${kind} .selected=${live(kind === walked)}>${words(kind)}</option>`)}
    </select>
    ${walked ? html`<button type="button" class="button button-small" @click=${() => put(walked)}>${gettext("Add")}</button>` : nothing}`;
}

// One list of terms. `form` is "will" or "does"; `kinds` what may be put in it; `giver` whose hosts it may name;
// `changed` the kinds that differ from the offer being answered. `change` takes a function of the list as it then is.
/** @param {Table.Play} ctx @param {TermList} list */
export function termList(ctx, { terms, kinds, form, giver, change, add, changed }) {
  const { names } = ctx;
  const label = form === "will" ? gettext("What you will do") : gettext("What the other side is to do");
  /** @param {string} kind */
  const words = (kind) => opening(names.undertaking(kind)[form]);
  const free = kinds.filter((kind) => !terms.some((one) => one.kind === kind));
  /** @param {number} index @param {(term: Wire.Undertaking) => Wire.Undertaking} step */
  const revise = (index, step) => change((now) => now.map((one, at) => (at === index ? step(one) : one)));
  /** @param {number} index */
  const drop = (index) => {
    change((now) => now.filter((_, at) => at !== index));
    ctx.focus(`#add-${form}`);
  };
  /** @param {Wire.Undertaking} term @param {number} index */
  const line = (term, index) => {
    const rule = names.undertaking(term.kind);
    const pick = slot({
      label,
      value: term.kind,
      options: kinds.filter((kind) => kind === term.kind || free.includes(kind)).map((kind) => [kind, words(kind)]),
      change: (kind) => revise(index, (one) => ({ ...blankTerm(ctx, kind, giver), by: one.by })),
    });
    // Only a field that the undertaking has: it may have become another since this was drawn.
    /** @param {Field} name @param {string | number | boolean} value */
    const set = (name, value) => revise(index, (one) => (name in one ? { ...one, [name]: value } : one));
    const draw = writer(ctx, giver, set);
    return html`<li class="term">
      ${index ? gettext("and") : ""}
      <span class=${changed.has(term.kind) ? "changed" : ""}
        >${undertakingPieces(term, rule[form], { how: rule.how, verb: pick, draw })}</span
      >
      <button type="button" class="slot-drop" aria-label=${gettext("Take this out")} @click=${() => drop(index)}>
        ✕
      </button>
    </li>`;
  };
  const more = () =>
    adder(ctx, {
      form,
      label: terms.length ? gettext("and also …") : add,
      kinds: free,
      words,
      add: (kind) => change((now) => [...now, blankTerm(ctx, kind, giver)]),
    });
  return html`<ul class="terms" role="list">
    ${terms.map(line)}
    ${free.length && terms.length < MOST_TERMS ? html`<li class="term">${more()}</li>` : nothing}
  </ul>`;
}
